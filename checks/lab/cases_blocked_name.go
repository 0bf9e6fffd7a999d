package lab

import (
	"gomend/checks"
)

func init() { Register(blockedNameCases...) }

// Nameservers that deny a name which exists elsewhere.
var blockedNameCases = []Case{
	{Name: "dns-blocked-alone", About: "NXDOMAIN for a public name, third parties are not asked", Flags: noThirdParty,
		Break: isp(For(Deny, "golang.org")),
		Want:  Broken(checks.CauseDNSBlocked).Perhaps(), GoSays: "no such host"},
	{Name: "dns-blocked-everywhere", About: "whoever is asked, a middlebox answers NXDOMAIN",
		Break: everyResolver(For(Deny, "golang.org")),
		Want:  Broken(checks.CauseDNSBlocked).Perhaps(), GoSays: "no such host"},
	{Name: "dns-blocked-walled", About: "NXDOMAIN for a public name, and no other nameserver may be asked",
		Break: also(isp(For(Deny, "golang.org")), onlyProviderDNS),
		Want:  Broken(checks.CauseDNSBlocked).Perhaps(), GoSays: "no such host"},
	{Name: "dns-blocked-storage", About: "the name of the host that zips are redirected to is denied",
		Break: also(zipsElsewhere, isp(For(Deny, "storage.googleapis.com"))),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "lookup storage.googleapis.com"},
	{Name: "dns-blocked-loopback", About: "the name is answered with 127.0.0.1",
		Break: isp(For(Lie("127.0.0.1"), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "connection refused"},
	{Name: "dns-blocked-private", About: "a private module's host is answered with 0.0.0.0", Module: privateVersion,
		Break: private(isp(For(Lie("0.0.0.0"), "git.corp.example"))),
		Want:  Broken(checks.CauseDNSBlocked), GoSays: "connection refused"},
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
}
