package ui

import (
	"errors"
	"fmt"
	"slices"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/plan"
)

// curedBlocks is the page after a cure: what was wrong, what was changed, and how
// to see it oneself the next time.
func (a *App) curedBlocks() []block {
	w, v := a.words, a.run.verdict
	head, _ := w.Verdict(v)
	list := []block{
		{mark: passed, text: w.ApplyOutcome(a.mend.result)},
		{head: w.CureWrong, text: w.Lesson(v)},
		{head: w.CureChanged, text: a.remedyTitle(), facts: a.whatChanged()},
	}
	list[1].text = head + a.gap() + list[1].text
	list = append(list, a.shellBlocks()...)
	see := a.howToSee(v)
	if len(see) > 0 {
		list = append(list, block{head: w.CureSee, commands: see})
	}
	back := fmt.Sprintf(w.CureBack, "gomend undo")
	return append(list, block{text: back, faint: true})
}

// gap parts sentences.
func (a *App) gap() string {
	if a.words.Comma() == ", " {
		return " "
	}
	return ""
}

func (a *App) remedyTitle() string {
	if a.fix < len(a.remedies) {
		return a.remedies[a.fix].title
	}
	return ""
}

// whatChanged are the files and what stands in them now, or the commands that ran.
func (a *App) whatChanged() []fact {
	var list []fact
	for _, s := range a.mend.offer.Steps {
		switch {
		case len(s.Command) > 0 && s.Kind != plan.Exec:
			list = append(list, fact{a.words.FixSame, fix.Quoted(s.Command)})
		case s.Kind == plan.Exec:
			list = append(list, fact{"$", fix.Quoted(s.Command)})
		case s.About != "":
			list = append(list, fact{a.words.FixChanges, a.short(s.About)})
		}
	}
	return list
}

// howToSee are the commands with which a person sees the fault, and the setting
// that was changed.
func (a *App) howToSee(v checks.Verdict) []string {
	var list []string
	add := func(c string) {
		if c != "" && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	if w, ok := a.run.find(v.Check); ok {
		add(w.check.Command)
	}
	for _, s := range a.mend.offer.Plan.Steps {
		switch {
		case s.Kind == plan.GoEnvSet && s.Setting != nil:
			add("go env " + s.Setting.Name)
		case s.Exec != nil && len(s.Exec.Probe) > 0:
			add(fix.Quoted(s.Exec.Probe))
		}
	}
	for _, w := range a.run.rows {
		if w.check.Kind == checks.KindGoDownload {
			add("go mod download")
			break
		}
	}
	return list
}

// problemText is an error of the engine in words.
func (a *App) problemText(err error) string {
	var p *engine.Problem
	if errors.As(err, &p) {
		return a.words.Reason(*p)
	}
	return checks.Clean(err.Error())
}
