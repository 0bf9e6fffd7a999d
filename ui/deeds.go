package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"gomend/ui/words"
)

// noticeTime is how long a notice takes the place of the keys.
const noticeTime = 6 * time.Second

type (
	noticeOverMsg int // number of the notice
	copyMsg       string
	writtenMsg    struct {
		file string
		err  error
	}
)

// notify shows a short notice in the footer for a while.
func (a *App) notify(text string) tea.Cmd {
	a.notice = text
	a.notices++
	return a.after(noticeTime, noticeOverMsg(a.notices))
}

// after sends a message after a while, or when the program ends.
func (a *App) after(d time.Duration, msg tea.Msg) tea.Cmd {
	over := a.base.Done()
	return func() tea.Msg {
		wait := time.NewTimer(d)
		defer wait.Stop()
		select {
		case <-wait.C:
		case <-over:
		}
		return msg
	}
}

func (a *App) noticeOver(number noticeOverMsg) {
	if int(number) == a.notices && !a.asking {
		a.notice = ""
	}
}

// turn shows the details of the selected check.
func (a *App) turn(string) tea.Cmd {
	a.page, a.showDetail, a.top = mainPage, true, 0
	return nil
}

// overview shows every check in one line. Asked for on the first page, it starts
// the run, too.
func (a *App) overview(string) tea.Cmd {
	a.page, a.top = overviewPage, 0
	if a.welcome {
		return a.runRest("")
	}
	return nil
}

func (a *App) back(string) tea.Cmd {
	if a.page != mainPage {
		a.page = mainPage
		a.mend = mend{number: a.mend.number}
	} else {
		a.showDetail = false
	}
	a.top = 0
	return nil
}

func (a *App) help(string) tea.Cmd {
	a.page, a.top = helpPage, 0
	return nil
}

// glossary says what the words mean.
func (a *App) glossary(string) tea.Cmd {
	a.page, a.top = glossaryPage, 0
	return nil
}

func (a *App) showFix(key string) tea.Cmd {
	return a.lookAt(int(key[0] - '1'))
}

func (a *App) follow(string) tea.Cmd {
	a.following, a.top = true, 0
	a.walk()
	return nil
}

// scroll moves what is too long by half a page.
func (a *App) scroll(key string) tea.Cmd {
	l := layoutOf(a.width, a.height)
	half := max(l.body/2, 1)
	if key == "pgup" || key == "ctrl+u" {
		half = -half
	}
	return a.scrollBy(half)
}

func (a *App) scrollLine(key string) tea.Cmd {
	if key == "up" || key == "k" {
		return a.scrollBy(-1)
	}
	return a.scrollBy(1)
}

func (a *App) scrollBy(rows int) tea.Cmd {
	a.top = min(max(a.top+rows, 0), a.scene().mostTop(layoutOf(a.width, a.height)))
	return nil
}

func (a *App) switchLanguage(string) tea.Cmd {
	a.words = words.For(a.words.Lang().Other())
	a.remedies = a.tell(a.fixes)
	a.top, a.notice = 0, ""
	return nil
}

func (a *App) redraw(string) tea.Cmd  { return tea.ClearScreen }
func (a *App) suspend(string) tea.Cmd { return tea.Suspend }

// quit leaves at once when nothing runs, and asks otherwise.
func (a *App) quit(string) tea.Cmd {
	if a.mend.busy() {
		a.mend.leave = true
		return nil
	}
	if a.idle() {
		return tea.Quit
	}
	a.asking, a.notice = true, a.words.QuitWhileRunning
	return nil
}

// idle tells that nothing would be lost by leaving.
func (a *App) idle() bool { return a.run.phase == ended || a.welcome || a.held != "" }

// answered takes the answer to whether to leave while checks run. Asking twice
// to leave is an answer too.
func (a *App) answered(key string) tea.Cmd {
	a.asking, a.notice = false, ""
	switch key {
	case "y", "Y", "q", "ctrl+c":
		return tea.Quit
	}
	return nil
}

// typing is what the key c copies: the commands of the fix that is shown, or
// that of the selected check.
func (a *App) typing() string {
	switch a.page {
	case fixPage:
		if a.fix < len(a.remedies) {
			return strings.Join(a.remedies[a.fix].commands, "\n")
		}
	case mainPage:
		if a.onCard() {
			return ""
		}
		if w, ok := a.run.find(a.selected); ok {
			return w.check.Command
		}
	}
	return ""
}

func (a *App) copyCommand(string) tea.Cmd {
	return tea.Batch(tea.SetClipboard(a.typing()), a.notify(a.copied(a.words.CopiedCommand)))
}

// copyReport makes the report outside the loop, for it may take its time.
func (a *App) copyReport(string) tea.Cmd {
	report := a.options.Report
	return func() tea.Msg { return copyMsg(report()) }
}

func (a *App) copyText(text string) tea.Cmd {
	return tea.Batch(tea.SetClipboard(text), a.notify(a.copied(a.words.CopiedReport)))
}

// copied is the notice after copying. Nobody can tell whether the terminal took
// it; tmux takes it only when it is told to.
func (a *App) copied(text string) string {
	if a.tmux {
		return text + " " + a.words.TmuxHint
	}
	return text
}

func (a *App) writeReport(string) tea.Cmd {
	report := a.options.Report
	return func() tea.Msg {
		file, err := writeNew("gomend-report", ".md", report())
		return writtenMsg{file, err}
	}
}
