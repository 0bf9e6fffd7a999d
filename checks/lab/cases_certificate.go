package lab

import (
	"crypto/tls"
	"time"

	"gomend/checks"
)

func init() { Register(certificateCases...) }

// Certificates that do not fit, and clocks that make them so.
var certificateCases = []Case{
	{Name: "company-authority", About: "the company's module proxy has a certificate of the company's own authority", Short: true,
		Break: company(func(h *Host) { h.Cert.Signer = CompanyCA }),
		Want:  Broken(checks.CauseTLSUnknownAuthority).But(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "expired", About: "the module proxy's certificate expired yesterday", Short: true,
		Break: google(func(h *Host) { h.Cert.Until = -day }),
		Want:  Broken(checks.CauseTLSExpired).But(checks.CauseClockSkew), GoSays: "expired"},
	{Name: "expired-company", About: "the company's certificate has expired",
		Break: company(func(h *Host) { h.Cert.Until = -day }),
		Want:  Broken(checks.CauseTLSExpired).But(checks.CauseClockSkew), GoSays: "expired"},
	{Name: "expired-server-clock", About: "the module proxy's certificate has expired, and its own clock is a month behind",
		Break: google(func(h *Host) { h.Cert.Until, h.Clock = -5*day, -30*day }),
		Want:  Broken(checks.CauseTLSExpired).OrPerhaps(checks.CauseClockSkew), GoSays: "expired"},
	{Name: "clock-behind", About: "this machine's clock is a year and a half behind", Short: true,
		Break: ahead(500 * day),
		Want:  Broken(checks.CauseClockSkew).But(checks.CauseTLSExpired), GoSays: "not yet valid"},
	{Name: "clock-behind-minutes", About: "this machine's clock is ten minutes behind, and the company's certificate was made just now",
		Break: also(company(func(h *Host) { h.Clock, h.Cert.From = 10*time.Minute, 9*time.Minute }), all(func(h *Host) { h.Clock = 10 * time.Minute })),
		Want:  Broken(checks.CauseClockSkew).OrPerhaps(checks.CauseTLSExpired), GoSays: "not yet valid"},
	{Name: "clock-ahead", About: "this machine's clock is a year and a half ahead",
		Break: ahead(-500 * day),
		Want:  Broken(checks.CauseClockSkew).But(checks.CauseTLSExpired), GoSays: "expired"},
	{Name: "name-mismatch", About: "the company's certificate is for another name", Short: true,
		Break: company(func(h *Host) { h.Cert.Names = []string{"artifacts.corp.example"} }),
		Want:  Broken(checks.CauseTLSNameMismatch), GoSays: "certificate is valid for artifacts.corp.example"},
	{Name: "common-name-only", About: "the company's certificate has its name in the subject alone, as long ago",
		Break: company(cert(func(c *Cert) { c.Old = true })),
		Want:  Broken(checks.CauseTLSNameMismatch), GoSays: "legacy Common Name", Saying: "common name"},
	{Name: "self-signed", About: "the company's module proxy signed its own certificate",
		Break: company(cert(func(c *Cert) { c.Issuer = IssuerNobody })),
		Want:  Broken(checks.CauseTLSUnknownAuthority).But(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intermediate-missing", About: "the company's server forgets to send the intermediate certificate",
		Break: company(cert(func(c *Cert) { c.Issuer = IssuerUnsent })),
		Want:  Broken(checks.CauseTLSUnknownAuthority).But(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intermediate-missing-public", About: "the public module proxy forgets to send the intermediate certificate",
		Break: google(func(h *Host) { h.Cert.Issuer = IssuerUnsent }),
		Want:  Broken(checks.CauseTLSUnknownAuthority).Perhaps().But(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intermediate-expired", About: "the intermediate certificate has expired",
		Break: company(cert(func(c *Cert) { c.Issuer = IssuerExpired })),
		Want:  Broken(checks.CauseTLSExpired, checks.CauseTLSUnknownAuthority).But(checks.CauseClockSkew), GoSays: "x509"},
	{Name: "not-yet-valid", About: "the company's certificate begins next week, and the clock is right",
		Break: company(cert(func(c *Cert) { c.From, c.Until = 7*day, 90*day })),
		Want:  Broken(checks.CauseTLSExpired).But(checks.CauseClockSkew), GoSays: "not yet valid"},
	{Name: "wildcard-too-deep", About: "*.example does not cover goproxy.corp.example",
		Break: company(cert(func(c *Cert) { c.Names = []string{"*.example"} })),
		Want:  Broken(checks.CauseTLSNameMismatch), GoSays: "certificate is valid for *.example"},
	{Name: "name-mismatch-public", About: "a public mirror with a certificate for another name",
		Break: func(n *Net) {
			stored("GOPROXY", "https://goproxy.cn")(n)
			n.Host("goproxy.cn").Cert.Names = []string{"cdn.example.net"}
		},
		Want: Broken(checks.CauseTLSNameMismatch), GoSays: "certificate is valid for cdn.example.net"},
	{Name: "ip-without-san", About: "https with an address, and a certificate for a name",
		Break: stored("GOPROXY", "https://198.51.100.10"),
		Want:  Broken(checks.CauseTLSNameMismatch), GoSays: "IP SANs"},
	{Name: "client-certificate", About: "the server wants a client certificate, which go does not have",
		Break: company(func(h *Host) { h.TLS = func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert } }),
		Want:  Broken(checks.CauseGOPROXYUnauthorized, checks.CauseTLSVersion, checks.CauseTCPReset), GoSays: "goproxy.corp.example"},
	{Name: "intermediate-sent", About: "the server sends its intermediate certificate", Want: Fine(),
		Break: google(cert(func(c *Cert) { c.Issuer = IssuerSent }))},
	{Name: "wildcard", About: "a wildcard certificate", Want: Fine(),
		Break: company(cert(func(c *Cert) { c.Names = []string{"*.corp.example"} }))},
	{Name: "company-trusted", About: "the company's authority is installed", Want: Fine(),
		Break: func(n *Net) {
			company(func(h *Host) { h.Cert.Signer = CompanyCA })(n)
			n.Client.Roots = RootsCompany
		}},
}
