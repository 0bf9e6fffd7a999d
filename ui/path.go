package ui

import (
	"fmt"
	"strings"
)

// pathLines draws the way from this computer to the module: one row for each
// step, and below the open one its checks.
func (s scene) pathLines(l layout) []string {
	var lines []string
	if l.ends {
		lines = append(lines, " "+s.faint.Render(s.start+" "+s.w.ThisComputer), " "+s.solid)
	}
	room := l.body - len(s.steps)
	if l.gaps {
		room -= len(s.steps) - 1
	}
	if l.ends {
		room -= 4
	}
	for i, st := range s.steps {
		lines = append(lines, s.stepRow(st, i == s.open, l.path))
		if i == s.open {
			lines = append(lines, s.checkRows(st, s.track(st.mark), l.path, room)...)
		}
		if last := i == len(s.steps)-1; l.gaps && !last || l.ends && last {
			lines = append(lines, s.gap(st, l.path))
		}
	}
	if l.ends {
		lines = append(lines, " "+s.faint.Render(s.finish+" "+s.w.GoDownload))
	}
	return lines
}

// track is the path in one cell, as it goes on behind a step: solid where it
// works, and lit as far as that is known.
func (s scene) track(m mark) string {
	switch m {
	case passed, warned:
		return s.solid
	case running:
		return s.faint.Render(s.solid)
	}
	return s.faint.Render(s.dotted)
}

// gap is the row between two steps: where the path stops, or the branch that is
// taken when it does.
func (s scene) gap(st step, width int) string {
	if st.stops {
		return " " + s.red.Render(s.corner) + "   " + s.red.Render(s.w.PathStops)
	}
	text := fit(st.orElse, width-5, s.ellipsis)
	if st.mark == failed {
		return " " + s.red.Render(s.corner) + "   " + text
	}
	track := s.track(st.mark)
	if track == s.solid {
		track = s.branch
	}
	return " " + track + "   " + s.faint.Render(text)
}

func (s scene) stepRow(st step, open bool, width int) string {
	name := fmt.Sprintf("%d %s", st.number, st.name)
	if open {
		name = s.bold.Render(name)
	}
	return spread(" "+s.sign(st.mark, s.beat)+" "+name, s.faint.Render(st.right), width, s.ellipsis)
}

// checkRows are the checks of a step, as many as there is room for around the
// selected one.
func (s scene) checkRows(st step, track string, width, room int) []string {
	if room < 1 {
		return nil
	}
	first, last := window(len(st.lines), s.selected, room)
	var rows []string
	for i := first; i < last; i++ {
		rows = append(rows, s.checkRow(st.lines[i], i == s.selected, track, width))
	}
	hide := func(at, count int) {
		more := fmt.Sprintf(s.w.MoreRows, count)
		rows[at] = " " + track + "   " + s.faint.Render(s.ellipsis+" "+more)
	}
	if first > 0 && len(rows) > 2 {
		hide(0, first+1)
	}
	if last < len(st.lines) && len(rows) > 2 {
		hide(len(rows)-1, len(st.lines)-last+1)
	}
	return rows
}

// window chooses which of count rows are shown in room, with the selected one
// away from the edges, where a row may be covered by "… more". It moves by half
// its height, so that most steps of the cursor leave the list where it is.
func window(count, selected, room int) (first, last int) {
	if count <= room {
		return 0, count
	}
	half := room / 2
	if first = selected - half; half >= 3 {
		first = (selected - 2) / half * half
	}
	first = min(max(first, 0), count-room)
	return first, first + room
}

func (s scene) checkRow(ln line, selected bool, track string, width int) string {
	lead, label := " ", ln.label
	if selected {
		lead = s.cyan.Render(s.cursor)
	}
	room := width - 7
	if ln.time != "" {
		room -= len(ln.time) + 1
	}
	label = fit(label, room, s.ellipsis)
	if selected {
		label = s.bold.Render(label)
	}
	if track == "" {
		track = " "
	}
	left := " " + track + " " + lead + " " + s.sign(ln.mark, s.beat) + " " + label
	if ln.time == "" {
		return left
	}
	return spread(left, ln.time, width, "")
}

// strip is the path in one row, for narrow screens.
func (s scene) strip(width int) string {
	for _, link := range []string{" " + strings.Repeat(s.line, 2) + " ", " " + s.line + " ", " "} {
		text := ""
		for i, st := range s.steps {
			if i > 0 {
				text += s.faint.Render(link)
			}
			name := st.short
			if i == s.open {
				name = s.bold.Render(name)
			}
			text += s.sign(st.mark, s.beat) + " " + name
		}
		if out := " " + text; fit(out, width, "") == out {
			return out
		}
	}
	return ""
}
