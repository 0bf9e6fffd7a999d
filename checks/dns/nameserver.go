package dns

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"gomend/checks"
)

func (r *Resolver) nameserverChecks(host, routeID string) (list []checks.Check) {
	for _, server := range r.servers {
		list = append(list, Nameserver(server, host, routeID))
	}
	return list
}

// nameserver asks one server about one name. What a lookup has learned of it is
// used again, and completed.
func (r *Resolver) nameserver(ctx context.Context, server netip.AddrPort, name string, rtt time.Duration, tell func(checks.Answer)) checks.Answer {
	a, known := r.kept(server, name)
	if !known {
		a = r.askServer(ctx, server, name, rtt, tell)
	}
	ctx, cancel := context.WithTimeout(ctx, r.waits.extra)
	defer cancel()
	var wg sync.WaitGroup
	if a.Code == checks.ServFail && a.Validated == checks.NotKnown {
		r.validateOne(ctx, &a)
	}
	if a.Code == checks.DNSError || a.Code == checks.Timeout {
		wg.Go(func() { a.Plain = r.plainly(ctx, server, name) })
	}
	if a.Rcode == "" && a.TCP == checks.NotAsked && !r.conf.useTCP {
		a.TCP = overTCP(ctx, server, question{name: name, qtype: families[0], plain: r.conf.plain}).code
	}
	wg.Wait()
	return a
}

// plainly reports whether a server that does not answer go's questions answers them
// without EDNS, of which very old servers, and filters before them, know nothing.
func (r *Resolver) plainly(ctx context.Context, server netip.AddrPort, name string) checks.Tri {
	if r.conf.plain || r.conf.useTCP {
		return checks.NotKnown
	}
	how := plan{udp: r.waits.sends[:2], tcp: never}
	got := how.ask(ctx, server, question{name: name, qtype: families[0], plain: true})
	return checks.TriOf(got.final())
}

// askServer puts both questions to one server, and the first over TCP besides
// when UDP is silent.
func (r *Resolver) askServer(ctx context.Context, server netip.AddrPort, name string, rtt time.Duration, tell func(checks.Answer)) checks.Answer {
	wait := r.waits.wait(rtt)
	one := &poll{r: r, name: name, last: true, rtt: rtt, there: make([]presence, 1)}
	ctx, cancel := one.deadline(ctx, min(wait.Final, max(r.conf.timeout, r.waits.fair)))
	defer cancel(nil)
	var pair [2]asked
	var wg sync.WaitGroup
	for family := range families {
		wg.Go(func() { pair[family] = one.ask(ctx, server, family, &one.there[0]) })
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(wait.Provisional):
		tell(checks.Answer{Server: server, Name: name, Code: checks.Timeout, TCP: checks.NotAsked, Asked: wait.Provisional})
		<-done
	}
	a := merge(server, name, pair)
	a.There = one.there[0].seen.Load()
	return a
}
