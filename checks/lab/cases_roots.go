package lab

import (
	"gomend/checks"
)

func init() { Register(rootsCases...) }

// Root certificates, and the settings that say where they are.
var rootsCases = []Case{
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
	{Name: "roots-empty", About: "the bundle of roots is an empty file",
		Break: func(n *Net) {
			n.Client.Roots = RootsNone
			n.Client.Prepare = "mkdir -p /etc/ssl/certs && true >/etc/ssl/certs/ca-certificates.crt"
		},
		Want: Broken(checks.CauseCABundleMissing), GoSays: "x509"},
	{Name: "roots-unreadable", About: "the bundle of roots may not be read",
		Break: func(n *Net) { n.Client.Prepare = "chmod 000 /etc/ssl/certs/ca-certificates.crt" },
		Want:  Broken(checks.CauseCABundleMissing), GoSays: "x509"},
	{Name: "roots-others", About: "the bundle holds only a company's authority",
		Break: func(n *Net) {
			n.Client.Roots = RootsNone
			bundle := string(authorityOf(CompanyCA).pem())
			n.Client.Files["ca.pem"] = bundle
			n.Client.Prepare = "mkdir -p /etc/ssl/certs && cp ca.pem /etc/ssl/certs/ca-certificates.crt"
		},
		Want: Broken(checks.CauseCABundleMissing, checks.CauseTLSUnknownAuthority, checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "roots-setting-empty", About: "SSL_CERT_FILE is an empty file, and there is no folder of roots",
		Break: oneBundle(env("SSL_CERT_FILE", "{home}/empty.pem"), func(n *Net) { n.Client.Files["empty.pem"] = "" }),
		Want:  Broken(checks.CauseCASettingBroken), GoSays: "x509"},
	{Name: "roots-setting-folder", About: "SSL_CERT_FILE is a folder",
		Break: oneBundle(env("SSL_CERT_FILE", "{home}/tmp")),
		Want:  Broken(checks.CauseCASettingBroken), GoSays: "x509"},
	{Name: "roots-setting-unreadable", About: "SSL_CERT_FILE may not be read",
		Break: oneBundle(env("SSL_CERT_FILE", "{home}/secret.pem"), bundleFile("secret.pem", RootsPublic), func(n *Net) { n.Client.Prepare = "chmod 000 secret.pem" }),
		Want:  Broken(checks.CauseCASettingBroken), GoSays: "x509"},
	{Name: "roots-setting-without", About: "SSL_CERT_FILE holds only the company's authority, and hides the public ones",
		Break: oneBundle(env("SSL_CERT_FILE", "{home}/corp.pem"), func(n *Net) { n.Client.Files["corp.pem"] = string(authorityOf(CompanyCA).pem()) }),
		Want:  Broken(checks.CauseCASettingBroken).But(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "roots-setting-dir", About: "SSL_CERT_DIR points at nothing on a system with roots in a folder alone",
		Break: func(n *Net) {
			n.Client.RootsFile = "/etc/ssl/certs/lab.pem"
			env("SSL_CERT_DIR", "/opt/gone")(n)
		},
		Want: Broken(checks.CauseCASettingBroken), GoSays: "x509"},
	{Name: "roots-setting-own", About: "SSL_CERT_FILE with the public and the company's authorities", Want: Fine(),
		Break: also(company(cert(func(c *Cert) { c.Signer = CompanyCA })), env("SSL_CERT_FILE", "{home}/all.pem"), bundleFile("all.pem", RootsCompany))},
	{Name: "roots-setting-harmless", About: "SSL_CERT_FILE points at nothing, and the folder of roots serves", Want: Fine(),
		Break: env("SSL_CERT_FILE", "/opt/gone/ca.pem")},
}
