package words

import (
	"strings"

	"gomend/checks/environ"
)

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

// Detect chooses the language from the locale of the process environment, as
// KEY=VALUE. Chinese needs UTF-8, and a terminal that has the characters: the Linux
// console has not.
func Detect(env []string) Lang {
	locale := environ.Locale(env, "LC_MESSAGES")
	wanted := strings.HasPrefix(strings.ToLower(locale), "zh")
	if wanted && environ.UTF8(locale) && !environ.LinuxConsole(env) {
		return Chinese
	}
	return English
}
