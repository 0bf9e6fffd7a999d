package diagnose

import (
	"context"
	"time"

	"gomend/checks"
	"gomend/checks/dns"
)

// maxNames bounds how many names are looked deeper into: those of the first routes
// tell it all.
const maxNames = 3

// deeper are the checks that look deeper into the name that a route dials first:
// ten questions to each nameserver, and a trace from the root.
func deeper(b *checks.Board, host, routeID string, thirdParties bool) []checks.Check {
	list := repeats(b, host, routeID)
	if thirdParties {
		list = append(list, dns.Trace(host, routeID, true))
	}
	return list
}

// repeats asks each nameserver that go asks ten times.
func repeats(b *checks.Board, host, routeID string) []checks.Check {
	var list []checks.Check
	res, _ := b.Result(checks.KindResolverConfig.Name(""))
	if r, ok := res.Value.(*dns.Resolver); ok {
		for _, server := range r.Servers() {
			list = append(list, dns.Repeat(server, host, routeID))
		}
	}
	return list
}

// deep looks deeper into the names that the needed routes look up, when that was
// asked for.
func (r *run) deep(b *checks.Board) []checks.Check {
	if !r.opt.Deep {
		return nil
	}
	var list []checks.Check
	seen := map[string]bool{}
	for _, rt := range b.Routes() {
		f, ended := checks.FactsOf[checks.LookupFacts](b, checks.KindLookup.Name(rt.Host))
		if ended && f.Source != checks.FromLiteral && !seen[rt.Host] && len(seen) < maxNames {
			seen[rt.Host] = true
			list = append(list, deeper(b, rt.Host, rt.ID, !r.opt.NoThirdParty)...)
		}
	}
	return list
}

// Deepen looks deeper into names once a run has ended. The board is that run's, and
// learns what is found; events are as those of a run, and the verdict is about
// all that the board knows.
func (d *Diagnosis) Deepen(ctx context.Context, board *checks.Board, hosts []string) <-chan checks.Event {
	var list []checks.Check
	for _, host := range hosts[:min(len(hosts), maxNames)] {
		lookup, _ := board.Result(checks.KindLookup.Name(host))
		for _, c := range deeper(board, host, lookup.Check.Route, !d.opt.NoThirdParty) {
			list = append(list, onto(board, c))
		}
	}
	runner := checks.Runner{Conclude: func(*checks.Board) checks.Verdict { return checks.Conclude(board) }}
	before := board.Elapsed()
	events, _ := runner.Start(ctx, list)
	return later(events, before)
}

// later moves events by the time that had passed before their run began.
func later(events <-chan checks.Event, before time.Duration) <-chan checks.Event {
	moved := make(chan checks.Event)
	go func() {
		defer close(moved)
		for e := range events {
			e.At += before
			e.Result.Started += before
			moved <- e
		}
	}()
	return moved
}

// onto makes a check of another run read from and write to a board.
func onto(board *checks.Board, c checks.Check) checks.Check {
	run := c.Run
	c.Needs = nil
	c.Run = func(ctx context.Context, _ *checks.Input) checks.Result {
		started := board.Elapsed()
		r := run(ctx, checks.NewInput(board, c))
		known := r
		known.Check, known.Started, known.Duration = c, started, board.Elapsed()-started
		board.Put(known)
		return r
	}
	return c
}

// askedAgain asks ten times where a nameserver did not answer the first question: is
// that a habit of its? Nobody but that nameserver is contacted.
func askedAgain(b *checks.Board) []checks.Check {
	for _, rt := range b.Routes() {
		if rt.Needed && repeated(b, rt.Host) {
			list := repeats(b, rt.Host, rt.ID)
			for i := range list {
				list[i].Linger = true
			}
			return list
		}
	}
	return nil
}

// repeated reports whether the question for a host had to be put again.
func repeated(b *checks.Board, host string) bool {
	f, _ := checks.FactsOf[checks.LookupFacts](b, checks.KindLookup.Name(host))
	return f.AskedAgain(b)
}
