package checks

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const cleanLimit = 400 // runes; longer text from outside is no help on a screen

// Clean makes text from outside fit for a terminal and a report: control
// characters, bidirectional marks, invalid UTF-8 and emoji become '?', and it
// is cut to a length that can be read.
func Clean(s string) string {
	var b strings.Builder
	n := 0
	for i, r := range s {
		if n++; n > cleanLimit {
			b.WriteString("…")
			break
		}
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				r = '?'
			}
		}
		b.WriteRune(cleanRune(r))
	}
	return b.String()
}

func cleanRune(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Cs, r),
		r == '\u2028', r == '\u2029', r == utf8.RuneError:
		return '?'
	case r >= 0x1F000 && r <= 0x1FAFF, r >= 0x2600 && r <= 0x27BF, r == 0xFE0F:
		return '?'
	}
	return r
}
