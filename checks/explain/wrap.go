package explain

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// longest is how long, in bytes, a joined line may become; the longest of the go
// command's are below it.
const longest = 4 << 10

// narrowest and widest are the widths, in characters, at which terminals and
// consoles are supposed to break lines.
const (
	narrowest = 40
	widest    = 250
)

var (
	// opening is how a line begins that is no continuation of another.
	opening = regexp.MustCompile(`^(?:\s*$|\t|\s{4,}|go: |go |#|\$|>|make|The command|Error|ERROR|exit |package |Fetching |Step |FAIL|ok |---|fatal: |error: |verifying |\S+\.go:\d+|server response|reading |\S+@v\d\S*:)`)
	// unfinished is a line that ends inside a URL or where a reason must follow.
	unfinished = regexp.MustCompile(`(?:https?://[^\s"]*|"[a-z]+://[^"]*|: dial tcp|: lookup|\bdial tcp [^:]*|": *|\b(?:connectex|wsarecv): \S*)$`)
	// reason is how the go on of such a line begins.
	reason = regexp.MustCompile(`^\s*(?:dial (?:tcp|udp)|lookup |read (?:tcp|udp)|proxyconnect|connect: |x509: |tls: |net/http: |remote error: |i/o timeout|EOF|no such host|unexpected EOF)`)
)

// unwrap joins lines that a console, a mail program or an editor has broken.
func unwrap(lines []string) []string {
	width := consoleWidth(lines)
	var out []string
	last := 0 // length of the last line as it was read, in characters
	for _, line := range lines {
		if len(out) > 0 && len(out[len(out)-1]) < longest {
			before := out[len(out)-1]
			switch {
			case last == width && !opening.MatchString(line):
				out[len(out)-1] = before + line
				last = utf8.RuneCountInString(line)
				continue
			case unfinished.MatchString(before) && reason.MatchString(line):
				out[len(out)-1] = strings.TrimRight(before, " ") + " " + strings.TrimLeft(line, " \t")
				last = utf8.RuneCountInString(line)
				continue
			}
		}
		out = append(out, line)
		last = utf8.RuneCountInString(line)
	}
	return out
}

// consoleWidth is the width at which lines seem to be broken; -1 for none. A line
// that is the longest just by chance is not broken: there must be a second one, or
// its end must be open.
func consoleWidth(lines []string) int {
	width, times, open := 0, 0, false
	for _, line := range lines {
		n := utf8.RuneCountInString(line)
		if n > width {
			width, times, open = n, 0, false
		}
		if n == width {
			times++
			open = open || unfinished.MatchString(line)
		}
	}
	if width < narrowest || width > widest || times < 2 && !open {
		return -1
	}
	return width
}
