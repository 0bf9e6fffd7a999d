package dns

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"gomend/checks"
)

// lookup is go's way from a host to addresses. tell is called at most once, when
// nothing has come for the provisional wait.
func (r *Resolver) lookup(ctx context.Context, host string, rtt time.Duration, tell func(checks.LookupFacts)) checks.LookupFacts {
	f := r.resolve(ctx, host, rtt, tell)
	if f.Code == checks.OK && f.Source == checks.FromDNS && sinkhole(host, f.Addresses) {
		f.Code = checks.Sinkhole
	}
	if ctx.Err() != nil && len(f.Addresses) == 0 {
		f.Code = checks.Canceled
		return f
	}
	r.remember(f)
	return f
}

func (r *Resolver) resolve(ctx context.Context, host string, rtt time.Duration, tell func(checks.LookupFacts)) checks.LookupFacts {
	f := checks.LookupFacts{Host: host}
	if addr, err := netip.ParseAddr(host); err == nil {
		f.Source, f.Addresses = checks.FromLiteral, []netip.Addr{addr}
		return f
	}
	if r.order == bySystem {
		return systemLookup(ctx, f, r.waits.wait(rtt).Provisional, tell)
	}
	if (r.order == filesDNS || r.order == onlyFiles) && r.fromHosts(&f) {
		return f
	}
	if r.order == onlyFiles || !isDomainName(host) {
		f.Code = checks.NXDomain // no question is put
		return f
	}
	r.fromDNS(ctx, &f, rtt, tell)
	if r.order == dnsFiles && len(f.Addresses) == 0 {
		r.fromHosts(&f)
	}
	return f
}

// fromHosts looks into the hosts file.
func (r *Resolver) fromHosts(f *checks.LookupFacts) bool {
	addrs, where := r.hosts.lookup(f.Host)
	if len(addrs) == 0 {
		return false
	}
	f.Source, f.HostsLine, f.Code = checks.FromHosts, where, checks.OK
	f.Addresses = inGoOrder(addrs)
	return true
}

// fromDNS asks for the names of the search list, and fills f with what counts.
func (r *Resolver) fromDNS(ctx context.Context, f *checks.LookupFacts, rtt time.Duration, tell func(checks.LookupFacts)) {
	names := r.conf.nameList(f.Host)
	if len(names) == 0 {
		f.Code = checks.NoData // go: no suitable address found
		return
	}
	s := &search{r: r, names: names, rtt: rtt, outcomes: make([]*outcome, len(names))}
	s.run(ctx, func() {
		so := *f
		so.Code = checks.Timeout
		tell(so)
	})
	s.fill(f)
	if f.Code == checks.ServFail && ctx.Err() == nil {
		r.validate(ctx, f.Answers)
	}
}

// search goes through the names that may be meant, in go's order. A name that
// is silent does not hold up the next for as long as go would let it.
type search struct {
	r        *Resolver
	names    []string
	rtt      time.Duration
	outcomes []*outcome // by name; nil while it is not known
	begun    int
}

func (s *search) run(ctx context.Context, tell func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan int, len(s.names))
	found := make([]outcome, len(s.names)) // each written by one goroutine before it says so
	var wg sync.WaitGroup
	begin := func() <-chan time.Time {
		i := s.begun
		s.begun++
		wg.Go(func() {
			found[i] = s.poll(ctx, i)
			ended <- i
		})
		return time.After(s.r.waits.further)
	}
	provisional := time.After(s.r.waits.wait(s.rtt).Provisional)
	further := begin()
	for !s.over() {
		select {
		case i := <-ended:
			s.outcomes[i] = &found[i]
			if i == s.begun-1 && s.begun < len(s.names) && !s.over() {
				further = begin()
			}
		case <-further:
			further = nil
			if s.begun < len(s.names) {
				further = begin()
			}
		case <-provisional:
			tell()
		}
	}
	cancel()
	wg.Wait()
	for i := range s.begun {
		s.outcomes[i] = &found[i]
	}
}

// poll asks for one name, and once more after a passing failure, as go does in
// its next round.
func (s *search) poll(ctx context.Context, i int) outcome {
	p := poll{r: s.r, name: s.names[i], last: i == len(s.names)-1, rtt: s.rtt}
	start := time.Now()
	first := p.run(ctx)
	if first.code != checks.ServFail || s.r.conf.attempts < 2 || time.Since(start) > s.r.waits.extra || ctx.Err() != nil {
		return first
	}
	return p.run(ctx)
}

// over reports whether some name has addresses, or all have been asked in vain.
// A name before the one with addresses has been silent for a fair time then.
func (s *search) over() bool {
	missing := false
	for _, o := range s.outcomes {
		if o != nil && len(o.addrs) > 0 {
			return true
		}
		missing = missing || o == nil
	}
	return !missing
}

// fill tells the outcome that counts: the first name with addresses, else that
// of the name as it is written, else the last.
func (s *search) fill(f *checks.LookupFacts) {
	plain := rooted(f.Host)
	at := slices.IndexFunc(s.outcomes, func(o *outcome) bool { return o != nil && len(o.addrs) > 0 })
	if at < 0 {
		at = slices.Index(s.names, plain)
	}
	if at < 0 {
		at = len(s.names) - 1
	}
	o := s.outcomes[at]
	f.Name, f.Searched = o.name, o.name != plain
	f.Code, f.Answers, f.Again = o.code, o.answers, o.again
	if len(o.addrs) == 0 {
		return
	}
	f.Source, f.Addresses = checks.FromDNS, inGoOrder(o.addrs)
	for _, before := range s.outcomes[:at+1] {
		if before != nil {
			f.Delay += before.delay
		}
	}
}

// validate asks servers that fail once more, without DNSSEC validation: that
// tells a validation failure from any other (RFC 4035, section 5.5).
func (r *Resolver) validate(ctx context.Context, answers []checks.Answer) {
	ctx, cancel := context.WithTimeout(ctx, r.waits.extra)
	defer cancel()
	var wg sync.WaitGroup
	for i := range answers {
		if a := &answers[i]; a.Code == checks.ServFail && a.Validated == checks.NotKnown {
			wg.Go(func() { r.validateOne(ctx, a) })
		}
	}
	wg.Wait()
}

func (r *Resolver) validateOne(ctx context.Context, a *checks.Answer) {
	how := plan{udp: r.waits.sends, tcp: never}
	got := how.ask(ctx, a.Server, question{name: a.Name, qtype: families[0], cd: true, plain: r.conf.plain})
	if got.rcode != "" {
		a.Validated = checks.TriOf(got.code == checks.OK || got.code == checks.NoData)
	}
	r.keep(*a)
}
