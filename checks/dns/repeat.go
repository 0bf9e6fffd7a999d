package dns

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"gomend/checks"
)

// How often a nameserver is asked the same, and how far apart: ten show a fault
// that hits every fifth question nine times out of ten, in half a second.
const (
	repeats     = 10
	repeatPause = 50 * time.Millisecond
)

// Repeat asks one of the configured nameservers for host ten times, each time for
// both families at once, as go does, on sockets of their own and once only: how
// often is an answer lost, how long does it take, is it always the same? It
// contacts nobody that go would not.
func Repeat(server netip.AddrPort, host, routeID string) checks.Check {
	name := server.Addr().String()
	return checks.Check{
		ID:      checks.KindDNSRepeat.Name(name + "/" + host),
		Kind:    checks.KindDNSRepeat,
		Route:   routeID,
		Target:  name,
		Command: digCommand(server, host),
		Needs:   []string{configID},
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			r := resolverOf(in)
			facts := r.repeat(ctx, server, rooted(host), r.waits.wait(bestRTT(in)).Final)
			return repeatResult(ctx, facts)
		},
	}
}

// repeat puts the questions, each of which may take limit, or as long as go
// waits when that is less.
func (r *Resolver) repeat(ctx context.Context, server netip.AddrPort, name string, limit time.Duration) checks.RepeatFacts {
	if r.conf.timeout > 0 {
		limit = min(limit, r.conf.timeout)
	}
	network := "udp"
	if r.conf.useTCP {
		network = "tcp"
	}
	replies, others := make([]reply, repeats), make([]reply, repeats)
	put := func(ctx context.Context, family int) reply {
		r := exchange(ctx, network, server, question{name: name, qtype: families[family], ad: r.conf.trustAD, plain: r.conf.plain})
		if ctx.Err() == context.Canceled && r.rcode == "" {
			r.code = checks.Canceled
		}
		return r
	}
	var wg sync.WaitGroup
	for i := range replies {
		wg.Go(func() {
			replies[i], others[i] = reply{code: checks.Canceled}, reply{code: checks.Canceled}
			select {
			case <-time.After(time.Duration(i) * repeatPause):
			case <-ctx.Done():
				return
			}
			one, cancel := context.WithTimeout(ctx, limit)
			defer cancel()
			if r.conf.serial {
				replies[i], others[i] = put(one, 0), put(one, 1)
				return
			}
			var pair sync.WaitGroup
			pair.Go(func() { others[i] = put(one, 1) })
			replies[i] = put(one, 0)
			pair.Wait()
		})
	}
	wg.Wait()
	f := sumUp(server, name, replies)
	halve(&f, replies, others)
	return f
}

// halve counts the pairs of which one question was answered, and the other not.
func halve(f *checks.RepeatFacts, replies, others []reply) {
	for i, one := range replies {
		other := others[i]
		switch {
		case one.code == checks.Canceled || other.code == checks.Canceled:
		case one.rcode == "" && other.rcode != "":
			f.Lost--
			f.Half++
		case one.rcode != "" && other.rcode == "":
			f.Half++
		}
	}
}

// sumUp counts what came. A question that was not given its time does not count.
func sumUp(server netip.AddrPort, name string, replies []reply) checks.RepeatFacts {
	f := checks.RepeatFacts{Server: server, Name: name}
	var times []time.Duration
	for _, one := range replies {
		switch {
		case one.code == checks.Canceled:
			continue
		case one.rcode == "":
			f.Sent++
			f.Lost++
			continue
		}
		f.Sent++
		times = append(times, one.rtt)
		f.Sets = count(f.Sets, one)
	}
	if len(times) > 0 {
		slices.Sort(times)
		f.Min, f.Median, f.Max = times[0], times[len(times)/2], times[len(times)-1]
	}
	slices.SortStableFunc(f.Sets, func(a, b checks.AnswerSet) int { return b.Count - a.Count })
	return f
}

// count adds an answer to the distinct ones.
func count(sets []checks.AnswerSet, one reply) []checks.AnswerSet {
	addrs := slices.Clone(one.addrs)
	slices.SortFunc(addrs, netip.Addr.Compare)
	for i, s := range sets {
		if s.Code == one.code && slices.Equal(s.Addresses, addrs) {
			sets[i].Count++
			return sets
		}
	}
	return append(sets, checks.AnswerSet{Code: one.code, Addresses: addrs, Count: 1})
}

// repeatResult passes when every question was answered, and always in the same
// sense. Other addresses each time are how large sites spread their load.
func repeatResult(ctx context.Context, f checks.RepeatFacts) checks.Result {
	r := checks.Result{Status: checks.Pass, Facts: f}
	switch {
	case f.Sent == 0 || ctx.Err() != nil && f.Sent < repeats:
		r.Status, r.Code = checks.Unknown, checks.Canceled
	case f.Lost == f.Sent:
		r.Status, r.Code = checks.Fail, checks.Timeout
	case f.Lost > 0 || f.Half > 0 || f.Wavers():
		r.Status = checks.Warn
	case len(f.Sets) > 0 && f.Sets[0].Code != checks.OK:
		r.Status, r.Code = checks.Fail, f.Sets[0].Code
	}
	return r
}
