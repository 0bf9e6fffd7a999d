package lab

import (
	"github.com/miekg/dns"

	"gomend/checks"
)

// wrongServer is a server with a certificate of its own (www.example.com), and
// deadServer an address that nobody has.
const (
	wrongServer = "203.0.113.19"
	deadServer  = "203.0.113.99"
)

// isp gives the client's nameserver another way to answer.
func isp(r Resolver) func(*Net) { return func(n *Net) { n.Resolvers[ispResolver] = r } }

// resolvconf gives the client these lines.
func resolvconf(text string) func(*Net) { return func(n *Net) { n.Client.Resolvconf = text } }

// Faults of name resolution.
var dnsCases = []Case{
	{Name: "resolv-empty", About: "/etc/resolv.conf is empty", Short: true,
		Break: resolvconf(""),
		Want:  Broken(checks.CauseResolverNotConfigured), GoSays: "connection refused"},
	{Name: "resolv-missing", About: "/etc/resolv.conf does not exist",
		Break: func(n *Net) { n.Client.NoResolv = true },
		Want:  Broken(checks.CauseResolverNotConfigured), GoSays: "connection refused"},
	{Name: "resolv-names", About: "/etc/resolv.conf gives the nameserver by name, which go ignores",
		Break: resolvconf("nameserver dns.corp.example\n"),
		Want:  Broken(checks.CauseResolverNotConfigured), GoSays: "connection refused"},

	{Name: "resolver-dead", About: "the nameserver does not exist", Short: true,
		Break: resolvconf("nameserver " + deadResolver + "\n"),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "resolvers-dead", About: "two nameservers, both dead",
		Break: resolvconf("nameserver " + deadResolver + "\nnameserver 198.51.100.98\n"),
		Want:  Broken(checks.CauseResolverUnreachable), GoSays: "i/o timeout"},
	{Name: "dns-dropped", About: "every DNS packet is dropped",
		Break: func(n *Net) { n.Router.Forward = []string{"udp dport 53 drop", "tcp dport 53 drop"} },
		Want:  Broken(checks.CauseResolverUnreachable, checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "resolver-stub-gone", About: "127.0.0.53 is configured and nothing listens there", Short: true,
		Break: resolvconf("nameserver 127.0.0.53\noptions edns0 trust-ad\n"),
		Want:  Broken(checks.CauseResolverRefused), GoSays: "connection refused"},
	{Name: "resolver-refused", About: "the configured server runs no nameserver",
		Break: resolvconf("nameserver " + wrongServer + "\n"),
		Want:  Broken(checks.CauseResolverRefused), GoSays: "connection refused"},
	{Name: "resolver-firewalled", About: "a rule on this machine drops outgoing DNS",
		Break: func(n *Net) { n.Client.Firewall = []string{"udp dport 53 drop", "tcp dport 53 drop"} },
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "operation not permitted"},

	{Name: "dns-refused", About: "the nameserver answers REFUSED", Short: true,
		Break: isp(Rcode(dns.RcodeRefused)),
		Want:  Broken(checks.CauseDNSRefused), GoSays: "server misbehaving"},
	{Name: "dns-servfail", About: "the nameserver answers SERVFAIL", Short: true,
		Break: isp(Rcode(dns.RcodeServerFailure)),
		Want:  Broken(checks.CauseDNSServFail), GoSays: "server misbehaving"},
	{Name: "dns-servfail-one", About: "SERVFAIL for one name alone",
		Break: isp(For(Rcode(dns.RcodeServerFailure), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSServFail), GoSays: "server misbehaving"},
	{Name: "dns-dnssec", About: "the validating nameserver rejects the signatures", Short: true,
		Break: isp(For(BadSignature, "golang.org")),
		Want:  Broken(checks.CauseDNSDNSSECFailed), GoSays: "server misbehaving"},

	{Name: "dns-typo", About: "GOPROXY with a typing error in the host", Short: true,
		Break: func(n *Net) { n.Client.Env["GOPROXY"] = "https://proxy.golnag.org" },
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "dns-typo-company", About: "a company name that nobody has",
		Break: func(n *Net) { n.Client.GoEnv["GOPROXY"] = "https://goproxy.crop.example,direct" },
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "dns-no-data", About: "the name exists and has no address", Short: true,
		Break: func(n *Net) { n.Client.Env["GOPROXY"] = "https://corp.example" },
		Want:  Broken(checks.CauseDNSNoData), GoSays: "no such host"},
	{Name: "dns-blocked", About: "NXDOMAIN here, and the name exists", Short: true,
		Break: isp(For(Deny, "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "no such host"},
	{Name: "dns-blocked-empty", About: "no address here, and others have one",
		Break: isp(For(Empty, "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "no such host"},
	{Name: "dns-blocked-zero", About: "the name is answered with 0.0.0.0",
		Break: isp(For(Lie("0.0.0.0", "::"), "golang.org")),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "connection refused"},
	{Name: "dns-blocked-sumdb", About: "the checksum database's name is denied, the module proxy relays none",
		Break: func(n *Net) {
			isp(For(Deny, "sum.golang.org"))(n)
			n.Client.GoEnv["GOPROXY"] = "https://mirrors.aliyun.com/goproxy/"
		},
		Want: Broken(checks.CauseDNSBlocked), GoSays: "lookup sum.golang.org"},

	{Name: "dns-hijacked", About: "the name leads to another server", Short: true,
		Break: isp(For(Lie(wrongServer), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-hijacked-dead", About: "the name leads to an address that nobody has",
		Break: isp(For(Lie(deadServer), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "i/o timeout"},
	{Name: "dns-inconsistent", About: "one nameserver denies the name, the other has it", Short: true,
		Break: func(n *Net) {
			isp(For(Deny, "proxy.golang.org"))(n)
			resolvconf("nameserver " + ispResolver + "\nnameserver " + spareResolver + "\n")(n)
		},
		Want: Broken(checks.CauseDNSInconsistent), GoSays: "no such host"},
	{Name: "dns-inconsistent-address", About: "the first nameserver gives a wrong address, the second the right one",
		Break: func(n *Net) {
			isp(For(Lie(wrongServer), "proxy.golang.org"))(n)
			resolvconf("nameserver " + ispResolver + "\nnameserver " + spareResolver + "\n")(n)
		},
		Want: Broken(checks.CauseDNSInconsistent), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-slow", About: "the first of two nameservers is dead", Short: true,
		Break: resolvconf("nameserver " + deadResolver + "\nnameserver " + ispResolver + "\n"),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "dns-search-path", About: "a wildcard in the search domain answers for public names",
		Break: func(n *Net) {
			isp(For(Lie(wrongServer), "lan.example"))(n)
			resolvconf("nameserver " + ispResolver + "\nsearch lan.example\noptions ndots:5\n")(n)
		},
		Want: Broken(checks.CauseDNSSearchPath), GoSays: "certificate is valid for www.example.com"},

	{Name: "hosts-override", About: "the hosts file pins the name to another server", Short: true,
		Break: func(n *Net) { n.Client.HostsFile = wrongServer + " proxy.golang.org\n" },
		Want:  Broken(checks.CauseHostsOverride), GoSays: "certificate is valid for www.example.com"},
	{Name: "hosts-override-dead", About: "the hosts file pins the name to a dead address",
		Break: func(n *Net) { n.Client.HostsFile = deadServer + " proxy.golang.org\n" },
		Want:  Broken(checks.CauseHostsOverride), GoSays: "i/o timeout"},
	{Name: "hosts-override-loopback", About: "the hosts file pins the name to 127.0.0.1",
		Break: func(n *Net) { n.Client.HostsFile = "127.0.0.1 proxy.golang.org\n" },
		Want:  Broken(checks.CauseHostsOverride), GoSays: "connection refused"},
}
