package lab

import (
	"net/http"
	"time"

	"gomend/checks"
)

func init() { Register(proxyWrongCases...) }

// Something else than a proxy of that scheme stands at the proxy's address.
var proxyWrongCases = []Case{
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
	{Name: "proxy-hangs-up", About: "the proxy closes on CONNECT",
		Break: httpsProxy(companyProxy, proxyRaw(hangUp)),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "EOF"},
	{Name: "proxy-resets", About: "the proxy resets on CONNECT",
		Break: httpsProxy(companyProxy, proxyRaw(cutoff)),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "connection reset"},
	{Name: "proxy-web-400", About: "a web server that answers 400 to CONNECT",
		Break: httpsProxy(companyProxy, proxyRaw(answering("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 31\r\n\r\n<html>400 Bad Request</html>\r\n\r\n"))),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "Bad Request"},
	{Name: "proxy-web-404", About: "a web server that answers 404 to CONNECT",
		Break: httpsProxy(companyProxy, proxyInstead(page(http.StatusNotFound, "Not Found"))),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "Not Found"},
	{Name: "proxy-web-302", About: "a web server that redirects",
		Break: httpsProxy(companyProxy, proxyInstead(redirect("https://www.example.com/"))),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "Found"},
	{Name: "proxy-sign-in", About: "the proxy sends whoever has not signed in to a page",
		Break: httpsProxy(companyProxy, proxyRaw(answering("HTTP/1.1 302 Found\r\nLocation: http://login.corp.example/?to=proxy.golang.org\r\nContent-Length: 0\r\n\r\n"))),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps().But(checks.CauseProxyNotAProxy), GoSays: "Found"},
	{Name: "proxy-web-200", About: "a web server that answers 200 with a page to anything",
		Break: httpsProxy(companyProxy, proxyInstead(page(http.StatusOK, "Welcome"))),
		Want:  Broken(checks.CauseProxyNotAProxy, checks.CauseTLSNotTLS), GoSays: "proxy.golang.org"},
	{Name: "proxy-smtp", About: "a mail server at the proxy's address",
		Break: httpsProxy(companyProxy, proxyRaw(banner("220 mail.corp.example ESMTP Postfix"))),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "malformed HTTP"},
	{Name: "proxy-ssh", About: "an SSH server at the proxy's address",
		Break: httpsProxy(companyProxy, proxyRaw(banner("SSH-2.0-OpenSSH_9.2p1 Debian-2"))),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "malformed HTTP"},
	{Name: "proxy-http-to-tls", About: "http:// for a proxy that is spoken to over TLS",
		Break: httpsProxy(companyProxy, func(n *Net) { n.Proxy().Cert = &Cert{Names: []string{"proxy.corp.example"}} }),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "proxy.golang.org"},
	{Name: "proxy-tls-unknown-authority", About: "an https:// proxy with a certificate of an unknown authority",
		Break: httpsProxy("https://proxy.corp.example:3128", func(n *Net) {
			n.Proxy().Cert = &Cert{Names: []string{"proxy.corp.example"}, Signer: CompanyCA}
		}),
		Want: Broken(checks.CauseTLSUnknownAuthority), GoSays: "unknown authority"},
	{Name: "proxy-tls-no-roots", About: "an https:// proxy, and no root certificates on this machine",
		Break: httpsProxy("https://proxy.corp.example:3128", func(n *Net) {
			n.Proxy().Cert = &Cert{Names: []string{"proxy.corp.example"}}
			n.Client.Roots = RootsNone
		}),
		Want: Broken(checks.CauseCABundleMissing).But(checks.CauseTLSUnknownAuthority), GoSays: "unknown authority"},
	{Name: "proxy-tls-not-yet", About: "an https:// proxy whose certificate will be valid in ten days",
		Break: httpsProxy("https://proxy.corp.example:3128", func(n *Net) {
			n.Proxy().Cert = &Cert{Names: []string{"proxy.corp.example"}, From: 240 * time.Hour, Until: 1000 * time.Hour}
		}),
		Want: Broken(checks.CauseClockSkew, checks.CauseTLSExpired).Perhaps(), GoSays: "not yet valid"},
	{Name: "proxy-tls", About: "a proxy that is spoken to over TLS", Want: Fine(),
		Break: httpsProxy("https://proxy.corp.example:3128", func(n *Net) { n.Proxy().Cert = &Cert{Names: []string{"proxy.corp.example"}} })},
}
