package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"gomend/fix/fsx"
	"gomend/fix/internal/killpoint"
	"gomend/fix/journal"
	"gomend/fix/plan"
)

// worker changes things with the rights of one user, and keeps that user's journal.
// The person's own is part of the program; root's is behind a helper process.
type worker struct {
	store  *journal.Store
	policy fsx.Policy
	rules  rules
	env    []string // for programs
	dir    string   // for programs
	shell  []string // environment that snippets change
	tell   func(Event)
}

// numbered is a step with its place in the plan.
type numbered struct {
	number int
	plan.Step
}

func (w *worker) event(e Event) {
	if w.tell != nil {
		w.tell(e)
	}
}

// check makes sure that steps may be done, and that all is as the plan found it.
// It changes nothing.
func (w *worker) check(ctx context.Context, steps []numbered) error {
	states := map[string]plan.State{}
	for _, s := range steps {
		if err := w.rules.allow(s.Step); err != nil {
			return err
		}
		if err := w.checkOne(ctx, s, states); err != nil {
			return err
		}
	}
	return nil
}

func (w *worker) checkOne(ctx context.Context, s numbered, states map[string]plan.State) error {
	switch s.Kind {
	case plan.Exec:
		if len(s.Exec.Probe) == 0 {
			return nil
		}
		now, err := w.probe(ctx, s.Exec.Probe)
		if err == nil && now != s.Exec.Before {
			err = &Problem{Reason: ChangedSince, About: strings.Join(s.Exec.Probe, " ")}
		}
		return err
	case plan.Quarantine:
		return w.checkMove(s.Move)
	case plan.Snippet, plan.Guide, plan.Chown: // owners are looked at when they are changed
		return nil
	}
	now, known := states[s.File.Path]
	if !known {
		old, meta, err := w.policy.Look(s.File.Path)
		if err != nil {
			return problemOf(err)
		}
		now = meta.State()
		if now == s.File.Before {
			if err := w.rules.content(s.Step, old); err != nil {
				return err
			}
		}
	}
	if now != s.File.Before {
		return &Problem{Reason: ChangedSince, About: s.File.Path}
	}
	states[s.File.Path] = after(s.Step)
	return nil
}

func (w *worker) checkMove(m *plan.Move) error {
	from, err := w.policy.Movable(m.From)
	if err == nil && from == nil {
		return &Problem{Reason: ChangedSince, About: m.From}
	}
	if err != nil {
		return problemOf(err)
	}
	to, err := w.policy.Movable(m.To)
	if err == nil && to != nil {
		return &Problem{Reason: ChangedSince, About: m.To}
	}
	return problemOf(err)
}

// after is the state of a file after a step.
func after(s plan.Step) plan.State {
	if s.Kind == plan.FileRemove {
		return plan.State{Absent: true}
	}
	return plan.State{Hash: plan.HashOf(s.File.After)}
}

// apply does steps one by one, each journalled first. A context that ends is
// obeyed between steps; the step in hand is finished.
func (w *worker) apply(ctx context.Context, tx *journal.Tx, steps []numbered) error {
	for _, s := range steps {
		if ctx.Err() != nil {
			return &Problem{Reason: Interrupted}
		}
		w.event(Event{Kind: StepStarted, Step: s.number})
		if err := w.step(context.WithoutCancel(ctx), tx, s); err != nil {
			return problemOf(err)
		}
		w.event(Event{Kind: StepEnded, Step: s.number})
	}
	return nil
}

func (w *worker) step(ctx context.Context, tx *journal.Tx, s numbered) error {
	switch s.Kind {
	case plan.Exec:
		return w.command(ctx, tx, s)
	case plan.Quarantine:
		return w.move(tx, s)
	case plan.Chown:
		return w.chown(tx, s)
	case plan.Snippet:
		return w.snippet(tx, s)
	case plan.Guide:
		return nil
	}
	return w.file(tx, s)
}

// file replaces or removes a file.
func (w *worker) file(tx *journal.Tx, s numbered) error {
	f := s.File
	old, meta, err := w.policy.Look(f.Path)
	if err != nil {
		return err
	}
	if meta.State() != f.Before {
		return &Problem{Reason: ChangedSince, About: f.Path}
	}
	if err := w.rules.content(s.Step, old); err != nil {
		return err
	}
	state := after(s.Step)
	do := journal.Step{
		Kind: s.Kind, Path: f.Path, Before: &meta, After: &fsx.Meta{Absent: state.Absent, Hash: state.Hash},
		Temp: fmt.Sprintf(".gomend-%s-%d", tx.ID(), s.number), Made: fsx.Missing(f.Path),
		Secret: f.Secret || holdsSecret(old) || holdsSecret(f.After),
	}
	if s.Kind == plan.BlockSet {
		do.Block = s.Block.Purpose
	}
	if err := keepContents(tx, s, &do, old); err != nil {
		return err
	}
	if err := tx.Append(journal.Record{Type: journal.Intent, Step: s.number, Do: &do}); err != nil {
		return err
	}
	mode := fileMode(f)
	if err := w.policy.Make(do.Made, folderMode(mode)); err != nil {
		return err
	}
	method, err := w.policy.Apply(fsx.Change{
		Path: f.Path, Want: f.Before, Remove: state.Absent, Content: f.After, Mode: mode, Temp: do.Temp,
		Overwrite: func() error { return tx.Append(journal.Record{Type: journal.Overwrites, Step: s.number}) },
	})
	if err != nil {
		return err
	}
	return tx.Append(journal.Record{Type: journal.Done, Step: s.number, Method: method})
}

// keepContents saves what undoing the step, or telling how far it got, needs.
func keepContents(tx *journal.Tx, s numbered, do *journal.Step, old []byte) error {
	if !do.Before.Absent {
		do.Old = fmt.Sprintf("%d.old", s.number)
		if err := tx.Save(do.Old, old); err != nil {
			return err
		}
	}
	if do.After.Absent {
		return nil
	}
	do.New = fmt.Sprintf("%d.new", s.number)
	return tx.Save(do.New, s.File.After)
}

func fileMode(f *plan.File) fs.FileMode {
	switch {
	case f.Mode != 0:
		return fs.FileMode(f.Mode).Perm()
	case f.Secret:
		return 0o600
	}
	return 0o644
}

// folderMode is for folders made for a file: as closed as the file itself.
func folderMode(file fs.FileMode) fs.FileMode {
	if file&0o077 == 0 {
		return 0o700
	}
	return 0o755
}

// secretShape is a password in a URL, or what a credentials file holds (.netrc, the
// auths of a Docker configuration, a token by name).
var secretShape = regexp.MustCompile(`(?i)://[^\s/"'@]*:[^\s"'@]+@|\b(password|passwd|secret|auth|token)["']?\s*[:= ]\s*\S`)

func holdsSecret(text []byte) bool { return secretShape.Match(text) }

// command runs a program.
func (w *worker) command(ctx context.Context, tx *journal.Tx, s numbered) error {
	c := s.Exec
	do := journal.Step{Kind: s.Kind, Argv: c.Argv, Inverse: c.Undo, Probe: c.Probe, ProbeBefore: c.Before}
	if err := tx.Append(journal.Record{Type: journal.Intent, Step: s.number, Do: &do}); err != nil {
		return err
	}
	killpoint.At("run program")
	if _, err := w.run(ctx, c.Argv, c.Stdin); err != nil {
		return err
	}
	done := journal.Record{Type: journal.Done, Step: s.number}
	if len(c.Probe) > 0 {
		var err error
		if done.After, err = w.probe(ctx, c.Probe); err != nil {
			return err
		}
	}
	killpoint.At("record program")
	return tx.Append(done)
}

// problemOf is an error as a reason.
func problemOf(err error) error {
	var known *Problem
	var file *fsx.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.As(err, &file) && file.Reason == fsx.Changed:
		return &Problem{Reason: ChangedSince, About: file.Path}
	case errors.As(err, &file):
		return &Problem{Reason: FileRefused, About: file.Path, Detail: string(file.Reason)}
	}
	return &Problem{Reason: NoJournal, Detail: err.Error()}
}
