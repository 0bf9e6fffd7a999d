package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"gomend/checks"
)

// moveCheck goes to the next or the last check, also across steps.
func (a *App) moveCheck(key string) tea.Cmd {
	way := 1
	if key == "up" || key == "k" {
		way = -1
	}
	list := a.reachable()
	at := slices.IndexFunc(list, func(c checks.Check) bool { return c.ID == a.selected })
	if at < 0 {
		at = slices.IndexFunc(list, func(c checks.Check) bool { return c.Layer().Number() >= a.open.Number() })
		way = 0
	}
	if at+way >= 0 && at+way < len(list) && at >= 0 {
		a.choose(list[at+way])
	}
	return nil
}

// reachable lists all visible checks in the order of the path.
func (a *App) reachable() []checks.Check {
	var list []checks.Check
	for _, l := range checks.Layers {
		for _, w := range a.run.layer(l) {
			list = append(list, w.check)
		}
	}
	return list
}

// choose puts the cursor on a check; who moves it no longer follows the run.
func (a *App) choose(c checks.Check) {
	if c.ID != a.selected {
		a.top = 0
	}
	a.selected, a.open, a.following = c.ID, c.Layer(), false
}

// moveStep goes to the first problem, or else the first check, of another step.
func (a *App) moveStep(key string) tea.Cmd {
	way := 1
	if key == "left" || key == "h" {
		way = -1
	}
	for n := a.open.Number() + way; n >= 1 && n <= len(checks.Layers); n += way {
		l := checks.Layers[n-1]
		if rows := a.run.layer(l); len(rows) > 0 {
			a.choose(rows[a.step(n, l).firstFailing].check)
			return nil
		}
	}
	return nil
}

func (a *App) moveFar(key string) tea.Cmd {
	list := a.reachable()
	if len(list) == 0 {
		return nil
	}
	if key == "g" || key == "home" {
		a.choose(list[0])
	} else {
		a.choose(list[len(list)-1])
	}
	return nil
}
