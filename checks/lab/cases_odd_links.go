package lab

import "gomend/checks"

func init() { Register(oddLinkCases...) }

// setup changes the client's network by shell commands.
func setup(script string) func(*Net) { return func(n *Net) { n.Client.Setup += script + "\n" } }

// smaller makes the line before the second router take smaller packets.
func smaller(output ...string) func(*Net) {
	return func(n *Net) {
		threeRouters()(n)
		n.Chain[1].MTU = 1300
		n.Chain[0].Output, n.Chain[1].Output, n.Chain[2].Output = output, output, output
	}
}

// withRoute replaces the client's default route.
func withRoute(commands string) func(*Net) {
	return also(func(n *Net) { n.Client.Gateway = "" }, setup(commands))
}

// Links, addresses and routes as few machines have them, on which go gets through;
// and faults that look alike.
var oddLinkCases = []Case{
	{Name: "odd-ipv4-by-ipv6", About: "the default route for IPv4 has an IPv6 gateway", Want: Fine(),
		Break: also((*Net).IPv6, withRoute("ip -4 route add default via inet6 2001:db8:77::1 dev eth0"))},
	{Name: "odd-link-local-gateway", About: "IPv6 only, and the gateway has a link-local address", Want: Fine(),
		Break: also(overIPv6, func(n *Net) { n.Router.More, n.Client.Gateway6 = []string{"fe80::77:1/64"}, "fe80::77:1" })},
	{Name: "odd-nat64", About: "IPv6 only; the nameserver makes IPv6 addresses for servers that have none, and a gateway carries them", Want: Fine(),
		Break: also(overIPv6, addresses("proxy.golang.org", "64:ff9b::cb00:710a"), addresses("sum.golang.org", "64:ff9b::cb00:710b"))},
	{Name: "odd-policy-routing", About: "the default route is in a table of its own", Want: Fine(),
		Break: withRoute("ip route add default via 192.168.77.1 dev eth0 table 200\nip rule add pref 100 lookup 200")},
	{Name: "odd-policy-port", About: "a rule for port 443 alone leads past a dead default route", Want: Fine(),
		Break: also(linkResolver(gateway, Truth), withRoute("ip route add default via 192.168.77.254 dev eth0 metric 50\nip route add default via 192.168.77.1 dev eth0 table 200\nip rule add pref 100 ipproto tcp dport 443 lookup 200"))},
	{Name: "odd-multipath", About: "two next hops of one default route, which are the same box", Want: Fine(),
		Break: also(func(n *Net) { n.Router.More = []string{"192.168.77.3/24"} },
			withRoute("ip route add default nexthop via 192.168.77.1 dev eth0 nexthop via 192.168.77.3 dev eth0"))},
	{Name: "odd-metrics", About: "three default routes, of which the best works", Want: Fine(),
		Break: withRoute("ip route add default via 192.168.77.1 dev eth0 metric 100\nip route add default via 192.168.77.250 dev eth0 metric 200\nip route add default via 192.168.77.251 dev eth0 metric 300")},
	{Name: "odd-route-properties", About: "a default route with a source, a small segment size and a locked MTU", Want: Fine(),
		Break: withRoute("ip route add default via 192.168.77.1 dev eth0 src 192.168.77.2 advmss 1000 mtu lock 1400 initcwnd 2")},
	{Name: "odd-refused-elsewhere", About: "routes that lead nowhere, for nets that go does not want", Want: Fine(),
		Break: setup("ip route add blackhole 10.0.0.0/8\nip route add unreachable 172.16.0.0/12\nip route add prohibit 198.18.0.0/15\nip -6 route add unreachable fc00::/7")},
	{Name: "odd-ipv6-unreachable", About: "IPv6 addresses, and a default route that says unreachable", Want: Fine(),
		Break: also(func(n *Net) { n.Client.Address6 = clientAddress6 }, setup("ip -6 route add unreachable default metric 1"))},
	{Name: "odd-ipv6-disabled", About: "IPv6 is switched off", Want: Fine(),
		Break: setup("echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6")},
	{Name: "odd-ipv6-deprecated", About: "a deprecated IPv6 address beside one that works", Want: Fine(),
		Break: also((*Net).IPv6, setup("ip -6 addr add 2001:db8:77::99/64 dev eth0 preferred_lft 0 nodad"))},
	{Name: "odd-more-addresses", About: "three addresses on one interface, of two nets", Want: Fine(),
		Break: setup("ip addr add 192.168.77.20/24 dev eth0\nip addr add 10.77.0.2/16 dev eth0")},
	{Name: "odd-two-interfaces", About: "a second interface with an address and no way out", Want: Fine(),
		Break: func(n *Net) {
			n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24", Router: "10.99.0.1/24"}}
		}},
	{Name: "odd-interface-down", About: "further interfaces that are down", Want: Fine(),
		Break: setup("ip link add wlan0 type veth peer name far0\nip link add docker0 type bridge")},
	{Name: "odd-bridge", About: "the cable is a member of a bridge, which has the address", Want: Fine(),
		Break: withRoute("ip link add br0 type bridge\nip addr flush dev eth0\nip link set eth0 master br0\nip addr add 192.168.77.2/24 dev br0\nip link set br0 up\nip route add default via 192.168.77.1 dev br0")},
	{Name: "odd-interface-renamed", About: "the interface has the name of a tunnel", Want: Fine(),
		Break: setup("ip link set eth0 down\nip link set eth0 name tun9\nip link set tun9 up\nip route replace default via 192.168.77.1 dev tun9")},
	{Name: "odd-small-mtu", About: "an interface with packets of 1280 bytes", Want: Fine(), Break: setup("ip link set eth0 mtu 1280")},
	{Name: "odd-pmtud", About: "a line on the way takes smaller packets, and its routers say so", Want: Fine(), Break: smaller()},
	{Name: "odd-mss-clamped", About: "the router makes segments small", Want: Fine(),
		Break: forward("tcp flags syn tcp option maxseg size set 536")},
	{Name: "odd-tcp-options", About: "TCP without selective acknowledgements, timestamps and window scaling", Want: Fine(),
		Break: setup("for o in tcp_sack tcp_timestamps tcp_window_scaling; do echo 0 >/proc/sys/net/ipv4/$o; done")},
	{Name: "odd-ecn", About: "congestion notification is asked for, and a router removes it", Want: Fine(),
		Break: also(setup("echo 1 >/proc/sys/net/ipv4/tcp_ecn"), forward("ip ecn set not-ect"))},
	{Name: "odd-few-ports", About: "few local ports", Want: Fine(), Break: setup("echo 20000 20400 >/proc/sys/net/ipv4/ip_local_port_range")},
	{Name: "odd-impatient-kernel", About: "the kernel repeats a SYN once", Want: Fine(), Break: setup("echo 1 >/proc/sys/net/ipv4/tcp_syn_retries")},
	{Name: "odd-gateway-closed", About: "the gateway drops all that is meant for itself", Want: Fine(),
		Break: func(n *Net) { n.Router.Input = []string{"drop"} }},
	{Name: "odd-gateway-refusing", About: "the gateway rejects all that is meant for itself", Want: Fine(),
		Break: func(n *Net) { n.Router.Input = []string{"reject with icmpx admin-prohibited"} }},
	{Name: "odd-loopback-proxy", About: "only a proxy on this machine gets out", Want: Fine(),
		Break: func(n *Net) {
			n.Client.Loopback = &Proxy{Address: "127.0.0.1", Port: 7890}
			n.Router.Closed = true
			n.Client.Env["HTTPS_PROXY"] = "http://127.0.0.1:7890"
		}},
	{Name: "odd-loopback-socks", About: "only a SOCKS proxy on this machine gets out, and names are not to be had", Want: Fine(),
		Break: func(n *Net) {
			n.Client.Loopback = &Proxy{Address: "127.0.0.1", Port: 1080, SOCKS: true}
			n.Router.Closed = true
			n.Client.Env["HTTPS_PROXY"] = "socks5h://127.0.0.1:1080"
		}},
	{Name: "odd-answers-from-afar", About: "answers take a second of time to live only", Want: Fine(),
		Break: forward(`iifname "wan0" ip ttl set 2`)},
	{Name: "odd-no-ping", About: "pings are dropped everywhere, here too", Want: Fine(),
		Break: also(outgoing("icmp type echo-request drop"), forward("icmp type { echo-request, echo-reply } drop"))},

	{Name: "mtu-blackhole-pmtud", About: "a line on the way takes smaller packets, and its routers may not say so",
		Break: also(largeCertificate, smaller("icmp type destination-unreachable drop")),
		Want:  Broken(checks.CauseMTUBlackhole, checks.CauseTLSHelloTooLarge), GoSays: "TLS handshake timeout"},
	{Name: "policy-dead", About: "a rule leads all into a table whose gateway is dead",
		Break: setup("ip route add default via 192.168.77.254 dev eth0 table 200\nip rule add pref 100 lookup 200"),
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
	{Name: "policy-prohibit", About: "a rule of policy routing prohibits port 443",
		Break: setup("ip rule add pref 100 ipproto tcp dport 443 prohibit"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "permission denied"},
	{Name: "captive-portal-certificate", About: "every server shows the sign-in page's certificate, and a request without TLS leads there",
		Break: all(func(h *Host) {
			h.Cert.Names = []string{"login.hotel.example"}
			h.Plain = redirect("https://login.hotel.example/")
		}),
		Want: Broken(checks.CauseCaptivePortal), GoSays: "certificate is valid for login.hotel.example"},
	{Name: "captive-portal-reset", About: "the web is cut off after the connection, and a request without TLS leads to a sign-in page",
		Break: all(func(h *Host) { h.Wire, h.Plain = WireCut, redirect("https://login.hotel.example/") }),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "reset"},
	{Name: "proxy-needed-wget", About: "only proxies get out, and only wget knows one",
		Break: onlyProxies(file(".wgetrc", "https_proxy = "+companyProxy+"\n")),
		Want:  Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-desktop", About: "only proxies get out, and only the session's environment knows one",
		Break: onlyProxies(file(".config/environment.d/50-proxy.conf", "HTTPS_PROXY="+companyProxy+"\n")),
		Want:  Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "goproxy-400-one", About: "the module proxy answers 400 for one of several modules",
		Break: also(stored("GOPROXY", "https://goproxy.corp.example"), modFile("require (\n\trsc.io/sampler v1.3.0\n\trsc.io/quote v1.5.2\n)\n"),
			handler("goproxy.corp.example", Replacing("rsc.io/quote/", text(400, "bad request"), ModuleProxy()))),
		Want: Broken(checks.CauseGOPROXYServerError).Perhaps().But(checks.CauseGOPROXYWrongURL), GoSays: "400"},
	{Name: "goproxy-headers", About: "the module proxy's headers are malformed",
		Break: also(env("GOPROXY", "http://goproxy.corp.example"), host("goproxy.corp.example", func(h *Host) { h.Wire = WireClosed }), func(n *Net) {
			n.Proxies["broken.corp.example"] = &Proxy{Address: "198.51.100.10", Port: 80, Raw: answering("HTTP/1.1 200 OK\r\nbad header line\r\n\r\n{}")}
		}),
		Want: Broken(checks.CauseGOPROXYWrongURL).Perhaps(), GoSays: "malformed MIME header"},
}
