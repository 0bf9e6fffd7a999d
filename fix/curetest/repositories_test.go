package curetest

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/dirhash"

	"gomend/checks/lab"
	"gomend/fix"
)

const privateVersion = "git.corp.example/team/tool@v1.0.0"

// toolSum vouches for the module that only the company's git host has.
var toolSum = func() string {
	files := map[string]string{"go.mod": "module git.corp.example/team/tool\n\ngo 1.21\n", "tool.go": "package tool\n"}
	sum := func(prefix string, names ...string) string {
		var list []string
		for _, name := range names {
			list = append(list, prefix+name)
		}
		hash, _ := dirhash.Hash1(list, func(name string) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(files[strings.TrimPrefix(name, prefix)])), nil
		})
		return hash
	}
	return "git.corp.example/team/tool v1.0.0 " + sum("git.corp.example/team/tool@v1.0.0/", "go.mod", "tool.go") + "\n" +
		"git.corp.example/team/tool v1.0.0/go.mod " + sum("", "go.mod") + "\n"
}()

// hostKeyOfPeer reads the end of the fingerprint where the server's owner would.
func hostKeyOfPeer(l *lab.Lab) map[fix.AskName]string {
	found, _ := filepath.Glob(filepath.Join(l.Dir, "*", "*", "host.pub"))
	more, _ := filepath.Glob(filepath.Join(l.Dir, "*", "host.pub"))
	for _, name := range append(found, more...) {
		text, _ := os.ReadFile(name)
		words := strings.Fields(string(text))
		raw, err := base64.StdEncoding.DecodeString(words[1])
		if err != nil {
			continue
		}
		sum := sha256.Sum256(raw)
		print := base64.RawStdEncoding.EncodeToString(sum[:])
		return map[fix.AskName]string{fix.AskHostKey: print[len(print)-8:]}
	}
	return nil
}

// sshAt443 lets github.com be reached over SSH at port 443 of its other name alone.
func sshAt443(n *lab.Net) {
	In("sshd").Break(n)
	n.Client.GoEnv["GOPRIVATE"] = "github.com/team"
	n.Client.Files[".gitconfig"] = "[url \"ssh://git@github.com/\"]\n\tinsteadOf = https://github.com/\n"
	n.Hosts["ssh.github.com"] = &lab.Host{Addresses: []string{"203.0.113.40"}, Wire: lab.WireClosed}
	p := &n.Peers[len(n.Peers)-1]
	p.Files["sshd_config"] = strings.Replace(p.Files["sshd_config"], "ListenAddress 198.51.100.11", "ListenAddress 203.0.113.40:443", 1)
	p.Answers = []string{"203.0.113.40:443"}
	p.Before += hubRepository
	p.After = "cd {lab}/login/.ssh && sed -i s/git.corp.example/github.com/ known_hosts\n"
}

const hubRepository = `cd "$OLDPWD"; mkdir -p team/hub && cd team/hub && git init -q .
printf 'module github.com/team/hub\n\ngo 1.21\n' >go.mod
git add . && git -c user.name=lab -c user.email=lab@corp.example commit -q -m hub && git tag v1.0.0
`

// Cures by git, ssh and credentials.
var repositoryCures = Cases([]Cure{
	{Name: "git-proxy-repair", Network: In("git-proxy-setting"), Fix: "git-proxy-repair", First: true, Short: true},
	{Name: "git-rewrite-repair", Network: In("git-insteadof"), Fix: "git-rewrite-repair", First: true},
	{Name: "ssl-cert-env-repair in git", Network: In("git-ca-setting"), Fix: "ssl-cert-env-repair", First: true},
	{Name: "netrc-credential for a module proxy", Network: In("goproxy-unauthorized"), Fix: "netrc-credential", First: true,
		Answers: map[fixAsk]string{"login": "gopher", "token": "secret"}, Hidden: "password secret", Short: true},
	{Name: "netrc-credential for git", Network: In("git-auth"), Fix: "netrc-credential", Answers: map[fixAsk]string{"login": "gopher", "token": "secret"}},
	{Name: "git-insteadof-https", Fix: "git-insteadof-https", Network: lab.Case{Name: "cure-insteadof-https", Module: privateVersion, NeedGit: true, Break: func(n *lab.Net) {
		n.Client.GoEnv["GOPRIVATE"] = "*.corp.example"
		n.Client.Files[".gitconfig"] = "[user]\n\tname = me\n[url \"ssh://git@git.corp.example/\"]\n\tinsteadOf = https://git.corp.example/\n"
	}}, Keeps: map[string]string{".gitconfig": "[user]\n\tname = me\n"}},
	{Name: "git-insteadof-ssh", Fix: "git-insteadof-ssh", First: true, Network: lab.Case{Name: "cure-insteadof-ssh", Module: privateVersion, Break: func(n *lab.Net) {
		page := n.Host("git.corp.example").Handler
		In("sshd").Break(n)
		n.Host("git.corp.example").Handler = lab.Replacing(".git/", lab.WithPassword("gopher", "secret", page), page)
	}}},
	{Name: "ssh-known-host-add", Network: In("sshd-host-unknown"), Fix: "ssh-known-host-add", Ask: hostKeyOfPeer, Short: true},
	{Name: "ssh-over-443", Fix: "ssh-over-443", Network: lab.Case{Name: "cure-ssh-443", Module: "github.com/team/hub@v1.0.0", Break: sshAt443}},
	{Name: "gomod-resync after a merge", Network: In("gosum-conflict"), Fix: "gomod-resync", First: true, Short: true},
	{Name: "gomod-resync", Fix: "gomod-resync", First: true, Network: lab.Case{Name: "cure-gosum", NeedGit: true, Break: func(n *lab.Net) {
		n.Client.GoEnv["GOPRIVATE"] = "*.corp.example"
		n.Client.ModFile = "module example.com/hello\n\ngo 1.21\n\nrequire git.corp.example/team/tool v1.0.0\n"
		n.Client.Files["work/main.go"] = "package main\n\nimport _ \"git.corp.example/team/tool\"\n\nfunc main() {}\n"
		n.Client.Files["work/go.sum"] = ""
		n.Client.Prepare = "chmod 444 work/go.sum"
	}}},
	{Name: "vendor-resync", Fix: "vendor-resync", Network: lab.Case{Name: "cure-vendor", NeedGit: true, Command: []string{"vet", "./..."}, Break: func(n *lab.Net) {
		n.Client.GoEnv["GOPRIVATE"] = "*.corp.example"
		n.Client.ModFile = "module example.com/hello\n\ngo 1.21\n\nrequire git.corp.example/team/tool v1.0.0\n"
		n.Client.Files["work/main.go"] = "package main\n\nimport _ \"git.corp.example/team/tool\"\n\nfunc main() {}\n"
		n.Client.Files["work/go.sum"] = toolSum
		n.Client.Env["GOFLAGS"] = "-mod=vendor"
		n.Client.Files["work/vendor/modules.txt"] = "# git.corp.example/team/tool v0.9.0\n## explicit\n"
		n.Client.Files["work/vendor/git.corp.example/team/old/old.go"] = "package old\n"
	}}},
	{Name: "modcache-evict-module", Network: In("cache-corrupt"), Fix: "modcache-evict-module", Undo: true, First: true, Short: true},
	{Name: "modcache-clean-all", Network: In("cache-corrupt"), Fix: "modcache-clean-all", Undo: true},
})

func TestRepositories(t *testing.T) { tried(t, repositoryCures) }
