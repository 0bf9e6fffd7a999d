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
