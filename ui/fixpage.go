package ui

import (
	"errors"
	"fmt"
	"strings"

	"gomend/checks/environ"
	"gomend/fix"
	"gomend/fix/plan"
	"gomend/fix/preview"
)

// fixBlocks is the page of one fix: what it is and, once its plan is made, what it
// changes, for whom, and how to take it back.
func (a *App) fixBlocks() []block {
	if a.fix >= len(a.remedies) {
		return nil
	}
	f, w := a.remedies[a.fix], a.words
	list := []block{
		{head: fmt.Sprintf(w.FixHeading, a.fix+1, len(a.remedies), f.title), text: f.why},
	}
	switch a.mend.stage {
	case planning:
		return append(list, block{facts: f.facts}, block{mark: running, text: w.FixWorkingOut})
	case asking:
		return append(list, block{facts: f.facts}, a.question())
	case offered, naming:
		return append(list, a.offerBlocks(f)...)
	}
	return append(list, a.handBlocks(f)...)
}

// question asks for what only the person knows.
func (a *App) question() block {
	ask := a.mend.asks[0]
	b := block{text: a.words.Ask(string(ask.Name), ask.About) + ":"}
	if ask.Wrong && len(a.mend.field.text) == 0 {
		b.mark, b.text = warned, a.words.AskWrong(string(ask.Name))+" "+b.text
	}
	b.facts = []fact{{a.glyphs.cursor, a.mend.field.shown() + "_"}}
	return b
}

// offerBlocks show a plan.
func (a *App) offerBlocks(f remedy) []block {
	w, offer := a.words, a.mend.offer
	facts := []fact{}
	for _, file := range changed(offer.Steps) {
		facts = append(facts, fact{w.FixChanges, a.short(file)})
	}
	facts = append(facts, fact{w.FixScope, f.facts[0].value + w.Comma() + a.rights(offer)})
	var list []block
	for _, s := range offer.Steps {
		if len(s.Command) > 0 && s.Kind != plan.Exec {
			facts = append(facts, fact{w.FixSame, fix.Quoted(s.Command)})
		}
	}
	facts = append(facts, fact{w.FixUndo, w.FixUndoBy})
	list = append(list, block{facts: facts})
	for _, s := range offer.Steps {
		list = append(list, a.stepBlocks(s)...)
	}
	if len(offer.Root) > 0 && offer.Asks {
		list = append(list, block{mark: warned, text: w.FixSudo, commands: []string{fix.Quoted(offer.Root)}})
	}
	return list
}

// pageQuestion is what the present page asks.
func (a *App) pageQuestion() []block {
	w, m := a.words, &a.mend
	switch {
	case a.page == undoPage:
		return []block{{text: w.UndoQuestion}}
	case a.page == fixPage && m.stage == offered:
		return []block{{text: w.FixQuestion}}
	case a.page == fixPage && m.stage == naming:
		name := fmt.Sprintf(w.AskDangerous, a.fixes[a.fix].ID) + ":"
		return []block{{mark: warned, text: name, facts: []fact{{a.glyphs.cursor, m.field.shown() + "_"}}}}
	}
	return nil
}

// stepBlocks show one step of a plan.
func (a *App) stepBlocks(s preview.Step) []block {
	w := a.words
	switch {
	case s.Hidden:
		return []block{{text: fmt.Sprintf(w.FixHidden, a.short(s.About)), faint: true}}
	case len(s.Diff) > 0:
		return []block{{diff: s.Diff}}
	case s.Kind == plan.Exec:
		facts := []fact{{w.FixRuns, "$ " + fix.Quoted(s.Command)}}
		for _, c := range s.Undo {
			facts = append(facts, fact{w.FixRunsBack, "$ " + fix.Quoted(c)})
		}
		return []block{{facts: facts}}
	case s.To != "":
		return []block{{text: fmt.Sprintf(w.FixSetsAside, a.short(s.About), a.short(s.To))}}
	case len(s.Env) > 0:
		var lines []string
		for _, v := range s.Env {
			if v.Unset {
				lines = append(lines, "- "+v.Name)
			} else {
				lines = append(lines, "+"+v.Name+"="+v.Value)
			}
		}
		return []block{{text: w.FixShell, diff: lines}}
	case len(s.Text) > 0:
		return []block{{text: strings.Join(s.Text, "\n")}}
	case s.Kind == plan.Chown:
		return []block{{text: fmt.Sprintf(w.FixOwns, a.short(s.About))}}
	}
	return nil
}

// handBlocks show a fix that has to be done by hand.
func (a *App) handBlocks(f remedy) []block {
	list := []block{{facts: f.facts}}
	var diff []string
	for _, c := range f.changes { // "- old" and "+ new", with a blank that a difference has not
		diff = append(diff, strings.Replace(c, " ", "", 1))
	}
	if len(diff) > 0 {
		list = append(list, block{diff: diff})
	}
	var manual *fix.ManualError
	switch err := a.mend.why; {
	case errors.Is(err, fix.ErrDone):
		list = append(list, block{mark: passed, text: a.words.FixDone})
	case errors.Is(err, preview.ErrChanged):
		list = append(list, block{mark: warned, text: a.words.FixStale})
	case errors.As(err, &manual) && manual.Obstacle != fix.NoPlan:
		list = append(list, block{mark: warned, text: a.words.Obstacle(manual)})
	case err != nil && !errors.As(err, &manual):
		list = append(list, block{mark: unclear, text: fmt.Sprintf(a.words.FixNoPlan, err)})
	}
	return append(list, block{text: a.words.FixType, commands: f.commands}, block{text: a.words.FixBy, faint: true})
}

func (a *App) rights(o Offer) string { return a.words.Rights(o.Plan.NeedsRoot()) }

// changed lists the files and folders that steps change, each once.
func changed(steps []preview.Step) []string {
	var list []string
	seen := map[string]bool{}
	for _, s := range steps {
		if s.About != "" && !seen[s.About] {
			seen[s.About] = true
			list = append(list, s.About)
		}
	}
	return list
}

// short writes a path in the home folder with "~".
func (a *App) short(path string) string {
	home := environ.Get(a.options.Env, "HOME")
	if rest, ok := strings.CutPrefix(path, home+"/"); ok && home != "" {
		return "~/" + rest
	}
	return path
}
