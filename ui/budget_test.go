package ui

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"gomend/ui/words"
)

// The first frame is there within 60 ms of the start of the process. What the
// machine needs for it, a benchmark of the whole program tells; the clock alone
// must leave some of that.
func TestFirstFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		st := perform(t.Context(), options(quietRun(), 80, 24, words.English))
		for st.term.written() == 0 {
			time.Sleep(ms)
			synctest.Wait()
		}
		if took := time.Since(began); took > 35*ms {
			t.Errorf("the first frame waits for %v", took)
		}
		st.leave(t)
	})
}

func TestBytes(t *testing.T) {
	tests := []struct {
		name  string
		run   script
		lang  words.Lang
		limit int
	}{
		{"healthy", healthyRun(), words.English, 6 << 10},
		{"silence", quietRun(), words.English, 10 << 10},
		{"blocked", blockedRun(), words.English, 10 << 10},
		{"healthy in Chinese", healthyRun(), words.Chinese, 18 << 10},
		{"silence in Chinese", quietRun(), words.Chinese, 30 << 10},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			st := perform(t.Context(), options(tt.run, 80, 24, tt.lang))
			st.begin()
			time.Sleep(20 * time.Second)
			synctest.Wait()
			n := st.term.written()
			t.Logf("%s: %d bytes", tt.name, n)
			if n > tt.limit {
				t.Errorf("%s wrote %d bytes, more than %d", tt.name, n, tt.limit)
			}
			time.Sleep(time.Hour)
			synctest.Wait()
			if idle := st.term.written() - n; idle != 0 {
				t.Errorf("%s wrote %d bytes while idle", tt.name, idle)
			}
			st.leave(t)
		})
	}
}

// A key shows its effect within 50 ms on a line of 20 KB/s: moving may write 1 KB.
// What goes to another step draws another list, and is whole a little later.
func TestKeysAreAnsweredWithFewBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := perform(t.Context(), options(blockedRun(), 80, 24, words.English))
		st.begin()
		time.Sleep(10 * time.Second)
		for i, key := range []string{"j", "j", "k", "l", "h", "h", "g", "G"} {
			limit := 1 << 10
			if i > 2 {
				limit += 512
			}
			before := st.term.written()
			st.typeKeys(key)
			if n := st.term.written() - before; n > limit {
				t.Errorf("key %s wrote %d bytes", key, n)
			}
		}
		st.leave(t)
	})
}

// Sequences that a terminal answers. An answer after the end would be typed into the shell.
func TestTerminalIsAskedNothing(t *testing.T) {
	for _, term := range []string{"xterm-256color", "xterm-kitty", "alacritty", "xterm-ghostty"} {
		synctest.Test(t, func(t *testing.T) {
			o := options(healthyRun(), 80, 24, words.English)
			o.Env = []string{"TERM=" + term, "WT_SESSION=1", "TERM_PROGRAM=WezTerm"}
			st := perform(t.Context(), o)
			st.begin()
			time.Sleep(5 * time.Second)
			st.leave(t)
			if !strings.Contains(st.term.text(), "gomend") {
				t.Fatalf("nothing was drawn on %s", term)
			}
			for _, question := range []string{ansi.RequestKittyKeyboard, "$p", "\x1b[c", "\x1b[6n", "\x1b[>0q", "\x1b]10;?", "\x1b]11;?", "\x1bP+q", "\x1b[14t"} {
				if strings.Contains(st.term.text(), question) {
					t.Errorf("%s was asked %q", term, question)
				}
			}
		})
	}
}

func TestColours(t *testing.T) {
	for _, noColor := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			o := options(blockedRun(), 80, 24, words.English)
			o.NoColor = noColor
			st := perform(t.Context(), o)
			st.begin()
			time.Sleep(5 * time.Second)
			st.leave(t)
			allowed := map[string]bool{"": true, "0": true, "1": true, "2": true, "22": true, "39": true}
			if !noColor {
				for _, c := range []string{"31", "32", "33", "36"} {
					allowed[c] = true
				}
			}
			codes := sgrCodes(st.term.text())
			if colour := slices.Contains(codes, "31"); colour == noColor {
				t.Errorf("no colour %v: the failure is drawn in red %v", noColor, colour)
			}
			for _, code := range codes {
				if !allowed[code] {
					t.Errorf("no colour %v: SGR %q", noColor, code)
				}
			}
		})
	}
}

func sgrCodes(raw string) []string {
	var list []string
	for _, part := range strings.Split(raw, "\x1b[")[1:] {
		end := strings.IndexFunc(part, func(r rune) bool { return r >= '@' && r <= '~' })
		if end >= 0 && part[end] == 'm' && !strings.ContainsAny(part[:end], "?><=") {
			list = append(list, strings.Split(part[:end], ";")...)
		}
	}
	return list
}
