package dns

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"sync"
	"time"

	"gomend/checks"
)

// poll is one name asked of all nameservers at once.
type poll struct {
	r     *Resolver
	name  string
	last  bool          // no other name follows if this one gives nothing
	rtt   time.Duration // best seen in the run, for the deadlines
	slots [][2]slot     // by nameserver and family
	there []presence    // by nameserver
}

// slot is one question of a poll.
type slot struct {
	asked
	in        bool // something came, or it was asked to the end
	abandoned bool // we stopped listening before its time was over
}

// outcome is what go's order makes of a poll.
type outcome struct {
	name    string
	code    checks.Code
	addrs   []netip.Addr
	answers []checks.Answer
	delay   time.Duration
	again   bool // what decides came to a repeated question
}

// settled is what one family of a poll comes to.
type settled struct {
	decided bool
	at      int // nameserver whose word counts; -1 when all failed
}

type arrival struct {
	server, family int
	asked
}

// run asks until go's order gives a result, or further waiting would be unfair
// to those who wait for an answer that is there already.
func (p *poll) run(ctx context.Context) outcome {
	p.slots, p.there = make([][2]slot, len(p.r.servers)), make([]presence, len(p.r.servers))
	inner, cancel := p.deadline(ctx, p.r.waits.wait(p.rtt).Final)
	arrivals := make(chan arrival, 2*len(p.slots))
	var wg sync.WaitGroup
	for server, addr := range p.r.servers {
		for family := range families {
			wg.Go(func() { arrivals <- arrival{server, family, p.ask(inner, addr, family, &p.there[server])} })
		}
	}
	p.listen(inner, arrivals)
	final := context.Cause(inner) == errSilence
	cancel(nil)
	wg.Wait()
	for len(arrivals) > 0 {
		a := <-arrivals
		p.slots[a.server][a.family] = slot{asked: a.asked, in: final || !silent(a.code), abandoned: !final && silent(a.code)}
	}
	return p.conclude()
}

// errSilence ends a poll whose time is up.
var errSilence = errors.New("silent to the end")

// deadline ends a poll when its time is up: soon, or as late as go would, as long
// as some nameserver is there and says nothing.
func (p *poll) deadline(ctx context.Context, soon time.Duration) (context.Context, context.CancelCauseFunc) {
	inner, cancel := context.WithCancelCause(ctx)
	late := p.r.patience()
	first := time.AfterFunc(soon, func() {
		if late <= soon || !p.slowOne() {
			cancel(errSilence)
		}
	})
	last := time.AfterFunc(max(soon, late), func() { cancel(errSilence) })
	context.AfterFunc(inner, func() { first.Stop(); last.Stop() })
	return inner, cancel
}

// slowOne reports whether some nameserver may only be slow.
func (p *poll) slowOne() bool {
	for i := range p.there {
		if p.there[i].slow() {
			return true
		}
	}
	return false
}

func (p *poll) ask(ctx context.Context, server netip.AddrPort, family int, there *presence) asked {
	conf := p.r.conf
	how := plan{udp: p.r.waits.sends, tcp: never, patience: conf.timeout}
	if conf.useTCP {
		how.udp, how.tcp, how.tcpCounts = nil, 0, true
	} else if family == 0 {
		how.tcp = p.r.waits.overTCP
	}
	return how.ask(ctx, server, question{name: p.name, qtype: families[family], ad: conf.trustAD, plain: conf.plain, presence: there})
}

// listen takes arrivals until the poll is settled, or, when an answer is there
// and only silent ones stand before it, a short fair time after that.
func (p *poll) listen(ctx context.Context, arrivals <-chan arrival) {
	var fair <-chan time.Time
	for !p.settle(0, true).decided || !p.settle(1, true).decided {
		if rtt, ok := p.enough(); ok && fair == nil {
			fair = time.After(p.r.waits.fairTo(rtt))
		}
		select {
		case a := <-arrivals:
			p.slots[a.server][a.family] = slot{asked: a.asked, in: true}
		case <-fair:
			return
		case <-ctx.Done():
			return
		}
	}
}

// settle walks the nameservers in go's order (net/dnsclient_unix.go:tryOneName):
// an answer, good or bad, ends the search, and a failure goes on to the next. A
// patient walk stops at one that may still answer; otherwise it counts as silent.
func (p *poll) settle(family int, patient bool) settled {
	for i := range p.slots {
		switch s := p.slots[i][family]; {
		case !s.in && patient:
			return settled{at: -1}
		case s.in && s.final():
			return settled{true, i}
		}
	}
	return settled{true, -1}
}

// enough reports whether silent servers or a silent family need no full wait:
// there are addresses for which there is a way; or the name is denied in one family by the server whose
// word counts; or it is denied in both, and another name follows. rtt is that of
// the answer.
func (p *poll) enough() (rtt time.Duration, ok bool) {
	denied := 0
	for family := range families {
		s := p.settle(family, false)
		if s.at < 0 {
			continue
		}
		got := p.slots[s.at][family]
		if got.code == checks.OK && slices.ContainsFunc(got.addrs, hasWay) || got.code == checks.NXDomain && p.settle(family, true).decided {
			return got.rtt, true
		}
		if got.code != checks.OK {
			denied++
		}
		rtt = max(rtt, got.rtt)
	}
	return rtt, denied == len(families) && !p.last
}

func (p *poll) conclude() outcome {
	out := outcome{name: p.name}
	var codes [2]checks.Code
	decider := -1
	for family := range families {
		s := p.settle(family, false)
		codes[family] = p.codeAt(s.at, family)
		if s.at >= 0 {
			out.addrs = append(out.addrs, p.slots[s.at][family].addrs...)
			out.again = out.again || p.slots[s.at][family].again
		}
		decider = max(decider, s.at)
		lost := p.lost(family, s.at)
		if p.r.conf.serial {
			out.delay += lost
		} else {
			out.delay = max(out.delay, lost)
		}
	}
	out.addrs = unique(out.addrs)
	for family, other := range []int{1, 0} {
		if codes[other] == checks.NXDomain && p.givenUp(family) {
			codes[family] = checks.NXDomain // there is no such name in either (RFC 8020)
		}
	}
	out.code = mergeCodes(codes[0], codes[1])
	out.answers = p.answers(decider)
	return out
}

// givenUp reports whether we stopped listening for a family of which nothing had
// come: its silence says nothing then.
func (p *poll) givenUp(family int) bool {
	abandoned := false
	for i := range p.slots {
		s := p.slots[i][family]
		abandoned = abandoned || s.abandoned
		if s.in && !silent(s.code) {
			return false
		}
	}
	return abandoned
}

// codeAt is the code of the server that decides; when all fail, the one that
// says most.
func (p *poll) codeAt(at, family int) checks.Code {
	if at >= 0 {
		return p.slots[at][family].code
	}
	most := checks.Timeout
	for i := range p.slots {
		if s := p.slots[i][family]; s.in && telling(s.code) > telling(most) {
			most = s.code
		}
	}
	if most == checks.Timeout && p.noneReached(family) {
		return p.slots[0][family].code
	}
	return most
}

// telling ranks failures: what a server says, then what shows that something
// keeps the question from it, then silence and the lack of a route.
func telling(code checks.Code) int {
	switch code {
	case checks.ServFail, checks.DNSRefused, checks.DNSError, checks.Lame, checks.TruncatedOnly:
		return 3
	case checks.Timeout:
		return 1
	}
	if unreached(code) {
		return 0
	}
	return 2
}

// unreached reports whether the kernel knows no way to a server.
func unreached(code checks.Code) bool {
	return code == checks.NetworkUnreachable || code == checks.HostUnreachable || code == checks.AddressUnavailable
}

func (p *poll) noneReached(family int) bool {
	for i := range p.slots {
		if !unreached(p.slots[i][family].code) {
			return false
		}
	}
	return len(p.slots) > 0
}

// lost is the time that go spends on silent servers before the one that decides
// and on that one when it is slow, or in all its rounds when none does.
func (p *poll) lost(family, at int) (d time.Duration) {
	rounds := 1
	upTo := at
	if at < 0 {
		rounds, upTo = p.r.conf.attempts, len(p.slots)
	}
	for i := range upTo {
		if s := p.slots[i][family]; !s.in || silent(s.code) {
			d += p.r.conf.timeout
		}
	}
	if at >= 0 && p.slots[at][family].rtt >= checks.SlowAnswer(0) { // the line may be so slow: checks.LookupFacts.DelayConfirmed
		d += p.slots[at][family].rtt.Round(100 * time.Millisecond)
	}
	return d * time.Duration(rounds)
}

// answers lists what is known of each server. One after the decider that was
// given no time to answer is left out: nothing is known of it.
func (p *poll) answers(decider int) (list []checks.Answer) {
	for i, server := range p.r.servers {
		pair := p.slots[i]
		if pair[0].abandoned && pair[1].abandoned && decider >= 0 && i > decider {
			continue
		}
		a := merge(server, p.name, [2]asked{pair[0].asked, pair[1].asked})
		a.There = p.there[i].seen.Load()
		if !pair[0].abandoned && !pair[1].abandoned && a.Slower < checks.SlowAnswer(0) { // a slow one is asked again
			p.r.keep(a)
		}
		list = append(list, a)
	}
	return list
}

// hasWay reports whether the kernel has a way to an address. Addresses of the
// other family, whose answer may only be late, can be all that go is to have.
func hasWay(addr netip.Addr) bool { return sourceFor(addr).IsValid() }

func unique(addrs []netip.Addr) (list []netip.Addr) {
	seen := map[netip.Addr]bool{}
	for _, addr := range addrs {
		if !seen[addr] {
			seen[addr] = true
			list = append(list, addr)
		}
	}
	return list
}
