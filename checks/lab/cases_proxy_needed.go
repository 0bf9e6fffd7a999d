package lab

import (
	"gomend/checks"
)

func init() { Register(proxyNeededCases...) }

// Only proxies get out, and go is not told.
var proxyNeededCases = []Case{
	{Name: "proxy-needed-all", About: "only proxies get out, and only ALL_PROXY is set", Short: true,
		Break: func(n *Net) {
			n.OnlyProxies()
			n.Client.Env["ALL_PROXY"] = companyProxy
		},
		Want: Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-http", About: "only proxies get out, and only HTTP_PROXY is set",
		Break: func(n *Net) {
			n.OnlyProxies()
			n.Client.Env["http_proxy"] = companyProxy
		},
		Want: Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-git", About: "only proxies get out, and only git knows one",
		Break: onlyProxies(func(n *Net) { n.Client.Files[".gitconfig"] = "[http]\n\tproxy = " + companyProxy + "\n" }),
		Want:  Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-curl", About: "only proxies get out, and only curl knows one",
		Break: onlyProxies(func(n *Net) { n.Client.Files[".curlrc"] = "proxy = \"proxy.corp.example:3128\"\n" }),
		Want:  Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-plasma", About: "only proxies get out, and only the settings of KDE know one",
		Break: onlyProxies(file(".config/kioslaverc", "[Proxy Settings]\nProxyType=1\nhttpsProxy=http://proxy.corp.example 3128\n")),
		Want:  Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-gnome", About: "only proxies get out, and only GNOME knows one",
		Break: onlyProxies(script("gsettings", "echo \"org.gnome.system.proxy mode 'manual'\"\necho \"org.gnome.system.proxy.https host 'proxy.corp.example'\"\necho 'org.gnome.system.proxy.https port 3128'\n")),
		Want:  Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-refused", About: "a firewall rejects everything, and only ALL_PROXY is set",
		Break: func(n *Net) {
			n.Router.Forward = []string{"ip daddr 198.51.100.0/24 accept", "ip saddr 198.51.100.0/24 accept", "reject with icmpx admin-prohibited"}
			env("all_proxy", "socks5h://socks.corp.example:1080")(n)
		},
		Want: Broken(checks.CauseProxyNeeded), GoSays: "no route to host"},
	{Name: "proxy-needed-stored", About: "the proxy was stored with go env -w, which go does not read",
		Break: onlyProxies(func(n *Net) {
			n.Client.Files[".config/go/env"] = "HTTPS_PROXY=" + companyProxy + "\n"
		}),
		Want: Broken(checks.CauseProxyNeeded), GoSays: "i/o timeout"},
	{Name: "proxy-needed-nobody-knows", About: "only proxies get out, and no setting names one",
		Break: onlyProxies(),
		Want:  Broken(checks.CauseTCPTimeout, checks.CauseNoInternet), GoSays: "i/o timeout"},
}
