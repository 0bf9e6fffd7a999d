package lab

import (
	"gomend/checks"
)

func init() { Register(localFilterCases...) }

// Rules and routes of this very machine that block.
var localFilterCases = []Case{
	{Name: "local-device-filter", About: "a filter of the interface itself drops what goes to port 443, behind all that the kernel lets out", Short: true,
		Break: tables(deviceFilter("tcp dport 443 drop")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "203.0.113.10:443"},
	{Name: "local-device-filter-names", About: "a filter of the interface itself drops what goes to port 53",
		Break: tables(deviceFilter("udp dport 53 drop; tcp dport 53 drop")),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "local-device-filter-root", About: "the same, seen by root",
		Break: also(tables(deviceFilter("tcp dport 443 drop")), func(n *Net) { n.Client.Root = true }),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "203.0.113.10:443"},
	{Name: "local-device-filter-other", About: "a filter of the interface drops what goes to another port, and the router what goes to the module proxy",
		Break: also(tables(deviceFilter("tcp dport 4433 drop")), block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "odd-device-filter", About: "a filter of the interface counts all and drops nothing of go's", Want: Fine(),
		Break: tables(deviceFilter("counter; tcp dport 25 drop"))},
	{Name: "firewall-dropped", About: "a rule on this machine drops what goes to the module proxy",
		Break: outgoing("ip daddr 203.0.113.10 tcp dport 443 drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-dropped-data", About: "a rule on this machine lets connections to the module proxy open, and drops what is said on them",
		Break: outgoing("ip daddr 203.0.113.10 tcp dport 443 meta length > 200 drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "TLS handshake timeout"},
	{Name: "firewall-dropped-web", About: "a rule on this machine drops all that goes to port 443",
		Break: outgoing("tcp dport 443 drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-rejected", About: "a rule on this machine rejects what goes to the module proxy",
		Break: outgoing("ip daddr 203.0.113.10 tcp dport 443 reject with icmpx admin-prohibited"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "no route to host"},
	{Name: "firewall-reset", About: "a rule on this machine resets what goes to the module proxy",
		Break: outgoing("ip daddr 203.0.113.10 tcp dport 443 reject with tcp reset"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "connection refused"},
	{Name: "firewall-inbound", About: "a rule on this machine drops what the module proxy answers",
		Break: func(n *Net) { n.Client.Inbound = []string{"ip saddr 203.0.113.10 drop"} },
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-all", About: "a rule on this machine drops all that leaves",
		Break: outgoing("oifname \"eth0\" drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "operation not permitted"},
	{Name: "route-blackhole", About: "a route of type blackhole on this machine",
		Break: func(n *Net) { n.Client.Routes = []Route{{To: "203.0.113.0/24", Kind: "blackhole"}} },
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "proxy.golang.org", Saying: "A route of this very computer refuses"},
	{Name: "route-unreachable", About: "a route of type unreachable on this machine",
		Break: func(n *Net) { n.Client.Routes = []Route{{To: "203.0.113.10/32", Kind: "unreachable"}} },
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "proxy.golang.org"},
	{Name: "route-prohibit-dns", About: "a route of type prohibit for the nameserver",
		Break: func(n *Net) { n.Client.Routes = []Route{{To: ispResolver + "/32", Kind: "prohibit"}} },
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "permission denied"},
	{Name: "route-prohibit", About: "a route of type prohibit on this machine",
		Break: func(n *Net) { n.Client.Routes = []Route{{To: "203.0.113.10/32", Kind: "prohibit"}} },
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "proxy.golang.org"},
}

// deviceFilter is a filter between the kernel's rules and the interface, where tc's
// filters stand as well.
func deviceFilter(rules string) string {
	return "table netdev own {\n chain out {\n type filter hook egress device eth0 priority 0;\n " + rules + "\n }\n}\n"
}
