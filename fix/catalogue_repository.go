package fix

var repositoryFixes = map[string]recipe{
	"vcs-install": {risk: Caution, scope: System, when: notInContainer, plan: planInstallGit, lines: map[string][]string{
		"linux":   {"sudo apt-get update && sudo apt-get install -y git"},
		"darwin":  {"xcode-select --install"},
		"windows": {"winget install Git.Git"},
	}},
	"vcs-other":         {risk: Caution, scope: System, guide: true, lines: map[string][]string{"linux": {"sudo dnf install -y git", "sudo apk add --no-cache git", "sudo pacman -S --needed git", "sudo zypper install -y git"}}},
	"govcs-allow":       {risk: Caution, scope: User, plan: planSettings, lines: all("go env GOVCS", "@go GOVCS={module|PATH}:all,public:git|hg,private:all")},
	"git-try":           {risk: Safe, scope: User, guide: true, lines: all("git ls-remote https://{module|HOST/ORGANISATION/REPOSITORY}")},
	"git-insteadof-ssh": {risk: Safe, scope: User, plan: planInsteadOfSSH, when: func(s situation) bool { return !overSSH(s) }, lines: all("ssh -T git@{githost|HOST}", "git config --global --add url.ssh://git@{githost|HOST}/.insteadOf https://{githost|HOST}/")},
	"netrc-credential": {risk: Caution, scope: User, plan: planNetrc, lines: map[string][]string{
		everywhere: {"echo 'machine {keyhost|HOST} login USER password TOKEN' >> ~/.netrc", "chmod 600 ~/.netrc"},
		"windows":  {`Add-Content "$HOME\_netrc" "machine {keyhost|HOST} login USER password TOKEN"`},
	}},
	"host-key-look":       {risk: Safe, scope: User, guide: true, lines: all("ssh-keyscan -t ed25519 {sshhost|HOST} | ssh-keygen -lf -", "ssh-keygen -F {sshhost|HOST}")},
	"ssh-known-host-add":  {risk: Caution, scope: User, plan: planKnownHost, lines: all("ssh-keyscan -t ed25519 {sshhost|HOST} | ssh-keygen -lf -", "ssh -T git@{sshhost|HOST}")},
	"ssh-key-guide":       {risk: Safe, scope: User, guide: true, lines: all("ssh-add -l", "ssh -vT git@{sshhost|HOST}")},
	"git-insteadof-https": {when: overSSHOrDenied, risk: Safe, scope: User, plan: planInsteadOfHTTPS, lines: all("git config --global --add url.https://{githost|HOST}/.insteadOf ssh://git@{githost|HOST}/")},
	"git-config-look": {risk: Safe, scope: User, guide: true, lines: all(
		"git config --show-origin --show-scope --get-regexp '^(http\\..*proxy|http\\..*sslcainfo|http\\.proxy|protocol\\..*|url\\..*insteadof)$'",
	)},
	"git-rewrite-repair": {risk: Safe, scope: User, plan: planRewriteRepair, when: gitRewrites, lines: all(
		"git config --show-origin --get-regexp '^url\\..*insteadof$'", "git config --global --unset-all url.TARGET.insteadOf",
	)},
	"git-proxy-repair": {when: gitProxies, risk: Safe, scope: User, plan: planGitProxy, lines: all("git config --show-origin --get-all http.proxy", "git config --global --unset-all http.proxy")},
	"goinsecure-set":   {risk: Dangerous, scope: User, plan: planSettings, when: knowsModule, lines: all("@go GOINSECURE={insecure}")},
	"https-look":       {risk: Safe, scope: System, guide: true, lines: map[string][]string{everywhere: {"curl -v --max-time 10 'https://{module|HOST/PATH}?go-get=1'"}, "windows": {"curl.exe -v --max-time 10 \"https://{module|HOST/PATH}?go-get=1\""}}},
	"meta-look":        {risk: Safe, scope: System, guide: true, lines: map[string][]string{everywhere: {"curl -sL --max-time 10 'https://{module|HOST/PATH}?go-get=1' | grep go-import"}, "windows": {"curl.exe -sL --max-time 10 \"https://{module|HOST/PATH}?go-get=1\" | Select-String go-import"}}},
}
