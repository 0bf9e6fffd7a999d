package lab

import (
	"gomend/checks"
)

func init() { Register(droppedCases...) }

// Connections that are dropped on the way, or cut.
var droppedCases = []Case{
	{Name: "tcp-dropped-alone", About: "the router drops what goes to the module proxy, third parties are not asked", Flags: noThirdParty,
		Break: block("proxy.golang.org", "drop"),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-link-dns", About: "the router drops what goes to both addresses of the module proxy, the nameserver is on the link, third parties are not asked", Flags: noThirdParty,
		Break: also(addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30"), block("proxy.golang.org", "drop"), linkResolver(gateway, Truth)),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet).Perhaps(), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-back", About: "what comes from the module proxy is dropped",
		Break: forward("ip saddr 203.0.113.10 drop"),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-all", About: "four addresses, all dropped",
		Break: also(addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30", "203.0.113.31", "203.0.113.32"), block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-company", About: "the router drops what goes to the company's module proxy",
		Break: also(internalGOPROXY, block(companyModuleProxy, "drop")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-private", About: "the router drops what goes to a private module's host", Module: privateVersion,
		Break: private(block("git.corp.example", "drop")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-second", About: "the first module proxy serves not, the second is dropped",
		Break: also(stored("GOPROXY", "https://goproxy.corp.example|https://goproxy.cn"), func(n *Net) {
			n.Host("goproxy.corp.example").Wire = WireClosed
			n.Block("goproxy.cn", "drop")
		}),
		Want: Broken(checks.CauseTCPRefused, checks.CauseTCPTimeout), GoSays: "goproxy.cn"},
	{Name: "tcp-dropped-both", About: "module proxy and checksum database are dropped, all else passes",
		Break: also(block("proxy.golang.org", "drop"), block("sum.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-web", About: "all that goes to port 443 is dropped, names resolve",
		Break: forward("tcp dport 443 drop"),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-redirecting", About: "all that goes to port 443 is dropped, port 80 leads there as it should",
		Break: also(all(func(h *Host) { h.Plain = toHTTPS() }), forward("tcp dport 443 drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseCaptivePortal), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-after-syn", About: "the connection opens, and nothing more passes",
		Break: forward("ip daddr 203.0.113.10 tcp flags & syn == 0 drop"),
		Want:  Broken(checks.CauseTLSTimeout), GoSays: "TLS handshake timeout"},
	{Name: "tcp-reset-company", About: "connections to the company's module proxy are cut whatever is said on them",
		Break: company(func(h *Host) { h.Wire = WireCut }),
		Want:  Broken(checks.CauseTCPReset), GoSays: "goproxy.corp.example"},
	{Name: "tcp-reset-by-router", About: "a middlebox cuts every connection to the address once data flows",
		Break: forward("ip daddr 203.0.113.10 tcp flags & syn == 0 meta length > 100 reject with tcp reset"),
		Want:  Broken(checks.CauseTCPReset, checks.CauseTLSReset), GoSays: "proxy.golang.org"},
	{Name: "tcp-reset-sumdb", About: "connections to the checksum database are cut, and it is not relayed",
		Break: also(notRelayed, func(n *Net) { n.Host("sum.golang.org").Wire = WireCut }),
		Want:  Broken(checks.CauseTCPReset), GoSays: "sum.golang.org"},
	{Name: "tcp-dropped", About: "the router drops what goes to the module proxy", Short: true,
		Break: func(n *Net) { n.Block("proxy.golang.org", "drop") },
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-sumdb", About: "the checksum database is dropped, the module proxy relays none",
		Break: func(n *Net) {
			n.Block("sum.golang.org", "drop")
			n.Client.GoEnv["GOPROXY"] = "https://mirrors.aliyun.com/goproxy/"
		},
		Want: Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "sum.golang.org"},
	{Name: "tcp-dropped-storage", About: "the host that zips are redirected to is dropped",
		Break: func(n *Net) {
			n.Host("proxy.golang.org").Handler = RedirectingZips()
			n.Block("storage.googleapis.com", "drop")
		},
		Want: Broken(checks.CauseTCPTimeout), GoSays: "storage.googleapis.com"},
	{Name: "tcp-reset", About: "connections to the address are cut whatever is said on them", Short: true,
		Break: func(n *Net) { n.Host("proxy.golang.org").Wire = WireCut },
		Want:  Broken(checks.CauseTCPReset), GoSays: "connection reset"},
}
