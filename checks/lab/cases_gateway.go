package lab

import (
	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(gatewayCases...) }

// Routes, and the gateways that they name.
var gatewayCases = []Case{
	{Name: "no-default-route", About: "an address and no default route", Short: true,
		Break: func(n *Net) { n.Client.Gateway = "" },
		Want:  Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable"},
	{Name: "no-default-route-local-dns", About: "no default route, and the nameserver is on this machine",
		Break: func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Resolvconf = "nameserver 127.0.0.1\n"
			n.Client.Resolvers["127.0.0.1"] = Truth
		},
		Want: Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable"},
	{Name: "no-default-route-silent-dns", About: "no default route, and the nameserver on the link has lost its own",
		Break: also(linkResolver(linkServer, Silence), func(n *Net) { n.Client.Gateway = "" }),
		Want:  Broken(checks.CauseNoDefaultRoute).Perhaps().But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "gateway-dead", About: "nobody has the gateway's address", Short: true,
		Break: func(n *Net) { n.Client.Gateway = "192.168.77.254" },
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
	{Name: "gateway-dead-is-nameserver", About: "gateway and nameserver are the same dead box",
		Break: func(n *Net) {
			n.Client.Gateway = "192.168.77.254"
			n.Client.Resolvconf = "nameserver 192.168.77.254\n"
		},
		Want: Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
	{Name: "gateway-dead-local-dns", About: "nobody has the gateway's address, names come from this machine",
		Break: also(localResolver("127.0.0.1", Truth), func(n *Net) { n.Client.Gateway = "192.168.77.254" }),
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "no route to host"},
	{Name: "gateway-dead-link-dns", About: "nobody has the gateway's address, the nameserver is on the link",
		Break: also(linkResolver(linkServer, Truth), func(n *Net) { n.Client.Gateway = "192.168.77.254" }),
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "no route to host"},
	{Name: "gateway-dead-alone", About: "nobody has the gateway's address, third parties are not asked", Flags: noThirdParty,
		Break: func(n *Net) { n.Client.Gateway = "192.168.77.254" },
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
	{Name: "no-route-link-dns", About: "no default route, and the nameserver is on the link",
		Break: also(linkResolver(linkServer, Truth), func(n *Net) { n.Client.Gateway = "" }),
		Want:  Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable"},
	{Name: "no-route-but-one", About: "no default route but one to the nameserver",
		Break: func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Routes = []Route{{To: ispResolver + "/32", Via: gateway, Dev: "eth0"}}
		},
		Want: Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable"},
	{Name: "gateway-dead-stub", About: "nobody has the gateway's address, and the stub resolver of this machine fails for it",
		Break: also(localResolver("127.0.0.53", Rcode(dns.RcodeServerFailure)), func(n *Net) { n.Client.Gateway = "192.168.77.254" }),
		Want:  Broken(checks.CauseGatewayUnreachable).Perhaps(), GoSays: "server misbehaving"},
	{Name: "no-route-stub", About: "no default route, and the stub resolver of this machine fails for it",
		Break: also(localResolver("127.0.0.53", Rcode(dns.RcodeServerFailure)), func(n *Net) { n.Client.Gateway = "" }),
		Want:  Broken(checks.CauseNoDefaultRoute), GoSays: "server misbehaving"},
	{Name: "second-default-dead", About: "the default route with the better metric leads to a dead gateway",
		Break: func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24"}}
			n.Client.Routes = []Route{{To: "0.0.0.0/0", Via: "10.99.0.1", Dev: "eth1", Metric: 50}, {To: "0.0.0.0/0", Via: gateway, Dev: "eth0", Metric: 600}}
		},
		Want: Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
	{Name: "second-default-closed", About: "the default route with the better metric leads to a gateway that forwards nothing",
		Break: func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24", Router: "10.99.0.1/24"}}
			n.Client.Routes = []Route{{To: "0.0.0.0/0", Via: "10.99.0.1", Dev: "eth1", Metric: 50}, {To: "0.0.0.0/0", Via: gateway, Dev: "eth0", Metric: 600}}
			n.Router.Forward = []string{"iifname \"lan1\" drop"}
		},
		Want: Broken(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "odd-proxy-arp", About: "no gateway: the router answers for every address", Want: Fine(),
		Break: func(n *Net) {
			n.Router.ProxyARP = true
			n.Client.Gateway = ""
			n.Client.Routes = []Route{{To: "0.0.0.0/0", Dev: "eth0"}}
		}},
	{Name: "odd-point-to-point", About: "an address without a net around it", Want: Fine(), Break: pointToPoint},
	{Name: "odd-second-default", About: "a second default route, with a higher metric, leads to a dead gateway", Want: Fine(),
		Break: func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24"}}
			n.Client.Routes = []Route{{To: "0.0.0.0/0", Via: gateway, Dev: "eth0", Metric: 100}, {To: "0.0.0.0/0", Via: "10.99.0.1", Dev: "eth1", Metric: 600}}
		}},
	{Name: "odd-routes-only", About: "no default route; routes to the nameserver and to the proxy", Want: Fine(),
		Break: httpsProxy(companyProxy, func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Routes = []Route{{To: "198.51.100.0/24", Via: gateway, Dev: "eth0"}}
		})},
	{Name: "gateway-mute", About: "the gateway ignores pings", Want: Fine(),
		Break: func(n *Net) { n.Router.Input = []string{"icmp type echo-request drop"} }},
}
