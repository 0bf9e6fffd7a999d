package lab

import (
	"net/http"

	"gomend/checks"
)

func init() { Register(upstreamCases...) }

// Module proxies that cannot reach their own source, or redirect.
var upstreamCases = []Case{
	{Name: "goproxy-upstream", About: "the module proxy cannot reach its own source", Short: true,
		Break: serving(text(http.StatusNotFound, `not found: rsc.io/quote@v1.5.2: unrecognized import path "rsc.io/quote": https fetch: Get "https://rsc.io/quote?go-get=1": dial tcp 203.0.113.18:443: i/o timeout`)),
		Want:  Broken(checks.CauseGOPROXYUpstreamFailed), GoSays: "server response"},
	{Name: "goproxy-upstream-502", About: "the module proxy says that its source failed",
		Break: serving(text(http.StatusBadGateway, "bad gateway: fetching https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info: dial tcp: lookup proxy.golang.org: i/o timeout")),
		Want:  Broken(checks.CauseGOPROXYUpstreamFailed, checks.CauseGOPROXYServerError), GoSays: "502"},
	{Name: "zip-refused", About: "the host that zips are redirected to refuses this address", Short: true,
		Break: func(n *Net) {
			n.Host("proxy.golang.org").Handler = RedirectingZips()
			n.Host("storage.googleapis.com").Handler = text(http.StatusForbidden, "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>")
		},
		Want: Broken(checks.CauseAddressRefused), GoSays: "403 Forbidden"},
	{Name: "sumdb-upstream", About: "the relay cannot reach the database",
		Break: answer("/lookup/", text(http.StatusInternalServerError, `Get "https://sum.golang.org/lookup/rsc.io/quote@v1.5.2": dial tcp: lookup sum.golang.org: i/o timeout`)),
		Want:  Broken(checks.CauseGOPROXYUpstreamFailed), GoSays: "500"},
	{Name: "upstream-git-404", About: "the module proxy could not fetch from GitHub, and says 404",
		Break: serving(text(http.StatusNotFound, "not found: rsc.io/quote@v1.5.2: invalid version: git ls-remote -q origin in /tmp/x: exit status 128:\n\tfatal: unable to access 'https://github.com/rsc/quote/': Could not resolve host: github.com")), Want: Broken(checks.CauseGOPROXYUpstreamFailed), GoSays: "server response"},
	{Name: "upstream-500", About: "the module proxy's source cuts it off",
		Break: serving(text(http.StatusInternalServerError, "rsc.io/quote@v1.5.2: Get \"https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info\": net/http: TLS handshake timeout")), Want: Broken(checks.CauseGOPROXYUpstreamFailed), GoSays: "500"},
	{Name: "upstream-private-404", About: "the module proxy could not log in at the source",
		Break: serving(text(http.StatusNotFound, "not found: rsc.io/quote@v1.5.2: invalid version: git ls-remote -q origin: exit status 128:\n\tfatal: could not read Username for 'https://github.com': terminal prompts disabled")), Want: Broken(checks.CauseModuleNotFound, checks.CausePrivateModulePublicRoute, checks.CauseGOPROXYUpstreamFailed), GoSays: "404"},
	{Name: "redirect-loop", About: "the module proxy redirects to itself",
		Break: serving(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) })), Want: Broken(checks.CauseGOPROXYWrongURL, checks.CauseGOPROXYServerError), GoSays: "10 redirects"},
	{Name: "redirect-http", About: "the module proxy redirects to http",
		Break: serving(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://www.example.com"+r.URL.Path, http.StatusFound)
		})), Want: Broken(checks.CauseGOPROXYWrongURL, checks.CauseCaptivePortal), GoSays: "insecure"},
	{Name: "redirect-login", About: "the module proxy redirects to a sign-in page",
		Break: serving(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://www.corp.example/login", http.StatusFound)
		})), Want: Broken(checks.CauseGOPROXYUnauthorized, checks.CauseGOPROXYWrongURL), GoSays: "invalid character"},
	{Name: "zip-redirected", About: "zips come from another host", Short: true, Want: Fine(),
		Break: google(func(h *Host) { h.Handler = RedirectingZips() })},
}
