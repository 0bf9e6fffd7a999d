package lab

import "gomend/checks"

func init() { Register(sshdCases...) }

// sshd puts OpenSSH's server at the git host's port 22, with a repository behind
// it, and makes the host's page name it. The client knows the server's key and
// has one that is accepted.
func sshd(n *Net) {
	also(private(), handler("git.corp.example", importPage(privateModule, "git", "ssh://git@git.corp.example/team/tool.git")))(n)
	n.Peers = append(n.Peers, Peer{
		Program: "sshd", Needs: []string{"ssh", "ssh-keygen", "git"},
		Files: map[string]string{
			"sshd_config": `ListenAddress 198.51.100.11
HostKey {dir}/host
PidFile none
AuthorizedKeysFile {dir}/accepted
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
ForceCommand {dir}/serve
`,
			"serve":    "#!/bin/sh\npath=${SSH_ORIGINAL_COMMAND#* \\'}\nexec git -c safe.directory='*' upload-pack \"{dir}/repositories${path%\\'}\"\n",
			"accepted": "",
		},
		Before:  sshKeys + "mkdir repositories && cd repositories\n" + repositoryScript("team/tool.git"),
		Args:    []string{"-D", "-e", "-f", "{dir}/sshd_config"},
		Answers: []string{"198.51.100.11:22"},
	})
}

const sshKeys = `chmod 755 serve
ssh-keygen -q -t ed25519 -N '' -f host
printf 'git.corp.example %s\n' "$(cut -d' ' -f1,2 host.pub)" >{lab}/login/.ssh/known_hosts
ssh-keygen -q -t ed25519 -N '' -f {lab}/login/.ssh/id_ed25519
cat {lab}/login/.ssh/id_ed25519.pub >accepted
chmod 600 {lab}/login/.ssh/*
`

// sshSetup changes keys and what is known of them, once the server runs: in the
// client's ~/.ssh, with {dir} for the server's folder.
func sshSetup(script string) func(*Net) {
	return func(n *Net) {
		sshd(n)
		n.Peers[len(n.Peers)-1].After = "server=$PWD; cd {lab}/login/.ssh\n" + script
	}
}

// sshAgent runs an agent on the client.
func sshAgent(n *Net) {
	n.Peers = append(n.Peers, Peer{
		Program: "ssh-agent", Args: []string{"-D", "-a", "{lab}/agent"}, Place: OnClient, Answers: []string{"{lab}/agent"},
	})
	n.Client.Env["SSH_AUTH_SOCK"] = "{lab}/agent"
}

const otherHostKey = "ssh-keygen -q -t ed25519 -N '' -f other && printf 'git.corp.example %s\\n' \"$(cut -d' ' -f1,2 other.pub)\" >known_hosts && rm other other.pub\n"

// Git over SSH with OpenSSH's own server.
var sshdCases = []Case{
	{Name: "sshd", About: "a private module over SSH, the server's key is known and the client's accepted", Module: privateVersion, Want: Fine(), Break: sshd},
	{Name: "sshd-key-in-config", About: "~/.ssh/config names the key and another name for the host", Module: privateVersion, Want: Fine(),
		Break: sshSetup("mv id_ed25519 work && sed -i 's/git.corp.example/build/' known_hosts && printf 'Host git.corp.example\\n\\tIdentityFile %s/work\\n\\tHostKeyAlias build\\n' \"$PWD\" >config && chmod 600 config\n")},
	{Name: "sshd-alias-slow", About: "git's insteadOf leads to a name that only ~/.ssh/config knows, and ssh takes its time", Module: privateVersion, Want: Fine(),
		Break: also(sshSetup("printf 'Match originalhost build exec \"sleep 4\"\\n\\tHostName git.corp.example\\n\\tHostKeyAlias git.corp.example\\n' >config && chmod 600 config\n"),
			handler("git.corp.example", gitHost(false)), file(".gitconfig", "[url \"ssh://git@build/\"]\n\tinsteadOf = https://git.corp.example/\n"))},
	{Name: "sshd-host-unknown", About: "no known_hosts, as in a fresh container", Short: true, Module: privateVersion,
		Break: sshSetup("rm known_hosts\n"),
		Want:  Broken(checks.CauseGitHostKey).But(checks.CauseGitSSHDenied, checks.CauseGitAuthRequired), GoSays: "Host key verification failed"},
	{Name: "sshd-host-changed", About: "known_hosts has another key of the server", Module: privateVersion,
		Break: sshSetup(otherHostKey),
		Want:  Broken(checks.CauseGitHostKey).But(checks.CauseGitSSHDenied), GoSays: "Host key verification failed"},
	{Name: "sshd-host-unknown-insteadof", About: "git's insteadOf turns https into ssh, and the server's key is unknown", Module: privateVersion,
		Break: also(sshSetup("rm known_hosts\n"), handler("git.corp.example", gitHost(false)),
			file(".gitconfig", "[url \"ssh://git@git.corp.example/\"]\n\tinsteadOf = https://git.corp.example/\n")),
		Want: Broken(checks.CauseGitHostKey), GoSays: "Host key verification failed"},
	{Name: "sshd-key-refused", About: "the server does not accept the client's key", Short: true, Module: privateVersion,
		Break: sshSetup(": >\"$server\"/accepted\n"),
		Want:  Broken(checks.CauseGitSSHDenied).But(checks.CauseGitHostKey), GoSays: "Permission denied"},
	{Name: "sshd-no-key", About: "the client has no key", Module: privateVersion,
		Break: sshSetup("rm id_ed25519 id_ed25519.pub\n"),
		Want:  Broken(checks.CauseGitSSHDenied).But(checks.CauseGitHostKey), GoSays: "Permission denied"},
	{Name: "sshd-key-locked", About: "the client's key has a passphrase, which nobody can be asked for", Module: privateVersion,
		Break: sshSetup("ssh-keygen -q -p -P '' -N secret -f id_ed25519\n"),
		Want:  Broken(checks.CauseGitSSHDenied).But(checks.CauseGitHostKey), GoSays: "Permission denied"},
	{Name: "sshd-key-readable", About: "others may read the client's key, so that ssh does not use it", Module: privateVersion,
		Break: sshSetup("chmod 644 id_ed25519\n"),
		Want:  Broken(checks.CauseGitSSHDenied).But(checks.CauseGitHostKey), GoSays: "Permission denied"},
	{Name: "sshd-agent-empty", About: "an agent without keys, and no key in ~/.ssh", Module: privateVersion,
		Break: also(sshSetup("rm id_ed25519 id_ed25519.pub\n"), sshAgent),
		Want:  Broken(checks.CauseGitSSHDenied).But(checks.CauseGitHostKey), GoSays: "Permission denied"},
	{Name: "sshd-agent-gone", About: "SSH_AUTH_SOCK names an agent that has gone, and the key was in it", Module: privateVersion,
		Break: also(sshSetup("rm id_ed25519 id_ed25519.pub\n"), env("SSH_AUTH_SOCK", "{home}/gone")),
		Want:  Broken(checks.CauseGitSSHDenied), GoSays: "Permission denied"},
	{Name: "sshd-no-repository", About: "the server has no such repository", Module: privateVersion,
		Break: sshSetup("rm -r \"$server\"/repositories/team\n"),
		Want:  Broken(checks.CauseModuleNotFound).But(checks.CauseGitHostKey, checks.CauseGitSSHDenied), GoSays: "does not appear to be a git repository"},
	{Name: "sshd-dropped", About: "port 22 is dropped on the way", Module: privateVersion,
		Break: also(sshd, forward("tcp dport 22 drop")),
		Want:  Broken(checks.CauseTCPTimeout), GoSays: "git.corp.example", GoHangs: true},
	{Name: "sshd-no-ssh", About: "git is installed, ssh is not", Module: privateVersion,
		Break: also(sshd, func(n *Net) { n.Client.Programs = []string{"go", "git"} }),
		Want:  Broken(checks.CauseVCSMissing), GoSays: "cannot run ssh"},
}
