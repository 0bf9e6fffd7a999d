package lab

import (
	"net/http"

	"gomend/checks"
)

func init() { Register(goproxyListCases...) }

// Lists of module proxies: who is asked after whom; and stored settings that an exported one hides.
var goproxyListCases = []Case{
	{Name: "goproxy-conflict", About: "an exported GOPROXY hides the good stored one", Short: true,
		Break: func(n *Net) {
			stored("GOPROXY", "https://goproxy.cn,direct")(n)
			env("GOPROXY", "https://goproxy.crop.example")(n)
		},
		Want: Broken(checks.CauseGoEnvConflict, checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "goproxy-off-second", About: "the first module proxy has nothing, and off follows",
		Break: also(stored("GOPROXY", "https://goproxy.corp.example,off"), handler("goproxy.corp.example", text(http.StatusNotFound, "not found: unknown module"))),
		Want:  Broken(checks.CauseModuleNotFound, checks.CauseGOPROXYOff), GoSays: "rsc.io/quote"},
	{Name: "goproxy-pipe-none", About: "each module proxy of a list fails in its own way",
		Break: also(env("GOPROXY", "https://goproxy.corp.example|https://goproxy.cn"), handler("goproxy.corp.example", text(http.StatusUnauthorized, "log in")), handler("goproxy.cn", page(http.StatusServiceUnavailable, "later"))),
		Want:  Broken(checks.CauseGOPROXYUnauthorized).Besides(checks.CauseGOPROXYServerError), GoSays: "503"},
	{Name: "goproxy-refused-comma", About: "the first module proxy refuses; a comma keeps go from the second",
		Break: also(stored("GOPROXY", "https://goproxy.cn,https://proxy.golang.org"), host("goproxy.cn", func(h *Host) { h.Wire = WireClosed })),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "goproxy-403-comma", About: "403 from the first module proxy; a comma keeps go from the second",
		Break: also(stored("GOPROXY", "https://goproxy.corp.example,direct"), handler("goproxy.corp.example", text(http.StatusForbidden, "denied by policy"))),
		Want:  Broken(checks.CauseGOPROXYUnauthorized), GoSays: "403 Forbidden"},
	{Name: "goproxy-500-comma", About: "500 from the first module proxy; a comma keeps go from the second",
		Break: also(stored("GOPROXY", "https://goproxy.corp.example,https://proxy.golang.org,direct"), handler("goproxy.corp.example", text(http.StatusInternalServerError, "oops"))),
		Want:  Broken(checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "goproxy-404-refused", About: "404 from the first module proxy, and the second refuses",
		Break: also(stored("GOPROXY", "https://goproxy.corp.example,https://goproxy.cn"), handler("goproxy.corp.example", text(http.StatusNotFound, "not found: unknown")), host("goproxy.cn", func(h *Host) { h.Wire = WireClosed })),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "goproxy-410-dropped", About: "410 from the first module proxy, and the second is dropped",
		Break: also(stored("GOPROXY", "https://goproxy.corp.example,https://goproxy.cn"), handler("goproxy.corp.example", text(http.StatusGone, "gone")), blocked("goproxy.cn")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "goproxy-both-broken", About: "two module proxies with a pipe, both broken",
		Break: also(stored("GOPROXY", "https://goproxy.cn|https://goproxy.io"), host("goproxy.cn", func(h *Host) { h.Wire = WireClosed }), handler("goproxy.io", text(http.StatusInternalServerError, "oops"))),
		Want:  Broken(checks.CauseTCPRefused, checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "goproxy-three-broken", About: "three module proxies with pipes, all dropped",
		Break: also(stored("GOPROXY", "https://goproxy.cn|https://goproxy.io|https://proxy.golang.org"), blocked("goproxy.cn", "goproxy.io", "proxy.golang.org")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "goproxy-direct-first", About: "direct comes first, and the git host is dropped", Module: "github.com/nobody/nothing@v1.0.0", NeedGit: true,
		Break: also(stored("GOPROXY", "direct"), blocked("github.com")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CausePrivateModulePublicRoute), GoSays: "github.com", GoHangs: true},
	{Name: "goproxy-direct-page", About: "GOPROXY=direct, and the host of the go-import page is dropped",
		Break: also(stored("GOPROXY", "direct"), blocked("rsc.io")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "rsc.io"},
	{Name: "goproxy-conflict-off", About: "an exported GOPROXY=off hides the good stored one",
		Break: also(stored("GOPROXY", "https://goproxy.cn,direct"), env("GOPROXY", "off")),
		Want:  Broken(checks.CauseGoEnvConflict, checks.CauseGOPROXYOff), GoSays: "GOPROXY=off"},
	{Name: "goproxy-conflict-dead", About: "an exported GOPROXY that is dropped hides the good stored one",
		Break: also(stored("GOPROXY", "https://goproxy.cn,direct"), env("GOPROXY", "https://goproxy.io"), blocked("goproxy.io")),
		Want:  Broken(checks.CauseGoEnvConflict), GoSays: "i/o timeout"},
	{Name: "gosumdb-conflict", About: "an exported GOSUMDB that is malformed hides the good stored one",
		Break: also(stored("GOSUMDB", "sum.golang.google.cn"), env("GOSUMDB", "sum.corp.example")),
		Want:  Broken(checks.CauseGoEnvConflict, checks.CauseGOSUMDBMalformed), GoSays: "GOSUMDB"},
	{Name: "goenv-off", About: "GOENV=off hides the stored mirror, and the default is dropped",
		Break: also(stored("GOPROXY", "https://goproxy.cn,direct"), env("GOENV", "off"), blocked("proxy.golang.org")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "excluded-direct", About: "direct comes behind a module proxy, and GitHub is dropped", Want: Fine(),
		Break: blocked("github.com", "rsc.io")},
	{Name: "goproxy-conflict-works", About: "an exported GOPROXY hides a stored one that is dead", Want: Fine(),
		Break: also(stored("GOPROXY", "https://goproxy.io"), env("GOPROXY", "https://goproxy.cn,direct"), blocked("goproxy.io"))},
	{Name: "fallback-dropped", About: "the first of three module proxies is dropped, pipes follow: go takes minutes, and gets through", Command: []string{"version"}, Want: Degraded(checks.CauseTCPTimeout),
		Break: also(blocked("goproxy.io"), stored("GOPROXY", "https://goproxy.io|https://goproxy.cn|direct"))},
	{Name: "fallback", About: "the first module proxy refuses connections, the second serves", Short: true, Want: Degraded(checks.CauseTCPRefused),
		Break: func(n *Net) {
			n.Host("goproxy.cn").Wire = WireClosed
			stored("GOPROXY", "https://goproxy.cn|https://proxy.golang.org")(n)
		}},
	{Name: "fallback-500", About: "the first module proxy fails, the second serves", Want: Degraded(checks.CauseGOPROXYServerError),
		Break: func(n *Net) {
			n.Host("goproxy.cn").Handler = text(http.StatusInternalServerError, "oops")
			stored("GOPROXY", "https://goproxy.cn|https://proxy.golang.org")(n)
		}},
	{Name: "fallback-not-found", About: "the first module proxy does not have the module, as it should not", Want: Fine(),
		Break: func(n *Net) {
			n.Host("goproxy.corp.example").Handler = text(http.StatusNotFound, "not found: unknown module")
			stored("GOPROXY", "https://goproxy.corp.example,https://proxy.golang.org")(n)
		}},
}
