package lab

import (
	"net/http"

	"gomend/checks"
)

const companyProxy = "http://proxy.corp.example:3128"

// httpsProxy sets HTTPS_PROXY, in a network where only proxies get out.
func httpsProxy(value string, more ...func(*Net)) func(*Net) {
	return func(n *Net) {
		n.Client.Env["HTTPS_PROXY"] = value
		n.OnlyProxies()
		for _, f := range more {
			f(n)
		}
	}
}

// proxyPolicy makes the company's proxy judge destinations.
func proxyPolicy(p func(string) int) func(*Net) { return func(n *Net) { n.Proxy().Policy = p } }

// internalGOPROXY fetches from the company's module proxy.
func internalGOPROXY(n *Net) { n.Client.GoEnv["GOPROXY"] = "https://goproxy.corp.example" }

// Faults of forward proxies and of the variables that name them.
var proxyCases = []Case{
	{Name: "proxy-percent", About: "a bare % in the password: go drops the variable and connects directly", Short: true,
		Break: httpsProxy("http://user:100%@proxy.corp.example:3128"),
		Want:  Broken(checks.CauseProxyMalformed), GoSays: "i/o timeout"},
	{Name: "proxy-quotes", About: "quotes inside the variable",
		Break: httpsProxy(`"http://proxy.corp.example:3128"`),
		Want:  Broken(checks.CauseProxyMalformed), GoSays: "lookup"},
	{Name: "proxy-port-word", About: "a port that is no number", Short: true,
		Break: httpsProxy("http://proxy.corp.example:port"),
		Want:  Broken(checks.CauseProxyMalformed), GoSays: "lookup http"},
	{Name: "proxy-trailing-space", About: "a space behind the URL",
		Break: httpsProxy("http://proxy.corp.example:3128 "),
		Want:  Broken(checks.CauseProxyMalformed), GoSays: "lookup http"},
	{Name: "proxy-typo", About: "the proxy's name does not resolve", Short: true,
		Break: httpsProxy("http://proxy.crop.example:3128"),
		Want:  Broken(checks.CauseProxyUnresolvable), GoSays: "no such host"},
	{Name: "proxy-refused", About: "nothing listens at the proxy's port", Short: true,
		Break: httpsProxy("http://proxy.corp.example:8081"),
		Want:  Broken(checks.CauseProxyRefused), GoSays: "proxyconnect"},
	{Name: "proxy-refused-local", About: "a proxy on this machine that is not running",
		Break: func(n *Net) { n.Client.Env["HTTPS_PROXY"] = "http://127.0.0.1:7890" },
		Want:  Broken(checks.CauseProxyRefused), GoSays: "proxyconnect"},
	{Name: "proxy-dropped", About: "the proxy does not answer", Short: true,
		Break: httpsProxy("http://198.51.100.250:3128"),
		Want:  Broken(checks.CauseProxyTimeout), GoSays: "proxyconnect"},
	{Name: "proxy-silent", About: "the proxy accepts and says nothing",
		Break: httpsProxy(companyProxy, func(n *Net) { n.Proxy().Wire = WireSilent }),
		Want:  Broken(checks.CauseProxyTimeout), GoSays: "context deadline exceeded"},
	{Name: "proxy-auth", About: "the proxy wants credentials, none are given", Short: true,
		Break: httpsProxy(companyProxy, func(n *Net) { n.Proxy().User, n.Proxy().Password = "gopher", "secret" }),
		Want:  Broken(checks.CauseProxyAuthRequired), GoSays: "Proxy Authentication Required"},
	{Name: "proxy-auth-wrong", About: "the proxy refuses the credentials",
		Break: httpsProxy("http://gopher:wrong@proxy.corp.example:3128", func(n *Net) { n.Proxy().User, n.Proxy().Password = "gopher", "secret" }),
		Want:  Broken(checks.CauseProxyAuthRequired), GoSays: "Proxy Authentication Required"},
	{Name: "proxy-forbidden", About: "the proxy denies the destination", Short: true,
		Break: httpsProxy(companyProxy, proxyPolicy(only(http.StatusForbidden, "proxy.golang.org"))),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "Forbidden"},
	{Name: "proxy-upstream", About: "the proxy cannot reach the destination", Short: true,
		Break: httpsProxy(companyProxy, proxyPolicy(always(http.StatusBadGateway))),
		Want:  Broken(checks.CauseProxyUpstreamFailed), GoSays: "Bad Gateway"},
	{Name: "proxy-upstream-503", About: "the proxy answers 503",
		Break: httpsProxy(companyProxy, proxyPolicy(always(http.StatusServiceUnavailable))),
		Want:  Broken(checks.CauseProxyUpstreamFailed), GoSays: "Service Unavailable"},
	{Name: "proxy-is-web-server", About: "a web server stands at the proxy's address", Short: true,
		Break: httpsProxy(companyProxy, func(n *Net) { n.Proxy().Instead = page(http.StatusMethodNotAllowed, "Method not allowed") }),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "Method Not Allowed"},
	{Name: "proxy-https-scheme", About: "https:// for a plain proxy",
		Break: httpsProxy("https://proxy.corp.example:3128"),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "proxyconnect"},
	{Name: "proxy-socks-scheme", About: "socks5:// for an HTTP proxy",
		Break: httpsProxy("socks5://proxy.corp.example:3128"),
		Want:  Broken(checks.CauseProxyNotAProxy), GoHangs: true},
	{Name: "proxy-http-scheme", About: "http:// for a SOCKS proxy",
		Break: httpsProxy("http://socks.corp.example:1080"),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "proxy.golang.org"},
	{Name: "socks-forbidden", About: "the SOCKS proxy's rules deny the destination",
		Break: httpsProxy("socks5://socks.corp.example:1080", func(n *Net) { n.SOCKS().Policy = always(2) }),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "socks connect"},
	{Name: "proxy-needed-all", About: "only proxies get out, and only ALL_PROXY is set", Short: true,
		Break: func(n *Net) {
			n.OnlyProxies()
			n.Client.Env["ALL_PROXY"] = companyProxy
		},
		Want: Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-http", About: "only proxies get out, and only HTTP_PROXY is set",
		Break: func(n *Net) {
			n.OnlyProxies()
			n.Client.Env["http_proxy"] = companyProxy
		},
		Want: Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "no-proxy-missing", About: "the company's module proxy is asked through the proxy, which cannot reach it", Short: true,
		Break: httpsProxy(companyProxy, internalGOPROXY, proxyPolicy(only(http.StatusBadGateway, "goproxy.corp.example"))),
		Want:  Broken(checks.CauseNoProxyMissing), GoSays: "Bad Gateway"},
	{Name: "no-proxy-missing-403", About: "the proxy denies internal hosts",
		Break: httpsProxy(companyProxy, internalGOPROXY, proxyPolicy(only(http.StatusForbidden, "goproxy.corp.example"))),
		Want:  Broken(checks.CauseNoProxyMissing), GoSays: "Forbidden"},
	{Name: "no-proxy-too-broad", About: "NO_PROXY exempts a host that only the proxy reaches", Short: true,
		Break: httpsProxy(companyProxy, func(n *Net) { n.Client.Env["NO_PROXY"] = "localhost,golang.org" }),
		Want:  Broken(checks.CauseNoProxyTooBroad), GoSays: "i/o timeout"},
	{Name: "no-proxy-star", About: "NO_PROXY=*",
		Break: httpsProxy(companyProxy, func(n *Net) { n.Client.Env["no_proxy"] = "*" }),
		Want:  Broken(checks.CauseNoProxyTooBroad), GoSays: "i/o timeout"},
}
