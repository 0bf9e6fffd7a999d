package checks

import (
	"net/http"
	"slices"
	"strings"

	"gomend/checks/route"
)

// moduleRules are about answers of servers; what a check proves alone, it has
// said in its Cause.
var moduleRules = []Rule{
	{Cause: CauseGOPROXYUnauthorized, When: all(asking, code(Reset, Closed, TLSAlert, Unclassified), certificateWanted), Sure: likely},
	{Cause: CauseTransferCut, When: all(requesting, code(Reset, Closed, Timeout), succeeding)},
	{Cause: CausePrivateModulePublicRoute, When: all(step(KindChecksumDatabase), code(StatusNotFound)), Sure: certainIf(existing)},
	{Cause: CauseGOPROXYUnauthorized, When: all(asking, code(TLSAlert)), Sure: likely}, // it wants a client certificate (RFC 8446, section 6.2)
	{Cause: CauseTCPReset, When: all(requesting, code(Reset, Closed)), Sure: likely},
	{Cause: CauseGOPROXYServerError, When: all(requesting, code(Timeout)), Sure: likely}, // it took the request, and says nothing
	{Cause: CauseGOPROXYUnauthorized, When: all(asking, proxied, code(StatusForbidden)), Sure: likely},
	{Cause: CauseProxyUpstreamFailed, When: all(asking, proxied, code(StatusServerError), gatewayStatus), Sure: likely},
	{Cause: CauseGOPROXYServerError, When: all(asking, proxied, code(StatusServerError)), Sure: likely},
	{Cause: CauseGOPROXYUnauthorized, When: all(asking, code(StatusUnauthorized, StatusForbidden))},
	{Cause: CauseGOPROXYRateLimited, When: all(asking, code(StatusRateLimited))},
	{Cause: CauseGOPROXYServerError, When: all(asking, code(StatusServerError))},
	{Cause: CauseGOPROXYWrongURL, When: all(asking, code(Garbage)), Sure: likely},
	{Cause: CauseGOPROXYServerError, When: all(asking, code(StatusOther), either(servesOthers, tiredOf)), Sure: likely},
	{Cause: CauseGOPROXYWrongURL, When: all(asking, code(StatusOther)), Sure: likely},
	{Cause: CauseCaptivePortal, When: all(asking, code(BadContent), direct, pageCame, askedPlainly(PublicProxy)), Sure: likely}, // it answers no module with a page
	{Cause: CauseCaptivePortal, When: all(asking, code(BadContent), direct, pageCame, askedPlainly(anyHost), signInPage), Sure: likely},
	{Cause: CauseGOPROXYWrongURL, When: all(asking, code(BadContent, RedirectInsecure, RedirectLoop)), Sure: certainIf(not(all(pageCame, askedPlainly(anyHost))))},
	{Cause: CauseModuleNotFound, When: all(asking, code(StatusNotFound, NotFound)), Sure: likely},
	{Cause: CauseGOPROXYServerError, When: asking, Sure: possible},
	{Cause: CauseGitAuthRequired, When: all(step(KindRepository), code(AuthRequired, StatusUnauthorized))},
	{Cause: CauseVCSMissing, When: all(step(KindRepository), code(NotFound))},
	{Cause: CauseGitHostKey, When: all(step(KindRepository), code(HostKey))},
	{Cause: CauseGitSSHDenied, When: all(step(KindRepository), code(AccessDenied))},
	{Cause: CauseGitConfigBroken, When: all(step(KindRepository), code(Refused, Timeout, Reset, Closed, HostUnreachable, NetworkUnreachable, NXDomain, NameMismatch, Malformed)), Sure: likely},
	{Cause: CauseGitConfigBroken, When: all(step(KindRepository), code(UnknownAuthority), ownRoots), Sure: likely},
	{Cause: CauseTLSUnknownAuthority, When: all(step(KindRepository), code(UnknownAuthority)), Sure: likely}, // go may trust more, by SSL_CERT_FILE
	{Cause: CauseModuleNotFound, When: all(step(KindRepository), code(RepositoryFault, StatusNotFound)), Sure: likely},
	{Cause: CauseCASettingBroken, When: all(step(KindRepository), code(NoRoots)), Sure: likely},
	{Cause: CauseGOPROXYServerError, When: all(step(KindRepository, KindDiscovery), code(StatusServerError)), Sure: likely},
	{Cause: CauseGOPROXYRateLimited, When: all(step(KindRepository, KindDiscovery), code(StatusRateLimited)), Sure: likely},
	{Cause: CauseMetaMissing, When: all(step(KindDiscovery), code(NoImportTag, StatusNotFound, BadContent))},
	{Cause: CauseGitAuthRequired, When: all(step(KindDiscovery), code(StatusUnauthorized, StatusForbidden)), Sure: likely},
}

// deniedRules are about servers that have none of what they are asked for.
var deniedRules = []Rule{
	{Cause: CauseGOPROXYWrongURL, When: all(step(KindModuleInfo), missingModule, deniesAll), Sure: likely},
	{Cause: CauseModuleNotFound, When: all(step(KindModuleInfo), missingModule, unnamed404), Sure: likely},
	{Cause: CauseGOPROXYWrongURL, When: all(step(KindModuleInfo), wrongURL, unnamed404), Sure: likely},
}

func missingModule(c *Case) bool { return c.Fail.Cause == CauseModuleNotFound }

func wrongURL(c *Case) bool { return c.Fail.Cause == CauseGOPROXYWrongURL }

// unnamed404 fits one from a module proxy of somebody's own that hands out nothing else
// and does not speak of the module: it may as well be about the path in GOPROXY, and a
// page may as well be about the module.
func unnamed404(c *Case) bool {
	f, ok := c.Fail.Facts.(HTTPFacts)
	path, _, _ := strings.Cut(c.Fail.Check.Target, "@")
	return ok && f.Status == http.StatusNotFound && c.Route.Purpose == route.ModuleProxy && !PublicProxy(c.Server()) &&
		!strings.Contains(f.Detail, path) && !servesOthers(c)
}

// deniesAll fits a module proxy that was asked for several modules, has none, and
// speaks of none by its name: hardly all of them are missing everywhere.
func deniesAll(c *Case) bool {
	if c.Route.Purpose != route.ModuleProxy || PublicProxy(c.Server()) {
		return false
	}
	denied := map[string]bool{}
	for _, r := range c.Results() {
		if r.Check.Kind != KindModuleInfo || r.Check.Route != c.Route.ID || r.Status == Skip {
			continue
		}
		path, _, _ := strings.Cut(r.Check.Target, "@")
		said, _ := r.Facts.(HTTPFacts)
		if r.Cause != CauseModuleNotFound || strings.Contains(said.Detail, path) {
			return false
		}
		denied[path] = true
	}
	return len(denied) > 1
}

// plainRules are about hosts that serve go-import pages without TLS only.
var plainRules = []Rule{
	{Cause: CauseInsecureOnly, When: all(step(KindConnect, KindTLS), code(Refused, Reset, Closed, Timeout, NotTLS), direct, plainPage), Sure: likely},
}

// PlainSuffix marks the route by which a host's go-import page is asked for
// without TLS, for comparison.
const PlainSuffix = "/plain"

// plainPage fits when the go-import page that cannot be had by https was had
// from port 80.
func plainPage(c *Case) bool {
	return slices.ContainsFunc(c.Results(), func(r Result) bool {
		return r.Check.Kind == KindDiscovery && r.Check.Route == c.Route.ID+PlainSuffix && r.Status == Pass
	})
}

var asking = step(KindModuleInfo, KindModuleMod, KindModuleZip, KindChecksumSupport, KindChecksumDatabase)

var requesting = step(KindModuleInfo, KindModuleMod, KindModuleZip, KindChecksumSupport, KindChecksumDatabase, KindDiscovery)

// gatewayStatus fits what a gateway says when who is behind it does not answer well
// (RFC 9110, sections 15.6.3 and 15.6.5).
func gatewayStatus(c *Case) bool {
	f, ok := c.Fail.Facts.(HTTPFacts)
	return ok && (f.Status == http.StatusBadGateway || f.Status == http.StatusGatewayTimeout)
}

// pageCame fits a page in place of what was asked for.
func pageCame(c *Case) bool {
	f, ok := c.Fail.Facts.(HTTPFacts)
	return ok && f.Body == BodyHTML
}

// askedPlainly fits when such a module proxy was asked without TLS, here or on the way
// to where it seems to have sent go on: anybody on the way may have answered.
func askedPlainly(who func(host string) bool) func(*Case) bool {
	plain := func(r route.Route) bool {
		return r.Purpose == route.ModuleProxy && r.URL != nil && r.URL.Scheme == "http" && who(r.URL.Hostname())
	}
	return func(c *Case) bool {
		return plain(c.Route) || c.Route.Purpose == route.Redirect && slices.ContainsFunc(c.Routes(), plain)
	}
}

func anyHost(string) bool { return true }

// servesOthers fits when the same server hands out other modules: then it is a
// module proxy, whatever it says of this one.
func servesOthers(c *Case) bool {
	return slices.ContainsFunc(c.Results(), func(r Result) bool {
		return r.Check.Kind == KindModuleInfo && r.Check.Route == c.Fail.Check.Route && r.Status == Pass
	})
}

// tiredOf fits a server that gave the request up: an address that is wrong is told otherwise
// (RFC 9110, section 15.5.9; RFC 8470, section 5.2).
func tiredOf(c *Case) bool {
	f, ok := c.Fail.Facts.(HTTPFacts)
	return ok && (f.Status == http.StatusRequestTimeout || f.Status == http.StatusTooEarly)
}

// succeeding fits when the server had begun its answer with success.
func succeeding(c *Case) bool {
	f, ok := c.Fail.Facts.(HTTPFacts)
	return ok && f.Status == http.StatusOK
}

// certificateWanted fits when the server told go to prove who it is, which go
// cannot do. The alert of TLS 1.3 races with the first request, and may get lost.
func certificateWanted(c *Case) bool {
	return slices.ContainsFunc(AllFacts[DownloadFacts](c.Board), func(f DownloadFacts) bool {
		return strings.Contains(f.Text, "tls: certificate required")
	})
}

// ownRoots fits when git's own settings say whom git is to trust.
func ownRoots(c *Case) bool {
	f, _ := c.Fail.Facts.(RepositoryFacts)
	return f.Roots != ""
}

// existing fits when somebody hands out the module that the public checksum
// database does not know.
func existing(c *Case) bool { return hasOrigin(c) || servedByProxy(c) }

// hasOrigin fits when the module's own repository was found in this run.
func hasOrigin(c *Case) bool {
	for _, r := range c.Results() {
		f, ok := r.Facts.(RepositoryFacts)
		if ok && r.Status == Pass && (f.Module == "" || f.Module == c.Fail.Check.Target) {
			return true
		}
	}
	return false
}

// servedByProxy fits when a module proxy hands out the module.
func servedByProxy(c *Case) bool {
	for _, r := range c.Results() {
		if r.Check.Kind == KindModuleInfo && r.Status == Pass && r.Check.Target == c.Fail.Check.Target {
			return true
		}
	}
	return false
}
