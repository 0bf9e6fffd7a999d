package module

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// TestTransferIsWatched: a zip that grows is waited for, one that no longer does
// is given up, and a whole one is not taken for that.
func TestTransferIsWatched(t *testing.T) {
	m := route.Module{Path: "example.com/Big", Version: "v1.0.0"}
	for _, c := range []struct {
		about   string
		length  int64 // as the server told
		grow    bool
		stalled bool
	}{
		{"grows", 0, true, false},
		{"stalls", 0, false, true},
		{"is whole", 100, false, false},
	} {
		t.Run(c.about, func(t *testing.T) {
			cache := t.TempDir()
			file := filepath.Join(cache, "cache/download/example.com/!big/@v/v1.0.0.zip7.tmp")
			write := func(size int) {
				if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, make([]byte, size), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			write(100)
			b := checks.NewBoard()
			b.Put(checks.Result{Check: checks.Check{ID: "z", Kind: checks.KindModuleZip, Target: m.String()}, Status: checks.Pass, Facts: checks.HTTPFacts{Length: c.length}})
			synctest.Test(t, func(t *testing.T) {
				w := watchTransfer(t.Context(), checks.NewInput(b, checks.Check{}), cache, m)
				for i := range 20 {
					time.Sleep(time.Second)
					if c.grow {
						write(100 + i)
					}
				}
				bytes, total, stalled := w.end()
				if stalled != c.stalled || bytes < 100 || total != c.length {
					t.Errorf("%d of %d bytes, stalled %v", bytes, total, stalled)
				}
			})
		})
	}
}
