package checks

import (
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"gomend/checks/route"
)

// Board holds what is known so far in a run. It is safe for concurrent use.
type Board struct {
	mu      sync.RWMutex
	results map[string]Result
	order   []string
	routes  []route.Route
	running map[string]running
	rtt     time.Duration
	clock   clock
}

// running is a check that has started and not ended.
type running struct {
	check Check
	since time.Duration // since the start of the run
}

// NewBoard makes an empty board whose clock starts now.
func NewBoard() *Board {
	return &Board{results: map[string]Result{}, running: map[string]running{}, clock: clock{start: time.Now()}}
}

// Elapsed is the time since the start of the run, without the times in which a
// Gate held back everything.
func (b *Board) Elapsed() time.Duration { return b.clock.elapsed() }

// Result is the final result of a check, and whether it has ended.
func (b *Board) Result(id string) (Result, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	r, ok := b.results[id]
	return r, ok
}

// Results lists all final results in the order in which they came.
func (b *Board) Results() []Result {
	b.mu.RLock()
	defer b.mu.RUnlock()
	list := make([]Result, 0, len(b.order))
	for _, id := range b.order {
		list = append(list, b.results[id])
	}
	return list
}

// Routes lists the routes known so far.
func (b *Board) Routes() []route.Route {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.Clone(b.routes)
}

// Silent lists the checks that have been running for at least d, in no
// particular order.
func (b *Board) Silent(d time.Duration) []Check {
	b.mu.RLock()
	defer b.mu.RUnlock()
	var list []Check
	for _, r := range b.running {
		if b.Elapsed()-r.since >= d {
			list = append(list, r.check)
		}
	}
	return list
}

// Youngest is when the last of the running checks that fit began.
func (b *Board) Youngest(fits func(Check) bool) (at time.Duration, found bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, r := range b.running {
		if fits(r.check) {
			at, found = max(at, r.since), true
		}
	}
	return at, found
}

// Began records that a check runs, for tests of rules and for the runner.
func (b *Board) Began(c Check, at time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.running[c.ID] = running{c, at}
}

// Put records a final result, for tests of rules and for the runner.
func (b *Board) Put(r Result) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, seen := b.results[r.Check.ID]; !seen {
		b.order = append(b.order, r.Check.ID)
	}
	b.results[r.Check.ID] = r
	delete(b.running, r.Check.ID)
	b.addRoutes(r.Routes)
}

func (b *Board) addRoutes(routes []route.Route) {
	for _, r := range routes {
		i := slices.IndexFunc(b.routes, func(known route.Route) bool { return known.ID == r.ID })
		if i >= 0 {
			b.routes[i] = r
		} else {
			b.routes = append(b.routes, r)
		}
	}
}

// RTT is the best round trip seen beyond the gateway in this run, and whether
// one has been seen (never from a retransmitted handshake).
func (b *Board) RTT() (time.Duration, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.rtt, b.rtt > 0
}

// SawRTT records a measured round trip.
func (b *Board) SawRTT(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if d > 0 && (b.rtt == 0 || d < b.rtt) {
		b.rtt = d
	}
}

// close releases what results carried.
func (b *Board) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(b.results)) {
		if c, ok := b.results[id].Value.(io.Closer); ok {
			c.Close()
		}
	}
}

// FactsOf returns the typed facts of a check that has ended, if they are of type F.
func FactsOf[F Facts](b *Board, id string) (F, bool) {
	r, _ := b.Result(id)
	f, ok := r.Facts.(F)
	return f, ok
}

// AllFacts returns the typed facts of type F of all ended checks, in the order in which they ended.
func AllFacts[F Facts](b *Board) []F {
	var list []F
	for _, r := range b.Results() {
		if f, ok := r.Facts.(F); ok {
			list = append(list, f)
		}
	}
	return list
}

// Input is what a running check may see and say.
type Input struct {
	*Board
	check       Check
	provisional func(Result)
	progress    func(Progress)
}

// NewInput makes the input for running a check by itself, as tests do; nobody
// hears what it tells provisionally.
func NewInput(b *Board, c Check) *Input {
	return &Input{Board: b, check: c, provisional: func(Result) {}, progress: func(Progress) {}}
}

// Provisional tells that the check is silent so far, or what it sees so far. The
// final result follows and may differ; no rule reads a provisional one.
func (in *Input) Provisional(r Result) { in.provisional(r) }

// Progress tells how much has come of what the check fetches. A reader who is
// busy misses some.
func (in *Input) Progress(p Progress) { in.progress(p) }

// ValueOf returns what a finished check hands on, if it is of type V.
func ValueOf[V any](in *Input, id string) (V, bool) {
	r, _ := in.Result(id)
	v, ok := r.Value.(V)
	return v, ok
}
