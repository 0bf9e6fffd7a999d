package ui

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"gomend/checks"
	"gomend/ui/words"
)

// watchedRun notes which checks have started.
func watchedRun(s script, started *[]checks.Check) func(context.Context, *checks.Gate) (<-chan checks.Event, *checks.Board) {
	return func(ctx context.Context, gate *checks.Gate) (<-chan checks.Event, *checks.Board) {
		events, board := s.start(ctx, gate)
		heard := make(chan checks.Event, 256)
		go func() {
			defer close(heard)
			for e := range events {
				if e.Kind == checks.EventStarted {
					*started = append(*started, e.Result.Check)
				}
				heard <- e
			}
		}()
		return heard, board
	}
}

func highest(list []checks.Check) (layer int) {
	for _, c := range list {
		if c.Kind != checks.KindGoCommand {
			layer = max(layer, c.Layer().Number())
		}
	}
	return layer
}

func TestNothingIsSentBeforeItsKey(t *testing.T) {
	for _, tt := range []struct {
		name string
		step bool   // --step
		keys string // one after the other, each after a minute
		want []int  // highest layer of which something has started, after each key
	}{
		{"first page, then guided", false, "\r\r\r\r\r\r", []int{0, 1, 2, 3, 4, 5}},
		{"guided from the start", true, "\r\r\r\r\r", []int{1, 2, 3, 4, 5}},
		{"the rest at once", true, "\r\ra", []int{1, 2, 5}},
		{"all at once", false, "a", []int{5}},
		{"overview", false, "m", []int{5}},
		{"help runs nothing", false, "?\x1b", []int{0, 0}},
		{"looking around runs nothing", true, "\rkhjl", []int{1, 1, 1, 1, 1}},
		{"one step left out", true, "\rs\r\r\r", []int{1, 1, 3, 4, 5}},
		{"pace", true, "\rp", []int{1, 5}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var started []checks.Check
				o := options(healthyRun(), 80, 24, words.English)
				o.Step, o.Start = tt.step, watchedRun(healthyRun(), &started)
				st := perform(t.Context(), o)
				time.Sleep(time.Minute)
				synctest.Wait()
				if n := highest(started); n != 0 {
					t.Fatalf("before the first key something of layer %d has started", n)
				}
				for i, key := range tt.keys {
					st.typeKeys(string(key))
					time.Sleep(time.Minute)
					synctest.Wait()
					if n := highest(started); n != tt.want[i] {
						t.Errorf("after key %d %q: layer %d has started, want %d", i+1, key, n, tt.want[i])
					}
					st.same(t, tt.name)
				}
				before := st.term.written()
				time.Sleep(time.Hour)
				synctest.Wait()
				if idle := st.term.written() - before; idle != 0 {
					t.Errorf("%d bytes while idle", idle)
				}
				st.leave(t)
			})
		})
	}
}

// Keys that come in a row, typed ahead, pasted or held down, let no card go.
func TestCardsAreDeafToKeysInARow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var started []checks.Check
		o := options(healthyRun(), 80, 24, words.English)
		o.Step, o.Start = true, watchedRun(healthyRun(), &started)
		st := perform(t.Context(), o)
		for range 100 { // as a keyboard repeats
			st.keys.Write([]byte("\r"))
			time.Sleep(33 * ms)
		}
		synctest.Wait()
		if n := highest(started); n != 0 {
			t.Errorf("a held key let layer %d go", n)
		}
		time.Sleep(time.Second)
		st.keys.Write([]byte("\x1b[200~\ra\r\x1b[201~"))
		time.Sleep(time.Second)
		synctest.Wait()
		if n := highest(started); n != 0 {
			t.Errorf("a paste let layer %d go", n)
		}
		st.typeKeys("\r")
		time.Sleep(time.Second)
		synctest.Wait()
		if n := highest(started); n != 1 {
			t.Errorf("after one key layer %d has started, want 1", n)
		}
		st.leave(t)
	})
}

func TestAgain(t *testing.T) {
	for _, changes := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			runs := 0
			o := options(blockedRun(), 80, 24, words.English)
			start := o.Start
			o.Start = func(ctx context.Context, g *checks.Gate) (<-chan checks.Event, *checks.Board) {
				runs++
				return start(ctx, g)
			}
			o.Again = func(ctx context.Context, b *checks.Board, id string) <-chan checks.Event {
				if r, _ := b.Result(id); changes {
					r.Check.Run = func(context.Context, *checks.Input) checks.Result { return checks.Result{Status: checks.Pass} }
					b.Put(r)
				}
				return again(ctx, b, id)
			}
			st := perform(t.Context(), o)
			st.begin()
			time.Sleep(10 * time.Second)
			st.typeKeys("r")
			st.look(func(a *App) {
				if a.repeats != "connect/proxy.golang.org:443" && !changes {
					t.Errorf("asks %q again", a.repeats)
				}
			})
			time.Sleep(10 * time.Second)
			synctest.Wait()
			want := 1
			if changes {
				want = 2
			}
			st.look(func(a *App) {
				if a.repeats != "" || runs != want || a.run.phase != ended {
					t.Errorf("result changes %v: %d runs, asks %q, phase %d", changes, runs, a.repeats, a.run.phase)
				}
			})
			st.same(t, "after r")
			st.leave(t)
		})
	}
}

func TestPaceInTheMiddleOfARun(t *testing.T) {
	a := waitingFor(healthyRun(), checks.LayerTransport, Options{})
	press(a, "p")
	if a.pace != auto || a.held != "" {
		t.Errorf("pace %d, held %q", a.pace, a.held)
	}
	press(a, "p")
	if l, waits := a.untouched(); a.pace != stepwise || !waits || l != checks.LayerTransport {
		t.Errorf("pace %d, next %q", a.pace, l)
	}
}
