package lab

import "gomend/checks"

// Faults between a right address and a connection.
var transportCases = []Case{
	{Name: "tcp-refused", About: "nothing listens at the module proxy's address", Short: true,
		Break: func(n *Net) { n.Host("proxy.golang.org").Wire = WireClosed },
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-rejected", About: "the router answers with a reset",
		Break: func(n *Net) { n.Block("proxy.golang.org", "reject with tcp reset") },
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
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
	{Name: "tcp-prohibited", About: "the router answers administratively prohibited", Short: true,
		Break: func(n *Net) { n.Block("proxy.golang.org", "reject with icmpx admin-prohibited") },
		Want:  Broken(checks.CauseTCPUnreachable), GoSays: "no route to host"},
	{Name: "tcp-unreachable", About: "the router answers host unreachable",
		Break: func(n *Net) { n.Block("proxy.golang.org", "reject with icmpx host-unreachable") },
		Want:  Broken(checks.CauseTCPUnreachable), GoSays: "no route to host"},
	{Name: "tcp-reset", About: "connections to the address are cut whatever is said on them", Short: true,
		Break: func(n *Net) { n.Host("proxy.golang.org").Wire = WireCut },
		Want:  Broken(checks.CauseTCPReset), GoSays: "connection reset"},
	{Name: "route-prohibit", About: "a route of type prohibit on this machine",
		Break: func(n *Net) { n.Client.Routes = []Route{{To: "203.0.113.10/32", Kind: "prohibit"}} },
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "proxy.golang.org"},
	{Name: "address-partly-dead", About: "the first of two addresses refuses",
		Break: func(n *Net) {
			n.Block("proxy.golang.org", "reject with tcp reset")
			n.Host("proxy.golang.org").Addresses = []string{"203.0.113.10", "203.0.113.30"}
		},
		Want: Degraded(checks.CauseAddressPartlyDead)},
}
