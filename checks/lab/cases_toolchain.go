package lab

import (
	"gomend/checks"
)

func init() { Register(toolchainCases...) }

// The go command itself, and other versions of it that go.mod asks for.
var toolchainCases = []Case{
	{Name: "go-missing", About: "no go command in PATH", Short: true,
		Break: func(n *Net) { n.Client.Programs = []string{"git"} },
		Want:  Broken(checks.CauseGoMissing)},
	{Name: "go-too-old", About: "go.mod asks for a newer Go, GOTOOLCHAIN=local",
		Break: func(n *Net) {
			env("GOTOOLCHAIN", "local")(n)
			n.Client.ModFile = "module example.com/hello\n\ngo 1.99\n\nrequire rsc.io/quote v1.5.2\n"
		},
		Want: Broken(checks.CauseToolchainUnavailable), GoSays: "1.99"},
	{Name: "gotoolchain-garbage", About: "GOTOOLCHAIN=latest",
		Break: env("GOTOOLCHAIN", "latest"),
		Want:  Broken(checks.CauseToolchainUnavailable), GoSays: "GOTOOLCHAIN"},
	{Name: "toolchain-missing", About: "go.mod asks for a Go that nobody has",
		Break: also(env("GOTOOLCHAIN", "auto"), func(n *Net) {
			n.Client.ModFile = "module example.com/hello\n\ngo 1.99.0\n\nrequire rsc.io/quote v1.5.2\n"
		}),
		Want: Broken(checks.CauseToolchainUnavailable), GoSays: "toolchain"},
	{Name: "toolchain-missing-unresolved", About: "go.mod asks for a Go that the module proxy does not have, and the last place to look at does not resolve",
		Break: also(env("GOTOOLCHAIN", "auto"), func(n *Net) {
			n.Client.ModFile = "module example.com/hello\n\ngo 1.99.0\n\nrequire rsc.io/quote v1.5.2\n"
			delete(n.Hosts, "golang.org")
		}),
		Want: Broken(checks.CauseToolchainUnavailable).But(checks.CauseDNSNXDomain, checks.CauseDNSBlocked), GoSays: "toolchain not available"},
	{Name: "toolchain-dropped", About: "go.mod asks for a newer Go, and the module proxy is dropped",
		Break: also(env("GOTOOLCHAIN", "auto"), func(n *Net) {
			n.Client.ModFile = "module example.com/hello\n\ngo 1.99.0\n\nrequire rsc.io/quote v1.5.2\n"
		}, blocked("proxy.golang.org")),
		Want: Broken(checks.CauseTCPTimeout), GoSays: "i/o timeout"},
	{Name: "go-exits", About: "a go command that fails at everything",
		Break: script("go", "echo 'go: cannot find GOROOT directory: /usr/lib/go' >&2\nexit 2\n"),
		Want:  Broken("", checks.CauseGoMissing), GoSays: "GOROOT"},
	{Name: "go-garbage", About: "a program of the name go that is something else",
		Break: script("go", "echo 'GNU Go 3.8'\nexit 1\n"),
		Want:  Broken("", checks.CauseGoMissing)},
	{Name: "go-slow", About: "a go command that takes its time", Want: Fine(),
		Break: script("go", "sleep 1.5\nexec {real} \"$@\"\n")},
}
