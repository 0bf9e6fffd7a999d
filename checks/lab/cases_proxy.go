package lab

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"time"

	"gomend/checks"
)

func init() { Register(proxyCases...) }

// HTTP proxies that refuse, deny, fail or fall silent.
var proxyCases = []Case{
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
	{Name: "proxy-auth-ntlm", About: "the proxy takes NTLM and Negotiate only",
		Break: httpsProxy("http://gopher:secret@proxy.corp.example:3128", proxyPassword("Negotiate", "NTLM"), func(n *Net) { n.Proxy().Password = "nobody" }),
		Want:  Broken(checks.CauseProxyAuthRequired), GoSays: "Proxy Authentication Required"},
	{Name: "proxy-403-html", About: "the proxy's own page denies the destination",
		Break: httpsProxy(companyProxy, proxyRaw(answering("HTTP/1.1 403 Forbidden\r\nServer: squid/6.6\r\nContent-Type: text/html\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Length: 26\r\n\r\n<html>Access Denied</html>"))),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "Forbidden"},
	{Name: "proxy-504", About: "the proxy answers 504",
		Break: httpsProxy(companyProxy, proxyPolicy(always(http.StatusGatewayTimeout))),
		Want:  Broken(checks.CauseProxyUpstreamFailed), GoSays: "Gateway Timeout"},
	{Name: "proxy-500", About: "the proxy answers 500",
		Break: httpsProxy(companyProxy, proxyPolicy(always(http.StatusInternalServerError))),
		Want:  Broken(checks.CauseProxyUpstreamFailed), GoSays: "Internal Server Error"},
	{Name: "proxy-502-no-phrase", About: "the proxy answers 502 without a phrase",
		Break: httpsProxy(companyProxy, proxyRaw(answering("HTTP/1.1 502 \r\nContent-Length: 0\r\n\r\n"))),
		Want:  Broken(checks.CauseProxyUpstreamFailed), GoSays: "proxy.golang.org"},
	{Name: "proxy-tunnel-silent", About: "the proxy grants the tunnel, and nothing comes through it",
		Break: httpsProxy(companyProxy, proxyRaw(func(c net.Conn) {
			http.ReadRequest(bufio.NewReader(c))
			io.WriteString(c, tunnelThenSilence)
			io.Copy(io.Discard, c)
		})),
		Want: Broken(checks.CauseTLSTimeout, checks.CauseProxyUpstreamFailed), GoSays: "TLS handshake timeout"},
	{Name: "proxy-tunnel-closed", About: "the proxy grants the tunnel and closes it",
		Break: httpsProxy(companyProxy, proxyRaw(func(c net.Conn) {
			http.ReadRequest(bufio.NewReader(c))
			io.WriteString(c, tunnelThenSilence)
			hangUp(c)
		})),
		Want: Broken(checks.CauseTLSReset, checks.CauseProxyUpstreamFailed, checks.CauseTCPReset), GoSays: "EOF"},
	{Name: "proxy-denies-sumdb", About: "the proxy denies the checksum database, and the module proxy relays none",
		Break: httpsProxy(companyProxy, stored("GOPROXY", "https://mirrors.aliyun.com/goproxy/"), proxyPolicy(only(http.StatusForbidden, "sum.golang.org"))),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "Forbidden"},
	{Name: "proxy-denies-storage", About: "the proxy denies the host that zips are redirected to",
		Break: httpsProxy(companyProxy, google(func(h *Host) { h.Handler = RedirectingZips() }), proxyPolicy(only(http.StatusForbidden, "storage.googleapis.com"))),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "Forbidden"},
	{Name: "proxy-only-git-host", About: "the proxy allows the git host alone",
		Break: httpsProxy(companyProxy, proxyPolicy(except(http.StatusForbidden, "github.com"))),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "Forbidden"},
	{Name: "proxy-plain-goproxy-denied", About: "the proxy denies a module proxy that is asked without TLS",
		Break: onlyProxies(env("HTTP_PROXY", companyProxy, "GOPROXY", "http://www.example.com"), proxyPolicy(only(http.StatusForbidden, "www.example.com"))),
		Want:  Broken(checks.CauseProxyForbidden, checks.CauseGOPROXYUnauthorized), GoSays: "403 Forbidden"},
	{Name: "goproxy-sumdb-proxy-denied", About: "the module proxy works directly, the checksum database only through a proxy that denies it",
		Break: also(stored("GOPROXY", "https://goproxy.corp.example"), serving(ModuleProxyWithoutSumDB()), env("HTTPS_PROXY", companyProxy, "NO_PROXY", ".corp.example"), proxyPolicy(only(http.StatusForbidden, "sum.golang.org"))),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "Forbidden"},
	{Name: "proxy-denies-others", About: "the proxy allows the module proxy alone", Want: Fine(),
		Break: httpsProxy(companyProxy, proxyPolicy(except(http.StatusForbidden, "proxy.golang.org")))},
	{Name: "odd-proxy-slow", About: "the proxy takes twelve seconds to grant a tunnel", Want: Fine(),
		Break: httpsProxy(companyProxy, func(n *Net) { n.Proxy().Delay = 12 * time.Second })},
	{Name: "proxy", About: "only the company's proxy gets out", Short: true, Want: Fine(), Break: httpsProxy(companyProxy)},
	{Name: "proxy-password", About: "the proxy wants credentials, and gets them", Want: Fine(),
		Break: httpsProxy("http://gopher:s%40cret@proxy.corp.example:3128", func(n *Net) { n.Proxy().User, n.Proxy().Password = "gopher", "s@cret" })},
}
