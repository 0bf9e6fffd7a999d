package transport

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"gomend/checks"
)

// Dial connects to a host's addresses as Happy Eyeballs would, and ends with
// the first that accepts, or when all have failed or been silent for as long as
// checks.DialWait says. rtt is the best round trip seen so far, 0 when none was.
// Only when an address that comes earlier is silent does it wait a little
// longer, to know whether that one is dead. The connection is nil unless the
// facts' code is OK; the caller closes it.
func Dial(ctx context.Context, host string, port int, addrs []netip.Addr, rtt time.Duration) (checks.DialFacts, net.Conn) {
	return dial(ctx, host, port, addrs, checks.DialWait(rtt), nil)
}

// dial also tells what is known at the provisional deadline, if silence reigns.
func dial(ctx context.Context, host string, port int, addrs []netip.Addr, wait checks.Wait, silent func(checks.DialFacts)) (checks.DialFacts, net.Conn) {
	if silent == nil {
		silent = func(checks.DialFacts) {}
	}
	r := &race{
		host: host, port: port, silent: silent, final: wait.Final, begin: time.Now(),
	}
	ctx, r.cancel = context.WithCancel(ctx)
	for _, s := range plan(usable(addrs, routed)) {
		r.runners = append(r.runners, &runner{start: s})
	}
	r.arrivals = make(chan arrival, len(r.runners))
	r.run(ctx, wait.Provisional)
	return r.facts(), r.conn
}

// race is owned by one goroutine, that of run.
type race struct {
	host     string
	port     int
	silent   func(checks.DialFacts)
	final    time.Duration
	begin    time.Time
	cancel   context.CancelFunc
	runners  []*runner
	arrivals chan arrival
	wg       sync.WaitGroup

	conn    net.Conn // of the winner
	winner  *runner
	stopped bool // before an answer, by ctx
}

type runner struct {
	start
	begun   time.Time // zero until it runs
	ended   bool
	attempt checks.Attempt
}

type arrival struct {
	*runner
	attempt checks.Attempt
	conn    net.Conn
}

func (r *race) run(ctx context.Context, provisional time.Duration) {
	defer r.tidy()
	tell := time.NewTimer(provisional)
	defer tell.Stop()
	end := time.NewTimer(r.final)
	defer end.Stop()
	next := time.NewTimer(0)
	defer next.Stop()
	for len(r.runners) > 0 {
		select {
		case <-next.C:
			r.startDue(ctx, next)
		case a := <-r.arrivals:
			r.arrived(ctx, a, next)
		case <-tell.C:
			r.silent(r.facts())
		case <-end.C:
			return
		case <-ctx.Done():
			r.stopped = r.winner == nil
			return
		}
		if r.over(end) {
			return
		}
	}
}

// startDue starts the addresses whose time has come and plans the next.
func (r *race) startDue(ctx context.Context, next *time.Timer) {
	for _, run := range r.runners {
		if !run.begun.IsZero() {
			continue
		}
		if left := run.at - time.Since(r.begin); left > 0 {
			next.Reset(left)
			return
		}
		r.launch(ctx, run)
	}
}

func (r *race) launch(ctx context.Context, run *runner) {
	run.begun = time.Now()
	wait := r.final - time.Since(r.begin)
	r.wg.Go(func() {
		attempt, conn := DialOne(ctx, netip.AddrPortFrom(run.addr, uint16(r.port)), wait)
		r.arrivals <- arrival{run, attempt, conn}
	})
}

// arrived takes an answer. After a failure the next address of the family need
// not wait, nor the other family when this one has none left.
func (r *race) arrived(ctx context.Context, a arrival, next *time.Timer) {
	a.runner.ended, a.runner.attempt = true, a.attempt
	switch {
	case a.conn != nil && r.conn == nil:
		r.conn, r.winner = a.conn, a.runner
		next.Stop()
	case a.conn != nil:
		a.conn.Close()
	case r.winner == nil:
		if run := r.successor(a.runner); run != nil {
			r.launch(ctx, run)
		}
	}
}

func (r *race) successor(failed *runner) *runner {
	var other *runner
	running := false
	for _, run := range r.runners {
		switch same := run.addr.Is4() == failed.addr.Is4(); {
		case run.begun.IsZero() && same:
			return run
		case run.begun.IsZero() && other == nil:
			other = run
		case same && !run.ended:
			running = true
		}
	}
	if running {
		return nil
	}
	return other
}

// over reports whether nothing is left to wait for, and with a winner shortens
// the wait for those before it.
func (r *race) over(end *time.Timer) bool {
	if r.winner == nil {
		return !slices.ContainsFunc(r.runners, func(run *runner) bool { return !run.ended })
	}
	doubtful := r.doubtful()
	if len(doubtful) == 0 {
		return true
	}
	last := doubtful[len(doubtful)-1]
	end.Reset(max(time.Until(last.begun.Add(r.patience())), 0))
	return false
}

// doubtful lists the addresses that go would have tried before the winner and
// that are silent yet.
func (r *race) doubtful() []*runner {
	var list []*runner
	for _, run := range r.runners {
		if run == r.winner {
			break
		}
		if !run.begun.IsZero() && !run.ended {
			list = append(list, run)
		}
	}
	return list
}

// patience is how long an address may be silent after another one has
// connected: all its sockets, and a few times the round trip of the winner.
func (r *race) patience() time.Duration {
	last := checks.DialSends[len(checks.DialSends)-1]
	took := max(r.winner.attempt.RTT, r.winner.attempt.Time)
	return last + min(max(4*took, 300*time.Millisecond), 1900*time.Millisecond)
}

// tidy ends what still runs and notes how long it was silent.
func (r *race) tidy() {
	doubtful := r.doubtful()
	r.cancel()
	r.wg.Wait()
	close(r.arrivals)
	for a := range r.arrivals {
		if a.attempt.Code == checks.Canceled && !r.stopped {
			a.attempt.Code = checks.Timeout
		}
		if r.winner == nil || slices.Contains(doubtful, a.runner) {
			a.runner.ended, a.runner.attempt = true, a.attempt
		}
		switch {
		case a.conn != nil && r.winner == nil: // it answered at the last moment
			r.conn, r.winner = a.conn, a.runner
		case a.conn != nil:
			a.conn.Close()
		}
	}
}

func (r *race) facts() checks.DialFacts {
	f := checks.DialFacts{Host: r.host, Port: r.port}
	for _, run := range r.runners {
		switch {
		case run.ended:
			f.Attempts = append(f.Attempts, run.attempt)
		case !run.begun.IsZero() && r.winner == nil:
			port := netip.AddrPortFrom(run.addr, uint16(r.port))
			f.Attempts = append(f.Attempts, checks.Attempt{Address: port, Code: checks.Timeout, Time: time.Since(run.begun), Tries: 1})
		}
	}
	if r.winner == nil {
		f.Code = standsFor(f.Attempts)
		return f
	}
	f.Winner, f.RTT = r.winner.attempt.Address, r.winner.attempt.RTT
	return f
}

// standsFor is the code for a host all of whose addresses failed: that of the
// first address, which is the one the go command prints (net/dial.go:
// dialParallel, dialSerial), unless another address of its family is silent:
// then go would hang there, and silence is what is felt.
func standsFor(attempts []checks.Attempt) checks.Code {
	if len(attempts) == 0 {
		return checks.AddressUnavailable
	}
	first := attempts[0]
	for _, a := range attempts {
		if a.Code == checks.Timeout && a.Address.Addr().Is4() == first.Address.Addr().Is4() {
			return checks.Timeout
		}
	}
	return first.Code
}
