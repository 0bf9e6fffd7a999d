package lab

import (
	"io"
	"net/http"

	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(portalCases...) }

// Sign-in pages in place of the real servers.
var portalCases = []Case{
	{Name: "captive-portal", About: "a sign-in page answers for every name",
		Break: func(n *Net) {
			n.Hosts["login.hotel.example"] = &Host{Addresses: []string{portal}, Handler: page(200, "Welcome to the hotel: sign in"), Plain: redirect("https://login.hotel.example/")}
			n.Resolvers[ispResolver] = Lie(portal)
			n.Router.Forward = []string{"ip daddr { " + portal + ", " + ispResolver + " } accept", "ip saddr { " + portal + ", " + ispResolver + " } accept", "drop"}
		},
		Want: Broken(checks.CauseCaptivePortal), GoSays: "certificate is valid for login.hotel.example"},
	{Name: "captive-portal-redirect", About: "the web is dropped, and a request without TLS leads to a sign-in page",
		Break: also(portalAnswers, forward("tcp dport 443 drop")),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "i/o timeout"},
	{Name: "captive-portal-plain-goproxy", About: "a public module proxy is asked by http, which leads to a sign-in page",
		Break: also(env("GOPROXY", "http://goproxy.io"), host("goproxy.io", func(h *Host) {
			h.Plain = page(200, "<!DOCTYPE html><html><body>Welcome to the hotel: sign in</body></html>")
		})),
		Want: Broken(checks.CauseCaptivePortal).But(checks.CauseGOPROXYWrongURL), GoSays: "invalid character '<'"},
	{Name: "captive-portal-refusing", About: "the web is reset, and a request without TLS leads to a sign-in page",
		Break: also(portalAnswers, forward("tcp dport 443 reject with tcp reset")),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "connection refused"},
	{Name: "blocked-with-page", About: "the module proxy alone is reset, and a page in its place says why",
		Break: google(func(h *Host) { h.Wire, h.Plain = WireClosed, page(200, "This address is blocked") }),
		Want:  Broken(checks.CauseTCPRefused).OrPerhaps(checks.CauseCaptivePortal), GoSays: "connection refused"},
	{Name: "captive-portal-alone", About: "the web is dropped, and a request without TLS leads to a sign-in page; third parties are not asked", Flags: noThirdParty,
		Break: also(portalAnswers, forward("tcp dport 443 drop")),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "i/o timeout"},
	{Name: "captive-portal-true-names", About: "whoever is asked, the sign-in page's router answers: about names truly, for every server with its own certificate",
		Break: func(n *Net) {
			n.Hosts["login.hotel.example"] = &Host{Addresses: []string{portal}, Handler: page(200, "Welcome to the hotel: sign in"), Plain: redirect("https://login.hotel.example/")}
			n.Resolvers[ispResolver] = Truth
			n.Router.Redirect = []string{"udp dport 53 dnat ip to " + ispResolver, "tcp dport 53 dnat ip to " + ispResolver, "tcp dport { 80, 443 } dnat ip to " + portal}
		},
		Want: Broken(checks.CauseCaptivePortal).But(checks.CauseDNSHijacked), GoSays: "certificate is valid for login.hotel.example"},
	{Name: "captive-portal-no-names", About: "nothing but requests without TLS is let out, to a sign-in page, and a nameserver is set that is beyond it",
		Break: signInOnly("udp dport 53 drop", "tcp dport { 53, 443 } drop"),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "i/o timeout"},
	{Name: "captive-portal-no-names-caught", About: "the same, and connections to the web are answered by the page's own server",
		Break: signInOnly("udp dport 53 drop", "tcp dport 53 drop"),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "i/o timeout"},
	{Name: "captive-portal-refuses-names", About: "the page's router refuses to look up names",
		Break: also(signInOnly("udp dport 53 drop", "tcp dport 53 drop"), linkResolver(gateway, Rcode(dns.RcodeRefused))),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "server misbehaving"},
	{Name: "captive-portal-denies-names", About: "the page's router denies every name",
		Break: also(signInOnly("udp dport 53 drop", "tcp dport { 53, 443 } drop"), linkResolver(gateway, Deny)),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "no such host"},
	{Name: "captive-portal-untyped", About: "the web is dropped, and a page that does not say what it is answers without TLS",
		Break: also(signInOnly("tcp dport 443 drop"), func(n *Net) { n.Hosts["login.hotel.example"].Plain = http.HandlerFunc(untypedPage) }),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "i/o timeout"},
	{Name: "captive-portal-internal-goproxy", About: "the company's module proxy is asked by http, and a sign-in page answers",
		Break: also(signInOnly(), stored("GOPROXY", "http://goproxy.corp.example")),
		Want:  Broken(checks.CauseCaptivePortal).But(checks.CauseGOPROXYWrongURL).Perhaps(), GoSays: "invalid character '<'"},
	{Name: "captive-portal-lies", About: "every name leads to a sign-in page without TLS",
		Break: func(n *Net) {
			n.Hosts["login.hotel.example"] = &Host{Addresses: []string{portal}, Wire: WireClosed, Handler: page(200, "Sign in"), Plain: page(200, "Welcome to the hotel: sign in")}
			everyResolver(Lie(portal))(n)
		},
		Want: Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "connection refused"},
	{Name: "not-tls-portal", About: "plain HTTP in place of the public module proxy's TLS",
		Break: google(func(h *Host) { h.Raw = answeringHello("HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n\r\n") }),
		Want:  Broken(checks.CauseTLSNotTLS, checks.CauseCaptivePortal), GoSays: "HTTP response to HTTPS client"},
	{Name: "goproxy-portal-page", About: "a sign-in page for every request, over good TLS",
		Break: serving(redirectTo("https://www.corp.example/portal")),
		Want:  Broken(checks.CauseGOPROXYWrongURL, checks.CauseCaptivePortal), GoSays: "invalid character '<'"},
	{Name: "goproxy-511", About: "511 from a portal",
		Break: serving(page(http.StatusNetworkAuthenticationRequired, "Sign in")),
		Want:  Broken(checks.CauseCaptivePortal), GoSays: "511"},
}

// signInOnly makes a sign-in page answer all of the web, but for what these rules of the
// router drop.
func signInOnly(rules ...string) func(*Net) {
	return func(n *Net) {
		n.Hosts["login.hotel.example"] = &Host{Addresses: []string{portal}, Handler: page(200, "Sign in"), Plain: page(200, "<!DOCTYPE html><html><body>Welcome to the hotel: sign in</body></html>")}
		n.Router.Redirect = []string{"tcp dport { 80, 443 } dnat ip to " + portal}
		n.Router.Forward = rules
	}
}

// untypedPage is a page from a server of a few lines.
func untypedPage(w http.ResponseWriter, _ *http.Request) {
	w.Header()["Content-Type"] = nil
	io.WriteString(w, "<html><head><meta http-equiv=\"refresh\" content=\"0; url=http://10.1.1.1/portal\"></head></html>")
}
