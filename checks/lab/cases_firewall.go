package lab

import "gomend/checks"

func init() { Register(firewallCases...) }

// incoming adds rules for what comes to the client.
func incoming(rules ...string) func(*Net) {
	return func(n *Net) { n.Client.Inbound = append(n.Client.Inbound, rules...) }
}

// tables adds nft tables of the client's.
func tables(script string) func(*Net) { return func(n *Net) { n.Client.Tables += script } }

// asRoot lets commands on the client run as root.
func asRoot(n *Net) { n.Client.Root = true }

// strictInbound lets in what answers, and nothing else, as many a machine does.
var strictInbound = incoming(`iifname "lo" accept`, "ct state established accept", "drop")

// ufwTables are the tables that ufw makes, with a rule of the person's.
const ufwTables = `table ip filter {
	chain OUTPUT { type filter hook output priority 0; policy accept; jump ufw-before-output; jump ufw-user-output; }
	chain ufw-before-output { oifname "lo" accept; ct state established,related accept; }
	chain ufw-user-output { tcp dport 443 drop; }
}
`

const firewalldTables = `table inet firewalld {
	chain filter_OUTPUT { type filter hook output priority 10; policy accept; oifname "lo" accept; jump filter_OUTPUT_POLICIES; }
	chain filter_OUTPUT_POLICIES { ip daddr 203.0.113.0/24 reject with icmpx admin-prohibited; }
}
`

const iptablesTables = `table ip filter {
	chain OUTPUT { type filter hook output priority 0; policy drop; oifname "lo" accept; udp dport 53 accept; ct state established accept; }
}
`

const setTables = `table inet egress {
	set blocked { type ipv4_addr; flags interval; elements = { 203.0.113.0/24 }; }
	chain out { type filter hook output priority -10; policy accept; ip daddr @blocked tcp dport { 80, 443 } counter drop; }
}
`

// Rules of this machine, and machines with rules that stop nothing of go's.
var firewallCases = []Case{
	{Name: "firewall-user", About: "a rule drops what this user sends to port 443",
		Break: outgoing("meta skuid 1000 tcp dport 443 drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-cgroup", About: "a rule drops what programs of this cgroup send to port 443",
		Break: outgoing("meta cgroup 0 tcp dport 443 drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-allow-list", About: "nothing may leave but questions for names",
		Break: outgoing(`oifname "lo" accept`, "udp dport 53 accept", "ct state established accept", "drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-allow-list-no-dns", About: "nothing may leave but to port 443",
		Break: outgoing(`oifname "lo" accept`, "tcp dport 443 accept", "drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "operation not permitted"},
	{Name: "firewall-allow-list-rejecting", About: "nothing may leave but questions for names, and the rest is rejected",
		Break: outgoing(`oifname "lo" accept`, "udp dport 53 accept", "reject"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "connection refused"},
	{Name: "firewall-reset-web", About: "a rule resets all that goes to port 443", Short: true,
		Break: outgoing("tcp dport 443 reject with tcp reset"),
		Want:  Broken(checks.CauseFirewallLocal).But(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "firewall-reset-alone", About: "a rule resets all that goes to port 443, third parties are not asked", Flags: noThirdParty,
		Break: outgoing("tcp dport 443 reject with tcp reset"),
		Want:  Broken(checks.CauseFirewallLocal).But(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "firewall-proxy", About: "a rule drops what goes to the company's proxy",
		Break: also(httpsProxy(companyProxy), outgoing("tcp dport 3128 drop")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-proxy-reset", About: "a rule resets what goes to the company's proxy",
		Break: also(httpsProxy(companyProxy), outgoing("tcp dport 3128 reject with tcp reset")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "connection refused"},
	{Name: "firewall-inbound-all", About: "nothing may come in but answers about names",
		Break: incoming(`iifname "lo" accept`, "udp sport 53 accept", "drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-inbound-alone", About: "nothing may come in but answers about names, third parties are not asked", Flags: noThirdParty,
		Break: incoming(`iifname "lo" accept`, "udp sport 53 accept", "drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-inbound-everything", About: "nothing may come in",
		Break: incoming(`iifname "lo" accept`, "drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "lookup proxy.golang.org"},
	{Name: "firewall-inbound-dns", About: "answers about names are dropped",
		Break: incoming("udp sport 53 drop", "tcp sport 53 drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "lookup proxy.golang.org"},
	{Name: "firewall-inbound-proxy", About: "what the company's proxy answers is dropped",
		Break: also(httpsProxy(companyProxy), incoming("tcp sport 3128 drop")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-ipv6", About: "IPv6 only, and a rule drops all IPv6 to port 443",
		Break: also(overIPv6, outgoing("meta nfproto ipv6 tcp dport 443 drop")),
		Want:  Broken(checks.CauseFirewallLocal).But(checks.CauseIPv6Broken), GoSays: "i/o timeout"},
	{Name: "firewall-ipv6-reset", About: "IPv6 only, and a rule resets all IPv6 to port 443",
		Break: also(overIPv6, outgoing("meta nfproto ipv6 tcp dport 443 reject with tcp reset")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "connection refused"},
	{Name: "firewall-ipv6-rejected", About: "IPv6 only, and a rule rejects all IPv6 to port 443",
		Break: also(overIPv6, outgoing("meta nfproto ipv6 tcp dport 443 reject with icmpv6 admin-prohibited")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "permission denied"},
	{Name: "firewall-ipv6-inbound", About: "IPv6 only, and what comes from port 443 is dropped",
		Break: also(overIPv6, incoming("tcp sport 443 drop")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-ipv6-beside", About: "a rule drops all IPv6, IPv4 works",
		Break: also((*Net).IPv6, outgoing("meta nfproto ipv6 tcp dport 443 drop")),
		Want:  Degraded(checks.CauseIPv6Broken)},
	{Name: "firewall-inbound-fib", About: "answers of the module proxy are dropped, by two rules of which one looks at routes",
		Break: func(n *Net) {
			n.Client.Cables = []Cable{{Name: "eth1", Address: "192.168.77.9/32", Router: "10.99.0.1/24"}}
			n.Client.Inbound = []string{"ip saddr 203.0.113.10 fib saddr . iif oif missing drop", "ip saddr 203.0.113.10 drop"}
		},
		Want: Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},

	{Name: "firewall-root", About: "as root: a rule drops what goes to the module proxy", Short: true,
		Break: also(asRoot, outgoing("ip daddr 203.0.113.10 tcp dport 443 drop")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout", Saying: "inet lab_output output: ip daddr 203.0.113.10 tcp dport 443 drop"},
	{Name: "firewall-root-set", About: "as root: a rule drops what goes to the addresses of a set",
		Break: also(asRoot, tables(setTables)),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout", Saying: "inet egress out: ip daddr @blocked"},
	{Name: "firewall-root-ufw", About: "as root: a rule of ufw's drops port 443",
		Break: also(asRoot, tables(ufwTables)),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout", Saying: "firewall: ufw"},
	{Name: "firewall-root-firewalld", About: "as root: a policy of firewalld rejects the addresses of the module proxy",
		Break: also(asRoot, tables(firewalldTables)),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "no route to host", Saying: "firewall: firewalld"},
	{Name: "firewall-root-iptables", About: "as root: iptables lets nothing out but questions for names",
		Break: also(asRoot, tables(iptablesTables)),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout", Saying: "ip filter OUTPUT: policy drop"},
	{Name: "firewall-root-inbound", About: "as root: answers are dropped",
		Break: also(asRoot, incoming("tcp sport 443 drop")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout", Saying: "inet lab_input input: tcp sport 443 drop"},
	{Name: "firewall-root-dns", About: "as root: questions for names are dropped",
		Break: also(asRoot, outgoing("udp dport 53 drop", "tcp dport 53 drop")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "operation not permitted", Saying: "inet lab_output output: udp dport 53 drop"},
	{Name: "firewall-root-reset", About: "as root: a rule resets what goes to port 443",
		Break: also(asRoot, outgoing("tcp dport 443 reject with tcp reset")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "connection refused", Saying: "tcp dport 443 reject with tcp reset"},

	{Name: "firewall-innocent-refused", About: "the module proxy refuses, and this machine lets in answers alone",
		Break: also(strictInbound, google(func(h *Host) { h.Wire = WireClosed })),
		Want:  Broken(checks.CauseTCPRefused).But(checks.CauseFirewallLocal), GoSays: "connection refused"},
	{Name: "firewall-innocent-dropped", About: "the router drops what goes to the module proxy, and this machine lets in answers alone",
		Break: also(strictInbound, block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-innocent-rejected", About: "the router resets what goes to the module proxy, and this machine filters",
		Break: also(strictInbound, outgoing("tcp dport 25 reject"), block("proxy.golang.org", "reject with tcp reset")),
		Want:  Broken(checks.CauseTCPRefused).But(checks.CauseFirewallLocal), GoSays: "connection refused"},
	{Name: "firewall-innocent-root", About: "as root: the router drops what goes to the module proxy, and this machine filters other things",
		Break: also(asRoot, strictInbound, outgoing("tcp dport 25 reject", "meta skuid 33 drop"), block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-innocent-far", About: "the third router drops what goes to the module proxy, and this machine lets in no ICMP",
		Break: also(incoming("meta l4proto icmp drop"), threeRouters(nil, nil, []string{"ip daddr 203.0.113.10 drop"})),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-innocent-proxy", About: "the proxy's port is closed, and this machine filters",
		Break: also(httpsProxy("http://proxy.corp.example:3129"), strictInbound),
		Want:  Broken(checks.CauseProxyRefused).But(checks.CauseFirewallLocal), GoSays: "connection refused"},

	{Name: "odd-firewall-allow-list", About: "nothing may leave but what go needs", Want: Fine(),
		Break: outgoing(`oifname "lo" accept`, "udp dport 53 accept", "tcp dport { 53, 443 } accept", "drop")},
	{Name: "odd-firewall-strict", About: "only answers may come in", Want: Fine(), Break: strictInbound},
	{Name: "odd-firewall-others", About: "rules stop other users and other ports", Want: Fine(),
		Break: outgoing("meta skuid 33 drop", "tcp dport { 25, 80, 8080 } reject", "ip daddr 203.0.113.99 drop")},
	{Name: "odd-firewall-root", About: "as root: only answers may come in, and only what go needs leaves", Want: Fine(),
		Break: also(asRoot, strictInbound, outgoing(`oifname "lo" accept`, "udp dport 53 accept", "tcp dport { 53, 443 } accept", "drop"))},
	{Name: "odd-firewall-no-udp-replies", About: "this machine lets in neither ICMP nor fragments", Want: Fine(),
		Break: incoming("meta l4proto icmp drop", "ip frag-off & 0x1fff != 0 drop")},
}
