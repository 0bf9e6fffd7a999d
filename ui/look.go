package ui

import (
	"fmt"
	"time"

	"charm.land/lipgloss/v2"

	"gomend/checks"
)

// mark is what a sign says about a check, a layer or the whole run.
type mark int

const (
	waiting mark = iota
	running
	passed
	warned
	failed
	skipped
	unclear
)

// markOf is the mark of a final status.
func markOf(s checks.Status) mark {
	switch s {
	case checks.Pass:
		return passed
	case checks.Warn:
		return warned
	case checks.Fail:
		return failed
	case checks.Skip:
		return skipped
	}
	return unclear
}

// glyphs are the characters of the screen. All signs are one cell wide
// everywhere; lines are not where ambiguous characters are drawn wide.
type glyphs struct {
	signs              [unclear + 1]string
	spinner            []string
	cursor             string
	solid, dotted      string // the path, where it works and where not
	branch, corner     string // off the path, and where it stops
	line, heavy, bar   string
	start, finish, dot string
	ellipsis           string
}

var unicodeGlyphs = glyphs{
	signs:   [...]string{waiting: "◦", running: "⠋", passed: "✓", warned: "!", failed: "✗", skipped: "-", unclear: "?"},
	spinner: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
	cursor:  "›", solid: "│", dotted: "┆", branch: "├", corner: "╰", line: "─", heavy: "━", bar: "│",
	start: "●", finish: "◇", dot: "·", ellipsis: "…",
}

var asciiGlyphs = glyphs{
	signs:   [...]string{waiting: ".", running: "~", passed: "+", warned: "!", failed: "x", skipped: "-", unclear: "?"},
	spinner: []string{"~"},
	cursor:  ">", solid: "|", dotted: ":", branch: "+", corner: "`", line: "-", heavy: "=", bar: "|",
	start: "*", finish: "o", dot: "-", ellipsis: "...",
}

// look is how things are drawn: characters and the few styles, all of the
// person's own palette.
type look struct {
	glyphs
	ascii                                        bool // nothing but ASCII may be drawn
	plain, bold, faint, cyan, green, yellow, red lipgloss.Style
}

// newLook makes the look of a screen. Without colour, bold and faint stay.
func newLook(ascii, noColor bool) look {
	l := look{glyphs: unicodeGlyphs, ascii: ascii}
	if ascii {
		l.glyphs = asciiGlyphs
	}
	l.plain = lipgloss.NewStyle()
	l.bold, l.faint = l.plain.Bold(true), l.plain.Faint(true)
	l.cyan, l.green, l.yellow, l.red = l.plain, l.plain, l.plain, l.plain
	if !noColor {
		l.cyan = l.plain.Foreground(lipgloss.Cyan)
		l.green = l.plain.Foreground(lipgloss.Green)
		l.yellow = l.plain.Foreground(lipgloss.Yellow)
		l.red = l.plain.Foreground(lipgloss.Red)
	}
	return l
}

// style is the style of a mark's sign.
func (l look) style(m mark) lipgloss.Style {
	switch m {
	case running:
		return l.cyan
	case passed:
		return l.green
	case warned, unclear:
		return l.yellow
	case failed:
		return l.red
	}
	return l.faint
}

// sign draws a mark; beat moves the spinner of what runs.
func (l look) sign(m mark, beat int) string {
	text := l.signs[m]
	if m == running {
		text = l.spinner[beat%len(l.spinner)]
	}
	return l.style(m).Render(text)
}

// lasted is a finished check's time as text.
func lasted(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Millisecond:
		return "< 1 ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 100*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%d s", int(d.Seconds()))
}

// lasting is a running check's time: whole seconds, and nothing before the
// first, so that the screen changes seldom.
func lasting(d time.Duration) string {
	if d < time.Second {
		return ""
	}
	return fmt.Sprintf("%d s", int(d.Seconds()))
}
