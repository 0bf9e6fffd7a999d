// Package words holds every sentence that gomend says, in English and Chinese.
//
// Checks, verdicts and fixes are facts: identifiers, numbers, names. This package
// makes sentences of them. Both languages stand side by side in one table row, in
// literals without field names, so that the compiler finds a missing translation.
// Hosts, commands, settings and units stay as they are in every language.
package words

import (
	"net"
	"net/url"
	"strings"

	"gomend/fix"
)

// Words speaks one language. It is made by For and may be shared.
type Words struct {
	Screen  // fixed sentences
	Mending // those of fixes
	lang    Lang
}

var speakers = map[Lang]*Words{
	English: {Screen: english, Mending: mending[English], lang: English},
	Chinese: {Screen: chinese, Mending: mending[Chinese], lang: Chinese},
}

// For returns the words of a language; English for one that is not known.
func For(l Lang) *Words {
	if w, ok := speakers[l]; ok {
		return w
	}
	return speakers[English]
}

// Lang is the language that is spoken.
func (w *Words) Lang() Lang { return w.lang }

// text is one sentence in every language.
type text struct{ en, zh string }

func (t text) in(l Lang) string {
	if l == Chinese {
		return t.zh
	}
	return t.en
}

// args are the names and numbers that a sentence speaks about.
type args map[string]string

// say fills the places {name} and {name|words when there is none} of a sentence.
func (w *Words) say(t text, a args) string {
	s := tidy(fix.Fill(t.in(w.lang), a))
	if w.lang == Chinese {
		return joinWide(s)
	}
	return s
}

// about makes the names that can be taken from what a check or finding is about:
// a host, host:port, URL, module@version, path or setting.
func about(target string) args {
	a := args{"target": target, "address": target}
	if isHost(target) {
		a["host"] = target
	}
	if u, err := url.Parse(target); err == nil && u.Host != "" {
		a["host"], a["port"] = u.Hostname(), u.Port()
	} else if host, port, err := net.SplitHostPort(target); err == nil {
		a["host"], a["port"], a["address"] = host, port, host
	}
	return a
}

// isHost tells a host from a module, a path and a setting.
func isHost(target string) bool {
	return !strings.ContainsAny(target, "/@\\ ") && strings.ToUpper(target) != strings.ToLower(target) && target != strings.ToUpper(target) ||
		net.ParseIP(target) != nil
}

// with adds a pair and returns the same args.
func (a args) with(name, value string) args {
	a[name] = value
	return a
}
