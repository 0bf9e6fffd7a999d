package lab

import (
	"gomend/checks"
)

func init() { Register(sshCases...) }

// Git over SSH.
var sshCases = []Case{
	{Name: "ssh-host-key", About: "the SSH host key is unknown", Module: privateVersion, NeedGit: true,
		Break: sshGit("Host key verification failed."),
		Want:  Broken(checks.CauseGitHostKey), GoSays: "Host key verification failed"},
	{Name: "ssh-denied", About: "the SSH key is not accepted", Module: privateVersion, NeedGit: true,
		Break: sshGit("git@git.corp.example: Permission denied (publickey)."),
		Want:  Broken(checks.CauseGitSSHDenied), GoSays: "Permission denied"},
	{Name: "ssh-refused", About: "SSH's port is closed", Module: privateVersion, NeedGit: true,
		Break: also(private(), handler("git.corp.example", importPage(privateModule, "git", "ssh://git@git.corp.example/team/tool.git"))),
		Want:  Broken(checks.CauseTCPRefused), GoSays: "Connection refused"},
	{Name: "ssh-elsewhere", About: "ssh goes another way than to the host's own port 22, which is closed", Module: privateVersion, NeedGit: true, Want: Fine(),
		Break: also(sshGit(""), host("git.corp.example", func(h *Host) { h.SSH = nil }), sshLocally(privateModule))},
}
