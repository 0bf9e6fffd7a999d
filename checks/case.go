package checks

import (
	"net/netip"
	"slices"

	"gomend/checks/route"
)

// Case is what the rules look at: a step that failed on a route, and everything
// else that is known.
type Case struct {
	*Board
	Route route.Route
	Fail  Result
}

// Is reports whether the step that failed is of one of these kinds.
func (c *Case) Is(kinds ...Kind) bool { return slices.Contains(kinds, c.Fail.Check.Kind) }

// Code reports whether the step failed with one of these codes.
func (c *Case) Code(codes ...Code) bool { return slices.Contains(codes, c.Fail.Code) }

// Proxied reports whether the route goes through a proxy.
func (c *Case) Proxied() bool { return !c.Route.Via.Direct() }

// Target is host:port of the route's server, behind the proxy if there is one.
func (c *Case) Target() string {
	if c.Route.URL == nil {
		return ""
	}
	return Address(c.Route.URL)
}

// Server is the host name of the route's server.
func (c *Case) Server() string {
	if c.Route.URL == nil {
		return c.Route.Host
	}
	return c.Route.URL.Hostname()
}

// Lookup is what the go command's resolver made of the host that is dialled first.
func (c *Case) Lookup() LookupFacts {
	f, _ := FactsOf[LookupFacts](c.Board, KindLookup.Name(c.Route.Host))
	return f
}

// CompareLookup is what others say about the host that is dialled first.
func (c *Case) CompareLookup() CompareLookupFacts {
	f, _ := FactsOf[CompareLookupFacts](c.Board, KindLookupCompare.Name(c.Route.Host))
	return f
}

// OwnLookup is what this machine's nameservers say about the host that is dialled
// first, each by itself, hosts file and search list aside.
func (c *Case) OwnLookup() CompareLookupFacts {
	f, _ := FactsOf[CompareLookupFacts](c.Board, OwnLookupID(c.Route.Host))
	return f
}

// OwnLookupID is the id of the check behind [Case.OwnLookup].
func OwnLookupID(host string) string { return KindLookupCompare.Name(host + "/own") }

// NameTrace is what the servers of the zones themselves say about the host that is
// dialled first.
func (c *Case) NameTrace() DNSTraceFacts {
	f, _ := FactsOf[DNSTraceFacts](c.Board, KindDNSTrace.Name(c.Route.Host))
	return f
}

// Dial is the connection to what is dialled first.
func (c *Case) Dial() DialFacts {
	for _, id := range Hops(c.Route) {
		if f, ok := FactsOf[DialFacts](c.Board, id); ok {
			return f
		}
	}
	return DialFacts{}
}

// TLS is the handshake with the route's server.
func (c *Case) TLS() TLSFacts {
	f, _ := FactsOf[TLSFacts](c.Board, KindTLS.Name(c.Target()))
	return f
}

// TLSCompare is what other handshakes with the same address gave; codes are
// NotAsked where there was none.
func (c *Case) TLSCompare() TLSCompareFacts {
	all := TLSCompareFacts{OtherName: NotAsked, SmallHello: NotAsked, SmallPackets: NotAsked, PlainText: NotAsked, OtherAddress: NotAsked}
	for _, r := range c.Results() {
		f, ok := r.Facts.(TLSCompareFacts)
		if !ok || r.Check.Target != c.Target() {
			continue
		}
		all.OtherName, all.SmallHello = known(all.OtherName, f.OtherName), known(all.SmallHello, f.SmallHello)
		all.SmallPackets, all.PlainText = known(all.SmallPackets, f.SmallPackets), known(all.PlainText, f.PlainText)
		if all.OtherAddress != OK && f.OtherAddress != NotAsked {
			all.OtherAddress, all.Address = f.OtherAddress, f.Address
		}
	}
	return all
}

// known is the later of two codes, unless nothing was asked.
func known(before, now Code) Code {
	if now == NotAsked {
		return before
	}
	return now
}

// Trust is the set of roots.
func (c *Case) Trust() TrustFacts {
	f, _ := FactsOf[TrustFacts](c.Board, string(KindTrust))
	return f
}

// Resolver is the configuration of name resolution.
func (c *Case) Resolver() ResolverFacts {
	f, _ := FactsOf[ResolverFacts](c.Board, string(KindResolverConfig))
	return f
}

// ByAnotherWay reports whether the route's server was reached in a way that go does
// not take for it: directly, or through some proxy. There may be several.
func (c *Case) ByAnotherWay(fits func(ProxyCompareFacts) bool) bool {
	return slices.ContainsFunc(AllFacts[ProxyCompareFacts](c.Board), func(f ProxyCompareFacts) bool {
		return f.Target == c.Target() && f.Code == OK && fits(f)
	})
}

// dialled lists the addresses that the failing step tried to reach: the
// nameservers for a look-up, else the addresses of the host dialled first.
func (c *Case) dialled() []netip.Addr {
	var list []netip.Addr
	if c.Is(KindLookup) {
		for _, a := range c.Lookup().Answers {
			list = append(list, a.Server.Addr())
		}
		if len(list) == 0 {
			return c.Resolver().Nameservers
		}
		return list
	}
	for _, a := range c.Dial().Attempts {
		list = append(list, a.Address.Addr())
	}
	return list
}

// Local reports whether everything that the failing step tried is on this machine.
func (c *Case) Local() bool {
	list := c.dialled()
	for _, a := range list {
		if !a.IsLoopback() {
			return false
		}
	}
	return len(list) > 0
}

// OnLink reports whether everything that the failing step tried is this machine's
// or lies on one of its links.
func (c *Case) OnLink() bool {
	list := c.dialled()
	return len(list) > 0 && !slices.ContainsFunc(list, func(a netip.Addr) bool { return !c.Near(a) })
}

// paths are the kernel's answers for what the failing step tried to reach.
func (c *Case) paths() []PathFacts {
	var list []PathFacts
	for _, a := range c.dialled() {
		if f, ok := FactsOf[PathFacts](c.Board, KindPath.Name(a.String())); ok {
			list = append(list, f)
		}
	}
	return list
}

// NoPath reports whether the kernel has no route to anything that the step tried.
func (c *Case) NoPath() bool {
	list := c.paths()
	for _, p := range list {
		if p.Code == OK {
			return false
		}
	}
	return len(list) > 0
}

// Gateway is the state of the next hop towards what the step tried: No only if
// every such gateway is dead, Yes if one answers.
func (c *Case) Gateway() (Tri, netip.Addr) {
	alive, which := NotKnown, netip.Addr{}
	for _, p := range c.paths() {
		if p.Code != OK || !p.Gateway.IsValid() {
			continue
		}
		f, ok := FactsOf[GatewayFacts](c.Board, KindGateway.Name(p.Gateway.String()))
		switch {
		case !ok:
		case f.Alive == Yes:
			return Yes, f.Gateway
		case f.Alive == No:
			alive, which = No, f.Gateway
		}
	}
	if alive == NotKnown {
		return c.dialledGateway()
	}
	return alive, which
}

// dialledGateway is the state of a gateway that the step tried to reach itself,
// as where the router is the nameserver too.
func (c *Case) dialledGateway() (Tri, netip.Addr) {
	dialled := c.dialled()
	for _, f := range AllFacts[GatewayFacts](c.Board) {
		if slices.Contains(dialled, f.Gateway) {
			return f.Alive, f.Gateway
		}
	}
	return NotKnown, netip.Addr{}
}

// traces are how far attempts came to what the failing step tried to reach.
func (c *Case) traces() []TraceFacts {
	dialled := c.dialled()
	return slices.DeleteFunc(AllFacts[TraceFacts](c.Board), func(f TraceFacts) bool {
		return !slices.Contains(dialled, f.Target.Addr())
	})
}

// firewalls are what was found of this machine's own rules on what the failing step
// tried to reach.
func (c *Case) firewalls() []FirewallFacts {
	dialled := c.dialled()
	return slices.DeleteFunc(AllFacts[FirewallFacts](c.Board), func(f FirewallFacts) bool {
		return !slices.Contains(dialled, f.Target.Addr())
	})
}

// PublicRouter reports whether a router of the internet answered in this run.
func (c *Case) PublicRouter() bool {
	return slices.ContainsFunc(AllFacts[TraceFacts](c.Board), func(f TraceFacts) bool {
		return slices.ContainsFunc(f.Hops, func(h TraceHop) bool {
			return h.Code == HopLimit && ScopeOf(h.From) == ScopePublic && !c.Near(h.From)
		})
	})
}

// own reports whether an address is one of this machine's.
func (c *Case) own(addr netip.Addr) bool {
	f, _ := FactsOf[InterfaceFacts](c.Board, string(KindInterfaces))
	return addr.IsLoopback() || slices.ContainsFunc(f.Interfaces, func(i Interface) bool {
		return slices.ContainsFunc(i.Addresses, func(p netip.Prefix) bool { return p.Addr() == addr })
	})
}

// HasDefault reports whether there is a way to the internet for some protocol.
func (c *Case) HasDefault() bool {
	f, _ := FactsOf[InterfaceFacts](c.Board, string(KindInterfaces))
	return f.DefaultV4 || f.DefaultV6
}
