package lab

import (
	"gomend/checks"
)

func init() { Register(noNameCases...) }

// Names that nobody has, and names without an address.
var noNameCases = []Case{
	{Name: "dns-company-outside", About: "the company's names are asked for at a public nameserver",
		Break: also(internalGOPROXY, resolvconf("nameserver 1.1.1.1\n")),
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "dns-company-outside-alone", About: "the company's names are asked for at a public nameserver, third parties are not asked", Flags: noThirdParty,
		Break: also(internalGOPROXY, resolvconf("nameserver 1.1.1.1\n")),
		Want:  Broken(checks.CauseDNSNXDomain).Perhaps(), GoSays: "no such host"},
	{Name: "dns-private-typo", About: "a private module's host that nobody has", Module: "git.crop.example/team/tool@v1.0.0",
		Break: stored("GOPRIVATE", "*.crop.example"),
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "dns-private-beside-public", About: "a private module's host that nobody has, and a public module that arrives",
		Break: also(modFile("require (\n\trsc.io/quote v1.5.2\n\tgit.crop.example/team/tool v1.0.0\n)\n"), stored("GOPRIVATE", "*.crop.example")),
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "dns-private-empty", About: "a private module's host without an address", Module: privateVersion,
		Break: private(isp(For(Empty, "git.corp.example"))),
		Want:  Broken(checks.CauseDNSNoData), GoSays: "no such host"},
	{Name: "dns-short-name", About: "a module proxy by its short name, without a search domain",
		Break: stored("GOPROXY", "https://goproxy"),
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "odd-aliases", About: "a chain of aliases", Want: Fine(),
		Break: isp(Alias("proxy.golang.org.cdn.example.net", "edge.cdn.example.net", "e1.cdn.example.net"))},
	{Name: "dns-typo", About: "GOPROXY with a typing error in the host", Short: true,
		Break: func(n *Net) { n.Client.Env["GOPROXY"] = "https://proxy.golnag.org" },
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "dns-typo-company", About: "a company name that nobody has",
		Break: func(n *Net) { n.Client.GoEnv["GOPROXY"] = "https://goproxy.crop.example,direct" },
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "dns-no-data", About: "the name exists and has no address", Short: true,
		Break: func(n *Net) { n.Client.Env["GOPROXY"] = "https://corp.example" },
		Want:  Broken(checks.CauseDNSNoData), GoSays: "no such host"},
	{Name: "redirect-nxdomain", About: "zips are redirected to a host that does not exist",
		Break: answer(".zip", redirect("https://cdn.corp.invalid/zip")), Want: Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
}
