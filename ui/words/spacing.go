package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tidy takes out the blanks around a place that was left empty.
func tidy(s string) string {
	return strings.TrimSpace(strings.NewReplacer("  ", " ", " .", ".").Replace(s))
}

// joinWide takes out the blanks that a filled place leaves between two Chinese
// characters, or beside Chinese punctuation; none is written there.
func joinWide(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		if r == ' ' && i > 0 && i+1 < len(runes) && !needsBlank(runes[i-1], runes[i+1]) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func needsBlank(before, after rune) bool {
	return !widePunct(before) && !widePunct(after) && !(unicode.Is(unicode.Han, before) && unicode.Is(unicode.Han, after))
}

// widePunct is about the punctuation of Chinese text, which brings its own room.
func widePunct(r rune) bool {
	return r >= 0x3001 && r <= 0x301F || r >= 0xFF01 && r <= 0xFF60 || strings.ContainsRune("“”‘’", r)
}

// lowerFirst makes a sentence fit behind an opening such as "Most likely". Names
// in capitals (DNS, IPv6, GOPROXY) stay.
func lowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if unicode.IsUpper(second) || unicode.IsDigit(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}

// follow joins two parts of a Chinese sentence, with a blank before Latin letters.
func follow(opening, rest string) string {
	if r, _ := utf8.DecodeRuneInString(rest); r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return opening + " " + rest
	}
	return opening + rest
}
