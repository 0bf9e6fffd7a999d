package ui

import (
	"context"
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

// apply does what was shown. What is dangerous wants its name typed first.
func (a *App) apply(string) tea.Cmd {
	if a.fixes[a.fix].Risk == fix.Dangerous {
		a.mend.stage, a.mend.field = naming, field{}
		return nil
	}
	return a.reallyApply()
}

func (a *App) reallyApply() tea.Cmd {
	m := &a.mend
	m.stage, m.steps = applying, make([]stepState, len(m.offer.Plan.Steps))
	a.page, a.top = mendPage, 0
	m.run = a.options.Mender.Apply(context.WithoutCancel(a.base), m.offer, a.run.verdict, a.board)
	a.mending.Store(&m.run)
	return a.attend(m.number, m.run)
}

// takeBack opens the page that asks whether to take back the last fix.
func (a *App) takeBack(string) tea.Cmd {
	a.page, a.top = undoPage, 0
	a.mend = mend{number: a.mend.number + 1, stage: offered, undo: true, entry: a.last}
	return a.plugEars()
}

// reallyTakeBack does it.
func (a *App) reallyTakeBack(string) tea.Cmd {
	m := &a.mend
	m.stage, m.takesBack = undoing, true
	a.page, a.top = mendPage, 0
	m.run = a.options.Mender.Undo(context.WithoutCancel(a.base), m.entry.ID)
	a.mending.Store(&m.run)
	return a.attend(m.number, m.run)
}

// attend waits for what happens next to a fix, and takes all that lies ready.
func (a *App) attend(number int, run Mending) tea.Cmd {
	loans := a.options.Lender.wanted()
	return func() tea.Msg {
		msg := mendMsg{number: number, run: run}
		select {
		case e, open := <-run.Events():
			msg.take(e, open)
		case l := <-loans:
			msg.loan = &l
		}
		for msg.loan == nil && !msg.closed {
			select {
			case e, open := <-run.Events():
				msg.take(e, open)
			default:
				return msg
			}
		}
		return msg
	}
}

func (m *mendMsg) take(e engine.Event, open bool) {
	if open {
		m.events = append(m.events, e)
	}
	m.closed = !open
}

// attended takes in what happened.
func (a *App) attended(msg mendMsg) tea.Cmd {
	m := &a.mend
	for _, e := range msg.events {
		m.hear(e)
	}
	a.beat++
	switch {
	case msg.loan != nil:
		l := *msg.loan
		return tea.Exec(&announced{Cmd: l.cmd, text: a.words.SudoAnnounce}, func(err error) tea.Msg {
			l.done <- err
			return lentMsg{msg.number, msg.run}
		})
	case msg.closed:
		return a.settle()
	}
	return a.attend(msg.number, msg.run)
}

// settle ends it: the page says how, or the person who asked to leave leaves.
func (a *App) settle() tea.Cmd {
	a.mend.stage, a.top = settled, 0
	a.mending.Store(nil)
	if a.mend.leave {
		return tea.Quit
	}
	if !a.mend.undo && a.mend.result.Outcome == engine.Mended {
		a.page = curedPage
	}
	return tea.Batch(a.lookBack(), a.plugEars())
}

// finishMend puts back what is being changed when the program must leave, and
// waits for that.
func (a *App) finishMend(patience time.Duration) {
	run := a.mending.Load()
	if run == nil {
		return
	}
	(*run).Cancel()
	over := time.NewTimer(patience)
	defer over.Stop()
	for {
		select {
		case _, open := <-(*run).Events():
			if !open {
				return
			}
		case <-over.C:
			return
		}
	}
}

// lookBack finds out which fix was applied last.
func (a *App) lookBack() tea.Cmd {
	m := a.options.Mender
	if m == nil {
		return nil
	}
	return func() tea.Msg {
		list, _ := m.History() // a journal that cannot be read has nothing to take back from here
		return historyMsg(list)
	}
}

func (a *App) lookedBack(list historyMsg) {
	a.last = engine.Entry{}
	for _, e := range list {
		if e.Undoable {
			a.last = e
			return
		}
	}
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
