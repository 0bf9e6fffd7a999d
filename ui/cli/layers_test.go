package cli

import (
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

// What stops go is failed; what go gets around, what it does not need and what
// only compares is not.
func TestLayersOf(t *testing.T) {
	result := func(kind checks.Kind, target, route string, s checks.Status) checks.Result {
		return checks.Result{Check: checks.Check{ID: kind.Name(target), Kind: kind, Target: target, Route: route}, Status: s, Blocker: "x"}
	}
	broken := checks.Verdict{Status: checks.Broken, Finding: checks.Finding{Cause: checks.CauseTCPTimeout}}
	healthy := checks.Verdict{Status: checks.Healthy}
	tests := []struct {
		name    string
		verdict checks.Verdict
		results []checks.Result
		want    checks.Status // of the transport layer
		passed  int
	}{
		{"nothing ran", healthy, nil, checks.Skip, 0},
		{"all pass", healthy, []checks.Result{result(checks.KindConnect, "a", "need", checks.Pass)}, checks.Pass, 1},
		{"remark", healthy, []checks.Result{result(checks.KindConnect, "a", "need", checks.Warn), result(checks.KindConnect, "b", "need", checks.Pass)}, checks.Warn, 2},
		{"failure", broken, []checks.Result{result(checks.KindConnect, "a", "need", checks.Fail), result(checks.KindConnect, "b", "need", checks.Pass)}, checks.Fail, 1},
		{"failure that go got around", healthy, []checks.Result{result(checks.KindConnect, "a", "need", checks.Fail)}, checks.Warn, 0},
		{"route not needed", broken, []checks.Result{result(checks.KindConnect, "a", "spare", checks.Fail)}, checks.Fail, 0}, // by the verdict's layer
		{"route not needed, other cause", checks.Verdict{Status: checks.Broken, Finding: checks.Finding{Cause: checks.CauseGOPROXYOff}},
			[]checks.Result{result(checks.KindConnect, "a", "spare", checks.Fail)}, checks.Warn, 0},
		{"only skipped", broken, []checks.Result{result(checks.KindConnect, "a", "need", checks.Skip)}, checks.Fail, 0},
		{"skipped, not needed", healthy, []checks.Result{result(checks.KindConnect, "a", "spare", checks.Skip)}, checks.Skip, 0},
		{"comparison", healthy, []checks.Result{result(checks.KindConnectCompare, "a", "need", checks.Fail), result(checks.KindConnect, "a", "need", checks.Pass)}, checks.Pass, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := checks.NewBoard()
			b.Put(checks.Result{Check: checks.Check{ID: "routes"}, Status: checks.Skip, Routes: []route.Route{{ID: "need", Needed: true}, {ID: "spare"}}})
			for _, r := range tt.results {
				b.Put(r)
			}
			got := layersOf(b, tt.verdict)[2]
			if got.Layer != checks.LayerTransport || got.status != tt.want || got.passed != tt.passed {
				t.Errorf("got %s with %d passed, want %s with %d", got.status, got.passed, tt.want, tt.passed)
			}
		})
	}
}
