package cli

import (
	"sync"

	"gomend/fix/engine"
	"gomend/fix/plan"
)

// worn are the variables of fixes that were applied in this call, and that the shell
// has not taken yet: what is checked from then on is checked as if it had.
type worn struct {
	mu    sync.Mutex
	byID  map[string][]plan.Var
	order []string
	stale bool // the diagnosis was prepared without them
}

// put notes how a fix, or taking one back, has ended.
func (w *worn) put(r engine.Result, undo bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case undo && r.Outcome == engine.PutBack && w.byID[r.ID] != nil:
		delete(w.byID, r.ID)
	case !undo && r.Outcome.Changed() && len(r.Env) > 0:
		if w.byID == nil {
			w.byID = map[string][]plan.Var{}
		}
		w.byID[r.ID] = r.Env
		w.order = append(w.order, r.ID)
	default:
		return
	}
	w.stale = true
}

// over is an environment with them.
func (w *worn) over(env []string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range w.order {
		env = engine.WithVars(env, w.byID[id])
	}
	return env
}

// changed reports, once, whether they have changed.
func (w *worn) changed() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	was := w.stale
	w.stale = false
	return was
}
