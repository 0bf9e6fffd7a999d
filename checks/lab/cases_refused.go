package lab

import (
	"gomend/checks"
)

func init() { Register(append(refusedCases, rejections()...)...) }

// Connections that are refused, by the server or by a router.
var refusedCases = []Case{
	{Name: "tcp-refused-company", About: "nothing listens at the company's module proxy",
		Break: company(func(h *Host) { h.Wire = WireClosed }),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-port", About: "GOPROXY with the wrong port",
		Break: stored("GOPROXY", "https://goproxy.corp.example:8443"),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-plain", About: "GOPROXY with http:// for a server with TLS alone",
		Break: stored("GOPROXY", "http://goproxy.corp.example"),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-address", About: "GOPROXY by an address at which nothing listens",
		Break: stored("GOPROXY", "http://198.51.100.10:3000"),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-sumdb", About: "the checksum database refuses, and is not relayed",
		Break: also(notRelayed, func(n *Net) { n.Host("sum.golang.org").Wire = WireClosed }),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "sum.golang.org"},
	{Name: "tcp-refused-storage", About: "the host that zips are redirected to refuses",
		Break: also(zipsElsewhere, func(n *Net) { n.Host("storage.googleapis.com").Wire = WireClosed }),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "storage.googleapis.com"},
	{Name: "tcp-refused-private", About: "a private module's host refuses", Module: privateVersion,
		Break: private(func(n *Net) { n.Host("git.corp.example").Wire = WireClosed }),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-all", About: "all of six addresses refuse",
		Break: also(addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30", "203.0.113.31", "203.0.113.32", "203.0.113.33", "203.0.113.34"),
			func(n *Net) { n.Host("proxy.golang.org").Wire = WireClosed }),
		Want: Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-rejected-web", About: "all that goes to port 443 is rejected, names resolve",
		Break: forward("tcp dport 443 reject with icmpx admin-prohibited"),
		Want:  Broken(checks.CauseTCPUnreachable).But(checks.CauseNoInternet), GoSays: "no route to host"},
	{Name: "tcp-refused", About: "nothing listens at the module proxy's address", Short: true,
		Break: func(n *Net) { n.Host("proxy.golang.org").Wire = WireClosed },
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-rejected", About: "the router answers with a reset",
		Break: func(n *Net) { n.Block("proxy.golang.org", "reject with tcp reset") },
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-prohibited", About: "the router answers administratively prohibited", Short: true,
		Break: func(n *Net) { n.Block("proxy.golang.org", "reject with icmpx admin-prohibited") },
		Want:  Broken(checks.CauseTCPUnreachable), GoSays: "no route to host"},
	{Name: "tcp-unreachable", About: "the router answers host unreachable",
		Break: func(n *Net) { n.Block("proxy.golang.org", "reject with icmpx host-unreachable") },
		Want:  Broken(checks.CauseTCPUnreachable), GoSays: "no route to host"},
	{Name: "redirect-refused", About: "zips are redirected to a host that refuses",
		Break: also(answer(".zip", redirect("https://goproxy.io/zip")), host("goproxy.io", func(h *Host) { h.Wire = WireClosed })), Want: Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
}

// rejections are the ways in which a router can say no.
func rejections() (list []Case) {
	for _, r := range []struct {
		with, says string
		cause      checks.Cause
	}{
		{"icmp net-unreachable", "network is unreachable", checks.CauseTCPUnreachable},
		{"icmp prot-unreachable", "protocol not available", checks.CauseTCPUnreachable},
		{"icmp port-unreachable", "connection refused", checks.CauseTCPRefused},
		{"icmp net-prohibited", "network is unreachable", checks.CauseTCPUnreachable},
		{"icmp host-prohibited", "no route to host", checks.CauseTCPUnreachable},
		{"icmp admin-prohibited", "no route to host", checks.CauseTCPUnreachable},
	} {
		list = append(list, Case{
			Name: "tcp-rejected-" + r.with[len("icmp "):], About: "the router answers what goes to the module proxy with " + r.with,
			Break: forward("ip daddr 203.0.113.10 reject with " + r.with),
			Want:  Broken(r.cause).But(checks.CauseNoInternet, checks.CauseNoDefaultRoute), GoSays: r.says,
		})
	}
	return list
}
