package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name, text string
		width      int
		want       []string
	}{
		{"nothing", "", 10, nil},
		{"fits", "one two", 7, []string{"one two"}},
		{"words stay whole", "one two three", 8, []string{"one two", "three"}},
		{"too long a word", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"wide characters may be parted", "沉默说明途中", 8, []string{"沉默说明", "途中"}},
		{"no line begins with closing punctuation", "沉默说明。途中", 8, []string{"沉默说", "明。途中"}},
		{"no line ends with opening punctuation", "途中有（设备）", 8, []string{"途中有", "（设备）"}},
		{"Latin words in Chinese", "发往 proxy.golang.org 的连接。", 18, []string{"发往", "proxy.golang.org", "的连接。"}},
		{"Chinese after Latin without a space", "DNS里有", 5, []string{"DNS里", "有"}},
		{"spaces in a row", "a   b", 9, []string{"a b"}},
		{"no room for a wide character", "中文", 1, []string{"?"}},
		{"no room at all", "abc", 0, nil},
		{"combining marks stay with their letter", "ab\u0301c", 2, []string{"ab\u0301", "c"}},
	}
	for _, tt := range tests {
		if got := wrap(tt.text, tt.width); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("发往 proxy.golang.org 的（连接）。 “i/o timeout”", 9)
	f.Fuzz(func(t *testing.T, text string, width int) {
		text = strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f || r == 0x9b || ansi.StringWidth(string(r)) == 0 && r > 0x7f {
				return -1
			}
			return r
		}, strings.ToValidUTF8(text, ""))
		width = 2 + (width%100+100)%100
		for _, got := range wrap(text, width) {
			if ansi.StringWidth(got) > width {
				t.Errorf("%q is wider than %d", got, width)
			}
		}
	})
}

func TestSpread(t *testing.T) {
	tests := []struct {
		left, right string
		width       int
		want        string
	}{
		{"left", "right", 12, "left   right"},
		{"much too long", "12 ms", 12, "much … 12 ms"},
		{"传输与防火墙", "6/6", 12, "传输与…  6/6"},
		{"left", "right", 5, "left"},
		{"left", "", 3, "le…"},
	}
	for _, tt := range tests {
		if got := spread(tt.left, tt.right, tt.width, "…"); got != tt.want {
			t.Errorf("spread(%q, %q, %d) = %q, want %q", tt.left, tt.right, tt.width, got, tt.want)
		}
	}
}

func TestIndent(t *testing.T) {
	got := indent("name  ", "one two three four", 14, 2, "…")
	if want := []string{"name  one two", "      three…"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNarrowForms(t *testing.T) {
	for in, want := range map[string]string{"？": "?", "１": "1", "ｑ": "q", "Ｃ": "C", "q": "q", "中": "中"} {
		if got := narrowForms(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestTimes(t *testing.T) {
	tests := []struct {
		d              time.Duration
		ended, running string
	}{
		{0, "", ""},
		{300 * time.Microsecond, "< 1 ms", ""},
		{34 * ms, "34 ms", ""},
		{999 * ms, "999 ms", ""},
		{2140 * ms, "2.1 s", "2 s"},
		{30 * time.Second, "30.0 s", "30 s"},
		{150 * time.Second, "150 s", "150 s"},
	}
	for _, tt := range tests {
		if got := lasted(tt.d); got != tt.ended {
			t.Errorf("%v lasted %q, want %q", tt.d, got, tt.ended)
		}
		if got := lasting(tt.d); got != tt.running {
			t.Errorf("%v lasting %q, want %q", tt.d, got, tt.running)
		}
	}
}

func TestWindowShowsTheCursor(t *testing.T) {
	for count := range 40 {
		for room := 1; room < 20; room++ {
			for selected := range count {
				first, last := window(count, selected, room)
				if first < 0 || last > count || last-first != min(count, room) || selected < first || selected >= last {
					t.Fatalf("window(%d, %d, %d) = %d, %d", count, selected, room, first, last)
				}
				covered := room > 2 && (selected == first && first > 0 || selected == last-1 && last < count)
				if covered {
					t.Fatalf("window(%d, %d, %d) = %d, %d: the cursor is under a row of dots", count, selected, room, first, last)
				}
			}
		}
	}
}
