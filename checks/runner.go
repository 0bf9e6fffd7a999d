package checks

import (
	"context"
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
	// Gate holds back layers; nil for none.
	Gate *Gate
	// Limit is how long checks may run in all, in the time of Board.Elapsed; 0 for
	// any time. Then Over is called, once; it cancels the run's context.
	Limit time.Duration
	Over  func()
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
	held    Layer           // lowest layer that the gate holds back and that could run
	told    Layer           // the same, as told last
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
		if s.running == 0 && s.held == "" {
			break
		}
		s.tellHeld()
		s.await(ctx, stopLingering)
	}
	s.wg.Wait()
	s.conclude(true)
	s.board.clock.stop()
}

func (s *schedule) close() {
	s.board.close()
	if s.Close != nil {
		s.Close()
	}
}

// await takes one result, notices a silence, or gives up what lingers. The clock
// stands still while a gate holds back everything.
func (s *schedule) await(ctx context.Context, stopLingering func()) {
	var cancelled <-chan struct{}
	if s.running == 0 {
		cancelled = ctx.Done()
		s.board.clock.stop()
		defer s.board.clock.resume()
	}
	select {
	case result := <-s.ended:
		s.finish(result)
	case <-s.Gate.wake():
		s.told = ""
	case <-cancelled:
	case <-s.limitTimer():
		s.Limit = 0
		s.Over()
	case <-s.silenceTimer():
		s.silence = true
	case <-s.patienceTimer():
		stopLingering()
		s.finish(<-s.ended)
	}
}

// tellHeld says once what is waited for when nothing but a gate holds up the run.
func (s *schedule) tellHeld() {
	if s.held != "" && s.held != s.told && s.running == s.linger {
		s.told = s.held
		s.emit(Event{Kind: EventHeld, Layer: s.held})
	}
}

// limitTimer fires when the run has taken all the time that it may.
func (s *schedule) limitTimer() <-chan time.Time {
	if s.Limit <= 0 || s.running == 0 {
		return nil
	}
	return time.After(max(s.Limit-s.board.Elapsed(), 0))
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
	if s.running != s.linger || s.Patience == nil || s.held != "" {
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
