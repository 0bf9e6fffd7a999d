package lab

import "gomend/checks"

// Faults below any name or server.
var networkCases = []Case{
	{Name: "isolated", About: "no interface but loopback", Short: true,
		Break: func(n *Net) { n.Client.NoLink = true },
		Want:  Broken(checks.CauseNetworkIsolated), GoSays: "dial udp"},
	{Name: "isolated-proxy", About: "no interface but loopback, and a proxy is set",
		Break: func(n *Net) {
			n.Client.NoLink = true
			n.Client.Env["HTTPS_PROXY"] = "http://198.51.100.128:3128"
		},
		Want: Broken(checks.CauseNetworkIsolated), GoSays: "unreachable"},
	{Name: "link-down", About: "eth0 is down", Short: true,
		Break: func(n *Net) { n.Client.LinkDown = true },
		Want:  Broken(checks.CauseLinkDown), GoSays: "dial udp"},
	{Name: "no-address", About: "eth0 is up without an address", Short: true,
		Break: func(n *Net) { n.Client.Address, n.Client.Gateway = "", "" },
		Want:  Broken(checks.CauseNoAddress), GoSays: "dial udp"},
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
	{Name: "gateway-dead", About: "nobody has the gateway's address", Short: true,
		Break: func(n *Net) { n.Client.Gateway = "192.168.77.254" },
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
	{Name: "gateway-dead-is-nameserver", About: "gateway and nameserver are the same dead box",
		Break: func(n *Net) {
			n.Client.Gateway = "192.168.77.254"
			n.Client.Resolvconf = "nameserver 192.168.77.254\n"
		},
		Want: Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
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
	{Name: "captive-portal", About: "a sign-in page answers for every name",
		Break: func(n *Net) {
			n.Hosts["login.hotel.example"] = &Host{Addresses: []string{portal}, Handler: page(200, "Welcome to the hotel: sign in"), Plain: redirect("https://login.hotel.example/")}
			n.Resolvers[ispResolver] = Lie(portal)
			n.Router.Forward = []string{"ip daddr { " + portal + ", " + ispResolver + " } accept", "ip saddr { " + portal + ", " + ispResolver + " } accept", "drop"}
		},
		Want: Broken(checks.CauseCaptivePortal), GoSays: "certificate is valid for login.hotel.example"},
	{Name: "ipv6-dead", About: "IPv6 is configured and leads nowhere, IPv4 works",
		Break: func(n *Net) {
			n.IPv6()
			n.Router.Forward = []string{"ip6 daddr ::/0 drop"}
		},
		Want: Degraded(checks.CauseIPv6Broken)},
	{Name: "mtu-blackhole", About: "packets over 1300 bytes vanish on the way", NeedTun: true,
		Break: func(n *Net) { n.Link.MTU = 1300 },
		Want:  Broken(checks.CauseMTUBlackhole, checks.CauseTLSHelloTooLarge), GoSays: "TLS handshake timeout"},
}

const portal = "198.51.100.200"
