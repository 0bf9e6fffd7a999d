package lab

import (
	"gomend/checks"
)

func init() { Register(socksCases...) }

// SOCKS proxies.
var socksCases = []Case{
	{Name: "socks-forbidden", About: "the SOCKS proxy's rules deny the destination",
		Break: httpsProxy("socks5://socks.corp.example:1080", func(n *Net) { n.SOCKS().Policy = always(2) }),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "socks connect"},
	{Name: "socks-auth-missing", About: "the SOCKS proxy wants a password, none is given",
		Break: httpsProxy(companySOCKS, proxyPassword()),
		Want:  Broken(checks.CauseProxyAuthRequired), GoSays: "no acceptable authentication methods"},
	{Name: "socks-auth-wrong", About: "the SOCKS proxy refuses the password",
		Break: httpsProxy("socks5://gopher:wrong@socks.corp.example:1080", proxyPassword()),
		Want:  Broken(checks.CauseProxyAuthRequired), GoSays: "username/password authentication failed"},
	{Name: "socks-unreachable", About: "the SOCKS proxy cannot reach the host",
		Break: httpsProxy(companySOCKS, func(n *Net) { n.SOCKS().Policy = always(4) }),
		Want:  Broken(checks.CauseProxyUpstreamFailed), GoSays: "host unreachable"},
	{Name: "socks-general-failure", About: "the SOCKS proxy answers general failure",
		Break: httpsProxy(companySOCKS, func(n *Net) { n.SOCKS().Policy = always(1) }),
		Want:  Broken(checks.CauseProxyUpstreamFailed, checks.CauseProxyForbidden), GoSays: "general SOCKS server failure"},
	{Name: "socks-hangs-up", About: "the SOCKS proxy closes on greeting",
		Break: httpsProxy(companySOCKS, func(n *Net) { n.SOCKS().Raw = hangUp }),
		Want:  Broken(checks.CauseProxyNotAProxy, checks.CauseProxyUpstreamFailed), GoSays: "socks connect"},
	{Name: "socks-password", About: "a SOCKS proxy with a password", Want: Fine(),
		Break: httpsProxy("socks5h://gopher:secret@socks.corp.example:1080", proxyPassword())},
	{Name: "socks-without-dns", About: "a SOCKS proxy resolves names, this machine cannot", Short: true, Want: Fine(),
		Break: httpsProxy("socks5://198.51.100.129:1080", resolvconf("nameserver "+deadResolver+"\n"))},
}
