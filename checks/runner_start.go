package checks

import (
	"context"
	"fmt"
)

func (s *schedule) start(ctx, lingerCtx context.Context, c Check) {
	s.state[c.ID] = stateRunning
	s.running++
	if c.Linger {
		s.linger++
		ctx = lingerCtx
	}
	started := s.board.Elapsed()
	s.board.Began(c, started)
	if !c.Linger {
		s.started = append(s.started, started)
	}
	s.emit(Event{Kind: EventStarted, Result: Result{Check: c, Started: started}})
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		in := &Input{Board: s.board, check: c, provisional: func(r Result) {
			r.Check, r.Started, r.Duration = c, started, s.board.Elapsed()-started
			select {
			case s.events <- Event{Kind: EventProvisional, At: s.board.Elapsed(), Result: r}:
			case <-ctx.Done():
			}
		}, progress: func(p Progress) {
			now := s.board.Elapsed()
			select {
			case s.events <- Event{Kind: EventProgress, At: now, Result: Result{Check: c, Started: started, Duration: now - started}, Progress: p}:
			default:
			}
		}}
		r := runSafely(ctx, c, in)
		r.Check, r.Started, r.Duration = c, started, s.board.Elapsed()-started
		s.ended <- r
	}()
}

// runSafely turns a panic of a check into a result of its own: one check that
// meets something unheard of must not take the diagnosis with it.
func runSafely(ctx context.Context, c Check, in *Input) (r Result) {
	defer func() {
		if p := recover(); p != nil {
			r = Result{Status: Unknown, Code: Unclassified, Facts: Crash{Check: c.ID, Text: Clean(fmt.Sprint(p))}}
		}
	}()
	return c.Run(ctx, in)
}

// Crash is the facts of a check that could not do its work because of a defect
// in this program.
type Crash struct{ Check, Text string }

// Evidence implements Facts.
func (c Crash) Evidence() []Evidence { return []Evidence{{"crashed", c.Text}} }
