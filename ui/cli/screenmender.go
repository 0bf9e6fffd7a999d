package cli

import (
	"context"
	"os/exec"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/preview"
	"gomend/ui"
)

// screenMender is the mender as the screen wants it: with what a person sees of a
// plan, and a terminal that has to be lent.
type screenMender struct {
	*mender
	session *session
}

// forScreen makes the screen's mender; nil where fixes can only be shown, because
// nobody knows whose machine this is.
func (s *session) forScreen(lender *ui.Lender) ui.Mender {
	m, err := s.app.menderAt(s.verifier(), func(cmd *exec.Cmd) error { return lender.Lend(s.ctx, cmd) })
	if err != nil {
		return nil
	}
	return screenMender{m, s}
}

// Plan implements ui.Mender.
func (m screenMender) Plan(ctx context.Context, id string, v checks.Verdict, b *checks.Board, answers map[fix.AskName]string) (ui.Offer, error) {
	p, err := m.session.plan(m.mender, id, v, b, answers)
	if err != nil {
		return ui.Offer{}, err
	}
	o := ui.Offer{Plan: p}
	if o.Steps, err = preview.Of(p, m.machine.ReadFile); err != nil {
		return ui.Offer{}, err
	}
	if p.NeedsRoot() {
		o.Root, o.Asks = m.HowRoot(ctx)
	}
	return o, nil
}

// Apply implements ui.Mender.
func (m screenMender) Apply(ctx context.Context, o ui.Offer, v checks.Verdict, b *checks.Board) ui.Mending {
	return m.noting(m.Engine.Apply(ctx, o.Plan, engine.ReportOf(v, b)), false)
}

// Undo implements ui.Mender.
func (m screenMender) Undo(ctx context.Context, id string) ui.Mending {
	return m.noting(m.Engine.Undo(ctx, id), true)
}

// noting notes for the checks that follow what the shell is yet to take.
func (m screenMender) noting(run *engine.Run, undo bool) *engine.Run {
	go func() { m.session.worn.put(run.Wait(), undo) }()
	return run
}
