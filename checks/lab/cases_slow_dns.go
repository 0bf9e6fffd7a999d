package lab

import (
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(slowDNSCases...) }

// Names that take long.
var slowDNSCases = []Case{
	{Name: "dns-slow-two-dead", About: "the first two of three nameservers are dead",
		Break: resolvconf("nameserver " + deadResolver + "\nnameserver 198.51.100.98\nnameserver " + ispResolver + "\n"),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "dns-slow-impatient", About: "the first nameserver is dead, timeout:1 attempts:1",
		Break: resolvconf("nameserver " + deadResolver + "\nnameserver " + ispResolver + "\noptions timeout:1 attempts:1\n"),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "dns-slow-rotating", About: "one of two nameservers is dead, and they take turns",
		Break: resolvconf("nameserver " + deadResolver + "\nnameserver " + ispResolver + "\noptions rotate timeout:2\n"),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "dns-slow-aaaa", About: "questions for IPv6 addresses get no answer",
		Break: isp(OfType(Silence, dns.TypeAAAA)),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "dns-slow-company", About: "the first nameserver is dead, the second knows the company's names",
		Break: also(internalGOPROXY, resolvconf("nameserver "+deadResolver+"\nnameserver "+ispResolver+"\n")),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "odd-aaaa-slow", About: "answers for IPv6 addresses take 800 ms", Want: Fine(),
		Break: isp(Slow(800*time.Millisecond, Truth, dns.TypeAAAA))},
	{Name: "odd-a-slow", About: "answers for IPv4 addresses take 800 ms, those for IPv6 come at once and are of no use", Want: Fine(),
		Break: isp(Slow(800*time.Millisecond, Truth, dns.TypeA))},
	{Name: "odd-dns-slow", About: "every answer of the nameserver takes 800 ms", Want: Fine(),
		Break: isp(Slow(800*time.Millisecond, Truth))},
	{Name: "dns-slow-always", About: "every answer of the nameserver takes 2 s",
		Break: isp(Slow(2*time.Second, Truth)),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "odd-dns-slow-satellite", About: "round trips take 700 ms, and every answer of the nameserver a second more", Want: Fine(),
		Break: func(n *Net) {
			n.Link = Link{Delay: 350 * time.Millisecond}
			isp(Slow(time.Second, Truth))(n)
		}},
	{Name: "dns-slow", About: "the first of two nameservers is dead", Short: true,
		Break: resolvconf("nameserver " + deadResolver + "\nnameserver " + ispResolver + "\n"),
		Want:  Degraded(checks.CauseDNSSlow)},
}
