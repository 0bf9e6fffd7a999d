package lab

import (
	"net/http"
	"strings"

	"gomend/checks"
)

// env sets variables in the client's environment: name, value, name, value …
func env(pairs ...string) func(*Net) {
	return func(n *Net) {
		for i := 0; i < len(pairs); i += 2 {
			n.Client.Env[pairs[i]] = pairs[i+1]
		}
	}
}

// stored sets variables as go env -w does.
func stored(pairs ...string) func(*Net) {
	return func(n *Net) {
		for i := 0; i < len(pairs); i += 2 {
			n.Client.GoEnv[pairs[i]] = pairs[i+1]
		}
	}
}

// serving lets the company's module proxy answer this way, and fetches from it.
func serving(h http.Handler) func(*Net) { return company(func(host *Host) { host.Handler = h }) }

// private fetches the module that only the company's git host has.
func private(more ...func(*Net)) func(*Net) {
	return func(n *Net) {
		n.Client.GoEnv["GOPRIVATE"] = "*.corp.example"
		for _, f := range more {
			f(n)
		}
	}
}

const privateVersion = privateModule + "@v1.0.0"

// Faults of settings, module servers, version control and the module cache.
var moduleCases = []Case{
	{Name: "go-missing", About: "no go command in PATH", Short: true,
		Break: func(n *Net) { n.Client.Programs = []string{"git"} },
		Want:  Broken(checks.CauseGoMissing)},
	{Name: "goproxy-off", About: "GOPROXY=off", Short: true,
		Break: stored("GOPROXY", "off"),
		Want:  Broken(checks.CauseGOPROXYOff), GoSays: "module lookup disabled by GOPROXY=off"},
	{Name: "goproxy-off-shell", About: "GOPROXY=off in the environment",
		Break: env("GOPROXY", "off"),
		Want:  Broken(checks.CauseGOPROXYOff), GoSays: "module lookup disabled by GOPROXY=off"},
	{Name: "goproxy-semicolon", About: "a semicolon between the entries", Short: true,
		Break: env("GOPROXY", "https://goproxy.cn;direct"),
		Want:  Broken(checks.CauseGOPROXYMalformed), GoSays: "goproxy.cn;direct"},
	{Name: "goproxy-space", About: "a space between the entries",
		Break: env("GOPROXY", "https://goproxy.cn direct"),
		Want:  Broken(checks.CauseGOPROXYMalformed), GoSays: "invalid"},
	{Name: "goproxy-scheme", About: "a misspelt scheme",
		Break: stored("GOPROXY", "htps://goproxy.cn,direct"),
		Want:  Broken(checks.CauseGOPROXYMalformed), GoSays: "htps"},
	{Name: "goproxy-keyword", About: "a keyword in capitals",
		Break: env("GOPROXY", "DIRECT"),
		Want:  Broken(checks.CauseGOPROXYMalformed), GoSays: "invalid proxy URL"},
	{Name: "goproxy-commas", About: "a list without entries",
		Break: env("GOPROXY", ","),
		Want:  Broken(checks.CauseGOPROXYMalformed), GoSays: "no entries"},
	{Name: "goproxy-empty", About: "an empty value stored with go env -w",
		Break: stored("GOPROXY", ""),
		Want:  Broken(checks.CauseGOPROXYMalformed), GoSays: "GOPROXY"},
	{Name: "goproxy-conflict", About: "an exported GOPROXY hides the good stored one", Short: true,
		Break: func(n *Net) {
			stored("GOPROXY", "https://goproxy.cn,direct")(n)
			env("GOPROXY", "https://goproxy.crop.example")(n)
		},
		Want: Broken(checks.CauseGoEnvConflict, checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "goproxy-page", About: "GOPROXY is a web site", Short: true,
		Break: stored("GOPROXY", "https://www.example.com"),
		Want:  Broken(checks.CauseGOPROXYWrongURL), GoSays: "rsc.io/quote"},
	{Name: "goproxy-wrong-path", About: "the module proxy is at another path", Short: true,
		Break: serving(firstOf("/api/go", ModuleProxy(), page(http.StatusNotFound, "Not Found"))),
		Want:  Broken(checks.CauseGOPROXYWrongURL).But(checks.CauseModuleNotFound), GoSays: "404 Not Found"},
	{Name: "goproxy-unauthorized", About: "the module proxy wants a password", Short: true,
		Break: serving(WithPassword("gopher", "secret", ModuleProxy())),
		Want:  Broken(checks.CauseGOPROXYUnauthorized), GoSays: "401 Unauthorized"},
	{Name: "goproxy-forbidden", About: "the module proxy denies",
		Break: serving(text(http.StatusForbidden, "access denied")),
		Want:  Broken(checks.CauseGOPROXYUnauthorized, checks.CauseAddressRefused), GoSays: "403 Forbidden"},
	{Name: "goproxy-rate-limited", About: "429", Short: true,
		Break: serving(text(http.StatusTooManyRequests, "slow down")),
		Want:  Broken(checks.CauseGOPROXYRateLimited), GoSays: "429"},
	{Name: "goproxy-500", About: "500", Short: true,
		Break: serving(text(http.StatusInternalServerError, "oops")),
		Want:  Broken(checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "goproxy-503", About: "503 from what stands before the module proxy",
		Break: serving(page(http.StatusServiceUnavailable, "503 Service Temporarily Unavailable")),
		Want:  Broken(checks.CauseGOPROXYServerError), GoSays: "503"},
	{Name: "goproxy-upstream", About: "the module proxy cannot reach its own source", Short: true,
		Break: serving(text(http.StatusNotFound, `not found: rsc.io/quote@v1.5.2: unrecognized import path "rsc.io/quote": https fetch: Get "https://rsc.io/quote?go-get=1": dial tcp 203.0.113.18:443: i/o timeout`)),
		Want:  Broken(checks.CauseGOPROXYUpstreamFailed), GoSays: "server response"},
	{Name: "goproxy-upstream-502", About: "the module proxy says that its source failed",
		Break: serving(text(http.StatusBadGateway, "bad gateway: fetching https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info: dial tcp: lookup proxy.golang.org: i/o timeout")),
		Want:  Broken(checks.CauseGOPROXYUpstreamFailed, checks.CauseGOPROXYServerError), GoSays: "502"},
	{Name: "zip-broken", About: "zips are no zips", Short: true,
		Break: serving(Replacing(".zip", text(http.StatusOK, "this is no zip"), ModuleProxy())),
		Want:  Broken(checks.CauseGOPROXYBadContent), GoSays: "zip"},
	{Name: "zip-empty", About: "zips are empty files",
		Break: serving(Replacing(".zip", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), ModuleProxy())),
		Want:  Broken(checks.CauseGOPROXYBadContent), GoSays: "zip"},
	{Name: "zip-cut", About: "the transfer of zips is cut",
		Break: serving(Replacing(".zip", cutShort(), ModuleProxy())),
		Want:  Broken(checks.CauseTransferCut, checks.CauseHTTP2Broken), GoSays: "rsc.io/quote"},
	{Name: "http2-broken", About: "zips are cut over HTTP/2 and whole over HTTP/1.1",
		Break: serving(Replacing(".zip", onlyHTTP1(), ModuleProxy())),
		Want:  Broken(checks.CauseHTTP2Broken), GoSays: "stream error"},
	{Name: "zip-refused", About: "the host that zips are redirected to refuses this address", Short: true,
		Break: func(n *Net) {
			n.Host("proxy.golang.org").Handler = RedirectingZips()
			n.Host("storage.googleapis.com").Handler = text(http.StatusForbidden, "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>")
		},
		Want: Broken(checks.CauseAddressRefused), GoSays: "403 Forbidden"},
	{Name: "go-mod-forged", About: "the module proxy hands out another go.mod than the checksum database vouches for", Short: true,
		Break: serving(Replacing("v1.5.2.mod", text(http.StatusOK, "module rsc.io/quote\n\nrequire example.com/evil v1.0.0"), ModuleProxy())),
		Want:  Broken(checks.CauseChecksumMismatch), GoSays: "checksum mismatch"},
	{Name: "gosumdb-malformed", About: "GOSUMDB names an unknown database without a key", Short: true,
		Break: stored("GOSUMDB", "sum.corp.example"),
		Want:  Broken(checks.CauseGOSUMDBMalformed), GoSays: "GOSUMDB"},
	{Name: "gosumdb-words", About: "GOSUMDB with too many words",
		Break: stored("GOSUMDB", "sum.golang.org https://sum.golang.google.cn extra"),
		Want:  Broken(checks.CauseGOSUMDBMalformed), GoSays: "GOSUMDB"},

	{Name: "module-not-found", About: "a module that does not exist", Short: true, Module: "rsc.io/nothing@v1.0.0",
		Want: Broken(checks.CauseModuleNotFound), GoSays: "rsc.io/nothing"},
	{Name: "module-not-found-github", About: "a repository that does not exist, or is private: GitHub does not tell", Module: "github.com/nobody/nothing@v1.0.0", NeedGit: true,
		Want: Broken(checks.CauseModuleNotFound, checks.CauseGitAuthRequired, checks.CausePrivateModulePublicRoute), GoSays: "github.com/nobody/nothing"},
	{Name: "version-not-found", About: "a version that does not exist", Short: true, Module: "rsc.io/quote@v1.9.9",
		Break: stored("GOPROXY", "https://proxy.golang.org"),
		Want:  Broken(checks.CauseVersionNotFound), GoSays: "v1.9.9"},
	{Name: "go-too-old", About: "go.mod asks for a newer Go, GOTOOLCHAIN=local",
		Break: func(n *Net) {
			env("GOTOOLCHAIN", "local")(n)
			n.Client.ModFile = "module example.com/hello\n\ngo 1.99\n\nrequire rsc.io/quote v1.5.2\n"
		},
		Want: Broken(checks.CauseToolchainUnavailable), GoSays: "1.99"},
	{Name: "gopath-mode", About: "GO111MODULE=off",
		Break: env("GO111MODULE", "off"),
		Want:  Broken(checks.CauseGOPATHMode), GoSays: "GO111MODULE=off"},

	{Name: "git-missing", About: "a private module, and no git", Short: true, Module: privateVersion,
		Break: private(func(n *Net) { n.Client.Programs = []string{"go"} }),
		Want:  Broken(checks.CauseVCSMissing), GoSays: `"git": executable file not found`},
	{Name: "git-disallowed", About: "GOVCS forbids git", Module: privateVersion, NeedGit: true,
		Break: private(stored("GOVCS", "*:off")),
		Want:  Broken(checks.CauseVCSDisallowed), GoSays: "GOVCS disallows"},
	{Name: "git-auth", About: "the git host wants credentials", Short: true, Module: privateVersion, NeedGit: true,
		Break: private(func(n *Net) { n.Host("git.corp.example").Handler = gitHost(true) }),
		Want:  Broken(checks.CauseGitAuthRequired), GoSays: "terminal prompts disabled"},
	{Name: "git-proxy-setting", About: "git's own http.proxy leads nowhere", Module: privateVersion, NeedGit: true,
		Break: private(func(n *Net) { n.Client.Files[".gitconfig"] = "[http]\n\tproxy = http://127.0.0.1:9\n" }),
		Want:  Broken(checks.CauseGitConfigBroken), GoSays: "127.0.0.1"},
	{Name: "private-public-route", About: "a private module that GOPRIVATE does not cover", Module: privateVersion, NeedGit: true,
		Want: Broken(checks.CausePrivateModulePublicRoute), GoSays: "sum.golang.org"},
	{Name: "insecure-only", About: "the host serves plain HTTP only", Module: "old.corp.example/team/tool@v1.0.0",
		Break: private(),
		Want:  Broken(checks.CauseInsecureOnly), GoSays: "old.corp.example"},
	{Name: "meta-missing", About: "the page carries no go-import tag", Short: true, Module: "www.corp.example/team/lib@v1.0.0",
		Break: private(),
		Want:  Broken(checks.CauseMetaMissing), GoSays: "no go-import meta tags"},

	{Name: "cache-read-only", About: "the module cache cannot be written", Short: true,
		Break: func(n *Net) { n.Client.Cache = CacheReadOnly },
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "permission denied"},
	{Name: "cache-corrupt", About: "the module cache holds a damaged zip",
		Break: func(n *Net) {
			n.Client.Files["go/pkg/mod/cache/download/rsc.io/quote/@v/v1.5.2.zip"] = "this is no zip"
		},
		Want: Broken(checks.CauseModCacheCorrupt), GoSays: "zip"},
	{Name: "disk-full", About: "no room for the module cache", Short: true,
		Break: func(n *Net) { n.Client.Cache = CacheTiny },
		Want:  Broken(checks.CauseDiskFull), GoSays: "no space left on device"},
}

// firstOf serves a handler below a path, and another one elsewhere.
func firstOf(prefix string, h, elsewhere http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, prefix+"/") {
			http.StripPrefix(prefix, h).ServeHTTP(w, r)
			return
		}
		elsewhere.ServeHTTP(w, r)
	})
}

// onlyHTTP1 serves modules over HTTP/1.1 and cuts them over HTTP/2.
func onlyHTTP1() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 {
			cutShort().ServeHTTP(w, r)
			return
		}
		ModuleProxy().ServeHTTP(w, r)
	})
}

// cutShort announces more than it sends.
func cutShort() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := recordedFile(r.URL.Path)
		w.Header().Set("Content-Type", "application/zip")
		w.Write(data[:len(data)/2])
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
}
