package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
)

// mendStage is how far a fix, or taking one back, has come.
type mendStage int

const (
	noMend    mendStage = iota
	planning            // the plan is being made
	asking              // the plan needs what only the person knows
	offered             // the plan is shown; y applies it
	naming              // a dangerous one; its name has to be typed
	byHand              // it has to be done by hand
	applying            // steps are done
	verifying           // the checks run again
	counting            // it reverts by itself unless it is kept
	undoing             // everything is being taken back
	settled             // it has ended
)

// mend is one fix from the look at it to its end.
type mend struct {
	number int // of the look; what older ones still tell is dropped
	stage  mendStage
	undo   bool // takes back what was applied
	entry  engine.Entry
	offer  Offer
	why    error // of byHand
	field  field
	asks   []fix.Ask
	given  map[fix.AskName]string

	run       Mending
	steps     []stepState // of the plan
	command   []string    // that is about to ask for rights
	left      time.Duration
	checked   mark // the checks afterwards
	takesBack bool // everything is being, or has been, taken back
	conflicts []engine.Conflict
	result    engine.Result
	leave     bool // as soon as it has ended
}

// stepState is how far a step of a plan has come.
type stepState int

const (
	stepWaits stepState = iota
	stepRuns
	stepDone
	stepUndone
	stepStays // could not be taken back
)

// busy tells that leaving now would leave something half done.
func (m *mend) busy() bool { return m.stage >= applying && m.stage < settled }

type (
	plannedMsg struct {
		number int
		offer  Offer
		err    error
	}
	mendMsg struct {
		number int
		run    Mending
		events []engine.Event
		loan   *loan
		closed bool
	}
	lentMsg struct {
		number int
		run    Mending
	}
	recoveredMsg struct {
		list []engine.Recovered
		err  error
	}
	historyMsg []engine.Entry
)

// lookAt opens the page of a fix, and lets its plan be made.
func (a *App) lookAt(index int) tea.Cmd {
	a.page, a.fix, a.top = fixPage, index, 0
	a.mend = mend{number: a.mend.number + 1, given: map[fix.AskName]string{}}
	if f := a.fixes[index]; a.options.Mender == nil || !f.Automatic {
		a.mend.stage = byHand
		return nil
	}
	return a.plan()
}

// plan lets the plan be made, with the answers that there are.
func (a *App) plan() tea.Cmd {
	a.mend.stage = planning
	number, id, v, b, m := a.mend.number, a.fixes[a.fix].ID, a.run.verdict, a.board, a.options.Mender
	given := map[fix.AskName]string{}
	for name, answer := range a.mend.given {
		given[name] = answer
	}
	ctx := a.base
	return func() tea.Msg {
		offer, err := m.Plan(ctx, id, v, b, given)
		return plannedMsg{number, offer, err}
	}
}

func (a *App) planned(msg plannedMsg) tea.Cmd {
	if msg.number != a.mend.number || a.mend.stage != planning {
		return nil
	}
	var wanting *fix.AskError
	switch {
	case errors.As(msg.err, &wanting) && len(wanting.Asks) > 0:
		a.mend.stage, a.mend.asks, a.mend.field = asking, wanting.Asks, field{hidden: wanting.Asks[0].Hidden}
		return nil
	case msg.err != nil:
		a.mend.stage, a.mend.why = byHand, msg.err
		return nil
	}
	a.mend.stage, a.mend.offer, a.top = offered, msg.offer, 0
	return a.plugEars() // the difference has appeared by itself
}

// hear takes in one event.
func (m *mend) hear(e engine.Event) {
	set := func(s stepState) {
		if e.Step >= 0 && e.Step < len(m.steps) {
			m.steps[e.Step] = s
		}
	}
	switch e.Kind {
	case engine.StepStarted:
		set(stepRuns)
	case engine.StepEnded:
		set(stepDone)
		m.command = nil
	case engine.Elevating:
		m.command = e.Command
	case engine.Verifying:
		m.stage, m.checked, m.command = verifying, running, nil
	case engine.Checked:
		m.checked = passed
		if e.Report != nil && e.Report.Status != checks.Healthy && e.Report.Status != checks.Degraded {
			m.checked = failed
		}
	case engine.Countdown:
		m.stage, m.left = counting, e.Left
	case engine.Undoing:
		m.stage, m.takesBack = undoing, true
	case engine.StepUndone:
		set(stepUndone)
	case engine.InConflict:
		set(stepStays)
		if e.Conflict != nil {
			m.conflicts = append(m.conflicts, *e.Conflict)
		}
	case engine.Ended:
		if e.Result != nil {
			m.result = *e.Result
		}
	}
}
