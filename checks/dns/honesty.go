package dns

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"gomend/checks"
)

const (
	// secondWait is how long a second answer to one question is waited for at most.
	secondWait = 1200 * time.Millisecond
	// honestyWait bounds the check: with checks.CompareAfter before it, it ends
	// before silence is final.
	honestyWait = 2 * time.Second
	// maxOwners is how many names of a certificate are looked up.
	maxOwners = 3
)

// secondAfter is how long that is for a round trip: who forges answers on the way is
// sooner than the server, by less than one.
func secondAfter(rtt time.Duration) time.Duration {
	if rtt == 0 {
		return secondWait
	}
	return min(3*rtt+200*time.Millisecond, secondWait)
}

// unrelated are hosts of parties that share no servers.
var unrelated = []string{"github.com", "proxy.golang.org", "example.com"}

// Honesty asks the nameserver whose answer go takes for host what shows whether it
// makes that answer up: about a name that cannot exist, about names of other
// parties, by TCP, and whether one question gets two answers. It contacts nobody
// that go would not, and is for names that are in doubt.
func Honesty(host, routeID string) checks.Check {
	return honesty(host, "", routeID, func(ctx context.Context, in *checks.Input, server netip.AddrPort) checks.HonestyFacts {
		i := interview{server: server, host: host, second: secondAfter(bestRTT(in))}
		i.run(ctx)
		return i.facts()
	})
}

// Owner asks the same nameserver whether the host's address is that of one of the
// names on the certificate that was shown there in place of its own.
func Owner(host string, names []string, routeID string) checks.Check {
	return honesty(host, "owner", routeID, func(ctx context.Context, in *checks.Input, server netip.AddrPort) checks.HonestyFacts {
		lookup, _ := checks.FactsOf[checks.LookupFacts](in.Board, checks.KindLookup.Name(host))
		facts := checks.HonestyFacts{Server: server, Host: host, Given: lookup.Addresses}
		for _, name := range names[:min(len(names), maxOwners)] {
			if isDomainName(name) && !strings.Contains(name, "*") && overlaps(simply(ctx, server, name), lookup.Addresses) {
				facts.Owner = name
				break
			}
		}
		return facts
	})
}

// honesty puts what ask asks to the nameserver whose answer go takes for host.
func honesty(host, who, routeID string, ask func(context.Context, *checks.Input, netip.AddrPort) checks.HonestyFacts) checks.Check {
	id := host
	if who != "" {
		id += "/" + who
	}
	return checks.Check{
		ID: checks.KindDNSHonesty.Name(id), Kind: checks.KindDNSHonesty, Route: routeID, Target: host, Needs: []string{configID},
		Command: digCommand(netip.AddrPort{}, "no-such-name.invalid"),
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			server, ok := answerer(in, host)
			if !ok {
				return checks.Result{Status: checks.Skip}
			}
			ctx, cancel := context.WithTimeout(ctx, honestyWait)
			defer cancel()
			return honestyResult(ask(ctx, in, server))
		},
	}
}

// answerer is the nameserver whose answer go takes for host.
func answerer(in *checks.Input, host string) (netip.AddrPort, bool) {
	f, _ := checks.FactsOf[checks.LookupFacts](in.Board, checks.KindLookup.Name(host))
	for _, a := range f.Answers {
		if len(a.Addresses) > 0 {
			return a.Server, true
		}
	}
	return netip.AddrPort{}, false
}

// honestyResult fails where the answer cannot be the server's own.
func honestyResult(f checks.HonestyFacts) checks.Result {
	r := checks.Result{Status: checks.Pass, Facts: f}
	if f.GivesToAll() || f.Owner != "" || len(f.Second) > 0 {
		r.Status, r.Code = checks.Fail, checks.Forged
	}
	return r
}

// interview is the questions of one check; each field is written by one goroutine.
type interview struct {
	server  netip.AddrPort
	host    string
	second  time.Duration // how long a second answer is waited for
	first   []netip.Addr
	later   []netip.Addr
	overTCP []netip.Addr
	nowhere []netip.Addr
	alike   [][]netip.Addr // by unrelated
}

func (i *interview) run(ctx context.Context) {
	i.alike = make([][]netip.Addr, len(unrelated))
	var wg sync.WaitGroup
	wg.Go(func() { i.first, i.later = twice(ctx, i.server, i.question(i.host), i.second) })
	wg.Go(func() { i.overTCP = overTCP(ctx, i.server, i.question(i.host)).addrs })
	wg.Go(func() { i.nowhere = simply(ctx, i.server, fmt.Sprintf("no-such-name-%08x.invalid", rand.Uint32())) })
	for n, other := range unrelated {
		if other != i.host {
			wg.Go(func() { i.alike[n] = simply(ctx, i.server, other) })
		}
	}
	wg.Wait()
}

func (i *interview) question(host string) question {
	return question{name: rooted(host), qtype: families[0]}
}

func (i *interview) facts() checks.HonestyFacts {
	f := checks.HonestyFacts{Server: i.server, Host: i.host, Given: i.first, Nowhere: i.nowhere}
	for n, addrs := range i.alike {
		if overlaps(addrs, i.first) {
			f.Alike = append(f.Alike, unrelated[n])
		}
	}
	if !overlaps(i.later, i.first) {
		f.Second = i.later
	}
	if len(i.first) > 0 && !overlaps(i.overTCP, i.first) {
		f.OverTCP = i.overTCP
	}
	return f
}

// simply are the IPv4 addresses that a nameserver gives for a name.
func simply(ctx context.Context, server netip.AddrPort, name string) []netip.Addr {
	how := plan{udp: checks.DNSSends[:2], tcp: checks.DNSSends[1], tcpCounts: true}
	return how.ask(ctx, server, question{name: rooted(name), qtype: families[0]}).addrs
}

// twice puts a question once, by UDP, and listens for an answer after the first.
func twice(ctx context.Context, server netip.AddrPort, q question, wait time.Duration) (first, second []netip.Addr) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	converse(ctx, "udp", server, q, func(conn net.Conn, id uint16, wire []byte) reply {
		if _, err := conn.Write(wire); err != nil {
			return reply{}
		}
		buf := make([]byte, maxUDP)
		for {
			n, err := conn.Read(buf)
			if err != nil {
				return reply{}
			}
			r, mine := q.read(id, buf[:n])
			switch {
			case !mine:
			case first == nil:
				first = r.addrs
				if first == nil {
					return reply{} // denied, or empty: not what this is about
				}
			case !overlaps(r.addrs, first):
				second = r.addrs
				return reply{}
			}
		}
	})
	return first, second
}

func overlaps(a, b []netip.Addr) bool {
	return slices.ContainsFunc(a, func(addr netip.Addr) bool { return slices.Contains(b, addr) })
}
