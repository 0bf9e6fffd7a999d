package lab

import (
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(closedWorldCases...) }

// hostsFileOnly names these servers in the hosts file, in a world without any
// nameserver or server to compare with.
func hostsFileOnly(names ...string) func(*Net) {
	return func(n *Net) {
		for _, name := range names {
			n.Client.HostsFile += n.Host(name).Addresses[0] + " " + name + "\n"
		}
		n.Client.Resolvconf = ""
		n.bare()
	}
}

// googleInHosts and companyInHosts name what go asks by default, and what it asks in
// the company.
var (
	googleInHosts  = hostsFileOnly("proxy.golang.org", "sum.golang.org")
	companyInHosts = also(internalGOPROXY, hostsFileOnly("goproxy.corp.example"))
)

// ownMirror is a closed network whose nameserver gives its own, private address for
// the public module proxy.
var ownMirror = also(addresses("proxy.golang.org", "10.9.0.10"), addresses("sum.golang.org", "10.9.0.11"), (*Net).bare)

// nearResolver makes the router the only nameserver.
func nearResolver(n *Net) {
	n.Router.Resolvers[gateway] = Truth
	n.Client.Resolvconf = "nameserver " + gateway + "\n"
}

// Networks that end at the servers they need: nobody else answers.
var closedWorldCases = []Case{
	{Name: "odd-hosts-only", About: "the hosts file gives the names, there is no nameserver", Want: Fine(), Break: googleInHosts},
	{Name: "odd-own-mirror", About: "the nameserver gives a private address for the public module proxy, which serves", Want: Fine(), Break: ownMirror},
	{Name: "hosts-only-refused", About: "the hosts file gives the names, there is no nameserver, and the server refuses",
		Break: also(companyInHosts, company(func(h *Host) { h.Wire = WireClosed })),
		Want:  Broken(checks.CauseTCPRefused).But(checks.CauseHostsOverride), GoSays: "connection refused"},
	{Name: "hosts-only-expired", About: "the hosts file gives the names, and the server's certificate has expired",
		Break: also(googleInHosts, google(cert(func(c *Cert) { c.Until = -48 * time.Hour }))),
		Want:  Broken(checks.CauseTLSExpired).But(checks.CauseHostsOverride), GoSays: "expired"},
	{Name: "hosts-only-no-roots", About: "the hosts file gives the names, and there are no root certificates",
		Break: also(googleInHosts, func(n *Net) { n.Client.Roots = RootsNone }),
		Want:  Broken(checks.CauseCABundleMissing).But(checks.CauseHostsOverride), GoSays: "unknown authority"},
	{Name: "hosts-only-large-hello", About: "the hosts file gives the names, and large hellos vanish",
		Break: also(googleInHosts, google(func(h *Host) { h.Raw = largeHello(h, "proxy.golang.org", silent) })),
		Want:  Broken(checks.CauseTLSHelloTooLarge).But(checks.CauseHostsOverride), GoSays: "TLS handshake timeout"},
	{Name: "own-mirror-refused", About: "the nameserver gives a private address for the public module proxy, which refuses",
		Break: also(ownMirror, google(func(h *Host) { h.Wire = WireClosed })),
		Want:  Broken(checks.CauseTCPRefused).But(checks.CauseDNSHijacked), GoSays: "connection refused"},
	{Name: "on-link-absent", About: "the module proxy is on the client's own link, and switched off",
		Break: also(env("GOPROXY", "http://192.168.77.99:3000"), (*Net).bare),
		Want:  Broken(checks.CauseTCPUnreachable).But(checks.CauseNoInternet, checks.CauseGatewayUnreachable), GoSays: "no route to host"},
	{Name: "closed-proxy-silent", About: "a company network without internet, whose module proxy behind the router is switched off",
		Break: also(internalGOPROXY, linkResolver(gateway, OwnNames), forward("drop"), (*Net).bare),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet).Perhaps(), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-other-port", About: "port 443 of the module proxy is dropped, another one of it answers, and nobody else does",
		Break: also(nearResolver, block("proxy.golang.org", "drop"), block("sum.golang.org", "drop"), (*Net).bare),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-echo", About: "the router drops what goes to ports 80 and 443, and nobody answers; the server refuses other ports",
		Break: also(nearResolver, forward("tcp dport { 80, 443 } drop"), (*Net).bare),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet).Perhaps(), GoSays: "i/o timeout"},
	{Name: "resolver-no-gateway", About: "no gateway, and the nameserver on the link, which knows the company's module proxy, is silent",
		Break: also(internalGOPROXY, linkResolver("192.168.77.53", Silence), func(n *Net) { n.Client.Gateway = "" }, (*Net).bare),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet, checks.CauseNoDefaultRoute), GoSays: "i/o timeout"},
	{Name: "resolver-router-tcp-only", About: "the router answers about names over TCP alone, and nobody else answers",
		Break: also(nearResolver, func(n *Net) { n.Router.Input = append(n.Router.Input, "udp dport 53 drop") }, (*Net).bare),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "resolver-router-closed", About: "the router drops questions about names and refuses connections for them, and nobody else answers",
		Break: also(resolvconf("nameserver "+gateway+"\n"), func(n *Net) { n.Router.Input = append(n.Router.Input, "udp dport 53 drop") }, (*Net).bare),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet).Perhaps(), GoSays: "i/o timeout"},
	{Name: "resolver-link-servfail", About: "the nameserver on the link, which is not the router, answers SERVFAIL, and nobody else answers",
		Break: also(linkResolver("192.168.77.53", Rcode(dns.RcodeServerFailure)), (*Net).bare),
		Want:  Broken(checks.CauseDNSServFail).But(checks.CauseNoInternet), GoSays: "server misbehaving"},
	{Name: "far-rejected-ipv6", About: "IPv6 only, and a router answers what goes to the module proxy with administratively prohibited",
		Break: also(overIPv6, block("proxy.golang.org", "reject with icmpx admin-prohibited")),
		Want:  Broken(checks.CauseTCPUnreachable).But(checks.CauseFirewallLocal), GoSays: "permission denied"},
}
