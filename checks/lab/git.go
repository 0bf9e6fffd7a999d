package lab

import (
	"net/http"
	"net/http/cgi"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// privateModule is a module that only git.corp.example has.
const privateModule = "git.corp.example/team/tool"

// gitHost is a git server that speaks the smart protocol, with the go-import
// pages of its modules. With auth it asks for credentials first.
func gitHost(auth bool) http.Handler {
	var once sync.Once
	var backend http.Handler
	serve := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		once.Do(func() { backend = gitBackend() })
		if strings.Contains(r.URL.Path, ".git/") {
			backend.ServeHTTP(w, r)
			return
		}
		importPage(privateModule, "git", "https://git.corp.example/team/tool.git").ServeHTTP(w, r)
	})
	if !auth {
		return serve
	}
	return Replacing(".git/", WithPassword("gopher", "secret", serve), serve)
}

// gitBackend serves a repository with one tagged commit by git's own CGI program.
func gitBackend() http.Handler {
	root, err := makeRepository()
	libexec, err2 := exec.Command("git", "--exec-path").Output()
	if err != nil || err2 != nil {
		return text(http.StatusInternalServerError, "the lab has no git")
	}
	return &cgi.Handler{
		Path: filepath.Join(strings.TrimSpace(string(libexec)), "git-http-backend"),
		Env:  []string{"GIT_PROJECT_ROOT=" + root, "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*"},
	}
}

func makeRepository() (root string, err error) {
	root, err = os.MkdirTemp("", "git")
	if err != nil {
		return "", err
	}
	cmd := exec.Command("sh", "-ec", repositoryScript("team/tool.git"))
	cmd.Dir = root
	return root, cmd.Run()
}

// repositoryScript makes a repository with one tagged commit, the private module.
// Programs that serve it as plain files find what they need, too.
func repositoryScript(path string) string {
	return "mkdir -p " + path + " && cd " + path + ` && git init -q . && git config http.receivepack false
printf 'module ` + privateModule + `\n\ngo 1.21\n' >go.mod
printf 'package tool\n' >tool.go
git add . && git -c user.name=lab -c user.email=lab@corp.example commit -q -m tool && git tag v1.0.0
git update-server-info
`
}
