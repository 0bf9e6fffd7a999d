package lab

import (
	"github.com/miekg/dns"

	"gomend/checks"
)

func init() { Register(linkCases...) }

// Interfaces, their carrier and their addresses.
var linkCases = []Case{
	{Name: "isolated", About: "no interface but loopback", Short: true,
		Break: func(n *Net) { n.Client.NoLink = true },
		Want:  Broken(checks.CauseNetworkIsolated), GoSays: "dial udp"},
	{Name: "isolated-loopback-down", About: "no interface but loopback, which is down, and the stub resolver of the host is configured",
		Break: also(resolvconf("nameserver 127.0.0.53\n"), setup("ip link set lo down"), func(n *Net) { n.Client.NoLink = true }),
		Want:  Broken(checks.CauseNetworkIsolated), GoSays: "lookup proxy.golang.org"},
	{Name: "isolated-proxy", About: "no interface but loopback, and a proxy is set",
		Break: func(n *Net) {
			n.Client.NoLink = true
			n.Client.Env["HTTPS_PROXY"] = "http://198.51.100.128:3128"
		},
		Want: Broken(checks.CauseNetworkIsolated), GoSays: "unreachable"},
	{Name: "link-down", About: "eth0 is down", Short: true,
		Break: func(n *Net) { n.Client.LinkDown = true },
		Want:  Broken(checks.CauseLinkDown), GoSays: "dial udp"},
	{Name: "no-address", About: "eth0 is up without an address", Short: true,
		Break: func(n *Net) { n.Client.Address, n.Client.Gateway = "", "" },
		Want:  Broken(checks.CauseNoAddress), GoSays: "dial udp"},
	{Name: "isolated-stub", About: "no interface but loopback, and the stub resolver of the host is configured",
		Break: also(resolvconf("nameserver 127.0.0.53\n"), func(n *Net) { n.Client.NoLink = true }),
		Want:  Broken(checks.CauseNetworkIsolated, checks.CauseResolverRefused), GoSays: "connection refused"},
	{Name: "isolated-local-dns", About: "no interface but loopback, names come from this machine",
		Break: also(localResolver("127.0.0.1", Truth), func(n *Net) { n.Client.NoLink = true }),
		Want:  Broken(checks.CauseNetworkIsolated), GoSays: "network is unreachable"},
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
	{Name: "link-down-second-up", About: "eth0 is down; the other interface has an address and no way out",
		Break: func(n *Net) {
			n.Client.LinkDown = true
			n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24", Router: "10.99.0.1/24"}}
		},
		Want: Broken(checks.CauseNoDefaultRoute), GoSays: "network is unreachable"},
	{Name: "odd-second-cable-cut", About: "a second interface with an address and no carrier", Want: Fine(),
		Break: func(n *Net) { n.Client.Cables = []Cable{{Name: "eth1", Address: "10.99.0.2/24", Cut: true}} }},
	{Name: "file-mirror", About: "GOPROXY=file:// on an isolated machine", Short: true, Want: Fine(), Break: fileMirror},
	{Name: "file-relay", About: "GOPROXY=file:// on an isolated machine, and the checksum database in the same folder", Want: Fine().But(checks.CauseNetworkIsolated), Break: fileRelay},
}
