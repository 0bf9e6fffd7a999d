package lab

import (
	"sync/atomic"

	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(dnsmasqCases...) }

// dnsmasq runs dnsmasq at an address as the only nameserver that is configured.
func dnsmasq(place Place, addr string, args ...string) func(*Net) {
	return func(n *Net) {
		n.Client.Resolvconf = "nameserver " + addr + "\n"
		n.Peers = append(n.Peers, Peer{
			Program: "dnsmasq", Place: place, Answers: []string{addr + ":53"},
			Args: append([]string{
				"--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--user=", "--group=",
				"--pid-file=", "--bind-interfaces", "--listen-address=" + addr, "--log-facility=-",
			}, args...),
		})
	}
}

const toISP = "--server=" + ispResolver

// oldThenTruth lies about a name until it has done so, and says for how long.
func oldThenTruth(name string, old string) Resolver {
	var told atomic.Bool
	return For(func(z Zone, q *dns.Msg) *dns.Msg {
		if q.Question[0].Qtype == dns.TypeA && told.CompareAndSwap(false, true) {
			return Lie(old)(z, q)
		}
		return Truth(z, q)
	}, name)
}

// remembersOld lets dnsmasq ask for the module proxy's address before that changes.
func remembersOld(n *Net) {
	n.Resolvers[ispResolver] = oldThenTruth("proxy.golang.org", deadServer)
	dnsmasq(OnClient, "127.0.0.1", toISP, "--min-cache-ttl=3600")(n)
	p := &n.Peers[len(n.Peers)-1]
	p.Needs, p.After = []string{"dig"}, "dig +tries=1 +time=5 @127.0.0.1 proxy.golang.org A\n"
}

// dnsmasq, the nameserver of most home routers and many laptops.
var dnsmasqCases = []Case{
	{Name: "dnsmasq-router", About: "the router runs dnsmasq", Want: Fine(), Break: dnsmasq(OnRouter, gateway, toISP)},
	{Name: "dnsmasq-local", About: "dnsmasq on this machine", Want: Fine(), Break: dnsmasq(OnClient, "127.0.0.1", toISP)},
	{Name: "dnsmasq-no-ipv6", About: "dnsmasq gives no IPv6 addresses", Want: Fine(), Break: dnsmasq(OnRouter, gateway, toISP, "--filter-AAAA")},
	{Name: "dnsmasq-forwarder-dead", About: "the nameserver behind the router's dnsmasq is dead",
		Break: dnsmasq(OnRouter, gateway, "--server="+deadResolver),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "dnsmasq-local-forwarder-dead", About: "the nameserver behind this machine's dnsmasq is dead",
		Break: dnsmasq(OnClient, "127.0.0.1", "--server="+deadResolver),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "dnsmasq-no-forwarder", About: "the router's dnsmasq has nobody to ask: its line is new, and it was not restarted",
		Break: dnsmasq(OnRouter, gateway),
		Want:  Broken(checks.CauseDNSRefused).But(checks.CauseNoInternet), GoSays: "server misbehaving"},
	{Name: "dnsmasq-forwarder-dead-line-cut", About: "the router's line is cut, and its dnsmasq is silent",
		Break: also(dnsmasq(OnRouter, gateway, toISP), func(n *Net) { n.Router.Closed = true }, forward("drop"), func(n *Net) { n.Link = Link{Loss: 1} }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "dnsmasq-sinkhole", About: "address=/golang.org/0.0.0.0, as ad blockers write it",
		Break: dnsmasq(OnRouter, gateway, toISP, "--address=/golang.org/0.0.0.0"),
		Want:  Broken(checks.CauseDNSBlocked).But(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "dnsmasq-denies", About: "address=/golang.org/, which denies the name",
		Break: dnsmasq(OnRouter, gateway, toISP, "--address=/golang.org/"),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "no such host"},
	{Name: "dnsmasq-elsewhere", About: "address=/golang.org/ with another server's address",
		Break: dnsmasq(OnRouter, gateway, toISP, "--address=/golang.org/"+wrongServer),
		Want:  Broken(checks.CauseDNSHijacked).But(checks.CauseTLSNameMismatch), GoSays: "certificate is valid for www.example.com"},
	{Name: "dnsmasq-remembers", About: "this machine's dnsmasq remembers an address that the server has left",
		Break: remembersOld,
		Want:  Broken(checks.CauseDNSStaleCache).But(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "dnsmasq-company-not-forwarded", About: "dnsmasq asks a public nameserver for the company's names",
		Break: also(internalGOPROXY, dnsmasq(OnRouter, gateway, "--server=1.1.1.1")),
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
}
