package lab

import "gomend/checks"

func init() { Register(squidCases...) }

// squidHead is what every configuration begins with: one process that keeps
// nothing, as an ordinary user.
const squidHead = `dns_nameservers 198.51.100.53
dns_timeout 2 seconds
connect_timeout 3 seconds
cache deny all
cache_mem 1 MB
access_log none
cache_log {dir}/cache.log
pid_filename {dir}/squid.pid
coredump_dir {dir}
pinger_enable off
visible_hostname proxy.corp.example
`

// squid puts Squid at the company proxy's address, with these lines in its
// configuration; only proxies get out.
func squid(lines string) func(*Net) {
	return func(n *Net) {
		n.Proxy().Wire = WireClosed
		httpsProxy(companyProxy)(n)
		n.Peers = append(n.Peers, Peer{
			Program: "squid", Args: []string{"-N", "-f", "{dir}/squid.conf"},
			Files: map[string]string{
				"squid.conf": squidHead + lines,
				"passwords":  "gopher:$1$salt$ez2vlPGdaLYkJam5pWs/Y1\n", // "secret", crypt(3) with MD5
				"public.pem": string(authorityOf(PublicCA).pem()),
				"ca.pem":     string(authorityOf(InspectionCA).pem()) + keyPEM(authorityOf(InspectionCA).key),
			},
			Before:  "[ ! -x " + squidCertgen + " ] || " + squidCertgen + " -c -s {dir}/certificates -M 4MB >/dev/null\n",
			Answers: []string{"198.51.100.128:3128"},
		})
	}
}

// squidPassword asks for credentials.
func squidPassword(value string) func(*Net) {
	return also(squid(squidPort+`auth_param basic program /usr/lib/squid/basic_ncsa_auth {dir}/passwords
auth_param basic realm Example Corp
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
`), env("HTTPS_PROXY", value))
}

const (
	squidPort    = "http_port 198.51.100.128:3128\n"
	squidAll     = squidPort + "http_access allow all\n"
	squidCertgen = "/usr/lib/squid/security_file_certgen"
	squidBump    = "http_port 198.51.100.128:3128 ssl-bump generate-host-certificates=on dynamic_cert_mem_cache_size=4MB tls-cert={dir}/ca.pem\n" +
		"sslcrtd_program " + squidCertgen + " -s {dir}/certificates -M 4MB\nsslcrtd_children 1\nssl_bump bump all\ntls_outgoing_options cafile={dir}/public.pem\nhttp_access allow all\n"
)

// Squid, the proxy that most companies have.
var squidCases = []Case{
	{Name: "squid", About: "only Squid gets out", Want: Fine(), Break: squid(squidAll)},
	{Name: "squid-password", About: "Squid wants credentials, and gets them", Want: Fine(), Break: squidPassword("http://gopher:secret@proxy.corp.example:3128")},
	{Name: "squid-password-missing", About: "Squid wants credentials, none are given",
		Break: squidPassword(companyProxy),
		Want:  Broken(checks.CauseProxyAuthRequired).But(checks.CauseProxyForbidden), GoSays: "Proxy Authentication Required"},
	{Name: "squid-password-wrong", About: "Squid refuses the credentials",
		Break: squidPassword("http://gopher:wrong@proxy.corp.example:3128"),
		Want:  Broken(checks.CauseProxyAuthRequired), GoSays: "Proxy Authentication Required"},
	{Name: "squid-denies", About: "an access list of Squid's denies the module proxy",
		Break: squid(squidPort + "acl go dstdomain proxy.golang.org\nhttp_access deny go\nhttp_access allow all\n"),
		Want:  Broken(checks.CauseProxyForbidden).But(checks.CauseProxyAuthRequired), GoSays: "Forbidden"},
	{Name: "squid-denies-client", About: "Squid does not let this machine use it at all",
		Break: squid(squidPort + "http_access deny all\n"),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "Forbidden"},
	{Name: "squid-denies-port", About: "Squid lets nobody connect to other ports than 443",
		Break: also(squid(squidPort+"acl web port 443\nhttp_access deny CONNECT !web\nhttp_access allow all\n"), stored("GOPROXY", "https://goproxy.corp.example:8443")),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "Forbidden"},
	{Name: "squid-upstream-refused", About: "the module proxy refuses Squid",
		Break: also(squid(squidAll), google(func(h *Host) { h.Wire = WireClosed })),
		Want:  Broken(checks.CauseProxyUpstreamFailed), GoSays: "Service Unavailable"},
	{Name: "squid-upstream-unresolved", About: "Squid's nameserver does not know the module proxy",
		Break: also(squid(squidAll), isp(For(Deny, "proxy.golang.org")), resolvconf("nameserver "+spareResolver+"\n")),
		Want:  Broken(checks.CauseProxyUpstreamFailed), GoSays: "Internal Server Error"},
	{Name: "squid-parent-dead", About: "Squid must go through another proxy, which is dead",
		Break: squid(squidAll + "cache_peer 198.51.100.129 parent 3129 0 no-query default\nnever_direct allow all\n"),
		Want:  Broken(checks.CauseProxyUpstreamFailed), GoSays: "Internal Server Error"},
	{Name: "squid-opens-tls", About: "Squid opens TLS, and its authority is unknown here", Need: []string{squidCertgen},
		Break: squid(squidBump),
		Want:  Broken(checks.CauseTLSIntercepted).But(checks.CauseTLSUnknownAuthority), GoSays: "unknown authority"},
	{Name: "squid-opens-tls-trusted", About: "Squid opens TLS, and its authority is installed", Need: []string{squidCertgen}, Want: Fine(),
		Break: also(squid(squidBump), func(n *Net) { n.Client.Roots = RootsInspection })},
}
