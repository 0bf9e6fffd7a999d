package ui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"gomend/ui/words"
)

// place groups keys on the help page.
type place int

const (
	onFix place = iota
	onCard
	onPath
	onRun
	onResult
	everywhere
)

// binding is a key, what it is called, and what it does. A disabled one does
// nothing and is not shown in the footer.
type binding struct {
	key.Binding
	place place
	rank  int // importance in the footer, 1 most; 0 is not shown there
	do    func(a *App, key string) tea.Cmd
}

func bind(p place, rank int, shown, word string, works bool, do func(*App, string) tea.Cmd, keys ...string) binding {
	b := binding{key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, word)), p, rank, do}
	b.SetEnabled(works)
	return b
}

// bindings is the key map in the present state, in the order of the footer.
func (a *App) bindings() []binding {
	w := a.words
	first, main, over := a.welcome && a.page == mainPage, a.page == mainPage && !a.welcome, a.run.phase == ended
	waits := (main || a.page == overviewPage) && a.held != "" && a.pace == stepwise
	list, narrow := main || a.page == overviewPage, layoutOf(a.width, a.height).narrow
	move, arrows, sides := w.KeyMove, "↑↓", "←→"
	if !over {
		move = w.KeyLook
	}
	if a.ascii {
		arrows, sides = "j k", "h l"
	}
	report := main && over && a.options.Report != nil
	turns := main && narrow && !a.onCard()
	return a.only(append(a.mendBindings(), []binding{
		bind(onCard, 0, "enter", w.KeyGuided, first, (*App).stepByStep, "enter"),
		bind(onCard, a.cardRank(), "enter", w.KeyRunStep, waits, (*App).runStep, "enter"),
		bind(onCard, a.cardRank(), "a", w.KeyRunRest, first || waits, (*App).runRest, "a"),
		bind(onCard, a.cardRank(), "s", w.KeySkip, waits, (*App).skipStep, "s"),
		bind(onPath, 3, arrows, move, list, (*App).moveCheck, "up", "k", "down", "j"),
		bind(onPath, 3, "enter", w.KeyDetails, turns && !a.showDetail || a.page == overviewPage, (*App).turn, "enter", "tab"),
		bind(onPath, 3, "esc", w.KeyBack, a.page == helpPage || a.page == glossaryPage || a.page == overviewPage || a.page == fixPage && a.mend.stage != offered || turns && a.showDetail, (*App).back, "esc", "enter", "tab", "n", "backspace"),
		bind(onPath, 0, sides, w.KeyStep, list, (*App).moveStep, "left", "h", "right", "l"),
		bind(onPath, 0, "g G", w.KeyFirstLast, list, (*App).moveFar, "g", "G", "home", "end"),
		bind(onPath, 0, "pgup pgdn", w.KeyScroll, true, (*App).scroll, "pgup", "pgdown", "ctrl+u", "ctrl+d"),
		bind(onPath, 0, "", "", a.page == helpPage || a.page == glossaryPage || a.page >= fixPage, (*App).scrollLine, "up", "k", "down", "j"),
		bind(onRun, 3, "f", a.followWord(), main && !over && !a.following, (*App).follow, "f", "esc"),
		bind(onRun, 3, "x", w.KeyStop, list && a.stoppable(), (*App).stop, "x"),
		bind(onRun, 0, "p", w.KeyPace, list, (*App).changePace, "p"),
		bind(onResult, 2, a.digits(), w.KeyFix, over && len(a.remedies) > 0 && (list || a.page == fixPage || a.page == mendPage), (*App).showFix, a.digitKeys()...),
		bind(onResult, 5, "r", w.KeyAgain, list && a.mayRepeat(), (*App).again, "r"),
		bind(onResult, 4, "R", w.KeyEverything, list && over && a.repeats == "", (*App).everything, "R"),
		bind(onResult, 5, "d", w.KeyDeeper, main && over && a.repeats == "" && a.deepHost() != "", (*App).deeper, "d"),
		bind(onResult, a.copyRank(), "c", w.KeyCopyCommand, a.typing() != "", (*App).copyCommand, "c"),
		bind(onResult, 6, "C", w.KeyCopyReport, report, (*App).copyReport, "C"),
		bind(onResult, 0, "w", w.KeyWriteReport, report, (*App).writeReport, "w"),
		bind(onRun, a.overviewRank(), "m", w.KeyOverview, first || main, (*App).overview, "m"),
		bind(everywhere, a.languageRank(), "L", w.OtherLanguage, !a.ascii, (*App).switchLanguage, "L"),
		bind(everywhere, 1, "?", w.KeyHelp, a.page != helpPage, (*App).help, "?"),
		bind(everywhere, a.glossaryRank(), "t", w.KeyTerms, a.page != glossaryPage, (*App).glossary, "t"),
		bind(everywhere, 0, "ctrl+l", w.KeyRedraw, true, (*App).redraw, "ctrl+l"),
		bind(everywhere, 0, "ctrl+z", w.KeySuspend, true, (*App).suspend, "ctrl+z"),
		bind(everywhere, 1, "q", w.KeyQuit, true, (*App).quit, "q", "ctrl+c"),
	}...))
}

// stoppable tells whether something runs that can be told to stop.
func (a *App) stoppable() bool {
	return a.repeats != "" || !a.welcome && (a.run.phase == starting || a.run.phase == going)
}

// glossaryRank shows the key to beginners, where they begin and get help.
func (a *App) glossaryRank() int {
	if a.welcome || a.page == helpPage {
		return 3
	}
	return 0
}

// cardRank leaves the keys of a card out that shows them itself.
func (a *App) cardRank() int {
	if a.onCard() && a.page == mainPage {
		return 0
	}
	return 2
}

// followWord names what f goes back to.
func (a *App) followWord() string {
	if a.held != "" && a.pace == stepwise {
		return a.words.KeyNextStep
	}
	return a.words.KeyFollow
}

// overviewRank shows the key where there is time to read it.
func (a *App) overviewRank() int {
	if a.welcome || a.run.phase == ended {
		return 7
	}
	return 0
}

// longRun is when a run has become one that people wait for.
const longRun = 2 * time.Second

// languageRank shows the key for the language to people who have time to read
// it. Its name is in wide characters, and the renderer writes a line with such
// anew at every look: an English run that is over at once does without it.
func (a *App) languageRank() int {
	switch {
	case a.run.phase == ended:
		return 7
	case a.words.Lang() != words.English || a.run.now >= longRun:
		return 4
	}
	return 0
}

// copyRank leaves the key out while checks run: the cursor moves by itself then,
// and the footer would change each time that a check has no command.
func (a *App) copyRank() int {
	if a.run.phase != ended {
		return 0
	}
	return 5
}

func (a *App) digits() string {
	if n := min(len(a.remedies), mostFixes); n > 1 {
		return "1-" + string(rune('0'+n))
	}
	return "1"
}

func (a *App) digitKeys() []string {
	var keys []string
	for i := range min(len(a.remedies), mostFixes) {
		keys = append(keys, string(rune('1'+i)))
	}
	return keys
}

// key does what a key means now.
func (a *App) key(msg tea.KeyPressMsg) tea.Cmd {
	pressed := narrowForms(msg.String())
	switch {
	case a.asking:
		return a.answered(pressed)
	case a.deaf && pressed != "ctrl+c":
		return a.plugEars()
	}
	if cmd, taken := a.midway(pressed); taken {
		return cmd
	}
	if cmd, taken := a.answerKey(msg); taken {
		return cmd
	}
	for _, b := range a.bindings() {
		if b.Enabled() && slices.Contains(b.Keys(), pressed) {
			return b.do(a, pressed)
		}
	}
	return nil
}
