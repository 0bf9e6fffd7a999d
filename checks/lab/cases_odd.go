package lab

import (
	"net/http"
	"strings"
	"time"

	"gomend/checks"
)

// Odd networks in which go gets through: nothing may be called broken here.
var oddCases = []Case{
	{Name: "healthy", About: "nothing; IPv4 only", Short: true, Want: Fine()},
	{Name: "go-mod", About: "nothing; modules come from go.mod", Short: true, Want: Fine(),
		Break: func(n *Net) {
			n.Client.ModFile = "module example.com/hello\n\ngo 1.21\n\nrequire rsc.io/quote v1.5.2\n"
		}},
	{Name: "ipv6", About: "IPv6 works beside IPv4", Want: Fine(), Break: (*Net).IPv6},
	{Name: "ipv6-unused", About: "an IPv6 address and no way out for it", Short: true, Want: Fine(),
		Break: func(n *Net) { n.Client.Address6 = "fd00:77::2/64" }},
	{Name: "proxy", About: "only the company's proxy gets out", Short: true, Want: Fine(), Break: httpsProxy(companyProxy)},
	{Name: "proxy-password", About: "the proxy wants credentials, and gets them", Want: Fine(),
		Break: httpsProxy("http://gopher:s%40cret@proxy.corp.example:3128", func(n *Net) { n.Proxy().User, n.Proxy().Password = "gopher", "s@cret" })},
	{Name: "proxy-exempt", About: "the company's module proxy is exempt from the proxy", Want: Fine(),
		Break: httpsProxy(companyProxy, internalGOPROXY, env("NO_PROXY", ".corp.example"), proxyPolicy(only(http.StatusForbidden, "goproxy.corp.example")))},
	{Name: "socks-without-dns", About: "a SOCKS proxy resolves names, this machine cannot", Short: true, Want: Fine(),
		Break: httpsProxy("socks5://198.51.100.129:1080", resolvconf("nameserver "+deadResolver+"\n"))},
	{Name: "proxy-without-dns", About: "an HTTP proxy by address; this machine cannot resolve names", Want: Fine(),
		Break: httpsProxy("http://198.51.100.128:3128", resolvconf(""))},
	{Name: "fake-ip", About: "a local resolver gives made-up addresses, and a transparent proxy serves them", Short: true, Want: Fine(),
		Break: fakeIP},
	{Name: "intercepted-trusted", About: "a middlebox opens TLS, and its authority is installed", Short: true, Want: Fine(),
		Break: func(n *Net) {
			intercept(n)
			n.Client.Roots = RootsInspection
		}},
	{Name: "company-trusted", About: "the company's authority is installed", Want: Fine(),
		Break: func(n *Net) {
			company(func(h *Host) { h.Cert.Signer = CompanyCA })(n)
			n.Client.Roots = RootsCompany
		}},
	{Name: "roots-setting-harmless", About: "SSL_CERT_FILE points at nothing, and the folder of roots serves", Want: Fine(),
		Break: env("SSL_CERT_FILE", "/opt/gone/ca.pem")},
	{Name: "fallback", About: "the first module proxy refuses connections, the second serves", Short: true, Want: Degraded(checks.CauseTCPRefused),
		Break: func(n *Net) {
			n.Host("goproxy.cn").Wire = WireClosed
			stored("GOPROXY", "https://goproxy.cn|https://proxy.golang.org")(n)
		}},
	{Name: "fallback-500", About: "the first module proxy fails, the second serves", Want: Degraded(checks.CauseGOPROXYServerError),
		Break: func(n *Net) {
			n.Host("goproxy.cn").Handler = text(http.StatusInternalServerError, "oops")
			stored("GOPROXY", "https://goproxy.cn|https://proxy.golang.org")(n)
		}},
	{Name: "fallback-not-found", About: "the first module proxy does not have the module, as it should not", Want: Fine(),
		Break: func(n *Net) {
			n.Host("goproxy.corp.example").Handler = text(http.StatusNotFound, "not found: unknown module")
			stored("GOPROXY", "https://goproxy.corp.example,https://proxy.golang.org")(n)
		}},
	{Name: "sumdb-not-relayed", About: "the module proxy relays no checksum database, which is reached directly", Short: true, Want: Fine(),
		Break: stored("GOPROXY", "https://mirrors.aliyun.com/goproxy/,direct")},
	{Name: "icmp-blocked", About: "no ICMP of any kind gets through", Short: true, Want: Fine(),
		Break: func(n *Net) {
			n.Router.Forward = []string{"meta l4proto { icmp, ipv6-icmp } drop"}
			n.Router.Input = []string{"meta l4proto icmp drop"}
		}},
	{Name: "gateway-mute", About: "the gateway ignores pings", Want: Fine(),
		Break: func(n *Net) { n.Router.Input = []string{"icmp type echo-request drop"} }},
	{Name: "dns-only-provider", About: "only the provider's nameserver may be asked", Want: Fine(),
		Break: func(n *Net) {
			n.Router.Forward = []string{"udp dport 53 ip daddr != " + ispResolver + " drop", "tcp dport 53 ip daddr != " + ispResolver + " drop"}
		}},
	{Name: "far", About: "300 ms round trip", Short: true, NeedTun: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Delay: 150 * time.Millisecond} }},
	{Name: "slow-line", About: "64 KiB a second at 100 ms", NeedTun: true, Want: Fine(),
		Break: func(n *Net) { n.Link = Link{Delay: 50 * time.Millisecond, Rate: 64 << 10} }},
	{Name: "resolver-unlisted", About: "resolv.conf is empty, and a nameserver runs on 127.0.0.1", Short: true, Want: Fine(),
		Break: func(n *Net) {
			n.Client.Resolvconf = ""
			n.Client.Resolvers["127.0.0.1"] = Truth
		}},
	{Name: "file-mirror", About: "GOPROXY=file:// on an isolated machine", Short: true, Want: Fine(), Break: fileMirror},
	{Name: "search-domains", About: "Kubernetes' search domains with ndots:5", Short: true, Want: Fine(),
		Break: resolvconf("nameserver " + ispResolver + "\nsearch default.svc.cluster.local svc.cluster.local cluster.local lan.example\noptions ndots:5\n")},
	{Name: "vpn", About: "a tunnel takes both halves of the address space; the own link leads nowhere", Short: true, NeedTun: true, Want: Fine(),
		Break: func(n *Net) {
			n.Client.VPN = true
			n.Router.Forward = []string{"ip saddr 192.168.77.0/24 drop"}
		}},
	{Name: "zip-redirected", About: "zips come from another host", Short: true, Want: Fine(),
		Break: google(func(h *Host) { h.Handler = RedirectingZips() })},
	{Name: "hosts-right", About: "the hosts file pins the name to its right address", Want: Fine(),
		Break: func(n *Net) { n.Client.HostsFile = "203.0.113.10 proxy.golang.org\n" }},
	{Name: "private-git", About: "a private module by git", Module: privateVersion, NeedGit: true, Want: Fine(), Break: private()},
	{Name: "private-git-password", About: "a private module, git has the password", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: private(func(n *Net) {
			n.Host("git.corp.example").Handler = gitHost(true)
			n.Client.Files[".gitconfig"] = "[credential]\n\thelper = store\n"
			n.Client.Files[".git-credentials"] = "https://gopher:secret@git.corp.example\n"
		})},
}

// fakeIP is what tunnels on the desktop do: a made-up address for every name, and
// something that takes the connection to the name's server.
func fakeIP(n *Net) {
	const made = "198.18.0.7"
	n.Client.Resolvconf = "nameserver 127.0.0.1\n"
	n.Client.Resolvers["127.0.0.1"] = Lie(made)
	hosts := n.Hosts
	n.Hosts["transparent.corp.example"] = &Host{
		Addresses: []string{made}, Internal: true, AnyName: true,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := hosts[r.Host]
			if h == nil || h.AnyName {
				http.NotFound(w, r)
				return
			}
			h.Handler.ServeHTTP(w, r)
		}),
	}
}

// fileMirror puts a copy of the module proxy into the home folder and cuts the line.
func fileMirror(n *Net) {
	n.Client.NoLink = true
	for _, path := range recordedPaths() {
		if !strings.HasPrefix(path, "/sumdb/") {
			data, _ := recordedFile(path)
			n.Client.Files["mirror"+path] = string(data)
		}
	}
	env("GOPROXY", "file://{home}/mirror", "GOSUMDB", "off")(n)
}
