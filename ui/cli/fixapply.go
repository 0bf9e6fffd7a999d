package cli

import (
	"fmt"
	"strings"

	"gomend/checks"
	"gomend/checks/environ"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/plan"
	"gomend/fix/preview"
)

// show prints what a plan is going to do.
func (f *fixing) show(p plan.Plan) error {
	if f.json {
		return nil
	}
	g := page{session: f.session, paint: paint(f.colour())}
	g.line(0)
	g.line(0, g.bold(f.words.FixTitle(f.id, f.fix.Values)))
	g.line(2, f.words.FixWhy(f.id, f.fix.Values))
	g.line(0)
	g.line(0, f.words.Changes)
	for _, s := range f.document.Steps {
		g.step(s)
	}
	if p.NeedsRoot() {
		if argv, _ := f.HowRoot(f.ctx); len(argv) > 0 {
			g.line(2, fmt.Sprintf(f.words.RootBy, fix.Quoted(argv)))
		}
	}
	if p.Guard > 0 {
		g.line(2, fmt.Sprintf(f.words.Reverts, p.Guard))
	}
	return f.printText(g.String())
}

func (p *page) step(s preview.Step) {
	switch {
	case s.To != "":
		p.line(2, s.About, " ", fmt.Sprintf(p.words.Aside, s.To))
	case s.Hidden:
		p.line(2, s.About, " ", p.words.HiddenContent)
	case s.About != "":
		p.line(2, s.About)
	}
	for _, line := range s.Diff {
		p.line(4, p.faint(line))
	}
	if len(s.Command) > 0 && s.About == "" {
		p.line(2, p.words.Runs, p.colon(), checks.Clean(fix.Quoted(s.Command)))
		for _, argv := range s.Undo {
			p.line(4, p.words.TakesBack, p.colon(), checks.Clean(fix.Quoted(argv)))
		}
	}
	if len(s.Env) > 0 {
		p.line(2, p.words.ForShell, p.colon())
		for _, line := range p.shell().Lines(s.Env) {
			p.line(4, p.faint(line))
		}
	}
	for _, line := range s.Text {
		p.line(2, line)
	}
}

// shell is the family of the calling shell.
func (a *app) shell() fix.Shell { return fix.ShellOf(environ.Get(a.Env, "SHELL"), goos) }

// apply applies a plan and tells how it goes.
func (f *fixing) apply(p plan.Plan) error {
	run := f.Apply(f.ctx, p, engine.ReportOf(f.verdict, f.board))
	f.follow(run, len(p.Steps))
	r := run.Wait()
	status := 1
	if r.Outcome == engine.Mended || r.Outcome == engine.Unproven {
		status = 0
	}
	f.document.take(r, f.words.ApplyOutcome(r), f.shell())
	f.status = &status
	if f.json {
		return f.printJSON(f.document)
	}
	g := page{session: f.session, paint: paint(f.colour())}
	g.line(0, f.words.ApplyOutcome(r))
	if r.Outcome == engine.Helped && r.Report != nil {
		g.line(2, fmt.Sprintf(f.words.NextFault, r.Report.Summary))
	}
	for _, c := range r.Conflicts {
		g.line(2, f.words.Conflict(c))
	}
	if r.Outcome.Changed() {
		if len(r.Env) > 0 {
			g.line(2, fmt.Sprintf(f.words.ShellTakes, f.shell().Take()))
		}
		g.line(2, f.words.UndoBy)
	}
	return f.printText(g.String())
}

// follow tells what happens. Of what reverts by itself it asks whether to keep it.
func (f *fixing) follow(run *engine.Run, steps int) {
	asked := false
	for e := range run.Events() {
		switch e.Kind {
		case engine.StepStarted:
			f.tell(fmt.Sprintf(f.words.StepIs, e.Step+1, steps, f.about(e.Step)))
		case engine.StepUndone:
			f.tell(fmt.Sprintf(f.words.StepBack, e.Step+1))
		case engine.Verifying:
			f.tell(f.words.VerifyingNow)
		case engine.Elevating:
			f.tell(fmt.Sprintf(f.words.RootNow, fix.Quoted(e.Command)))
		case engine.Countdown:
			if !asked {
				asked = true
				f.keep(run, e)
			}
		}
	}
}

// keep asks whether a change stays that is verified, and does not wait for the answer.
func (f *fixing) keep(run *engine.Run, e engine.Event) {
	if f.yes {
		run.Keep()
		return
	}
	f.printText(fmt.Sprintf(f.words.AskKeep, e.Left) + " ")
	go func() {
		text, err := f.answer()
		if err == nil && yes(text) {
			run.Keep()
		} else {
			run.Revert()
		}
	}()
}

// about names a step in a word or two.
func (f *fixing) about(step int) string {
	if step >= len(f.document.Steps) {
		return ""
	}
	s := f.document.Steps[step]
	switch {
	case s.About != "":
		return s.About
	case len(s.Command) > 0:
		return checks.Clean(strings.Join(s.Command, " "))
	case len(s.Env) > 0:
		return f.words.ForShell
	}
	return string(s.Kind)
}

// tell prints a line of progress, where people read.
func (f *fixing) tell(line string) {
	if !f.json {
		f.printText("  " + line + "\n")
	}
}
