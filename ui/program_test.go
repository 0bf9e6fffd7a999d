package ui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"gomend/checks"
	"gomend/ui/words"
)

// terminal is a virtual one that remembers what was written to it.
type terminal struct {
	mu       sync.Mutex
	emulator *vt.Emulator
	raw      bytes.Buffer
}

func newTerminal(w, h int) *terminal { return &terminal{emulator: vt.NewEmulator(w, h)} }

// Write turns bare line feeds into CR LF, as a terminal driver does.
func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw.Write(p)
	_, err := t.emulator.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	return len(p), err
}

func (t *terminal) written() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.raw.Len()
}

func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.raw.String()
}

func (t *terminal) resize(w, h int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.emulator.Resize(w, h)
}

// rows is what the virtual screen shows.
func (t *terminal) rows() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var rows []string
	for y := range t.emulator.Height() {
		var b strings.Builder
		for x := 0; x < t.emulator.Width(); {
			c := t.emulator.CellAt(x, y)
			if c == nil || c.Content == "" {
				b.WriteByte(' ')
				x++
				continue
			}
			b.WriteString(c.Content)
			x += max(c.Width, 1)
		}
		rows = append(rows, strings.TrimRight(b.String(), " "))
	}
	return rows
}

// stage is the whole program before a virtual terminal.
type stage struct {
	app  *App
	term *terminal
	keys *io.PipeWriter
	p    *tea.Program
	done chan error
}

var testEnv = []string{"TERM=xterm-256color", "LANG=en_US.UTF-8"}

func options(s script, w, h int, lang words.Lang) Options {
	return Options{
		Start: s.start, Fixes: someFixes, Report: func() string { return "the report" },
		Lang: lang, Title: "rsc.io/quote@v1.5.2", Env: testEnv, Width: w, Height: h,
	}
}

func perform(ctx context.Context, o Options) *stage {
	in, keys := io.Pipe()
	st := &stage{term: newTerminal(o.Width, o.Height), keys: keys, done: make(chan error, 1)}
	o.Input, o.Output = in, st.term
	st.app = newApp(ctx, o)
	st.p = tea.NewProgram(st.app, st.app.programOptions(ctx)...)
	go func() {
		_, err := st.p.Run()
		st.app.end(endWithin)
		st.done <- err
	}()
	return st
}

func (st *stage) typeKeys(keys string) {
	_, _ = io.WriteString(st.keys, keys)
	time.Sleep(200 * ms)
	synctest.Wait()
}

// leave ends the program. The pipe is closed first, for nothing else ends its reader.
func (st *stage) leave(t *testing.T) {
	t.Helper()
	go st.p.Quit()
	st.keys.Close()
	if err := <-st.done; err != nil {
		t.Error(err)
	}
	synctest.Wait()
}

func (st *stage) same(t *testing.T, when string) {
	t.Helper()
	want := strings.Split(strings.TrimSuffix(plain(drawn(st.app)), "\n"), "\n")
	got := st.term.rows()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows on the terminal, %d in the view", when, len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: row %d\nterminal %q\nview     %q", when, i, got[i], want[i])
		}
	}
}

func TestProgramFromStartToEnd(t *testing.T) {
	for _, lang := range words.Langs {
		synctest.Test(t, func(t *testing.T) {
			st := perform(t.Context(), options(blockedRun(), 80, 24, lang))
			time.Sleep(20 * ms)
			synctest.Wait()
			time.Sleep(2 * time.Second)
			synctest.Wait()
			if st.app.run.phase != going || st.app.walking != checks.LayerTransport {
				t.Errorf("after two seconds: phase %v in %q", st.app.run.phase, st.app.walking)
			}
			time.Sleep(20 * time.Second)
			synctest.Wait()
			st.same(t, "at the end")
			head, _ := words.For(lang).Verdict(st.app.run.verdict)
			if screen := strings.Join(st.term.rows(), "\n"); !strings.Contains(screen, head) {
				t.Errorf("the answer is not on the screen:\n%s", screen)
			}
			st.typeKeys("1")
			st.same(t, "on the fix page")
			st.typeKeys("L")
			st.same(t, "in the other language")
			before := st.term.written()
			st.typeKeys("c")
			if out := st.term.text()[before:]; !strings.Contains(out, "\x1b]52;c;") {
				t.Errorf("nothing was sent to the clipboard: %q", out)
			}
			st.leave(t)
		})
	}
}

func TestRunGivesTheOutcome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, keys := io.Pipe()
		o := options(healthyRun(), 80, 24, words.English)
		o.Input, o.Output = in, newTerminal(80, 24)
		go func() {
			time.Sleep(5 * time.Second)
			_, _ = io.WriteString(keys, "q")
			keys.Close()
		}()
		out, err := Run(t.Context(), o)
		if err != nil || !out.Ran || out.Verdict.Status != checks.Healthy {
			t.Errorf("outcome %+v, error %v", out, err)
		}
		if text := Farewell(o, out); !strings.HasPrefix(text, "✓ Everything go needs works.\n") {
			t.Errorf("farewell %q", text)
		}
	})
}

func TestCancelledContextLeavesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, keys := io.Pipe()
		ctx, cancel := context.WithCancel(t.Context())
		o := options(blockedRun(), 80, 24, words.English)
		term := newTerminal(80, 24)
		o.Input, o.Output = in, term
		go func() {
			time.Sleep(time.Second)
			cancel()
			keys.Close()
		}()
		began := time.Now()
		out, err := Run(ctx, o)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("leaving took %v", took)
		}
		if err != nil || out.Ran || out.Verdict.Why != checks.WhyInterrupted {
			t.Errorf("outcome %+v, error %v", out, err)
		}
		if raw := term.text(); !strings.HasSuffix(strings.TrimRight(raw, "\r\n"), "\x1b[?2004l") && !strings.Contains(raw, "\x1b[?1049l") {
			t.Errorf("the terminal is not as before: %q", raw[max(0, len(raw)-60):])
		}
	})
}

// A terminal that takes nothing any more must not keep the program. The renderer
// then waits in a mutex, for which the time of a bubble does not go on.
func TestDeafTerminalIsLeft(t *testing.T) {
	in, keys := io.Pipe()
	unread, deaf := io.Pipe()
	defer keys.Close()
	defer unread.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 200*ms)
	defer cancel()
	o := options(blockedRun(), 80, 24, words.English)
	o.Input, o.Output = in, deaf
	began := time.Now()
	out, err := run(ctx, o, 100*ms)
	if took := time.Since(began); !errors.Is(err, errDeaf) || out.Ran || took > 2*time.Second {
		t.Errorf("outcome %+v, error %v after %v", out, err, took)
	}
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

// Sequences that a terminal answers. An answer after the end would be typed into the shell.
func TestTerminalIsAskedNothing(t *testing.T) {
	for _, term := range []string{"xterm-256color", "xterm-kitty", "alacritty", "xterm-ghostty"} {
		synctest.Test(t, func(t *testing.T) {
			o := options(healthyRun(), 80, 24, words.English)
			o.Env = []string{"TERM=" + term, "WT_SESSION=1", "TERM_PROGRAM=WezTerm"}
			st := perform(t.Context(), o)
			time.Sleep(5 * time.Second)
			st.leave(t)
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
			time.Sleep(5 * time.Second)
			st.leave(t)
			allowed := map[string]bool{"": true, "0": true, "1": true, "2": true, "22": true, "39": true}
			if !noColor {
				for _, c := range []string{"31", "32", "33", "36"} {
					allowed[c] = true
				}
			}
			for _, code := range sgrCodes(st.term.text()) {
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

// Whatever is pressed, and however the window changes, the terminal shows what
// the view says.
func TestRandomWalk(t *testing.T) {
	keys := []string{"j", "k", "h", "l", "g", "G", "\r", "\x1b[B", "\x1b[A", "1", "2", "9", "c", "C", "?", "L", "f", "x", "r", "\x1b[6~", "\x1b[5~", "\t", "n", "１", "？", "ｊ", "\x0c"}
	for seed := range uint64(4) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 1))
			runs := []script{healthyRun(), blockedRun(), quietRun(), crowdedRun()}
			st := perform(t.Context(), options(runs[seed], 80, 24, words.Langs[seed%2]))
			time.Sleep(100 * ms)
			for n := range 300 {
				what := ""
				if random.IntN(12) == 0 {
					w, h := 20+random.IntN(130), 8+random.IntN(45)
					st.term.resize(w, h)
					st.p.Send(tea.WindowSizeMsg{Width: w, Height: h})
					what = "resize"
				} else {
					what = keys[random.IntN(len(keys))]
					_, _ = io.WriteString(st.keys, what)
				}
				time.Sleep(time.Duration(110+random.IntN(400)) * ms)
				synctest.Wait()
				// A look may have come since the last drawing; the renderer's beat is 50 ms.
				before := st.app.beat
				time.Sleep(60 * ms)
				synctest.Wait()
				if st.app.beat != before {
					time.Sleep(60 * ms)
					synctest.Wait()
				}
				_ = n
				st.same(t, "after "+what)
			}
			st.leave(t)
		})
	}
}
