package lab

func init() { Register(healthyCases...) }

// Networks without a fault, and those in which nothing matters that looks like one.
var healthyCases = []Case{
	{Name: "odd-icmp-blocked-here", About: "a rule on this machine drops all ICMP that comes in", Want: Fine(),
		Break: func(n *Net) { n.Client.Inbound = []string{"meta l4proto icmp drop"} }},
	{Name: "odd-walled", About: "nothing passes but the provider's DNS and port 443", Want: Fine(),
		Break: forward("udp dport 53 ip daddr "+ispResolver+" accept", "udp sport 53 accept", "tcp dport 443 accept", "tcp sport 443 accept", "drop")},
	{Name: "odd-alone", About: "nothing; third parties are not asked", Flags: noThirdParty, Want: Fine()},
	{Name: "proxy-unused", About: "a dead proxy for http alone", Want: Fine(),
		Break: env("HTTP_PROXY", "http://127.0.0.1:9")},
	{Name: "all-proxy-unused", About: "a dead ALL_PROXY, which go does not read", Want: Fine(),
		Break: env("ALL_PROXY", "socks5://127.0.0.1:9")},
	{Name: "no-requirements", About: "a module without requirements", Want: Fine(), Break: modFile("")},
	{Name: "latest", About: "a module without a version", Module: "rsc.io/quote@latest", Want: Fine()},
	{Name: "work", About: "a workspace, whose folders are named as seen from go.work", Want: Fine(),
		Break: also(modFile(quoteRequire), file("work/go.work", "go 1.21\n\nuse .\n\nreplace golang.org/x/text => ./text\n"), file("work/text/go.mod", "module golang.org/x/text\n"))},
	{Name: "healthy", About: "nothing; IPv4 only", Short: true, Want: Fine()},
	{Name: "go-mod", About: "nothing; modules come from go.mod", Short: true, Want: Fine(),
		Break: func(n *Net) {
			n.Client.ModFile = "module example.com/hello\n\ngo 1.21\n\nrequire rsc.io/quote v1.5.2\n"
		}},
	{Name: "icmp-blocked", About: "no ICMP of any kind gets through", Short: true, Want: Fine(),
		Break: func(n *Net) {
			n.Router.Forward = []string{"meta l4proto { icmp, ipv6-icmp } drop"}
			n.Router.Input = []string{"meta l4proto icmp drop"}
		}},
	{Name: "vpn", About: "a tunnel takes both halves of the address space; the own link leads nowhere", Short: true, NeedTun: true, Want: Fine(),
		Break: func(n *Net) {
			n.Client.VPN = true
			n.Router.Forward = []string{"ip saddr 192.168.77.0/24 drop"}
		}},
}
