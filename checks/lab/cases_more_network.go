package lab

import (
	"slices"
	"strconv"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

// Variants of the faults of the layers network, dns and transport: other
// topologies, other hosts, one direction alone; and healthy networks that look
// like them.

const companyModuleProxy = "goproxy.corp.example"

// ispResolver6 is a nameserver of the provider that speaks IPv6.
const ispResolver6 = "2001:db8:1::53"

// also does one thing after the other.
func also(list ...func(*Net)) func(*Net) {
	return func(n *Net) {
		for _, f := range list {
			f(n)
		}
	}
}

// everyResolver makes all nameservers, the public ones too, answer this way: a
// middlebox answers in place of whoever is asked.
func everyResolver(r Resolver) func(*Net) {
	return func(n *Net) {
		for addr := range n.Resolvers {
			n.Resolvers[addr] = r
		}
	}
}

// localResolver makes a nameserver on this machine the only one that is configured.
func localResolver(addr string, r Resolver) func(*Net) {
	return func(n *Net) {
		n.Client.Resolvers[addr] = r
		n.Client.Resolvconf = "nameserver " + addr + "\n"
	}
}

// linkResolver makes a box on the local link the only nameserver that is configured.
func linkResolver(addr string, r Resolver) func(*Net) {
	return func(n *Net) {
		n.Router.Resolvers[addr] = r
		n.Client.Resolvconf = "nameserver " + addr + "\n"
	}
}

const linkServer = "192.168.77.53"

// onlyProviderDNS lets nobody be asked for names but the provider's nameservers.
func onlyProviderDNS(n *Net) {
	for _, proto := range []string{"udp", "tcp"} {
		n.Router.Forward = append(n.Router.Forward, proto+" dport 53 ip daddr != { "+ispResolver+", "+spareResolver+" } drop")
	}
}

// hosts adds lines to the client's hosts file.
func hosts(lines string) func(*Net) { return func(n *Net) { n.Client.HostsFile += lines } }

// forward adds rules for what the router forwards.
func forward(rules ...string) func(*Net) {
	return func(n *Net) { n.Router.Forward = append(n.Router.Forward, rules...) }
}

// outgoing adds rules for what the client sends.
func outgoing(rules ...string) func(*Net) {
	return func(n *Net) { n.Client.Firewall = append(n.Client.Firewall, rules...) }
}

// block treats what goes to a host in a way of nft's.
func block(name, verdict string) func(*Net) { return func(n *Net) { n.Block(name, verdict) } }

// addresses gives a host other addresses, in the order in which names are answered.
func addresses(name string, list ...string) func(*Net) {
	return func(n *Net) { n.Host(name).Addresses = list }
}

// notRelayed fetches from a module proxy that relays no checksum database.
var notRelayed = stored("GOPROXY", "https://mirrors.aliyun.com/goproxy/")

// zipsElsewhere makes the module proxy redirect zips to another host.
func zipsElsewhere(n *Net) { n.Host("proxy.golang.org").Handler = RedirectingZips() }

// overIPv6 takes IPv4 from the client, and gives it IPv6 with a nameserver.
func overIPv6(n *Net) {
	n.IPv6()
	n.Client.Address, n.Client.Gateway = "", ""
	n.Resolvers[ispResolver6] = Truth
	n.Client.Resolvconf = "nameserver " + ispResolver6 + "\n"
}

// pointToPoint gives the client an address without a net around it.
func pointToPoint(n *Net) {
	n.Client.Address, n.Client.Gateway = "192.168.77.2/32", ""
	n.Client.Routes = []Route{{To: "0.0.0.0/0", Via: gateway, Dev: "eth0"}}
}

// pool lists so many addresses of which only the first is anybody's.
func pool(first string, count int) []string {
	list := []string{first}
	for i := range count - 1 {
		list = append(list, "203.0.113."+strconv.Itoa(100+i))
	}
	return list
}

// portalAnswers makes a middlebox answer every request without TLS.
var portalAnswers = all(func(h *Host) { h.Plain = redirect("https://login.hotel.example/") })

// largeCertificate gives the module proxy a certificate of the size that those on
// the real internet have: several packets.
var largeCertificate = google(func(h *Host) {
	h.Cert.Names = []string{"proxy.golang.org"}
	for i := range 150 {
		h.Cert.Names = append(h.Cert.Names, "host-"+strconv.Itoa(i)+".example.net")
	}
})

var noThirdParty = []string{"--no-third-party"}

// Broken networks.
var moreNetworkCases = []Case{
	{Name: "gateway-dead-local-dns", About: "nobody has the gateway's address, names come from this machine",
		Break: also(localResolver("127.0.0.1", Truth), func(n *Net) { n.Client.Gateway = "192.168.77.254" }),
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "no route to host"},
	{Name: "gateway-dead-link-dns", About: "nobody has the gateway's address, the nameserver is on the link",
		Break: also(linkResolver(linkServer, Truth), func(n *Net) { n.Client.Gateway = "192.168.77.254" }),
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "no route to host"},
	{Name: "gateway-dead-alone", About: "nobody has the gateway's address, third parties are not asked", Flags: noThirdParty,
		Break: func(n *Net) { n.Client.Gateway = "192.168.77.254" },
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
	{Name: "gateway-dead-ipv6", About: "IPv6 only, and nobody has the gateway's address",
		Break: also(overIPv6, func(n *Net) { n.Client.Gateway6 = "2001:db8:77::fe" }),
		Want:  Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
	{Name: "no-route-ipv6", About: "IPv6 only, without a default route",
		Break: also(overIPv6, func(n *Net) { n.Client.Gateway6 = "" }),
		Want:  Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable"},
	{Name: "no-route-link-dns", About: "no default route, and the nameserver is on the link",
		Break: also(linkResolver(linkServer, Truth), func(n *Net) { n.Client.Gateway = "" }),
		Want:  Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable"},
	{Name: "no-route-but-one", About: "no default route but one to the nameserver",
		Break: func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Routes = []Route{{To: ispResolver + "/32", Via: gateway, Dev: "eth0"}}
		},
		Want: Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable"},
	{Name: "no-internet-alone", About: "the gateway forwards nothing, third parties are not asked", Flags: noThirdParty,
		Break: func(n *Net) { n.Router.Closed = true },
		Want:  Broken(checks.CauseNoInternet, checks.CauseResolverUnreachable).Perhaps(), GoSays: "lookup proxy.golang.org"},
	{Name: "no-internet-router-dns", About: "the router is the nameserver, and has lost its line: it fails",
		Break: also(linkResolver(gateway, Rcode(dns.RcodeServerFailure)), func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "server misbehaving"},
	{Name: "no-internet-router-dns-silent", About: "the router is the nameserver, and has lost its line: it is silent",
		Break: also(linkResolver(gateway, Silence), func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "no-internet-router-dns-refuses", About: "the router is the nameserver, and has lost its line: it refuses",
		Break: also(linkResolver(gateway, Rcode(dns.RcodeRefused)), func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "server misbehaving"},
	{Name: "no-internet-prohibited", About: "the router answers everything with administratively prohibited",
		Break: forward("reject with icmpx admin-prohibited"),
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},
	{Name: "no-internet-ipv6", About: "IPv6 only, nothing is forwarded",
		Break: also(overIPv6, func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},
	{Name: "no-internet-one-way", About: "packets leave, and none comes back",
		Break: forward("iifname \"wan0\" drop"),
		Want:  Broken(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "isolated-stub", About: "no interface but loopback, and the stub resolver of the host is configured",
		Break: also(resolvconf("nameserver 127.0.0.53\n"), func(n *Net) { n.Client.NoLink = true }),
		Want:  Broken(checks.CauseNetworkIsolated, checks.CauseResolverRefused), GoSays: "connection refused"},
	{Name: "isolated-local-dns", About: "no interface but loopback, names come from this machine",
		Break: also(localResolver("127.0.0.1", Truth), func(n *Net) { n.Client.NoLink = true }),
		Want:  Broken(checks.CauseNetworkIsolated), GoSays: "network is unreachable"},
	{Name: "no-internet-stub", About: "nothing is forwarded, and the stub resolver of this machine fails for it",
		Break: also(localResolver("127.0.0.53", Rcode(dns.RcodeServerFailure)), func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet).Perhaps(), GoSays: "server misbehaving"},
	{Name: "gateway-dead-stub", About: "nobody has the gateway's address, and the stub resolver of this machine fails for it",
		Break: also(localResolver("127.0.0.53", Rcode(dns.RcodeServerFailure)), func(n *Net) { n.Client.Gateway = "192.168.77.254" }),
		Want:  Broken(checks.CauseGatewayUnreachable).Perhaps(), GoSays: "server misbehaving"},
	{Name: "no-route-stub", About: "no default route, and the stub resolver of this machine fails for it",
		Break: also(localResolver("127.0.0.53", Rcode(dns.RcodeServerFailure)), func(n *Net) { n.Client.Gateway = "" }),
		Want:  Broken(checks.CauseNoDefaultRoute), GoSays: "server misbehaving"},
	{Name: "link-down-stub", About: "eth0 is down, and the stub resolver of this machine fails for it",
		Break: also(localResolver("127.0.0.53", Rcode(dns.RcodeServerFailure)), func(n *Net) { n.Client.LinkDown = true }),
		Want:  Broken(checks.CauseLinkDown), GoSays: "server misbehaving"},
	{Name: "link-cut", About: "the interface has an address and a route, and no carrier",
		Break: func(n *Net) {
			n.Client.LinkDown = true
			n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24", Cut: true}}
			n.Client.Routes = []Route{{To: "0.0.0.0/0", Via: "10.99.0.1", Dev: "eth1"}}
		},
		Want: Broken(checks.CauseLinkDown), GoSays: "lookup proxy.golang.org"},
	{Name: "no-address-self-given", About: "nobody gave eth0 an address, so that it took one of 169.254.0.0/16",
		Break: func(n *Net) { n.Client.Address, n.Client.Gateway = "169.254.7.7/16", "" },
		Want:  Broken(checks.CauseNoAddress), GoSays: "network is unreachable"},
	{Name: "captive-portal-redirect", About: "the web is dropped, and a request without TLS leads to a sign-in page",
		Break: also(portalAnswers, forward("tcp dport 443 drop")),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "i/o timeout"},
	{Name: "captive-portal-refusing", About: "the web is reset, and a request without TLS leads to a sign-in page",
		Break: also(portalAnswers, forward("tcp dport 443 reject with tcp reset")),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "connection refused"},
	{Name: "captive-portal-alone", About: "the web is dropped, and a request without TLS leads to a sign-in page; third parties are not asked", Flags: noThirdParty,
		Break: also(portalAnswers, forward("tcp dport 443 drop")),
		Want:  Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "i/o timeout"},
	{Name: "captive-portal-lies", About: "every name leads to a sign-in page without TLS",
		Break: func(n *Net) {
			n.Hosts["login.hotel.example"] = &Host{Addresses: []string{portal}, Wire: WireClosed, Handler: page(200, "Sign in"), Plain: page(200, "Welcome to the hotel: sign in")}
			everyResolver(Lie(portal))(n)
		},
		Want: Broken(checks.CauseCaptivePortal).Perhaps(), GoSays: "connection refused"},
	{Name: "link-down-second-up", About: "eth0 is down; the other interface has an address and no way out",
		Break: func(n *Net) {
			n.Client.LinkDown = true
			n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24", Router: "10.99.0.1/24"}}
		},
		Want: Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable"},
	{Name: "second-default-dead", About: "the default route with the better metric leads to a dead gateway",
		Break: func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24"}}
			n.Client.Routes = []Route{{To: "0.0.0.0/0", Via: "10.99.0.1", Dev: "eth1", Metric: 50}, {To: "0.0.0.0/0", Via: gateway, Dev: "eth0", Metric: 600}}
		},
		Want: Broken(checks.CauseGatewayUnreachable), GoSays: "lookup proxy.golang.org"},
	{Name: "second-default-closed", About: "the default route with the better metric leads to a gateway that forwards nothing",
		Break: func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24", Router: "10.99.0.1/24"}}
			n.Client.Routes = []Route{{To: "0.0.0.0/0", Via: "10.99.0.1", Dev: "eth1", Metric: 50}, {To: "0.0.0.0/0", Via: gateway, Dev: "eth0", Metric: 600}}
			n.Router.Forward = []string{"iifname \"lan1\" drop"}
		},
		Want: Broken(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "point-to-point-closed", About: "an address without a net around it, and nothing is forwarded",
		Break: also(pointToPoint, func(n *Net) { n.Router.Closed = true }),
		Want:  Broken(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},
	{Name: "vpn-dead", About: "a tunnel takes all, and nothing comes out of its far end", NeedTun: true,
		Break: func(n *Net) {
			n.Client.VPN = true
			n.Router.Forward = []string{"ip saddr 10.8.0.0/24 drop"}
		},
		Want: Broken(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "ipv6-no-gateway", About: "the IPv6 gateway does not exist, IPv4 works",
		Break: func(n *Net) {
			n.IPv6()
			n.Client.Gateway6 = "2001:db8:77::fe"
		},
		Want: Degraded(checks.CauseIPv6Broken)},
	{Name: "ipv6-rejected", About: "the router has no way for IPv6 and says so, IPv4 works",
		Break: func(n *Net) {
			n.IPv6()
			n.Router.Forward = []string{"meta nfproto ipv6 reject with icmpv6 no-route"}
		},
		Want: Degraded(checks.CauseIPv6Broken)},
	{Name: "lossy-15", About: "every seventh packet is lost", NeedTun: true, Chance: true,
		Break: also(linkResolver(gateway, Truth), func(n *Net) { n.Link = Link{Loss: 0.15, Delay: 20 * time.Millisecond} }),
		Want:  Degraded(checks.CausePacketLoss)},
	{Name: "lossy-25", About: "every fourth packet is lost", NeedTun: true, Chance: true,
		Break: also(linkResolver(gateway, Truth), func(n *Net) { n.Link = Link{Loss: 0.25, Delay: 20 * time.Millisecond} }),
		Want:  Degraded(checks.CausePacketLoss)},
	{Name: "mtu-blackhole-both", About: "packets over 1400 bytes vanish both ways",
		Break: also(largeCertificate, forward("meta length > 1400 drop")),
		Want:  Broken(checks.CauseMTUBlackhole), GoSays: "TLS handshake timeout"},
	{Name: "mtu-blackhole-company", About: "packets over 1300 bytes to the company's module proxy vanish",
		Break: also(internalGOPROXY, forward("ip daddr 198.51.100.10 meta length > 1300 drop", "ip saddr 198.51.100.10 meta length > 1300 drop")),
		Want:  Broken(checks.CauseMTUBlackhole, checks.CauseTLSHelloTooLarge), GoSays: "TLS handshake timeout"},
	{Name: "mtu-blackhole-inward", About: "only what comes back in packets over 1400 bytes vanishes",
		Break: also(largeCertificate, forward("ip saddr 203.0.113.0/24 meta length > 1400 drop")),
		Want:  Broken(checks.CauseMTUBlackhole), GoSays: "TLS handshake timeout"},
}

var moreDNSCases = []Case{
	{Name: "resolver-dead-alone", About: "two nameservers, both dead; third parties are not asked", Flags: noThirdParty,
		Break: resolvconf("nameserver " + deadResolver + "\nnameserver 198.51.100.98\n"),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet).Perhaps(), GoSays: "i/o timeout"},
	{Name: "resolver-dead-on-link", About: "the nameserver should be on the local link, and is not there",
		Break: resolvconf("nameserver 192.168.77.53\n"),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet), GoSays: "lookup proxy.golang.org"},
	{Name: "resolver-dead-walled", About: "the nameserver is dead and no other may be asked, the web is open",
		Break: also(resolvconf("nameserver "+deadResolver+"\n"), onlyProviderDNS),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "resolver-silent-on-link", About: "the router is the nameserver and silent, the internet is there",
		Break: linkResolver(gateway, Silence),
		Want:  Broken(checks.CauseResolverUnreachable).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "resolver-rejected", About: "the router answers what goes to the nameserver with administratively prohibited",
		Break: forward("ip daddr " + ispResolver + " reject with icmpx admin-prohibited"),
		Want:  Broken(checks.CauseResolverUnreachable), GoSays: "no route to host"},
	{Name: "resolver-ipv6-only", About: "the only nameserver has an IPv6 address, the client has none",
		Break: resolvconf("nameserver " + ispResolver6 + "\n"),
		Want:  Broken(checks.CauseResolverUnreachable), GoSays: "network is unreachable"},
	{Name: "resolver-docker-gone", About: "127.0.0.11 is configured outside of Docker",
		Break: resolvconf("nameserver 127.0.0.11\noptions ndots:0\n"),
		Want:  Broken(checks.CauseResolverRefused), GoSays: "connection refused"},
	{Name: "resolver-link-closed", About: "the router runs no nameserver",
		Break: resolvconf("nameserver " + gateway + "\n"),
		Want:  Broken(checks.CauseResolverRefused), GoSays: "connection refused"},
	{Name: "resolver-tcp-only", About: "the nameserver answers over TCP alone",
		Break: forward("udp dport 53 drop"),
		Want:  Broken(checks.CauseResolverUnreachable), GoSays: "i/o timeout"},
	{Name: "resolver-slower-than-patience", About: "timeout:1 attempts:1, and answers take 1.5 s",
		Break: also(isp(Slow(1500*time.Millisecond, Truth)), resolvconf("nameserver "+ispResolver+"\noptions timeout:1 attempts:1\n")),
		Want:  Broken(checks.CauseResolverUnreachable), GoSays: "i/o timeout"},
	{Name: "resolver-truncates", About: "the answer does not fit into a packet, and TCP is rejected",
		Break: also(addresses("proxy.golang.org", pool("203.0.113.10", 120)...), forward("tcp dport 53 reject with tcp reset")),
		Want:  Broken(checks.CauseResolverUnreachable, checks.CauseResolverRefused), GoSays: "dial tcp"},
	{Name: "resolver-firewalled-rejected", About: "a rule on this machine rejects outgoing DNS",
		Break: outgoing("udp dport 53 reject", "tcp dport 53 reject"),
		Want:  Broken(checks.CauseFirewallLocal, checks.CauseResolverRefused), GoSays: "lookup"},
	{Name: "nsswitch-files", About: "nsswitch.conf leaves DNS out",
		Break: func(n *Net) { n.Client.Nsswitch = "hosts: files\n" },
		Want:  Broken(checks.CauseResolverNotConfigured), GoSays: "no such host"},

	{Name: "dns-refused-on-link", About: "the router's nameserver answers REFUSED, the internet is there",
		Break: linkResolver(gateway, Rcode(dns.RcodeRefused)),
		Want:  Broken(checks.CauseDNSRefused), GoSays: "server misbehaving"},
	{Name: "dns-refused-company", About: "REFUSED for the company's names",
		Break: also(internalGOPROXY, isp(For(Rcode(dns.RcodeRefused), "corp.example"))),
		Want:  Broken(checks.CauseDNSRefused), GoSays: "server misbehaving"},
	{Name: "dns-lame", About: "the nameserver neither knows the name nor asks others",
		Break: isp(Lame),
		Want:  Broken(checks.CauseDNSRefused, checks.CauseDNSServFail), GoSays: "lame referral"},
	{Name: "dns-servfail-company", About: "SERVFAIL for the company's names",
		Break: also(internalGOPROXY, isp(For(Rcode(dns.RcodeServerFailure), "corp.example"))),
		Want:  Broken(checks.CauseDNSServFail), GoSays: "server misbehaving"},
	{Name: "dns-servfail-sumdb", About: "SERVFAIL for the checksum database, which is not relayed",
		Break: also(notRelayed, isp(For(Rcode(dns.RcodeServerFailure), "sum.golang.org"))),
		Want:  Broken(checks.CauseDNSServFail), GoSays: "lookup sum.golang.org"},
	{Name: "dns-servfail-storage", About: "SERVFAIL for the host that zips are redirected to",
		Break: also(zipsElsewhere, isp(For(Rcode(dns.RcodeServerFailure), "storage.googleapis.com"))),
		Want:  Broken(checks.CauseDNSServFail), GoSays: "lookup storage.googleapis.com"},
	{Name: "dns-servfail-alone", About: "SERVFAIL, third parties are not asked", Flags: noThirdParty,
		Break: isp(Rcode(dns.RcodeServerFailure)),
		Want:  Broken(checks.CauseDNSServFail), GoSays: "server misbehaving"},
	{Name: "dns-servfail-both", About: "two nameservers, both answer SERVFAIL",
		Break: also(everyResolver(Rcode(dns.RcodeServerFailure)), resolvconf("nameserver "+ispResolver+"\nnameserver "+spareResolver+"\n")),
		Want:  Broken(checks.CauseDNSServFail), GoSays: "server misbehaving"},
	{Name: "dns-format-error", About: "an old nameserver answers FORMERR",
		Break: isp(Rcode(dns.RcodeFormatError)),
		Want:  Broken(checks.CauseDNSServFail), GoSays: "server misbehaving"},
	{Name: "dns-dnssec-local", About: "a validating resolver on this machine rejects the signatures",
		Break: localResolver("127.0.0.53", For(BadSignature, "golang.org")),
		Want:  Broken(checks.CauseDNSDNSSECFailed), GoSays: "server misbehaving"},
	{Name: "dns-dnssec-alone", About: "a validating resolver on this machine rejects the signatures, third parties are not asked", Flags: noThirdParty,
		Break: localResolver("127.0.0.53", For(BadSignature, "golang.org")),
		Want:  Broken(checks.CauseDNSDNSSECFailed), GoSays: "server misbehaving"},
	{Name: "dns-dnssec-always", About: "the nameserver rejects the signatures even where it is told not to check",
		Break: isp(For(Bogus, "golang.org")),
		Want:  Broken(checks.CauseDNSDNSSECFailed).Perhaps(), GoSays: "server misbehaving"},
	{Name: "dns-dnssec-sumdb", About: "the signatures of the checksum database's name are rejected",
		Break: also(notRelayed, isp(For(BadSignature, "sum.golang.org"))),
		Want:  Broken(checks.CauseDNSDNSSECFailed), GoSays: "lookup sum.golang.org"},
	{Name: "dns-company-outside", About: "the company's names are asked for at a public nameserver",
		Break: also(internalGOPROXY, resolvconf("nameserver 1.1.1.1\n")),
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "dns-company-outside-alone", About: "the company's names are asked for at a public nameserver, third parties are not asked", Flags: noThirdParty,
		Break: also(internalGOPROXY, resolvconf("nameserver 1.1.1.1\n")),
		Want:  Broken(checks.CauseDNSNXDomain).Perhaps(), GoSays: "no such host"},
	{Name: "dns-private-typo", About: "a private module's host that nobody has", Module: "git.crop.example/team/tool@v1.0.0",
		Break: stored("GOPRIVATE", "*.crop.example"),
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "dns-private-servfail", About: "SERVFAIL for a private module's host", Module: privateVersion,
		Break: private(isp(For(Rcode(dns.RcodeServerFailure), "git.corp.example"))),
		Want:  Broken(checks.CauseDNSServFail), GoSays: "server misbehaving"},
	{Name: "dns-private-empty", About: "a private module's host without an address", Module: privateVersion,
		Break: private(isp(For(Empty, "git.corp.example"))),
		Want:  Broken(checks.CauseDNSNoData), GoSays: "no such host"},
	{Name: "dns-silent-company", About: "the nameserver is silent for the company's names alone",
		Break: also(internalGOPROXY, isp(For(Silence, "corp.example"))),
		Want:  Broken(checks.CauseResolverUnreachable), GoSays: "i/o timeout"},
	{Name: "dns-short-name", About: "a module proxy by its short name, without a search domain",
		Break: stored("GOPROXY", "https://goproxy"),
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},

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
	{Name: "dns-hijacked-sumdb", About: "the checksum database's name leads to another server",
		Break: also(notRelayed, isp(For(Lie(wrongServer), "sum.golang.org"))),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-hijacked-storage", About: "the name of the host that zips are redirected to leads to a dead address",
		Break: also(zipsElsewhere, isp(For(Lie(deadServer), "storage.googleapis.com"))),
		Want:  Broken(checks.CauseDNSHijacked), GoSays: "storage.googleapis.com"},
	{Name: "dns-hijacked-everywhere", About: "whoever is asked, a middlebox answers with another server",
		Break: everyResolver(For(Lie(wrongServer), "golang.org")),
		Want:  Broken(checks.CauseDNSHijacked, checks.CauseTLSNameMismatch), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-hijacked-refusing", About: "the name leads to an address that refuses connections",
		Break: isp(For(Lie(linkServer), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSHijacked, checks.CauseDNSBlocked), GoSays: "proxy.golang.org"},
	{Name: "dns-stale-cache", About: "a cache on this machine still gives the old address, at which nobody is",
		Break: localResolver("127.0.0.1", For(Lie(deadServer), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSStaleCache), GoSays: "i/o timeout"},
	{Name: "dns-stale-cache-reused", About: "a cache on this machine still gives the old address, which another server has now",
		Break: localResolver("127.0.0.53", For(Lie(wrongServer), "proxy.golang.org")),
		Want:  Broken(checks.CauseDNSStaleCache), GoSays: "certificate is valid for www.example.com"},
	{Name: "dns-inconsistent-empty", About: "the first nameserver has no address for the name, the second has",
		Break: also(isp(For(Empty, "proxy.golang.org")), resolvconf("nameserver "+ispResolver+"\nnameserver "+spareResolver+"\n")),
		Want:  Broken(checks.CauseDNSInconsistent), GoSays: "no such host"},
	{Name: "dns-inconsistent-vpn", About: "the public nameserver comes before the company's",
		Break: also(internalGOPROXY, resolvconf("nameserver 1.1.1.1\nnameserver "+ispResolver+"\n")),
		Want:  Broken(checks.CauseDNSInconsistent), GoSays: "no such host"},
	{Name: "dns-inconsistent-alone", About: "the first nameserver gives a dead address, the second the right one, third parties are not asked", Flags: noThirdParty,
		Break: also(isp(For(Lie(deadServer), "proxy.golang.org")), resolvconf("nameserver "+ispResolver+"\nnameserver "+spareResolver+"\n")),
		Want:  Broken(checks.CauseDNSInconsistent), GoSays: "i/o timeout"},
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
	{Name: "dns-slow-search", About: "questions for names in the search domain get no answer",
		Break: also(isp(For(Silence, "lan.example")), resolvconf("nameserver "+ispResolver+"\nsearch lan.example\noptions ndots:5\n")),
		Want:  Degraded(checks.CauseDNSSlow)},
	{Name: "dns-slow-company", About: "the first nameserver is dead, the second knows the company's names",
		Break: also(internalGOPROXY, resolvconf("nameserver "+deadResolver+"\nnameserver "+ispResolver+"\n")),
		Want:  Degraded(checks.CauseDNSSlow)},

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
	{Name: "hosts-override-ipv6", About: "the hosts file gives the IPv6 address alone, the client has none",
		Break: hosts("2001:db8:1::10 proxy.golang.org\n"),
		Want:  Broken(checks.CauseHostsOverride), GoSays: "network is unreachable"},
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
}

var moreTransportCases = slices.Concat(rejections(), []Case{
	{Name: "tcp-refused-company", About: "nothing listens at the company's module proxy",
		Break: company(func(h *Host) { h.Wire = WireClosed }),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-port", About: "GOPROXY with the wrong port",
		Break: stored("GOPROXY", "https://goproxy.corp.example:8443"),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-plain", About: "GOPROXY with http:// for a server with TLS alone",
		Break: stored("GOPROXY", "http://goproxy.corp.example"),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-address", About: "GOPROXY by an address at which nothing listens",
		Break: stored("GOPROXY", "http://198.51.100.10:3000"),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-sumdb", About: "the checksum database refuses, and is not relayed",
		Break: also(notRelayed, func(n *Net) { n.Host("sum.golang.org").Wire = WireClosed }),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "sum.golang.org"},
	{Name: "tcp-refused-storage", About: "the host that zips are redirected to refuses",
		Break: also(zipsElsewhere, func(n *Net) { n.Host("storage.googleapis.com").Wire = WireClosed }),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "storage.googleapis.com"},
	{Name: "tcp-refused-private", About: "a private module's host refuses", Module: privateVersion,
		Break: private(func(n *Net) { n.Host("git.corp.example").Wire = WireClosed }),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-ipv6", About: "IPv6 only, and the module proxy refuses",
		Break: also(overIPv6, func(n *Net) { n.Host("proxy.golang.org").Wire = WireClosed }),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "tcp-refused-all", About: "all of six addresses refuse",
		Break: also(addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30", "203.0.113.31", "203.0.113.32", "203.0.113.33", "203.0.113.34"),
			func(n *Net) { n.Host("proxy.golang.org").Wire = WireClosed }),
		Want: Broken(checks.CauseTCPRefused), GoSays: "connection refused"},

	{Name: "tcp-dropped-alone", About: "the router drops what goes to the module proxy, third parties are not asked", Flags: noThirdParty,
		Break: block("proxy.golang.org", "drop"),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-link-dns", About: "the router drops what goes to both addresses of the module proxy, the nameserver is on the link, third parties are not asked", Flags: noThirdParty,
		Break: also(addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30"), block("proxy.golang.org", "drop"), linkResolver(gateway, Truth)),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet).Perhaps(), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-back", About: "what comes from the module proxy is dropped",
		Break: forward("ip saddr 203.0.113.10 drop"),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-all", About: "four addresses, all dropped",
		Break: also(addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30", "203.0.113.31", "203.0.113.32"), block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-company", About: "the router drops what goes to the company's module proxy",
		Break: also(internalGOPROXY, block(companyModuleProxy, "drop")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-private", About: "the router drops what goes to a private module's host", Module: privateVersion,
		Break: private(block("git.corp.example", "drop")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-second", About: "the first module proxy serves not, the second is dropped",
		Break: also(stored("GOPROXY", "https://goproxy.corp.example|https://goproxy.cn"), func(n *Net) {
			n.Host("goproxy.corp.example").Wire = WireClosed
			n.Block("goproxy.cn", "drop")
		}),
		Want: Broken(checks.CauseTCPRefused, checks.CauseTCPTimeout), GoSays: "goproxy.cn"},
	{Name: "tcp-dropped-both", About: "module proxy and checksum database are dropped, all else passes",
		Break: also(block("proxy.golang.org", "drop"), block("sum.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-web", About: "all that goes to port 443 is dropped, names resolve",
		Break: forward("tcp dport 443 drop"),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-redirecting", About: "all that goes to port 443 is dropped, port 80 leads there as it should",
		Break: also(all(func(h *Host) { h.Plain = toHTTPS() }), forward("tcp dport 443 drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseCaptivePortal), GoSays: "i/o timeout"},
	{Name: "tcp-rejected-web", About: "all that goes to port 443 is rejected, names resolve",
		Break: forward("tcp dport 443 reject with icmpx admin-prohibited"),
		Want:  Broken(checks.CauseTCPUnreachable).But(checks.CauseNoInternet), GoSays: "no route to host"},
	{Name: "tcp-dropped-ipv6", About: "IPv6 only, and the module proxy is dropped",
		Break: also(overIPv6, block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseIPv6Broken, checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-dual", About: "the module proxy is dropped over both protocols",
		Break: also((*Net).IPv6, block("proxy.golang.org", "drop")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CauseIPv6Broken, checks.CauseNoInternet), GoSays: "i/o timeout"},
	{Name: "tcp-dropped-after-syn", About: "the connection opens, and nothing more passes",
		Break: forward("ip daddr 203.0.113.10 tcp flags & syn == 0 drop"),
		Want:  Broken(checks.CauseTLSTimeout), GoSays: "TLS handshake timeout"},

	{Name: "tcp-reset-company", About: "connections to the company's module proxy are cut whatever is said on them",
		Break: company(func(h *Host) { h.Wire = WireCut }),
		Want:  Broken(checks.CauseTCPReset), GoSays: "goproxy.corp.example"},
	{Name: "tcp-reset-by-router", About: "a middlebox cuts every connection to the address once data flows",
		Break: forward("ip daddr 203.0.113.10 tcp flags & syn == 0 meta length > 100 reject with tcp reset"),
		Want:  Broken(checks.CauseTCPReset, checks.CauseTLSReset), GoSays: "proxy.golang.org"},
	{Name: "tcp-reset-sumdb", About: "connections to the checksum database are cut, and it is not relayed",
		Break: also(notRelayed, func(n *Net) { n.Host("sum.golang.org").Wire = WireCut }),
		Want:  Broken(checks.CauseTCPReset), GoSays: "sum.golang.org"},

	{Name: "firewall-dropped", About: "a rule on this machine drops what goes to the module proxy",
		Break: outgoing("ip daddr 203.0.113.10 tcp dport 443 drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-dropped-web", About: "a rule on this machine drops all that goes to port 443",
		Break: outgoing("tcp dport 443 drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "i/o timeout"},
	{Name: "firewall-rejected", About: "a rule on this machine rejects what goes to the module proxy",
		Break: outgoing("ip daddr 203.0.113.10 tcp dport 443 reject with icmpx admin-prohibited"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "no route to host"},
	{Name: "firewall-reset", About: "a rule on this machine resets what goes to the module proxy",
		Break: outgoing("ip daddr 203.0.113.10 tcp dport 443 reject with tcp reset"),
		Want:  Broken(checks.CauseFirewallLocal, checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "firewall-inbound", About: "a rule on this machine drops what the module proxy answers",
		Break: func(n *Net) { n.Client.Inbound = []string{"ip saddr 203.0.113.10 drop"} },
		Want:  Broken(checks.CauseFirewallLocal, checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "firewall-all", About: "a rule on this machine drops all that leaves",
		Break: outgoing("oifname \"eth0\" drop"),
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "operation not permitted"},
	{Name: "route-blackhole", About: "a route of type blackhole on this machine",
		Break: func(n *Net) { n.Client.Routes = []Route{{To: "203.0.113.0/24", Kind: "blackhole"}} },
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "proxy.golang.org"},
	{Name: "route-unreachable", About: "a route of type unreachable on this machine",
		Break: func(n *Net) { n.Client.Routes = []Route{{To: "203.0.113.10/32", Kind: "unreachable"}} },
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "proxy.golang.org"},
	{Name: "route-prohibit-dns", About: "a route of type prohibit for the nameserver",
		Break: func(n *Net) { n.Client.Routes = []Route{{To: ispResolver + "/32", Kind: "prohibit"}} },
		Want:  Broken(checks.CauseFirewallLocal), GoSays: "permission denied"},

	{Name: "address-partly-silent", About: "the first of two addresses is silent",
		Break: also(block("proxy.golang.org", "drop"), addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30")),
		Want:  Degraded(checks.CauseAddressPartlyDead)},
	{Name: "address-partly-unreachable", About: "a router knows no way to the first of two addresses",
		Break: also(block("proxy.golang.org", "reject with icmpx host-unreachable"), addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30")),
		Want:  Degraded(checks.CauseAddressPartlyDead)},
	{Name: "address-mostly-dead", About: "five of six addresses are silent, the first is not", Want: Fine(),
		Break: also(addresses("proxy.golang.org", "203.0.113.10", "203.0.113.30", "203.0.113.31", "203.0.113.32", "203.0.113.33", "203.0.113.34"),
			forward("ip daddr 203.0.113.30-203.0.113.34 drop"))},
	{Name: "address-last-alive", About: "the first four of five addresses refuse",
		Break: also(addresses("proxy.golang.org", "203.0.113.30", "203.0.113.31", "203.0.113.32", "203.0.113.33", "203.0.113.10"),
			forward("ip daddr 203.0.113.30-203.0.113.33 reject")),
		Want: Degraded(checks.CauseAddressPartlyDead)},
	{Name: "address-partly-dead-company", About: "the first of the company's two module proxies is gone",
		Break: also(internalGOPROXY, block(companyModuleProxy, "reject with tcp reset"), addresses(companyModuleProxy, "198.51.100.10", "198.51.100.30")),
		Want:  Degraded(checks.CauseAddressPartlyDead)},
	{Name: "ipv6-address-refused", About: "IPv6 works, and the module proxy refuses it",
		Break: also((*Net).IPv6, forward("ip6 daddr 2001:db8:1::10 reject with tcp reset")),
		Want:  Degraded(checks.CauseAddressPartlyDead)},
})

// rejections are the ways in which a router can say no.
func rejections() (list []Case) {
	for _, r := range []struct {
		with, says string
		cause      checks.Cause
	}{
		{"icmp net-unreachable", "network is unreachable", checks.CauseTCPUnreachable},
		{"icmp prot-unreachable", "protocol not available", checks.CauseTCPUnreachable},
		{"icmp port-unreachable", "connection refused", checks.CauseTCPRefused},
		{"icmp net-prohibited", "network is unreachable", checks.CauseTCPUnreachable},
		{"icmp host-prohibited", "no route to host", checks.CauseTCPUnreachable},
		{"icmp admin-prohibited", "no route to host", checks.CauseTCPUnreachable},
	} {
		list = append(list, Case{
			Name: "tcp-rejected-" + r.with[len("icmp "):], About: "the router answers what goes to the module proxy with " + r.with,
			Break: forward("ip daddr 203.0.113.10 reject with " + r.with),
			Want:  Broken(r.cause).But(checks.CauseNoInternet, checks.CauseNoDefaultRoute), GoSays: r.says,
		})
	}
	return list
}

// Odd networks in which nothing is wrong.
var oddNetworkCases = []Case{
	{Name: "odd-second-dns-dead", About: "the second nameserver is dead", Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver + "\nnameserver " + deadResolver + "\n")},
	{Name: "odd-second-dns-ipv6", About: "the second nameserver has an IPv6 address, and there is no way for it", Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver + "\nnameserver " + ispResolver6 + "\n")},
	{Name: "odd-first-dns-ipv6", About: "the first nameserver has an IPv6 address, and there is no way for it: go turns to the next at once", Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver6 + "\nnameserver " + ispResolver + "\n")},
	{Name: "odd-dns-servfail-first", About: "the first nameserver fails at once, the second answers", Want: Fine(),
		Break: also(isp(Rcode(dns.RcodeServerFailure)), resolvconf("nameserver "+ispResolver+"\nnameserver "+spareResolver+"\n"))},
	{Name: "odd-aaaa-slow", About: "answers for IPv6 addresses take 800 ms", Want: Fine(),
		Break: isp(Slow(800*time.Millisecond, Truth, dns.TypeAAAA))},
	{Name: "odd-a-slow", About: "answers for IPv4 addresses take 800 ms, those for IPv6 come at once and are of no use", Want: Fine(),
		Break: isp(Slow(800*time.Millisecond, Truth, dns.TypeA))},
	{Name: "odd-aaaa-refused", About: "questions for IPv6 addresses are refused", Want: Fine(),
		Break: isp(OfType(Rcode(dns.RcodeNotImplemented), dns.TypeAAAA))},
	{Name: "odd-dns-slow", About: "every answer of the nameserver takes 800 ms", Want: Fine(),
		Break: isp(Slow(800*time.Millisecond, Truth))},
	{Name: "odd-dns-very-slow", About: "every answer of the nameserver takes 2 s", Want: Fine(),
		Break: isp(Slow(2*time.Second, Truth))},
	{Name: "odd-dns-impatient", About: "timeout:1 attempts:1", Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver + "\noptions timeout:1 attempts:1 rotate\n")},
	{Name: "odd-dns-tcp", About: "names by TCP alone, as resolv.conf says", Want: Fine(),
		Break: also(forward("udp dport 53 drop"), resolvconf("nameserver "+ispResolver+"\noptions use-vc\n"))},
	{Name: "odd-dns-truncated", About: "an answer that does not fit into a packet and comes by TCP", Want: Fine(),
		Break: addresses("proxy.golang.org", pool("203.0.113.10", 120)...)},
	{Name: "odd-many-addresses", About: "twenty addresses", Want: Fine(),
		Break: addresses("proxy.golang.org", pool("203.0.113.10", 20)...)},
	{Name: "odd-aliases", About: "a chain of aliases", Want: Fine(),
		Break: isp(Alias("proxy.golang.org.cdn.example.net", "edge.cdn.example.net", "e1.cdn.example.net"))},
	{Name: "odd-dns-middlebox", About: "whoever is asked, a middlebox answers, and truly", Want: Fine(),
		Break: everyResolver(Truth)},
	{Name: "odd-docker-dns", About: "Docker's nameserver", Want: Fine(),
		Break: also(localResolver("127.0.0.11", Truth), func(n *Net) { n.Client.Resolvconf += "options ndots:0\n" })},
	{Name: "odd-stub", About: "systemd's nameserver", Want: Fine(),
		Break: also(localResolver("127.0.0.53", Truth), func(n *Net) { n.Client.Resolvconf += "options edns0 trust-ad\nsearch lan.example\n" })},
	{Name: "odd-router-dns", About: "the router is the nameserver", Want: Fine(), Break: linkResolver(gateway, Truth)},
	{Name: "odd-link-dns", About: "a box on the link is the nameserver", Want: Fine(), Break: linkResolver(linkServer, Truth)},
	{Name: "odd-short-name", About: "the module proxy by its short name", Want: Fine(),
		Break: also(resolvconf("nameserver "+ispResolver+"\nsearch lan.example corp.example\n"), stored("GOPROXY", "http://goproxy"), func(n *Net) {
			n.Host(companyModuleProxy).Plain = ModuleProxy()
		})},
	{Name: "odd-hosts-capitals", About: "the hosts file gives the right address, in capitals", Want: Fine(),
		Break: hosts("203.0.113.10 PROXY.GOLANG.ORG\n")},
	{Name: "odd-hosts-split", About: "the hosts file gives the company's module proxy the address that its nameserver does not", Want: Fine(),
		Break: also(internalGOPROXY, resolvconf("nameserver 1.1.1.1\n"), hosts("198.51.100.10 goproxy.corp.example\n"))},
	{Name: "odd-proxy-arp", About: "no gateway: the router answers for every address", Want: Fine(),
		Break: func(n *Net) {
			n.Router.ProxyARP = true
			n.Client.Gateway = ""
			n.Client.Routes = []Route{{To: "0.0.0.0/0", Dev: "eth0"}}
		}},
	{Name: "odd-point-to-point", About: "an address without a net around it", Want: Fine(), Break: pointToPoint},
	{Name: "odd-second-default", About: "a second default route, with a higher metric, leads to a dead gateway", Want: Fine(),
		Break: func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24"}}
			n.Client.Routes = []Route{{To: "0.0.0.0/0", Via: gateway, Dev: "eth0", Metric: 100}, {To: "0.0.0.0/0", Via: "10.99.0.1", Dev: "eth1", Metric: 600}}
		}},
	{Name: "odd-second-cable-cut", About: "a second interface with an address and no carrier", Want: Fine(),
		Break: func(n *Net) { n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24", Cut: true}} }},
	{Name: "odd-routes-only", About: "no default route; routes to the nameserver and to the proxy", Want: Fine(),
		Break: httpsProxy(companyProxy, func(n *Net) {
			n.Client.Gateway = ""
			n.Client.Routes = []Route{{To: "198.51.100.0/24", Via: gateway, Dev: "eth0"}}
		})},
	{Name: "odd-ipv6-only", About: "IPv6 only", Want: Fine(), Break: overIPv6},
	{Name: "odd-ipv6-private", About: "a private IPv6 address whose router knows no way out", Want: Fine(),
		Break: func(n *Net) {
			n.Client.Address6, n.Client.Gateway6 = "fd00:77::2/64", "fd00:77::1"
			n.Router.Address6 = "fd00:77::1/64"
			n.Router.Forward = []string{"meta nfproto ipv6 reject with icmpv6 no-route"}
		}},
	{Name: "odd-very-far", About: "600 ms round trip", NeedTun: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Delay: 300 * time.Millisecond} }},
	{Name: "odd-some-loss", About: "every twentieth packet is lost", NeedTun: true, Chance: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Loss: 0.05, Delay: 15 * time.Millisecond} }},
	{Name: "odd-reordering", About: "packets overtake each other", NeedTun: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Delay: 20 * time.Millisecond, Jitter: 30 * time.Millisecond} }},
	{Name: "odd-icmp-blocked-here", About: "a rule on this machine drops all ICMP that comes in", Want: Fine(),
		Break: func(n *Net) { n.Client.Inbound = []string{"meta l4proto icmp drop"} }},
	{Name: "odd-walled", About: "nothing passes but the provider's DNS and port 443", Want: Fine(),
		Break: forward("udp dport 53 ip daddr "+ispResolver+" accept", "udp sport 53 accept", "tcp dport 443 accept", "tcp sport 443 accept", "drop")},
	{Name: "odd-alone", About: "nothing; third parties are not asked", Flags: noThirdParty, Want: Fine()},
	{Name: "odd-fake-ip-router", About: "a router with a transparent proxy gives made-up addresses", Want: Fine(),
		Break: also(fakeIP, func(n *Net) { linkResolver(gateway, n.Client.Resolvers["127.0.0.1"])(n) })},
	{Name: "odd-server-dead-ipv6", About: "the server's first IPv6 address is nobody's, the client has none", Want: Fine(),
		Break: addresses("proxy.golang.org", "2001:db8:dead::1", "203.0.113.10")},
}
