package checks

import (
	"net"
	"net/netip"
	"slices"

	"gomend/checks/route"
)

// anotherWayRules are about a server that can be reached, only not the way go
// takes: they explain more than whatever the way taken failed with.
var anotherWayRules = []Rule{
	{Cause: CauseHostsOverride, When: all(step(KindConnect, KindTLS), direct, fromHosts, rightPlaceKnown)},
	{Cause: CauseDNSSearchPath, When: all(step(KindConnect, KindTLS), direct, bySearchDomain, rightPlaceKnown)},
	{Cause: CauseNoProxyTooBroad, When: all(exempt, throughItsProxy)},
	{Cause: CauseProxyMalformed, When: all(direct, blockedDirectly, proxyDropped)},
	{Cause: CauseProxyNeeded, When: all(direct, blockedDirectly, throughAnotherProxy)},
	{Cause: CauseNoProxyMissing, When: all(proxied, step(KindProxyTunnel), internalServer, reachedDirectly), Sure: certainIf(not(code(ProxyAuth)))}, // with a login it may reach it, too
	{Cause: CauseNoProxyMissing, When: all(proxied, asking, code(RefusedByEither...), inPlain, internalServer, reachedDirectly), Sure: likely},
}

// RefusedByEither are failures that an HTTP proxy tells of as well as the server that is
// asked without TLS through it.
var RefusedByEither = []Code{StatusForbidden, StatusServerError, ProxyAuth, ProxyForbidden, ProxyUpstream}

// inPlain fits a server that is spoken to without TLS.
func inPlain(c *Case) bool { return c.Route.URL != nil && c.Route.URL.Scheme == "http" }

// proxyDropped fits when a proxy variable cannot be parsed, so that go silently
// connects directly (x/net/http/httpproxy.config.init).
func proxyDropped(c *Case) bool {
	f, _ := FactsOf[SettingsFacts](c.Board, KindProxySettings.Name(""))
	return slices.ContainsFunc(f.Problems, func(p route.Problem) bool { return p.Kind == route.ProxyMalformed })
}

func direct(c *Case) bool { return !c.Proxied() }

// blockedDirectly fits failures that a proxy would avoid.
func blockedDirectly(c *Case) bool {
	return c.Is(KindLookup, KindConnect) || c.Is(KindTLS) && c.Code(Timeout, Reset, Closed, NotTLS)
}

// noProxySource marks the comparison with the proxy that NO_PROXY exempts from.
const noProxySource = "NO_PROXY"

func exempt(c *Case) bool { return direct(c) && blockedDirectly(c) }

func throughItsProxy(c *Case) bool {
	return c.ByAnotherWay(func(f ProxyCompareFacts) bool { return f.Source == noProxySource })
}

func throughAnotherProxy(c *Case) bool {
	return c.ByAnotherWay(func(f ProxyCompareFacts) bool { return f.Proxy != "" && f.Source != noProxySource })
}

func reachedDirectly(c *Case) bool {
	return c.ByAnotherWay(func(f ProxyCompareFacts) bool { return f.Proxy == "" })
}

func internalServer(c *Case) bool { return !PublicHost(c.Server()) }

var networkRules = []Rule{
	{Cause: CauseNetworkIsolated, When: all(reaching, nothingLeaves, interfaces(CauseNetworkIsolated))},
	{Cause: CauseLinkDown, When: all(reaching, nothingLeaves, interfaces(CauseLinkDown))},
	{Cause: CauseNoAddress, When: all(reaching, nothingLeaves, interfaces(CauseNoAddress))},
	{Cause: CauseResolverNotConfigured, When: all(step(KindLookup), defaultedResolver)},
	{Cause: CauseFirewallLocal, When: all(reaching, refusedByRoute)},
	{Cause: CauseFirewallLocal, When: all(step(KindConnect), code(Timeout), keptHere)},
	{Cause: CauseFirewallLocal, When: all(step(KindTLS), code(Timeout), helloKept)},
	{Cause: CauseFirewallLocal, When: all(step(KindConnect), refusedHere)},
	{Cause: CauseFirewallLocal, When: all(reaching, unanswered, routeRefuses, hasDefault)},
	{Cause: CauseFirewallLocal, When: all(reaching, ownRuleStops)},
	{Cause: CauseResolverUnreachable, When: all(step(KindLookup), unanswered, noPath, hasDefault)},
	{Cause: CauseResolverUnreachable, When: all(step(KindConnect), unanswered, noPath, hasDefault, fromDNS, halfAnswered), Sure: likely},
	{Cause: CauseDNSServFail, When: all(step(KindConnect), unanswered, noPath, hasDefault, fromDNS, halfFails(ServFail, DNSError)), Sure: likely},
	{Cause: CauseDNSRefused, When: all(step(KindConnect), unanswered, noPath, hasDefault, fromDNS, halfFails(DNSRefused)), Sure: likely},
	{Cause: CauseDNSBlocked, When: all(step(KindConnect), unanswered, noPath, hasDefault, fromDNS, halfFails(NXDomain, NoData), othersGiveMore), Sure: likely},
	{Cause: CauseHostsOverride, When: all(step(KindConnect), unanswered, noPath, hasDefault, direct, fromHosts, othersGiveMore), Sure: likely},
	{Cause: CauseNoDefaultRoute, When: all(reaching, unanswered, noPath)},
	{Cause: CauseNoDefaultRoute, When: all(failsUpstream, not(hasDefault), nothingBeyond(0)), Sure: likely},
	{Cause: CauseNoDefaultRoute, When: all(resolverGone, nearResolver, remote, publicDialled, not(proxied), not(hasDefault), nothingBeyond(0)), Sure: likely},
	{Cause: CauseCaptivePortal, When: all(step(KindConnect, KindTLS), not(code(NameMismatch, UnknownAuthority)), direct, signInPage, not(anotherIsGood), not(fromHosts), not(rightPlaceKnown)), Sure: likely},
	{Cause: CauseCaptivePortal, When: all(step(KindLookup), code(Timeout, ServFail, DNSRefused), direct, signInPage, not(comparedLookup)), Sure: likely},
	{Cause: CauseCaptivePortal, When: all(step(KindLookup), code(NXDomain, NoData), direct, publicDialled, noNameGiven, signInPage, not(existsElsewhere), not(configuredServersDisagree)), Sure: likely},
	{Cause: CauseGatewayUnreachable, When: all(reaching, unanswered, gateway(No))},
	{Cause: CauseGatewayUnreachable, When: all(failsUpstream, gatewayOut(No), nothingBeyond(parties)), Sure: likely},
	{Cause: CauseResolverUnreachable, When: all(step(KindLookup), unanswered, neighbourGone)},
	{Cause: CauseResolverUnreachable, When: all(step(KindLookup), unanswered, answersTCP)},
	{Cause: CauseResolverRefused, When: all(step(KindLookup), code(Timeout), refusedGo)},
	{Cause: CauseResolverUnreachable, When: all(step(KindLookup), unanswered, either(noServer, wayLeadsOn, all(toldApart, nothingBeyond(parties)))), Sure: likely},
	{Cause: CauseResolverUnreachable, When: all(step(KindLookup), unanswered, internalHost, beyondLinks, nothingBeyond(parties), not(toldUnreachable)), Sure: possible},
	{Cause: CauseNoInternet, When: all(reaching, unanswered, beyondLinks, not(proxied), not(madeUpDialled), not(toldApart), not(inClosedWorld), nothingBeyond(parties)), Sure: certainIf(all(gateway(Yes), not(publicRouter), either(all(step(KindConnect), not(internalHost), not(namesResolved)), toldUnreachable)))},
	{Cause: CauseMTUBlackhole, When: all(step(KindTLS), code(Timeout), smallPacketsPass), Sure: certainIf(fragmentsArrive)},
	{Cause: CauseMTUBlackhole, When: all(step(KindTLS), code(Timeout), fragmentsArrive, not(smallHelloPasses)), Sure: likely},
	{Cause: CauseNoInternet, When: all(failsUpstream, not(proxied), nothingBeyond(parties)), Sure: likely},
}

// parties is how many must have been asked in vain before the internet is called
// gone: the nameservers, the module proxy and the checksum database may all be
// blocked where everything else is there.
const parties = 3

// namesResolved fits when nameservers gave the address of a public host: who answers
// nearby may well have asked on the internet, which then is only closed to us.
func namesResolved(c *Case) bool {
	return slices.ContainsFunc(AllFacts[LookupFacts](c.Board), func(f LookupFacts) bool {
		return f.Source == FromDNS && f.Code == OK && PublicHost(f.Host)
	})
}

// nothingLeaves fits what must fail where no packet leaves this machine.
func nothingLeaves(c *Case) bool {
	return unanswered(c) && remote(c) || failsUpstream(c) || resolverGone(c)
}

// resolverGone fits a nameserver on this machine that is not there, or has nobody to
// pass questions on to.
var resolverGone = all(step(KindLookup), either(unanswered, code(Refused)))

// failsUpstream fits a look-up in which a nameserver that only passes questions on has
// nobody to ask. One that rejects signatures was answered, and one that is asked for a
// private name may know it by itself.
var failsUpstream = all(step(KindLookup), code(ServFail, DNSRefused, DNSError, Lame), passesOn, not(internalHost), not(answersUnchecked), not(saysBogus))

func passesOn(c *Case) bool { return c.passesOn() }

func nearResolver(c *Case) bool { return c.nearResolver() }

// publicRouter fits when a router of the internet answered: then the line is there,
// and what lies behind it is dead or closed to us.
func publicRouter(c *Case) bool { return c.PublicRouter() }

func hasDefault(c *Case) bool { return c.HasDefault() }

func internalHost(c *Case) bool { return !PublicHost(c.Route.Host) }

// halfAnswered fits a name of which go learned the addresses of one protocol alone,
// because the question for the others got no answer.
func halfAnswered(c *Case) bool {
	return slices.ContainsFunc(c.Lookup().Answers, func(a Answer) bool { return len(a.Addresses) > 0 && a.halfSilent() })
}

// halfFails fits a name of which go learned the addresses of one protocol alone,
// because the question for the others failed this way.
func halfFails(codes ...Code) func(*Case) bool {
	return func(c *Case) bool {
		return slices.ContainsFunc(c.Lookup().Answers, func(a Answer) bool {
			return len(a.Addresses) > 0 && (slices.Contains(codes, a.CodeA) || slices.Contains(codes, a.CodeAAAA))
		})
	}
}

// othersGiveMore fits when others give an address for a protocol for which this
// machine has a way. To the hosts file its own nameservers are others, too.
func othersGiveMore(c *Case) bool {
	theirs := c.CompareLookup().Addresses()
	if fromHosts(c) {
		theirs = append(theirs, c.OwnLookup().Addresses()...)
	}
	return slices.ContainsFunc(theirs, func(a netip.Addr) bool { return !c.wayless(a) })
}

// neighbourGone fits when every nameserver should be on a link of this machine, and
// nobody there has its address (RFC 1122, section 2.3.2.1).
func neighbourGone(c *Case) bool {
	list := c.Lookup().Answers
	for _, a := range list {
		if a.Code != HostUnreachable && a.TCP != HostUnreachable || a.Rcode != "" || !c.onLink(a.Server.Addr()) {
			return false
		}
	}
	return len(list) > 0
}

// wayLeadsOn fits when routers answer further along the way to a nameserver than on
// the way to anybody else: that way lives, and ends there.
func wayLeadsOn(c *Case) bool {
	furthest, others := 0, 0
	for _, f := range AllFacts[TraceFacts](c.Board) {
		last, answered := f.Last()
		switch {
		case f.Code != OK:
		case slices.Contains(c.Resolver().Nameservers, f.Target.Addr()):
			if answered {
				furthest = max(furthest, last.TTL)
			}
		default:
			others = max(others, last.TTL, 1)
		}
	}
	return others > 0 && furthest > others
}

// toldUnreachable fits when routers said of several parties that there is no way to
// them, or none that is open.
func toldUnreachable(c *Case) bool { return len(c.toldOf()) >= parties }

// toldApart fits when routers make a difference between what failed and everybody
// else: of a nameserver alone they say that nobody is there, or of others that there
// is no way to them while a server is silent. Where the line itself is dead, they say
// the same of all. What they say of a datagram the kernel keeps to itself
// (net/ipv4/udp.c:__udp4_lib_err), so that silence of a nameserver shows nothing.
func toldApart(c *Case) bool {
	told := c.toldOf()
	var here []Code
	for _, a := range c.dialled() {
		if code, known := told[a]; known {
			here = append(here, code)
		}
	}
	if alive, _ := c.Gateway(); alive != Yes {
		return false
	}
	if c.Is(KindLookup) {
		return slices.Contains(here, HostUnreachable) && len(told) == len(here)
	}
	others := len(told) - len(here)
	return (len(here) > 0) != (others > 0) || len(here) > 0 && others > 0 && c.onlyHostMissing(told, here)
}

// onlyHostMissing reports whether a router knows a way to the network of what was
// dialled, on which nobody has the address, and none to anybody else (RFC 792, codes
// 0 and 1; RFC 1812, section 5.2.7.1).
func (c *Case) onlyHostMissing(told map[netip.Addr]Code, here []Code) bool {
	if slices.ContainsFunc(here, func(code Code) bool { return code != HostUnreachable }) {
		return false
	}
	for a, code := range told {
		if !slices.Contains(c.dialled(), a) && code != NetworkUnreachable {
			return false
		}
	}
	return true
}

// inClosedWorld fits a server of a company or a home whose name the nameservers give,
// while they deny names that all the internet knows: nobody there is to be reached
// but the own servers, and the silence of others shows nothing.
func inClosedWorld(c *Case) bool {
	if !c.Is(KindConnect) || !internalHost(c) || !fromDNS(c) {
		return false
	}
	denied := func(host string, code Code) bool { return PublicHost(host) && code == NXDomain }
	return slices.ContainsFunc(AllFacts[LookupFacts](c.Board), func(f LookupFacts) bool { return denied(f.Host, f.Code) }) ||
		slices.ContainsFunc(AllFacts[ProxyCompareFacts](c.Board), func(f ProxyCompareFacts) bool {
			host, _, _ := net.SplitHostPort(f.Target)
			return f.Proxy == "" && denied(host, f.Code)
		})
}

// toldOf is what routers said of parties beyond this machine's links to which, they
// said, there is no way.
func (c *Case) toldOf() map[netip.Addr]Code {
	told := map[netip.Addr]Code{}
	note := func(who netip.Addr, code Code) {
		if slices.Contains(refusals, code) && !c.Near(who) && !c.wayless(who) {
			told[who] = code
		}
	}
	for _, a := range c.allAnswers() {
		note(a.Server.Addr(), a.Code)
		note(a.Server.Addr(), a.TCP)
	}
	for _, f := range AllFacts[DialFacts](c.Board) {
		for _, a := range f.Attempts {
			note(a.Address.Addr(), a.Code)
		}
	}
	return told
}

// noServer fits when the nameservers' own machines are silent about names, and refuse
// connections where every nameserver takes them (RFC 7766, section 5).
func noServer(c *Case) bool {
	list := c.Lookup().Answers
	return len(list) > 0 && !slices.ContainsFunc(list, func(a Answer) bool { return a.Code != Timeout || a.TCP != Refused })
}

// answersTCP fits when a nameserver that is silent by UDP answers the same question
// over TCP: go asks over TCP only what came truncated (net/dnsclient_unix.go:exchange).
func answersTCP(c *Case) bool {
	answers := []Code{OK, NXDomain, NoData}
	return slices.ContainsFunc(c.configuredAnswers(), func(a Answer) bool {
		return a.Code == Timeout && slices.Contains(answers, a.TCP)
	})
}

// refusals are what routers say of where they do not pass packets on to.
var refusals = []Code{HostUnreachable, NetworkUnreachable, Prohibited}

// keptHere fits when this machine's own kernel let none of the attempts out.
func keptHere(c *Case) bool { return c.Dial().keptHere() }

// helloKept fits when the connection opened, and nothing that was said on it has left
// this machine.
func helloKept(c *Case) bool { return c.TLS().Kept }

// refusedHere fits when the message that refuses came from this machine itself.
func refusedHere(c *Case) bool {
	list := c.Dial().routed()
	for _, a := range list {
		if a.Address.Addr().IsLoopback() || !c.own(a.By) {
			return false
		}
	}
	return len(list) > 0
}

// ownRuleStops fits when a rule of this machine was read that stops just this, or
// the kernel's counts show that something here does.
func ownRuleStops(c *Case) bool {
	return slices.ContainsFunc(c.firewalls(), func(f FirewallFacts) bool { return f.stops(c.Fail.Code) })
}

// routeRefuses fits when the kernel has a route that says "unreachable"; without
// any route it would call the network unreachable (ip-route(8), type unreachable).
func routeRefuses(c *Case) bool {
	list := c.paths()
	for _, p := range list {
		if p.Code != HostUnreachable {
			return false
		}
	}
	return len(list) > 0
}

// refusedByRoute fits when the kernel itself says that it may not, or will not, send. Of
// an address with the name of an interface that is not there it says the same
// (ipv6(7), EINVAL).
func refusedByRoute(c *Case) bool {
	zoned := !slices.ContainsFunc(c.dialled(), func(a netip.Addr) bool { return a.Zone() == "" })
	return c.Code(Prohibited) || c.Code(NoRoute) && !(zoned && len(c.dialled()) > 0)
}

// fragmentsArrive fits when, of what was sent or answered in a handshake, small
// packets arrived and the full-sized ones before them never did.
func fragmentsArrive(c *Case) bool {
	f := c.TLS()
	return f.HeadLost || f.TailOnly
}

// gatewayOut fits when every gateway that was asked for is in this state, whatever
// the failing step itself dialled.
func gatewayOut(state Tri) func(*Case) bool {
	return func(c *Case) bool {
		list := AllFacts[GatewayFacts](c.Board)
		for _, f := range list {
			if f.Alive != state {
				return false
			}
		}
		return len(list) > 0
	}
}

// remote fits when something was tried that is not on this machine.
func remote(c *Case) bool { return !c.Local() }

// beyondLinks fits when the way to something that was tried leads over a gateway. A
// nameserver on a link may pass questions on to where one leads.
func beyondLinks(c *Case) bool {
	if c.Is(KindLookup) && c.HasDefault() {
		return remote(c)
	}
	return !c.OnLink()
}

func noPath(c *Case) bool { return c.NoPath() }

// interfaces fits when the interfaces alone show this cause.
func interfaces(cause Cause) func(*Case) bool {
	return func(c *Case) bool {
		r, _ := c.Result(string(KindInterfaces))
		return r.Cause == cause
	}
}

func defaultedResolver(c *Case) bool {
	return c.Resolver().Defaulted && c.Code(Refused, Timeout, AddressUnavailable, NetworkUnreachable, HostUnreachable)
}

func gateway(state Tri) func(*Case) bool {
	return func(c *Case) bool {
		alive, _ := c.Gateway()
		return alive == state
	}
}

// nothingBeyond fits when at least so many parties beyond the local link were
// asked and none answered. One silent party accuses nobody.
func nothingBeyond(least int) func(*Case) bool {
	return func(c *Case) bool {
		answered, silent := c.Beyond()
		return !answered && silent >= least
	}
}
