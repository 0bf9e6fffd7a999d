package words

import "strings"

// Lang is a language that gomend speaks, as --lang takes it.
type Lang string

// The languages.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// Langs lists the languages.
var Langs = []Lang{English, Chinese}

// ParseLang reads a language as --lang and the configuration give it.
func ParseLang(s string) (Lang, bool) {
	for _, l := range Langs {
		if string(l) == strings.ToLower(s) {
			return l, true
		}
	}
	return English, false
}

// Other is the language that the L key goes to.
func (l Lang) Other() Lang {
	if l == Chinese {
		return English
	}
	return Chinese
}

// Detect chooses the language from the process environment, as KEY=VALUE: the
// first of LC_ALL, LC_MESSAGES and LANG that is set (POSIX, XBD 8.2). Chinese needs
// a UTF-8 locale, and a terminal that has the characters: the Linux console has not.
func Detect(env []string) Lang {
	locale := ""
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale = lookup(env, name); locale != "" {
			break
		}
	}
	name := strings.ToLower(locale)
	utf8 := strings.Contains(name, "utf-8") || strings.Contains(name, "utf8")
	if strings.HasPrefix(name, "zh") && utf8 && lookup(env, "TERM") != "linux" {
		return Chinese
	}
	return English
}

// lookup finds the last value of a name, which is the one that counts.
func lookup(env []string, name string) string {
	value := ""
	for _, pair := range env {
		if k, v, _ := strings.Cut(pair, "="); k == name {
			value = v
		}
	}
	return value
}
