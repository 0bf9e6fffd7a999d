package checks

import "gomend/checks/route"

// gitRules are about ways that git's own configuration chose. What the network does
// to every way is asked before; a login that is missing is no fault of the setting.
var gitRules = []Rule{
	{Cause: CauseGitConfigBroken, When: all(step(KindLookup), code(NXDomain, NoData), byGitSetting), Sure: likely},
	{Cause: CauseGitConfigBroken, When: all(step(KindConnect), code(Refused, Timeout, HostUnreachable), byGitSetting), Sure: likely},
	{Cause: CauseGitConfigBroken, When: all(step(KindTLS), code(NameMismatch, NotTLS), byGitSetting), Sure: likely},
	{Cause: CauseGitConfigBroken, When: all(step(KindProxyTunnel), code(NotAProxy, Garbage, NotTLS), byGitSetting)},
}

// byGitSetting fits a route that insteadOf leads to another host, or http.proxy
// through a proxy that only git has.
func byGitSetting(c *Case) bool {
	return c.Route.Rewritten() || c.Route.Via.Source == route.GitProxySetting
}
