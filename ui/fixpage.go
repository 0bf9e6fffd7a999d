package ui

import (
	"fmt"
	"strings"
)

// fixPage shows one fix: what it is, and exactly what to type.
func (s scene) fixPage(width int) []string {
	if s.fix >= len(s.fixes) {
		return nil
	}
	f := s.fixes[s.fix]
	heading := fmt.Sprintf(s.w.FixHeading, s.fix+1, len(s.fixes), f.title)
	lines := s.paragraph(heading, width, s.bold.Render)
	lines = append(lines, wrap(f.why, width)...)
	lines = s.section(lines, s.factLines(f.facts, width))
	var changes []string
	for _, c := range f.changes {
		render := s.red.Render
		if strings.HasPrefix(c, "+") {
			render = s.green.Render
		}
		changes = append(changes, render(fit("    "+c, width, s.ellipsis)))
	}
	lines = s.section(lines, changes)
	lines = append(lines, "", s.w.FixType, "")
	for _, c := range f.commands {
		lines = append(lines, indent("  $ ", c, width, 0, s.ellipsis)...)
	}
	return s.section(lines, s.paragraph(s.w.FixBy, width, s.faint.Render))
}
