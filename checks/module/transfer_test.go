package module

import (
	"path/filepath"
	"strings"
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
			write(t, file, strings.Repeat("z", 100))
			b := checks.NewBoard()
			b.Put(checks.Result{Check: checks.Check{ID: "z", Kind: checks.KindModuleZip, Target: m.String()}, Status: checks.Pass, Facts: checks.HTTPFacts{Length: c.length}})
			synctest.Test(t, func(t *testing.T) {
				w := watchTransfer(t.Context(), checks.NewInput(b, checks.Check{}), cache, m)
				for range 20 {
					time.Sleep(time.Second)
					if c.grow {
						grow(t, file)
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
