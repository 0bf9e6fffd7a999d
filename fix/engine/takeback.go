package engine

import (
	"context"
	"path/filepath"
	"slices"

	"gomend/fix/journal"
	"gomend/fix/plan"
)

// Undo takes back an applied fix: the one with this id, or the last one for an empty
// id. What was changed since by somebody else is left as it is, and told.
func (e *Engine) Undo(ctx context.Context, id string) *Run {
	return e.start(ctx, func(ctx context.Context, r *Run) Result { return e.undo(ctx, id, r) })
}

func (e *Engine) undo(ctx context.Context, id string, r *Run) Result {
	refused := func(p Problem) Result { return Result{Outcome: Refused, Problem: p, ID: id} }
	release, err := e.user.store.Lock("")
	if err != nil {
		return refused(problemIn(err))
	}
	defer release()
	list, err := e.user.store.List()
	if err != nil && len(list) == 0 {
		return refused(problemIn(err))
	}
	tx := pick(list, id)
	if tx == nil {
		return refused(Problem{Reason: Unknown, About: id})
	}
	result := Result{Outcome: Refused, ID: tx.ID(), Fix: tx.Head().Fix}
	switch tx.Status() {
	case journal.TakenBack, journal.Empty:
		result.Problem = Problem{Reason: AlreadyBack, About: tx.ID()}
		return result
	}
	if tx.Has(journal.Forgotten) {
		result.Problem = Problem{Reason: Forgot, About: tx.ID()}
		return result
	}
	if later := laterThan(list, tx); later != "" {
		result.Problem = Problem{Reason: Later, About: later}
		return result
	}
	return e.undoNow(ctx, tx, r, result)
}

func (e *Engine) undoNow(ctx context.Context, tx *journal.Tx, r *Run, result Result) Result {
	w := *e.user
	w.tell = r.tell
	r.tell(Event{Kind: Undoing})
	env := reversal(tx)
	var seat *guardSeat
	if armed, ok := tx.Last(journal.Armed); ok && tx.Status() == journal.Open {
		seat = &guardSeat{dir: armed.About, deadline: armed.Deadline}
	}
	conflicts, err := e.takeBack(ctx, &w, tx, seat, r.tell)
	switch {
	case err != nil:
		result.Outcome, result.Problem = NotPutBack, problemIn(err)
	case len(conflicts) > 0:
		result.Outcome, result.Conflicts = NotPutBack, conflicts
		result.Problem = Problem{Reason: ChangedSince, About: conflicts[0].About, Detail: conflicts[0].Problem}
	default:
		tx.Append(journal.Record{Type: journal.Reverted, Outcome: string(Reversed)})
		result.Outcome, result.Problem, result.Env = PutBack, Problem{Reason: Reversed}, env
		e.user.store.Prune()
	}
	return result
}

// Forget deletes what it takes to undo a fix, and with it whatever secrets are in
// there. What could not be taken back completely stays as it is from then on. The
// error is a *Problem.
func (e *Engine) Forget(id string) error {
	release, err := e.user.store.Lock("")
	if err != nil {
		p := problemIn(err)
		return &p
	}
	defer release()
	list, _ := e.user.store.List()
	tx := pick(list, id)
	if tx == nil {
		return &Problem{Reason: Unknown, About: id}
	}
	switch tx.Status() {
	case journal.Open, journal.Reverting:
		return &Problem{Reason: LeftOpen, About: tx.ID()}
	}
	if err := tx.Forget(); err != nil {
		return &Problem{Reason: NoJournal, Detail: err.Error()}
	}
	return nil
}

// pick finds a transaction by its id; by the id of its fix, the newest that is there;
// or the newest of all.
func pick(list []*journal.Tx, id string) *journal.Tx {
	for _, tx := range slices.Backward(list) {
		if id == tx.ID() {
			return tx
		}
		there := tx.Status() != journal.TakenBack && tx.Status() != journal.Empty
		if there && (id == "" || id == tx.Head().Fix) {
			return tx
		}
	}
	return nil
}

// backup is the file that holds what a step's file held before; empty without one.
func backup(tx *journal.Tx, do journal.Step) string {
	if do.Old == "" {
		return ""
	}
	return filepath.Join(tx.Dir(), do.Old)
}

// reversal are the variables that the shell would have without a transaction.
func reversal(tx *journal.Tx) []plan.Var {
	var list []plan.Var
	for _, p := range tx.Steps() {
		for _, v := range p.Do.Env {
			switch {
			case v.WasSecret:
				list = append(list, plan.Var{Name: v.Name, Secret: true})
			case v.WasSet:
				list = append(list, plan.Var{Name: v.Name, Value: v.Before})
			default:
				list = append(list, plan.Var{Name: v.Name, Unset: true})
			}
		}
	}
	return list
}
