package lab

import (
	"gomend/checks"
)

func init() { Register(interceptionCases...) }

// Middleboxes that open TLS.
var interceptionCases = []Case{
	{Name: "intercepted", About: "a middlebox signs for every public host", Short: true,
		Break: intercept,
		Want:  Broken(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intercepted-by-proxy", About: "the proxy opens TLS",
		Break: httpsProxy(companyProxy, intercept),
		Want:  Broken(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intercepted-one", About: "a middlebox signs for the public module proxy alone",
		Break: google(func(h *Host) { h.Cert.Signer = InspectionCA }),
		Want:  Broken(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intercepted-sumdb", About: "a middlebox signs for the checksum database, and the module proxy relays none",
		Break: func(n *Net) {
			stored("GOPROXY", "https://mirrors.aliyun.com/goproxy/")(n)
			n.Host("sum.golang.org").Cert.Signer = InspectionCA
		},
		Want: Broken(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intercepted-storage", About: "a middlebox signs for the host that zips are redirected to",
		Break: func(n *Net) {
			n.Host("proxy.golang.org").Handler = RedirectingZips()
			n.Host("storage.googleapis.com").Cert.Signer = InspectionCA
		},
		Want: Broken(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intercepted-trusted", About: "a middlebox opens TLS, and its authority is installed", Short: true, Want: Fine(),
		Break: func(n *Net) {
			intercept(n)
			n.Client.Roots = RootsInspection
		}},
}
