package lab

import (
	"gomend/checks"
)

func init() { Register(searchDomainCases...) }

// Search domains and ndots.
var searchDomainCases = []Case{
	{Name: "dns-search-path-dead", About: "a wildcard in the search domain gives a dead address",
		Break: also(isp(For(Lie(deadServer), "lan.example")), resolvconf("nameserver "+ispResolver+"\nsearch lan.example\noptions ndots:5\n")),
		Want:  Broken(checks.CauseDNSSearchPath), GoSays: "i/o timeout"},
	{Name: "dns-search-path-zero", About: "a wildcard in the search domain gives 0.0.0.0",
		Break: also(isp(For(Lie("0.0.0.0"), "lan.example")), resolvconf("nameserver "+ispResolver+"\nsearch lan.example\noptions ndots:5\n")),
		Want:  Broken(checks.CauseDNSSearchPath), GoSays: "connection refused"},
	{Name: "dns-search-path-alone", About: "a wildcard in the search domain answers for public names, third parties are not asked", Flags: noThirdParty,
		Break: also(isp(For(Lie(wrongServer), "lan.example")), resolvconf("nameserver "+ispResolver+"\nsearch lan.example\noptions ndots:5\n")),
		Want:  Broken(checks.CauseDNSSearchPath), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-search-path-company", About: "a wildcard in the search domain answers for the company's names",
		Break: also(internalGOPROXY, isp(For(Lie(wrongServer), "lan.example")), resolvconf("nameserver "+ispResolver+"\nsearch lan.example\noptions ndots:5\n")),
		Want:  Broken(checks.CauseDNSSearchPath), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-slow-search", About: "questions for names in the search domain get no answer",
		Break: also(isp(For(Silence, "lan.example")), resolvconf("nameserver "+ispResolver+"\nsearch lan.example\noptions ndots:5\n")),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "dns-search-path-silent", About: "questions for Kubernetes' own names get no answer, and there are so many that go gives up before the name as it is written",
		Break: also(isp(For(Silence, "cluster.local")), resolvconf("nameserver "+ispResolver+"\nsearch default.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n")),
		Want:  Broken(checks.CauseDNSSearchPath).Perhaps(), GoSays: "i/o timeout"},
	{Name: "dns-slow-endless", About: "the first nameserver is dead, and may take longer than go gives a connection",
		Break: resolvconf("nameserver " + deadResolver + "\nnameserver " + ispResolver + "\noptions timeout:30\n"),
		Want:  Broken(checks.CauseDNSSlow).Perhaps(), GoSays: "i/o timeout"},
	{Name: "odd-short-name", About: "the module proxy by its short name", Want: Fine(),
		Break: also(resolvconf("nameserver "+ispResolver+"\nsearch lan.example corp.example\n"), stored("GOPROXY", "http://goproxy"), func(n *Net) {
			n.Host(companyModuleProxy).Plain = ModuleProxy()
		})},
	{Name: "dns-search-path", About: "a wildcard in the search domain answers for public names",
		Break: func(n *Net) {
			isp(For(Lie(wrongServer), "lan.example"))(n)
			resolvconf("nameserver " + ispResolver + "\nsearch lan.example\noptions ndots:5\n")(n)
		},
		Want: Broken(checks.CauseDNSSearchPath), GoSays: "certificate is valid for www.example.com"},
	{Name: "search-domains", About: "Kubernetes' search domains with ndots:5", Short: true, Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver + "\nsearch default.svc.cluster.local svc.cluster.local cluster.local lan.example\noptions ndots:5\n")},
}
