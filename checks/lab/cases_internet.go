package lab

import (
	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(internetCases...) }

// The gateway answers, and nothing beyond it does.
var internetCases = []Case{
	{Name: "no-internet", About: "the gateway lives and forwards nothing", Short: true,
		Break: func(n *Net) { n.Router.Closed = true },
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},
	{Name: "no-internet-local-dns", About: "nothing is forwarded, names come from a cache on this machine",
		Break: func(n *Net) {
			n.Router.Closed = true
			n.Client.Resolvconf = "nameserver 127.0.0.1\n"
			n.Client.Resolvers["127.0.0.1"] = Truth
		},
		Want: Broken(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "no-internet-rejected", About: "the gateway answers everything with net-unreachable",
		Break: func(n *Net) { n.Router.Forward = []string{"reject with icmpx no-route"} },
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},
	{Name: "no-internet-alone", About: "the gateway forwards nothing, third parties are not asked", Flags: noThirdParty,
		Break: func(n *Net) { n.Router.Closed = true },
		Want:  Broken(checks.CauseNoInternet, checks.CauseResolverUnreachable).Perhaps(), GoSays: "lookup proxy.golang.org"},
	{Name: "no-internet-router-dns", About: "the router is the nameserver, and has lost its line: it fails",
		Break: also(linkResolver(gateway, Rcode(dns.RcodeServerFailure)), func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "server misbehaving"},
	{Name: "no-internet-router-dns-silent", About: "the router is the nameserver, and has lost its line: it is silent",
		Break: also(linkResolver(gateway, Silence), func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "no-internet-router-dns-refuses", About: "the router is the nameserver, and has lost its line: it refuses",
		Break: also(linkResolver(gateway, Rcode(dns.RcodeRefused)), func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "server misbehaving"},
	{Name: "no-internet-prohibited", About: "the router answers everything with administratively prohibited",
		Break: forward("reject with icmpx admin-prohibited"),
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},
	{Name: "no-internet-one-way", About: "packets leave, and none comes back",
		Break: forward("iifname \"wan0\" drop"),
		Want:  Broken(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "no-internet-stub", About: "nothing is forwarded, and the stub resolver of this machine fails for it",
		Break: also(localResolver("127.0.0.53", Rcode(dns.RcodeServerFailure)), func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet).Perhaps(), GoSays: "server misbehaving"},
	{Name: "point-to-point-closed", About: "an address without a net around it, and nothing is forwarded",
		Break: also(pointToPoint, func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},
	{Name: "vpn-dead", About: "a tunnel takes all, and nothing comes out of its far end", NeedTun: true,
		Break: func(n *Net) {
			n.Client.VPN = true
			n.Router.Forward = []string{"ip saddr 10.8.0.0/24 drop"}
		},
		Want: Broken(checks.CauseNoInternet), GoSays: "i/o timeout"},
}
