package lab

import "gomend/checks"

// garbledConfig is a git configuration that git itself cannot read.
var garbledConfig = file(".gitconfig", "[url \"https://git.corp.example/\n\tinsteadOf = x\n")

func init() { Register(gitConfigCases...) }

// gitHubBySSH is what companies tell their people to set.
var gitHubBySSH = file(".gitconfig", "[url \"ssh://git@github.com/\"]\n\tinsteadOf = https://github.com/\n")

// deadRepository lets the go-import page name a host that does not exist.
var deadRepository = handler("git.corp.example",
	Replacing(".git/", gitHost(false), importPage(privateModule, "git", "https://dead.corp.example/team/tool.git")))

// What git's own configuration makes of the way to a repository.
var gitConfigCases = []Case{
	{Name: "git-instead-of-dead", About: "insteadOf leads to a host that does not exist", Module: privateVersion, NeedGit: true,
		Break: also(private(), file(".gitconfig", "[url \"https://dead.corp.example/\"]\n\tinsteadOf = https://git.corp.example/\n")),
		Want:  Broken(checks.CauseGitConfigBroken).But(checks.CauseDNSNXDomain), GoSays: "dead.corp.example"},
	{Name: "git-config-garbled", About: "git cannot read its own configuration", Module: privateVersion, NeedGit: true,
		Break: also(private(), garbledConfig),
		Want:  Broken(checks.CauseGitConfigBroken).But(checks.CauseVCSMissing), GoSays: "failed to execute git version"},
	{Name: "git-config-garbled-unused", About: "git cannot read its own configuration, and go needs no git", Want: Fine(), Break: garbledConfig},
	{Name: "git-proxy-elsewhere", About: "git's http.proxy is dead, and set for another host alone", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: also(private(), file(".gitconfig", "[http \"https://github.com\"]\n\tproxy = http://127.0.0.1:7890\n"))},
	{Name: "git-dir-exported", About: "GIT_DIR is exported, as git does it for its hooks", Module: privateVersion, NeedGit: true,
		Break: also(private(), env("GIT_DIR", ".git")),
		Want:  Broken(checks.CauseGitConfigBroken).Perhaps(), GoSays: "not a git repository"},
	{Name: "git-temporary-folder-missing", About: "TMPDIR names a folder that does not exist, and a repository is fetched", Module: privateVersion, NeedGit: true,
		Break: also(private(), env("TMPDIR", "/nonexistent/tmp")),
		Want:  Broken(checks.CauseSettingMalformed), GoSays: "go-codehost"},
	{Name: "git-instead-of-port", About: "insteadOf leads to another port of the host, where nothing listens", Module: privateVersion, NeedGit: true,
		Break: also(private(), file(".gitconfig", "[url \"https://git.corp.example:7443/\"]\n\tinsteadOf = https://git.corp.example/\n")),
		Want:  Broken(checks.CauseGitConfigBroken).But(checks.CauseTCPRefused), GoSays: "7443"},
	{Name: "git-instead-of-ssh-rejected", About: "insteadOf leads to ssh, whose port a firewall rejects", Module: "github.com/team/tool@v1.0.0", NeedGit: true,
		Break: also(stored("GOPRIVATE", "github.com/team"), gitHubBySSH, forward("tcp dport 22 reject with tcp reset")),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "git ls-remote"},
	{Name: "git-proxy-dead", About: "git's own http.proxy is not running", Module: "github.com/team/tool@v1.0.0", NeedGit: true,
		Break: also(stored("GOPRIVATE", "github.com/team"), file(".gitconfig", "[http]\n\tproxy = http://proxy.corp.example:3129\n")),
		Want:  Broken(checks.CauseGitConfigBroken).But(checks.CauseProxyRefused), GoSays: "git ls-remote"},
	{Name: "git-proxy-only-way", About: "git's own http.proxy is the only way to the host, which does not have the repository", Module: "github.com/team/tool@v1.0.0", NeedGit: true,
		Break: also(stored("GOPRIVATE", "github.com/team"), file(".gitconfig", "[http]\n\tproxy = http://proxy.corp.example:3128\n"),
			blocked("github.com"), handler("github.com", text(404, "none"))),
		Want: Broken(checks.CauseModuleNotFound).But(checks.CauseTCPTimeout), GoSays: "not found"},
	{Name: "git-instead-of-ssh", About: "insteadOf leads to ssh, which works, and https is dropped", Module: "github.com/team/tool@v1.0.0", NeedGit: true, Want: Fine(),
		Break: also(stored("GOPRIVATE", "github.com/team"), gitHubBySSH, blocked("github.com"),
			host("github.com", func(h *Host) { h.SSH = banner("SSH-2.0-OpenSSH_9.2p1") }),
			sshLocally("github.com/team/tool"))},
	{Name: "git-instead-of-repairs", About: "the go-import page names a host that does not exist, and insteadOf puts it right", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: also(private(), deadRepository,
			file(".gitconfig", "[url \"https://git.corp.example/\"]\n\tinsteadOf = https://dead.corp.example/\n"))},
	{Name: "git-instead-of-environment", About: "the same by GIT_CONFIG_COUNT", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: also(private(), deadRepository, env("GIT_CONFIG_COUNT", "1",
			"GIT_CONFIG_KEY_0", "url.https://git.corp.example/.insteadOf", "GIT_CONFIG_VALUE_0", "https://dead.corp.example/"))},
	{Name: "goinsecure-untrusted", About: "GOINSECURE covers the page of an untrusted host, and git does not verify it", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: also(private(), stored("GOINSECURE", "git.corp.example"), host("git.corp.example", func(h *Host) { h.Cert.Signer = UnknownCA }),
			file(".gitconfig", "[http]\n\tsslVerify = false\n"))},
	{Name: "goauth-program", About: "a program named by GOAUTH knows the login", Want: Fine(),
		Break: also(serving(WithPassword("u", "p", ModuleProxy())), env("GOAUTH", "givelogin"),
			script("givelogin", "printf 'https://goproxy.corp.example\\n\\nAuthorization: Basic dTpw\\n\\n'\n"))},
	{Name: "goauth-program-wrong", About: "a program named by GOAUTH knows the wrong login",
		Break: also(serving(WithPassword("u", "p", ModuleProxy())), env("GOAUTH", "givelogin"),
			script("givelogin", "printf 'https://goproxy.corp.example\\n\\nAuthorization: Basic eDp5\\n\\n'\n")),
		Want: Broken(checks.CauseGOPROXYUnauthorized), GoSays: "401"},
	{Name: "git-protocol-forbidden", About: "git's settings forbid the protocol of the repository", Module: privateVersion, NeedGit: true,
		Break: private(file(".gitconfig", "[protocol \"https\"]\n\tallow = never\n")),
		Want:  Broken(checks.CauseGitConfigBroken), GoSays: "not allowed"},
}
