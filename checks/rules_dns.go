package checks

import (
	"net/netip"
	"slices"
	"strings"
)

var dnsRules = []Rule{
	{Cause: CauseFirewallLocal, When: all(step(KindLookup), code(NotPermitted))},
	{Cause: CauseDNSInconsistent, When: all(step(KindLookup), code(NXDomain, NoData), configuredServersDisagree)},
	{Cause: CauseDNSRefused, When: all(step(KindLookup), code(NoData), asksNobody), Sure: likely},
	{Cause: CauseResolverNotConfigured, When: all(step(KindLookup), code(NXDomain), dnsLeftOut)},
	{Cause: CauseProxyUnresolvable, When: all(step(KindLookup), proxied, code(NXDomain, NoData))},
	{Cause: CauseDNSBlocked, When: all(step(KindLookup), code(NXDomain, NoData, Sinkhole), existsElsewhere)},
	{Cause: CauseDNSBlocked, When: all(step(KindLookup), code(Sinkhole)), Sure: likely},
	{Cause: CauseDNSBlocked, When: all(step(KindLookup), code(NXDomain, NoData), publicDialled, not(deniedByItsOwn)), Sure: likely},
	{Cause: CauseDNSNXDomain, When: all(step(KindLookup), code(NXDomain)), Sure: certainIf(comparedLookup)},
	{Cause: CauseDNSNoData, When: all(step(KindLookup), code(NoData)), Sure: certainIf(comparedLookup)},
	{Cause: CauseDNSDNSSECFailed, When: all(step(KindLookup), code(ServFail), either(answersUnchecked, chainBroken))},
	{Cause: CauseDNSDNSSECFailed, When: all(step(KindLookup), code(ServFail), saysBogus), Sure: likely},
	{Cause: CauseDNSServFail, When: all(step(KindLookup), code(ServFail))},
	{Cause: CauseDNSRefused, When: all(step(KindLookup), code(DNSRefused))},
	{Cause: CauseDNSRefused, When: all(step(KindLookup), code(Lame)), Sure: likely},
	{Cause: CauseDNSServFail, When: all(step(KindLookup), code(DNSError)), Sure: likely}, // none of the causes is about these
	{Cause: CauseResolverRefused, When: all(step(KindLookup), code(Refused))},
	{Cause: CauseResolverUnreachable, When: all(step(KindLookup), code(Garbage, TruncatedOnly)), Sure: likely},
	{Cause: CauseResolverUnreachable, When: all(step(KindLookup), unanswered), Sure: certainIf(somebodyElseAnswers)},
	{Cause: CauseResolverUnreachable, When: step(KindLookup), Sure: possible},

	// A connection or handshake that fails because the name led to the wrong place.
	{Cause: CauseHostsOverride, When: all(step(KindConnect, KindTLS), direct, fromHosts, pinnedWrong), Sure: likely},
	{Cause: CauseHostsOverride, When: all(step(KindConnect), proxied, fromHosts, strayed), Sure: likely},
	{Cause: CauseDNSSearchPath, When: all(step(KindConnect, KindTLS), direct, bySearchDomain, wrongPlace), Sure: likely},
	{Cause: CauseDNSBlocked, When: all(step(KindConnect, KindTLS), direct, fromSinkhole, not(showsItself), either(publicDialled, existsElsewhere, remote))},
	{Cause: CauseDNSInconsistent, When: all(step(KindConnect, KindTLS), direct, configuredServersDisagree, rightPlaceKnown, configuredKnowRight), Sure: certainIf(step(KindTLS))},
	{Cause: CauseDNSStaleCache, When: all(step(KindConnect, KindTLS), direct, fromDNS, nearResolver, saysStale, strayed, rightPlaceKnown)},
	{Cause: CauseDNSStaleCache, When: all(step(KindConnect, KindTLS), direct, fromDNS, nearResolver, saysStale, unconfirmed), Sure: likely},
	{Cause: CauseDNSStaleCache, When: all(step(KindConnect, KindTLS), direct, fromDNS, strayed, rightPlaceKnown, cachedHere, not(privateAddress), not(madeUpDialled)), Sure: likely},
	{Cause: CauseDNSHijacked, When: all(step(KindTLS), somebodyElse, direct, fromDNS, either(strayed, contradicted), rightPlaceKnown)},
	{Cause: CauseDNSHijacked, When: all(step(KindConnect, KindTLS), direct, fromDNS, forgedOnTheWay, contradicted)},
	{Cause: CauseCaptivePortal, When: all(step(KindTLS), code(NameMismatch), direct, publicServer, fromDNS, signInPage, sameForAll(NameMismatch), not(contradicted), not(rightPlaceKnown)), Sure: likely}, // portals answer for nameservers too, often truly
	{Cause: CauseDNSHijacked, When: all(step(KindTLS), code(NameMismatch, NotTLS), direct, fromDNS, publicDialled, forgedOnTheWay), Sure: likely},
	{Cause: CauseDNSHijacked, When: all(step(KindConnect, KindTLS), direct, fromDNS, answeredTwice), Sure: certainIf(rightPlaceKnown)},
	{Cause: CauseDNSHijacked, When: all(step(KindConnect, KindTLS), direct, fromDNS, strayed, rightPlaceKnown), Sure: likely},
	{Cause: CauseDNSHijacked, When: all(step(KindConnect), direct, fromDNS, publicDialled, onlyByUDP, rightPlaceKnown), Sure: likely},
	{Cause: CauseDNSHijacked, When: all(step(KindTLS), code(NameMismatch, NotTLS), unvouched, either(givenToAll, privateException), not(leadsToItself))},
	{Cause: CauseDNSHijacked, When: all(step(KindTLS), code(NameMismatch), unvouched, anothersAddress, not(leadsToItself)), Sure: likely},
	{Cause: CauseDNSHijacked, When: all(step(KindConnect), unvouched, givenToAll), Sure: likely},
	{Cause: CauseDNSHijacked, When: all(step(KindConnect), direct, fromDNS, publicDialled, privateException), Sure: likely},
}

// refusedGo fits when go itself was told that nothing listens at its nameserver.
// Those who say so do not say it to everyone: routers and kernels limit how many
// such messages they send (RFC 1812, section 4.3.2.8; icmp(7), icmp_ratelimit).
func refusedGo(c *Case) bool {
	return slices.ContainsFunc(AllFacts[DownloadFacts](c.Board), func(f DownloadFacts) bool { return counts(f) && f.Cause == CauseResolverRefused })
}

// dnsLeftOut fits when nsswitch.conf has go ask no nameserver at all.
func dnsLeftOut(c *Case) bool {
	return c.Resolver().HostsOrder == "files" && len(c.Lookup().Answers) == 0
}

// asksNobody fits when the nameservers that were asked say that they ask nobody for
// names, and found nothing in this run: such a one is for its own zones alone.
func asksNobody(c *Case) bool {
	list := c.Lookup().Answers
	of := func(a Answer) bool {
		return slices.ContainsFunc(list, func(known Answer) bool { return known.Server == a.Server })
	}
	return len(list) > 0 && !slices.ContainsFunc(list, func(a Answer) bool { return !a.Unasked && a.Rcode != "" }) &&
		slices.ContainsFunc(list, func(a Answer) bool { return a.Unasked }) &&
		!slices.ContainsFunc(c.allAnswers(), func(a Answer) bool { return of(a) && a.Code == OK })
}

// cachedHere fits when all that go asks is a resolver on this machine, other than
// Docker's, which keeps nothing.
func cachedHere(c *Case) bool {
	f := c.Resolver()
	for _, a := range f.Nameservers {
		if !a.IsLoopback() {
			return false
		}
	}
	return len(f.Nameservers) > 0 && f.ContainerDNS != "docker"
}

// madeUpDialled fits an address that is a tool's and no server's: nothing has
// grown old there.
func madeUpDialled(c *Case) bool { return slices.ContainsFunc(c.dialled(), MadeUp) }

func existsElsewhere(c *Case) bool {
	return c.CompareLookup().Exists == Yes || c.NameTrace().Truth() == Yes
}

func comparedLookup(c *Case) bool {
	return c.CompareLookup().Exists != NotKnown || c.NameTrace().Truth() != NotKnown
}

// deniedByItsOwn fits when the servers of the name's own zones do not know it.
func deniedByItsOwn(c *Case) bool { return c.NameTrace().Truth() == No }

// somebodyElse fits handshakes with who is not the server, or not it alone.
var somebodyElse = code(NameMismatch, UnknownAuthority, NotTLS)

// contradicted fits when the servers of the name's own zone give only other
// addresses than those that go dials.
func contradicted(c *Case) bool {
	f := c.NameTrace()
	return f.Truth() == Yes && !overlap(f.Addresses, c.Lookup().Addresses)
}

// forgedOnTheWay fits when whoever is asked, even servers that cannot know it,
// somebody answers with an address that go dials.
func forgedOnTheWay(c *Case) bool {
	f := c.NameTrace()
	return f.Intercepted && overlap(f.Forged, c.Lookup().Addresses)
}

// chainBroken fits when a signature below the root is wrong. Who strips or replaces
// the root's own says nothing of the zones.
func chainBroken(c *Case) bool {
	f := c.NameTrace()
	return f.Chain == ChainBroken && f.ChainZone != "."
}

func publicDialled(c *Case) bool { return PublicHost(c.Route.Host) }

// answersUnchecked fits when the server gives addresses once it is told not to
// validate (RFC 4035, section 3.2.2, CD).
func answersUnchecked(c *Case) bool {
	for _, a := range c.configuredAnswers() {
		if a.Code == ServFail && a.Validated == Yes {
			return true
		}
	}
	return false
}

// saysBogus fits when the server itself gives wrong signatures as its reason.
func saysBogus(c *Case) bool {
	return slices.ContainsFunc(c.configuredAnswers(), func(a Answer) bool { return a.Bogus && a.Code == ServFail })
}

// saysStale fits when the nameserver itself says of the addresses it gives that they
// are out of date.
func saysStale(c *Case) bool {
	return slices.ContainsFunc(c.configuredAnswers(), func(a Answer) bool { return a.Stale && overlap(a.Addresses, c.led()) })
}

// onlyByUDP fits an address that others gave by UDP alone, where whoever sees the
// question can answer it, and nobody gave over TCP.
func onlyByUDP(c *Case) bool {
	tcp := false
	for _, a := range c.CompareLookup().Answers {
		if a.Code != OK || a.Protocol != "tcp" {
			continue
		}
		if overlap(a.Addresses, c.led()) {
			return false
		}
		tcp = true
	}
	return tcp
}

// unconfirmed fits when nobody else was heard to give an address that go dials.
func unconfirmed(c *Case) bool { return !overlap(c.CompareLookup().Addresses(), c.led()) }

// somebodyElseAnswers fits when the network works without the silent nameserver.
func somebodyElseAnswers(c *Case) bool {
	answered, _ := c.Beyond()
	return answered || c.CompareLookup().Exists != NotKnown
}

func fromHosts(c *Case) bool      { return c.Lookup().Source == FromHosts }
func fromDNS(c *Case) bool        { return c.Lookup().Source == FromDNS }
func bySearchDomain(c *Case) bool { return c.Lookup().Searched }

// unvouched fits a public host that is dialled at an address that nameservers gave
// and nobody else was heard to give. Addresses that a tool makes up are none of theirs.
func unvouched(c *Case) bool {
	return direct(c) && fromDNS(c) && publicDialled(c) && !addressTrusted(c) && !madeUpDialled(c)
}

// honesty fits when what a nameserver said besides shows something.
func honesty(shows func(HonestyFacts) bool) func(*Case) bool {
	return func(c *Case) bool {
		return slices.ContainsFunc(AllFacts[HonestyFacts](c.Board), func(f HonestyFacts) bool { return f.Host == c.Route.Host && shows(f) })
	}
}

var (
	// givenToAll fits when the nameserver gives the address to names that have nothing
	// to do with the host.
	givenToAll = honesty(HonestyFacts.GivesToAll)
	// anothersAddress fits when the nameserver itself says whose address it is.
	anothersAddress = honesty(func(f HonestyFacts) bool { return f.Owner != "" })
)

// answeredTwice fits when a question got two answers, and an address of the one that
// came first is dialled; or when the nameserver gives an address over TCP at which the
// server is, and another by UDP.
func answeredTwice(c *Case) bool {
	return honesty(func(f HonestyFacts) bool {
		first := overlap(f.Given, c.led()) && !overlap(f.Others(), c.led())
		return first && (len(f.Second) > 0 || len(f.OverTCP) > 0 && rightPlaceKnown(c))
	})(c)
}

// fromSinkhole fits when nameservers led go to addresses that are no server's: all
// that they gave, or all of the family that this machine can dial.
func fromSinkhole(c *Case) bool {
	l := c.Lookup()
	hole := func(a netip.Addr) bool { return a.IsUnspecified() || a.IsLoopback() }
	return l.Source == FromDNS && (l.Code == Sinkhole || !slices.ContainsFunc(c.led(), func(a netip.Addr) bool { return !hole(a) }))
}

// led are the addresses that go was led to: the one that the handshake was with,
// else those that were dialled, else all that the name has. A nameserver may lie
// about one family alone, and the other be out of reach.
func (c *Case) led() []netip.Addr {
	if at := c.TLS().Address; c.Is(KindTLS) && at.IsValid() {
		return []netip.Addr{at.Addr()}
	}
	var list []netip.Addr
	for _, a := range c.Dial().Attempts {
		list = append(list, a.Address.Addr())
	}
	if len(list) == 0 {
		return c.Lookup().Addresses
	}
	return list
}

// strayed fits when others give only other addresses for the name. Where go did
// not ask for the name as it is, this machine's own nameservers are others too.
func strayed(c *Case) bool {
	f := c.NameTrace()
	if f.Intercepted {
		return contradicted(c) // no resolver's word counts
	}
	theirs := append(c.CompareLookup().Addresses(), f.Addresses...)
	if fromHosts(c) || bySearchDomain(c) {
		theirs = append(theirs, c.OwnLookup().Addresses()...)
	}
	return len(theirs) > 0 && !overlap(theirs, c.led())
}

// wrongPlace fits unless comparison shows that the address is the right one, or
// that the name is known nowhere else.
func wrongPlace(c *Case) bool {
	return c.CompareLookup().Exists == NotKnown && c.OwnLookup().Exists == NotKnown || strayed(c)
}

// pinnedWrong fits when the hosts file is contradicted, or nobody can be heard and
// a public name is pinned to what does not show itself to be that server. Where no
// nameserver is set, the hosts file is all that gives names, and no exception.
func pinnedWrong(c *Case) bool {
	if strayed(c) {
		return true
	}
	if !wrongPlace(c) || !publicDialled(c) || showsItself(c) {
		return false
	}
	return !c.Resolver().Defaulted || !slices.ContainsFunc(c.led(), func(a netip.Addr) bool { return !a.IsLoopback() && !a.IsUnspecified() })
}

// showsItself fits when what answers has a certificate for the very name, good or
// not, or accepts the name in a hello of another kind.
func showsItself(c *Case) bool {
	t := c.TLS()
	return len(t.Chain) > 0 && t.Code != NameMismatch && certifies(t.Chain[0].Names, t.ServerName) || smallHelloPasses(c)
}

// certifies reports whether a certificate's names cover a host (RFC 6125, section 6.4.3).
func certifies(names []string, host string) bool {
	_, parent, _ := strings.Cut(host, ".")
	return slices.ContainsFunc(names, func(n string) bool {
		return strings.EqualFold(n, host) || parent != "" && strings.EqualFold(n, "*."+parent)
	})
}

// confirmed fits when others, or the servers of the zone, give an address that go was
// led to.
func confirmed(c *Case) bool {
	return overlap(c.CompareLookup().Addresses(), c.led()) || overlap(c.NameTrace().Addresses, c.led())
}

// privateException fits when nobody else gives the private addresses that the name led
// to, and the same nameservers give another public host an address of the internet. A
// network that gives its own addresses to all public names has its own mirrors of them.
func privateException(c *Case) bool {
	return privateAddress(c) && !confirmed(c) && otherNamesArePublic(c)
}

func otherNamesArePublic(c *Case) bool {
	return slices.ContainsFunc(AllFacts[LookupFacts](c.Board), func(f LookupFacts) bool {
		return f.Host != c.Route.Host && PublicHost(f.Host) && f.Source == FromDNS &&
			slices.ContainsFunc(f.Addresses, func(a netip.Addr) bool { return ScopeOf(a) == ScopePublic })
	})
}

// rightPlaceKnown fits when the server's own certificate was seen at another
// address than the one that the name led to.
func rightPlaceKnown(c *Case) bool { return c.TLSCompare().OtherAddress == OK }

// privateAddress fits when the name led only to addresses that no public server has.
func privateAddress(c *Case) bool {
	addrs := c.Lookup().Addresses
	return len(addrs) > 0 && !slices.ContainsFunc(addrs, func(a netip.Addr) bool { return ScopeOf(a) == ScopePublic && !reserved(a) })
}

// reserved reports whether an address can be nobody's: multicast, and what is
// reserved for the future (RFC 1112, section 4; RFC 6890).
func reserved(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsMulticast() || a.IsUnspecified() || a.Is4() && (a.As4()[0] == 0 || a.As4()[0] >= 240)
}

func overlap(a, b []netip.Addr) bool {
	for _, addr := range a {
		if slices.Contains(b, addr) {
			return true
		}
	}
	return false
}

// addressTrusted fits unless a public name led to addresses that nobody else was
// heard to give: then the fault may be the name's.
func addressTrusted(c *Case) bool {
	return c.Proxied() || !publicDialled(c) || overlap(c.CompareLookup().Addresses(), c.Lookup().Addresses)
}
