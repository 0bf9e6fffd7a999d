package checks

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// eventBuffer is so large that a reader who is busy drawing never holds up a check.
const eventBuffer = 256

// Runner runs a graph of checks that may grow while it runs.
type Runner struct {
	// Conclude is asked for the verdict after every check that has ended.
	Conclude func(*Board) Verdict
	// Patience says, once only lingering checks are left, at which moment since
	// the start of the run they are given up; 0 waits for them without end.
	Patience func(*Board) time.Duration
	// Explore is asked for checks that would still settle something whenever only
	// lingering checks run, and whenever a check has been silent for CompareAfter;
	// those it named before are not run again.
	Explore func(*Board) []Check
	// Close is called once every check has ended, before the channel is closed.
	Close func()
}

// Start begins the run. The channel tells everything that happens and is closed
// when every check has ended and no goroutine is left; it must be read to its
// end. Cancelling ctx is the only way to stop early. The board may be read at
// any time.
func (r Runner) Start(ctx context.Context, first []Check) (<-chan Event, *Board) {
	s := &schedule{
		Runner: r,
		board:  NewBoard(),
		events: make(chan Event, eventBuffer),
		ended:  make(chan Result),
		state:  map[string]checkState{},
	}
	go s.run(ctx, first)
	return s.events, s.board
}

type checkState int

const (
	stateWaiting checkState = iota + 1
	stateRunning
	stateEnded
)

// schedule is owned by one goroutine, that of run.
type schedule struct {
	Runner
	board   *Board
	events  chan Event
	ended   chan Result
	waiting []Check
	state   map[string]checkState
	running int // checks that run now, lingering ones included
	linger  int // lingering ones that run now
	wg      sync.WaitGroup
	last    Verdict
	started []time.Duration // of checks not yet looked at for silence, in order
	silence bool            // some check has just been silent for CompareAfter
}

func (s *schedule) run(ctx context.Context, first []Check) {
	defer close(s.events)
	defer s.close()
	lingerCtx, stopLingering := context.WithCancel(ctx)
	defer stopLingering()

	s.add(first)
	for {
		s.startReady(ctx, lingerCtx)
		if (s.running == s.linger || s.silence) && s.explore(ctx) {
			continue
		}
		if s.running == 0 {
			break
		}
		s.await(stopLingering)
	}
	s.wg.Wait()
	s.conclude(true)
}

func (s *schedule) close() {
	s.board.close()
	if s.Close != nil {
		s.Close()
	}
}

// await takes one result, notices a silence, or gives up what lingers.
func (s *schedule) await(stopLingering func()) {
	select {
	case result := <-s.ended:
		s.finish(result)
	case <-s.silenceTimer():
		s.silence = true
	case <-s.patienceTimer():
		stopLingering()
		s.finish(<-s.ended)
	}
}

// silenceTimer fires when the oldest check not yet looked at has run for CompareAfter.
func (s *schedule) silenceTimer() <-chan time.Time {
	if len(s.started) == 0 || s.running == s.linger {
		return nil
	}
	due := s.started[0] + CompareAfter - s.board.Elapsed()
	return time.After(max(due, 0))
}

// patienceTimer fires when what lingers is to be given up.
func (s *schedule) patienceTimer() <-chan time.Time {
	if s.running != s.linger || s.Patience == nil {
		return nil
	}
	until := s.Patience(s.board)
	if until <= 0 {
		return nil
	}
	return time.After(max(until-s.board.Elapsed(), 0))
}

// explore adds what would still settle something. It is asked as soon as only
// lingering checks run, so that a slow go command does not hold up a comparison.
func (s *schedule) explore(ctx context.Context) bool {
	s.silence = false
	now := s.board.Elapsed()
	s.started = slices.DeleteFunc(s.started, func(at time.Duration) bool { return now-at >= CompareAfter })
	if s.Explore == nil || ctx.Err() != nil {
		return false
	}
	before := len(s.waiting)
	s.add(s.Explore(s.board))
	return len(s.waiting) > before
}

// add puts checks that are new into the graph.
func (s *schedule) add(list []Check) {
	for _, c := range list {
		if s.state[c.ID] != 0 {
			continue
		}
		s.state[c.ID] = stateWaiting
		s.waiting = append(s.waiting, c)
		s.emit(Event{Kind: EventPlanned, Result: Result{Check: c}})
	}
}

// startReady starts or skips whatever can be, until nothing changes any more.
func (s *schedule) startReady(ctx, lingerCtx context.Context) {
	for changed := true; changed; {
		changed = false
		list := s.waiting
		s.waiting = nil
		for _, c := range list {
			if !s.advance(ctx, lingerCtx, c) {
				s.waiting = append(s.waiting, c)
				continue
			}
			changed = true
		}
	}
	if s.running == 0 { // what still waits, waits for something that will never come
		for _, c := range s.waiting {
			s.skip(c, firstMissing(s.board, c))
		}
		s.waiting = nil
	}
}

func firstMissing(b *Board, c Check) string {
	for _, id := range append(append([]string{}, c.Needs...), c.After...) {
		if _, ok := b.Result(id); !ok {
			return id
		}
	}
	return ""
}

// advance starts or skips a check if its time has come.
func (s *schedule) advance(ctx, lingerCtx context.Context, c Check) bool {
	blocker, ready := s.blocked(c)
	switch {
	case blocker != "":
		s.skip(c, blocker)
	case ctx.Err() != nil:
		s.skip(c, "")
	case !ready:
		return false
	case c.When != nil && !c.When(s.board):
		s.skip(c, "")
	default:
		s.start(ctx, lingerCtx, c)
	}
	return true
}

// blocked names the first check needed that did not pass, and reports whether
// everything needed has ended.
func (s *schedule) blocked(c Check) (blocker string, ready bool) {
	ready = true
	for _, id := range c.Needs {
		r, ended := s.board.Result(id)
		if !ended {
			ready = false
		} else if !r.Status.OK() {
			return id, false
		}
	}
	for _, id := range c.After {
		if _, ended := s.board.Result(id); !ended {
			ready = false
		}
	}
	return "", ready
}

func (s *schedule) skip(c Check, blocker string) {
	s.record(Result{Check: c, Status: Skip, Blocker: blocker, Started: s.board.Elapsed()})
}

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

func (s *schedule) finish(r Result) {
	s.running--
	if r.Check.Linger {
		s.linger--
	}
	s.record(r)
}

func (s *schedule) record(r Result) {
	s.state[r.Check.ID] = stateEnded
	s.board.Put(r)
	s.emit(Event{Kind: EventEnded, Result: r})
	if len(r.Routes) > 0 {
		s.emit(Event{Kind: EventRoutes, Routes: s.board.Routes()})
	}
	s.add(r.Then)
	s.conclude(false)
}

// conclude tells the verdict when it has changed, and always at the end.
func (s *schedule) conclude(final bool) {
	if s.Conclude == nil {
		return
	}
	v := s.Conclude(s.board)
	if !final && sameVerdict(v, s.last) {
		return
	}
	s.last = v
	s.emit(Event{Kind: EventVerdict, Verdict: v, Final: final})
}

func sameVerdict(a, b Verdict) bool {
	return a.Status == b.Status && a.Finding == b.Finding && len(a.Also) == len(b.Also)
}

func (s *schedule) emit(e Event) {
	e.At = s.board.Elapsed()
	s.events <- e
}
