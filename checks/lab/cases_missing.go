package lab

import (
	"net/http"

	"gomend/checks"
)

func init() { Register(missingCases...) }

// Modules and versions that do not exist.
var missingCases = []Case{
	{Name: "module-not-found", About: "a module that does not exist", Short: true, Module: "rsc.io/nothing@v1.0.0",
		Want: Broken(checks.CauseModuleNotFound), GoSays: "rsc.io/nothing"},
	{Name: "module-not-found-github", About: "a repository that does not exist, or is private: GitHub does not tell", Module: "github.com/nobody/nothing@v1.0.0", NeedGit: true,
		Want: Broken(checks.CauseModuleNotFound, checks.CauseGitAuthRequired, checks.CausePrivateModulePublicRoute), GoSays: "github.com/nobody/nothing"},
	{Name: "version-not-found", About: "a version that does not exist", Short: true, Module: "rsc.io/quote@v1.9.9",
		Break: stored("GOPROXY", "https://proxy.golang.org"),
		Want:  Broken(checks.CauseVersionNotFound), GoSays: "v1.9.9"},
	{Name: "goproxy-list-fails", About: "the latest version is asked for, and the list of versions fails", Module: "rsc.io/quote@latest",
		Break: answer("/@v/list", text(http.StatusInternalServerError, "no list today")),
		Want:  Broken(checks.CauseGOPROXYServerError), GoSays: "no list today"},
	{Name: "goproxy-list-unneeded", About: "an exact version is asked for, and the list of versions fails",
		Break: answer("/@v/list", text(http.StatusInternalServerError, "no list today")), Want: Fine()},
	{Name: "version-prefix", About: "the highest version of v1", Module: "rsc.io/quote@v1", Want: Fine()},
	{Name: "version-prefix-missing", About: "a major version that does not exist", Module: "rsc.io/quote@v1.9",
		Want: Broken(checks.CauseVersionNotFound), GoSays: "no matching versions"},
	{Name: "goproxy-latest-missing", About: "a module without versions", Module: "rsc.io/nothing@latest",
		Want: Broken(checks.CauseModuleNotFound), GoSays: "rsc.io/nothing"},
	{Name: "goproxy-case", About: "a module path in the wrong case", Module: "rsc.io/Quote@v1.5.2",
		Want: Broken(checks.CauseModuleNotFound), GoSays: "rsc.io/Quote"},
	{Name: "version-bad-syntax", About: "a version without v", Module: "rsc.io/quote@1.5.2",
		Break: stored("GOPROXY", "https://proxy.golang.org"),
		Want:  Broken(checks.CauseVersionNotFound), GoSays: "1.5.2"},
	{Name: "git-no-revision", About: "the repository lacks the version", Module: privateModule + "@v9.9.9", NeedGit: true,
		Break: private(),
		Want:  Broken(checks.CauseVersionNotFound), GoSays: "unknown revision"},
	{Name: "mod-one-missing", About: "one of several modules does not exist",
		Break: modFile("require (\n\trsc.io/quote v1.5.2\n\trsc.io/nothing v1.0.0\n)\n"),
		Want:  Broken(checks.CauseModuleNotFound), GoSays: "rsc.io/nothing"},
	{Name: "mod-one-version-missing", About: "one of several modules lacks the version",
		Break: also(stored("GOPROXY", "https://proxy.golang.org"), modFile("require (\n\trsc.io/sampler v1.3.0\n\trsc.io/quote v1.9.9\n)\n")),
		Want:  Broken(checks.CauseVersionNotFound), GoSays: "rsc.io/quote@v1.9.9"},
	{Name: "replaced-missing", About: "a module is replaced by a folder that does not exist",
		Break: modFile("require rsc.io/quote v1.5.2\n\nreplace rsc.io/quote => ../gone\n"),
		Want:  Broken(checks.CauseModuleNotFound), GoSays: "gone"},
	{Name: "replaced-local", About: "the only module that does not exist is replaced by a folder", Want: Fine(),
		Break: also(modFile("require (\n\trsc.io/quote v1.5.2\n\texample.com/lib v1.0.0\n)\n\nreplace example.com/lib => ../lib\n"),
			file("lib/go.mod", "module example.com/lib\n"))},
	{Name: "git-in-path-suffix", About: "a private module whose path ends in .git", Module: "git.corp.example/team/tool.git@v1.0.0", NeedGit: true,
		Want: Broken(checks.CauseModuleNotFound), GoSays: "git.corp.example",
		Break: private(host("git.corp.example", func(h *Host) { h.Handler = http.NotFoundHandler() }))},
}
