package diagnose

import (
	"context"
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

// TestConcludeAtTheTimeout: what is given up early anyway may be cut short.
func TestConcludeAtTheTimeout(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(errTimeout)
	rt := way("p1", "https://proxy.golang.org", 1, route.OnNotFound, false)
	rt.Needed = true
	got := checks.Result{Check: checks.Check{ID: "go-download/m@v1.0.0", Kind: checks.KindGoDownload, Target: "m@v1.0.0"}, Status: checks.Pass,
		Routes: []route.Route{rt}, Facts: checks.DownloadFacts{Module: "m", Version: "v1.0.0", OK: true}}
	cutOff := func(kind checks.Kind, name string, f checks.Facts) checks.Result {
		return checks.Result{Check: checks.Check{ID: kind.Name(name), Kind: kind, Target: name}, Status: checks.Unknown, Code: checks.Canceled, Facts: f}
	}
	for _, c := range []struct {
		name string
		list []checks.Result
		want checks.VerdictStatus
	}{
		{"the whole project", []checks.Result{got, cutOff(checks.KindGoDownload, "project", checks.DownloadFacts{Module: "all", Trial: checks.TrialProject, Killed: true})}, checks.Healthy},
		{"another module", []checks.Result{got, cutOff(checks.KindGoDownload, "n@v1.0.0", checks.DownloadFacts{Module: "n", Version: "v1.0.0", Killed: true})}, checks.Incomplete},
		{"a request", []checks.Result{got, cutOff(checks.KindModuleZip, "p1/m@v1.0.0", nil)}, checks.Incomplete},
	} {
		b := checks.NewBoard()
		for _, r := range c.list {
			b.Put(r)
		}
		if v := conclude(ctx, checks.NewGate(), b); v.Status != c.want {
			t.Errorf("%s: %s, want %s", c.name, v.Status, c.want)
		}
	}
}
