package lab

import (
	"bytes"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
)

// Ways to break private modules.

const privateVersion = privateModule + "@v1.0.0"

// private fetches the module that only the company's git host has.
func private(more ...func(*Net)) func(*Net) {
	return func(n *Net) {
		n.Client.GoEnv["GOPRIVATE"] = "*.corp.example"
		for _, f := range more {
			f(n)
		}
	}
}

// gitServes lets the git host answer requests for the repository this way.
func gitServes(h http.Handler) func(*Net) {
	return also(private(), handler("git.corp.example", Replacing(".git/", h, gitHost(false))))
}

// goPage lets the git host answer with this page.
func goPage(h http.Handler) func(*Net) { return also(private(), handler("git.corp.example", h)) }

// sshGit makes the git host's page name an ssh repository, and lets a script
// answer in the place of ssh.
func sshGit(said string) func(*Net) {
	return also(private(),
		handler("git.corp.example", importPage(privateModule, "git", "ssh://git@git.corp.example/team/tool.git")),
		host("git.corp.example", func(h *Host) { h.SSH = banner("SSH-2.0-OpenSSH_9.2p1") }),
		script("ssh", "echo '"+said+"' >&2\nexit 255\n"))
}

// sshLocally stands for an ssh that reaches the repository of a module in its own
// way: by ~/.ssh/config, a jump host or a tunnel.
func sshLocally(module string) func(*Net) {
	return also(prepare(`exec >&2 </dev/null
git init -q --bare tool.git && git init -q tool && cd tool
printf 'module `+module+`\n\ngo 1.21\n' >go.mod
git add . && git -c user.name=lab -c user.email=lab@corp.example commit -q -m tool && git tag v1.0.0
git push -q ../tool.git HEAD:refs/heads/main v1.0.0
`), script("ssh", `case "$*" in
*git-upload-pack*) cd "$HOME" && exec git-upload-pack tool.git ;;
esac
`))
}

// dumbGit serves the repository as plain files, as web servers do that know
// nothing of git.
func dumbGit() http.Handler {
	root := sync.OnceValue(func() string {
		root, _ := makeRepository()
		return root
	})
	page := importPage(privateModule, "git", "https://git.corp.example/team/tool.git")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if file, found := strings.CutPrefix(r.URL.Path, "/team/tool.git/"); found {
			http.ServeFile(w, r, filepath.Join(root(), "team/tool.git/.git", filepath.FromSlash(file)))
			return
		}
		page.ServeHTTP(w, r)
	})
}

// cutPacks breaks off what git fetches, after it has told its refs.
func cutPacks() http.Handler {
	packs := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if !bytes.Contains(body, []byte("command=fetch")) {
			r.Body = io.NopCloser(bytes.NewReader(body))
			whole.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/x-git-upload-pack-result")
		io.WriteString(w, "000dpackfile\n")
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
	return Replacing("/git-upload-pack", packs, whole)
}

// whole is a git host that works.
var whole = gitHost(false)
