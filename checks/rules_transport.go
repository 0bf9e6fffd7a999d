package checks

import "slices"

var connectRules = []Rule{
	{Cause: CauseProxyRefused, When: all(step(KindConnect), proxied, code(Refused))},
	{Cause: CauseProxyTimeout, When: all(step(KindConnect), proxied, unanswered), Sure: certainIf(either(somebodyElseAnswers, publicRouter))},
	{Cause: CauseFirewallLocal, When: all(step(KindConnect), code(NotPermitted, Prohibited))},
	{Cause: CauseTCPRefused, When: all(step(KindConnect), code(Refused)), Sure: certainIf(all(addressTrusted, not(onlyByUDP)))},
	{Cause: CauseTCPReset, When: all(step(KindConnect), code(Reset, Closed))},
	{Cause: CauseTCPUnreachable, When: all(step(KindConnect), code(HostUnreachable, NetworkUnreachable, NoRoute, AddressUnavailable)), Sure: certainIf(all(addressTrusted, not(onlyByUDP)))},
	{Cause: CauseTCPTimeout, When: all(step(KindConnect), code(Timeout)), Sure: certainIf(all(either(somebodyElseAnswers, publicRouter), addressTrusted, not(onlyByUDP), not(wordsSpent)))},
	{Cause: CauseTCPTimeout, When: step(KindConnect), Sure: possible},
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
