package checks

var connectRules = []Rule{
	{Cause: CauseProxyRefused, When: all(step(KindConnect), proxied, code(Refused))},
	{Cause: CauseProxyTimeout, When: all(step(KindConnect), proxied, unanswered), Sure: certainIf(either(somebodyElseAnswers, publicRouter))},
	{Cause: CauseFirewallLocal, When: all(step(KindConnect), code(NotPermitted, Prohibited))},
	{Cause: CauseTCPRefused, When: all(step(KindConnect), code(Refused)), Sure: certainIf(all(addressTrusted, not(onlyByUDP)))},
	{Cause: CauseTCPReset, When: all(step(KindConnect), code(Reset, Closed))},
	{Cause: CauseTCPUnreachable, When: all(step(KindConnect), code(HostUnreachable, NetworkUnreachable, NoRoute, AddressUnavailable)), Sure: certainIf(all(addressTrusted, not(onlyByUDP)))},
	{Cause: CauseTCPTimeout, When: all(step(KindConnect), code(Timeout)), Sure: certainIf(all(either(somebodyElseAnswers, publicRouter), addressTrusted, not(onlyByUDP)))},
	{Cause: CauseTCPTimeout, When: step(KindConnect), Sure: possible},
}
