package words

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func saidOfGlossary(w *Words, say func(name, sentence string)) {
	say("GlossaryTitle", w.GlossaryTitle())
	for _, c := range w.Glossary() {
		say("Chapter "+c.Title, c.Title)
		for _, t := range c.Terms {
			say("Term "+t.Name, t.Name)
			say("Plain "+t.Name, t.Plain)
			say("Expert "+t.Name, t.Expert)
		}
	}
}

// sentenceEnd is a full stop after which another sentence may begin.
var sentenceEnd = regexp.MustCompile(`[.?](\s|$)|[。？]`)

func TestGlossary(t *testing.T) {
	for _, lang := range Langs {
		seen := map[string]bool{}
		for _, c := range For(lang).Glossary() {
			for _, term := range c.Terms {
				if seen[term.Name] {
					t.Errorf("%s stands twice", term.Name)
				}
				seen[term.Name] = true
				if n := len(sentenceEnd.FindAllString(term.Plain, -1)); n < 2 || n > 3 {
					t.Errorf("%s is explained in %d sentences, want two or three", term.Name, n)
				}
				if n := ansi.StringWidth(term.Expert); n > 160 {
					t.Errorf("%s: the line for experts has %d columns", term.Name, n)
				}
			}
		}
		if len(seen) < 40 {
			t.Errorf("only %d terms", len(seen))
		}
	}
}

func TestGlossaryOf(t *testing.T) {
	for _, tt := range []struct {
		word string
		lang Lang
		want string
	}{
		{"gosumdb", English, "checksum database, GOSUMDB"},
		{"校验和数据库", English, "checksum database, GOSUMDB"},
		{"checksum database", Chinese, "校验和数据库（GOSUMDB）"},
		{"mtu", Chinese, "MTU（最大传输单元）"},
		{"no such word", English, ""},
	} {
		var names []string
		for _, c := range For(tt.lang).GlossaryOf(tt.word) {
			for _, term := range c.Terms {
				names = append(names, term.Name)
			}
		}
		if got := strings.Join(names, "; "); got != tt.want {
			t.Errorf("%s in %s: %s, want %s", tt.word, tt.lang, got, tt.want)
		}
	}
	if all := For(English).GlossaryOf(""); len(all) != len(For(English).Glossary()) {
		t.Errorf("an empty word finds %d chapters", len(all))
	}
}
