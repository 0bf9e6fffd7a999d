package cli

import (
	"slices"
	"testing"

	"gomend/fix/engine"
	"gomend/fix/plan"
)

// TestWorn: what a fix gives the shell counts for the checks of the same call, until
// it is taken back.
func TestWorn(t *testing.T) {
	env := []string{"A=1", "GOPROXY=bad;list"}
	var w worn
	w.put(engine.Result{Outcome: engine.PutBack, ID: "1", Env: []plan.Var{{Name: "A", Value: "2"}}}, false)
	if w.changed() || !slices.Equal(w.over(env), env) {
		t.Error("a fix that was put back is worn")
	}
	w.put(engine.Result{Outcome: engine.Mended, ID: "2", Env: []plan.Var{{Name: "GOPROXY", Unset: true}, {Name: "B", Value: "3"}}}, false)
	if got := w.over(env); !w.changed() || w.changed() || !slices.Equal(got, []string{"A=1", "B=3"}) {
		t.Errorf("worn %q", got)
	}
	w.put(engine.Result{Outcome: engine.PutBack, ID: "2"}, true)
	if got := w.over(env); !w.changed() || !slices.Equal(got, env) {
		t.Errorf("taken back, and still %q", got)
	}
}
