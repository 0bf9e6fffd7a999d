package checks

import "net/http"

// moduleRules are about answers of servers; what a check proves alone, it has
// said in its Cause.
var moduleRules = []Rule{
	{Cause: CauseTransferCut, When: all(requesting, code(Reset, Closed, Timeout), succeeding)},
	{Cause: CausePrivateModulePublicRoute, When: all(step(KindChecksumDatabase), code(StatusNotFound)), Sure: certainIf(hasOrigin)},
	{Cause: CauseTCPReset, When: all(requesting, code(Reset, Closed)), Sure: likely},
	{Cause: CauseTCPTimeout, When: all(requesting, code(Timeout)), Sure: possible},
	{Cause: CauseGOPROXYUnauthorized, When: all(asking, code(StatusUnauthorized, StatusForbidden))},
	{Cause: CauseGOPROXYRateLimited, When: all(asking, code(StatusRateLimited))},
	{Cause: CauseGOPROXYServerError, When: all(asking, code(StatusServerError))},
	{Cause: CauseGOPROXYWrongURL, When: all(asking, code(BadContent, RedirectInsecure, RedirectLoop, StatusOther))},
	{Cause: CauseModuleNotFound, When: all(asking, code(StatusNotFound, NotFound)), Sure: likely},
	{Cause: CauseGOPROXYServerError, When: asking, Sure: possible},
	{Cause: CauseGitAuthRequired, When: all(step(KindRepository), code(AuthRequired, StatusUnauthorized))},
	{Cause: CauseVCSMissing, When: all(step(KindRepository), code(NotFound))},
	{Cause: CauseGitHostKey, When: all(step(KindRepository), code(HostKey))},
	{Cause: CauseGitSSHDenied, When: all(step(KindRepository), code(AccessDenied))},
	{Cause: CauseGitConfigBroken, When: all(step(KindRepository), code(Refused, Timeout, Reset, Closed, HostUnreachable, NetworkUnreachable, NXDomain, UnknownAuthority, NameMismatch, Malformed)), Sure: likely},
	{Cause: CauseModuleNotFound, When: all(step(KindRepository), code(RepositoryFault, StatusNotFound)), Sure: likely},
	{Cause: CauseMetaMissing, When: all(step(KindDiscovery), code(NoImportTag, StatusNotFound, BadContent))},
	{Cause: CauseGitAuthRequired, When: all(step(KindDiscovery), code(StatusUnauthorized, StatusForbidden)), Sure: likely},
}

var asking = step(KindModuleInfo, KindModuleMod, KindModuleZip, KindChecksumSupport, KindChecksumDatabase)

var requesting = step(KindModuleInfo, KindModuleMod, KindModuleZip, KindChecksumSupport, KindChecksumDatabase, KindDiscovery)

// succeeding fits when the server had begun its answer with success.
func succeeding(c *Case) bool {
	f, ok := c.Fail.Facts.(HTTPFacts)
	return ok && f.Status == http.StatusOK
}

// hasOrigin fits when the module's own repository was found in this run.
func hasOrigin(c *Case) bool {
	for _, r := range c.Results() {
		if r.Check.Kind == KindRepository && r.Status == Pass {
			return true
		}
	}
	return false
}
