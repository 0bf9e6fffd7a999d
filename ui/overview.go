package ui

import "github.com/charmbracelet/x/ansi"

const (
	mostOverview = 140 // columns
	mostNamed    = 34  // columns of a check's name
	timeColumn   = 7
)

// overview is every check in one line, grouped by step: sign, name, time, and
// what it found.
func (s scene) overview(width, room int) []string {
	var rows []string
	at := 0
	name := 0
	for _, st := range s.steps {
		for _, ln := range st.lines {
			name = max(name, ansi.StringWidth(ln.label))
		}
	}
	name = min(name, mostNamed, width-timeColumn-6)
	for i, st := range s.steps {
		rows = append(rows, s.stepRow(st, i == s.open, min(name+timeColumn+7, width)))
		for j, ln := range st.lines {
			if i == s.open && j == s.selected {
				at = len(rows)
			}
			rows = append(rows, s.overviewRow(ln, i == s.open && j == s.selected, name, width))
		}
	}
	first, last := window(len(rows), at, room)
	return rows[first:last]
}

func (s scene) overviewRow(ln line, selected bool, name, width int) string {
	lead, label := " ", fit(ln.label, name, s.ellipsis)
	label = pad(label, name)
	if selected {
		lead, label = s.cyan.Render(s.cursor), s.bold.Render(label)
	}
	time := ln.time
	for ansi.StringWidth(time) < timeColumn {
		time = " " + time
	}
	row := "   " + lead + " " + s.sign(ln.mark, s.beat) + " " + label + " " + time
	if ln.said != "" {
		row += "  " + s.faint.Render(ln.said)
	}
	return fit(row, width, s.ellipsis)
}
