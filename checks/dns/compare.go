package dns

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"gomend/checks"
)

// PublicResolvers are open to everybody and run by parties independent of each
// other: Cloudflare, Google, Quad9, AliDNS, DNSPod. Some are blocked in some
// countries, which is why there are five.
var PublicResolvers = []netip.AddrPort{
	netip.MustParseAddrPort("1.1.1.1:53"),
	netip.MustParseAddrPort("8.8.8.8:53"),
	netip.MustParseAddrPort("9.9.9.9:53"),
	netip.MustParseAddrPort("223.5.5.5:53"),
	netip.MustParseAddrPort("119.29.29.29:53"),
}

// PublicResolvers6 are those of them that speak IPv6, for machines that have no
// other way out: Cloudflare, Google, Quad9, AliDNS.
var PublicResolvers6 = []netip.AddrPort{
	netip.MustParseAddrPort("[2606:4700:4700::1111]:53"),
	netip.MustParseAddrPort("[2001:4860:4860::8888]:53"),
	netip.MustParseAddrPort("[2620:fe::fe]:53"),
	netip.MustParseAddrPort("[2400:3200::1]:53"),
}

// comparison is one name asked of several servers.
type comparison struct {
	waits   waits
	name    string
	servers []netip.AddrPort
	patient bool // servers that deny the name do not settle it
	plain   bool // without EDNS, as go asks
}

// run asks all servers by UDP and TCP at once. It ends when two agree, or a
// little after the first complete answer.
func (c comparison) run(ctx context.Context, rtt time.Duration) checks.CompareLookupFacts {
	ctx, cancel := context.WithTimeout(ctx, c.waits.wait(rtt).Final)
	defer cancel()
	answers := make(chan checks.Answer, len(c.servers))
	var wg sync.WaitGroup
	for _, server := range c.servers {
		wg.Go(func() { answers <- c.askOutside(ctx, server) })
	}
	var list []checks.Answer
	var enough <-chan time.Time
	for over := false; !over && len(list) < len(c.servers); {
		select {
		case a := <-answers:
			list = append(list, a)
			if enough == nil && c.settles(a) {
				enough = time.After(c.waits.agree)
			}
			over = !c.patient && agree(list)
		case <-enough:
			over = true
		}
	}
	cancel()
	wg.Wait()
	for len(answers) > 0 {
		if a := <-answers; a.Rcode != "" || len(list) == 0 {
			list = append(list, a)
		}
	}
	return checks.CompareLookupFacts{Answers: list, Exists: verdict(list)}
}

// settles reports whether the others get only a little more time after this.
func (c comparison) settles(a checks.Answer) bool {
	said := existence(a)
	return said == checks.Yes || said == checks.No && !c.patient
}

func (c comparison) askOutside(ctx context.Context, server netip.AddrPort) checks.Answer {
	how := plan{udp: c.waits.sends, tcp: 0, tcpCounts: true}
	var pair [2]asked
	var wg sync.WaitGroup
	for family := range families {
		wg.Go(func() {
			pair[family] = how.ask(ctx, server, question{name: c.name, qtype: families[family], plain: c.plain})
		})
	}
	wg.Wait()
	return merge(server, c.name, pair)
}

// existence is what one server says of the name. One that gives only a sinkhole
// does not say that it exists.
func existence(a checks.Answer) checks.Tri {
	switch {
	case a.Code == checks.OK && !sinkhole(a.Name, a.Addresses):
		return checks.Yes
	case a.Code == checks.NXDomain, a.Code == checks.NoData:
		return checks.No
	}
	return checks.NotKnown
}

// agree reports whether two servers say the same.
func agree(list []checks.Answer) bool {
	count := map[checks.Tri]int{}
	for _, a := range list {
		count[existence(a)]++
	}
	return count[checks.Yes] >= 2 || count[checks.No] >= 2
}

// verdict is Yes when any server has an address, No when all that answer deny it.
func verdict(list []checks.Answer) checks.Tri {
	said := checks.NotKnown
	for _, a := range list {
		if e := existence(a); e == checks.Yes || said == checks.NotKnown {
			said = e
		}
	}
	return said
}

// compareResult fails where nobody knows the name, or nobody answers.
func compareResult(ctx context.Context, f checks.CompareLookupFacts) checks.Result {
	r := checks.Result{Status: checks.Fail, Facts: f}
	switch {
	case f.Exists == checks.Yes:
		r.Status, r.Value = checks.Pass, f.Addresses()
	case ctx.Err() != nil:
		r.Status, r.Code = checks.Unknown, checks.Canceled
	default:
		r.Code = f.Answers[slices.IndexFunc(f.Answers, func(a checks.Answer) bool { return existence(a) == f.Exists })].Code
		if r.Code == checks.OK {
			r.Code = checks.Sinkhole
		}
	}
	return r
}
