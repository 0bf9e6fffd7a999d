package module

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

const projectMod = "module example.com/app\n\ngo 1.21\n\nrequire rsc.io/quote v1.5.2\n"

// project runs Project with a go command that is a shell script.
func project(t *testing.T, body string, cached map[string]string) checks.Result {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	gomod := filepath.Join(dir, "app", "go.mod")
	write(t, gomod, projectMod)
	write(t, filepath.Join(dir, "app", "go.sum"), "rsc.io/quote v1.5.2/go.mod h1:b=\n")
	cache := filepath.Join(dir, "cache")
	for name, content := range cached {
		write(t, filepath.Join(cache, filepath.FromSlash(name)), content)
	}
	temp := filepath.Join(dir, "temp")
	if err := os.Mkdir(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	check := Project(ProjectOptions{
		DownloadOptions: DownloadOptions{
			Go: filepath.Join(script(t, "go", body), "go"), TempDir: temp, Cache: cache, Toolchain: "auto",
			Env: []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir}, GoSum: []byte("golang.org/x/text v0.3.0/go.mod h1:c=\n"),
		},
		Files: route.Project{File: gomod}, Required: []route.Module{quote},
	})
	r := check.Run(t.Context(), checks.NewInput(checks.NewBoard(), check))
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("%s is left", left[0].Name())
	}
	return r
}

func TestProject(t *testing.T) {
	mismatch := `echo 'verifying rsc.io/quote@v1.5.2: checksum mismatch' >&2; exit 1`
	zip := "cache/download/rsc.io/quote/@v/v1.5.2.zip"
	for _, c := range []struct {
		name, body string
		cached     map[string]string
		status     checks.Status
		module     string
		cause      checks.Cause
	}{
		{"all there", `test "$GOWORK|$GOTOOLCHAIN" = "off|local" || exit 1
			case "$*" in "mod download -json -modfile="*/go.mod) ;; *) exit 1;; esac
			copy=${4#-modfile=}; test -s $copy && test -s ${copy%.mod}.sum && test $(basename $PWD) = app`, nil, checks.Pass, "all", ""},
		{"one is refused", `printf '{"Path":"rsc.io/a","Version":"v1.0.0","Zip":"x"}\n{"Path":"rsc.io/b","Version":"v1.1.0","Error":"rsc.io/b@v1.1.0: reading https://p.example/b.zip: 429 Too Many Requests"}\n'; exit 1`,
			nil, checks.Fail, "rsc.io/b", checks.CauseGOPROXYRateLimited},
		{"the graph", `echo 'go: rsc.io/b@v1.1.0: reading https://p.example/rsc.io/b/@v/v1.1.0.mod: 502 Bad Gateway' >&2; exit 1`, nil, checks.Fail, "rsc.io/b", checks.CauseGOPROXYServerError},
		{"what is cached is lent", `test -L $GOMODCACHE/cache/download/rsc.io/quote/@v/v1.5.2.zip && test -L $GOMODCACHE/cache/download/golang.org/x/text/@v/v0.3.0.mod`,
			map[string]string{zip: "z", "cache/download/golang.org/x/text/@v/v0.3.0.mod": "m"}, checks.Pass, "all", ""},
		{"another zip comes", mismatch, nil, checks.Fail, "rsc.io/quote", checks.CauseChecksumMismatch},
		{"another zip is cached", mismatch, map[string]string{zip: "z"}, checks.Fail, "rsc.io/quote", checks.CauseModCacheCorrupt},
		{"our own limit", `echo 'go: rsc.io/a@v1.0.0 requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)' >&2; exit 1`, nil, checks.Pass, "all", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := project(t, c.body, c.cached)
			f := r.Facts.(checks.DownloadFacts)
			if r.Status != c.status || f.Module != c.module || f.Cause != c.cause || f.OK != (c.status == checks.Pass) || f.Trial != checks.TrialProject {
				t.Errorf("got %s, %+v", r.Status, f)
			}
		})
	}
}

// TestProjectIsWatched: what ends the watch over a project's download, and when.
func TestProjectIsWatched(t *testing.T) {
	for _, c := range []struct {
		about string
		size  int  // of the zip so far
		grow  bool // more of it comes
		open  bool // it is not complete
		why   error
		after time.Duration
	}{
		{"a zip comes for long", 100, true, true, errEnough, projectWait},
		{"a zip stops", 100, false, true, errStalled, fetchStall},
		{"a zip does not begin", 0, false, true, errNothing, projectSilence},
		{"all is there", 100, false, false, errEnough, projectWait},
	} {
		t.Run(c.about, func(t *testing.T) {
			cache := t.TempDir()
			name := filepath.Join(cache, "cache/download/example.com/!big/@v/v1.0.0.zip")
			if c.open {
				name += "7.tmp"
			}
			write(t, name, strings.Repeat("z", c.size))
			synctest.Test(t, func(t *testing.T) {
				w := watchProject(t.Context(), checks.NewInput(checks.NewBoard(), checks.Check{}), cache)
				start := time.Now()
				for w.ctx.Err() == nil && time.Since(start) < time.Minute {
					time.Sleep(lookEvery)
					if c.grow {
						grow(t, name)
					}
				}
				took := time.Since(start)
				m, why := w.end()
				named := m == route.Module{Path: "example.com/Big", Version: "v1.0.0"}
				if why != c.why || named != (c.why != errEnough) || took < c.after || took > c.after+2*time.Second {
					t.Errorf("%v after %s, of %v", why, took, m)
				}
			})
		})
	}
}

// grow adds a byte to a file, which never looks shorter meanwhile.
func grow(t *testing.T, name string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Write([]byte("z")); err != nil {
		t.Fatal(err)
	}
}

// TestRoom: what go fetched must fit where it is to go.
func TestRoom(t *testing.T) {
	cache := t.TempDir()
	for _, c := range []struct {
		name  string
		room  checks.Room
		cause checks.Cause
	}{
		{"nothing fetched", checks.Room{}, ""},
		{"it fits", checks.Room{Bytes: 1, Files: 1}, ""},
		{"it does not", checks.Room{Bytes: 1 << 62, Files: 1}, checks.CauseDiskFull},
	} {
		b := checks.NewBoard()
		b.Put(checks.Result{Check: checks.Check{ID: "d", Kind: checks.KindGoDownload}, Status: checks.Pass, Facts: checks.DownloadFacts{OK: true, Room: c.room}})
		if r := perform(t, b, Room(filepath.Join(cache, "mod"), nil)); r.Cause != c.cause {
			t.Errorf("%s: %s %q", c.name, r.Status, r.Cause)
		}
	}
}
