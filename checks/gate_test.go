package checks

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// ladder is one check for each layer, each needing the one below, and one more
// for each that needs nothing.
func ladder() []Check {
	kinds := []Kind{KindInterfaces, KindLookup, KindConnect, KindTLS, KindModuleInfo}
	list := []Check{fake("go", time.Second, Pass)}
	list[0].Kind = KindGoCommand
	before := ""
	for _, k := range kinds {
		step, free := fake(string(k), time.Second, Pass), fake(string(k)+"-free", time.Second, Pass)
		step.Kind, free.Kind = k, k
		if before != "" {
			step.Needs = []string{before}
		}
		before = step.ID
		list = append(list, free, step)
	}
	return list
}

// played is what a gated run has told by the time it rests.
type played struct {
	started []Check
	held    []Layer
	closed  atomic.Bool
}

func (p *played) listen(events <-chan Event) {
	for e := range events {
		switch e.Kind {
		case EventStarted:
			p.started = append(p.started, e.Result.Check)
		case EventHeld:
			p.held = append(p.held, e.Layer)
		}
	}
	p.closed.Store(true)
}

func TestGateHoldsEachLayerUntilItsKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := NewGate()
		events, board := Runner{Gate: gate}.Start(t.Context(), ladder())
		var p played
		go p.listen(events)
		for n, l := range Layers {
			time.Sleep(time.Hour)
			synctest.Wait()
			for _, c := range p.started {
				if c.Kind != KindGoCommand && c.Layer().Number() > n {
					t.Fatalf("%s has started before the key of layer %d", c.ID, n+1)
				}
			}
			if len(p.held) != n+1 || p.held[n] != l {
				t.Fatalf("held %v before the key of %s", p.held, l)
			}
			gate.Open(l)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if !p.closed.Load() || len(p.started) != 11 {
			t.Errorf("closed %v after %d checks", p.closed.Load(), len(p.started))
		}
		if board.Elapsed() != 6*time.Second {
			t.Errorf("the run took %v, want 6s: waiting for a key is no time of the run", board.Elapsed())
		}
	})
}

func TestGate(t *testing.T) {
	tests := []struct {
		name    string
		set     func(*Gate)
		started int // checks, the go command included
		held    []Layer
		skipped int
	}{
		{"closed", func(*Gate) {}, 1, []Layer{LayerNetwork}, 0},
		{"all open", func(g *Gate) { g.OpenAll() }, 11, nil, 0},
		{"closed again", func(g *Gate) { g.OpenAll(); g.Close(LayerTransport) }, 5, []Layer{LayerTransport}, 0},
		{"one left out", func(g *Gate) { g.Skip(LayerTransport); g.OpenAll() }, 7, nil, 2 + 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gate := NewGate()
				tt.set(gate)
				ctx, cancel := context.WithCancel(t.Context())
				events, board := Runner{Gate: gate}.Start(ctx, ladder())
				var p played
				go p.listen(events)
				time.Sleep(time.Hour)
				synctest.Wait()
				if len(p.started) != tt.started || !slices.Equal(p.held, tt.held) {
					t.Errorf("started %d, held %v", len(p.started), p.held)
				}
				skipped := 0
				for _, r := range board.Results() {
					if r.Status == Skip {
						skipped++
					}
				}
				if skipped != tt.skipped {
					t.Errorf("%d skipped, want %d", skipped, tt.skipped)
				}
				cancel()
				synctest.Wait()
				if !p.closed.Load() {
					t.Error("cancelling does not end a run that is held back")
				}
			})
		})
	}
}

func TestLimitCountsOnlyWhatRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := NewGate()
		ctx, cancel := context.WithCancel(t.Context())
		slow := fake("slow", time.Hour, Pass)
		slow.Kind = KindInterfaces
		events, board := Runner{Gate: gate, Limit: 30 * time.Second, Over: cancel}.Start(ctx, []Check{slow})
		var p played
		go p.listen(events)
		time.Sleep(10 * time.Minute)
		gate.OpenAll()
		time.Sleep(29 * time.Second)
		synctest.Wait()
		if p.closed.Load() {
			t.Fatal("the time at the gate was counted")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if !p.closed.Load() || board.Elapsed() != 30*time.Second {
			t.Errorf("closed %v after %v", p.closed.Load(), board.Elapsed())
		}
	})
}

func TestAgainRunsACheckAndWhatItNeeds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		runs := map[string]int{}
		list := ladder()
		for i, c := range list {
			run := c.Run
			list[i].Run = func(ctx context.Context, in *Input) Result {
				mu.Lock()
				runs[c.ID]++
				first := runs[c.ID] == 1
				mu.Unlock()
				r := run(ctx, in)
				if c.Kind == KindConnect && first {
					r.Status = Fail
				}
				return r
			}
		}
		events, board := Runner{}.Start(t.Context(), list)
		drain(events)
		time.Sleep(time.Minute)
		before := board.Elapsed()
		ended, _ := drain(Runner{}.Again(t.Context(), board, string(KindConnect)))
		if want := []string{"interfaces", "lookup", "connect"}; !slices.Equal(ended, want) {
			t.Errorf("ran %v again, want %v", ended, want)
		}
		if r, _ := board.Result(string(KindConnect)); r.Status != Pass || r.Started < before || r.Started > before+2*time.Second {
			t.Errorf("result %+v, want a new one", r)
		}
		if len(board.Results()) != len(list) {
			t.Errorf("%d results of %d checks", len(board.Results()), len(list))
		}
	})
}
