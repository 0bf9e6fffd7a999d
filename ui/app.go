// Package ui is what a person meets: the screen that shows the path from this
// computer to the module, what was found on it, and what can be typed against it.
//
// App holds the state. For each drawing it makes a scene, a plain value, and the
// views make lines of text from that and nothing else. Everything that waits or
// takes time is a command, outside the loop.
package ui

import (
	"context"
	"fmt"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"gomend/checks"
	"gomend/checks/environ"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/ui/words"
)

// App is the only Bubble Tea model of the program.
type App struct {
	look
	options Options
	base    context.Context    // of everything that is begun
	close   context.CancelFunc // ends it
	words   *words.Words
	tmux    bool

	width, height int

	streams   []*stream // not yet ended: the present one, and older ones that still end
	run       record    // of the present run
	gate      *checks.Gate
	board     *checks.Board // of the present run; nil until it has one
	pace      pace
	welcome   bool         // nobody has pressed a key yet
	held      checks.Layer // waits for a key
	passed    checks.Layer // let go last
	repeats   string       // id of the check that is asked once more
	repeatsOK bool         // it was well before
	beat      int          // counts looks; moves the spinner
	walking   checks.Layer
	watched   string // check that a follower sees

	fixes    []fix.Fix
	remedies []remedy // the same in words

	open       checks.Layer
	selected   string // id of a check
	following  bool
	page       page
	fix        int
	showDetail bool
	top        int

	mend      mend
	mending   atomic.Pointer[Mending] // what is being changed; also seen when the loop hangs
	last      engine.Entry            // the fix that can be taken back
	leftOver  []engine.Recovered      // of an earlier run
	leftError error

	untaken map[string]bool // ids of applied fixes that the shell has yet to take

	notice  string
	notices int
	asking  bool // whether to leave while checks run
	deaf    bool // to keys, until none has come for a while
	deafs   int
}

func newApp(ctx context.Context, o Options) *App {
	lang := o.Lang
	if o.ASCII {
		lang = words.English
	}
	base, end := context.WithCancel(ctx)
	a := &App{
		look: newLook(o.ASCII, o.NoColor), options: o, base: base, close: end, words: words.For(lang), tmux: environ.Get(o.Env, "TMUX") != "",
		width: o.Width, height: o.Height, run: newRecord(0), open: checks.LayerNetwork, following: true, welcome: !o.Step,
	}
	if o.Step {
		a.pace = stepwise
	}
	return a
}

// Init implements tea.Model. The settings of go are read at once; nothing is sent
// before the first key.
func (a *App) Init() tea.Cmd { return tea.Batch(a.setRight(), a.begin(), a.plugEars()) }

// Update implements tea.Model. It does no I/O and takes no time.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height, a.top = msg.Width, msg.Height, 0
	case tea.KeyPressMsg:
		return a, a.key(msg)
	case heardMsg:
		return a, a.heard(msg)
	case noticeOverMsg:
		a.noticeOver(msg)
	case quietMsg:
		a.deaf = a.deaf && int(msg) != a.deafs
	case tea.PasteMsg:
		if a.types() {
			a.mend.field.insert(msg.Content)
		}
	case plannedMsg:
		return a, a.planned(msg)
	case mendMsg:
		return a, a.attended(msg)
	case lentMsg:
		return a, a.attend(msg.number, msg.run)
	case recoveredMsg:
		return a, a.recovered(msg)
	case historyMsg:
		a.lookedBack(msg)
	case copyMsg:
		return a, a.copyText(string(msg))
	case writtenMsg:
		return a, a.written(msg)
	}
	return a, nil
}

func (a *App) written(msg writtenMsg) tea.Cmd {
	if msg.err != nil {
		return a.notify(fmt.Sprintf(a.words.WriteFailed, msg.file))
	}
	return a.notify(fmt.Sprintf(a.words.WroteReport, msg.file))
}
