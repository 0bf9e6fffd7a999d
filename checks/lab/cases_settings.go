package lab

import (
	"gomend/checks"
)

func init() { Register(settingsCases...) }

// Other settings of the go command.
var settingsCases = []Case{
	{Name: "gopath-mode", About: "GO111MODULE=off",
		Break: env("GO111MODULE", "off"),
		Want:  Broken(checks.CauseGOPATHMode), GoSays: "GO111MODULE=off"},
	{Name: "home-unset", About: "no HOME: go knows no module cache",
		Break: func(n *Net) { n.Client.Unset = []string{"HOME"} },
		Want:  Broken(checks.CauseModCacheUnwritable), GoSays: "module cache not found"},
	{Name: "gopath-tilde", About: "GOPATH begins with ~, which no shell has replaced",
		Break: env("GOPATH", "~/go"),
		Want:  Broken(checks.CauseSettingMalformed).But(checks.CauseModCacheUnwritable), GoSays: "GOPATH entry"},
	{Name: "temporary-folder-missing", About: "TMPDIR names a folder that does not exist", Want: Fine(),
		Break: env("TMPDIR", "/nonexistent/tmp")},
	{Name: "goauth-garbage", About: "GOAUTH with an empty command",
		Break: env("GOAUTH", "netrc;;off"), Want: Broken(checks.CauseSettingMalformed), GoSays: "GOAUTH"},
	{Name: "govcs-garbage", About: "GOVCS without a colon", Module: privateVersion, NeedGit: true,
		Break: private(env("GOVCS", "git")), Want: Broken(checks.CauseSettingMalformed), GoSays: "GOVCS"},
	{Name: "govcs-garbage-unused", About: "GOVCS without a colon, and no repository is asked", Want: Fine().But(checks.CauseSettingMalformed),
		Break: env("GOVCS", "git")},
	{Name: "go111module-garbage", About: "GO111MODULE=yes",
		Break: env("GO111MODULE", "yes"), Want: Broken(checks.CauseGOPATHMode, checks.CauseSettingMalformed), GoSays: "GO111MODULE"},
	{Name: "goflags-mod", About: "GOFLAGS holds a value of -mod that does not exist: it downloads, and does not build", Want: Degraded(checks.CauseSettingMalformed),
		Break: also(modFile(quoteRequire), env("GOFLAGS", "-mod=modul"))},
	{Name: "net-limit", About: "GODEBUG forbids the network",
		Break: env("GODEBUG", "cmdgonetlimit=0"), Want: Broken(checks.CauseSettingMalformed, checks.CauseGOPROXYOff), GoSays: "network"},
	{Name: "vendor-missing", About: "GOFLAGS=-mod=vendor without a vendor folder", Command: []string{"build", "./..."},
		Break: also(modFile(quoteRequire), env("GOFLAGS", "-mod=vendor"), file("work/main.go", "package main\n\nimport _ \"rsc.io/quote\"\n\nfunc main() {}\n")),
		Want:  Broken(checks.CauseVendorMode), GoSays: "vendor"},
	{Name: "goflags-garbage", About: "GOFLAGS is no list of flags",
		Break: env("GOFLAGS", "mod=mod"),
		Want:  Broken(checks.CauseSettingMalformed), GoSays: "GOFLAGS"},
	{Name: "goflags-unknown", About: "GOFLAGS holds an unknown flag",
		Break: env("GOFLAGS", "-insecure-all"),
		Want:  Broken(checks.CauseSettingMalformed), GoSays: "GOFLAGS"},
	{Name: "nothing-required", About: "a project that builds of itself, and the network gone", Command: []string{"list", "-deps", "./..."}, Want: Degraded(checks.CauseNoInternet, checks.CauseResolverUnreachable),
		Break: also(modFile(""), noNetwork, file("work/main.go", "package main\n\nfunc main() {}\n"))},
	{Name: "nothing-required-yet", About: "code that imports what go.mod does not require yet, and the network gone", Command: []string{"mod", "tidy"},
		Want: Broken(checks.CauseNoInternet, checks.CauseResolverUnreachable).Perhaps(), GoSays: "rsc.io/quote",
		Break: also(modFile(""), noNetwork, file("work/main.go", "package main\n\nimport _ \"rsc.io/quote\"\n\nfunc main() {}\n"))},
	{Name: "vendored", About: "vendoring, with everything vendored, and the network gone", Command: []string{"list", "-deps", "./..."}, Want: Degraded(checks.CauseNoInternet, checks.CauseResolverUnreachable),
		Break: also(modFile(quoteRequire), noNetwork,
			file("work/main.go", "package main\n\nimport _ \"rsc.io/quote\"\n\nfunc main() {}\n"),
			file("work/vendor/modules.txt", "# rsc.io/quote v1.5.2\n## explicit\nrsc.io/quote\n"),
			file("work/vendor/rsc.io/quote/quote.go", "package quote\n"))},
	{Name: "vendor-unlike", About: "a vendor folder that does not fit go.mod, which go build uses by itself and go mod download does not", Want: Degraded(checks.CauseVendorMode),
		Break: also(modFile(quoteRequire), file("work/go.sum", quoteSum), file("work/vendor/modules.txt", "# rsc.io/quote v1.5.1\n## explicit\nrsc.io/quote\n"))},
}
