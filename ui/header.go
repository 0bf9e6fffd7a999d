package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// header is the top row: name, module, mode and how much is done.
func (s scene) header(width int) string {
	left := " " + s.bold.Render("gomend")
	if s.title != "" {
		left += "  " + s.title
	}
	right := s.faint.Render(s.pace)
	if s.all > 0 && s.pace != "" {
		right += s.faint.Render(fmt.Sprintf("  %d/%d", s.done, s.all))
	}
	return spread(left, right, width-1, s.ellipsis)
}

// rule is a thin line; while checks run, its left part is heavy and shows how
// much is done.
func (s scene) rule(width int) string {
	heavy := 0
	if s.busy && s.all > 0 {
		heavy = width * s.done / s.all
	}
	return s.drawn(s.heavy, heavy, s.cyan.Render) + s.drawn(s.line, width-heavy, s.faint.Render)
}

func (s scene) drawn(glyph string, width int, render func(...string) string) string {
	if width <= 0 {
		return ""
	}
	return render(strings.Repeat(glyph, width))
}

// heading is a title whose row is filled with a thin line.
func (s scene) heading(title string, width int) string {
	title = fit(title, width, s.ellipsis)
	rest := width - ansi.StringWidth(title)
	if rest < 2 {
		return s.bold.Render(title)
	}
	return s.bold.Render(title) + " " + s.faint.Render(strings.Repeat(s.line, rest-1))
}
