package lab

import (
	"gomend/checks"
)

func init() { Register(ipv6Cases...) }

// IPv6: beside IPv4, instead of it, and where it leads nowhere.
var ipv6Cases = []Case{
	{Name: "ipv6-dead", About: "IPv6 is configured and leads nowhere, IPv4 works",
		Break: func(n *Net) {
			n.IPv6()
			n.Router.Forward = []string{"ip6 daddr ::/0 drop"}
		},
		Want: Degraded(checks.CauseIPv6Broken)},
	{Name: "gateway-dead-ipv6", About: "IPv6 only, and nobody has the gateway's address",
		Break: also(overIPv6, func(n *Net) { n.Client.Gateway6 = "2001:db8:77::fe" }),
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
	{Name: "no-route-ipv6", About: "IPv6 only, without a default route",
		Break: also(overIPv6, func(n *Net) { n.Client.Gateway6 = "" }),
		Want:  Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable"},
	{Name: "no-route-ipv4-server", About: "IPv6 only, and the module proxy has IPv4 alone",
		Break: also(overIPv6, stored("GOPROXY", "https://goproxy.io")),
		Want:  Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable", Saying: "a way out for IPv6 alone, and 203.0.113.14 is of IPv4"},
	{Name: "no-internet-ipv6", About: "IPv6 only, nothing is forwarded",
		Break: also(overIPv6, func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},
	{Name: "ipv6-no-gateway", About: "the IPv6 gateway does not exist, IPv4 works",
		Break: func(n *Net) {
			n.IPv6()
			n.Client.Gateway6 = "2001:db8:77::fe"
		},
		Want: Degraded(checks.CauseIPv6Broken)},
	{Name: "ipv6-rejected", About: "the router has no way for IPv6 and says so, IPv4 works",
		Break: func(n *Net) {
			n.IPv6()
			n.Router.Forward = []string{"meta nfproto ipv6 reject with icmpv6 no-route"}
		},
		Want: Degraded(checks.CauseIPv6Broken)},
	{Name: "hosts-override-ipv6", About: "the hosts file gives the IPv6 address alone, the client has none",
		Break: hosts("2001:db8:1::10 proxy.golang.org\n"),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "network is unreachable"},
	{Name: "tcp-refused-ipv6", About: "IPv6 only, and the module proxy refuses",
		Break: also(overIPv6, func(n *Net) { n.Host("proxy.golang.org").Wire = WireClosed }),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-dropped-ipv6", About: "IPv6 only, and the module proxy is dropped",
		Break: also(overIPv6, block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseIPv6Broken, checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-dual", About: "the module proxy is dropped over both protocols",
		Break: also((*Net).IPv6, block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseIPv6Broken, checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "odd-second-dns-ipv6", About: "the second nameserver has an IPv6 address, and there is no way for it", Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver + "\nnameserver " + ispResolver6 + "\n")},
	{Name: "odd-first-dns-ipv6", About: "the first nameserver has an IPv6 address, and there is no way for it: go turns to the next at once", Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver6 + "\nnameserver " + ispResolver + "\n")},
	{Name: "odd-ipv6-only", About: "IPv6 only", Want: Fine(), Break: overIPv6},
	{Name: "odd-ipv6-private", About: "a private IPv6 address whose router knows no way out", Want: Fine(),
		Break: func(n *Net) {
			n.Client.Address6, n.Client.Gateway6 = "fd00:77::2/64", "fd00:77::1"
			n.Router.Address6 = "fd00:77::1/64"
			n.Router.Forward = []string{"meta nfproto ipv6 reject with icmpv6 no-route"}
		}},
	{Name: "odd-server-dead-ipv6", About: "the server's first IPv6 address is nobody's, the client has none", Want: Fine(),
		Break: addresses("proxy.golang.org", "2001:db8:dead::1", "203.0.113.10")},
	{Name: "ipv6", About: "IPv6 works beside IPv4", Want: Fine(), Break: (*Net).IPv6},
	{Name: "ipv6-unused", About: "an IPv6 address and no way out for it", Short: true, Want: Fine(),
		Break: func(n *Net) { n.Client.Address6 = "fd00:77::2/64" }},
}
