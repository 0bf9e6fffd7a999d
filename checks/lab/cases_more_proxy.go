package lab

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"time"

	"gomend/checks"
)

// banner greets every connection like a server of another protocol, and says no
// more.
func banner(line string) func(net.Conn) {
	return func(c net.Conn) {
		io.WriteString(c, line+"\r\n")
		io.Copy(io.Discard, c)
	}
}

// answering answers every request with these bytes and closes.
func answering(answer string) func(net.Conn) {
	return func(c net.Conn) {
		if _, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
			io.WriteString(c, answer)
		}
		linger(c)
	}
}

// linger closes so that what was written arrives: no reset for unread bytes.
func linger(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		tcp.CloseWrite()
	}
	c.SetReadDeadline(time.Now().Add(time.Second))
	io.Copy(io.Discard, c)
}

// hangUp reads a little and closes in good order.
func hangUp(c net.Conn) {
	c.Read(make([]byte, 4096))
	linger(c)
}

// cutoff closes with a reset as soon as anything is read.
func cutoff(c net.Conn) {
	c.Read(make([]byte, 4096))
	abort(c)
}

func proxyRaw(f func(net.Conn)) func(*Net) { return func(n *Net) { n.Proxy().Raw = f } }

func proxyInstead(h http.Handler) func(*Net) { return func(n *Net) { n.Proxy().Instead = h } }

// proxyPassword makes the company's proxies ask for credentials, and offer these
// schemes instead of Basic.
func proxyPassword(offers ...string) func(*Net) {
	return func(n *Net) {
		for _, p := range []*Proxy{n.Proxy(), n.SOCKS()} {
			p.User, p.Password, p.Offers = "gopher", "secret", offers
		}
	}
}

const companySOCKS = "socks5://socks.corp.example:1080"

// onlyProxies lets only proxies out, with other settings.
func onlyProxies(more ...func(*Net)) func(*Net) {
	return func(n *Net) {
		n.OnlyProxies()
		for _, f := range more {
			f(n)
		}
	}
}

// closedNet lets only proxies out; hosts of the company are not reached through them.
func closedInside(hosts ...string) func(*Net) {
	return proxyPolicy(only(http.StatusBadGateway, hosts...))
}

const tunnelThenSilence = "HTTP/1.1 200 Connection established\r\n\r\n"

// More ways in which proxies and their variables fail.
var moreProxyCases = []Case{
	{Name: "proxy-auth-ntlm", About: "the proxy takes NTLM and Negotiate only",
		Break: httpsProxy("http://gopher:secret@proxy.corp.example:3128", proxyPassword("Negotiate", "NTLM"), func(n *Net) { n.Proxy().Password = "nobody" }),
		Want:  Broken(checks.CauseProxyAuthRequired), GoSays: "Proxy Authentication Required"},
	{Name: "socks-auth-missing", About: "the SOCKS proxy wants a password, none is given",
		Break: httpsProxy(companySOCKS, proxyPassword()),
		Want:  Broken(checks.CauseProxyAuthRequired), GoSays: "no acceptable authentication methods"},
	{Name: "socks-auth-wrong", About: "the SOCKS proxy refuses the password",
		Break: httpsProxy("socks5://gopher:wrong@socks.corp.example:1080", proxyPassword()),
		Want:  Broken(checks.CauseProxyAuthRequired), GoSays: "username/password authentication failed"},
	{Name: "socks-unreachable", About: "the SOCKS proxy cannot reach the host",
		Break: httpsProxy(companySOCKS, func(n *Net) { n.SOCKS().Policy = always(4) }),
		Want:  Broken(checks.CauseProxyUpstreamFailed), GoSays: "host unreachable"},
	{Name: "socks-general-failure", About: "the SOCKS proxy answers general failure",
		Break: httpsProxy(companySOCKS, func(n *Net) { n.SOCKS().Policy = always(1) }),
		Want:  Broken(checks.CauseProxyUpstreamFailed, checks.CauseProxyForbidden), GoSays: "general SOCKS server failure"},
	{Name: "socks-hangs-up", About: "the SOCKS proxy closes on greeting",
		Break: httpsProxy(companySOCKS, func(n *Net) { n.SOCKS().Raw = hangUp }),
		Want:  Broken(checks.CauseProxyNotAProxy, checks.CauseProxyUpstreamFailed), GoSays: "socks connect"},
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
	{Name: "proxy-socks-to-http", About: "http:// for a SOCKS proxy that hangs up on other protocols",
		Break: httpsProxy("http://socks.corp.example:1080"),
		Want:  Broken(checks.CauseProxyNotAProxy), GoSays: "proxy.golang.org"},
	{Name: "proxy-loopback-lower", About: "a proxy on this machine that is not running, in lower case",
		Break: env("https_proxy", "http://localhost:7897", "http_proxy", "http://localhost:7897"),
		Want:  Broken(checks.CauseProxyRefused), GoSays: "proxyconnect"},
	{Name: "proxy-socks-loopback", About: "a SOCKS proxy on this machine that is not running",
		Break: env("HTTPS_PROXY", "socks5://127.0.0.1:1080"),
		Want:  Broken(checks.CauseProxyRefused), GoSays: "connection refused"},
	{Name: "proxy-typo-socks", About: "the SOCKS proxy's name does not resolve",
		Break: httpsProxy("socks5h://socks.crop.example:1080"),
		Want:  Broken(checks.CauseProxyUnresolvable), GoSays: "no such host"},
	{Name: "proxy-typo-direct-works", About: "the proxy's name does not resolve; connecting directly would work",
		Break: env("HTTPS_PROXY", "http://proxy.crop.example:3128"),
		Want:  Broken(checks.CauseProxyUnresolvable), GoSays: "no such host"},
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
	{Name: "proxy-port-80", About: "the proxy's port is left out, and 80 is closed",
		Break: httpsProxy("http://proxy.corp.example"),
		Want:  Broken(checks.CauseProxyRefused), GoSays: "proxyconnect"},
	{Name: "proxy-port-443", About: "the proxy's port is left out of an https:// URL",
		Break: httpsProxy("https://proxy.corp.example"),
		Want:  Broken(checks.CauseProxyRefused), GoSays: "proxyconnect"},

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

	{Name: "proxy-needed-git", About: "only proxies get out, and only git knows one",
		Break: onlyProxies(func(n *Net) { n.Client.Files[".gitconfig"] = "[http]\n\tproxy = " + companyProxy + "\n" }),
		Want:  Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-curl", About: "only proxies get out, and only curl knows one",
		Break: onlyProxies(func(n *Net) { n.Client.Files[".curlrc"] = "proxy = \"proxy.corp.example:3128\"\n" }),
		Want:  Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-refused", About: "a firewall rejects everything, and only ALL_PROXY is set",
		Break: func(n *Net) {
			n.Router.Forward = []string{"ip daddr 198.51.100.0/24 accept", "ip saddr 198.51.100.0/24 accept", "reject with icmpx admin-prohibited"}
			env("all_proxy", "socks5h://socks.corp.example:1080")(n)
		},
		Want: Broken(checks.CauseProxyNeeded), GoSays: "no route to host"},
	{Name: "proxy-needed-stored", About: "the proxy was stored with go env -w, which go does not read",
		Break: onlyProxies(func(n *Net) {
			n.Client.Files[".config/go/env"] = "HTTPS_PROXY=" + companyProxy + "\n"
		}),
		Want: Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-nobody-knows", About: "only proxies get out, and no setting names one",
		Break: onlyProxies(),
		Want:  Broken(checks.CauseTCPTimeout, checks.CauseNoInternet), GoSays: "i/o timeout"},
}

// malformedProxies are the values of the proxy variable that go makes nothing good
// of, with what it says (x/net/http/httpproxy.parseProxy).
var malformedProxies = []struct{ name, value, says string }{
	{"leading-space", " http://proxy.corp.example:3128", "i/o timeout"},
	{"ipv6-bare", "::1:3128", "i/o timeout"},
	{"slashes", "http:/proxy.corp.example:3128", "lookup http"},
	{"list", "http://proxy.corp.example:3128,http://b.corp.example:3128", "lookup http"},
	{"password-slash", "http://gopher:pa/ss@proxy.corp.example:3128", "lookup"},
	{"password-hash", "http://gopher:pa#ss@proxy.corp.example:3128", "lookup"},
	{"password-question", "http://gopher:pa?ss@proxy.corp.example:3128", "lookup"},
	{"password-space", "http://gopher:pa ss@proxy.corp.example:3128", "lookup http"},
	{"domain", `http://CORP\gopher:secret@proxy.corp.example:3128`, "lookup http"},
	{"password-at-hash", "http://u:p@ss#word@proxy.corp.example:3128", "lookup ss"},
	{"no-colon", "http//proxy.corp.example:3128", "lookup http"},
	{"semicolon", "http;//proxy.corp.example:3128", "lookup http"},
	{"direct", "direct", "lookup direct"},
	{"none", "none", "lookup none"},
	{"off", "off", "lookup off"},
	{"single-quotes", "'http://proxy.corp.example:3128'", "lookup 'http"},
	{"typographic-quotes", "“http://proxy.corp.example:3128”", "lookup"},
	{"port-99999", "http://proxy.corp.example:99999", "invalid port"},
	{"no-host", "http://:@", "proxyconnect"},
	{"scheme-only", "//proxy.corp.example:3128", "proxyconnect"},
	{"no-slashes", "http:proxy.corp.example:3128", "proxyconnect"},
}

func init() {
	for _, m := range malformedProxies {
		moreProxyCases = append(moreProxyCases, Case{
			Name: "proxy-malformed-" + m.name, About: "HTTPS_PROXY=" + m.value, Break: httpsProxy(m.value),
			Want: Broken(checks.CauseProxyMalformed), GoSays: m.says,
		})
	}
}
