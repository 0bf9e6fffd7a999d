package lab

import "gomend/checks"

func init() { Register(pathCases...) }

// threeRouters are a company's, a provider's and one of the internet, on the way out.
func threeRouters(forward ...[]string) func(*Net) {
	hops := []Hop{{Address: "10.40.0.2/30"}, {Address: "100.64.7.2/30"}, {Address: "192.0.2.18/30"}}
	for i, rules := range forward {
		hops[i].Forward = rules
	}
	return chain(hops...)
}

var dropAll = []string{"drop"}

// mute keeps the routers from telling that a packet ended with them.
func mute(places ...int) func(*Net) {
	return func(n *Net) {
		for _, p := range places {
			n.Chain[p].Mute = true
		}
	}
}

// Silence somewhere on a way with several routers.
var pathCases = []Case{
	{Name: "far-no-internet-company", About: "the company's second router forwards nothing",
		Break: threeRouters(dropAll),
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org", Saying: "10.40.0.2"},
	{Name: "far-no-internet-provider", About: "the provider's router forwards nothing",
		Break: threeRouters(nil, dropAll),
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org", Saying: "100.64.7.2"},
	{Name: "far-no-internet-public", About: "a router of the internet forwards nothing",
		Break: threeRouters(nil, nil, dropAll),
		Want:  Broken(checks.CauseNoInternet).Perhaps(), GoSays: "lookup proxy.golang.org", Saying: "192.0.2.18"},
	{Name: "far-no-internet-mute", About: "no router on the way tells anything, and the last forwards nothing",
		Break: also(threeRouters(nil, nil, dropAll), mute(0, 1, 2)),
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org", Saying: "192.168.77.1"},
	{Name: "far-dropped", About: "the third router drops what goes to the module proxy",
		Break: threeRouters(nil, nil, []string{"ip daddr 203.0.113.10 drop"}),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout", Saying: "192.0.2.18"},
	{Name: "far-dropped-alone", About: "the second router drops what goes to the module proxy, third parties are not asked", Flags: noThirdParty,
		Break: threeRouters(nil, []string{"ip daddr 203.0.113.10 drop"}),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout", Saying: "100.64.7.2"},
	{Name: "far-dropped-mute-between", About: "the third router drops what goes to the module proxy, and the second tells nothing",
		Break: also(threeRouters(nil, nil, []string{"ip daddr 203.0.113.10 drop"}), mute(1)),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout", Saying: "192.0.2.18"},
	{Name: "far-dropped-icmp-filtered", About: "the third router drops what goes to the module proxy, and the first all ICMP",
		Break: threeRouters([]string{"meta l4proto icmp drop"}, nil, []string{"ip daddr 203.0.113.10 drop"}),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout", Saying: "10.40.0.2"},
	{Name: "far-dropped-ipv6", About: "IPv6 only, and the third router drops what goes to the module proxy",
		Break: also(overIPv6, threeRouters(nil, nil, []string{"ip6 daddr 2001:db8:1::10 drop"})),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet, checks.CauseIPv6Broken), GoSays: "i/o timeout", Saying: "2001:db8:65:2::2"},
	{Name: "far-rejected", About: "the second router answers what goes to the module proxy with administratively prohibited",
		Break: threeRouters(nil, []string{"ip daddr 203.0.113.10 reject with icmp admin-prohibited"}),
		Want:  Broken(checks.CauseTCPUnreachable).But(checks.CauseNoInternet), GoSays: "no route to host", Saying: "100.64.7.2"},
	{Name: "far-resolver-dead", About: "the nameserver is dropped by the third router, the internet is there",
		Break: threeRouters(nil, nil, []string{"ip daddr " + ispResolver + " drop"}),
		Want:  Broken(checks.CauseResolverUnreachable), GoSays: "lookup proxy.golang.org", Saying: "192.0.2.18"},
	{Name: "far-proxy-dropped", About: "the second router drops what goes to the company's proxy",
		Break: also(env("HTTPS_PROXY", companyProxy), threeRouters(nil, []string{"ip daddr 198.51.100.128 drop"})),
		Want:  Broken(checks.CauseProxyTimeout), GoSays: "i/o timeout", Saying: "100.64.7.2"},
	{Name: "far-link-dns", About: "the nameserver is the router, and the second router forwards nothing",
		Break: also(linkResolver(gateway, Silence), threeRouters(dropAll)),
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},

	{Name: "odd-far", About: "three routers on the way", Want: Fine(), Short: true, Break: threeRouters()},
	{Name: "odd-far-mute", About: "three routers on the way, none of which tells anything", Want: Fine(), Break: also(threeRouters(), mute(0, 1, 2))},
	{Name: "odd-far-icmp-filtered", About: "every router on the way drops ICMP", Want: Fine(),
		Break: also(threeRouters([]string{"meta l4proto icmp drop"}, []string{"meta l4proto icmp drop"}, []string{"meta l4proto icmp drop"}), func(n *Net) {
			n.Router.Forward = []string{"meta l4proto { icmp, ipv6-icmp } drop"}
			n.Router.Input = []string{"meta l4proto icmp drop"}
		})},
}
