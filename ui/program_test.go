package ui

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/ui/words"
)

func TestProgramFromStartToEnd(t *testing.T) {
	for _, lang := range words.Langs {
		synctest.Test(t, func(t *testing.T) {
			st := perform(t.Context(), options(blockedRun(), 80, 24, lang))
			st.begin()
			time.Sleep(2 * time.Second)
			synctest.Wait()
			st.look(func(a *App) {
				if a.run.phase != going || a.walking != checks.LayerTransport {
					t.Errorf("after two seconds: phase %v in %q", a.run.phase, a.walking)
				}
			})
			time.Sleep(20 * time.Second)
			synctest.Wait()
			st.same(t, "at the end")
			var v checks.Verdict
			st.look(func(a *App) { v = a.run.verdict })
			head, _ := words.For(lang).Verdict(v)
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
			for _, key := range "aq" {
				time.Sleep(5 * time.Second)
				_, _ = io.WriteString(keys, string(key))
			}
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
		if raw := term.text(); strings.LastIndex(raw, "\x1b[?1049l") <= strings.LastIndex(raw, "\x1b[?1049h") {
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

// Whatever is pressed, and however the window changes, the terminal shows what
// the view says.
func TestRandomWalk(t *testing.T) {
	keys := []string{
		"j", "k", "h", "l", "g", "G", "\r", "\x1b[B", "\x1b[A", "1", "2", "9", "c", "C", "?", "L", "f", "x", "r", "R", "\x1b[6~", "\x1b[5~", "\t", "n", "１", "？", "ｊ", "\x0c",
		"a", "m", "p", "s", "t", "u", "y", "y", "k", "\x1b", "d",
	}
	steps := 80
	if whole() {
		steps = 300
	} else {
		t.Log("80 keys from each of 8 beginnings; GOMEND_LAB=all types 300")
	}
	for seed := range uint64(8) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 1))
			runs := []script{healthyRun(), blockedRun(), quietRun(), crowdedRun()}
			o := options(runs[seed%4], 80, 24, words.Langs[seed/4])
			o.Step, o.Lender = seed%3 == 0, NewLender()
			o.Mender = &fakeMender{
				offer: goEnvOffer, play: []func(*fakeMending){cures, fails}[seed%2],
				history: []engine.Entry{{ID: "7", Fix: "goproxy-set", Undoable: true}},
			}
			fixes := o.Fixes
			o.Fixes = func(v checks.Verdict, b *checks.Board) []fix.Fix {
				list := fixes(v, b)
				for i := range list {
					list[i].Automatic = true
				}
				return list
			}
			st := perform(t.Context(), o)
			time.Sleep(100 * ms)
			for range steps {
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
				// Something may have changed since the last drawing; the renderer's beat is 33 ms.
				for try := 0; try < 3 && !st.isSame(); try++ {
					time.Sleep(40 * ms)
					synctest.Wait()
				}
				st.same(t, "after "+what)
			}
			st.leave(t)
		})
	}
}
