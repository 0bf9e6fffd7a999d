package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"gomend/fix/fsx"
	"gomend/fix/internal/killpoint"
	"gomend/fix/journal"
	"gomend/fix/plan"
)

// The problems of a conflict that are not reasons of package fsx.
const (
	changedSince = string(ChangedSince)
	stepFailed   = string(StepFailed)
	backupLost   = "backup-lost"
	leftOver     = "left-over" // the program that takes it back left something
)

// undo takes back the steps of a transaction, newest first. A step that cannot be
// taken back stops it: what is below may depend on it. Undoing is idempotent, and
// goes on without a journal that cannot be written. From is the first step to take
// back; a transaction that was being taken back already is resumed.
func (w *worker) undo(ctx context.Context, tx *journal.Tx, from int, resumed bool) []Conflict {
	ctx = context.WithoutCancel(ctx)
	for _, p := range slices.Backward(tx.Steps()) {
		if p.Phase == journal.Back || p.Number < from {
			continue
		}
		if c := w.undoStep(ctx, tx, p, resumed); c != nil {
			c.Step = p.Number
			if c.Backup == "" {
				c.Backup = backup(tx, p.Do)
			}
			tx.Append(journal.Record{Type: journal.Conflict, Step: p.Number, About: c.Problem})
			w.event(Event{Kind: InConflict, Step: p.Number, Conflict: c})
			return []Conflict{*c}
		}
		tx.Append(journal.Record{Type: journal.Undone, Step: p.Number})
		w.event(Event{Kind: StepUndone, Step: p.Number})
	}
	return nil
}

func (w *worker) undoStep(ctx context.Context, tx *journal.Tx, p journal.Progress, resumed bool) *Conflict {
	switch p.Do.Kind {
	case plan.Exec:
		return w.undoCommand(ctx, tx, p, resumed)
	case plan.Quarantine:
		return w.undoMove(p.Do)
	case plan.Chown:
		return w.undoChown(tx, p.Do)
	case plan.Snippet:
		return nil // the shell's own; Env tells how
	}
	return w.undoFile(tx, p)
}

// undoFile puts a file back, by comparing what is there with what was there before
// and what the step has left.
func (w *worker) undoFile(tx *journal.Tx, p journal.Progress) *Conflict {
	do := p.Do
	if err := w.policy.Tidy(do.Path, do.Temp); err != nil {
		return conflictOf(do.Path, err)
	}
	content, now, err := w.policy.Look(do.Path)
	if err != nil {
		return conflictOf(do.Path, err)
	}
	old, lost := w.former(tx, do)
	switch state := now.State(); {
	case state == do.Before.State():
		return conflictOf(do.Path, w.policy.Unmake(do.Made))
	case lost != nil:
		return lost
	case state == do.After.State(), torn(tx, do, content, old):
		return w.restore(tx, p, now, old)
	case do.Block != "":
		return w.undoBlock(tx, p, content, now, old)
	}
	return &Conflict{About: do.Path, Problem: changedSince}
}

// former is the content that a file had before.
func (w *worker) former(tx *journal.Tx, do journal.Step) ([]byte, *Conflict) {
	if do.Before.Absent {
		return nil, nil
	}
	old, err := tx.Load(do.Old)
	if err != nil || plan.HashOf(old) != do.Before.Hash {
		return nil, &Conflict{About: do.Path, Problem: backupLost}
	}
	return old, nil
}

// torn reports whether writing in place, there or back, did not come to its end.
func torn(tx *journal.Tx, do journal.Step, content, old []byte) bool {
	if do.Before.Absent || do.New == "" || !tx.Has(journal.Overwrites) {
		return false
	}
	planned, err := tx.Load(do.New)
	return err == nil && (fsx.Torn(content, old, planned) || fsx.Torn(content, planned, old))
}

// restore puts the former content, or absence, in the place of what is there.
func (w *worker) restore(tx *journal.Tx, p journal.Progress, now fsx.Meta, content []byte) *Conflict {
	do := p.Do
	c := fsx.Change{
		Path: do.Path, Want: now.State(), Remove: do.Before.Absent, Content: content, Temp: do.Temp, Insist: true,
		Overwrite: func() error {
			tx.Append(journal.Record{Type: journal.Overwrites, Step: p.Number})
			return nil
		},
	}
	if now.Absent { // otherwise it has what it had
		c.Meta = do.Before
		if err := w.policy.Make(fsx.Missing(do.Path), 0o755); err != nil {
			return conflictOf(do.Path, err)
		}
	}
	if _, err := w.policy.Apply(c); err != nil {
		return conflictOf(do.Path, err)
	}
	_, is, err := w.policy.Look(do.Path)
	if err == nil && is.State() != do.Before.State() {
		return &Conflict{About: do.Path, Problem: changedSince}
	}
	return conflictOf(do.Path, errors.Join(err, w.policy.Unmake(do.Made)))
}

// undoBlock takes the block out of a file, or puts the former one in, where the
// rest of the file has been changed since, and the block has not.
func (w *worker) undoBlock(tx *journal.Tx, p journal.Progress, content []byte, now fsx.Meta, old []byte) *Conflict {
	do := p.Do
	changed := &Conflict{About: do.Path, Problem: changedSince}
	planned, err := tx.Load(do.New)
	if err != nil || now.Absent {
		return changed
	}
	ours, had := plan.FindBlock(planned, do.Block)
	is, has := plan.FindBlock(content, do.Block)
	before, hadBefore := plan.FindBlock(old, do.Block)
	switch {
	case has == hadBefore && string(is) == string(before):
		return nil // as before
	case had != has || string(ours) != string(is):
		return changed
	}
	if !has { // the step took it away
		content = slices.Concat(content, before)
	} else {
		content = bytes.Replace(content, is, before, 1)
	}
	killpoint.At("undo block")
	_, err = w.policy.Apply(fsx.Change{
		Path: do.Path, Want: now.State(), Content: content, Temp: do.Temp, Insist: true,
		Overwrite: func() error { return errors.New("not in place") },
	})
	return conflictOf(do.Path, err)
}

// undoMove puts back what was set aside.
func (w *worker) undoMove(do journal.Step) *Conflict {
	from, err := w.policy.Movable(do.From)
	if err != nil {
		return conflictOf(do.From, err)
	}
	to, err := w.policy.Movable(do.To)
	if err != nil {
		return conflictOf(do.To, err)
	}
	mode := fs.FileMode(do.Mode)
	switch {
	case from != nil && to != nil: // it has been made anew since
		return &Conflict{About: do.From, Problem: changedSince, Backup: do.To}
	case from == nil && to == nil:
		return &Conflict{About: do.From, Problem: backupLost}
	case from == nil:
		err = w.policy.Chmod(do.To, mode)
		if err == nil {
			err = w.policy.Move(do.To, do.From, to.Mode()&fs.ModeSymlink|mode)
		}
	default:
		err = w.policy.Chmod(do.From, mode)
	}
	return conflictOf(do.From, errors.Join(err, w.policy.Unmake(do.Made)))
}

// undoCommand runs the inverse of a program, if what it changed is as it left it. In
// a resumed undo part of the inverse may have run.
func (w *worker) undoCommand(ctx context.Context, tx *journal.Tx, p journal.Progress, resumed bool) *Conflict {
	do := p.Do
	if len(do.Inverse) == 0 {
		return nil
	}
	about := filepath.Base(do.Argv[0])
	if len(do.Probe) > 0 {
		now, err := w.probe(ctx, do.Probe)
		switch {
		case err != nil:
			return conflictOf(about, err)
		case now == do.ProbeBefore:
			return nil
		case p.Phase == journal.Applied && now != p.Done.After && !resumed:
			return &Conflict{About: about, Problem: changedSince}
		}
	}
	failed := w.inverse(ctx, do)
	switch now, err := w.probeAfter(ctx, do); {
	case err != nil:
		return conflictOf(about, err)
	case now == do.ProbeBefore && len(do.Probe) > 0:
		return nil
	case failed != nil && (p.Phase == journal.Announced || tx.Head().Boot != journal.BootID()) && len(do.Probe) == 0:
		return nil // it had never run, or is gone with the kernel that it was set in
	case failed != nil:
		return conflictOf(about, failed)
	case len(do.Probe) > 0:
		return &Conflict{About: about, Problem: leftOver}
	}
	return nil
}

func (w *worker) inverse(ctx context.Context, do journal.Step) error {
	var failed error
	for _, argv := range do.Inverse {
		killpoint.At("run inverse program")
		argv, there := w.withHandle(ctx, argv)
		if !there {
			continue
		}
		if _, err := w.run(ctx, argv, ""); err != nil {
			failed = err
		}
	}
	return failed
}

func (w *worker) probeAfter(ctx context.Context, do journal.Step) (string, error) {
	if len(do.Probe) == 0 {
		return "", nil
	}
	return w.probe(ctx, do.Probe)
}

// conflictOf is an error of undoing as a conflict; nil stays nil.
func conflictOf(about string, err error) *Conflict {
	var known *Problem
	var file *fsx.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &file):
		problem := string(file.Reason)
		if file.Reason == fsx.Changed {
			problem = changedSince
		}
		return &Conflict{About: file.Path, Problem: problem}
	case errors.As(err, &known):
		return &Conflict{About: fmt.Sprint(about, " ", known.Detail), Problem: stepFailed}
	}
	return &Conflict{About: about, Problem: string(fsx.Fault)}
}
