package module

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/explain"
	"gomend/checks/route"
)

// DownloadOptions say how the real go command is run.
type DownloadOptions struct {
	Go     string       // path of the go command
	Module route.Module // without a version: the latest
	Env    []string     // the person's environment
	Flags  string       // GOFLAGS in force, also when they are stored with go env -w
	GoSum  []byte       // of the person's project; the module's lines are used
	// Toolchain is the GOTOOLCHAIN in force. It is switched off here, so that an
	// older go command than the module asks for is no failure unless it is local.
	Toolchain string
	TempDir   string // for throw-away folders; empty for the system's

	Trial   checks.Trial // how it differs from what a person would type
	Without []string     // variables taken out of the environment
	With    [][2]string  // variables put into it
}

// trialWait bounds a trial that everything waits for; go's word about a module
// that comes over a good network takes a second or two.
const trialWait = 6 * time.Second

const (
	downloadOutput = 64 << 10 // bytes of output that are kept
	downloadText   = 2 << 10  // bytes of DownloadFacts.Text
)

// Download lets the go command have its own word: it fetches one module into a
// throw-away module cache with the person's settings. Nothing waits for it.
func Download(opt DownloadOptions) checks.Check {
	target := opt.query()
	return checks.Check{
		ID: checks.KindGoDownload.Name(opt.Module.String()), Kind: checks.KindGoDownload, Target: opt.Module.String(),
		Command: "GOMODCACHE=$(mktemp -d) GOFLAGS=-modcacherw go mod download -x " + target,
		Linger:  true,
		Run: func(ctx context.Context, _ *checks.Input) checks.Result {
			return opt.run(ctx)
		},
	}
}

// Try is Download with something changed, to prove what the change is worth. It
// is waited for, up to a limit of its own.
func Try(opt DownloadOptions) checks.Check {
	c := Download(opt)
	c.ID += "/" + string(opt.Trial)
	c.Linger = false
	c.Run = func(ctx context.Context, _ *checks.Input) checks.Result {
		ctx, cancel := context.WithTimeout(ctx, trialWait)
		defer cancel()
		return opt.run(ctx)
	}
	return c
}

// cachedCommand reads all that the project needs from the module cache or the
// vendor folder alone. It writes nothing: the graph needs only the go.mod files,
// and that the cache holds the modules themselves has been looked at.
func cachedCommand(vendored bool) []string {
	if vendored {
		return []string{"list", "-deps", "./..."}
	}
	return []string{"mod", "graph"}
}

// Cached asks the go command whether it has all that the project in dir needs
// without fetching anything.
func Cached(opt DownloadOptions, dir string, vendored bool) checks.Check {
	argv := cachedCommand(vendored)
	return checks.Check{
		ID: checks.KindGoDownload.Name(string(checks.TrialCached)), Kind: checks.KindGoDownload, Target: "go.mod",
		Command: "GOPROXY=off go " + strings.Join(argv, " "),
		Run: func(ctx context.Context, _ *checks.Input) checks.Result {
			ctx, cancel := context.WithTimeout(ctx, trialWait)
			defer cancel()
			f := checks.DownloadFacts{Module: "all", Trial: checks.TrialCached}
			env := setEnv(setEnv(quietEnv(opt.Env), "GOPROXY", "off"), "GONOPROXY", "none")
			start := time.Now()
			out := run(ctx, dir, env, downloadOutput, opt.Go, argv...)
			f.Time = time.Since(start)
			printed := out.full && !vendored && out.stdout != "" // the graph comes when it is known, and may be long
			if f.OK = (out.code == 0 || printed) && ctx.Err() == nil; f.OK {
				return checks.Result{Status: checks.Pass, Facts: f}
			}
			return checks.Result{Status: checks.Skip, Facts: f} // it only means that something is to be fetched
		},
	}
}

// query is what go mod download is asked for.
func (opt DownloadOptions) query() string {
	if opt.Module.Version == "" {
		return opt.Module.Path + "@latest"
	}
	return opt.Module.String()
}

func (opt DownloadOptions) run(ctx context.Context) checks.Result {
	f := checks.DownloadFacts{Module: opt.Module.Path, Version: opt.Module.Version, Trial: opt.Trial}
	if len(opt.Without) > 0 {
		f.Setting = opt.Without[0]
	}
	dir, err := opt.prepare()
	if dir != "" {
		defer removeAll(dir)
	}
	if err != nil {
		f.Text = checks.Clean(err.Error())
		return checks.Result{Status: checks.Unknown, Code: checks.Classify(err), Facts: f}
	}
	start := time.Now()
	out := run(ctx, filepath.Join(dir, "app"), opt.environment(dir), downloadOutput, opt.Go, "mod", "download", "-json", opt.query())
	f.Time = time.Since(start)
	text := downloadError(out)
	switch {
	case ctx.Err() != nil:
		f.Killed = true
		return checks.Result{Status: checks.Unknown, Code: checks.Canceled, Facts: f}
	case out.full:
		f.Text = "more output than the go command ever prints"
		return checks.Result{Status: checks.Unknown, Code: checks.Garbage, Facts: f}
	case out.code == 0 && text == "" && !fetchedZip(out.stdout):
		f.Text = "go mod download succeeded and fetched nothing"
		return checks.Result{Status: checks.Unknown, Code: checks.Garbage, Facts: f}
	case out.code == 0 && text == "", opt.ownLimit(text):
		f.OK = true
		return checks.Result{Status: checks.Pass, Facts: f}
	}
	reading := explain.Read(text)
	f.Text, f.Cause, f.Host = cleanLines(explain.HideSecrets(text)), reading.Cause, reading.Host
	return checks.Result{Status: checks.Fail, Code: checks.GoFailed, Facts: f}
}

// prepare makes a module that requires nothing. Its go line is the oldest that
// every go command with modules by default reads without remarks.
func (opt DownloadOptions) prepare() (dir string, err error) {
	if dir, err = opt.makeFolder(); err != nil {
		return "", err
	}
	app := filepath.Join(dir, "app")
	if err := os.Mkdir(app, 0o700); err != nil {
		return dir, err
	}
	if err := os.WriteFile(filepath.Join(app, "go.mod"), []byte("module gomend.test\n\ngo 1.16\n"), 0o600); err != nil {
		return dir, err
	}
	return dir, os.WriteFile(filepath.Join(app, "go.sum"), sumLines(opt.GoSum, opt.Module), 0o600)
}

// makeFolder makes a folder that is thrown away, where that can be done: go mod
// download itself needs no temporary folder, and must not seem broken for want
// of one.
func (opt DownloadOptions) makeFolder() (dir string, err error) {
	places := []string{opt.TempDir, os.TempDir()}
	if cache, err := os.UserCacheDir(); err == nil {
		places = append(places, cache)
	}
	for _, place := range places {
		if place == "" {
			continue
		}
		if dir, err = os.MkdirTemp(place, "gomend-"); err == nil {
			return dir, nil
		}
	}
	return "", err
}

// sumLines are the lines of go.sum that vouch for a module.
func sumLines(gosum []byte, m route.Module) []byte {
	var kept bytes.Buffer
	for line := range bytes.Lines(gosum) {
		words := strings.Fields(string(line))
		if len(words) == 3 && words[0] == m.Path && (m.Version == "" || strings.TrimSuffix(words[1], "/go.mod") == m.Version) {
			kept.WriteString(strings.Join(words, " ") + "\n")
		}
	}
	return kept.Bytes()
}

// environment is the person's, except for what keeps this run apart from their
// module cache and workspace, and from any prompt.
func (opt DownloadOptions) environment(dir string) []string {
	env := quietEnv(opt.Env)
	for _, set := range [][2]string{
		{"GOMODCACHE", filepath.Join(dir, "mod")},
		{"GOFLAGS", downloadFlags(opt.Flags)},
		{"GOWORK", "off"},
		{"GOTOOLCHAIN", "local"},
		{"PWD", filepath.Join(dir, "app")},
	} {
		env = setEnv(env, set[0], set[1])
	}
	for _, name := range opt.Without {
		env = setEnv(env, name, "") // which counts as unset (cfg.go:Getenv)
	}
	for _, set := range opt.With {
		env = setEnv(env, set[0], set[1])
	}
	return env
}

// downloadFlags are the person's GOFLAGS without those that are about their own
// go.mod and vendor folder, and with -modcacherw, so that the throw-away module
// cache can be removed.
func downloadFlags(flags string) string {
	var kept []string
	for _, flag := range strings.Fields(flags) {
		name, _, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		switch name {
		case "mod", "modfile", "modcacherw", "overlay", "C":
		default:
			kept = append(kept, flag)
		}
	}
	return strings.Join(append(kept, "-modcacherw"), " ")
}

// downloadError is what the go command said: the Error of its JSON, or else its
// standard error.
func downloadError(out output) string {
	d := json.NewDecoder(strings.NewReader(out.stdout))
	for {
		var one struct{ Error string }
		if d.Decode(&one) != nil {
			break
		}
		if one.Error != "" {
			return one.Error
		}
	}
	if out.code == 0 {
		return ""
	}
	if text := strings.TrimSpace(out.stderr); text != "" {
		return text
	}
	if out.err != nil {
		return out.err.Error()
	}
	return "exit status"
}

// ownLimit is about an objection that the go command would not have without the
// GOTOOLCHAIN=local of this run; the module was fetched before it came up.
func (opt DownloadOptions) ownLimit(text string) bool {
	return strings.Contains(text, "requires go >=") && strings.Contains(text, "GOTOOLCHAIN=local") &&
		opt.Toolchain != "local" && opt.Toolchain != ""
}

// fetchedZip reports whether the answer of go mod download -json names a zip that
// is there: an exit status alone is no proof.
func fetchedZip(stdout string) bool {
	var one struct{ Zip string }
	if json.NewDecoder(strings.NewReader(stdout)).Decode(&one) != nil || one.Zip == "" {
		return false
	}
	_, err := os.Stat(one.Zip)
	return err == nil
}

// cleanLines cleans a text line by line and bounds it.
func cleanLines(text string) string {
	var lines []string
	size := 0
	for line := range strings.Lines(text) {
		line = checks.Clean(strings.TrimRight(line, "\r\n"))
		if size += len(line) + 1; size > downloadText {
			break
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// removeAll removes a throw-away folder, also where -modcacherw had no effect and
// its folders are read-only.
func removeAll(dir string) {
	if os.RemoveAll(dir) == nil {
		return
	}
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			os.Chmod(path, 0o700)
		}
		return nil
	})
	os.RemoveAll(dir)
}
