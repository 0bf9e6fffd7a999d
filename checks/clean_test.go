package checks

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"plain", "no such host", "no such host"},
		{"Chinese", "名字不存在", "名字不存在"},
		{"accents", "Échec à l'étape 2", "Échec à l'étape 2"},
		{"colour codes", "a\x1b[31mred", "a?[31mred"},
		{"C1 control", "a\u009b31m", "a?31m"},
		{"bell, null, delete", "\a\x00\x7f", "???"},
		{"line breaks and tabs", "a\nb\r\nc\td", "a b  c d"},
		{"line and paragraph separators", "a\u2028b\u2029c", "a?b?c"},
		{"text turned round", "a\u202egnp.exe\u2066", "a?gnp.exe?"},
		{"zero width", "a\u200bb\ufeff", "a?b?"},
		{"bytes that are no text", "a\xff\xfeb", "a??b"},
		{"replacement character", "a\ufffdb", "a?b"},
		{"emoji", "ok \U0001F680 \u2714\ufe0f", "ok ? ??"},
		{"private use", "a\ue000b", "a?b"},
		{"empty", "", ""},
	} {
		if got := Clean(test.text); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestCleanCutsWhatIsLong(t *testing.T) {
	full := strings.Repeat("名", cleanLimit)
	if got := Clean(full); got != full {
		t.Error("text of the allowed length is cut")
	}
	if got := Clean(full + "x"); got != full+"…" {
		t.Errorf("longer text becomes %d runes, ending in %q", utf8.RuneCountInString(got), got[len(got)-6:])
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\x1b]8;;http://x\x07\u202e\xff")
	f.Fuzz(func(t *testing.T, text string) {
		got := Clean(text)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > cleanLimit+1 || Clean(got) != got {
			t.Errorf("%q becomes %q", text, got)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
			t.Errorf("%q keeps control characters: %q", text, got)
		}
	})
}
