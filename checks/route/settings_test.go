package route

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"gomend/checks/lab/executable"
	"gomend/checks/lab/gohome"
)

// place is a folder, a home and a go installation for one test.
type place struct {
	t    *testing.T
	root string
}

func newPlace(t *testing.T) place {
	p := place{t, t.TempDir()}
	p.write("work/README", "")
	gohome.Quiet(t, p.path("home/.config"))
	return p
}

func (p place) path(name string) string { return filepath.Join(p.root, filepath.FromSlash(name)) }

func (p place) write(name, content string) {
	p.t.Helper()
	file := p.path(name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := executable.Write(file, []byte(content)); err != nil {
		p.t.Fatal(err)
	}
}

// env is an environment without a go command, changed by these variables.
func (p place) env(more ...string) []string {
	return append([]string{"HOME=" + p.path("home"), "USERPROFILE=" + p.path("home"), "GOENV=" + p.path("home/env"), "PATH=" + p.path("bin")}, more...)
}

func (p place) load(more ...string) *Settings {
	p.t.Helper()
	s, err := Load(context.Background(), LoadOptions{Dir: p.path("work"), Env: p.env(more...)})
	if err != nil {
		p.t.Fatal(err)
	}
	return s
}

func (p place) want(s *Settings, name, value string, source Source) {
	p.t.Helper()
	if v, src := s.Get(name); v != value || src != source {
		p.t.Errorf("%s = %q from %s, want %q from %s", name, v, src, value, source)
	}
}

// TestPrecedence works without a go command.
func TestPrecedence(t *testing.T) {
	p := newPlace(t)
	p.write("goroot/go.env", "# comment\nGOPROXY=https://root.example\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=local\n")
	p.write("goroot/VERSION", "go1.26.3\ntime 2026-01-01T00:00:00Z\n")
	p.write("home/env", "GOPROXY=https://one.example\nGOPROXY=https://user.example\nGOSUMDB=\nGOAUTH=\nGOPRIVATE = x\nexport GOVCS=y\n#GOFLAGS=z\nHTTPS_PROXY=http://p:1\n")
	root := "GOROOT=" + p.path("goroot")
	s := p.load(root, "GOPROXY=", "GOINSECURE=a.example")
	if s.GoState != GoMissing || s.GoVersion != "go1.26.3" {
		t.Errorf("%s %s", s.GoState, s.GoVersion)
	}
	p.want(s, "GOPROXY", "https://user.example", FromEnvFile)
	p.want(s, "GOSUMDB", "", FromEnvFile)
	p.want(s, "GOAUTH", "netrc", FromDefault)
	p.want(s, "GOPRIVATE", "", FromDefault)
	p.want(s, "GOVCS", "", FromDefault)
	p.want(s, "GOTOOLCHAIN", "local", FromGoEnv)
	p.want(s, "GOINSECURE", "a.example", FromEnvironment)
	p.want(s, "HTTPS_PROXY", "", FromDefault)
	p.want(s, "GOMODCACHE", p.path("home/go/pkg/mod"), FromDefault)
	p.want(s, "GOMOD", os.DevNull, FromDefault)
	if got := summary(s.Problems); got != "gosumdb-malformed:empty-stored! proxy-misleading:in-env-file" {
		t.Error(got)
	}
	p.want(p.load(root, "GOENV=off"), "GOPROXY", "https://root.example", FromGoEnv)
	p.want(p.load("GOENV=off"), "GOPROXY", "https://proxy.golang.org,direct", FromDefault)
	p.want(p.load(root, "GOPRIVATE=corp.example"), "GONOPROXY", "corp.example", FromDefault)
}

func TestUserFile(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the places of Linux")
	}
	cases := []struct {
		env  environ
		want string
	}{
		{environ{"HOME": "/h"}, "/h/.config/go/env"},
		{environ{"HOME": "/h", "XDG_CONFIG_HOME": "/x"}, "/x/go/env"},
		{environ{"HOME": "/h", "XDG_CONFIG_HOME": "x"}, ""},
		{environ{"HOME": "/h", "GOENV": "off"}, ""},
		{environ{"GOENV": "/e"}, "/e"},
		{environ{}, ""},
	}
	for _, c := range cases {
		if got := userFile(c.env); got != c.want {
			t.Errorf("%v: %q, want %q", c.env, got, c.want)
		}
	}
}

// TestOddGo meets go commands that do not do what one does.
func TestOddGo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	cases := []struct {
		name, script string
		state        GoState
	}{
		{"garbage", "echo hello", GoGarbage},
		{"empty object", "echo '{}'", GoGarbage},
		{"wrong types", `echo '{"GOROOT": 1}'`, GoGarbage},
		{"endless garbage", "exec cat /dev/zero", GoGarbage},
		{"fails", "echo >&2; echo 'go: cannot find \033[1mGOROOT' >&2; exit 2", GoFailed},
		{"not executable format", "\x00\x01", GoFailed},
		{"child keeps the output", "sleep 60 & echo x", GoGarbage},
		{"banner", `echo banner; echo '{"GOROOT": "/x", "GOVERSION": "go1.22.1", "GOPROXY": "https://b.example"}'`, GoFound},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.write("bin/go", "#!/bin/sh\n"+c.script+"\n")
			start := time.Now()
			s := p.load("GOPROXY=https://a.example", "PATH="+p.path("bin")+":/usr/bin:/bin")
			if took := time.Since(start); took > 20*time.Second { // none of them is waited for
				t.Errorf("took %v", took)
			}
			if s.GoState != c.state || s.GoPath != p.path("bin/go") || strings.Contains(s.GoDetail, "\033") {
				t.Errorf("%s %s %q", s.GoState, s.GoPath, s.GoDetail)
			}
			mods, err := Modules(s, "")
			if err != nil || len(MakePlan(s, mods).Routes) == 0 {
				t.Errorf("no routes: %v", err)
			}
		})
	}
}

// TestHungGo shortens the wait by the caller's own deadline.
func TestHungGo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	t.Parallel()
	p := newPlace(t)
	p.write("bin/go", "#!/bin/sh\ntrap '' TERM\nsleep 30\n")
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	command := goCommand{p.path("bin/go"), p.path("work"), p.env("PATH=/usr/bin:/bin")}
	start := time.Now()
	if _, state, _ := command.settings(ctx, goSettings); state != GoHung {
		t.Error(state)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	if _, err := Load(ctx, LoadOptions{Dir: p.path("work"), Env: p.env()}); err == nil {
		t.Error("no error after the deadline")
	}
}

func TestLoadErrors(t *testing.T) {
	p := newPlace(t)
	for _, dir := range []string{p.path("nowhere"), p.path("work/README")} {
		if _, err := Load(t.Context(), LoadOptions{Dir: dir, Env: p.env()}); err == nil {
			t.Errorf("%s: no error", dir)
		}
	}
}

// TestSameAsGoEnv compares what we work out without go with what go says.
func TestSameAsGoEnv(t *testing.T) {
	goPath, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command")
	}
	p := newPlace(t)
	p.write("work/sub/README", "")
	p.write("work/go.mod", "module x\ngo 1.99\n")
	p.write("go.work", "go 1.21\nuse ./work\n")
	p.write("home/env", "GOPROXY=https://user.example\r\nGOFLAGS=-x\nGOPRIVATE=corp.example\nGOSUMDB=\nGONOPROXY=\nGOAUTH=\nGOPATH="+p.path("gp")+"\n")
	for _, more := range [][]string{
		{}, {"GOPROXY=x"}, {"GOENV=off"}, {"GOWORK=off"}, {"GOPATH=" + p.path("a") + string(filepath.ListSeparator) + p.path("b")},
		{"GOMODCACHE=" + p.path("cache")}, {"GO111MODULE=auto", "GONOSUMDB=y"}, {"GOTOOLCHAIN=go1.22.0+auto"},
	} {
		env := p.env(append(more, "GOROOT="+os.Getenv("GOROOT"))...)
		asked, err := Load(t.Context(), LoadOptions{Dir: p.path("work/sub"), Env: env, Go: goPath})
		if err != nil || asked.GoState != GoFound {
			t.Fatal(err, asked)
		}
		own := &Settings{Dir: asked.Dir, layers: asked.layers, GoPath: goPath}
		for _, name := range goSettings {
			if name == "GOENV" || name == "GOROOT" && os.Getenv("GOROOT") == "" {
				continue // go env shows an empty GOENV for "off"; GOROOT is built into go
			}
			if name == "GOVERSION" {
				own.answers = map[string]string{"GOROOT": asked.value("GOROOT")}
			}
			if got, want := own.value(name), asked.value(name); got != want {
				t.Errorf("%v: %s = %q, go says %q", more, name, got, want)
			}
			own.answers = nil
		}
	}
}

func TestReportShowsNoSecret(t *testing.T) {
	p := newPlace(t)
	s := p.load("GOPROXY=https://me:sesame@a.example,direct", "HTTPS_PROXY=http://me:sesa#me@p:1", "https_proxy=x:sesame@p",
		"GOSUMDB=sum.golang.org https://me:sesame@a.example/sumdb/sum.golang.org", "GOFLAGS=-x")
	mods, _ := Modules(s, "")
	plan := MakePlan(s, mods)
	var shown []string
	for _, v := range s.Env {
		shown = append(shown, v)
	}
	for _, problem := range slices.Concat(s.Problems, plan.Problems) {
		shown = append(shown, problem.Value)
	}
	for _, r := range plan.Routes {
		shown = append(shown, r.Display(), r.Via.String())
	}
	for _, text := range shown {
		if strings.Contains(text, "sesa") {
			t.Errorf("shows a password: %s", text)
		}
	}
}

func BenchmarkLoadWithoutGo(b *testing.B) {
	root := b.TempDir()
	env := []string{"HOME=" + root, "PATH="}
	for b.Loop() {
		s, err := Load(b.Context(), LoadOptions{Dir: ".", Env: env})
		if err != nil {
			b.Fatal(err)
		}
		mods, err := Modules(s, "")
		if err != nil {
			b.Fatal(err)
		}
		MakePlan(s, mods)
	}
}
