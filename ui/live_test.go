package ui

import (
	"context"
	"time"

	"gomend/checks"
)

// start lets the real runner play a script: checks that sleep, each begun by the
// end of one that the script has end before it.
func (s script) start(ctx context.Context, gate *checks.Gate) (<-chan checks.Event, *checks.Board) {
	var first, compare []checks.Check
	for _, t := range s.list {
		c := s.live(t)
		if c.Kind.Comparison() {
			compare = append(compare, c)
		} else {
			first = append(first, c)
		}
	}
	runner := checks.Runner{
		Gate: gate,
		Conclude: func(*checks.Board) checks.Verdict {
			if ctx.Err() != nil {
				return checks.Verdict{Status: checks.Incomplete, Why: checks.WhyInterrupted}
			}
			return s.verdict
		},
		Explore: func(b *checks.Board) []checks.Check {
			if s.verdict.Status == checks.Broken && len(b.Silent(checks.CompareAfter)) > 0 {
				return compare
			}
			return nil
		},
	}
	events, board := runner.Start(ctx, first)
	return events, board
}

// again asks a check of such a run once more.
func again(ctx context.Context, b *checks.Board, id string) <-chan checks.Event {
	return checks.Runner{}.Again(ctx, b, id)
}

func (s script) live(t told) checks.Check {
	c := t.check()
	if t.status == checks.Skip {
		c.Needs = []string{t.blocker}
	}
	before, wait := s.before(t)
	if before != "" {
		c.After = []string{before}
	}
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		r := checks.Result{Status: t.status, Code: t.code, Facts: t.facts}
		if t.kind == checks.KindGoCommand {
			r.Routes = someRoutes
		}
		left := wait + t.end - t.start
		if t.silentAt > 0 {
			if !sleep(ctx, t.silentAt-t.start) {
				return checks.Result{Status: checks.Unknown, Code: checks.Canceled}
			}
			in.Provisional(checks.Result{Status: checks.Unknown, Code: t.code, Facts: t.facts})
			left -= t.silentAt - t.start
		}
		if !sleep(ctx, left) {
			return checks.Result{Status: checks.Unknown, Code: checks.Canceled}
		}
		return r
	}
	return c
}

// before is the check whose end is the last before a told one starts, and how
// long before that is.
func (s script) before(t told) (id string, wait time.Duration) {
	if t.start == 0 {
		return "", 0
	}
	last := time.Duration(-1)
	for _, u := range s.list {
		if u.end <= t.start && u.end > last && u.status != checks.Skip && !u.kind.Comparison() && u.check().ID != t.check().ID {
			id, last = u.check().ID, u.end
		}
	}
	return id, t.start - last
}

func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(max(d, 0)):
		return true
	case <-ctx.Done():
		return false
	}
}
