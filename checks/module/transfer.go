package module

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/module"

	"gomend/checks"
	"gomend/checks/route"
)

// How a transfer of the go command's is watched.
const (
	lookEvery  = 500 * time.Millisecond
	quickFetch = time.Second      // what has come by then needs no telling
	fetchStall = 12 * time.Second // go itself waits without end: net/http has no limit for bodies
)

var errStalled = errors.New("nothing more comes")

// transfer watches what the go command fetches into a module cache of its own. Go
// writes a zip into a file beside its place, and git a pack into a temporary one.
type transfer struct {
	cache  string
	module route.Module
	ctx    context.Context // ends when the transfer stalls
	cancel context.CancelCauseFunc
	done   chan checks.Progress
}

// watchTransfer watches until end is called.
func watchTransfer(ctx context.Context, in *checks.Input, cache string, m route.Module) *transfer {
	t := &transfer{cache: cache, module: m, done: make(chan checks.Progress, 1)}
	t.ctx, t.cancel = context.WithCancelCause(ctx)
	go t.watch(in)
	return t
}

func (t *transfer) watch(in *checks.Input) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var seen, most checks.Progress
	defer func() { t.done <- most }()
	start := time.Now()
	for grown := start; ; {
		select {
		case <-t.ctx.Done():
			return
		case now := <-tick.C:
			zip := zipBytes(t.cache, t.module)
			p := checks.Progress{Bytes: zip + packBytes(t.cache), Total: announced(in, t.module)}
			if p != seen && p.Bytes > 0 {
				most, grown = p, now
				if now.Sub(start) >= quickFetch {
					in.Progress(p)
				}
			}
			if seen = p; zip > 0 && zip != p.Total && now.Sub(grown) >= fetchStall {
				t.cancel(errStalled) // git's packs stand still while it works on them
			}
		}
	}
}

// end stops watching; it tells how much came and whether it stalled.
func (t *transfer) end() (bytes, total int64, stalled bool) {
	stalled = context.Cause(t.ctx) == errStalled
	t.cancel(nil)
	p := <-t.done
	return p.Bytes, p.Total, stalled
}

// zipBytes is how much of a module's zip go has written: it does so beside the
// place of the zip (cmd/go/internal/modfetch/fetch.go:DownloadZip, cache.go:tempFile).
func zipBytes(cache string, m route.Module) int64 {
	escaped, err := module.EscapePath(m.Path)
	if err != nil {
		return 0
	}
	return sizeOf(filepath.Join(cache, "cache", "download", filepath.FromSlash(escaped), "@v", "*.zip*.tmp"))
}

// packBytes is how much git has written of what it fetches.
func packBytes(cache string) int64 {
	return sizeOf(filepath.Join(cache, "cache", "vcs", "*", "objects", "pack", "tmp_pack_*"))
}

// sizeOf adds up the sizes of files, in bytes.
func sizeOf(pattern string) (size int64) {
	files, _ := filepath.Glob(pattern)
	for _, name := range files {
		if info, err := os.Stat(name); err == nil {
			size += info.Size()
		}
	}
	return size
}

// announced is how long a server said that the module's zip is, 0 when none did.
func announced(in *checks.Input, m route.Module) int64 {
	for _, r := range in.Results() {
		if f, ok := r.Facts.(checks.HTTPFacts); ok && r.Check.Kind == checks.KindModuleZip && r.Status.OK() && r.Check.Target == m.String() {
			if f.Length > 0 {
				return f.Length
			}
		}
	}
	return 0
}
