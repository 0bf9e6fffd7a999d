package route

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestProblems has the settings' own problems; GOPROXY, GOSUMDB and the proxies
// have tests of their own. Each row is an environment, the stored values and
// what is found.
func TestProblems(t *testing.T) {
	cases := []struct{ env, stored, want string }{
		{"", "", ""},
		{"GOPROXY=off", "", "goproxy-off:off!"},
		{"", "GOPROXY=\n", "goproxy-malformed:empty-stored!"},
		{"GOPROXY= ", "", "goproxy-malformed:empty-list!"},
		{"GOPROXY=direct,https://goproxy.cn", "", "note:ignored-after-direct"},
		{"GOPROXY=off,direct", "", "goproxy-off:off! note:ignored-after-off"},
		{"GOPROXY=https://a.example", "GOPROXY=https://b.example\n", "go-env-conflict:exported-hides-stored"},
		{"GOPROXY=https://a.example", "GOPROXY=https://a.example\n", ""},
		{"", "HTTPS_PROXY=http://p:1\n", "proxy-misleading:in-env-file"},
		{"GO111MODULE=off", "", "gopath-mode:off!"},
		{"GO111MODULE=auto", "", "gopath-mode:auto"},
		{"GO111MODULE=yes", "", "other-setting:unknown-value!"},
		{"GOFLAGS=-mod=mod -x", "", ""},
		{"GOFLAGS=mod=mod", "", "other-setting:non-flag!"},
		{"GOFLAGS=---x", "", "other-setting:non-flag!"},
		{"GOFLAGS=-nosuchflag", "", "other-setting:unknown-flag!"},
		{"GOFLAGS='-x", "", "other-setting:unterminated-quote!"},
		{"GOFLAGS='-ldflags=-s -w' -v", "", ""},
		{"GOFLAGS=-insecure", "", "other-setting:insecure-flag"},
		{"GOFLAGS=-mod=modd", "", "other-setting:mod-value"},
		{"GOFLAGS=-mod=", "", ""},
		{"GOTOOLCHAIN=latest", "", "other-setting:unknown-value!"},
		{"GOTOOLCHAIN=go1.22.0+always", "", "other-setting:unknown-suffix!"},
		{"GOTOOLCHAIN=go1.22.0+auto", "", ""},
		{"GOVCS=git", "", "other-setting:missing-colon"},
		{"GOVCS=*:git,", "", "other-setting:empty-entry"},
		{"GOVCS=:git", "", "other-setting:empty-pattern"},
		{"GOVCS=*:", "", "other-setting:empty-list"},
		{"GOVCS=*:git|", "", "other-setting:empty-name"},
		{"GOVCS=./x:git", "", "other-setting:relative-pattern"},
		{"GOVCS=a:git,a:hg", "", "other-setting:repeated-pattern"},
		{"GOVCS=public:git,private:all", "", ""},
		{"GOAUTH=netrc;", "", "other-setting:empty-command!"},
		{"GOAUTH=off;netrc", "", "other-setting:off-combined!"},
		{"GOAUTH=git", "", "other-setting:git-folder!"},
		{"GOAUTH=git /nonexistent/folder", "", "other-setting:git-folder!"},
		{"GOAUTH=off", "", ""},
		{"GOPRIVATE=a.example, b.example", "", "note:pattern-space"},
		{"GOPRIVATE=.corp.example", "", "note:pattern-dot"},
		{"GOPRIVATE=https://corp.example", "", "note:pattern-url"},
		{"GOPRIVATE=a.example;b.example", "", "note:pattern-separator"},
		{"GONOSUMDB=[a.example", "", "note:pattern-invalid"},
		{"GONOPROXY=!a.example", "", "note:pattern-negation"},
		{"GOINSECURE='a.example'", "", "note:pattern-quoted"},
		{"", "GOPRIVATE=corp.example\r\n", "note:pattern-space"},
		{"GOPRIVATE=*.corp.example/,x/*", "", ""},
		{"GOMODCACHE=rel", "", "other-setting:relative!"},
		{"GOPATH=rel", "", "other-setting:relative!"},
		{"GODEBUG=netdns=go,cmdgonetlimit=0", "", "other-setting:network-disabled!"},
		{"GODEBUG=netdns=go", "", ""},
		{"TMPDIR=/nonexistent/folder", "", "other-setting:missing-folder"},
		{"HOME=\nUSERPROFILE=", "", "other-setting:no-home!"},
	}
	for _, c := range cases {
		p := newPlace(t)
		p.write("home/env", c.stored)
		s := p.load(strings.Split(c.env, "\n")...)
		if got := summary(s.Problems); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.env, c.stored, got, c.want)
		}
		for _, problem := range s.Problems {
			if !slices.Contains(Reasons(), problem.Reason) {
				t.Errorf("%q is missing in Reasons", problem.Reason)
			}
			if problem.Source == FromEnvFile && problem.File != p.path("home/env") {
				t.Errorf("%q: file %q", c.stored, problem.File)
			}
		}
	}
}

func TestReasons(t *testing.T) {
	list := Reasons()
	if sorted := slices.Compact(slices.Sorted(slices.Values(list))); !slices.Equal(sorted, list) {
		t.Error("not sorted, or repeated")
	}
	for _, c := range goproxyCases {
		_, problems := ParseGOPROXY(c.value)
		for _, p := range problems {
			if !slices.Contains(list, p.Reason) {
				t.Errorf("%q is missing", p.Reason)
			}
		}
	}
}

// TestKnownFlags asks the go command itself: it names the first flag that no
// subcommand has.
func TestKnownFlags(t *testing.T) {
	goPath, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command")
	}
	var flags []string
	for name := range knownFlags {
		flags = append(flags, "-"+name+"=x")
	}
	p := newPlace(t)
	cmd := exec.Command(goPath, "version")
	cmd.Env = append(p.env("GOTOOLCHAIN=local"), "GOFLAGS="+strings.Join(flags, " "))
	out, _ := cmd.CombinedOutput()
	if strings.Contains(string(out), "unknown flag") {
		t.Errorf("%s", out)
	}
}

func TestAllowsVCS(t *testing.T) {
	cases := []struct {
		govcs, private, root, tool string
		want                       bool
	}{
		{"", "", "github.com/a/b", "git", true},
		{"", "", "example.com/a", "svn", false},
		{"", "example.com", "example.com/a", "svn", true},
		{"github.com:hg", "", "github.com/a/b", "git", false},
		{"private:off", "github.com", "github.com/a/b", "git", false},
		{"*:all", "", "github.com/a/b", "fossil", true},
		{"bad", "", "github.com/a/b", "git", false},
	}
	for _, c := range cases {
		p := newPlace(t)
		if got := p.load("GOVCS="+c.govcs, "GOPRIVATE="+c.private).AllowsVCS(c.root, c.tool); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
