package ui

import (
	"fmt"
	"time"

	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/plan"
)

// pageBlocks are the parts of the present page, if it is made of such.
func (a *App) pageBlocks() []block {
	switch a.page {
	case fixPage:
		return a.fixBlocks()
	case mendPage:
		return a.mendBlocks()
	case curedPage:
		return a.curedBlocks()
	case undoPage:
		return a.undoBlocks()
	case recoveredPage:
		return a.recoveredBlocks()
	}
	return nil
}

// mendBlocks is the page while a fix is applied, verified or taken back, and after
// it has ended without a cure.
func (a *App) mendBlocks() []block {
	w, m := a.words, &a.mend
	list := []block{{head: a.mendTitle()}}
	steps := a.stepList()
	if m.checked != waiting || m.stage == verifying {
		steps = append(steps, remark{m.checked, w.MendVerify})
	}
	if m.takesBack {
		state := running
		if m.stage == settled {
			state = passed
			if len(m.conflicts) > 0 {
				state = failed
			}
		}
		steps = append(steps, remark{state, w.MendTakeBack})
	}
	list = append(list, block{list: steps})
	switch m.stage {
	case counting:
		list = append(list, block{mark: warned, text: fmt.Sprintf(w.CountText, int(m.left.Round(time.Second).Seconds()))})
	case settled:
		return append(list, a.endBlocks()...)
	}
	if m.leave {
		list = append(list, block{text: w.MendLeave})
	}
	return list
}

func (a *App) mendTitle() string {
	m := &a.mend
	if m.undo {
		return fmt.Sprintf(a.words.UndoHeading, a.fixTitleOf(m.entry))
	}
	if a.fix < len(a.remedies) {
		return a.remedies[a.fix].title
	}
	return ""
}

// stepList is the steps of the plan, as far as they are.
func (a *App) stepList() []remark {
	m := &a.mend
	var list []remark
	for i, s := range m.offer.Steps {
		state := stepWaits
		if i < len(m.steps) {
			state = m.steps[i]
		}
		if state == stepWaits && m.stage == settled {
			continue // it never came to that
		}
		text := a.words.StepText(s.Kind, a.short(s.About), fix.Quoted(s.Command))
		if s.Kind == plan.Exec && s.Root {
			text += " (root)"
		}
		list = append(list, remark{[...]mark{stepWaits: waiting, stepRuns: running, stepDone: passed, stepUndone: skipped, stepStays: failed}[state], text})
	}
	return list
}

// endBlocks say how it ended.
func (a *App) endBlocks() []block {
	w, m := a.words, &a.mend
	mark, text := warned, w.ApplyOutcome(m.result)
	if m.undo {
		text = w.UndoOutcome(m.result)
	}
	switch m.result.Outcome {
	case engine.Mended, engine.Helped, engine.Unproven:
		mark = passed
	case engine.NotPutBack:
		mark = failed
	case engine.PutBack:
		if m.undo {
			mark = passed
		}
	}
	list := []block{{mark: mark, text: text}}
	list = append(list, a.shellBlocks()...)
	var stays []remark
	for _, c := range m.result.Conflicts {
		stays = append(stays, remark{failed, w.Conflict(c)})
	}
	if len(stays) > 0 {
		list = append(list, block{list: stays}, block{text: w.TypeToTakeBack, commands: []string{"gomend undo " + m.result.ID}})
	}
	return list
}

// shellBlocks say what is to be typed for variables that only the shell can take.
func (a *App) shellBlocks() []block {
	if len(a.mend.result.Env) == 0 {
		return nil
	}
	return []block{{text: a.words.FixTake, commands: []string{a.options.Take}}}
}

// undoBlocks ask whether to take back a fix.
func (a *App) undoBlocks() []block {
	w, e := a.words, a.mend.entry
	facts := []fact{{w.UndoApplied, e.At.Local().Format("2006-01-02 15:04")}}
	if e.Target != "" {
		facts = append(facts, fact{w.UndoAgainst, e.Target})
	}
	return []block{{head: fmt.Sprintf(w.UndoHeading, a.fixTitleOf(e))}, {facts: facts}}
}

// fixTitleOf is the title of a fix of the journal, whose values are not known any more.
func (a *App) fixTitleOf(e engine.Entry) string {
	for i, f := range a.fixes {
		if f.ID == e.Fix && i < len(a.remedies) {
			return a.remedies[i].title
		}
	}
	if title := a.words.FixTitle(e.Fix, nil); title != "" {
		return title
	}
	return e.Fix
}

// recoveredBlocks tell what an earlier run had left open, and what became of it.
func (a *App) recoveredBlocks() []block {
	w := a.words
	list := []block{{head: w.LeftOverHeading}}
	for _, r := range a.leftOver {
		mark := warned
		if !r.Open() {
			mark = passed
		}
		list = append(list, block{mark: mark, text: w.Recovered(r)})
		for _, c := range r.Conflicts {
			list = append(list, block{mark: failed, text: w.Conflict(c)})
		}
	}
	if a.leftError != nil {
		list = append(list, block{mark: warned, text: a.problemText(a.leftError)})
	}
	return list
}
