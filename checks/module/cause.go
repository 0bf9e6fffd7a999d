package module

import (
	"net/http"
	"slices"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

// statusCauses are the causes that a status of a module proxy proves by itself.
var statusCauses = map[checks.Code]checks.Cause{
	checks.StatusUnauthorized: checks.CauseGOPROXYUnauthorized,
	checks.StatusForbidden:    checks.CauseGOPROXYUnauthorized,
	checks.StatusRateLimited:  checks.CauseGOPROXYRateLimited,
	checks.StatusServerError:  checks.CauseGOPROXYServerError,
	checks.ProxyAuth:          checks.CauseProxyAuthRequired,
	checks.ProxyForbidden:     checks.CauseProxyForbidden,
	checks.ProxyUpstream:      checks.CauseProxyUpstreamFailed,
}

// causeOf names the cause that one answer proves, or none.
func (q question) causeOf(a Answer, code checks.Code, helper bool) checks.Cause {
	if a.Status == 0 || a.Hop != nil {
		return checks.NoCause // the steps below know more
	}
	if code == checks.Reset || code == checks.Closed || code == checks.Timeout {
		return q.cutCause(a)
	}
	if _, broken := upstreamFault(words(a)); broken && a.Status >= 400 {
		return checks.CauseGOPROXYUpstreamFailed
	}
	switch {
	case code == checks.OK, code == checks.Canceled:
		return checks.NoCause
	case a.Status == http.StatusNetworkAuthenticationRequired:
		return checks.CauseCaptivePortal
	case a.Status == http.StatusUnavailableForLegalReasons:
		return checks.CauseAddressRefused
	case (code == checks.StatusForbidden || code == checks.StatusServerError) && q.route.URL != nil && inPlainThroughProxy(q.route, a.URL):
		return checks.NoCause // the proxy may have said it
	case code == checks.StatusForbidden && q.route.Purpose == route.Redirect:
		return checks.NoCause // this address, or the link that the module proxy gave
	case code == checks.StatusForbidden && q.refusesAddress():
		return checks.CauseAddressRefused
	case code == checks.StatusUnauthorized && helper:
		return checks.NoCause // a program named by GOAUTH may know better
	case code == checks.BadContent, code == checks.TooLarge:
		return q.contentCause(a)
	case q.want == WantPage && (code == checks.RedirectInsecure || code == checks.RedirectLoop):
		return q.pageAstray(a, code)
	case code == checks.RedirectInsecure, code == checks.RedirectLoop:
		return checks.CauseGOPROXYWrongURL
	case code == checks.StatusNotFound && q.route.Purpose == route.Toolchain:
		return checks.CauseToolchainUnavailable
	case code == checks.StatusNotFound && (q.want == WantMod || q.want == WantZip):
		return checks.CauseGOPROXYBadContent // it told of the version before
	case code == checks.StatusOther && a.Status < 400:
		return checks.CauseGOPROXYBadContent
	case code == checks.StatusOther:
		return checks.NoCause // what it says of other modules tells whether it is a module proxy
	}
	return statusCauses[code]
}

// cutCause is about answers that began well and broke off. Over HTTP/2 only a
// comparison with HTTP/1.1 can tell a cut transfer from broken streams.
func (q question) cutCause(a Answer) checks.Cause {
	if q.want == WantZip && a.Status == http.StatusOK && a.Protocol != "HTTP/2.0" {
		return checks.CauseTransferCut
	}
	return checks.NoCause
}

// refusesAddress is about servers that know no users: the checksum database itself
// and the public module proxies.
func (q question) refusesAddress() bool {
	return q.route.Purpose == route.ChecksumDatabase && !q.route.Relay ||
		q.route.URL != nil && checks.PublicProxy(q.route.URL.Hostname())
}

// contentCause is about status 200 with something else than what was asked for.
func (q question) contentCause(a Answer) checks.Cause {
	kind := bodyKind(a.Body)
	page := kind != checks.BodyJSON && kind != checks.BodyEmpty
	switch {
	case q.want != WantInfo && q.want != WantLatest && q.want != WantList:
		return checks.CauseGOPROXYBadContent // .info was good, so it is a module proxy
	case !page:
		return checks.CauseGOPROXYBadContent
	case a.URL.Scheme == "http":
		return checks.NoCause // unencrypted: anybody on the way may have answered
	}
	return checks.CauseGOPROXYWrongURL
}

// moduleWords are how module proxies say what they did not find: in the words of the
// go command or of git, which they run.
var moduleWords = []string{"unrecognized import path", "unknown revision", "no matching versions", "fatal: ", "go: "}

// ofModules reports whether a server speaks of a module, and does not merely repeat the
// path that it was asked for.
func ofModules(said, path string) bool {
	return strings.Contains(said, path+"@") || slices.ContainsFunc(moduleWords, func(w string) bool { return strings.Contains(said, w) })
}

// notAProxy says whether a 404 is a web server's and not a module proxy's, which
// says what it did not find in plain text.
func notAProxy(a Answer) bool {
	text := strings.TrimSpace(string(a.Body[:min(len(a.Body), maxWords)]))
	return bodyKind(a.Body) == checks.BodyHTML || text == "404 page not found" // net/http.NotFound
}
