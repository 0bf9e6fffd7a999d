package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"gomend/checks"
	"gomend/fix"
)

// Times between two looks at what has happened. Events that come in between are
// taken together: that is the only clock of the screen, and it runs only while
// checks do.
const (
	lookAfterEvent = 250 * time.Millisecond
	lookInSilence  = 500 * time.Millisecond // nothing but the spinner and a second or two change
)

// stream is one run of the checks. Its fields are set before ready is closed.
type stream struct {
	number int
	repeat bool // asks one check of a finished run once more
	cancel context.CancelFunc
	ready  chan struct{}
	events <-chan checks.Event
	board  *checks.Board

	resting bool // the gate holds up everything; known to listen alone
}

// heardMsg is what an engine has told since the last look.
type heardMsg struct {
	stream *stream
	events []checks.Event
	now    time.Duration // since the start of the run
	closed bool          // every check has ended
	fixes  []fix.Fix     // with the final verdict
}

// begin starts the checks, behind a gate that the pace opens.
func (a *App) begin() tea.Cmd {
	ctx, cancel := context.WithCancel(a.base)
	e := &stream{number: a.run.number + 1, cancel: cancel, ready: make(chan struct{})}
	a.streams = append(a.streams, e)
	a.run = newRecord(e.number)
	a.fixes, a.remedies, a.board = nil, nil, nil
	a.following, a.walking, a.watched, a.open, a.selected = true, "", "", checks.LayerNetwork, ""
	a.held, a.passed, a.repeats = "", "", ""
	a.top, a.showDetail = 0, false
	if a.page != overviewPage {
		a.page = mainPage
	}
	gate := checks.NewGate()
	if a.pace == auto && !a.welcome {
		gate.OpenAll()
	}
	a.gate = gate
	start, fixes := a.options.Start, a.options.Fixes
	return func() tea.Msg {
		e.events, e.board = start(ctx, gate)
		close(e.ready)
		return e.listen(fixes)
	}
}

// listen takes all that an engine tells until the time for a look has come.
func (e *stream) listen(fixes func(checks.Verdict, *checks.Board) []fix.Fix) heardMsg {
	heard := heardMsg{stream: e}
	look := time.NewTimer(lookInSilence)
	defer look.Stop()
	if e.resting {
		look.Stop() // nothing changes until a key is pressed
	}
	for {
		select {
		case event, open := <-e.events:
			if !open {
				heard.closed = true
				heard.now = e.board.Elapsed()
				return heard
			}
			if len(heard.events) == 0 {
				look.Reset(lookAfterEvent)
			}
			heard.events = append(heard.events, event)
			e.resting = event.Kind == checks.EventHeld || e.resting && event.Kind != checks.EventStarted
			if event.Kind == checks.EventVerdict && event.Final && fixes != nil {
				heard.fixes = fixes(event.Verdict, e.board)
			}
		case <-look.C:
			heard.now = e.board.Elapsed()
			return heard
		}
	}
}

// heard takes in what happened, and listens on. What an older run still tells
// is read to its end and dropped.
func (a *App) heard(msg heardMsg) tea.Cmd {
	e := msg.stream
	switch {
	case e.number != a.run.number:
	case e.repeat:
		return a.heardAgain(msg)
	default:
		a.takeIn(msg)
	}
	return tea.Batch(a.listenOn(msg), a.holding(msg.events))
}

// listenOn waits for what an engine tells next.
func (a *App) listenOn(msg heardMsg) tea.Cmd {
	if msg.closed {
		a.forget(msg.stream)
		return nil
	}
	fixes := a.options.Fixes
	return func() tea.Msg { return msg.stream.listen(fixes) }
}

func (a *App) takeIn(msg heardMsg) {
	r := &a.run
	if r.phase == starting {
		r.phase = going
	}
	a.board = msg.stream.board
	for _, event := range msg.events {
		r.apply(event)
	}
	r.now = max(r.now, msg.now)
	if msg.fixes != nil {
		a.fixes = msg.fixes
		a.remedies = a.tell(a.fixes)
	}
	a.beat++
	if msg.closed {
		r.phase, a.held = ended, ""
		if a.asking {
			a.asking, a.notice = false, ""
		}
	}
	a.walk()
}

// walk goes with the run: it opens the step, and chooses the check, that a
// person who touches nothing should see.
func (a *App) walk() {
	watch := a.run.focus(a.watched)
	if a.pace == stepwise && a.run.phase == going && a.passed != "" {
		watch = a.run.focusIn(a.passed, a.watched)
	}
	focus, ok := a.run.find(watch)
	if !ok {
		return
	}
	a.watched, a.walking = focus.check.ID, focus.check.Layer()
	if a.following {
		if a.selected != focus.check.ID {
			a.top = 0
		}
		a.selected, a.open = focus.check.ID, a.walking
	}
}

// stop asks the checks to end.
func (a *App) stop(string) tea.Cmd {
	if a.run.phase != ended {
		a.run.phase, a.held = stopping, ""
	}
	for _, e := range a.streams {
		e.cancel()
	}
	return nil
}

// everything checks all again.
func (a *App) everything(string) tea.Cmd { return a.begin() }

// forget lets go of an engine that has ended.
func (a *App) forget(e *stream) {
	e.cancel()
	for i, known := range a.streams {
		if known == e {
			a.streams = append(a.streams[:i:i], a.streams[i+1:]...)
			return
		}
	}
}

// end cancels what still runs and waits until nothing of it is left, or until
// the patience of somebody who leaves is over.
func (a *App) end(patience time.Duration) {
	over := time.NewTimer(patience)
	defer over.Stop()
	a.close()
	for _, e := range a.streams {
		select {
		case <-e.ready:
		case <-over.C:
			return
		}
		for open := true; open; {
			select {
			case _, open = <-e.events:
			case <-over.C:
				return
			}
		}
	}
}
