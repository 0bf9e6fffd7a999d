package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"gomend/checks"
)

// pace is how the run goes on from layer to layer.
type pace int

const (
	auto     pace = iota // by itself; the screen stays at the first problem
	stepwise             // each layer waits for a key
)

// quietTime is how long no key may have come before one counts on a page that
// appeared by itself, or applies something: what is typed ahead, pasted or held
// down was not meant for it.
const quietTime = 400 * time.Millisecond

// quietMsg tells that no key has come since the one of that number.
type quietMsg int

// plugEars lets keys do nothing until none has come for a while.
func (a *App) plugEars() tea.Cmd {
	a.deaf = true
	a.deafs++
	return a.after(quietTime, quietMsg(a.deafs))
}

// holding notices that the run waits for a key: its card appears.
func (a *App) holding(events []checks.Event) tea.Cmd {
	if a.run.phase != going {
		return nil
	}
	before := a.held
	for _, event := range events {
		if event.Kind == checks.EventHeld {
			a.held = event.Layer
		}
	}
	if a.welcome || a.held == before {
		return nil
	}
	a.top = 0
	return a.plugEars()
}

// onCard tells whether the card of the layer that waits is in view.
func (a *App) onCard() bool {
	return a.following && (a.welcome || a.held != "" && a.pace == stepwise)
}

// stepByStep leaves the first page for the card of the first layer.
func (a *App) stepByStep(string) tea.Cmd {
	a.welcome, a.pace, a.top = false, stepwise, 0
	return nil
}

// runStep lets the layer go that waits.
func (a *App) runStep(string) tea.Cmd {
	a.letGo(func(l checks.Layer) { a.gate.Open(l) })
	return nil
}

// skipStep leaves out the layer that waits.
func (a *App) skipStep(string) tea.Cmd {
	a.letGo(func(l checks.Layer) { a.gate.Skip(l) })
	return nil
}

func (a *App) letGo(open func(checks.Layer)) {
	a.passed, a.open = a.held, a.held
	a.held, a.following, a.selected, a.watched, a.top = "", true, "", "", 0
	open(a.passed)
}

// runRest lets everything go; the screen stays at the first problem.
func (a *App) runRest(string) tea.Cmd {
	a.welcome, a.pace, a.held, a.top = false, auto, "", 0
	a.following = true
	a.gate.OpenAll()
	return nil
}

// changePace goes from one pace to the other, also in the middle of a run.
func (a *App) changePace(string) tea.Cmd {
	if a.pace == stepwise {
		a.pace, a.held = auto, ""
		a.gate.OpenAll()
		return a.notify(a.words.PaceIsAuto)
	}
	a.pace = stepwise
	if l, waits := a.untouched(); waits {
		a.gate.Close(l)
	}
	return a.notify(a.words.PaceIsStep)
}

// untouched is the lowest layer of which nothing but the go command has begun.
func (a *App) untouched() (checks.Layer, bool) {
	last := 0
	for _, w := range a.run.rows {
		if (w.started || w.ended) && w.check.Kind != checks.KindGoCommand {
			last = max(last, w.check.Layer().Number())
		}
	}
	if a.run.phase == ended || last >= len(checks.Layers) {
		return "", false
	}
	return checks.Layers[last], true
}
