package lab

import (
	"gomend/checks"
)

func init() { Register(proxyVariableCases...) }

// Proxy variables: what go makes of their values, and whom they name.
var proxyVariableCases = []Case{
	{Name: "proxy-percent", About: "a bare % in the password: go drops the variable and connects directly",
		Break: httpsProxy("http://user:100%@proxy.corp.example:3128"),
		Want:  Broken(checks.CauseProxyMalformed), GoSays: "i/o timeout"},
	{Name: "proxy-quotes", About: "quotes inside the variable",
		Break: httpsProxy(`"http://proxy.corp.example:3128"`),
		Want:  Broken(checks.CauseProxyMalformed), GoSays: "lookup"},
	{Name: "proxy-port-word", About: "a port that is no number", Short: true,
		Break: httpsProxy("http://proxy.corp.example:port"),
		Want:  Broken(checks.CauseProxyMalformed), GoSays: "lookup http"},
	{Name: "proxy-trailing-space", About: "a space behind the URL",
		Break: httpsProxy("http://proxy.corp.example:3128 "),
		Want:  Broken(checks.CauseProxyMalformed), GoSays: "lookup http"},
	{Name: "proxy-typo", About: "the proxy's name does not resolve", Short: true,
		Break: httpsProxy("http://proxy.crop.example:3128"),
		Want:  Broken(checks.CauseProxyUnresolvable), GoSays: "no such host"},
	{Name: "proxy-refused", About: "nothing listens at the proxy's port", Short: true,
		Break: httpsProxy("http://proxy.corp.example:8081"),
		Want:  Broken(checks.CauseProxyRefused), GoSays: "proxyconnect"},
	{Name: "proxy-refused-local", About: "a proxy on this machine that is not running",
		Break: func(n *Net) { n.Client.Env["HTTPS_PROXY"] = "http://127.0.0.1:7890" },
		Want:  Broken(checks.CauseProxyRefused), GoSays: "proxyconnect"},
	{Name: "proxy-dropped", About: "the proxy does not answer", Short: true,
		Break: httpsProxy("http://198.51.100.250:3128"),
		Want:  Broken(checks.CauseProxyTimeout), GoSays: "proxyconnect"},
	{Name: "proxy-prohibited", About: "a router says that the way to the proxy is prohibited",
		Break: also(env("HTTPS_PROXY", companyProxy), forward("ip daddr 198.51.100.128 reject with icmp admin-prohibited")),
		Want:  Broken(checks.CauseTCPUnreachable), GoSays: "no route to host"},
	{Name: "proxy-loopback-lower", About: "a proxy on this machine that is not running, in lower case",
		Break: env("https_proxy", "http://localhost:7897", "http_proxy", "http://localhost:7897"),
		Want:  Broken(checks.CauseProxyRefused), GoSays: "proxyconnect"},
	{Name: "proxy-socks-loopback", About: "a SOCKS proxy on this machine that is not running",
		Break: env("HTTPS_PROXY", "socks5://127.0.0.1:1080"),
		Want:  Broken(checks.CauseProxyRefused), GoSays: "connection refused"},
	{Name: "proxy-typo-socks", About: "the SOCKS proxy's name does not resolve",
		Break: httpsProxy("socks5h://socks.crop.example:1080"),
		Want:  Broken(checks.CauseProxyUnresolvable), GoSays: "no such host"},
	{Name: "proxy-typo-direct-works", About: "the proxy's name does not resolve; connecting directly would work",
		Break: env("HTTPS_PROXY", "http://proxy.crop.example:3128"),
		Want:  Broken(checks.CauseProxyUnresolvable), GoSays: "no such host"},
	{Name: "proxy-port-80", About: "the proxy's port is left out, and 80 is closed",
		Break: httpsProxy("http://proxy.corp.example"),
		Want:  Broken(checks.CauseProxyRefused), GoSays: "proxyconnect"},
	{Name: "proxy-port-443", About: "the proxy's port is left out of an https:// URL",
		Break: httpsProxy("https://proxy.corp.example"),
		Want:  Broken(checks.CauseProxyRefused), GoSays: "proxyconnect"},
	{Name: "proxy-lower", About: "the proxy's variable in lower case, and an empty one in upper case", Want: Fine(),
		Break: onlyProxies(env("https_proxy", companyProxy, "HTTPS_PROXY", ""))},
	{Name: "proxy-host-port", About: "a proxy without a scheme", Want: Fine(), Break: httpsProxy("proxy.corp.example:3128")},
	{Name: "proxy-dropped-direct-works", About: "a proxy variable that go drops; connecting directly works", Want: Degraded(checks.CauseProxyMalformed),
		Break: env("HTTPS_PROXY", "http://user:100%@proxy.corp.example:3128")},
	{Name: "proxy-without-dns", About: "an HTTP proxy by address; this machine cannot resolve names", Want: Fine(),
		Break: httpsProxy("http://198.51.100.128:3128", resolvconf(""))},
}

// malformedProxies are the values of the proxy variable that go makes nothing good
// of, with what it says (x/net/http/httpproxy.parseProxy).
var malformedProxies = []struct{ name, value, says string }{
	{"leading-space", " http://proxy.corp.example:3128", "i/o timeout"},
	{"ipv6-bare", "::1:3128", "i/o timeout"},
	{"slashes", "http:/proxy.corp.example:3128", "lookup http"},
	{"list", "http://proxy.corp.example:3128,http://b.corp.example:3128", "lookup http"},
	{"password-slash", "http://gopher:pa/ss@proxy.corp.example:3128", "lookup"},
	{"password-hash", "http://gopher:pa#ss@proxy.corp.example:3128", "lookup"},
	{"password-question", "http://gopher:pa?ss@proxy.corp.example:3128", "lookup"},
	{"password-space", "http://gopher:pa ss@proxy.corp.example:3128", "lookup http"},
	{"domain", `http://CORP\gopher:secret@proxy.corp.example:3128`, "lookup http"},
	{"password-at-hash", "http://u:p@ss#word@proxy.corp.example:3128", "lookup ss"},
	{"no-colon", "http//proxy.corp.example:3128", "lookup http"},
	{"semicolon", "http;//proxy.corp.example:3128", "lookup http"},
	{"direct", "direct", "lookup direct"},
	{"none", "none", "lookup none"},
	{"off", "off", "lookup off"},
	{"single-quotes", "'http://proxy.corp.example:3128'", "lookup 'http"},
	{"typographic-quotes", "“http://proxy.corp.example:3128”", "lookup"},
	{"port-99999", "http://proxy.corp.example:99999", "invalid port"},
	{"no-host", "http://:@", "proxyconnect"},
	{"scheme-only", "//proxy.corp.example:3128", "proxyconnect"},
	{"no-slashes", "http:proxy.corp.example:3128", "proxyconnect"},
}

func init() {
	for _, m := range malformedProxies {
		Register(Case{
			Name: "proxy-malformed-" + m.name, About: "HTTPS_PROXY=" + m.value, Break: httpsProxy(m.value),
			Want: Broken(checks.CauseProxyMalformed), GoSays: m.says,
		})
	}
}
