package lab

import (
	"net/http"

	"gomend/checks"
)

func init() { Register(gitCases...) }

// Git over HTTP, git's own settings, and machines without git.
var gitCases = []Case{
	{Name: "git-untrusted", About: "go trusts the company's authority by SSL_CERT_FILE, git does not", Module: privateVersion, NeedGit: true,
		Break: private(env("SSL_CERT_FILE", "{home}/all.pem"), bundleFile("all.pem", RootsCompany), func(n *Net) { n.Host("git.corp.example").Cert.Signer = CompanyCA }),
		Want:  Broken(checks.CauseTLSUnknownAuthority), GoSays: "certificate"},
	{Name: "git-ca-setting", About: "git's http.sslCAInfo points at nothing", Module: privateVersion, NeedGit: true,
		Break: private(func(n *Net) { n.Client.Files[".gitconfig"] = "[http]\n\tsslCAInfo = /opt/gone/ca.pem\n" }),
		Want:  Broken(checks.CauseCASettingBroken, checks.CauseGitConfigBroken), GoSays: "CA cert"},
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
		Break: also(private(func(n *Net) { n.Host("git.corp.example").Handler = gitHost(true) }),
			file(".gitconfig", "[credential]\n\thelper = store\n"), file(".git-credentials", "https://gopher:old@git.corp.example\n")),
		Want: Broken(checks.CauseGitAuthRequired), GoSays: "Authentication failed"},
	{Name: "git-insteadof", About: "git's insteadOf sends it to a host that does not exist", Module: privateVersion, NeedGit: true,
		Break: also(private(), file(".gitconfig", "[url \"https://mirror.corp.invalid/\"]\n\tinsteadOf = https://git.corp.example/\n")),
		Want:  Broken(checks.CauseGitConfigBroken), GoSays: "Could not resolve host"},
	{Name: "git-dumb", About: "a web server that knows nothing of git serves the repository as files", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: goPage(dumbGit())},
	{Name: "git-cut", About: "the git host breaks off what it sends", Module: privateVersion, NeedGit: true,
		Break: goPage(cutPacks()),
		Want:  Broken(checks.CauseTransferCut), GoSays: "git.corp.example"},
}
