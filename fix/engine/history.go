package engine

import (
	"slices"
	"strings"
	"time"

	"gomend/checks/environ"
	"gomend/fix/internal/killpoint"
	"gomend/fix/journal"
	"gomend/fix/plan"
)

// Entry is one fix that was applied, or tried.
type Entry struct {
	ID, Fix, Cause, Target string
	At                     time.Time // it began
	Ended                  time.Time // it was kept or taken back; zero while open
	Status                 journal.Status
	Outcome                string // of the verification: an Outcome; or why it was taken back: a Reason
	Undoable               bool
}

// History lists what was applied and taken back, newest first.
func (e *Engine) History() ([]Entry, error) {
	list, err := e.user.store.List()
	var entries []Entry
	for _, tx := range slices.Backward(list) {
		if tx.Status() == journal.Empty {
			continue
		}
		entries = append(entries, entryOf(tx))
	}
	if err != nil {
		return entries, &Problem{Reason: NoJournal, Detail: err.Error()}
	}
	return entries, nil
}

func entryOf(tx *journal.Tx) Entry {
	head := tx.Head()
	entry := Entry{ID: tx.ID(), Fix: head.Fix, Cause: head.Cause, Target: head.Target, At: head.At, Status: tx.Status()}
	for _, r := range tx.Records() {
		switch r.Type {
		case journal.Commit, journal.Reverted, journal.Abandoned:
			entry.Ended, entry.Outcome = r.At, r.Outcome
		}
	}
	entry.Undoable = entry.Status != journal.TakenBack && !tx.Has(journal.Forgotten)
	return entry
}

// envMemory is how long after taking a fix back the shell is told to forget it.
const envMemory = 24 * time.Hour

// Env is what the calling shell has to take to be as the fixes that are applied want
// it: their variables, and for those that were taken back, what it had before.
func (e *Engine) Env() ([]plan.Var, error) {
	list, err := e.user.store.List()
	var vars []plan.Var
	set := func(v plan.Var) {
		vars = slices.DeleteFunc(vars, func(old plan.Var) bool { return old.Name == v.Name })
		vars = append(vars, v)
	}
	for _, tx := range list {
		switch tx.Status() {
		case journal.Kept:
			for _, v := range snippetOf(tx) {
				set(v.Var)
			}
		case journal.TakenBack:
			e.forget(tx, set)
		}
	}
	if err != nil {
		return vars, &Problem{Reason: NoJournal, Detail: err.Error()}
	}
	return vars, nil
}

// forget tells the shell that still has the variables of a fix that was taken back.
func (e *Engine) forget(tx *journal.Tx, set func(plan.Var)) {
	if reverted, ok := tx.Last(journal.Reverted); !ok || time.Since(reverted.At) > envMemory || !tx.Has(journal.Commit) {
		return
	}
	for i, v := range reversal(tx) {
		planned := snippetOf(tx)[i]
		now, is := lookup(e.o.Env, v.Name)
		if planned.Unset != is && (planned.Unset || planned.Secret || now == planned.Value) {
			set(v)
		}
	}
}

func snippetOf(tx *journal.Tx) []journal.Var {
	var list []journal.Var
	for _, p := range tx.Steps() {
		list = append(list, p.Do.Env...)
	}
	return list
}

// lookup tells a variable that is empty from one that is not there.
func lookup(env []string, name string) (value string, is bool) {
	value = environ.Get(env, name)
	return value, value != "" || slices.ContainsFunc(env, func(pair string) bool { return strings.HasPrefix(pair, name+"=") })
}

// snippet records what the shell is to take, and what it has now.
func (w *worker) snippet(tx *journal.Tx, s numbered) error {
	do := journal.Step{Kind: s.Kind}
	for _, v := range s.Env {
		kept := journal.Var{Var: v}
		kept.Before, kept.WasSet = lookup(w.shell, v.Name)
		if holdsSecret([]byte(kept.Before)) || v.Secret && kept.Before != "" {
			kept.Before, kept.WasSecret = "", true
		}
		do.Env = append(do.Env, kept)
	}
	if err := tx.Append(journal.Record{Type: journal.Intent, Step: s.number, Do: &do}); err != nil {
		return err
	}
	killpoint.At("snippet")
	return tx.Append(journal.Record{Type: journal.Done, Step: s.number})
}
