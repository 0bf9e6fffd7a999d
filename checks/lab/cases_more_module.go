package lab

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"gomend/checks"
)

// goEnvFile writes the file of go env -w as it is given, with all its flaws.
func goEnvFile(content string) func(*Net) {
	return func(n *Net) { n.Client.Files[".config/go/env"] = content }
}

// several makes one change after the other.
func several(changes ...func(*Net)) func(*Net) {
	return func(n *Net) {
		for _, f := range changes {
			f(n)
		}
	}
}

func host(name string, f func(*Host)) func(*Net) { return func(n *Net) { f(n.Host(name)) } }

func handler(name string, h http.Handler) func(*Net) {
	return host(name, func(host *Host) { host.Handler = h })
}

func modFile(lines string) func(*Net) {
	return func(n *Net) { n.Client.ModFile = "module example.com/hello\n\ngo 1.21\n\n" + lines }
}

func file(name, content string) func(*Net) {
	return func(n *Net) { n.Client.Files[name] = content }
}

func prepare(script string) func(*Net) { return func(n *Net) { n.Client.Prepare = script } }

func script(name, text string) func(*Net) { return func(n *Net) { n.Client.Scripts[name] = text } }

// blocked drops what goes to these hosts.
func blocked(hosts ...string) func(*Net) {
	return func(n *Net) {
		for _, h := range hosts {
			n.Block(h, "drop")
		}
	}
}

// noNetwork drops everything.
func noNetwork(n *Net) { n.Router.Forward = []string{"drop"} }

// fullCache puts the default module and what it needs into the module cache, as
// go mod download leaves it.
func fullCache(n *Net) {
	for _, path := range recordedPaths() {
		if strings.Contains(path, "/@v/") {
			data, _ := recordedFile(path)
			n.Client.Files["go/pkg/mod/cache/download"+path] = string(data)
		}
	}
}

// quoteSum is a complete go.sum of the default module.
const quoteSum = `golang.org/x/text v0.0.0-20170915032832-14c0d48ead0c h1:qgOY6WgZOaTkIIMiVjBQcw93ERBE4m30iBm00nkL0i8=
golang.org/x/text v0.0.0-20170915032832-14c0d48ead0c/go.mod h1:NqM8EUOU14njkJ3fqMW+pc6Ldnwhi/IjpwHt7yyuwOQ=
rsc.io/quote v1.5.2 h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=
rsc.io/quote v1.5.2/go.mod h1:LzX7hefJvL54yjefDEDHNONDjII0t9xZLPXsUe+TKr0=
rsc.io/sampler v1.3.0 h1:7uVkIFmeBqHfdjD+gZwtXXI+RODJ2Wc4O7MPEh/QiW4=
rsc.io/sampler v1.3.0/go.mod h1:T1hPZKmBbMNahiBKFy5HrXp6adAjACjK9JXDnKaTXpA=
`

// answer serves one kind of file of the company's module proxy this way.
func answer(suffix string, h http.Handler) func(*Net) {
	return serving(Replacing(suffix, h, ModuleProxy()))
}

// raw answers with these bytes, whatever the type.
func raw(status int, contentType, body string, header ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	})
}

// redirectTo sends every request to one page, which need not answer well.
func redirectTo(to string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusTemporaryRedirect) })
}

// slowZip sends a zip in pieces that take longer together than any reader waits.
func slowZip(pieces int, pause time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := recordedFile(r.URL.Path)
		w.Header().Set("Content-Type", "application/zip")
		size := len(data)/pieces + 1
		for len(data) > 0 {
			n := min(size, len(data))
			w.Write(data[:n])
			http.NewResponseController(w).Flush()
			data = data[n:]
			time.Sleep(pause)
		}
	})
}

const aliyun = "https://mirrors.aliyun.com/goproxy/"

// More faults of settings and module servers.
var moreModuleCases = []Case{
	{Name: "goproxy-off-second", About: "the first module proxy has nothing, and off follows",
		Break: several(stored("GOPROXY", "https://goproxy.corp.example,off"), handler("goproxy.corp.example", text(http.StatusNotFound, "not found: unknown module"))),
		Want:  Broken(checks.CauseModuleNotFound, checks.CauseGOPROXYOff), GoSays: "rsc.io/quote"},
	{Name: "goproxy-word", About: "a word without dots",
		Break: env("GOPROXY", "goproxy"), Want: Broken(checks.CauseGOPROXYMalformed), GoSays: "missing scheme"},
	{Name: "goproxy-path", About: "an absolute path instead of file://",
		Break: env("GOPROXY", "/srv/mirror"), Want: Broken(checks.CauseGOPROXYMalformed), GoSays: "missing scheme"},
	{Name: "goproxy-socks", About: "a SOCKS URL",
		Break: env("GOPROXY", "socks5://127.0.0.1:1080"), Want: Broken(checks.CauseGOPROXYMalformed), GoSays: "must be https, http, file"},
	{Name: "goproxy-file-host", About: "file:// with two slashes",
		Break: env("GOPROXY", "file://srv/mirror"), Want: Broken(checks.CauseGOPROXYMalformed), GoSays: "non-path elements"},
	{Name: "goproxy-quotes", About: "quotes inside the value",
		Break: env("GOPROXY", `"https://goproxy.cn,direct"`), Want: Broken(checks.CauseGOPROXYMalformed), GoSays: "colon"},
	{Name: "goproxy-full-width", About: "a full-width comma",
		Break: env("GOPROXY", "https://goproxy.cn，direct"), Want: Broken(checks.CauseGOPROXYMalformed), GoSays: "goproxy.cn"},
	{Name: "goproxy-password-http", About: "a password in an http URL",
		Break: env("GOPROXY", "http://gopher:secret@goproxy.corp.example"), Want: Broken(checks.CauseGOPROXYMalformed), GoSays: "refusing to pass credentials"},
	{Name: "goproxy-second-bad", About: "an invalid second entry rejects the whole list",
		Break: env("GOPROXY", "https://goproxy.cn,ftp://mirror.example"), Want: Broken(checks.CauseGOPROXYMalformed), GoSays: "must be https, http, file"},
	{Name: "goproxy-blank", About: "blanks alone",
		Break: env("GOPROXY", "  "), Want: Broken(checks.CauseGOPROXYMalformed), GoSays: "no entries"},
	{Name: "goproxy-stored-quotes", About: "quotes in the file of go env -w",
		Break: goEnvFile("GOPROXY=\"https://goproxy.cn,direct\"\n"), Want: Broken(checks.CauseGOPROXYMalformed), GoSays: "colon"},
	{Name: "goproxy-stored-cr", About: "carriage returns in the file of go env -w",
		Break: goEnvFile("GOPROXY=https://goproxy.cn/path\r\nGOSUMDB=off\r\n"), Want: Broken(checks.CauseGOPROXYMalformed, checks.CauseGOSUMDBMalformed, checks.CauseGOPROXYWrongURL), GoSays: "rsc.io/quote"},
	{Name: "gosumdb-stored-cr", About: "a carriage return behind GOSUMDB=off",
		Break: goEnvFile("GOSUMDB=off\r\n"), Want: Broken(checks.CauseGOSUMDBMalformed), GoSays: "GOSUMDB"},
	{Name: "goproxy-file-missing", About: "GOPROXY=file:// and the folder does not exist",
		Break: env("GOPROXY", "file:///srv/gone"),
		Want:  Broken(checks.CauseModuleNotFound, checks.CauseGOPROXYWrongURL), GoSays: "no such file"},
	{Name: "goproxy-refused-comma", About: "the first module proxy refuses; a comma keeps go from the second",
		Break: several(stored("GOPROXY", "https://goproxy.cn,https://proxy.golang.org"), host("goproxy.cn", func(h *Host) { h.Wire = WireClosed })),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "goproxy-403-comma", About: "403 from the first module proxy; a comma keeps go from the second",
		Break: several(stored("GOPROXY", "https://goproxy.corp.example,direct"), handler("goproxy.corp.example", text(http.StatusForbidden, "denied by policy"))),
		Want:  Broken(checks.CauseGOPROXYUnauthorized), GoSays: "403 Forbidden"},
	{Name: "goproxy-500-comma", About: "500 from the first module proxy; a comma keeps go from the second",
		Break: several(stored("GOPROXY", "https://goproxy.corp.example,https://proxy.golang.org,direct"), handler("goproxy.corp.example", text(http.StatusInternalServerError, "oops"))),
		Want:  Broken(checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "goproxy-404-refused", About: "404 from the first module proxy, and the second refuses",
		Break: several(stored("GOPROXY", "https://goproxy.corp.example,https://goproxy.cn"), handler("goproxy.corp.example", text(http.StatusNotFound, "not found: unknown")), host("goproxy.cn", func(h *Host) { h.Wire = WireClosed })),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "goproxy-410-dropped", About: "410 from the first module proxy, and the second is dropped",
		Break: several(stored("GOPROXY", "https://goproxy.corp.example,https://goproxy.cn"), handler("goproxy.corp.example", text(http.StatusGone, "gone")), blocked("goproxy.cn")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "goproxy-both-broken", About: "two module proxies with a pipe, both broken",
		Break: several(stored("GOPROXY", "https://goproxy.cn|https://goproxy.io"), host("goproxy.cn", func(h *Host) { h.Wire = WireClosed }), handler("goproxy.io", text(http.StatusInternalServerError, "oops"))),
		Want:  Broken(checks.CauseTCPRefused, checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "goproxy-three-broken", About: "three module proxies with pipes, all dropped",
		Break: several(stored("GOPROXY", "https://goproxy.cn|https://goproxy.io|https://proxy.golang.org"), blocked("goproxy.cn", "goproxy.io", "proxy.golang.org")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "goproxy-direct-first", About: "direct comes first, and the git host is dropped", Module: "github.com/nobody/nothing@v1.0.0", NeedGit: true,
		Break: several(stored("GOPROXY", "direct"), blocked("github.com")),
		Want:  Broken(checks.CauseTCPTimeout).But(checks.CausePrivateModulePublicRoute), GoSays: "github.com", GoHangs: true},
	{Name: "goproxy-direct-page", About: "GOPROXY=direct, and the host of the go-import page is dropped",
		Break: several(stored("GOPROXY", "direct"), blocked("rsc.io")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "rsc.io"},
	{Name: "goproxy-conflict-off", About: "an exported GOPROXY=off hides the good stored one",
		Break: several(stored("GOPROXY", "https://goproxy.cn,direct"), env("GOPROXY", "off")),
		Want:  Broken(checks.CauseGoEnvConflict, checks.CauseGOPROXYOff), GoSays: "GOPROXY=off"},
	{Name: "goproxy-conflict-dead", About: "an exported GOPROXY that is dropped hides the good stored one",
		Break: several(stored("GOPROXY", "https://goproxy.cn,direct"), env("GOPROXY", "https://goproxy.io"), blocked("goproxy.io")),
		Want:  Broken(checks.CauseGoEnvConflict), GoSays: "i/o timeout"},
	{Name: "gosumdb-conflict", About: "an exported GOSUMDB that is malformed hides the good stored one",
		Break: several(stored("GOSUMDB", "sum.golang.google.cn"), env("GOSUMDB", "sum.corp.example")),
		Want:  Broken(checks.CauseGoEnvConflict, checks.CauseGOSUMDBMalformed), GoSays: "GOSUMDB"},
	{Name: "goenv-off", About: "GOENV=off hides the stored mirror, and the default is dropped",
		Break: several(stored("GOPROXY", "https://goproxy.cn,direct"), env("GOENV", "off"), blocked("proxy.golang.org")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "home-unset", About: "no HOME: go knows no module cache",
		Break: func(n *Net) { n.Client.Unset = []string{"HOME"} },
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "module cache not found"},

	{Name: "gosumdb-empty", About: "GOSUMDB is stored empty",
		Break: stored("GOSUMDB", ""), Want: Broken(checks.CauseGOSUMDBMalformed), GoSays: "missing GOSUMDB"},
	{Name: "gosumdb-upper-off", About: "GOSUMDB=OFF",
		Break: env("GOSUMDB", "OFF"), Want: Broken(checks.CauseGOSUMDBMalformed), GoSays: "malformed verifier id"},
	{Name: "gosumdb-url", About: "GOSUMDB is a URL alone",
		Break: env("GOSUMDB", "https://sum.golang.google.cn"), Want: Broken(checks.CauseGOSUMDBMalformed), GoSays: "malformed verifier id"},
	{Name: "gosumdb-hash", About: "GOSUMDB with a damaged key",
		Break: env("GOSUMDB", "sum.golang.org+033de0ae+Bc4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"), Want: Broken(checks.CauseGOSUMDBMalformed), GoSays: "invalid verifier hash"},
	{Name: "gosumdb-mirror-path", About: "GOSUMDB names a mirror without its path",
		Break: env("GOSUMDB", "sum.golang.org https://goproxy.cn"), Want: Broken(checks.CauseGOSUMDBMalformed), GoSays: "goproxy.cn/lookup"},
	{Name: "gosumdb-other-path", About: "GOSUMDB names a server that is no database",
		Break: env("GOSUMDB", "sum.golang.org https://www.example.com"), Want: Broken(checks.CauseGOSUMDBMalformed), GoSays: "malformed record data"},
	{Name: "sumdb-relay-403", About: "the module proxy answers 403 about the checksum database",
		Break: answer("/sumdb/", text(http.StatusForbidden, "denied")),
		Want:  Broken(checks.CauseGOPROXYUnauthorized, checks.CauseGOPROXYServerError), GoSays: "supported: 403"},
	{Name: "sumdb-relay-500", About: "the module proxy answers 500 about the checksum database",
		Break: answer("/sumdb/", text(http.StatusInternalServerError, "oops")),
		Want:  Broken(checks.CauseGOPROXYServerError), GoSays: "supported: 500"},
	{Name: "sumdb-direct-reset", About: "no relay, and the checksum database is cut by name",
		Break: several(stored("GOPROXY", aliyun), host("sum.golang.org", func(h *Host) { h.Wire, h.Cut = WireCutByName, []string{"sum.golang.org"} })),
		Want:  Broken(checks.CauseTLSReset), GoSays: "sum.golang.org"},
	{Name: "sumdb-direct-refused", About: "no relay, and the checksum database refuses",
		Break: several(stored("GOPROXY", aliyun), host("sum.golang.org", func(h *Host) { h.Wire = WireClosed })),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "sum.golang.org"},
	{Name: "sumdb-direct-403", About: "no relay, and the checksum database refuses this address",
		Break: several(stored("GOPROXY", aliyun), handler("sum.golang.org", page(http.StatusForbidden, "Your country is blocked"))),
		Want:  Broken(checks.CauseAddressRefused), GoSays: "403 Forbidden"},
	{Name: "sumdb-direct-500", About: "no relay, and the checksum database fails",
		Break: several(stored("GOPROXY", aliyun), handler("sum.golang.org", text(http.StatusInternalServerError, "oops"))),
		Want:  Broken(checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "sumdb-html", About: "the relay answers look-ups with a page",
		Break: answer("/lookup/", page(http.StatusOK, "Welcome")),
		Want:  Broken(checks.CauseGOPROXYBadContent), GoSays: "malformed record data"},
	{Name: "sumdb-mirror-dropped", About: "GOSUMDB=sum.golang.google.cn is dropped",
		Break: several(env("GOSUMDB", "sum.golang.google.cn"), blocked("sum.golang.google.cn")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "sum.golang.google.cn"},
	{Name: "sumdb-upstream", About: "the relay cannot reach the database",
		Break: answer("/lookup/", text(http.StatusInternalServerError, `Get "https://sum.golang.org/lookup/rsc.io/quote@v1.5.2": dial tcp: lookup sum.golang.org: i/o timeout`)),
		Want:  Broken(checks.CauseGOPROXYUpstreamFailed), GoSays: "500"},
	{Name: "sumdb-tiles-missing", About: "the relay has no tiles",
		Break: answer("/tile/", http.NotFoundHandler()),
		Want:  Broken(checks.CauseGOPROXYBadContent, checks.CauseGOPROXYServerError, checks.CauseChecksumMismatch), GoSays: "404"},

	{Name: "info-html", About: "a page with status 200 for .info",
		Break: answer(".info", page(http.StatusOK, "Sign in")), Want: Broken(checks.CauseGOPROXYWrongURL, checks.CauseGOPROXYBadContent), GoSays: "invalid character '<'"},
	{Name: "info-other-version", About: ".info of another version",
		Break: answer(".info", raw(http.StatusOK, "application/json", `{"Version":"v1.5.1","Time":"2018-02-14T00:51:33Z"}`)), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "instead of requested version"},
	{Name: "info-empty", About: ".info is an empty file",
		Break: answer(".info", raw(http.StatusOK, "application/json", "")), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "unexpected end of JSON input"},
	{Name: "info-204", About: "204 in place of .info",
		Break: answer(".info", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "204"},
	{Name: "info-304", About: "304 in place of .info",
		Break: answer(".info", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNotModified) })), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "304"},
	{Name: "mod-html", About: "a page with status 200 for .mod",
		Break: answer(".mod", page(http.StatusOK, "Sign in")), Want: Broken(checks.CauseGOPROXYBadContent, checks.CauseChecksumMismatch), GoSays: "checksum mismatch"},
	{Name: "mod-500", About: "500 for .mod alone",
		Break: answer(".mod", text(http.StatusInternalServerError, "oops")), Want: Broken(checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "zip-404", About: "404 for the zip alone",
		Break: answer(".zip", text(http.StatusNotFound, "not found: zip")), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "404"},
	{Name: "zip-500", About: "500 for the zip alone",
		Break: answer(".zip", text(http.StatusInternalServerError, "oops")), Want: Broken(checks.CauseGOPROXYServerError), GoSays: "500"},
	{Name: "zip-html", About: "a page with status 200 for the zip",
		Break: answer(".zip", page(http.StatusOK, "Sign in")), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "zip"},
	{Name: "zip-truncated", About: "half a zip, with the length of the half",
		Break: answer(".zip", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			data, _ := recordedFile(r.URL.Path)
			w.Write(data[:len(data)/2])
		})), Want: Broken(checks.CauseGOPROXYBadContent), GoSays: "zip"},
	{Name: "goproxy-401-basic-wrong", About: "the module proxy refuses the password in GOPROXY",
		Break: several(serving(WithPassword("gopher", "secret", ModuleProxy())), env("GOPROXY", "https://gopher:wrong@goproxy.corp.example")),
		Want:  Broken(checks.CauseGOPROXYUnauthorized), GoSays: "401"},
	{Name: "goproxy-401-netrc-wrong", About: "the module proxy refuses the password in ~/.netrc",
		Break: several(serving(WithPassword("gopher", "secret", ModuleProxy())), file(".netrc", "machine goproxy.corp.example login gopher password old\n")),
		Want:  Broken(checks.CauseGOPROXYUnauthorized), GoSays: "401"},
	{Name: "goproxy-403-html", About: "a web application firewall denies",
		Break: serving(page(http.StatusForbidden, "Request blocked")), Want: Broken(checks.CauseGOPROXYUnauthorized, checks.CauseAddressRefused), GoSays: "403"},
	{Name: "goproxy-403-public", About: "the public module proxy refuses this address",
		Break: google(func(h *Host) { h.Handler = page(http.StatusForbidden, "Your client does not have permission") }),
		Want:  Broken(checks.CauseAddressRefused), GoSays: "403"},
	{Name: "goproxy-404-html", About: "404 pages for all modules",
		Break: serving(page(http.StatusNotFound, "404 Not Found")), Want: Broken(checks.CauseGOPROXYWrongURL), GoSays: "404"},
	{Name: "goproxy-410-text", About: "410 with words for all modules",
		Break: serving(text(http.StatusGone, "not found: rsc.io/quote@v1.5.2: unknown revision v1.5.2")), Want: Broken(checks.CauseModuleNotFound, checks.CauseVersionNotFound), GoSays: "410"},
	{Name: "goproxy-429-later", About: "429 with Retry-After",
		Break: serving(raw(http.StatusTooManyRequests, "text/html", "<html>slow down</html>", "Retry-After", "3600")), Want: Broken(checks.CauseGOPROXYRateLimited), GoSays: "429"},
	{Name: "goproxy-502-nginx", About: "502 of nginx",
		Break: serving(page(http.StatusBadGateway, "502 Bad Gateway")), Want: Broken(checks.CauseGOPROXYServerError), GoSays: "502"},
	{Name: "goproxy-405", About: "405 for everything",
		Break: serving(page(http.StatusMethodNotAllowed, "no")), Want: Broken(checks.CauseGOPROXYWrongURL), GoSays: "405"},
	{Name: "goproxy-451", About: "451 from the public mirror",
		Break: several(stored("GOPROXY", "https://goproxy.cn"), handler("goproxy.cn", page(http.StatusUnavailableForLegalReasons, "no"))), Want: Broken(checks.CauseAddressRefused), GoSays: "451"},
	{Name: "upstream-git-404", About: "the module proxy could not fetch from GitHub, and says 404",
		Break: serving(text(http.StatusNotFound, "not found: rsc.io/quote@v1.5.2: invalid version: git ls-remote -q origin in /tmp/x: exit status 128:\n\tfatal: unable to access 'https://github.com/rsc/quote/': Could not resolve host: github.com")), Want: Broken(checks.CauseGOPROXYUpstreamFailed), GoSays: "server response"},
	{Name: "upstream-500", About: "the module proxy's source cuts it off",
		Break: serving(text(http.StatusInternalServerError, "rsc.io/quote@v1.5.2: Get \"https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info\": net/http: TLS handshake timeout")), Want: Broken(checks.CauseGOPROXYUpstreamFailed), GoSays: "500"},
	{Name: "upstream-private-404", About: "the module proxy could not log in at the source",
		Break: serving(text(http.StatusNotFound, "not found: rsc.io/quote@v1.5.2: invalid version: git ls-remote -q origin: exit status 128:\n\tfatal: could not read Username for 'https://github.com': terminal prompts disabled")), Want: Broken(checks.CauseModuleNotFound, checks.CausePrivateModulePublicRoute, checks.CauseGOPROXYUpstreamFailed), GoSays: "404"},
	{Name: "redirect-loop", About: "the module proxy redirects to itself",
		Break: serving(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) })), Want: Broken(checks.CauseGOPROXYWrongURL, checks.CauseGOPROXYServerError), GoSays: "10 redirects"},
	{Name: "redirect-http", About: "the module proxy redirects to http",
		Break: serving(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://www.example.com"+r.URL.Path, http.StatusFound)
		})), Want: Broken(checks.CauseGOPROXYWrongURL, checks.CauseCaptivePortal), GoSays: "insecure"},
	{Name: "redirect-nxdomain", About: "zips are redirected to a host that does not exist",
		Break: answer(".zip", redirect("https://cdn.corp.invalid/zip")), Want: Broken(checks.CauseDNSNXDomain), GoSays: "no such host"},
	{Name: "redirect-refused", About: "zips are redirected to a host that refuses",
		Break: several(answer(".zip", redirect("https://goproxy.io/zip")), host("goproxy.io", func(h *Host) { h.Wire = WireClosed })), Want: Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "redirect-login", About: "the module proxy redirects to a sign-in page",
		Break: serving(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://www.corp.example/login", http.StatusFound)
		})), Want: Broken(checks.CauseGOPROXYUnauthorized, checks.CauseGOPROXYWrongURL), GoSays: "invalid character"},
	{Name: "goproxy-plain-refused", About: "an http module proxy that refuses",
		Break: env("GOPROXY", "http://goproxy.corp.example"), Want: Broken(checks.CauseTCPRefused), GoSays: "connection refused"},
	{Name: "goproxy-plain-page", About: "an http module proxy that is a web site",
		Break: env("GOPROXY", "http://www.corp.example"), Want: Broken(checks.CauseGOPROXYWrongURL, checks.CauseCaptivePortal), GoSays: "invalid character '<'"},
	{Name: "sumdb-private-on-company-proxy", About: "the company's module proxy has a private module, which the public database does not know", Module: "example.com/private@v1.0.0",
		Break: serving(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case strings.HasSuffix(r.URL.Path, "/private/@v/v1.0.0.info"):
				raw(http.StatusOK, "application/json", `{"Version":"v1.0.0","Time":"2024-01-01T00:00:00Z"}`).ServeHTTP(w, r)
			case strings.HasSuffix(r.URL.Path, "/private/@v/v1.0.0.mod"):
				raw(http.StatusOK, "text/plain", "module example.com/private\n").ServeHTTP(w, r)
			case strings.HasSuffix(r.URL.Path, "/private/@v/v1.0.0.zip"):
				raw(http.StatusOK, "application/zip", "PK\x03\x04").ServeHTTP(w, r)
			default:
				ModuleProxy().ServeHTTP(w, r)
			}
		})),
		Want: Broken(checks.CausePrivateModulePublicRoute), GoSays: "sumdb/sum.golang.org/lookup"},
	{Name: "goproxy-sumdb-proxy-denied", About: "the module proxy works directly, the checksum database only through a proxy that denies it",
		Break: several(stored("GOPROXY", "https://goproxy.corp.example"), serving(ModuleProxyWithoutSumDB()), env("HTTPS_PROXY", companyProxy, "NO_PROXY", ".corp.example"), proxyPolicy(only(http.StatusForbidden, "sum.golang.org"))),
		Want:  Broken(checks.CauseProxyForbidden), GoSays: "Forbidden"},
	{Name: "goproxy-portal-page", About: "a sign-in page for every request, over good TLS",
		Break: serving(redirectTo("https://www.corp.example/portal")),
		Want:  Broken(checks.CauseGOPROXYWrongURL, checks.CauseCaptivePortal), GoSays: "invalid character '<'"},
	{Name: "goproxy-511", About: "511 from a portal",
		Break: serving(page(http.StatusNetworkAuthenticationRequired, "Sign in")),
		Want:  Broken(checks.CauseCaptivePortal), GoSays: "511"},
	{Name: "goproxy-418", About: "418 for everything",
		Break: serving(page(http.StatusTeapot, "no")),
		Want:  Broken(checks.CauseGOPROXYWrongURL), GoSays: "418"},
	{Name: "goproxy-407", About: "407 from a module proxy",
		Break: serving(page(http.StatusProxyAuthRequired, "no")),
		Want:  Broken(checks.CauseProxyAuthRequired, checks.CauseGOPROXYUnauthorized), GoSays: "407"},
	{Name: "goproxy-latest-missing", About: "a module without versions", Module: "rsc.io/nothing@latest",
		Want: Broken(checks.CauseModuleNotFound), GoSays: "rsc.io/nothing"},
	{Name: "goproxy-case", About: "a module path in the wrong case", Module: "rsc.io/Quote@v1.5.2",
		Want: Broken(checks.CauseModuleNotFound), GoSays: "rsc.io/Quote"},
	{Name: "version-bad-syntax", About: "a version without v", Module: "rsc.io/quote@1.5.2",
		Break: stored("GOPROXY", "https://proxy.golang.org"),
		Want:  Broken(checks.CauseVersionNotFound), GoSays: "1.5.2"},
	{Name: "gosumdb-other-key", About: "GOSUMDB with a good key of another database",
		Break: env("GOSUMDB", "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8 https://goproxy.cn/nowhere"),
		Want:  Broken(checks.CauseGOSUMDBMalformed), GoSays: "404"},
	{Name: "goauth-garbage", About: "GOAUTH with an empty command",
		Break: env("GOAUTH", "netrc;;off"), Want: Broken(checks.CauseSettingMalformed), GoSays: "GOAUTH"},
	{Name: "govcs-garbage", About: "GOVCS without a colon", Module: privateVersion, NeedGit: true,
		Break: private(env("GOVCS", "git")), Want: Broken(checks.CauseSettingMalformed), GoSays: "GOVCS"},
	{Name: "go111module-garbage", About: "GO111MODULE=yes",
		Break: env("GO111MODULE", "yes"), Want: Broken(checks.CauseGOPATHMode, checks.CauseSettingMalformed), GoSays: "GO111MODULE"},
	{Name: "net-limit", About: "GODEBUG forbids the network",
		Break: env("GODEBUG", "cmdgonetlimit=0"), Want: Broken(checks.CauseSettingMalformed, checks.CauseGOPROXYOff), GoSays: "network"},
	{Name: "goproxy-silent", About: "the module proxy takes requests and never answers",
		Break: serving(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })),
		Want:  Broken(checks.CauseGOPROXYServerError, checks.CauseTCPTimeout), GoHangs: true},
}
