package lab

import (
	"net/http"
	"strings"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(acmeCases...) }

// acme is another company: its module proxy has a path of its own, its nameservers
// and proxy stand elsewhere.
func acme(more ...func(*Net)) func(*Net) {
	return func(n *Net) {
		n.Hosts["artifacts.acme.example"] = &Host{Addresses: []string{"172.30.4.40"}, Internal: true, Handler: firstOf("/api/go/go-virtual", ModuleProxy(), http.NotFoundHandler())}
		n.Hosts["forge.acme.example"] = &Host{Addresses: []string{"172.30.4.41"}, Internal: true, Handler: http.NotFoundHandler()}
		n.Proxies["egress.acme.example"] = &Proxy{Address: "172.30.4.50", Port: 8888}
		n.Client.Env["GOPROXY"] = "https://artifacts.acme.example/api/go/go-virtual"
		for _, f := range more {
			f(n)
		}
	}
}

func acmeHost(f func(*Host)) func(*Net) { return acme(host("artifacts.acme.example", f)) }

func acmeServes(h http.Handler) func(*Net) {
	return acmeHost(func(host *Host) { host.Handler = firstOf("/api/go/go-virtual", h, http.NotFoundHandler()) })
}

func status(code int, words string) http.Handler { return raw(code, "application/json", words) }

// dropZip serves all but zips, whose connections it cuts at once.
func abortRequest(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// A company that is none of the other cases'.
var acmeCases = []Case{
	{Name: "acme", About: "nothing", Want: Fine(), Break: acme()},
	{Name: "acme-refused", About: "nothing listens at the company's module proxy", Break: acmeHost(func(h *Host) { h.Wire = WireClosed }),
		Want: Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "acme-dropped", About: "the company's module proxy is dropped", Break: acme(blocked("artifacts.acme.example")),
		Want: Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "acme-unreachable", About: "a router has no way to the company's module proxy", Break: acme(forward("ip daddr 172.30.4.40 reject with icmp host-unreachable")),
		Want: Broken(checks.CauseTCPUnreachable), GoSays: "no route to host"},
	{Name: "acme-expired", About: "the certificate ended yesterday", Break: acmeHost(cert(func(c *Cert) { c.From, c.Until = -90*day, -day })),
		Want: Broken(checks.CauseTLSExpired), GoSays: "expired"},
	{Name: "acme-name", About: "the certificate is for the old name", Break: acmeHost(cert(func(c *Cert) { c.Names = []string{"nexus.acme.example"} })),
		Want: Broken(checks.CauseTLSNameMismatch), GoSays: "nexus.acme.example"},
	{Name: "acme-authority", About: "the company's own authority is not installed", Break: acmeHost(cert(func(c *Cert) { c.Signer = CompanyCA })),
		Want: Broken(checks.CauseTLSUnknownAuthority).But(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "acme-silent-hello", About: "TLS gets no answer", Break: acmeHost(func(h *Host) { h.Wire = WireSilent }),
		Want: Broken(checks.CauseTLSTimeout), GoSays: "TLS handshake timeout"},
	{Name: "acme-plain", About: "HTTP without TLS on port 443", Break: acmeHost(func(h *Host) { h.Wire = WirePlain }),
		Want: Broken(checks.CauseTLSNotTLS), GoSays: "HTTP response to HTTPS client"},
	{Name: "acme-old-tls", About: "nothing newer than TLS 1.1", Break: acmeHost(func(h *Host) { h.Wire = WireOld }),
		Want: Broken(checks.CauseTLSVersion), GoSays: "protocol version"},
	{Name: "acme-large-hello", About: "a large hello vanishes", Break: acmeHost(func(h *Host) { h.Raw = largeHello(h, "artifacts.acme.example", silent) }),
		Want: Broken(checks.CauseTLSHelloTooLarge), GoSays: "TLS handshake timeout"},
	{Name: "acme-large-hello-reset", About: "a large hello is reset", Break: acmeHost(func(h *Host) { h.Raw = largeHello(h, "artifacts.acme.example", abort) }),
		Want: Broken(checks.CauseTLSHelloTooLarge), GoSays: "reset"},
	{Name: "acme-name-cut", About: "connections are cut by the server's name", Break: acmeHost(func(h *Host) { h.Wire, h.Cut = WireCutByName, []string{"artifacts.acme.example"} }),
		Want: Broken(checks.CauseTLSReset), GoSays: "reset"},
	{Name: "acme-401", About: "a token is wanted", Break: acmeServes(status(401, `{"errors":[{"status":401,"message":"Unauthorized"}]}`)),
		Want: Broken(checks.CauseGOPROXYUnauthorized), GoSays: "401"},
	{Name: "acme-403", About: "this user may not", Break: acmeServes(status(403, `{"errors":[{"status":403,"message":"Forbidden"}]}`)),
		Want: Broken(checks.CauseGOPROXYUnauthorized), GoSays: "403"},
	{Name: "acme-404-module", About: "the module proxy has no such module, and others", Module: "rsc.io/nowhere@v1.0.0", Break: acme(),
		Want: Broken(checks.CauseModuleNotFound), GoSays: "404"},
	{Name: "acme-404-version", About: "the module proxy has no such version", Module: "rsc.io/quote@v1.9.9", Break: acme(),
		Want: Broken(checks.CauseVersionNotFound), GoSays: "404"},
	{Name: "acme-wrong-repository", About: "the path names a repository that is not there", Break: acme(env("GOPROXY", "https://artifacts.acme.example/api/go/go-remote")),
		Want: Broken(checks.CauseGOPROXYWrongURL), GoSays: "404"},
	{Name: "acme-500", About: "500 in JSON", Break: acmeServes(status(500, `{"errors":[{"status":500,"message":"Internal Server Error"}]}`)),
		Want: Broken(checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "acme-504", About: "504 from the balancer", Break: acmeServes(page(504, "504 Gateway Time-out")),
		Want: Broken(checks.CauseGOPROXYServerError, checks.CauseGOPROXYUpstreamFailed), GoSays: "504"},
	{Name: "acme-429", About: "429", Break: acmeServes(status(429, `{"message":"API rate limit exceeded"}`)),
		Want: Broken(checks.CauseGOPROXYRateLimited), GoSays: "429"},
	{Name: "acme-zip-cut", About: "the zip's request is cut, everything before it is good", Break: acmeServes(Replacing(".zip", http.HandlerFunc(abortRequest), ModuleProxy())),
		Want: Broken(checks.CauseTransferCut, checks.CauseTCPReset, checks.CauseHTTP2Broken, checks.CauseGOPROXYServerError), GoSays: "rsc.io/quote"},
	{Name: "acme-zip-403", About: "zips are refused by a scanner", Break: acmeServes(Replacing(".zip", status(403, "blocked by policy"), ModuleProxy())),
		Want: Broken(checks.CauseGOPROXYUnauthorized, checks.CauseAddressRefused), GoSays: "403"},
	{Name: "acme-zip-page", About: "zips are replaced by a scanner's page", Break: acmeServes(Replacing(".zip", page(200, "Your download is being scanned"), ModuleProxy())),
		Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "not a valid zip"},
	{Name: "acme-mod-missing", About: "the .mod file is missing, .info is there", Break: acmeServes(Replacing(".mod", http.NotFoundHandler(), ModuleProxy())),
		Want: Broken(checks.CauseGOPROXYBadContent, checks.CauseGOPROXYWrongURL, checks.CauseVersionNotFound, checks.CauseModuleNotFound, checks.CauseGOPROXYServerError), GoSays: "404"},
	{Name: "acme-silent-zip", About: "zips are never answered", Break: acmeServes(Replacing(".zip", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }), ModuleProxy())),
		Want: Broken(checks.CauseGOPROXYServerError, checks.CauseTransferCut).Perhaps(), GoHangs: true},
	{Name: "acme-slow-cold", About: "the module is fetched first, which takes twelve seconds", Want: Fine(),
		Break: acmeServes(Replacing(".info", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(12 * time.Second)
			ModuleProxy().ServeHTTP(w, r)
		}), ModuleProxy()))},
	{Name: "acme-sums-unrelayed", About: "no checksums are relayed, and the database is dropped", Break: also(acmeServes(ModuleProxyWithoutSumDB()), blocked("sum.golang.org")),
		Want: Broken(checks.CauseTCPTimeout), GoSays: "sum.golang.org"},
	{Name: "acme-sums-502", About: "checksums are relayed badly", Break: acmeServes(Replacing("/lookup/", page(502, "Bad Gateway"), ModuleProxy())),
		Want: Broken(checks.CauseGOPROXYServerError), GoSays: "502"},
	{Name: "acme-servfail", About: "the company's nameserver fails for the module proxy's name alone", Break: acme(isp(For(Rcode(dns.RcodeServerFailure), "acme.example"))),
		Want: Broken(checks.CauseDNSServFail), GoSays: "server misbehaving"},
	{Name: "acme-unknown", About: "the nameserver knows nothing of the company", Break: acme(isp(For(Deny, "acme.example"))),
		Want: Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "acme-empty", About: "the name has a mail server and no address", Break: acme(isp(For(Empty, "artifacts.acme.example"))),
		Want: Broken(checks.CauseDNSNoData), GoSays: "no such host"},
	{Name: "acme-split", About: "of two nameservers the first knows the company, the second not", Want: Fine(),
		Break: acme(resolvconf("nameserver " + ispResolver + "\nnameserver 9.9.9.9\n"))},
	{Name: "acme-split-wrong", About: "of two nameservers the first knows nothing of the company, the second does",
		Break: acme(resolvconf("nameserver 9.9.9.9\nnameserver " + ispResolver + "\n")),
		Want:  Broken(checks.CauseDNSInconsistent), GoSays: "no such host"},
	{Name: "acme-hosts", About: "the hosts file names the old address", Break: acme(hosts("172.30.4.99 artifacts.acme.example\n")),
		Want: Broken(checks.CauseHostsOverride), GoSays: "i/o timeout"},
	{Name: "acme-egress", About: "everything goes through the company's proxy", Want: Fine(),
		Break: acme(env("GOPROXY", "https://proxy.golang.org", "https_proxy", "http://egress.acme.example:8888"), forward("ip daddr { 172.30.4.50, "+ispResolver+" } accept", "ip saddr { 172.30.4.50, "+ispResolver+" } accept", "drop"))},
	{Name: "acme-egress-port", About: "the proxy's port is wrong", Break: acme(env("GOPROXY", "https://proxy.golang.org", "https_proxy", "http://egress.acme.example:8080"),
		forward("ip daddr { 172.30.4.50, "+ispResolver+" } accept", "ip saddr { 172.30.4.50, "+ispResolver+" } accept", "drop")),
		Want: Broken(checks.CauseProxyRefused), GoSays: "connection refused"},
	{Name: "acme-egress-forbidden", About: "the proxy allows the company's hosts alone",
		Break: acme(env("GOPROXY", "https://proxy.golang.org", "https_proxy", "http://egress.acme.example:8888"), func(n *Net) {
			n.Proxies["egress.acme.example"].Policy = func(h string) int {
				if strings.HasSuffix(h, ".acme.example") {
					return 0
				}
				return 403
			}
		}),
		Want: Broken(checks.CauseProxyForbidden), GoSays: "Forbidden"},
	{Name: "acme-inside-proxied", About: "the company's host is sent through the proxy, which does not know it",
		Break: acme(env("https_proxy", "http://egress.acme.example:8888"), func(n *Net) {
			n.Proxies["egress.acme.example"].Policy = only(503, "artifacts.acme.example")
		}),
		Want: Broken(checks.CauseNoProxyMissing), GoSays: "Service Unavailable"},
}
