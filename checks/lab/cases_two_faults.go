package lab

import (
	"net"
	"net/http"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(twoFaultCases...) }

// Two faults at once: the one that stops go first is the verdict.
var twoFaultCases = []Case{
	{Name: "two-slow-dns-expired", About: "the first nameserver is dead, and the certificate has ended",
		Break: acme(resolvconf("nameserver "+deadResolver+"\nnameserver "+ispResolver+"\noptions timeout:1\n"),
			host("artifacts.acme.example", cert(func(c *Cert) { c.From, c.Until = -90*day, -day }))),
		Want: Broken(checks.CauseTLSExpired).Besides(checks.CauseDNSSlow), GoSays: "expired"},
	{Name: "two-ipv6-and-401", About: "IPv6 leads nowhere, and the module proxy wants a token",
		Break: also(acmeServes(status(401, "token")), (*Net).IPv6, forward("ip6 daddr ::/0 drop")),
		Want:  Broken(checks.CauseGOPROXYUnauthorized), GoSays: "401"},
	{Name: "two-firewall-and-expired", About: "a rule here drops the module proxy, whose certificate has ended besides",
		Break: acme(outgoing("ip daddr 172.30.4.40 drop"), host("artifacts.acme.example", cert(func(c *Cert) { c.From, c.Until = -90*day, -day }))),
		Want:  Broken(checks.CauseFirewallLocal).But(checks.CauseTLSExpired), GoSays: "i/o timeout"},
	{Name: "two-both-servers", About: "of two module proxies with a pipe between them the first is dropped and the second refuses",
		Break: acme(env("GOPROXY", "https://artifacts.acme.example/api/go/go-virtual|https://forge.acme.example/go"), blocked("artifacts.acme.example"), host("forge.acme.example", func(h *Host) { h.Wire = WireClosed })),
		Want:  Broken(checks.CauseTCPTimeout, checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "two-first-reset", About: "of two module proxies with a pipe between them the first is reset by name, the second works",
		Break: acme(env("GOPROXY", "https://forge.acme.example/go|https://artifacts.acme.example/api/go/go-virtual"), host("forge.acme.example", func(h *Host) { h.Wire = WireCut })),
		Want:  Degraded(checks.CauseTLSReset, checks.CauseTCPReset)},
	{Name: "two-comma-expired", About: "of two module proxies with a comma between them the first has an old certificate: go goes no further",
		Break: acme(env("GOPROXY", "https://forge.acme.example/go,https://artifacts.acme.example/api/go/go-virtual"), host("forge.acme.example", cert(func(c *Cert) { c.From, c.Until = -90*day, -day }))),
		Want:  Broken(checks.CauseTLSExpired), GoSays: "expired"},
	{Name: "two-hosts-and-sumdb", About: "checksums are not relayed, and the hosts file has the database at this machine",
		Break: also(acmeServes(ModuleProxyWithoutSumDB()), hosts("127.0.0.1 sum.golang.org\n")),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "connection refused"},
	{Name: "two-mtu-and-slow", About: "large packets vanish, and the nameserver takes two seconds", NeedTun: true,
		Break: func(n *Net) {
			largeCertificate(n)
			n.Link = Link{MTU: 1200}
			isp(Slow(2*time.Second, Truth))(n)
		},
		Want: Broken(checks.CauseMTUBlackhole, checks.CauseTLSHelloTooLarge, checks.CauseTLSTimeout).But(checks.CauseNoInternet), GoSays: "TLS handshake timeout"},
	{Name: "two-settings", About: "GOPROXY in quotes, and GOSUMDB is a word that go does not know",
		Break: stored("GOPROXY", "'https://proxy.golang.org,direct'", "GOSUMDB", "on"),
		Want:  Broken(checks.CauseGOPROXYMalformed).Besides(checks.CauseGOSUMDBMalformed), GoSays: "first path segment"},
	{Name: "two-proxy-and-cache", About: "the proxy wants credentials, and the module cache is not writable: go asks before it writes",
		Break: also(httpsProxy(companyProxy, func(n *Net) { n.Proxy().User, n.Proxy().Password = "gopher", "secret" }), prepare("mkdir -p go && chmod 555 go")),
		Want:  Broken(checks.CauseProxyAuthRequired).Besides(checks.CauseModCacheUnwritable), GoSays: "Proxy Authentication Required"},
	{Name: "two-proxy-and-no-roots", About: "the proxy refuses connections, and there are no root certificates either",
		Break: httpsProxy("http://proxy.corp.example:8081", func(n *Net) { n.Client.Roots = RootsNone }),
		Want:  Broken(checks.CauseProxyRefused).Besides(checks.CauseCABundleMissing), GoSays: "connection refused"},
	{Name: "two-no-git-and-refused", About: "no module proxy is asked, git is not installed, and its host refuses connections", Module: "github.com/corp/tool@v1.0.0",
		Break: also(env("GOPROXY", "direct", "GONOSUMDB", "*"), func(n *Net) {
			n.Client.Programs = []string{"go"}
			n.Host("github.com").Wire = WireClosed
		}),
		Want: Broken(checks.CauseVCSMissing).Besides(checks.CauseTCPRefused), GoSays: `"git": executable file not found`},
	{Name: "two-ipv6-rule", About: "a rule here drops IPv6, IPv4 works", Break: also((*Net).IPv6, outgoing("meta nfproto ipv6 tcp dport 443 drop")),
		Want: Degraded(checks.CauseIPv6Broken, checks.CauseFirewallLocal)},
	{Name: "two-ipv6-rule-root", About: "a rule here drops IPv6, IPv4 works; root may read it", Break: also(asRoot, (*Net).IPv6, outgoing("meta nfproto ipv6 tcp dport 443 drop")),
		Want: Degraded(checks.CauseIPv6Broken, checks.CauseFirewallLocal), Saying: "This rule stops it"},

	{Name: "turn-kilobytes", About: "the module proxy resets every connection after a few kilobytes", Break: acmeHost(func(h *Host) { h.Raw = afterBytes(h, "artifacts.acme.example", 6000) }),
		Want: Broken(checks.CauseTransferCut, checks.CauseTCPReset).But(checks.CauseHTTP2Broken), GoSays: "rsc.io/quote"},
	{Name: "turn-zip-503", About: "the module proxy fails from the zip on", Break: acmeServes(Replacing(".zip", status(503, "upstream busy"), ModuleProxy())),
		Want: Broken(checks.CauseGOPROXYServerError, checks.CauseGOPROXYUpstreamFailed), GoSays: "503"},
	{Name: "turn-aaaa-servfail-slow", About: "questions for IPv6 addresses fail after a second", Want: Fine(),
		Break: acme(isp(Slow(time.Second, OfType(Rcode(dns.RcodeServerFailure), dns.TypeAAAA), dns.TypeAAAA)))},
	{Name: "turn-slow-handshake", About: "every handshake takes three seconds", Want: Fine(),
		Break: acmeHost(func(h *Host) {
			serve := throughListener(h, "artifacts.acme.example")
			h.Raw = func(c net.Conn) { time.Sleep(3 * time.Second); serve(c) }
		})},
	{Name: "turn-slow-everything", About: "every answer of the module proxy takes two seconds", Want: Fine(),
		Break: acmeServes(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(2 * time.Second)
			ModuleProxy().ServeHTTP(w, r)
		}))},
	{Name: "turn-redirects", About: "every file is redirected within the server", Want: Fine(),
		Break: acmeHost(func(h *Host) {
			h.Handler = firstOf("/store", ModuleProxy(), http.StripPrefix("/api/go/go-virtual", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "/store"+r.URL.Path, http.StatusTemporaryRedirect)
			})))
		})},
	{Name: "turn-port", About: "the module proxy listens at port 8443, and GOPROXY names the usual one", Break: acmeHost(func(h *Host) { h.Wire, h.Plain = WireClosed, page(200, "It works") }),
		Want: Broken(checks.CauseTCPRefused).But(checks.CauseCaptivePortal), GoSays: "connection refused"},
}

// afterBytes resets connections once the server has sent so many bytes.
func afterBytes(h *Host, name string, most int64) func(net.Conn) {
	serve := throughListener(h, name)
	return func(c net.Conn) { serve(&limitedConn{Conn: c, left: most}) }
}

type limitedConn struct {
	net.Conn
	left int64
}

func (l *limitedConn) Write(b []byte) (int, error) {
	if l.left -= int64(len(b)); l.left < 0 {
		abort(l.Conn)
		return 0, net.ErrClosed
	}
	return l.Conn.Write(b)
}
