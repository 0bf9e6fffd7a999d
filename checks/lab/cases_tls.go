package lab

import (
	"time"

	"gomend/checks"
)

const day = 24 * time.Hour

// all changes every public host.
func all(f func(*Host)) func(*Net) {
	return func(n *Net) {
		for _, h := range n.Public() {
			f(h)
		}
	}
}

// intercept gives every public host a certificate of the middlebox.
var intercept = all(func(h *Host) { h.Cert.Signer = InspectionCA })

// ahead makes this machine's clock wrong by making everybody else's so.
func ahead(d time.Duration) func(*Net) {
	return all(func(h *Host) {
		h.Clock = d
		h.Cert.From, h.Cert.Until = d-30*day, d+60*day
	})
}

// google changes the module proxy of the go command's default.
func google(f func(*Host)) func(*Net) { return func(n *Net) { f(n.Host("proxy.golang.org")) } }

// company changes the company's module proxy, and fetches from it.
func company(f func(*Host)) func(*Net) {
	return func(n *Net) {
		internalGOPROXY(n)
		f(n.Host("goproxy.corp.example"))
	}
}

// Faults between a connection and a trusted channel.
var tlsCases = []Case{
	{Name: "roots-missing", About: "no root certificates, as in an image made from scratch", Short: true,
		Break: func(n *Net) { n.Client.Roots = RootsNone },
		Want:  Broken(checks.CauseCABundleMissing).But(checks.CauseTLSIntercepted), GoSays: "x509"},
	{Name: "roots-setting", About: "SSL_CERT_FILE and SSL_CERT_DIR point at nothing", Short: true,
		Break: func(n *Net) {
			n.Client.Env["SSL_CERT_FILE"] = "/opt/gone/ca.pem"
			n.Client.Env["SSL_CERT_DIR"] = "/opt/gone"
		},
		Want: Broken(checks.CauseCASettingBroken).But(checks.CauseTLSIntercepted), GoSays: "x509"},
	{Name: "roots-setting-file", About: "SSL_CERT_FILE points at nothing, on a system with a bundle and no folder of roots",
		Break: func(n *Net) {
			n.Client.RootsFile = "/etc/ssl/ca-bundle.pem"
			n.Client.Env["SSL_CERT_FILE"] = "{home}/ca.pem"
		},
		Want: Broken(checks.CauseCASettingBroken), GoSays: "x509"},
	{Name: "roots-setting-garbage", About: "SSL_CERT_FILE is a file without certificates",
		Break: func(n *Net) {
			n.Client.RootsFile = "/etc/ssl/ca-bundle.pem"
			n.Client.Files["ca.pem"] = "this is no certificate\n"
			n.Client.Env["SSL_CERT_FILE"] = "{home}/ca.pem"
		},
		Want: Broken(checks.CauseCASettingBroken), GoSays: "x509"},
	{Name: "intercepted", About: "a middlebox signs for every public host", Short: true,
		Break: intercept,
		Want:  Broken(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intercepted-by-proxy", About: "the proxy opens TLS",
		Break: httpsProxy(companyProxy, intercept),
		Want:  Broken(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "company-authority", About: "the company's module proxy has a certificate of the company's own authority", Short: true,
		Break: company(func(h *Host) { h.Cert.Signer = CompanyCA }),
		Want:  Broken(checks.CauseTLSUnknownAuthority).But(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "expired", About: "the module proxy's certificate expired yesterday", Short: true,
		Break: google(func(h *Host) { h.Cert.Until = -day }),
		Want:  Broken(checks.CauseTLSExpired).But(checks.CauseClockSkew), GoSays: "expired"},
	{Name: "expired-company", About: "the company's certificate has expired",
		Break: company(func(h *Host) { h.Cert.Until = -day }),
		Want:  Broken(checks.CauseTLSExpired).But(checks.CauseClockSkew), GoSays: "expired"},
	{Name: "clock-behind", About: "this machine's clock is a year and a half behind", Short: true,
		Break: ahead(500 * day),
		Want:  Broken(checks.CauseClockSkew).But(checks.CauseTLSExpired), GoSays: "not yet valid"},
	{Name: "clock-ahead", About: "this machine's clock is a year and a half ahead",
		Break: ahead(-500 * day),
		Want:  Broken(checks.CauseClockSkew).But(checks.CauseTLSExpired), GoSays: "expired"},
	{Name: "name-mismatch", About: "the company's certificate is for another name", Short: true,
		Break: company(func(h *Host) { h.Cert.Names = []string{"artifacts.corp.example"} }),
		Want:  Broken(checks.CauseTLSNameMismatch), GoSays: "certificate is valid for artifacts.corp.example"},
	{Name: "cut-by-name", About: "the connection is cut after a ClientHello with that name", Short: true,
		Break: google(func(h *Host) { h.Wire, h.Cut = WireCutByName, []string{"proxy.golang.org"} }),
		Want:  Broken(checks.CauseTLSReset), GoSays: "connection reset"},
	{Name: "handshake-silent", About: "TCP connects, and the server never answers the ClientHello", Short: true,
		Break: google(func(h *Host) { h.Wire = WireSilent }),
		Want:  Broken(checks.CauseTLSTimeout), GoSays: "TLS handshake timeout"},
	{Name: "hello-too-large", About: "large packets to the server vanish, small ones pass",
		Break: func(n *Net) { n.Router.Forward = []string{"ip daddr 203.0.113.10 meta length > 700 drop"} },
		Want:  Broken(checks.CauseTLSHelloTooLarge, checks.CauseMTUBlackhole), GoSays: "TLS handshake timeout"},
	{Name: "not-tls", About: "https:// for a server that speaks plain HTTP", Short: true,
		Break: company(func(h *Host) { h.Wire = WirePlain }),
		Want:  Broken(checks.CauseTLSNotTLS), GoSays: "HTTP response to HTTPS client"},
	{Name: "tls-old", About: "the server speaks nothing newer than TLS 1.1", Short: true,
		Break: company(func(h *Host) { h.Wire = WireOld }),
		Want:  Broken(checks.CauseTLSVersion), GoSays: "protocol version"},
}
