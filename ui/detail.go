package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

const (
	mostFixes  = 9 // a digit each
	mostNoted  = 3
	mostFacts  = 3  // rows of one value
	mostLabel  = 14 // cells of a label
	mostTyping = 2  // rows of a fix's command beside the details
)

// detailLines is the right column, or the details of a narrow screen: what is
// known of the selected check, and the fixes at the bottom, where they stay.
func (s scene) detailLines(l layout, height int) []string {
	width := l.detail
	bottom := s.pinned(l, height)
	room := height - len(bottom)
	lines := s.known(width, room, !l.noted)
	shown := s.scrolled(lines, room, width)
	for len(shown) < room {
		shown = append(shown, "")
	}
	return append(shown, bottom...)
}

// scrolled is the part of lines that fits, from the first that is to be shown.
func (s scene) scrolled(lines []string, room, width int) []string {
	if len(lines) <= room || room < 1 {
		return lines[:max(min(len(lines), room), 0)]
	}
	first := min(s.top, len(lines)-room)
	shown := append([]string{}, lines[first:first+room]...)
	if below := len(lines) - first - room; below > 0 && room > 1 {
		more := s.faint.Render(s.ellipsis+" "+fmt.Sprintf(s.w.MoreRows, below+1)) + "  " + s.cyan.Render("pgdn")
		shown[room-1] = fit(more, width, "")
	}
	return shown
}

// known is everything about the selected check.
func (s scene) known(width, room int, noted bool) []string {
	if s.card.title != "" {
		return s.cardText(width, room)
	}
	d := s.detail
	if d.question == "" {
		return nil
	}
	lines := s.paragraph(d.question, width, s.bold.Render)
	lines = append(lines, s.sign(d.mark, s.beat)+" "+fit(d.state, width-2, s.ellipsis))
	if d.meaning != "" {
		lines = append(lines, "")
		lines = append(lines, wrap(d.meaning, width)...)
	} else if d.why != "" {
		lines = append(lines, "")
		lines = append(lines, wrap(d.why, width)...)
	}
	lines = s.section(lines, s.factLines(d.facts, width))
	lines = s.section(lines, s.factLines(d.next, width))
	if d.command != "" {
		lines = s.section(lines, indent("$ ", d.command, width, 0, s.ellipsis))
	}
	if d.meaning != "" && d.why != "" {
		why := append([]string{s.bold.Render(s.w.WhyGoNeeds)}, wrap(d.why, width)...)
		if len(lines)+1+len(why) <= room {
			lines = s.section(lines, why)
		}
	}
	lines = s.section(lines, wrap(d.advice, width))
	if noted {
		lines = s.section(lines, s.notedLines(width))
	}
	if len(d.spans) > 0 {
		chart := []string{s.bold.Render(s.w.Timings())}
		lines = s.section(lines, append(chart, TimingChart(s.w, d.spans, width, s.ascii)...))
	}
	return s.section(lines, s.paragraph(d.expert, width, s.faint.Render))
}

// section adds lines after an empty one; nothing for nothing.
func (s scene) section(lines, more []string) []string {
	if len(more) == 0 {
		return lines
	}
	return append(append(lines, ""), more...)
}

func (s scene) paragraph(text string, width int, render func(...string) string) []string {
	lines := wrap(text, width)
	for i := range lines {
		lines[i] = render(lines[i])
	}
	return lines
}

// factLines sets labels and values in two columns.
func (s scene) factLines(facts []fact, width int) []string {
	column := s.factColumn(facts, width)
	var lines []string
	for _, f := range facts {
		label := pad(fit(f.label, column, s.ellipsis), column) + "  "
		rows := indent(label, f.value, width, mostFacts, s.ellipsis)
		rows[0] = s.faint.Render(label) + strings.TrimPrefix(rows[0], label)
		lines = append(lines, rows...)
	}
	return lines
}

// factColumn is the width of the labels.
func (s scene) factColumn(facts []fact, width int) int {
	column := 0
	for _, f := range facts {
		column = max(column, min(ansi.StringWidth(f.label), mostLabel, width/2))
	}
	return column
}

// pinned is what stays at the bottom: fixes, and side remarks where there is room.
func (s scene) pinned(l layout, height int) []string {
	if s.card.title != "" {
		return s.cardKeys(l, height)
	}
	var lines []string
	if l.roomy {
		lines = s.fixesInFull(l.detail)
	}
	if len(lines) == 0 || len(lines) > height/2 {
		lines = s.fixTitles(l.detail, max(height/3, 3))
	}
	if !l.noted {
		return lines
	}
	if noted := s.notedLines(l.detail); len(noted) > 0 && len(lines)+len(noted) < height*2/3 {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, noted...)
	}
	return lines
}

// fixTitles lists the fixes, one row each, in at most limit rows.
func (s scene) fixTitles(width, limit int) []string {
	if len(s.fixes) == 0 {
		return nil
	}
	lines := []string{s.heading(s.w.Fixes, width)}
	for i, f := range s.fixes[:min(len(s.fixes), mostFixes)] {
		if len(lines) == limit-1 && i < len(s.fixes)-1 {
			more := fmt.Sprintf(s.w.MoreRows, len(s.fixes)-i)
			return append(lines, s.faint.Render(s.ellipsis+"  "+more))
		}
		lines = append(lines, s.fixTitle(i, f, width))
	}
	return lines
}

func (s scene) fixTitle(i int, f remedy, width int) string {
	return s.cyan.Render(fmt.Sprint(i+1)) + "  " + fit(f.title, width-3, s.ellipsis)
}

// fixesInFull lists the fixes with what to type and why.
func (s scene) fixesInFull(width int) []string {
	if len(s.fixes) == 0 {
		return nil
	}
	lines := []string{s.heading(s.w.Fixes, width)}
	for i, f := range s.fixes[:min(len(s.fixes), mostFixes)] {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, s.fixTitle(i, f, width))
		for _, c := range f.commands[:min(len(f.commands), mostTyping)] {
			lines = append(lines, fit("   $ "+c, width, s.ellipsis))
		}
		for _, text := range wrap(f.why, width-3) {
			lines = append(lines, "   "+s.faint.Render(text))
		}
	}
	return lines
}

// notedLines are the side remarks.
func (s scene) notedLines(width int) []string {
	if len(s.noted) == 0 {
		return nil
	}
	lines := []string{s.heading(s.w.AlsoNoted, width)}
	for i, n := range s.noted {
		if i == mostNoted && len(s.noted) > mostNoted+1 {
			return append(lines, s.faint.Render(s.ellipsis+"  "+fmt.Sprintf(s.w.MoreRows, len(s.noted)-i)))
		}
		for j, text := range wrap(n.text, width-3) {
			lead := "   "
			if j == 0 {
				lead = s.sign(n.mark, 0) + "  "
			}
			lines = append(lines, lead+text)
		}
	}
	return lines
}
