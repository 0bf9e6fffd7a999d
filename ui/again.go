package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gomend/checks"
)

// again asks the selected check once more, and what it needs.
func (a *App) again(string) tea.Cmd {
	w, ok := a.run.find(a.selected)
	if !ok || a.options.Again == nil || a.board == nil {
		return nil
	}
	ctx, cancel := context.WithCancel(a.base)
	e := &stream{number: a.run.number, repeat: true, cancel: cancel, ready: make(chan struct{}), board: a.board}
	a.streams = append(a.streams, e)
	a.repeats, a.repeatsOK, a.following = w.check.ID, w.result.Status.OK(), false
	ask := a.options.Again
	return func() tea.Msg {
		e.events = ask(ctx, e.board, w.check.ID)
		close(e.ready)
		return e.listen(nil)
	}
}

// mayRepeat tells whether the selected check can be asked once more.
func (a *App) mayRepeat() bool {
	w, ok := a.run.find(a.selected)
	return ok && a.options.Again != nil && a.board != nil && a.run.phase == ended && a.repeats == "" && w.ended
}

// heardAgain takes in what a check says when it is asked once more. When it says
// something else than before, all that was concluded from it is stale: everything
// is checked again.
func (a *App) heardAgain(msg heardMsg) tea.Cmd {
	for _, event := range msg.events {
		a.run.apply(event)
	}
	a.run.now = max(a.run.now, msg.now)
	a.beat++
	if !msg.closed {
		return a.listenOn(msg)
	}
	w, _ := a.run.find(a.repeats)
	a.repeats = ""
	a.forget(msg.stream)
	switch {
	case !w.ended || w.result.Code == checks.Canceled:
		return a.notify(a.words.Stopped)
	case w.result.Status.OK() != a.repeatsOK:
		return tea.Batch(a.begin(), a.notify(a.words.OtherResult))
	}
	return a.notify(a.words.SameResult)
}
