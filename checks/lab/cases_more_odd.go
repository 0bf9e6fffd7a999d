package lab

import (
	"net/http"
	"time"

	"gomend/checks"
)

// sshGit makes the git host's page name an ssh repository, and lets a script
// answer in the place of ssh.
func sshGit(said string) func(*Net) {
	return several(private(),
		handler("git.corp.example", importPage(privateModule, "git", "ssh://git@git.corp.example/team/tool.git")),
		host("git.corp.example", func(h *Host) { h.SSH = banner("SSH-2.0-OpenSSH_9.2p1") }),
		script("ssh", "echo '"+said+"' >&2\nexit 255\n"))
}

// sshLocally stands for an ssh that reaches the repository in its own way: by
// ~/.ssh/config, a jump host or a tunnel.
const sshLocally = `cd "$HOME" && [ -d tool.git ] || {
	git init -q --bare tool.git && git init -q tool && cd tool
	printf 'module git.corp.example/team/tool\n\ngo 1.21\n' >go.mod
	git add . && git -c user.name=lab -c user.email=lab@corp.example commit -q -m tool && git tag v1.0.0
	git push -q ../tool.git HEAD:refs/heads/main v1.0.0 && cd ..
} >&2 </dev/null
case "$*" in
*git-upload-pack*) exec git-upload-pack tool.git ;;
esac
`

// gitServes lets the git host answer requests for the repository this way.
func gitServes(h http.Handler) func(*Net) {
	return several(private(), handler("git.corp.example", Replacing(".git/", h, gitHost(false))))
}

// goPage lets the git host answer with this page.
func goPage(h http.Handler) func(*Net) { return several(private(), handler("git.corp.example", h)) }

const quoteRequire = "require rsc.io/quote v1.5.2\n"

// More faults of version control and of this machine, and odd networks in which
// go gets through.
var moreLocalCases = []Case{
	{Name: "git-403", About: "the git host answers 403", Module: privateVersion, NeedGit: true,
		Break: gitServes(text(http.StatusForbidden, "no access")),
		Want:  Broken(checks.CauseGitAuthRequired), GoSays: "403"},
	{Name: "git-404", About: "the repository does not exist", Module: privateVersion, NeedGit: true,
		Break: gitServes(http.NotFoundHandler()),
		Want:  Broken(checks.CauseModuleNotFound), GoSays: "not found"},
	{Name: "git-500", About: "the git host fails", Module: privateVersion, NeedGit: true,
		Break: gitServes(text(http.StatusInternalServerError, "oops")),
		Want:  Broken(checks.CauseGOPROXYServerError, checks.CauseModuleNotFound), GoSays: "500"},
	{Name: "git-password-wrong", About: "git has an old password", Module: privateVersion, NeedGit: true,
		Break: several(private(func(n *Net) { n.Host("git.corp.example").Handler = gitHost(true) }),
			file(".gitconfig", "[credential]\n\thelper = store\n"), file(".git-credentials", "https://gopher:old@git.corp.example\n")),
		Want: Broken(checks.CauseGitAuthRequired), GoSays: "Authentication failed"},
	{Name: "git-no-revision", About: "the repository lacks the version", Module: privateModule + "@v9.9.9", NeedGit: true,
		Break: private(),
		Want:  Broken(checks.CauseVersionNotFound), GoSays: "unknown revision"},
	{Name: "git-insteadof", About: "git's insteadOf sends it to a host that does not exist", Module: privateVersion, NeedGit: true,
		Break: several(private(), file(".gitconfig", "[url \"https://mirror.corp.invalid/\"]\n\tinsteadOf = https://git.corp.example/\n")),
		Want:  Broken(checks.CauseGitConfigBroken), GoSays: "Could not resolve host"},
	{Name: "ssh-host-key", About: "the SSH host key is unknown", Module: privateVersion, NeedGit: true,
		Break: sshGit("Host key verification failed."),
		Want:  Broken(checks.CauseGitHostKey), GoSays: "Host key verification failed"},
	{Name: "ssh-denied", About: "the SSH key is not accepted", Module: privateVersion, NeedGit: true,
		Break: sshGit("git@git.corp.example: Permission denied (publickey)."),
		Want:  Broken(checks.CauseGitSSHDenied), GoSays: "Permission denied"},
	{Name: "ssh-refused", About: "SSH's port is closed", Module: privateVersion, NeedGit: true,
		Break: several(private(), handler("git.corp.example", importPage(privateModule, "git", "ssh://git@git.corp.example/team/tool.git"))),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "Connection refused"},
	{Name: "page-500", About: "the go-import page fails", Module: privateVersion, NeedGit: true,
		Break: goPage(page(http.StatusInternalServerError, "Oops")),
		Want:  Broken(checks.CauseMetaMissing, checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "page-404", About: "the go-import page does not exist", Module: privateVersion, NeedGit: true,
		Break: goPage(page(http.StatusNotFound, "No")),
		Want:  Broken(checks.CauseMetaMissing), GoSays: "404"},
	{Name: "page-login", About: "the go-import page is a sign-in page", Module: privateVersion, NeedGit: true,
		Break: goPage(redirect("https://www.corp.example/login")),
		Want:  Broken(checks.CauseMetaMissing, checks.CauseGitAuthRequired), GoSays: "no go-import meta tags"},
	{Name: "page-401", About: "the go-import page wants credentials", Module: privateVersion, NeedGit: true,
		Break: goPage(WithPassword("gopher", "secret", gitHost(false))),
		Want:  Broken(checks.CauseGitAuthRequired), GoSays: "401"},
	{Name: "page-wrong-prefix", About: "the go-import tag is for another path", Module: privateVersion, NeedGit: true,
		Break: goPage(raw(http.StatusOK, "text/html", `<html><head><meta name="go-import" content="git.corp.example/other git https://git.corp.example/other.git"></head></html>`)),
		Want:  Broken(checks.CauseMetaMissing), GoSays: "did not match import path"},
	{Name: "page-two-tags", About: "two go-import tags for one path", Module: privateVersion, NeedGit: true,
		Break: goPage(raw(http.StatusOK, "text/html", `<html><head><meta name="go-import" content="git.corp.example/team/tool git https://git.corp.example/a.git"><meta name="go-import" content="git.corp.example/team/tool git https://git.corp.example/b.git"></head></html>`)),
		Want:  Broken(checks.CauseMetaMissing), GoSays: "multiple meta tags"},
	{Name: "insecure-only-silent", About: "https is dropped, and port 80 serves the go-import page", Module: "old.corp.example/team/tool@v1.0.0",
		Break: several(private(), func(n *Net) { n.Host("old.corp.example").Wire = WireTLS }, blocked("old.corp.example")),
		Want:  Broken(checks.CauseInsecureOnly, checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "insecure-only-plain", About: "plain HTTP on both ports of the go-import host", Module: "old.corp.example/team/tool@v1.0.0",
		Break: several(private(), func(n *Net) {
			n.Host("old.corp.example").Wire = WirePlain
			n.Host("old.corp.example").Handler = n.Host("old.corp.example").Plain
		}),
		Want: Broken(checks.CauseInsecureOnly, checks.CauseTLSNotTLS), GoSays: "HTTP response to HTTPS client"},
	{Name: "private-unknown-host", About: "the private module's host does not exist", Module: "git.crop.example/team/tool@v1.0.0",
		Break: stored("GOPRIVATE", "*.crop.example"),
		Want:  Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "private-space", About: "a space in GOPRIVATE keeps the second pattern from matching", Module: privateVersion, NeedGit: true,
		Break: stored("GOPRIVATE", "github.com/corp, *.corp.example"),
		Want:  Broken(checks.CausePrivateModulePublicRoute), GoSays: "git.corp.example"},
	{Name: "private-proxy-only", About: "a private module, and GOPROXY without direct", Module: privateVersion, NeedGit: true,
		Break: stored("GOPROXY", "https://proxy.golang.org"),
		Want:  Broken(checks.CausePrivateModulePublicRoute, checks.CauseModuleNotFound), GoSays: "404"},
	{Name: "private-off", About: "GOPROXY=off and a private module of a dead host", Module: privateVersion, NeedGit: true,
		Break: several(private(env("GOPROXY", "off")), blocked("git.corp.example")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},

	{Name: "mod-one-missing", About: "one of several modules does not exist",
		Break: modFile("require (\n\trsc.io/quote v1.5.2\n\trsc.io/nothing v1.0.0\n)\n"),
		Want:  Broken(checks.CauseModuleNotFound), GoSays: "rsc.io/nothing"},
	{Name: "mod-one-version-missing", About: "one of several modules lacks the version",
		Break: several(stored("GOPROXY", "https://proxy.golang.org"), modFile("require (\n\trsc.io/sampler v1.3.0\n\trsc.io/quote v1.9.9\n)\n")),
		Want:  Broken(checks.CauseVersionNotFound), GoSays: "rsc.io/quote@v1.9.9"},
	{Name: "mod-one-private", About: "one of several modules is private, and GOPRIVATE does not cover it", NeedGit: true,
		Break: modFile("require (\n\trsc.io/quote v1.5.2\n\tgit.corp.example/team/tool v1.0.0\n)\n"),
		Want:  Broken(checks.CausePrivateModulePublicRoute), GoSays: "git.corp.example"},
	{Name: "mod-private-dropped", About: "one of several modules is private, and its host is dropped", NeedGit: true,
		Break: several(private(), modFile("require (\n\trsc.io/quote v1.5.2\n\tgit.corp.example/team/tool v1.0.0\n)\n"), blocked("git.corp.example")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "git.corp.example"},
	{Name: "direct-two-hosts", About: "GOPROXY=direct with modules of two hosts, of which the second is dropped", NeedGit: true,
		Break: several(env("GOPROXY", "direct", "GONOSUMDB", "*.corp.example"), modFile("require (\n\tgit.corp.example/team/tool v1.0.0\n\told.corp.example/team/tool v1.0.0\n)\n"),
			host("old.corp.example", func(h *Host) { h.Wire = WireTLS }), blocked("old.corp.example")),
		Want: Broken(checks.CauseInsecureOnly), GoSays: "old.corp.example"},
	{Name: "gosum-mismatch", About: "go.sum vouches for other bytes",
		Break: several(modFile(quoteRequire), file("work/go.sum", "rsc.io/quote v1.5.2 h1:AAAAsjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=\nrsc.io/quote v1.5.2/go.mod h1:LzX7hefJvL54yjefDEDHNONDjII0t9xZLPXsUe+TKr0=\n")),
		Want:  Broken(checks.CauseChecksumMismatch), GoSays: "checksum mismatch"},
	{Name: "vendor-missing", About: "GOFLAGS=-mod=vendor without a vendor folder", Command: []string{"build", "./..."},
		Break: several(modFile(quoteRequire), env("GOFLAGS", "-mod=vendor"), file("work/main.go", "package main\n\nimport _ \"rsc.io/quote\"\n\nfunc main() {}\n")),
		Want:  Broken(checks.CauseVendorMode), GoSays: "vendor"},
	{Name: "goflags-garbage", About: "GOFLAGS is no list of flags",
		Break: env("GOFLAGS", "mod=mod"),
		Want:  Broken(checks.CauseSettingMalformed), GoSays: "GOFLAGS"},
	{Name: "goflags-unknown", About: "GOFLAGS holds an unknown flag",
		Break: env("GOFLAGS", "-insecure-all"),
		Want:  Broken(checks.CauseSettingMalformed), GoSays: "GOFLAGS"},
	{Name: "gotoolchain-garbage", About: "GOTOOLCHAIN=latest",
		Break: env("GOTOOLCHAIN", "latest"),
		Want:  Broken(checks.CauseToolchainUnavailable), GoSays: "GOTOOLCHAIN"},
	{Name: "toolchain-missing", About: "go.mod asks for a Go that nobody has",
		Break: several(env("GOTOOLCHAIN", "auto"), func(n *Net) {
			n.Client.ModFile = "module example.com/hello\n\ngo 1.99.0\n\nrequire rsc.io/quote v1.5.2\n"
		}),
		Want: Broken(checks.CauseToolchainUnavailable), GoSays: "toolchain"},
	{Name: "toolchain-dropped", About: "go.mod asks for a newer Go, and the module proxy is dropped",
		Break: several(env("GOTOOLCHAIN", "auto"), func(n *Net) {
			n.Client.ModFile = "module example.com/hello\n\ngo 1.99.0\n\nrequire rsc.io/quote v1.5.2\n"
		}, blocked("proxy.golang.org")),
		Want: Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "replaced-missing", About: "a module is replaced by a folder that does not exist",
		Break: modFile("require rsc.io/quote v1.5.2\n\nreplace rsc.io/quote => ../gone\n"),
		Want:  Broken(checks.CauseModuleNotFound), GoSays: "gone"},

	{Name: "go-exits", About: "a go command that fails at everything",
		Break: script("go", "echo 'go: cannot find GOROOT directory: /usr/lib/go' >&2\nexit 2\n"),
		Want:  Broken("", checks.CauseGoMissing), GoSays: "GOROOT"},
	{Name: "go-garbage", About: "a program of the name go that is something else",
		Break: script("go", "echo 'GNU Go 3.8'\nexit 1\n"),
		Want:  Broken("", checks.CauseGoMissing)},

	{Name: "cache-file", About: "a file in the place of the module cache",
		Break: prepare("mkdir -p go/pkg && : >go/pkg/mod"),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "not a directory"},
	{Name: "cache-locked-below", About: "a folder of the module cache that another user made",
		Break: prepare("mkdir -p go/pkg/mod/cache/download/rsc.io && chmod 555 go/pkg/mod/cache/download/rsc.io"),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "permission denied"},
	{Name: "cache-lock-unwritable", About: "the module cache's lock belongs to another user",
		Break: prepare("mkdir -p go/pkg/mod/cache && : >go/pkg/mod/cache/lock && chmod 444 go/pkg/mod/cache/lock && mkdir -p go/pkg/mod/cache/download/rsc.io/quote/@v && chmod 500 go/pkg/mod/cache/download/rsc.io/quote/@v"),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "permission denied"},
	{Name: "cache-relative", About: "GOMODCACHE is a relative path",
		Break: env("GOMODCACHE", "mod"),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "absolute"},
	{Name: "sumdb-state-unwritable", About: "the checksum database's state cannot be written",
		Break: prepare("mkdir -p go/pkg/sumdb && chmod 555 go/pkg/sumdb"),
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "sumdb"},
}

// Odd networks, settings and folders in which go gets through: nothing may be
// called broken.
var moreOddCases = []Case{
	{Name: "proxy-lower", About: "the proxy's variable in lower case, and an empty one in upper case", Want: Fine(),
		Break: onlyProxies(env("https_proxy", companyProxy, "HTTPS_PROXY", ""))},
	{Name: "proxy-host-port", About: "a proxy without a scheme", Want: Fine(), Break: httpsProxy("proxy.corp.example:3128")},
	{Name: "proxy-tls", About: "a proxy that is spoken to over TLS", Want: Fine(),
		Break: httpsProxy("https://proxy.corp.example:3128", func(n *Net) { n.Proxy().Cert = &Cert{Names: []string{"proxy.corp.example"}} })},
	{Name: "socks-password", About: "a SOCKS proxy with a password", Want: Fine(),
		Break: httpsProxy("socks5h://gopher:secret@socks.corp.example:1080", proxyPassword())},
	{Name: "proxy-exempt-forms", About: "NO_PROXY with spaces, a leading dot and a port", Want: Fine(),
		Break: httpsProxy(companyProxy, internalGOPROXY, env("NO_PROXY", " localhost , .corp.example:443 ,192.0.2.0/24"), closedInside("goproxy.corp.example"))},
	{Name: "proxy-denies-others", About: "the proxy allows the module proxy alone", Want: Fine(),
		Break: httpsProxy(companyProxy, proxyPolicy(except(http.StatusForbidden, "proxy.golang.org")))},
	{Name: "proxy-dropped-direct-works", About: "a proxy variable that go drops; connecting directly works", Want: Degraded(checks.CauseProxyMalformed),
		Break: env("HTTPS_PROXY", "http://user:100%@proxy.corp.example:3128")},
	{Name: "proxy-unused", About: "a dead proxy for http alone", Want: Fine(),
		Break: env("HTTP_PROXY", "http://127.0.0.1:9")},
	{Name: "all-proxy-unused", About: "a dead ALL_PROXY, which go does not read", Want: Fine(),
		Break: env("ALL_PROXY", "socks5://127.0.0.1:9")},
	{Name: "sumdb-off", About: "GOSUMDB=off, and the database is dropped", Want: Fine(),
		Break: several(env("GOSUMDB", "off"), stored("GOPROXY", aliyun), blocked("sum.golang.org"))},
	{Name: "sumdb-mirror", About: "GOSUMDB=sum.golang.google.cn, and the database itself is dropped", Want: Fine(),
		Break: several(stored("GOPROXY", aliyun, "GOSUMDB", "sum.golang.google.cn"), blocked("sum.golang.org"))},
	{Name: "sumdb-unneeded-dropped", About: "the module proxy relays the database, which is dropped itself", Want: Fine(),
		Break: blocked("sum.golang.org")},
	{Name: "gosum-complete", About: "go.sum is complete, and the checksum database is dropped", Want: Fine(),
		Break: several(modFile(quoteRequire), file("work/go.sum", quoteSum), stored("GOPROXY", aliyun), blocked("sum.golang.org"))},
	{Name: "all-cached", About: "every module is in the module cache, and the network is gone", Want: Degraded(checks.CauseNoInternet, checks.CauseTCPTimeout, checks.CauseResolverUnreachable),
		Break: several(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache, noNetwork)},
	{Name: "all-cached-goproxy-off", About: "every module is in the module cache, GOPROXY=off", Want: Degraded(checks.CauseGOPROXYOff),
		Break: several(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache, env("GOPROXY", "off"))},
	{Name: "all-cached-online", About: "every module is in the module cache", Want: Fine(),
		Break: several(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache)},
	{Name: "replaced-local", About: "the only module that does not exist is replaced by a folder", Want: Fine(),
		Break: several(modFile("require (\n\trsc.io/quote v1.5.2\n\texample.com/lib v1.0.0\n)\n\nreplace example.com/lib => ../lib\n"),
			file("lib/go.mod", "module example.com/lib\n"))},
	{Name: "excluded-direct", About: "direct comes behind a module proxy, and GitHub is dropped", Want: Fine(),
		Break: blocked("github.com", "rsc.io")},
	{Name: "mirror-slow-zip", About: "zips come in small pieces, for seconds", Want: Fine(),
		Break: answer(".zip", slowZip(6, 700*time.Millisecond))},
	{Name: "goproxy-password", About: "the module proxy's password is in the URL", Want: Fine(),
		Break: several(serving(WithPassword("gopher", "s@cret", ModuleProxy())), env("GOPROXY", "https://gopher:s%40cret@goproxy.corp.example"))},
	{Name: "goproxy-netrc", About: "the module proxy's password is in ~/.netrc", Want: Fine(),
		Break: several(serving(WithPassword("gopher", "secret", ModuleProxy())), file(".netrc", "machine goproxy.corp.example login gopher password secret\n"))},
	{Name: "goproxy-host-only", About: "GOPROXY without a scheme", Want: Fine(), Break: env("GOPROXY", "goproxy.cn,direct")},
	{Name: "goproxy-plain", About: "an http module proxy", Want: Fine(),
		Break: several(env("GOPROXY", "http://goproxy.corp.example"), host("goproxy.corp.example", func(h *Host) { h.Plain = ModuleProxy() }))},
	{Name: "goproxy-slash", About: "a slash at the end, spaces around, a comma too many", Want: Fine(), Break: env("GOPROXY", " https://goproxy.cn/ , , direct,")},
	{Name: "goproxy-subpath", About: "the module proxy is below a path", Want: Fine(),
		Break: several(serving(firstOf("/api/go/virtual", ModuleProxy(), page(http.StatusNotFound, "no"))), env("GOPROXY", "https://goproxy.corp.example/api/go/virtual"))},
	{Name: "goproxy-conflict-works", About: "an exported GOPROXY hides a stored one that is dead", Want: Fine(),
		Break: several(stored("GOPROXY", "https://goproxy.io"), env("GOPROXY", "https://goproxy.cn,direct"), blocked("goproxy.io"))},
	{Name: "goenv-bom", About: "a byte order mark hides the first line of go's own file", Want: Fine(),
		Break: goEnvFile("\ufeffGOPROXY=https://goproxy.io\n")},
	{Name: "fallback-dropped", About: "the first of three module proxies is dropped, pipes follow: go takes minutes, and gets through", Command: []string{"version"}, Want: Degraded(checks.CauseTCPTimeout),
		Break: several(blocked("goproxy.io"), stored("GOPROXY", "https://goproxy.io|https://goproxy.cn|direct"))},
	{Name: "intermediate-sent", About: "the server sends its intermediate certificate", Want: Fine(),
		Break: google(cert(func(c *Cert) { c.Issuer = IssuerSent }))},
	{Name: "wildcard", About: "a wildcard certificate", Want: Fine(),
		Break: company(cert(func(c *Cert) { c.Names = []string{"*.corp.example"} }))},
	{Name: "roots-setting-own", About: "SSL_CERT_FILE with the public and the company's authorities", Want: Fine(),
		Break: several(company(cert(func(c *Cert) { c.Signer = CompanyCA })), env("SSL_CERT_FILE", "{home}/all.pem"), bundleFile("all.pem", RootsCompany))},
	{Name: "vendored", About: "vendoring, with everything vendored, and the network gone", Command: []string{"build", "./..."}, Want: Degraded(checks.CauseNoInternet, checks.CauseResolverUnreachable),
		Break: several(modFile(quoteRequire), noNetwork,
			file("work/main.go", "package main\n\nimport _ \"rsc.io/quote\"\n\nfunc main() {}\n"),
			file("work/vendor/modules.txt", "# rsc.io/quote v1.5.2\n## explicit\nrsc.io/quote\n"),
			file("work/vendor/rsc.io/quote/quote.go", "package quote\n"))},
	{Name: "no-requirements", About: "a module without requirements", Want: Fine(), Break: modFile("")},
	{Name: "private-and-public", About: "a private and a public module in one go.mod", NeedGit: true, Want: Fine(),
		Break: several(private(), modFile("require (\n\trsc.io/quote v1.5.2\n\tgit.corp.example/team/tool v1.0.0\n)\n"))},
	{Name: "cache-unpacked", About: "a damaged zip in the module cache of a module that is unpacked", Want: Fine(),
		Break: several(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache,
			file("go/pkg/mod/cache/download/rsc.io/quote/@v/v1.5.2.zip", "damaged"),
			file("go/pkg/mod/cache/download/rsc.io/quote/@v/v1.5.2.ziphash", "h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y="),
			file("go/pkg/mod/rsc.io/quote@v1.5.2/go.mod", "module rsc.io/quote\n"))},
	{Name: "one-cached-one-not", About: "one module is cached, the other comes over the network", Want: Fine(),
		Break: several(modFile("require (\n\trsc.io/quote v1.5.2\n\trsc.io/sampler v1.3.0\n)\n"), func(n *Net) {
			for _, suffix := range []string{"info", "mod", "zip"} {
				data, _ := recordedFile("/rsc.io/quote/@v/v1.5.2." + suffix)
				n.Client.Files["go/pkg/mod/cache/download/rsc.io/quote/@v/v1.5.2."+suffix] = string(data)
			}
		})},
	{Name: "cached-argument", About: "the module named is cached, and the network is gone: asked by name it is to be fetched", Module: DefaultModule, Command: []string{"mod", "download", "rsc.io/sampler@v1.3.0"},
		Want: Broken(checks.CauseNoInternet, checks.CauseResolverUnreachable), GoSays: "lookup proxy.golang.org",
		Break: several(modFile(quoteRequire), file("work/go.sum", quoteSum), fullCache, noNetwork, prepare("rm -r go/pkg/mod/cache/download/rsc.io/sampler"))},
	{Name: "goprivate-star", About: "GOPRIVATE=* with all from origins that serve nothing", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: several(stored("GOPRIVATE", "*"), blocked("proxy.golang.org", "sum.golang.org"))},
	{Name: "git-in-path-suffix", About: "a private module whose path ends in .git", Module: "git.corp.example/team/tool.git@v1.0.0", NeedGit: true,
		Want: Broken(checks.CauseModuleNotFound), GoSays: "git.corp.example",
		Break: private(host("git.corp.example", func(h *Host) { h.Handler = http.NotFoundHandler() }))},
	{Name: "latest", About: "a module without a version", Module: "rsc.io/quote@latest", Want: Fine()},
	{Name: "ssh-elsewhere", About: "ssh goes another way than to the host's own port 22, which is closed", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: several(sshGit(""), host("git.corp.example", func(h *Host) { h.SSH = nil }), script("ssh", sshLocally))},
	{Name: "go-slow", About: "a go command that takes its time", Want: Fine(),
		Break: script("go", "sleep 1.5\nexec {real} \"$@\"\n")},
	{Name: "work", About: "a workspace", Command: []string{"mod", "download", DefaultModule}, Want: Fine(),
		Break: several(modFile(quoteRequire), file("work/go.work", "go 1.21\n\nuse .\n"))},
}
