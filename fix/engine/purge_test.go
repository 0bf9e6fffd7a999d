package engine

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gomend/fix/journal"
	"gomend/fix/plan"
)

// aMove is a step that sets something of a module cache aside.
func (w *world) aMove(from, to string) plan.Step {
	w.write(filepath.Join(from, "sealed", "file"), "x", 0o444)
	os.Chmod(w.path(filepath.Join(from, "sealed")), 0o555)
	w.Cleanup(func() { os.Chmod(w.path(filepath.Join(to, "sealed")), 0o755) })
	return plan.Step{Kind: plan.Quarantine, Move: &plan.Move{From: w.path(from), To: w.path(to)}}
}

func TestPurge(t *testing.T) {
	w := newWorld(t)
	inside := w.aMove("mod/rsc.io/quote@v1.5.2", "mod/cache/gomend-quarantine/1/rsc.io/quote@v1.5.2")
	elsewhere := w.aMove("mine", "kept/mine") // no folder of gomend's: nothing that it may delete
	var ids []string
	for _, s := range []plan.Step{inside, elsewhere} {
		r := w.engine().Apply(context.Background(), thePlan(s), broken).Wait()
		if r.Outcome != Mended {
			t.Fatalf("%+v", r)
		}
		ids = append(ids, r.ID)
	}
	there := func(s plan.Step) bool { _, err := os.Lstat(s.Move.To); return err == nil }

	w.engine().purge(time.Now().Add(asideFor - time.Hour))
	if !there(inside) {
		t.Fatal("deleted before its time")
	}
	w.engine().purge(time.Now().Add(asideFor + time.Hour))
	if there(inside) || !there(elsewhere) {
		t.Errorf("set aside in the cache: %v, elsewhere: %v", there(inside), there(elsewhere))
	}
	if r := w.engine().Undo(context.Background(), ids[0]).Wait(); r.Reason != Forgot {
		t.Errorf("undo of what was purged: %+v", r)
	}
	if r := w.engine().Undo(context.Background(), ids[1]).Wait(); r.Outcome != PutBack {
		t.Errorf("undo of what was not: %+v", r)
	}
}

func TestPurgeLeavesALaterMoveAlone(t *testing.T) {
	w := newWorld(t)
	r := w.engine().Apply(context.Background(), thePlan(w.aMove("mod", "mod.gomend/1")), broken).Wait()
	w.engine().purge(time.Now().Add(2 * asideFor))
	later := w.engine().Apply(context.Background(), thePlan(w.aMove("mod", "mod.gomend/1")), broken).Wait()
	if r.Outcome != Mended || later.Outcome != Mended {
		t.Fatalf("%+v\n%+v", r, later)
	}
	if _, err := os.Lstat(w.path("mod.gomend/1/sealed/file")); err != nil {
		t.Error("the later one was not set aside")
	}
}

func TestSetAside(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		want     bool
	}{
		{"/c/x@v1", "/c/cache/gomend-quarantine/1/x@v1", true},
		{"/c", "/c.gomend/12", true},
		{"/c", "/c.gomend/1/x", false},
		{"/c", "/c.gomend/", false},
		{"/c/x@v1", "/c/cache/gomend-quarantine/1/y@v1", false},
		{"/c/x@v1", "/d/cache/gomend-quarantine/1/x@v1", false},
		{"/c/../x", "/c/cache/gomend-quarantine/1/../x", false},
		{"/c/x", "/home/x", false},
	} {
		if got := setAside(journal.Step{From: filepath.FromSlash(tt.from), To: filepath.FromSlash(tt.to)}); got != tt.want && filepath.Separator == '/' {
			t.Errorf("%s to %s: %v", tt.from, tt.to, got)
		}
	}
}
