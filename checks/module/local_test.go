package module

import (
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/lab/executable"
	"gomend/checks/lab/gohome"
	"gomend/checks/route"
)

// script writes a program for the test into a folder and returns a PATH with it.
func script(t *testing.T, name, body string) (dir string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a POSIX shell")
	}
	dir = t.TempDir()
	if err := executable.Write(filepath.Join(dir, name), []byte("#!/bin/sh\n"+body)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestRepository(t *testing.T) {
	repo, _ := url.Parse("https://u:geheim@git.example/x.git")
	for _, c := range []struct {
		name, body string
		code       checks.Code
		cause      checks.Cause
	}{
		{"good", "echo 'd0c7a79 refs/heads/main'", "", ""},
		{"endless", "while :; do echo 'd0c7a79d0c7a79d0c7a79d0c7a79d0c7a79d0c7a79 refs/heads/main'; done", "", ""},
		{"a protocol that git's settings forbid", "echo \"fatal: transport 'https' not allowed\" >&2; exit 128", checks.Malformed, checks.CauseGitConfigBroken},
		{"a project that GitLab denies", "echo 'remote: You are not allowed to download code from this project.' >&2; echo \"fatal: unable to access 'https://git.example/x.git/': The requested URL returned error: 403\" >&2; exit 128", checks.StatusForbidden, checks.CauseGitAuthRequired},
		{"no credentials", "echo \"fatal: could not read Username for 'https://git.example': terminal prompts disabled\" >&2; exit 128", checks.AuthRequired, checks.CauseGitAuthRequired},
		{"host key", "echo 'Host key verification failed.' >&2; exit 128", checks.HostKey, checks.CauseGitHostKey},
		{"ssh key", "echo 'git@git.example: Permission denied (publickey).' >&2; echo 'fatal: Could not read from remote repository.' >&2; exit 128", checks.AccessDenied, checks.CauseGitSSHDenied},
		{"ssh missing", "echo 'error: cannot run ssh: No such file or directory' >&2; exit 128", checks.NotFound, checks.CauseVCSMissing},
		{"refused", "echo \"fatal: unable to access 'https://u:geheim@git.example/x.git/': Failed to connect to git.example port 443 after 2 ms: Couldn't connect to server\" >&2; exit 128", checks.Refused, ""},
		{"silent host", "echo \"fatal: Failed to connect to git.example port 443 after 133315 ms: Couldn't connect to server\" >&2; exit 128", checks.Timeout, ""},
		{"unknown host", "echo 'fatal: Could not resolve host: git.example' >&2; exit 128", checks.NXDomain, ""},
		{"proxy", "echo 'fatal: CONNECT tunnel failed, response 407' >&2; exit 128", checks.ProxyAuth, ""},
		{"absent", "echo \"fatal: repository 'https://git.example/x.git/' not found\" >&2; exit 128", checks.StatusNotFound, ""},
		{"garbage", "head -c 3000 /dev/urandom >&2; exit 3", checks.RepositoryFault, ""},
		{"asks", "read answer && exit 1; test \"$GIT_TERMINAL_PROMPT$LC_ALL$GCM_INTERACTIVE\" = 0Cnever", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := script(t, "git", c.body)
			r := route.Route{ID: "vcs-1", URL: repo, Tool: "git"}
			check := Repository(r, quote, []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "GIT_TERMINAL_PROMPT=1"}, nil)
			got := perform(t, checks.NewBoard(), check)
			if got.Code != c.code || got.Cause != c.cause {
				t.Errorf("got %q %q: %+v", got.Code, got.Cause, got.Facts)
			}
			shown := check.Command + check.Target
			for _, e := range got.Facts.Evidence() {
				shown += e.Value
			}
			if strings.Contains(shown, "geheim") {
				t.Errorf("a secret is shown: %s", shown)
			}
		})
	}
	r := route.Route{ID: "vcs-1", URL: repo, Tool: "hg"}
	if got := perform(t, checks.NewBoard(), Repository(r, quote, []string{"PATH=" + t.TempDir()}, nil)); got.Cause != checks.CauseVCSMissing {
		t.Errorf("missing program: %+v", got)
	}
}

func download(t *testing.T, goBody string, ctx context.Context) (checks.Result, string) {
	t.Helper()
	temp := t.TempDir()
	opt := DownloadOptions{
		Go: filepath.Join(script(t, "go", goBody), "go"), Module: quote, TempDir: temp,
		Env:   []string{"PATH=" + os.Getenv("PATH"), "HOME=" + temp, "GOFLAGS=-mod=vendor", "GOTOOLCHAIN=auto"},
		Flags: "-mod=vendor -v -modfile=x.mod", Toolchain: "auto",
		GoSum: []byte("rsc.io/quote v1.5.2 h1:a=\nrsc.io/quote v1.5.2/go.mod h1:b=\nrsc.io/quote v1.5.1 h1:c=\nrsc.io/other v1.0.0 h1:d=\n"),
	}
	check := Download(opt)
	if !check.Linger || check.ID != "go-download/rsc.io/quote@v1.5.2" {
		t.Errorf("check %+v", check)
	}
	r := check.Run(ctx, checks.NewInput(checks.NewBoard(), check))
	if got, ok := r.Value.(fetched); ok {
		got.Close()
	}
	left, _ := os.ReadDir(temp)
	for _, entry := range left {
		t.Errorf("%s is left", entry.Name())
	}
	return r, temp
}

func TestDownload(t *testing.T) {
	for _, c := range []struct {
		name, body string
		status     checks.Status
		text, host string
		cause      checks.Cause
	}{
		{"good", `test "$GOFLAGS|$GOWORK|$GOTOOLCHAIN|$*" = "-v -modcacherw|off|local|mod download -json rsc.io/quote@v1.5.2" || exit 1
			test $(wc -l <go.sum) = 2 || exit 1
			mkdir -p $GOMODCACHE/rsc.io/quote && chmod 500 $GOMODCACHE/rsc.io/quote
			touch $GOMODCACHE/quote.zip; echo "{\"Path\":\"rsc.io/quote\",\"Zip\":\"$GOMODCACHE/quote.zip\"}"`, checks.Pass, "", "", ""},
		{"success, and nothing fetched", `exit 0`, checks.Unknown, "fetched nothing", "", ""},
		{"success, and garbage", `echo '{"Zip":"/nowhere/quote.zip"}'`, checks.Unknown, "fetched nothing", "", ""},
		{"refused", `echo '{"Error":"rsc.io/quote@v1.5.2: Get \"https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info\": dial tcp 192.0.2.10:443: connect: connection refused"}'; exit 1`,
			checks.Fail, "connection refused", "proxy.golang.org", checks.CauseTCPRefused},
		{"fatal", `echo 'go: GOTOOLCHAIN is odd' >&2; exit 2`, checks.Fail, "GOTOOLCHAIN is odd", "", ""},
		{"secret", `echo 'go: git ls-remote https://me:geheim@git.example/x: exit status 128' >&2; exit 1`, checks.Fail, "me:xxxxx@git.example", "git.example", ""},
		{"our own limit", `echo '{"Error":"rsc.io/quote@v1.5.2 requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)"}'; exit 1`, checks.Pass, "", "", ""},
		{"garbage", `head -c 9000 /dev/urandom; exit 7`, checks.Fail, "exit status 7", "", ""},
		{"silent failure", `exit 1`, checks.Fail, "exit status 1", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _ := download(t, c.body, t.Context())
			f := r.Facts.(checks.DownloadFacts)
			if r.Status != c.status || f.OK != (c.status == checks.Pass) || !strings.Contains(f.Text, c.text) || f.Cause != c.cause || f.Host != c.host {
				t.Errorf("got %s, %+v", r.Status, f)
			}
			if strings.Contains(f.Text, "geheim") || len(f.Text) > downloadText {
				t.Errorf("text %q", f.Text)
			}
		})
	}
}

func TestDownloadEndsWithTheRun(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{"hang": "sleep 60", "flood": "yes | head -c 100000000; sleep 60"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			start := time.Now()
			r, _ := download(t, body, ctx)
			if f := r.Facts.(checks.DownloadFacts); name == "hang" && !f.Killed || r.Status.OK() || time.Since(start) > 20*time.Second {
				t.Errorf("got %+v after %s", r, time.Since(start))
			}
		})
	}
}

// TestDownloadByTheRealGo: a file:// proxy without a network.
func TestDownloadByTheRealGo(t *testing.T) {
	program, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command")
	}
	home := gohome.New(t)
	opt := DownloadOptions{Go: program, Module: quote, TempDir: t.TempDir(), Env: []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "GOENV=off", "GOCACHE=" + home, "GOPATH=" + home,
		"GOPROXY=file:///nonexistent", "GOSUMDB=off", "GOFLAGS=-modcacherw",
	}}
	check := Download(opt)
	f := perform(t, checks.NewBoard(), check).Facts.(checks.DownloadFacts)
	if f.OK || f.Cause != checks.CauseModuleNotFound {
		t.Errorf("got %+v", f)
	}
}

func TestSettings(t *testing.T) {
	problem := func(kind route.ProblemKind, fatal bool) route.Problem {
		return route.Problem{Name: "X", Kind: kind, Fatal: fatal}
	}
	for _, c := range []struct {
		name      string
		problems  []route.Problem
		goes, via checks.Status
		cause     checks.Cause
	}{
		{"none", nil, checks.Pass, checks.Pass, ""},
		{"a note", []route.Problem{problem(route.Note, false)}, checks.Pass, checks.Pass, ""},
		{"misleading", []route.Problem{problem(route.EnvConflict, false)}, checks.Warn, checks.Pass, ""},
		{"proxy", []route.Problem{problem(route.ProxyMisleading, false)}, checks.Pass, checks.Warn, ""},
		{"off", []route.Problem{problem(route.EnvConflict, false), problem(route.GoproxyOff, true)}, checks.Fail, checks.Pass, checks.CauseGOPROXYOff},
		{"malformed", []route.Problem{problem(route.GoproxyMalformed, true), problem(route.GosumdbMalformed, true)}, checks.Fail, checks.Pass, checks.CauseGOPROXYMalformed},
		{"bad proxy", []route.Problem{problem(route.ProxyMalformed, true)}, checks.Pass, checks.Fail, ""},
	} {
		settings := perform(t, checks.NewBoard(), Settings(c.problems))
		proxies := perform(t, checks.NewBoard(), ProxySettings(c.problems))
		if settings.Status != c.goes || settings.Cause != c.cause || proxies.Status != c.via {
			t.Errorf("%s: %s %q, proxies %s", c.name, settings.Status, settings.Cause, proxies.Status)
		}
	}
	both := perform(t, checks.NewBoard(), Settings([]route.Problem{problem(route.GoproxyMalformed, true), problem(route.Note, false), problem(route.GosumdbMalformed, true)}))
	if f := both.Facts.(checks.SettingsFacts); !slices.Equal(f.Causes, []checks.Cause{checks.CauseGOPROXYMalformed, checks.CauseGOSUMDBMalformed}) {
		t.Errorf("of two, %q", f.Causes)
	}
	if r := perform(t, checks.NewBoard(), ProxySettings([]route.Problem{problem(route.ProxyMalformed, true)})); r.Cause != checks.CauseProxyMalformed {
		t.Errorf("got %q", r.Cause)
	}
}

func TestGoCommand(t *testing.T) {
	for code, want := range map[checks.Code]checks.Status{
		checks.OK: checks.Pass, checks.NotFound: checks.Fail, checks.Timeout: checks.Unknown, checks.Garbage: checks.Fail, checks.GoFailed: checks.Fail,
	} {
		r := perform(t, checks.NewBoard(), GoCommand(checks.GoFacts{Code: code}))
		if r.Status != want || (r.Cause == checks.CauseGoMissing) != (code == checks.NotFound) {
			t.Errorf("%q: %s %q", code, r.Status, r.Cause)
		}
	}
}

func TestCache(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	links := t.TempDir()
	there, gone := filepath.Join(links, "there"), filepath.Join(links, "gone")
	if err := errors.Join(os.Symlink(dir, there), os.Symlink(filepath.Join(links, "nowhere"), gone)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, path string
		want       checks.Cause
	}{
		{"there", dir, ""},
		{"not there yet", filepath.Join(dir, "a", "b"), ""},
		{"a file", file, checks.CauseModCacheUnwritable},
		{"a link to a folder", there, ""},
		{"a link to a disk that is gone", gone, checks.CauseModCacheUnwritable},
		{"below a link to a disk that is gone", filepath.Join(gone, "mod"), checks.CauseModCacheUnwritable},
	} {
		if r := perform(t, checks.NewBoard(), Cache(c.path, quote)); r.Cause != c.want || r.Status.OK() != (c.want == "") {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
	for _, path := range []string{"cache", ""} { // the settings' fault
		if r := perform(t, checks.NewBoard(), Cache(path, quote)); r.Cause != "" || r.Code != checks.Malformed || r.Status.OK() {
			t.Errorf("%q: %+v", path, r)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	if os.Getuid() > 0 {
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		r := perform(t, checks.NewBoard(), Cache(dir, quote))
		if f := r.Facts.(checks.CacheFacts); r.Code != checks.Permission || f.Owner == "" {
			t.Errorf("read-only: %+v", r)
		}
		os.Chmod(dir, 0o700)
	}
	if runtime.GOOS == "linux" {
		if r := perform(t, checks.NewBoard(), Cache("/proc/cache", quote)); r.Status != checks.Fail {
			t.Errorf("/proc: %+v", r)
		}
	}
}

func TestDiskSpace(t *testing.T) {
	r := perform(t, checks.NewBoard(), DiskSpace([]string{filepath.Join(t.TempDir(), "a", "b")}))
	if f := r.Facts.(checks.CacheFacts); !f.Known || f.Free == 0 {
		t.Errorf("got %+v", r)
	}
	if runtime.GOOS == "linux" && exists("/dev/full") {
		if code := writeCode(os.WriteFile("/dev/full", []byte("x"), 0)); code != checks.NoSpace {
			t.Errorf("a full device: %q", code)
		}
	}
}

func FuzzJudge(f *testing.F) {
	f.Add("{\"Version\":\"v1.5.2\"}", 200)
	f.Add("<html>", 404)
	f.Add("1\nx v1 h1:\n\ngo.sum database tree\n", 200)
	f.Fuzz(func(t *testing.T, body string, status int) {
		a := Answer{URL: &url.URL{Scheme: "https", Host: "x"}, Status: status, Body: []byte(body), Header: map[string][]string{"Content-Type": {"text/plain"}}}
		for want := WantInfo; want <= WantPage; want++ {
			code := Judge(want, quote, a)
			question{want: want}.causeOf(a, code, false)
			facts(a.URL, route.Route{}, a, code).Evidence()
		}
		checkRecord(a.Body, quote, "sum.golang.org")
	})
}
