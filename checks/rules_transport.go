package checks

import "slices"

var connectRules = []Rule{
	{Cause: CauseProxyRefused, When: all(step(KindConnect), proxied, code(Refused))},
	{Cause: CauseTCPUnreachable, When: all(step(KindConnect), proxied, code(HostUnreachable, NetworkUnreachable), turnedBack)},
	{Cause: CauseProxyTimeout, When: all(step(KindConnect), proxied, unanswered), Sure: certainIf(either(somebodyElseAnswers, publicRouter))},
	{Cause: CauseFirewallLocal, When: all(step(KindConnect), code(NotPermitted, Prohibited))},
	{Cause: CauseTCPRefused, When: all(step(KindConnect), code(Refused)), Sure: certainIf(all(addressTrusted, not(onlyByUDP)))},
	{Cause: CauseTCPReset, When: all(step(KindConnect), code(Reset, Closed))},
	{Cause: CauseNoProxyTooBroad, When: all(step(KindConnect), exempt, unanswered, itsProxyAsks), Sure: likely},
	{Cause: CauseTCPUnreachable, When: all(step(KindConnect), code(HostUnreachable, NetworkUnreachable, NoRoute, AddressUnavailable)), Sure: certainIf(all(addressTrusted, not(onlyByUDP)))},
	{Cause: CauseTCPTimeout, When: all(step(KindConnect), code(Timeout)), Sure: certainIf(all(either(somebodyElseAnswers, publicRouter), addressTrusted, not(onlyByUDP), not(wordsSpent)))},
	{Cause: CauseTCPTimeout, When: step(KindConnect), Sure: possible},
}

// turnedBack fits when a router on the way said of every address that there is no way to
// it, or none that is allowed: who is there says nothing.
func turnedBack(c *Case) bool {
	list := c.Dial().routed()
	return len(list) > 0 && !slices.ContainsFunc(list, func(a Attempt) bool {
		return !a.By.IsValid() || c.own(a.By) || a.By == a.Address.Addr()
	})
}

// itsProxyAsks fits when the proxy that NO_PROXY exempts from is there, and wants a login
// first: what lies behind it is not known.
func itsProxyAsks(c *Case) bool {
	return slices.ContainsFunc(AllFacts[ProxyCompareFacts](c.Board), func(f ProxyCompareFacts) bool {
		return f.Source == noProxySource && f.Target == c.Target() && f.Code == ProxyAuth
	})
}

// wordsSpent fits when routers tell of dead ends elsewhere, and no router of any on the
// way to this server: they tell only so much in a second (net/ipv4/icmp.c,
// icmp_ratelimit), and this may be another.
func wordsSpent(c *Case) bool {
	return len(c.toldOf()) > 0 && !slices.ContainsFunc(AllFacts[TraceFacts](c.Board), func(f TraceFacts) bool {
		_, answered := f.Last()
		return answered
	})
}
