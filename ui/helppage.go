package ui

import "github.com/charmbracelet/x/ansi"

// helpPage lists all keys, those that work now or another time, and the signs.
// Where there is room, the keys stand in two columns.
func (s scene) helpPage(width int) []string {
	lines := []string{s.bold.Render(s.w.HelpTitle), ""}
	left := append(s.keyList(s.w.HelpPath, onPath), s.keyList(s.w.HelpCard, onCard)...)
	left = append(left, s.keyList(s.w.HelpEverywhere, everywhere)...)
	right := append(s.keyList(s.w.HelpResult, onResult), s.keyList(s.w.HelpFix, onFix)...)
	right = append(right, s.keyList(s.w.HelpRun, onRun)...)
	if half := width / 2; half >= 32 {
		for i := range max(len(left), len(right)) {
			text := ""
			if i < len(left) {
				text = left[i]
			}
			if i < len(right) {
				text = pad(text, half) + right[i]
			}
			lines = append(lines, text)
		}
	} else {
		lines = append(append(lines, left...), right...)
	}
	return append(lines, s.signList(width)...)
}

// keyList is the keys of one place below its name, and an empty row.
func (s scene) keyList(title string, p place) []string {
	lines := []string{s.bold.Render(title)}
	column := 0
	for _, b := range s.everyKey {
		column = max(column, ansi.StringWidth(b.Help().Key))
	}
	for _, b := range s.everyKey {
		if h := b.Help(); b.place == p && h.Key != "" {
			lines = append(lines, "  "+s.cyan.Render(pad(h.Key, column))+"  "+h.Desc)
		}
	}
	return append(lines, "")
}

// signList explains the signs.
func (s scene) signList(width int) []string {
	words := []string{
		waiting: s.w.Waiting, running: s.w.Running, passed: s.w.Passed, warned: s.w.Noted,
		failed: s.w.Failed, skipped: s.w.SkippedState, unclear: s.w.Unclear,
	}
	lines, row := []string{s.bold.Render(s.w.HelpSigns)}, ""
	for m, word := range words {
		item := "  " + s.sign(mark(m), 0) + " " + word
		if ansi.StringWidth(row)+ansi.StringWidth(item) > width {
			lines = append(lines, row)
			row = ""
		}
		row += item
	}
	return append(lines, row)
}
