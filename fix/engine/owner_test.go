//go:build unix

package engine

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gomend/fix/internal/owner"
	"gomend/fix/journal"
	"gomend/fix/plan"
)

// TestOwners lets root's helper give files away and take them back.
func TestOwners(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	home, state := t.TempDir(), t.TempDir()
	is := func(name string) int {
		info, err := os.Lstat(filepath.Join(home, name))
		if err != nil {
			t.Fatal(err)
		}
		return owner.Of(info).UID
	}
	if err := os.MkdirAll(filepath.Join(home, "go", "pkg", "mod", "cache"), 0o755); err != nil {
		t.Fatal(err)
	}
	was := homeOf
	homeOf = func(uid int) string {
		if uid == 1000 {
			return home
		}
		return ""
	}
	t.Cleanup(func() { homeOf = was })
	ask := func(uid int, o plan.Owner) reply {
		p := plan.Plan{Fix: "godir-ownership-repair", Steps: []plan.Step{{Kind: plan.Chown, Root: true, Owner: &o}}}
		r := request{Do: doApply, ID: journal.NewID(time.Now()), Plan: p, Digest: p.Digest(), Steps: []int{0}, Made: time.Now(), UID: uid}
		if err := r.examine(func(why string) error { return &Problem{Reason: NotAllowed, Detail: why} }); err != nil {
			return failed(err, true)
		}
		done := newHelper(state, io.Discard).serve(context.Background(), r)
		if done.Problem == nil {
			if is("go/pkg/mod/cache") != 1000 || is("go/pkg") != 0 {
				t.Errorf("cache is of user %d, the folder above of %d", is("go/pkg/mod/cache"), is("go/pkg"))
			}
			back := newHelper(state, io.Discard).serve(context.Background(), request{Do: doUndo, ID: r.ID, UID: uid})
			if back.Problem != nil || len(back.Conflicts) > 0 || is("go/pkg/mod/cache") != 0 {
				t.Errorf("taken back: %+v, cache is of user %d", back, is("go/pkg/mod/cache"))
			}
		}
		return done
	}
	below := filepath.Join(home, "go", "pkg", "mod")
	for _, tt := range []struct {
		name string
		uid  int
		o    plan.Owner
		ok   bool
	}{
		{"own folder", 1000, plan.Owner{Path: below, UID: 1000, GID: 1000}, true},
		{"for another user", 1001, plan.Owner{Path: below, UID: 1000, GID: 1000}, false},
		{"for root", 1000, plan.Owner{Path: below, UID: 0, GID: 0}, false},
		{"the home folder itself", 1000, plan.Owner{Path: home, UID: 1000, GID: 1000}, false},
		{"of the system", 1000, plan.Owner{Path: "/etc", UID: 1000, GID: 1000}, false},
		{"way out", 1000, plan.Owner{Path: home + "/../x", UID: 1000, GID: 1000}, false},
	} {
		if r := ask(tt.uid, tt.o); (r.Problem == nil) != tt.ok {
			t.Errorf("%s: %+v", tt.name, r.Problem)
		}
	}
}
