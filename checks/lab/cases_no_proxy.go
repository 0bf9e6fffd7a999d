package lab

import (
	"net/http"

	"gomend/checks"
)

func init() { Register(noProxyCases...) }

// NO_PROXY: too much and too little.
var noProxyCases = []Case{
	{Name: "no-proxy-missing", About: "the company's module proxy is asked through the proxy, which cannot reach it", Short: true,
		Break: httpsProxy(companyProxy, internalGOPROXY, proxyPolicy(only(http.StatusBadGateway, "goproxy.corp.example"))),
		Want:  Broken(checks.CauseNoProxyMissing), GoSays: "Bad Gateway"},
	{Name: "no-proxy-missing-403", About: "the proxy denies internal hosts",
		Break: httpsProxy(companyProxy, internalGOPROXY, proxyPolicy(only(http.StatusForbidden, "goproxy.corp.example"))),
		Want:  Broken(checks.CauseNoProxyMissing), GoSays: "Forbidden"},
	{Name: "no-proxy-missing-plain", About: "the company's module proxy without TLS is asked through the proxy, which denies internal hosts",
		Break: also(env("HTTP_PROXY", companyProxy, "GOPROXY", "http://goproxy.corp.example"), host("goproxy.corp.example", func(h *Host) { h.Plain = ModuleProxy() }), proxyPolicy(only(http.StatusForbidden, "goproxy.corp.example"))),
		Want:  Broken(checks.CauseNoProxyMissing).Perhaps(), GoSays: "403 Forbidden"},
	{Name: "no-proxy-missing-login", About: "the company's module proxy is asked through the proxy, which wants credentials first",
		Break: httpsProxy(companyProxy, internalGOPROXY, proxyPassword()),
		Want:  Broken(checks.CauseNoProxyMissing, checks.CauseProxyAuthRequired).Perhaps(), GoSays: "Proxy Authentication Required"},
	{Name: "no-proxy-too-broad-login", About: "NO_PROXY exempts a host that is closed directly, and the proxy wants credentials",
		Break: httpsProxy(companyProxy, env("NO_PROXY", "golang.org"), proxyPassword()),
		Want:  Broken(checks.CauseNoProxyTooBroad).Perhaps(), GoSays: "i/o timeout"},
	{Name: "no-proxy-too-broad", About: "NO_PROXY exempts a host that only the proxy reaches", Short: true,
		Break: httpsProxy(companyProxy, func(n *Net) { n.Client.Env["NO_PROXY"] = "localhost,golang.org" }),
		Want:  Broken(checks.CauseNoProxyTooBroad), GoSays: "i/o timeout"},
	{Name: "no-proxy-too-broad-both", About: "NO_PROXY exempts a host that only the proxy reaches, and HTTP_PROXY names that proxy, too",
		Break: httpsProxy(companyProxy, env("HTTP_PROXY", companyProxy, "NO_PROXY", "localhost,golang.org")),
		Want:  Broken(checks.CauseNoProxyTooBroad), GoSays: "i/o timeout"},
	{Name: "no-proxy-star", About: "NO_PROXY=*",
		Break: httpsProxy(companyProxy, func(n *Net) { n.Client.Env["no_proxy"] = "*" }),
		Want:  Broken(checks.CauseNoProxyTooBroad), GoSays: "i/o timeout"},
	{Name: "no-proxy-missing-private", About: "a private module's host is asked through the proxy, which cannot reach it", Module: privateVersion, NeedGit: true,
		Break: httpsProxy(companyProxy, private(), closedInside("git.corp.example")),
		Want:  Broken(checks.CauseNoProxyMissing), GoSays: "Bad Gateway"},
	{Name: "no-proxy-missing-timeout", About: "the proxy is silent about internal hosts",
		Break: httpsProxy(companyProxy, internalGOPROXY, proxyPolicy(only(http.StatusGatewayTimeout, "goproxy.corp.example"))),
		Want:  Broken(checks.CauseNoProxyMissing), GoSays: "Gateway Timeout"},
	{Name: "no-proxy-glob", About: "NO_PROXY=*corp*, which matches nothing",
		Break: httpsProxy(companyProxy, internalGOPROXY, env("NO_PROXY", "*corp*"), closedInside("goproxy.corp.example")),
		Want:  Broken(checks.CauseNoProxyMissing), GoSays: "Bad Gateway"},
	{Name: "no-proxy-semicolon", About: "NO_PROXY with semicolons",
		Break: httpsProxy(companyProxy, internalGOPROXY, env("NO_PROXY", "localhost;.corp.example"), closedInside("goproxy.corp.example")),
		Want:  Broken(checks.CauseNoProxyMissing), GoSays: "Bad Gateway"},
	{Name: "no-proxy-other-port", About: "NO_PROXY with port 80",
		Break: httpsProxy(companyProxy, internalGOPROXY, env("NO_PROXY", "goproxy.corp.example:80"), closedInside("goproxy.corp.example")),
		Want:  Broken(checks.CauseNoProxyMissing), GoSays: "Bad Gateway"},
	{Name: "no-proxy-too-broad-sumdb", About: "NO_PROXY exempts the checksum database, which only the proxy reaches",
		Break: httpsProxy(companyProxy, env("NO_PROXY", "sum.golang.org"), stored("GOPROXY", "https://mirrors.aliyun.com/goproxy/")),
		Want:  Broken(checks.CauseNoProxyTooBroad), GoSays: "sum.golang.org"},
	{Name: "no-proxy-too-broad-refused", About: "NO_PROXY exempts what a firewall rejects",
		Break: func(n *Net) {
			env("HTTPS_PROXY", companyProxy, "NO_PROXY", "*.golang.org")(n)
			n.Block("proxy.golang.org", "reject with tcp reset")
		},
		Want: Broken(checks.CauseNoProxyTooBroad), GoSays: "connection refused"},
	{Name: "proxy-exempt-forms", About: "NO_PROXY with spaces, a leading dot and a port", Want: Fine(),
		Break: httpsProxy(companyProxy, internalGOPROXY, env("NO_PROXY", " localhost , .corp.example:443 ,192.0.2.0/24"), closedInside("goproxy.corp.example"))},
	{Name: "proxy-exempt", About: "the company's module proxy is exempt from the proxy", Want: Fine(),
		Break: httpsProxy(companyProxy, internalGOPROXY, env("NO_PROXY", ".corp.example"), proxyPolicy(only(http.StatusForbidden, "goproxy.corp.example")))},
}
