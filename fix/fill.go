package fix

import "strings"

// Fill puts values into the places {name} and {name|words when there is none} of
// a line. Values are put in as they are.
func Fill(line string, values map[string]string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(line, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		place, after, _ := strings.Cut(rest, "}")
		name, otherwise, _ := strings.Cut(place, "|")
		if value := values[name]; value != "" {
			b.WriteString(value)
		} else {
			b.WriteString(otherwise)
		}
		line = after
	}
}
