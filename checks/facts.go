package checks

import (
	"fmt"
	"time"
)

// Facts is typed evidence that can also be shown as pairs.
type Facts interface {
	// Evidence lists the facts as key and value, in the order in which they are
	// best read. Values are cleaned of control characters and secrets.
	Evidence() []Evidence
}

// Evidence is one fact as text. Key is a stable identifier: lower case with hyphens,
// or the name of a setting.
type Evidence struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Tri is yes, no or not known.
type Tri int8

// The three values of Tri; the zero value is not known.
const (
	No       Tri = -1
	NotKnown Tri = 0
	Yes      Tri = 1
)

// TriOf is Yes or No.
func TriOf(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// appendCode adds a failure; nothing for OK.
func appendCode(list []Evidence, code Code) []Evidence {
	if code != OK {
		list = append(list, Evidence{"failure", string(code)})
	}
	return list
}

// appendIf adds text from outside, cleaned; nothing for an empty one.
func appendIf(list []Evidence, key, value string) []Evidence {
	if value != "" {
		list = append(list, Evidence{key, Clean(value)})
	}
	return list
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%d ms", d.Round(time.Millisecond).Milliseconds())
}
