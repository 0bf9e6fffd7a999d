package ui

import (
	tea "charm.land/bubbletea/v2"

	"gomend/fix/engine"
)

// mendBindings are the keys of the pages on which fixes are looked at, applied and
// taken back. Nothing is applied except by y on the page that shows it.
func (a *App) mendBindings() []binding {
	w, m := a.words, &a.mend
	offer := a.page == fixPage && m.stage == offered
	undo := a.page == undoPage
	count := a.page == mendPage && m.stage == counting
	closed := a.page == mendPage && m.stage == settled || a.page == curedPage
	_, open := a.openLeftOver()
	over := a.run.phase == ended
	main := (a.page == mainPage || a.page == overviewPage) && !a.welcome && over && a.repeats == ""
	return []binding{
		bind(onFix, 1, "y", w.KeyReadOn, offer && a.unread(), (*App).readOn, "y", "Y", "space"),
		bind(onFix, 1, "y", w.KeyApply, offer && !a.unread(), (*App).apply, "y", "Y"),
		bind(onFix, 1, "y", w.KeyTakeBack, undo, (*App).reallyTakeBack, "y", "Y"),
		bind(onFix, 1, "n", w.KeyNo, offer || undo, (*App).back, "n", "esc", "backspace"),
		bind(onFix, 1, "k", w.KeyKeep, count, (*App).keep, "k"),
		bind(onFix, 1, "u", w.KeyTakeBack, count, (*App).revert, "u"),
		bind(onFix, 1, "enter", w.KeyContinue, closed || a.page == recoveredPage, (*App).goOn, "enter", "esc"),
		bind(onFix, 1, "enter", w.KeyContinue, a.types(), (*App).nothing, "enter"),
		bind(onFix, 2, "u", w.KeyTakeBack, a.page == curedPage, (*App).takeBack, "u"),
		bind(onFix, 2, "u", w.KeyTakeBack, a.page == recoveredPage && open, (*App).takeBackLeftOver, "u"),
		bind(onFix, 5, "u", w.KeyUndo, main && a.last.ID != "", (*App).takeBack, "u"),
	}
}

// unread tells that a part of what would change has not been in view yet.
func (a *App) unread() bool {
	s := scene{look: a.look, w: a.words, page: a.page, body: a.pageBlocks(), question: a.pageQuestion()}
	return a.top < s.mostTop(layoutOf(a.width, a.height))
}

// readOn shows more of it.
func (a *App) readOn(string) tea.Cmd { return tea.Batch(a.scroll("pgdown"), a.plugEars()) }

// nothing is for keys that are taken before: they are named all the same.
func (a *App) nothing(string) tea.Cmd { return nil }

// keep keeps a change that would otherwise revert by itself.
func (a *App) keep(string) tea.Cmd {
	a.mend.run.Keep()
	return nil
}

// revert takes it back at once.
func (a *App) revert(string) tea.Cmd {
	a.mend.run.Revert()
	return nil
}

// goOn leaves the page on which something ended. After a change everything is
// checked again.
func (a *App) goOn(string) tea.Cmd {
	m := &a.mend
	changed := a.page != recoveredPage && (m.result.Outcome.Changed() || m.undo && m.result.Outcome == engine.PutBack)
	a.page, a.top = mainPage, 0
	a.mend = mend{number: m.number}
	if changed && !a.welcome {
		return a.begin()
	}
	return nil
}

// types tells that keys go into a line.
func (a *App) types() bool {
	return a.page == fixPage && (a.mend.stage == asking || a.mend.stage == naming)
}

// only leaves those keys that count while something is changed, or typed.
func (a *App) only(list []binding) []binding {
	busy, entering := a.page == mendPage && a.mend.busy(), a.types()
	for i := range list {
		b := &list[i]
		lasting := b.place == everywhere && (b.Help().Key == "L" || b.Help().Key == "ctrl+l" || b.Help().Key == "q")
		entry := b.place == onPath && b.Help().Key == "esc"
		switch {
		case busy && b.place != onFix && !lasting, entering && !entry && b.Help().Key != "enter":
			b.SetEnabled(false)
		}
	}
	return list
}

// midway takes the few keys that count while something is changed. To leave is
// noted, and obeyed at the end.
func (a *App) midway(key string) (tea.Cmd, bool) {
	if a.page != mendPage || !a.mend.busy() {
		return nil, false
	}
	switch key {
	case "q", "ctrl+c":
		a.mend.leave = true
	case "L":
		if !a.ascii {
			return a.switchLanguage(key), true
		}
	case "ctrl+l":
		return a.redraw(key), true
	case "k", "u":
		return nil, a.mend.stage != counting
	}
	return nil, true
}

// named applies a dangerous fix when its name was typed.
func (a *App) named() tea.Cmd {
	if string(a.mend.field.text) == a.fixes[a.fix].ID {
		return a.reallyApply()
	}
	a.mend.field = field{}
	return nil
}

// answerKey types into the line that asks for what only the person knows.
func (a *App) answerKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	m := &a.mend
	if a.page != fixPage || m.stage != asking && m.stage != naming {
		return nil, false
	}
	switch key := msg.String(); key {
	case "ctrl+c":
		return a.quit(key), true
	case "esc":
		return a.back(key), true
	case "enter":
		if m.stage == naming {
			return a.named(), true
		}
		m.given[m.asks[0].Name] = string(m.field.text)
		if m.asks = m.asks[1:]; len(m.asks) == 0 {
			return a.plan(), true
		}
		m.field = field{hidden: m.asks[0].Hidden}
	case "backspace", "ctrl+h", "ctrl+u":
		m.field.press(key)
	default:
		m.field.insert(msg.Text)
	}
	return nil, true
}
