package ui

import (
	"io"
	"os/exec"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gomend/fix/engine"
)

// setRight brings to its end what an earlier run left open, before anything else.
func (a *App) setRight() tea.Cmd {
	m, ctx := a.options.Mender, a.base
	if m == nil {
		return nil
	}
	return func() tea.Msg {
		list, err := m.Recover(ctx)
		return recoveredMsg{list, err}
	}
}

// recovered shows what that was.
func (a *App) recovered(msg recoveredMsg) tea.Cmd {
	a.leftOver, a.leftError = msg.list, msg.err
	if len(msg.list) == 0 && msg.err == nil {
		return a.lookBack()
	}
	a.page, a.top = recoveredPage, 0
	return tea.Batch(a.lookBack(), a.plugEars())
}

// openLeftOver is the first left-over that takes a decision of the person.
func (a *App) openLeftOver() (engine.Recovered, bool) {
	for _, r := range a.leftOver {
		if r.Open() && r.ID != "" {
			return r, true
		}
	}
	return engine.Recovered{}, false
}

// takeBackLeftOver opens the page that asks whether to take it back.
func (a *App) takeBackLeftOver(string) tea.Cmd {
	r, _ := a.openLeftOver()
	a.page, a.top = undoPage, 0
	a.mend = mend{number: a.mend.number + 1, stage: offered, undo: true, entry: engine.Entry{ID: r.ID, Fix: r.Fix, Cause: r.Cause, At: r.At}}
	return a.plugEars()
}

// announced is a command that is told about on the plain terminal before it runs.
type announced struct {
	*exec.Cmd
	text     string
	terminal io.Writer
}

// SetStdin implements tea.ExecCommand.
func (c *announced) SetStdin(r io.Reader) {
	if c.Stdin == nil {
		c.Stdin = r
	}
}

// SetStdout implements tea.ExecCommand.
func (c *announced) SetStdout(w io.Writer) {
	c.terminal = w
	if c.Stdout == nil {
		c.Stdout = w
	}
}

// SetStderr implements tea.ExecCommand.
func (c *announced) SetStderr(w io.Writer) {
	if c.Stderr == nil {
		c.Stderr = w
	}
}

// Run implements tea.ExecCommand.
func (c *announced) Run() error {
	if c.terminal != nil {
		io.WriteString(c.terminal, "\n"+c.text+"\n  $ "+strings.Join(c.Args, " ")+"\n")
	}
	return c.Cmd.Run()
}

// field is a line that a person types.
type field struct {
	text   []rune
	hidden bool
}

// press takes in a key that changes what is there.
func (f *field) press(key string) {
	if key == "ctrl+u" {
		f.text = nil
		return
	}
	f.text = f.text[:max(len(f.text)-1, 0)]
}

// insert takes in one character, or what was pasted, up to its first line's end.
func (f *field) insert(text string) {
	line, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	f.text = append(f.text, []rune(strings.TrimRight(line, "\r"))...)
}

// shown is what is seen of it.
func (f field) shown() string {
	if f.hidden {
		return strings.Repeat("*", len(f.text))
	}
	return string(f.text)
}
