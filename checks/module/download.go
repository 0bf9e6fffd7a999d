package module

import (
	"cmp"
	"context"
	"encoding/json"
	"net/netip"
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
	Cache     string // GOMODCACHE, of which the file system matters

	Trial   checks.Trial // how it differs from what a person would type
	Without []string     // variables taken out of the environment
	With    [][2]string  // variables put into it

	Wait time.Duration // that a trial may take on a fast line; 0 for what a small module needs
}

// trialWait bounds a trial that everything waits for; go's word about a module
// that comes over a good network takes a second or two.
const trialWait = 6 * time.Second

const (
	downloadOutput = 64 << 10 // bytes of output that are kept
	downloadText   = 2 << 10  // bytes of DownloadFacts.Text
)

// Download lets the go command have its own word: it fetches one module into a
// throw-away module cache with the person's settings. Nothing waits for it. The
// value of its result is what was fetched, until the run ends.
func Download(opt DownloadOptions) checks.Check {
	target := opt.query()
	return checks.Check{
		ID: checks.KindGoDownload.Name(opt.Module.String()), Kind: checks.KindGoDownload, Target: opt.Module.String(),
		Command: "GOMODCACHE=$(mktemp -d) GOFLAGS=-modcacherw go mod download -x " + target,
		Linger:  true,
		Run:     opt.run,
	}
}

// Try is Download with something changed, to prove what the change is worth. It
// is waited for, up to a limit of its own.
func Try(opt DownloadOptions) checks.Check {
	c := Download(opt)
	c.ID += "/" + string(opt.Trial)
	c.Linger = false
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		rtt, _ := in.RTT()
		ctx, cancel := context.WithTimeout(ctx, checks.OnThisLine(cmp.Or(opt.Wait, trialWait), rtt))
		defer cancel()
		r := opt.run(ctx, in)
		if got, ok := r.Value.(fetched); ok {
			r.Value = nil
			got.Close()
		}
		return r
	}
	return c
}

// cachedCommand reads all that the project needs from the module cache or the
// vendor folder alone. It writes nothing: the graph needs only the go.mod files,
// and that the cache holds the modules themselves has been looked at.
func cachedCommand(packages bool) []string {
	if packages {
		return []string{"list", "-deps", "./..."}
	}
	return []string{"mod", "graph"}
}

// Cached asks the go command whether it has all that the project in dir needs
// without fetching anything: all modules of the graph, or, where packages is set,
// all that the packages in dir import.
func Cached(opt DownloadOptions, dir string, packages bool) checks.Check {
	argv := cachedCommand(packages)
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
			printed := out.full && !packages && out.stdout != "" // the graph comes when it is known, and may be long
			empty := packages && out.stdout == ""                // a folder without code is about to get some
			if f.OK = (out.code == 0 && !empty || printed) && ctx.Err() == nil; f.OK {
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

func (opt DownloadOptions) run(ctx context.Context, in *checks.Input) checks.Result {
	f := checks.DownloadFacts{Module: opt.Module.Path, Version: opt.Module.Version, Trial: opt.Trial}
	if len(opt.Without) > 0 {
		f.Setting = opt.Without[0]
	}
	dir, err := opt.prepare()
	kept := false
	defer func() {
		if dir != "" && !kept {
			removeAll(dir)
		}
	}()
	if err != nil {
		f.Text = checks.Clean(err.Error())
		return checks.Result{Status: checks.Unknown, Code: checks.Classify(err), Facts: f}
	}
	start := time.Now()
	t := watchTransfer(ctx, in, filepath.Join(dir, "mod"), opt.Module)
	out := run(t.ctx, filepath.Join(dir, "app"), opt.environment(dir), downloadOutput, opt.Go, "mod", "download", "-json", opt.query())
	f.Bytes, f.Total, f.Stalled = t.end()
	f.Time = time.Since(start)
	text := downloadError(out)
	switch {
	case f.Stalled:
		f.Cause = checks.CauseTransferCut
		return checks.Result{Status: checks.Fail, Code: checks.Timeout, Facts: f}
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
		f.OK, f.Room, kept = true, roomTaken(filepath.Join(dir, "mod")), true
		return checks.Result{Status: checks.Pass, Facts: f, Value: fetched{dir, opt.Module}}
	}
	reading := explain.Read(text)
	if !reading.Found { // the JSON leaves out what go begins its errors with
		reading = explain.Read("go: " + text)
	}
	f.Text, f.Cause, f.Host = cleanLines(explain.HideSecrets(text)), reading.Cause, reading.Host
	if at, err := netip.ParseAddrPort(reading.Address); err == nil {
		f.Dialled = at.Addr()
	}
	f.Plain = reading.Confidence == checks.Certain
	if f.Cause == checks.CauseDiskFull && !sameDevice(dir, opt.Cache) {
		return checks.Result{Status: checks.Unknown, Code: checks.NoSpace, Facts: f} // of the place for throw-away folders only
	}
	return checks.Result{Status: checks.Fail, Code: checks.GoFailed, Facts: f}
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
