package module

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/module"

	"gomend/checks"
	"gomend/checks/route"
)

// projectSilence is how long nothing may come while a zip has been asked for and has
// not begun: longer than a server that must fetch it itself takes as a rule.
const projectSilence = 5 * time.Second

// projectWatch watches what the go command fetches for a whole project.
type projectWatch struct {
	cache  string // the throw-away module cache
	ctx    context.Context
	cancel context.CancelCauseFunc
	done   chan route.Module
}

// errNothing ends a run in which nothing comes of a zip.
var errNothing = errors.New("nothing comes")

// watchProject watches until end is called.
func watchProject(ctx context.Context, in *checks.Input, cache string) *projectWatch {
	w := &projectWatch{cache: cache, done: make(chan route.Module, 1)}
	w.ctx, w.cancel = context.WithCancelCause(ctx)
	go func() { w.done <- w.watch(in) }()
	return w
}

// watch ends the run when nothing more comes of a zip, or when it took long enough.
// It names that zip's module.
func (w *projectWatch) watch(in *checks.Input) route.Module {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var seen int64
	start := time.Now()
	rtt, _ := in.RTT()
	enough := checks.OnThisLine(projectWait, rtt)
	for grown := start; ; {
		select {
		case <-w.ctx.Done():
			return route.Module{}
		case now := <-tick.C:
			size, open, begun := w.look()
			if size != seen {
				seen, grown = size, now
				in.Progress(checks.Progress{Bytes: size})
			}
			waiting, still := open != route.Module{}, now.Sub(grown)
			switch {
			case waiting && begun && still >= fetchStall:
				w.cancel(errStalled)
				return open
			case waiting && !begun && still >= projectSilence:
				w.cancel(errNothing)
				return open
			case now.Sub(start) >= enough && (!waiting || still < 2*lookEvery):
				w.cancel(errEnough)
				return route.Module{}
			}
		}
	}
}

// look adds up what has been fetched. It names a module whose zip is not complete,
// and says whether anything has come of it.
func (w *projectWatch) look() (size int64, open route.Module, begun bool) {
	size = packBytes(w.cache)
	root := filepath.Join(w.cache, "cache", "download")
	filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		size += info.Size()
		if strings.Contains(d.Name(), ".zip") && strings.HasSuffix(d.Name(), ".tmp") && !begun {
			open, begun = moduleOf(root, name), info.Size() > 0
		}
		return nil
	})
	return size, open, begun
}

// moduleOf is the module that a file …/@v/VERSION.zip1234.tmp is written for
// (cmd/go/internal/modfetch/cache.go:tempFile).
func moduleOf(root, name string) route.Module {
	rel, err := filepath.Rel(root, name)
	if err != nil {
		return route.Module{}
	}
	dir, file, _ := strings.Cut(filepath.ToSlash(rel), "/@v/")
	path, err := module.UnescapePath(dir)
	at := strings.LastIndex(file, ".zip")
	if err != nil || at < 0 {
		return route.Module{}
	}
	version, err := module.UnescapeVersion(file[:at])
	if err != nil {
		return route.Module{}
	}
	return route.Module{Path: path, Version: version}
}

// end stops watching. It says what ended the run, nil for go itself, and names the
// module whose zip did.
func (w *projectWatch) end() (m route.Module, why error) {
	why = context.Cause(w.ctx)
	w.cancel(nil)
	return <-w.done, why
}
