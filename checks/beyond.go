package checks

import (
	"net/netip"
	"slices"
)

// nameservers stands for all configured nameservers where parties are counted.
const nameservers = "nameservers"

// Beyond says whether anything beyond this machine's own links answered in this
// run, and how many parties there were asked in vain: a host is one, however many
// addresses it has, and all configured nameservers together are one.
func (c *Case) Beyond() (answered bool, silent int) {
	dead := map[string]bool{}
	note := func(party string, addr netip.Addr, came bool) {
		switch {
		case c.Near(addr) || !came && c.wayless(addr):
		case came:
			answered = true
		default:
			dead[party] = true
		}
	}
	configured := c.Resolver().Nameservers
	for _, a := range c.allAnswers() {
		server := a.Server.Addr()
		party := server.String()
		if slices.Contains(configured, server) {
			party = nameservers
		}
		byTCP := a.Code == Garbage || a.Code == Timeout && a.TCP != NotAsked && !silence(a.TCP)
		note(party, server, a.Rcode != "" || a.Code == Refused || byTCP || a.There)
	}
	for _, f := range AllFacts[DialFacts](c.Board) {
		for _, a := range f.Attempts {
			note(f.Host, a.Address.Addr(), !silence(a.Code) || a.By == a.Address.Addr())
		}
	}
	answered = answered || c.plainAnswer()
	for _, f := range AllFacts[DNSTraceFacts](c.Board) {
		for _, l := range f.Levels {
			answered = answered || l.Code != Forged && l.RTT > 0 && !c.Near(l.Server.Addr())
		}
	}
	for _, f := range AllFacts[ProxyCompareFacts](c.Board) {
		answered = answered || f.Code == OK && f.Proxy == "" && !c.Near(f.Address)
		answered = answered || slices.ContainsFunc(f.First, func(a Attempt) bool { return !silence(a.Code) && !c.Near(a.Address.Addr()) })
	}
	for _, f := range AllFacts[TraceFacts](c.Board) {
		answered = answered || (f.Alive == Yes || f.Reached) && !c.Near(f.Target.Addr()) && !c.tunnelled(f.Target.Addr())
	}
	return answered, len(dead)
}

// wayless reports whether this machine has no way out for an address' protocol: then
// its silence is this machine's own.
func (c *Case) wayless(addr netip.Addr) bool {
	f, known := FactsOf[InterfaceFacts](c.Board, string(KindInterfaces))
	if !known || !f.DefaultV4 && !f.DefaultV6 {
		return false
	}
	return addr.Unmap().Is4() && !f.DefaultV4 || addr.Is6() && !addr.Is4In6() && !f.DefaultV6
}

// tunnelled reports whether what goes to an address goes into a tunnel: some tools
// answer echo requests in the place of everybody.
func (c *Case) tunnelled(addr netip.Addr) bool {
	f, _ := FactsOf[PathFacts](c.Board, KindPath.Name(addr.String()))
	return MadeUp(addr) || Tunnel(f.Interface)
}

// plainAnswer reports whether a host beyond this machine's links answered on
// port 80, unless it may have been a sign-in page.
func (c *Case) plainAnswer() bool {
	return slices.ContainsFunc(AllFacts[SignInFacts](c.Board), func(f SignInFacts) bool {
		l, _ := FactsOf[LookupFacts](c.Board, KindLookup.Name(f.Host))
		return !f.Foreign && !silence(f.Code) && len(l.Addresses) > 0 && !slices.ContainsFunc(l.Addresses, c.Near)
	})
}

func (c *Case) allAnswers() []Answer {
	var list []Answer
	for _, f := range AllFacts[LookupFacts](c.Board) {
		list = append(list, f.Answers...)
	}
	list = append(list, AllFacts[Answer](c.Board)...)
	for _, f := range AllFacts[CompareLookupFacts](c.Board) {
		list = append(list, f.Answers...)
	}
	return list
}

// Near reports whether an address is this machine's or lies on one of its links.
func (c *Case) Near(addr netip.Addr) bool {
	if addr.IsLoopback() || addr.IsUnspecified() {
		return true
	}
	f, _ := FactsOf[InterfaceFacts](c.Board, string(KindInterfaces))
	for _, i := range f.Interfaces {
		for _, p := range i.Addresses {
			if p.Contains(addr) {
				return true
			}
		}
	}
	return c.isGateway(addr)
}

func (c *Case) isGateway(addr netip.Addr) bool {
	return slices.ContainsFunc(AllFacts[GatewayFacts](c.Board), func(f GatewayFacts) bool { return f.Gateway == addr })
}

// onLink reports whether an address is another machine's on one of this machine's
// links, and no gateway's.
func (c *Case) onLink(addr netip.Addr) bool {
	f, known := FactsOf[PathFacts](c.Board, KindPath.Name(addr.String()))
	return known && f.Code == OK && !f.Loopback && !f.Gateway.IsValid() && !c.isGateway(addr)
}

// nearResolver reports whether every configured nameserver is on this machine or on
// one of its links.
func (c *Case) nearResolver() bool { return c.everyResolver(c.Near) }

// passesOn reports whether every configured nameserver is on this machine or the
// gateway: such a one only passes questions on.
func (c *Case) passesOn() bool {
	return c.everyResolver(func(a netip.Addr) bool { return c.isGateway(a) || c.own(a) })
}

func (c *Case) everyResolver(is func(netip.Addr) bool) bool {
	list := c.Resolver().Nameservers
	return len(list) > 0 && !slices.ContainsFunc(list, func(a netip.Addr) bool { return !is(a) })
}

// silence reports whether a code says that nobody took notice of us: no answer,
// a router that knows no way, or nothing that was sent.
func silence(code Code) bool { return slices.Contains(silentCodes, code) }

var silentCodes = []Code{
	Timeout, HostUnreachable, NetworkUnreachable, Canceled,
	Prohibited, NotPermitted, NoRoute, AddressUnavailable, Unclassified,
}
