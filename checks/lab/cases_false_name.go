package lab

import (
	"sync/atomic"

	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(falseNameCases...) }

// Nameservers that give a wrong address, an old one, or now this and now that.
var falseNameCases = []Case{
	{Name: "dns-hijacked-sumdb", About: "the checksum database's name leads to another server",
		Break: also(notRelayed, isp(For(Lie(wrongServer), "sum.golang.org"))),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-hijacked-storage", About: "the name of the host that zips are redirected to leads to a dead address",
		Break: also(zipsElsewhere, isp(For(Lie(deadServer), "storage.googleapis.com"))),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "storage.googleapis.com"},
	{Name: "dns-hijacked-everywhere", About: "whoever is asked, a middlebox answers with another server",
		Break: everyResolver(For(Lie(wrongServer), "golang.org")),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-hijacked-alone", About: "the name leads to another server, third parties are not asked", Flags: noThirdParty,
		Break: isp(For(Lie(wrongServer), "golang.org")),
		Want:  Broken(checks.CauseDNSHijacked).Perhaps(), GoSays: "certificate is valid for www.example.com", Saying: "www.example.com"},
	{Name: "dns-hijacked-dead-alone", About: "the name leads to an address that nobody has, third parties are not asked", Flags: noThirdParty,
		Break: isp(For(Lie(deadServer), "golang.org")),
		Want:  Broken(checks.CauseDNSHijacked).OrPerhaps(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "dns-hijacked-all-names", About: "every name, even one that cannot exist, leads to the same server of somebody else's, third parties are not asked", Flags: noThirdParty,
		Break: isp(Lie(wrongServer)),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-hijacked-all-names-dead", About: "every name, even one that cannot exist, leads to an address that nobody has, third parties are not asked", Flags: noThirdParty,
		Break: isp(Lie(deadServer)),
		Want:  Broken(checks.CauseDNSHijacked).Perhaps(), GoSays: "i/o timeout"},
	{Name: "names-forged-alone", About: "somebody on the way answers questions for the name before the nameserver does, with a dead address; third parties are not asked", Flags: noThirdParty,
		Break: onPath(Lie(deadServer), "proxy.golang.org"),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "i/o timeout"},
	{Name: "names-denied-on-the-way", About: "somebody on the way denies the name by UDP, and the nameserver knows it over TCP",
		Break: onPath(Deny, "golang.org"),
		Want:  Broken(checks.CauseDNSBlocked).But(checks.CauseDNSInconsistent), GoSays: "no such host"},
	{Name: "dns-hijacked-rotating", About: "each answer gives another dead address",
		Break: isp(For(inTurn("203.0.113.99", "203.0.113.98", "203.0.113.97", "203.0.113.96"), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSHijacked).But(checks.CauseDNSInconsistent), GoSays: "i/o timeout"},
	{Name: "odd-dns-no-such-name", About: "the nameserver gives an address for names that do not exist, and is honest otherwise", Want: Fine(),
		Break: isp(advertising)},
	{Name: "tcp-dropped-advertising", About: "the same, and the module proxy is dropped; third parties are not asked", Flags: noThirdParty,
		Break: also(isp(advertising), block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseDNSHijacked).Perhaps(), GoSays: "i/o timeout"},
	{Name: "dns-hijacked-refusing", About: "the name leads to an address that refuses connections",
		Break: isp(For(Lie(linkServer), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSHijacked, checks.CauseDNSBlocked), GoSays: "proxy.golang.org"},
	{Name: "dns-stale-cache", About: "a cache on this machine still gives the old address, at which nobody is",
		Break: localResolver("127.0.0.1", For(Lie(deadServer), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSStaleCache), GoSays: "i/o timeout"},
	{Name: "dns-stale-cache-reused", About: "a cache on this machine still gives the old address, which another server has now",
		Break: localResolver("127.0.0.53", For(Lie(wrongServer), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSStaleCache), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-stale-cache-told", About: "a cache on this machine still gives the old address, and says that it is out of date",
		Break: localResolver("127.0.0.1", For(outOfDate(deadServer), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSStaleCache), GoSays: "i/o timeout", Saying: "Stale"},
	{Name: "odd-dns-stale", About: "a cache on this machine says that its answer is out of date, and it is right still", Want: Fine(),
		Break: localResolver("127.0.0.1", For(outOfDate("203.0.113.10"), "proxy.golang.org"))},
	{Name: "dns-inconsistent-empty", About: "the first nameserver has no address for the name, the second has",
		Break: also(isp(For(Empty, "proxy.golang.org")), resolvconf("nameserver "+ispResolver+"\nnameserver "+spareResolver+"\n")),
		Want:  Broken(checks.CauseDNSInconsistent), GoSays: "no such host"},
	{Name: "dns-inconsistent-vpn", About: "the public nameserver comes before the company's",
		Break: also(internalGOPROXY, resolvconf("nameserver 1.1.1.1\nnameserver "+ispResolver+"\n")),
		Want:  Broken(checks.CauseDNSInconsistent), GoSays: "no such host"},
	{Name: "dns-inconsistent-alone", About: "the first nameserver gives a dead address, the second the right one, third parties are not asked", Flags: noThirdParty,
		Break: also(isp(For(Lie(deadServer), "proxy.golang.org")), resolvconf("nameserver "+ispResolver+"\nnameserver "+spareResolver+"\n")),
		Want:  Broken(checks.CauseDNSInconsistent), GoSays: "i/o timeout"},
	{Name: "odd-fake-ip-router", About: "a router with a transparent proxy gives made-up addresses", Want: Fine(),
		Break: also(fakeIP, func(n *Net) { linkResolver(gateway, n.Client.Resolvers["127.0.0.1"])(n) })},
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
	{Name: "fake-ip", About: "a local resolver gives made-up addresses, and a transparent proxy serves them", Short: true, Want: Fine(),
		Break: fakeIP},
}

// outOfDate gives an address and says that it is an old one (RFC 8914, section 4.4).
func outOfDate(addr string) Resolver {
	return func(z Zone, q *dns.Msg) *dns.Msg {
		m := Lie(addr)(z, q)
		if opt := m.IsEdns0(); opt != nil {
			opt.Option = append(opt.Option, &dns.EDNS0_EDE{InfoCode: dns.ExtendedErrorCodeStaleAnswer})
		}
		return m
	}
}

// advertising gives the address of a page for names that do not exist.
func advertising(z Zone, q *dns.Msg) *dns.Msg {
	if m := Truth(z, q); m.Rcode != dns.RcodeNameError {
		return m
	}
	return Lie(wrongServer)(z, q)
}

// inTurn gives one address after the other.
func inTurn(addrs ...string) Resolver {
	var n atomic.Int32
	return func(z Zone, q *dns.Msg) *dns.Msg { return Lie(addrs[int(n.Add(1))%len(addrs)])(z, q) }
}
