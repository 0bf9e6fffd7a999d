package lab

import (
	"gomend/checks"
)

func init() { Register(addressesCases...) }

// Servers with several addresses, some of them dead.
var addressesCases = []Case{
	{Name: "address-partly-silent", About: "the first of two addresses is silent",
		Break: also(block("proxy.golang.org", "drop"), addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30")),
		Want:  Degraded(checks.CauseAddressPartlyDead)},
	{Name: "address-partly-unreachable", About: "a router knows no way to the first of two addresses",
		Break: also(block("proxy.golang.org", "reject with icmpx host-unreachable"), addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30")),
		Want:  Degraded(checks.CauseAddressPartlyDead)},
	{Name: "address-mostly-dead", About: "five of six addresses are silent, the first is not", Want: Fine(),
		Break: also(addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30", "203.0.113.31", "203.0.113.32", "203.0.113.33", "203.0.113.34"),
			forward("ip daddr 203.0.113.30-203.0.113.34 drop"))},
	{Name: "address-last-alive", About: "the first four of five addresses refuse",
		Break: also(addresses("proxy.golang.org", "203.0.113.30", "203.0.113.31", "203.0.113.32", "203.0.113.33", "203.0.113.10"),
			forward("ip daddr 203.0.113.30-203.0.113.33 reject")),
		Want: Degraded(checks.CauseAddressPartlyDead)},
	{Name: "address-partly-dead-company", About: "the first of the company's two module proxies is gone",
		Break: also(internalGOPROXY, block(companyModuleProxy, "reject with tcp reset"), addresses(companyModuleProxy, "198.51.100.10", "198.51.100.30")),
		Want:  Degraded(checks.CauseAddressPartlyDead)},
	{Name: "ipv6-address-refused", About: "IPv6 works, and the module proxy refuses it",
		Break: also((*Net).IPv6, forward("ip6 daddr 2001:db8:1::10 reject with tcp reset")),
		Want:  Degraded(checks.CauseAddressPartlyDead)},
	{Name: "odd-many-addresses", About: "twenty addresses", Want: Fine(),
		Break: addresses("proxy.golang.org", pool("203.0.113.10", 20)...)},
	{Name: "address-partly-dead", About: "the first of two addresses refuses",
		Break: func(n *Net) {
			n.Block("proxy.golang.org", "reject with tcp reset")
			n.Host("proxy.golang.org").Addresses = []string{"203.0.113.10", "203.0.113.30"}
		},
		Want: Degraded(checks.CauseAddressPartlyDead)},
}
