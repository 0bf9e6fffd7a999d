package lab

import (
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(namesCases...) }

// What only a trace from the root, or asking again, tells of names.
var namesCases = []Case{
	{Name: "names-deep", About: "nothing; names are looked deeper into all the same", Flags: []string{"--deep"}, Want: Fine()},
	{Name: "names-blocked-traced", About: "every resolver denies the name, its own servers have it",
		Break: everyRecursive(For(Deny, "golang.org")),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "no such host"},
	{Name: "names-hijacked-traced", About: "every resolver gives another server's address, its own servers give the right one",
		Break: everyRecursive(For(Lie(wrongServer), "golang.org")),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "certificate is valid for www.example.com"},
	{Name: "names-intercepted", About: "the router takes all that goes to port 53, and gives another server's address", Short: true,
		Break: takePort53(For(Lie(wrongServer), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSHijacked).Perhaps(), GoSays: "certificate is valid for www.example.com"},
	{Name: "names-intercepted-denied", About: "the router takes all that goes to port 53, and denies the name",
		Break: takePort53(For(Deny, "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSBlocked).Perhaps(), GoSays: "no such host"},
	{Name: "names-intercepted-honest", About: "the router takes all that goes to port 53, and answers truly", Want: Fine(),
		Break: takePort53(Truth)},
	{Name: "names-intercepted-honest-dropped", About: "the router takes all that goes to port 53 and answers truly, the module proxy is dropped",
		Break: also(takePort53(Truth), block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseDNSHijacked, checks.CauseDNSBlocked), GoSays: "i/o timeout"},
	{Name: "names-intercepted-honest-unknown", About: "the router takes all that goes to port 53 and answers truly, a middlebox opens TLS",
		Break: also(takePort53(Truth), func(n *Net) { n.Host("proxy.golang.org").Cert.Signer = InspectionCA }),
		Want:  Broken(checks.CauseTLSIntercepted).But(checks.CauseDNSHijacked), GoSays: "unknown authority"},
	{Name: "names-forged", About: "somebody on the way answers questions for the name before the servers asked do, with another server's address",
		Break: onPath(Lie(wrongServer), "proxy.golang.org"),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "certificate is valid for www.example.com"},
	{Name: "names-forged-dead", About: "somebody on the way answers questions for the name before the servers asked do, with a dead address",
		Break: onPath(Lie(deadServer), "proxy.golang.org"),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "i/o timeout"},
	{Name: "names-gone", About: "the name exists nowhere, asked from the root down",
		Break: stored("GOPROXY", "https://goproxy.golang.org"),
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "names-gone-public", About: "a well-known name that its own servers no longer know",
		Break: func(n *Net) { delete(n.Hosts, "proxy.golang.org") },
		Want:  Broken(checks.CauseDNSNXDomain).But(checks.CauseDNSBlocked), GoSays: "no such host"},

	{Name: "names-slow", About: "every answer of the nameserver takes 4 s, which go waits for",
		Break: isp(Slow(4*time.Second, Truth)),
		Want:  Degraded(checks.CauseDNSSlow).But(checks.CauseResolverUnreachable)},
	{Name: "names-slow-first", About: "the first of two nameservers takes 4 s",
		Break: also(isp(Slow(4*time.Second, Truth)), resolvconf("nameserver "+ispResolver+"\nnameserver "+spareResolver+"\n")),
		Want:  Degraded(checks.CauseDNSSlow).But(checks.CauseResolverUnreachable)},
	{Name: "names-slower", About: "every answer of the nameserver takes 6 s, which is too long for go",
		Break: isp(Slow(6*time.Second, Truth)),
		Want:  Broken(checks.CauseResolverUnreachable), GoSays: "i/o timeout"},
	{Name: "names-once-slow", About: "the first answer of the nameserver takes 3 s, as when it must find out itself; those after it none",
		Break: isp(SlowOnce(3*time.Second, Truth)), Want: Fine()},
	{Name: "names-slow-aaaa", About: "answers about IPv6 addresses take 4 s",
		Break: isp(Slow(4*time.Second, Truth, dns.TypeAAAA)), Want: Degraded(checks.CauseDNSSlow)},
	{Name: "names-slow-unreachable", About: "every answer takes 4 s, and the module proxy is dropped",
		Break: also(isp(Slow(4*time.Second, Truth)), block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseResolverUnreachable), GoSays: "i/o timeout"},
	{Name: "names-slow-serial", About: "questions for IPv6 addresses get no answer, and go asks one after the other",
		Break: also(isp(OfType(Silence, dns.TypeAAAA)), resolvconf("nameserver "+ispResolver+"\noptions single-request timeout:2\n")),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "names-slow-search", About: "search domains and a nameserver that takes 3 s",
		Break: also(isp(Slow(3*time.Second, Truth)), resolvconf("nameserver "+ispResolver+"\nsearch lan.example\noptions ndots:5\n")),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "names-slow-tcp", About: "over TCP alone, and every answer takes 3.5 s",
		Break: also(isp(Slow(3500*time.Millisecond, Truth)), resolvconf("nameserver "+ispResolver+"\noptions use-vc\n")),
		Want:  Degraded(checks.CauseDNSSlow)},

	{Name: "names-tcp", About: "names are asked for over TCP alone", Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver + "\noptions use-vc\n")},
	{Name: "names-tcp-closed", About: "names are asked for over TCP alone, which the nameserver refuses",
		Break: also(resolvconf("nameserver "+ispResolver+"\noptions use-vc\n"), forward("tcp dport 53 reject with tcp reset")),
		Want:  Broken(checks.CauseResolverRefused, checks.CauseResolverUnreachable), GoSays: "connection refused"},
	{Name: "names-tcp-dropped", About: "names are asked for over TCP alone, which is dropped",
		Break: also(resolvconf("nameserver "+ispResolver+"\noptions use-vc\n"), forward("tcp dport 53 drop")),
		Want:  Broken(checks.CauseResolverUnreachable), GoSays: "i/o timeout"},
	{Name: "names-truncated-dropped", About: "the answer does not fit into a packet, and TCP is dropped",
		Break: also(addresses("proxy.golang.org", pool("203.0.113.10", 120)...), forward("tcp dport 53 drop")),
		Want:  Broken(checks.CauseResolverUnreachable), GoSays: "i/o timeout"},
	{Name: "names-serial", About: "go asks for one family after the other", Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver + "\noptions single-request\n")},
	{Name: "names-rotate", About: "two good nameservers take turns", Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver + "\nnameserver " + spareResolver + "\noptions rotate\n")},
	{Name: "names-aaaa-servfail", About: "SERVFAIL for IPv6 addresses alone", Want: Fine(),
		Break: isp(OfType(Rcode(dns.RcodeServerFailure), dns.TypeAAAA))},
	{Name: "names-aaaa-denied", About: "NXDOMAIN for IPv6 addresses alone, as some load balancers answer", Want: Fine(),
		Break: isp(OfType(Rcode(dns.RcodeNameError), dns.TypeAAAA))},
	{Name: "names-first-closed", About: "nothing listens at the first nameserver, the second answers", Want: Fine(),
		Break: resolvconf("nameserver " + wrongServer + "\nnameserver " + ispResolver + "\n")},

	{Name: "names-alias-nowhere", About: "the nameserver gives an alias that leads nowhere, others give the address",
		Break: isp(For(aliasNowhere(dns.RcodeNameError), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "no such host"},
	{Name: "names-alias-empty", About: "the nameserver gives an alias without an address, others give the address",
		Break: isp(For(aliasNowhere(dns.RcodeSuccess), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "no such host"},
	{Name: "names-alias-nowhere-company", About: "the company's module proxy is an alias that leads nowhere",
		Break: also(internalGOPROXY, isp(For(aliasNowhere(dns.RcodeNameError), companyModuleProxy))),
		Want:  Broken(checks.CauseDNSNXDomain, checks.CauseDNSNoData), GoSays: "no such host"},
	{Name: "names-sinkhole-127", About: "the name is answered with 127.0.0.53", Want: Broken(checks.CauseDNSBlocked),
		Break: isp(For(Lie("127.0.0.53"), "proxy.golang.org")), GoSays: "connection refused"},
	{Name: "names-sinkhole-everywhere", About: "whoever is asked, the router answers 0.0.0.0",
		Break: takePort53(For(Lie("0.0.0.0"), "golang.org")),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "connection refused"},
	{Name: "names-wildcard-kubernetes", About: "a wildcard in a cluster's search domain gives an address that refuses",
		Break: also(isp(For(Lie(linkServer), "cluster.local")), resolvconf("nameserver "+ispResolver+"\nsearch default.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n")),
		Want:  Broken(checks.CauseDNSSearchPath), GoSays: "proxy.golang.org"},
	{Name: "names-wildcard-unused", About: "a wildcard in the search domain, and ndots:1", Want: Fine(),
		Break: also(isp(For(Lie(wrongServer), "lan.example")), resolvconf("nameserver "+ispResolver+"\nsearch lan.example\n"))},
	{Name: "names-dnssec-expired", About: "the signatures of golang.org are out of date, and the nameserver looks at them",
		Break: also(isp(For(BadSignature, "golang.org")), signaturesExpired),
		Want:  Broken(checks.CauseDNSDNSSECFailed), GoSays: "server misbehaving"},
	{Name: "names-dnssec-untold", About: "the signatures of golang.org are out of date; the nameserver does not say that this is why it fails",
		Break: also(isp(For(Rcode(dns.RcodeServerFailure), "golang.org")), signaturesExpired),
		Want:  Broken(checks.CauseDNSDNSSECFailed), GoSays: "server misbehaving"},
	{Name: "names-dnssec-sound", About: "the signatures of golang.org fit, and the nameserver fails for another reason",
		Break: also(isp(For(Rcode(dns.RcodeServerFailure), "golang.org")), func(n *Net) { signZones(n, "org", "golang.org") }),
		Want:  Broken(checks.CauseDNSServFail).But(checks.CauseDNSDNSSECFailed), GoSays: "server misbehaving"},
	{Name: "names-fake-ip-deep", About: "a local resolver gives made-up addresses, a transparent proxy serves them; names are looked deeper into", Flags: []string{"--deep"}, Want: Fine(), Break: fakeIP},
	{Name: "names-intercepted-deep", About: "the router takes all that goes to port 53 and answers truly; names are looked deeper into", Flags: []string{"--deep"}, Want: Fine(), Break: takePort53(Truth)},
	{Name: "names-alone-deep", About: "nothing; names are looked deeper into, and third parties not asked", Flags: []string{"--deep", "--no-third-party"}, Want: Fine()},
}

// aliasNowhere gives an alias for every name, and nothing for the alias.
func aliasNowhere(rcode int) Resolver {
	return func(_ Zone, q *dns.Msg) *dns.Msg {
		m := reply(q, rcode)
		head := dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeCNAME, Class: dns.ClassINET, Ttl: 60}
		m.Answer = []dns.RR{&dns.CNAME{Hdr: head, Target: "gone.example."}}
		m.Ns = []dns.RR{startOfAuthority("example.")}
		return m
	}
}

// everyRecursive makes all resolvers answer this way; the servers of the root and
// the zones stay honest.
func everyRecursive(r Resolver) func(*Net) {
	return func(n *Net) {
		for addr := range n.Resolvers {
			if addr != tldServer && addr != zoneServer && !isRoot(addr) {
				n.Resolvers[addr] = r
			}
		}
	}
}

func isRoot(addr string) bool {
	for _, root := range rootServers {
		if root == addr {
			return true
		}
	}
	return false
}

// takePort53 makes the router take whatever goes to port 53, and answer it this way.
func takePort53(r Resolver) func(*Net) {
	return func(n *Net) {
		n.Router.Resolvers[gateway] = r
		n.Router.Redirect = []string{"iifname lan0 udp dport 53 redirect", "iifname lan0 tcp dport 53 redirect"}
	}
}

// onPath makes somebody on the way answer questions for some names, before who was
// asked does.
func onPath(r Resolver, names ...string) func(*Net) {
	return func(n *Net) {
		n.Router.Forge = func(z Zone, q *dns.Msg) *dns.Msg {
			for _, name := range names {
				if dns.IsSubDomain(dns.Fqdn(name), dns.CanonicalName(q.Question[0].Name)) {
					return r(z, q)
				}
			}
			return nil
		}
	}
}

// signaturesExpired signs golang.org, with signatures that are out of date.
func signaturesExpired(n *Net) {
	signZones(n, "org", "golang.org")["golang.org."].until = -time.Hour
}
