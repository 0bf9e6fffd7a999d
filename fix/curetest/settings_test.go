package curetest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gomend/checks/lab"
	"gomend/fix/engine"
)

// tried runs a table: the short ones always, all of them in the whole lab.
func tried(t *testing.T, list []Cure) {
	t.Parallel()
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			if !c.Short && !whole() {
				t.Skip("GOMEND_LAB=all runs it")
			}
			t.Parallel()
			atOnce <- struct{}{}
			defer func() { <-atOnce }()
			Run(t, c)
		})
	}
}

// atOnce bounds how many cures run at a time.
var atOnce = make(chan struct{}, 4)

func blocked(name string, more func(*lab.Net)) func(*lab.Net) {
	return func(n *lab.Net) {
		n.Block(name, "reject")
		more(n)
	}
}

// plainly serves a git host without TLS, and says so in its pages.
func plainly(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, ".git/") {
			h.ServeHTTP(w, r)
			return
		}
		fmt.Fprint(w, `<html><head><meta name="go-import" content="git.corp.example/team/tool git http://git.corp.example/team/tool.git"></head></html>`)
	})
}

// quoteSum vouches for the lab's module and what it needs.
const quoteSum = `golang.org/x/text v0.0.0-20170915032832-14c0d48ead0c h1:qgOY6WgZOaTkIIMiVjBQcw93ERBE4m30iBm00nkL0i8=
golang.org/x/text v0.0.0-20170915032832-14c0d48ead0c/go.mod h1:NqM8EUOU14njkJ3fqMW+pc6Ldnwhi/IjpwHt7yyuwOQ=
rsc.io/quote v1.5.2 h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=
rsc.io/quote v1.5.2/go.mod h1:LzX7hefJvL54yjefDEDHNONDjII0t9xZLPXsUe+TKr0=
rsc.io/sampler v1.3.0 h1:7uVkIFmeBqHfdjD+gZwtXXI+RODJ2Wc4O7MPEh/QiW4=
rsc.io/sampler v1.3.0/go.mod h1:T1hPZKmBbMNahiBKFy5HrXp6adAjACjK9JXDnKaTXpA=
`

// Cures by go's settings.
var settingCures = Cases([]Cure{
	{Name: "goproxy-set", Network: In("tcp-refused"), Fix: "goproxy-set", First: true, Short: true},
	{Name: "goproxy-set past mirrors that hand out pages", Fix: "goproxy-set", Network: lab.Case{Name: "cure-goproxy-poisoned", Break: blocked("proxy.golang.org", func(n *lab.Net) {
		page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<html>Welcome</html>") })
		n.Host("goproxy.cn").Handler, n.Host("goproxy.io").Handler = page, page
	})}, Keeps: map[string]string{".config/go/env": "GOPROXY=https://mirrors.aliyun.com/goproxy/,direct\n"}},
	{Name: "goproxy-set keeps the company's first", Fix: "goproxy-set", Network: lab.Case{Name: "cure-goproxy-company", Break: blocked("proxy.golang.org", func(n *lab.Net) {
		n.Client.GoEnv["GOPROXY"] = "https://goproxy.corp.example,https://proxy.golang.org"
		n.Host("goproxy.corp.example").Handler = http.NotFoundHandler()
	})}},
	{Name: "goproxy-set exported", Fix: "goproxy-set", Short: true, Network: lab.Case{Name: "cure-goproxy-exported", Break: blocked("proxy.golang.org", func(n *lab.Net) {
		n.Client.Files[".bashrc"] = "alias l=ls\nexport GOPROXY=https://proxy.golang.org\n"
		n.Client.Env["GOPROXY"], n.Client.Env["SHELL"] = "https://proxy.golang.org", "/bin/bash"
	})}, Keeps: map[string]string{".bashrc": "alias l=ls\n# gomend: export GOPROXY=https://proxy.golang.org\n"}},
	{Name: "goproxy-set with GOENV=off", Fix: "goproxy-set", Network: lab.Case{Name: "cure-goproxy-goenv-off", Break: blocked("proxy.golang.org", func(n *lab.Net) {
		n.Client.Env["GOENV"] = "off"
	})}},
	{Name: "goproxy-pipe-fallback", Fix: "goproxy-pipe-fallback", Network: lab.Case{Name: "cure-pipe", Break: func(n *lab.Net) {
		n.Client.GoEnv["GOPROXY"] = "https://goproxy.io,https://proxy.golang.org"
		n.Host("goproxy.io").Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Error(w, "oops", http.StatusInternalServerError) })
	}}},
	{Name: "goproxy-on", Network: In("goproxy-off"), Fix: "goproxy-on"},
	{Name: "goenv-repair full-width", Network: In("goproxy-full-width"), Fix: "goenv-repair", First: true},
	{Name: "goenv-repair semicolon", Network: In("goproxy-semicolon"), Fix: "goenv-repair", First: true},
	{Name: "goenv-repair stored quotes", Network: In("goproxy-stored-quotes"), Fix: "goenv-repair", First: true, Short: true},
	{Name: "goenv-unshadow", Network: In("goproxy-conflict"), Fix: "goenv-unshadow", First: true},
	{Name: "gosumdb-set", Network: In("tcp-refused-sumdb"), Fix: "gosumdb-set", First: true, Short: true},
	{Name: "gosumdb-set malformed", Network: In("gosumdb-malformed"), Fix: "gosumdb-set", First: true},
	{Name: "goprivate-set", Network: In("private-public-route"), Fix: "goprivate-set", First: true},
	{Name: "goinsecure-set", Fix: "goinsecure-set", Network: lab.Case{Name: "cure-insecure", Module: "git.corp.example/team/tool@v1.0.0", NeedGit: true, Break: func(n *lab.Net) {
		n.Client.GoEnv["GOPRIVATE"] = "*.corp.example"
		h := n.Host("git.corp.example")
		h.Wire, h.Plain = lab.WireClosed, plainly(h.Handler)
	}}},
	{Name: "goflags-mod-repair", Fix: "goflags-mod-repair", First: true, Network: lab.Case{Name: "cure-goflags", Command: []string{"list", "-m", "rsc.io/quote"}, Break: func(n *lab.Net) {
		n.Client.ModFile = "module example.com/hello\n\ngo 1.21\n\nrequire rsc.io/quote v1.5.2\n"
		n.Client.Files["work/main.go"] = "package main\n\nimport _ \"rsc.io/quote\"\n\nfunc main() {}\n"
		n.Client.Files["work/go.sum"] = quoteSum
		n.Client.Env["GOFLAGS"] = "-mod=vendor -v"
	}}},
	{Name: "gotoolchain-local", Undo: true, Fix: "gotoolchain-local", First: true, Network: lab.Case{Name: "cure-toolchain", Break: func(n *lab.Net) {
		n.Client.ModFile = "module example.com/hello\n\ngo 1.21\n\ntoolchain go1.99.0\n\nrequire rsc.io/quote v1.5.2\n"
		n.Client.Env["GOTOOLCHAIN"] = "auto"
	}}},
	{Name: "modules-on", Network: In("gopath-mode"), Fix: "modules-on"},
	{Name: "goproxy-default", Network: In("goproxy-word"), Fix: "goproxy-default"},
	{Name: "govcs-allow", Network: In("git-disallowed"), Fix: "govcs-allow"},
	{Name: "verification-restore", Fix: "verification-restore", Network: lab.Case{Name: "cure-verification", Break: func(n *lab.Net) {
		n.Client.GoEnv["GOSUMDB"], n.Client.GoEnv["GOPRIVATE"] = "off", "github.com,git.corp.example"
		n.Client.Files[".gitconfig"] = "[user]\n\tname = me\n[http]\n\tsslVerify = false\n"
	}}, Healthy: true, Keeps: map[string]string{".config/go/env": "GOPRIVATE=git.corp.example\n", ".gitconfig": "[user]\n\tname = me\n"}},
	{Name: "a fix that does not help", Network: atOnceRefused("cure-in-vain", "proxy-refused"), Fix: "proxy-env-unset", Want: engine.PutBack, Short: true},
})

// atOnceRefused is a network in which what is no proxy is refused instead of dropped:
// nobody has to wait for silence.
func atOnceRefused(name, network string) lab.Case {
	return lab.Case{Name: name, Break: func(n *lab.Net) {
		In(network).Break(n)
		rules := n.Router.Forward
		if last := len(rules) - 1; rules[last] == "drop" {
			rules[last] = "reject with icmpx admin-prohibited"
		}
	}}
}

func TestSettings(t *testing.T) { tried(t, settingCures) }
