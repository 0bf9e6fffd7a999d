package lab

import (
	"gomend/checks"
)

func init() { Register(hostsFileCases...) }

// Names that /etc/hosts pins.
var hostsFileCases = []Case{
	{Name: "hosts-override-company", About: "the hosts file pins the company's module proxy to a server that refuses",
		Break: also(internalGOPROXY, hosts("198.51.100.13 goproxy.corp.example\n")),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "connection refused"},
	{Name: "hosts-override-company-other", About: "the hosts file pins the company's module proxy to another server",
		Break: also(internalGOPROXY, hosts("198.51.100.12 goproxy.corp.example\n")),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "certificate is valid for www.corp.example"},
	{Name: "hosts-override-private", About: "the hosts file pins a private module's host to a dead address", Module: privateVersion,
		Break: private(hosts(deadServer + " git.corp.example\n")),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "i/o timeout"},
	{Name: "hosts-override-capitals", About: "the hosts file pins the name in capitals, among others",
		Break: hosts(wrongServer + "\tmirror Proxy.GoLang.ORG # since the move\n"),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "certificate is valid for www.example.com"},
	{Name: "hosts-override-zero", About: "the hosts file pins the name to 0.0.0.0",
		Break: hosts("0.0.0.0 proxy.golang.org\n"),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "connection refused"},
	{Name: "hosts-override-sumdb", About: "the hosts file pins the checksum database to a dead address",
		Break: also(notRelayed, hosts(deadServer+" sum.golang.org\n")),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "sum.golang.org"},
	{Name: "hosts-override-alone", About: "the hosts file pins the name to another server, third parties are not asked", Flags: noThirdParty,
		Break: hosts(wrongServer + " proxy.golang.org\n"),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "certificate is valid for www.example.com"},
	{Name: "hosts-override-walled", About: "the hosts file pins the name to a dead address, public nameservers may not be asked",
		Break: also(hosts(deadServer+" proxy.golang.org\n"), onlyProviderDNS),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "i/o timeout"},
	{Name: "hosts-override-proxy", About: "the hosts file pins the company's proxy to a dead address",
		Break: httpsProxy(companyProxy, hosts(deadServer+" proxy.corp.example\n"), forward()),
		Want:  Broken(checks.CauseHostsOverride, checks.CauseProxyTimeout), GoSays: "proxyconnect"},
	{Name: "odd-hosts-capitals", About: "the hosts file gives the right address, in capitals", Want: Fine(),
		Break: hosts("203.0.113.10 PROXY.GOLANG.ORG\n")},
	{Name: "odd-hosts-split", About: "the hosts file gives the company's module proxy the address that its nameserver does not", Want: Fine(),
		Break: also(internalGOPROXY, resolvconf("nameserver 1.1.1.1\n"), hosts("198.51.100.10 goproxy.corp.example\n"))},
	{Name: "hosts-override", About: "the hosts file pins the name to another server", Short: true,
		Break: func(n *Net) { n.Client.HostsFile = wrongServer + " proxy.golang.org\n" },
		Want:  Broken(checks.CauseHostsOverride), GoSays: "certificate is valid for www.example.com"},
	{Name: "hosts-override-dead", About: "the hosts file pins the name to a dead address",
		Break: func(n *Net) { n.Client.HostsFile = deadServer + " proxy.golang.org\n" },
		Want:  Broken(checks.CauseHostsOverride), GoSays: "i/o timeout"},
	{Name: "hosts-override-loopback", About: "the hosts file pins the name to 127.0.0.1",
		Break: func(n *Net) { n.Client.HostsFile = "127.0.0.1 proxy.golang.org\n" },
		Want:  Broken(checks.CauseHostsOverride), GoSays: "connection refused"},
	{Name: "hosts-right", About: "the hosts file pins the name to its right address", Want: Fine(),
		Break: func(n *Net) { n.Client.HostsFile = "203.0.113.10 proxy.golang.org\n" }},
}
