package lab

import (
	"net/http"
	"strings"

	"gomend/checks"
)

func init() { Register(privateCases...) }

// Private modules, and the settings that say which they are.
var privateCases = []Case{
	{Name: "private-public-route", About: "a private module that GOPRIVATE does not cover", Module: privateVersion, NeedGit: true,
		Want: Broken(checks.CausePrivateModulePublicRoute), GoSays: "sum.golang.org"},
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
	{Name: "private-space", About: "a space in GOPRIVATE keeps the second pattern from matching", Module: privateVersion, NeedGit: true,
		Break: stored("GOPRIVATE", "github.com/corp, *.corp.example"),
		Want:  Broken(checks.CausePrivateModulePublicRoute), GoSays: "git.corp.example"},
	{Name: "private-proxy-only", About: "a private module, and GOPROXY without direct", Module: privateVersion, NeedGit: true,
		Break: stored("GOPROXY", "https://proxy.golang.org"),
		Want:  Broken(checks.CausePrivateModulePublicRoute, checks.CauseModuleNotFound), GoSays: "404"},
	{Name: "private-off-on-purpose", About: "GOPROXY=off, and all that is needed is private", Module: privateVersion, NeedGit: true, Want: Fine().But(checks.CauseGOPROXYOff),
		Break: private(env("GOPROXY", "off"))},
	{Name: "private-off", About: "GOPROXY=off and a private module of a dead host", Module: privateVersion, NeedGit: true,
		Break: also(private(env("GOPROXY", "off")), blocked("git.corp.example")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "mod-one-private", About: "one of several modules is private, and GOPRIVATE does not cover it", NeedGit: true,
		Break: modFile("require (\n\trsc.io/quote v1.5.2\n\tgit.corp.example/team/tool v1.0.0\n)\n"),
		Want:  Broken(checks.CausePrivateModulePublicRoute), GoSays: "git.corp.example"},
	{Name: "mod-private-dropped", About: "one of several modules is private, and its host is dropped", NeedGit: true,
		Break: also(private(), modFile("require (\n\trsc.io/quote v1.5.2\n\tgit.corp.example/team/tool v1.0.0\n)\n"), blocked("git.corp.example")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "git.corp.example"},
	{Name: "direct-two-hosts", About: "GOPROXY=direct with modules of two hosts, of which the second is dropped", NeedGit: true,
		Break: also(env("GOPROXY", "direct", "GONOSUMDB", "*.corp.example"), modFile("require (\n\tgit.corp.example/team/tool v1.0.0\n\told.corp.example/team/tool v1.0.0\n)\n"),
			host("old.corp.example", func(h *Host) { h.Wire = WireTLS }), blocked("old.corp.example")),
		Want: Broken(checks.CauseInsecureOnly), GoSays: "old.corp.example"},
	{Name: "private-and-public", About: "a private and a public module in one go.mod", NeedGit: true, Want: Fine(),
		Break: also(private(), modFile("require (\n\trsc.io/quote v1.5.2\n\tgit.corp.example/team/tool v1.0.0\n)\n"))},
	{Name: "goprivate-star", About: "GOPRIVATE=* with all from origins that serve nothing", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: also(stored("GOPRIVATE", "*"), blocked("proxy.golang.org", "sum.golang.org"))},
	{Name: "private-git", About: "a private module by git", Module: privateVersion, NeedGit: true, Want: Fine(), Break: private()},
	{Name: "private-git-password", About: "a private module, git has the password", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: private(func(n *Net) {
			n.Host("git.corp.example").Handler = gitHost(true)
			n.Client.Files[".gitconfig"] = "[credential]\n\thelper = store\n"
			n.Client.Files[".git-credentials"] = "https://gopher:secret@git.corp.example\n"
		})},
}
