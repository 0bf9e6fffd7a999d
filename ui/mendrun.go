package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"gomend/fix"
	"gomend/fix/engine"
)

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
	a.noteUntaken()
	a.mending.Store(nil)
	if a.mend.leave {
		return tea.Quit
	}
	if !a.mend.undo && a.mend.result.Outcome == engine.Mended {
		a.page = curedPage
	}
	return tea.Batch(a.lookBack(), a.plugEars())
}

// noteUntaken notes whether the shell has yet to take what was applied.
func (a *App) noteUntaken() {
	r := a.mend.result
	switch {
	case a.mend.undo && r.Outcome == engine.PutBack:
		delete(a.untaken, r.ID)
	case !a.mend.undo && r.Outcome.Changed() && len(r.Env) > 0:
		if a.untaken == nil {
			a.untaken = map[string]bool{}
		}
		a.untaken[r.ID] = true
	}
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
