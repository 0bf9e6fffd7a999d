package module

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/explain"
	"gomend/checks/route"
)

// ProjectOptions say how the go command is run on a whole project.
type ProjectOptions struct {
	DownloadOptions                // Module stays empty
	Files           route.Project  // what says which modules are needed
	Required        []route.Module // by the project, for what the module cache holds of them
	Needs           []string       // downloads of single modules, which show whether it is worth while
}

const (
	projectOutput = 4 << 20         // bytes of output that are kept: about 600 for a module
	projectWait   = 8 * time.Second // of files that come: the rest is taken for granted
)

// Project lets the go command fetch all that it needs for the project, as go mod
// download without arguments does, beside the module cache and go.sum: one module
// that arrives says nothing of the others. It is given up after projectWait, later
// on a slow line.
func Project(opt ProjectOptions) checks.Check {
	return checks.Check{
		ID: checks.KindGoDownload.Name(string(checks.TrialProject)), Kind: checks.KindGoDownload, Target: filepath.Base(opt.Files.File),
		Command: "go mod download -x", Needs: opt.Needs, Linger: true,
		Run: opt.run,
	}
}

func (opt ProjectOptions) run(ctx context.Context, in *checks.Input) checks.Result {
	dir, err := opt.makeFolder()
	if err != nil {
		return checks.Result{Status: checks.Skip}
	}
	defer removeAll(dir)
	cache := filepath.Join(dir, "mod")
	argv, env, err := opt.command(dir, cache)
	if err != nil {
		return checks.Result{Status: checks.Skip}
	}
	linked := linkCache(opt.Cache, cache, opt.Required)
	linkMods(opt.Cache, cache, vouchedFor(opt.GoSum), linked)
	for _, id := range opt.Needs {
		if got, ok := checks.ValueOf[fetched](in, id); ok {
			linkCache(got.cache(), cache, []route.Module{got.module})
		}
	}
	start := time.Now()
	t := watchProject(ctx, in, cache)
	out := run(t.ctx, filepath.Dir(opt.Files.File), env, projectOutput, opt.Go, argv...)
	open, why := t.end()
	f := checks.DownloadFacts{Module: cmp.Or(open.Path, "all"), Version: open.Version, Trial: checks.TrialProject, Time: time.Since(start)}
	switch {
	case why == errStalled:
		f.Stalled, f.Cause = true, checks.CauseTransferCut
		return checks.Result{Status: checks.Fail, Code: checks.Timeout, Facts: f}
	case why != nil || out.full:
		f.Killed = true
		return checks.Result{Status: checks.Unknown, Code: checks.Canceled, Facts: f}
	}
	m, text := firstFailure(out)
	if text == "" || opt.ownLimit(text) {
		f.OK, f.Room = true, roomTaken(cache)
		return checks.Result{Status: checks.Pass, Facts: f}
	}
	return opt.failed(f, dir, m, text, linked)
}

// failed reads what the go command says of the module that it could not get.
func (opt ProjectOptions) failed(f checks.DownloadFacts, dir string, m route.Module, text string, linked cachedFiles) checks.Result {
	reading := explain.Read(text)
	f.Text, f.Cause, f.Plain = cleanLines(explain.HideSecrets(text)), reading.Cause, reading.Confidence == checks.Certain
	f.Module, f.Version = cmp.Or(m.Path, reading.Module, "all"), cmp.Or(m.Version, reading.Version)
	f.Host = reading.Host
	switch {
	case f.Cause == checks.CauseDiskFull && !sameDevice(dir, opt.Cache):
		f.Killed = true // of the place for throw-away folders only
		return checks.Result{Status: checks.Unknown, Code: checks.NoSpace, Facts: f}
	case f.Cause == checks.CauseChecksumMismatch || f.Cause == checks.CauseGOPROXYBadContent:
		if linked.atFault(route.Module{Path: f.Module, Version: f.Version}, text) {
			f.Cause = checks.CauseModCacheCorrupt
		}
	}
	return checks.Result{Status: checks.Fail, Code: checks.GoFailed, Facts: f}
}

// firstFailure is the first module that go mod download -json has an error for, and
// what it says; without a module where it did not come to that.
func firstFailure(out output) (m route.Module, text string) {
	d := json.NewDecoder(strings.NewReader(out.stdout))
	for {
		var one struct{ Path, Version, Error string }
		if d.Decode(&one) != nil {
			break
		}
		if one.Error != "" {
			return route.Module{Path: one.Path, Version: one.Version}, one.Error
		}
	}
	return route.Module{}, downloadError(out)
}

// command copies the files that go would complete into dir, and says how go is run
// with the copies.
func (opt ProjectOptions) command(dir, cache string) (argv, env []string, err error) {
	opt.Module = route.Module{}
	env = setEnv(opt.environment(dir), "GOMODCACHE", cache)
	env = setEnv(env, "PWD", filepath.Dir(opt.Files.File))
	argv = []string{"mod", "download", "-json"}
	if opt.Files.Work {
		copied := filepath.Join(dir, "go.work")
		env = setEnv(env, "GOWORK", copied)
		return argv, env, errors.Join(os.WriteFile(copied, opt.Files.Absolute, 0o600), copySum(opt.Files.File+".sum", copied+".sum"))
	}
	copied := filepath.Join(dir, "go.mod")
	argv = append(argv, "-modfile="+copied)
	data, err := os.ReadFile(opt.Files.File)
	if err != nil {
		return nil, nil, err
	}
	sum := strings.TrimSuffix(opt.Files.File, ".mod") + ".sum"
	return argv, env, errors.Join(os.WriteFile(copied, data, 0o600), copySum(sum, filepath.Join(dir, "go.sum")))
}

// copySum copies a go.sum if there is one.
func copySum(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil || len(bytes.TrimSpace(data)) == 0 {
		return nil
	}
	return os.WriteFile(to, data, 0o600)
}

// roomTaken is how much a module cache takes up; what is linked from another one
// counts for nothing.
func roomTaken(cache string) checks.Room {
	var room checks.Room
	filepath.WalkDir(cache, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.Type()&fs.ModeSymlink != 0 {
			return nil
		}
		room.Files++
		if info, err := d.Info(); err == nil && d.Type().IsRegular() {
			room.Bytes += uint64(info.Size())
		}
		return nil
	})
	return room
}
