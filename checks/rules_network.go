package checks

import (
	"slices"

	"gomend/checks/route"
)

// anotherWayRules are about a server that can be reached, only not the way go
// takes: they explain more than whatever the way taken failed with.
var anotherWayRules = []Rule{
	{Cause: CauseNoProxyTooBroad, When: all(exempt, throughItsProxy)},
	{Cause: CauseProxyMalformed, When: all(direct, blockedDirectly, proxyDropped)},
	{Cause: CauseProxyNeeded, When: all(direct, blockedDirectly, throughAnotherProxy)},
	{Cause: CauseNoProxyMissing, When: all(proxied, step(KindProxyTunnel), internalServer, reachedDirectly)},
}

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
	f, ok := c.ByAnotherWay(false)
	return ok && f.Source == noProxySource
}

func throughAnotherProxy(c *Case) bool {
	f, ok := c.ByAnotherWay(false)
	return ok && f.Source != noProxySource
}

func reachedDirectly(c *Case) bool {
	_, ok := c.ByAnotherWay(true)
	return ok
}

func internalServer(c *Case) bool { return !PublicHost(c.Server()) }

var networkRules = []Rule{
	{Cause: CauseNetworkIsolated, When: all(reaching, unanswered, remote, interfaces(CauseNetworkIsolated))},
	{Cause: CauseLinkDown, When: all(reaching, unanswered, remote, interfaces(CauseLinkDown))},
	{Cause: CauseNoAddress, When: all(reaching, unanswered, remote, interfaces(CauseNoAddress))},
	{Cause: CauseResolverNotConfigured, When: all(step(KindLookup), defaultedResolver)},
	{Cause: CauseFirewallLocal, When: all(reaching, code(Prohibited, NoRoute))},
	{Cause: CauseNoDefaultRoute, When: all(reaching, unanswered, noPath)},
	{Cause: CauseGatewayUnreachable, When: all(reaching, unanswered, gateway(No))},
	{Cause: CauseNoInternet, When: all(reaching, unanswered, remote, not(proxied), nothingBeyond(2)), Sure: certainIf(all(gateway(Yes), nothingBeyond(3)))},
}

// remote fits when something was tried that is not on this machine.
func remote(c *Case) bool { return !c.Local() }

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

// nothingBeyond fits when at least so many addresses beyond the local link were
// asked and none answered. One silent address accuses nobody.
func nothingBeyond(least int) func(*Case) bool {
	return func(c *Case) bool {
		answered, silent := c.Beyond()
		return !answered && silent >= least
	}
}
