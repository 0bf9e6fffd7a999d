package environ

import (
	"strings"
	"testing"
)

func TestGet(t *testing.T) {
	for _, tt := range []struct {
		env     string
		anyCase bool
		want    string
	}{
		{"", false, ""},
		{"NAME=a", false, "a"},
		{"NAME=a NAME=b", false, "b"},
		{"NAME=a NAME=", false, ""},
		{"NAME=a=b", false, "a=b"},
		{"NAMES=a XNAME=b", false, ""},
		{"Name=a", false, ""},
		{"Name=a", true, "a"},
		{"NAME=a name=b", true, "b"},
	} {
		if got := get(strings.Fields(tt.env), "NAME", tt.anyCase); got != tt.want {
			t.Errorf("%s, any case %v: %q, want %q", tt.env, tt.anyCase, got, tt.want)
		}
	}
}

func TestLocale(t *testing.T) {
	for env, want := range map[string]string{
		"": "",
		"LANG=de_DE.UTF-8 LC_MESSAGES=zh_CN.UTF-8":                 "de_DE.UTF-8",
		"LANG=de_DE.UTF-8 LC_CTYPE=zh_CN.UTF-8":                    "zh_CN.UTF-8",
		"LANG=de_DE.UTF-8 LC_CTYPE=zh_CN.UTF-8 LC_ALL=C":           "C",
		"LANG=de_DE.UTF-8 LC_CTYPE= LC_ALL=":                       "de_DE.UTF-8",
		"LANG=de_DE.UTF-8 LC_CTYPE=zh_CN.UTF-8 LC_ALL=C LC_ALL=de": "de",
	} {
		if got := Locale(strings.Fields(env), "LC_CTYPE"); got != want {
			t.Errorf("%s: %q, want %q", env, got, want)
		}
	}
}
