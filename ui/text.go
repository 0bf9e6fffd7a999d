package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

const (
	noBreakBefore = "，。、；：？！）】》」』”’…,.;:?!)]}%"
	noBreakAfter  = "（【《「『“‘([{$"
)

// fit cuts text, styled or not, to a width in cells.
func fit(text string, width int, ellipsis string) string {
	if ansi.StringWidth(text) <= width {
		return text
	}
	if width <= ansi.StringWidth(ellipsis) {
		ellipsis = ""
	}
	return ansi.Truncate(text, max(width, 0), ellipsis)
}

// pad fills text with spaces up to a width; longer text stays as it is.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}

// spread puts left and right at the two ends of a line. Left is cut when both
// do not fit; right is dropped when it would leave left no room at all.
func spread(left, right string, width int, ellipsis string) string {
	if right == "" {
		return fit(left, width, ellipsis)
	}
	room := width - ansi.StringWidth(right) - 1
	if room < 1 {
		return fit(left, width, ellipsis)
	}
	return pad(fit(left, room, ellipsis), room+1) + right
}

// piece is a part of a text that a line break never cuts, except when it is
// wider than a whole line.
type piece struct {
	text  string
	width int
	gap   bool // a space stands before it
}

// wrap breaks plain text into lines of at most width cells: words stay whole,
// wide characters may be parted, and no line begins with closing punctuation.
func wrap(text string, width int) []string {
	if width < 1 {
		return nil
	}
	var lines []string
	line, used := "", 0
	for _, p := range pieces(text) {
		gap := ""
		if p.gap && used > 0 {
			gap = " "
		}
		if used+len(gap)+p.width <= width {
			line, used = line+gap+p.text, used+len(gap)+p.width
			continue
		}
		if used > 0 {
			lines = append(lines, line)
		}
		line, used = p.text, p.width
		for used > width {
			head := ansi.Truncate(line, width, "")
			if head == "" { // a wide character in a line of one cell
				return append(lines, strings.Repeat("?", width))
			}
			lines = append(lines, head)
			line = line[len(head):]
			used = ansi.StringWidth(line)
		}
	}
	if used > 0 {
		lines = append(lines, line)
	}
	return lines
}

func pieces(text string) []piece {
	var list []piece
	open, gap := false, false // open: the last piece takes what comes next
	for _, r := range text {
		if r == ' ' || r == '\n' {
			open, gap = false, true
			continue
		}
		w := ansi.StringWidth(string(r))
		if len(list) > 0 && !gap && (open && w < 2 || w == 0 || sticks(list[len(list)-1].text, r)) {
			last := &list[len(list)-1]
			last.text += string(r)
			last.width += w
		} else {
			list = append(list, piece{string(r), w, gap})
		}
		open, gap = w < 2, false
	}
	return list
}

// sticks reports whether no line break may come between text and what follows it.
func sticks(text string, next rune) bool {
	runes := []rune(text)
	return strings.ContainsRune(noBreakBefore, next) || strings.ContainsRune(noBreakAfter, runes[len(runes)-1])
}

// indent wraps text behind a label: the label stands before the first line, and
// the others begin below its end. A positive limit cuts off further lines.
func indent(label, text string, width, limit int, ellipsis string) []string {
	column := ansi.StringWidth(label)
	lines := wrap(text, width-column)
	if limit > 0 && len(lines) > limit {
		lines = lines[:limit]
		lines[limit-1] = fit(lines[limit-1], width-column-ansi.StringWidth(ellipsis), "") + ellipsis
	}
	for i := range lines {
		if i == 0 {
			lines[i] = label + lines[i]
		} else {
			lines[i] = strings.Repeat(" ", column) + lines[i]
		}
	}
	if len(lines) == 0 {
		return []string{fit(label, width, "")}
	}
	return lines
}

// narrowForms turns full-width forms, typed with a Chinese input method on, into
// their ASCII twins (Unicode block "Halfwidth and Fullwidth Forms").
func narrowForms(key string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == 0x3000:
			return ' '
		}
		return r
	}, key)
}
