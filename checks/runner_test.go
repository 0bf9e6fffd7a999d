package checks

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// fake is a check of a kind that takes d and ends with status.
func fake(id string, d time.Duration, status Status, needs ...string) Check {
	return Check{ID: id, Kind: KindConnect, Needs: needs, Run: func(ctx context.Context, in *Input) Result {
		select {
		case <-time.After(d):
			return Result{Status: status}
		case <-ctx.Done():
			return Result{Status: Unknown, Code: Canceled}
		}
	}}
}

// drain reads a run to its end and returns the ids of ended checks in order.
func drain(events <-chan Event) (ended []string, verdicts []Verdict) {
	for e := range events {
		switch e.Kind {
		case EventEnded:
			ended = append(ended, e.Result.Check.ID)
		case EventVerdict:
			verdicts = append(verdicts, e.Verdict)
		}
	}
	return ended, verdicts
}

func TestRunnerStartsWhenReady(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		list := []Check{
			fake("c", time.Second, Pass, "a"),
			fake("a", time.Second, Pass),
			fake("b", 3*time.Second, Warn),
			fake("d", time.Second, Pass, "b", "c"),
		}
		events, board := Runner{}.Start(t.Context(), list)
		ended, _ := drain(events)
		if want := []string{"a", "c", "b", "d"}; !slices.Equal(ended, want) {
			t.Errorf("ended %v, want %v", ended, want)
		}
		c, _ := board.Result("c")
		if c.Started != time.Second || c.Duration != time.Second {
			t.Errorf("c ran from %v for %v, want from 1s for 1s", c.Started, c.Duration)
		}
	})
}

func TestRunnerSkipsWhatHasNoGround(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		list := []Check{
			fake("a", time.Second, Fail),
			fake("b", time.Second, Pass, "a"),
			fake("c", time.Second, Pass, "b"),
			fake("lost", time.Second, Pass, "never planned"),
		}
		events, board := Runner{}.Start(t.Context(), list)
		drain(events)
		for id, blocker := range map[string]string{"b": "a", "c": "b", "lost": "never planned"} {
			r, _ := board.Result(id)
			if r.Status != Skip || r.Blocker != blocker {
				t.Errorf("%s: %s because of %q, want skip because of %q", id, r.Status, r.Blocker, blocker)
			}
		}
	})
}

func TestRunnerGrows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		root := Check{ID: "root", Kind: KindLookup, Run: func(context.Context, *Input) Result {
			return Result{Status: Pass, Then: []Check{fake("child", time.Second, Pass, "root"), fake("child", 0, Fail)}}
		}}
		events, board := Runner{}.Start(t.Context(), []Check{root})
		drain(events)
		if r, _ := board.Result("child"); r.Status != Pass {
			t.Errorf("child: %q, want pass, and the second of that id ignored", r.Status)
		}
	})
}

func TestRunnerExploresSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var at []time.Duration
		runner := Runner{Explore: func(b *Board) []Check {
			at = append(at, b.Elapsed())
			if len(b.Silent(CompareAfter)) > 0 {
				return []Check{fake("compare", 100*time.Millisecond, Pass)}
			}
			return nil
		}}
		events, board := runner.Start(t.Context(), []Check{fake("slow", 3*time.Second, Fail)})
		drain(events)
		r, ok := board.Result("compare")
		if !ok || r.Started != CompareAfter {
			t.Errorf("comparison started at %v (%v), want at %v", r.Started, ok, CompareAfter)
		}
		if len(at) == 0 || at[0] != CompareAfter {
			t.Errorf("asked at %v, want first at %v", at, CompareAfter)
		}
	})
}

func TestRunnerGivesUpWhatLingers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		word := fake("go", time.Hour, Pass)
		word.Linger = true
		runner := Runner{Patience: func(*Board) time.Duration { return 3300 * time.Millisecond }}
		events, board := runner.Start(t.Context(), []Check{word, fake("a", time.Second, Fail)})
		drain(events)
		r, _ := board.Result("go")
		if r.Code != Canceled || r.Duration != 3300*time.Millisecond {
			t.Errorf("go: %q after %v, want canceled after 3.3s", r.Code, r.Duration)
		}
	})
}

func TestRunnerCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			time.Sleep(1500 * time.Millisecond)
			cancel()
		}()
		events, board := Runner{}.Start(ctx, []Check{fake("a", time.Hour, Pass), fake("b", 0, Pass, "a")})
		drain(events)
		if board.Elapsed() != 1500*time.Millisecond {
			t.Errorf("ended after %v, want at once when cancelled", board.Elapsed())
		}
	})
}

func TestRunnerSurvivesPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bad := Check{ID: "bad", Kind: KindLookup, Run: func(context.Context, *Input) Result { panic("a\x1b[31m reply") }}
		events, board := Runner{}.Start(t.Context(), []Check{bad, fake("good", time.Second, Pass)})
		drain(events)
		r, _ := board.Result("bad")
		if r.Status != Unknown || r.Facts.(Crash).Text != "a?[31m reply" {
			t.Errorf("bad: %+v, want unknown with the cleaned text", r)
		}
	})
}

func TestRunnerTellsVerdictChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		runner := Runner{Conclude: func(b *Board) Verdict {
			for _, r := range b.Results() {
				if r.Status == Fail {
					return Verdict{Status: Broken}
				}
			}
			return Verdict{Status: Healthy}
		}}
		events, _ := runner.Start(t.Context(), []Check{fake("a", 1, Pass), fake("b", 2, Pass), fake("c", 3, Fail)})
		_, verdicts := drain(events)
		if len(verdicts) != 3 || verdicts[0].Status != Healthy || verdicts[2].Status != Broken {
			t.Errorf("verdicts %v, want healthy, broken and the final one", verdicts)
		}
	})
}
