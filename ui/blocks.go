package ui

import "strings"

// block is a part of a page: a heading, text, facts, a difference, commands or a
// list of signs, in this order. Parts that are empty are left out.
type block struct {
	mark     mark // sign before the text; waiting for none
	head     string
	text     string
	faint    bool // of the text
	facts    []fact
	diff     []string
	commands []string
	list     []remark
}

// blocks draws the parts of a page below each other.
func (s scene) blocks(list []block, width int) []string {
	var lines []string
	for _, b := range list {
		if len(lines) == 0 {
			lines = s.block(b, width)
		} else {
			lines = s.section(lines, s.block(b, width))
		}
	}
	return lines
}

func (s scene) block(b block, width int) []string {
	lines := s.paragraph(b.head, width, s.bold.Render)
	lines = append(lines, s.signed(b, width)...)
	lines = append(lines, s.factLines(b.facts, width)...)
	lines = append(lines, s.diffLines(b.diff, width)...)
	for _, c := range b.commands {
		lines = append(lines, indent("  $ ", c, width, 0, s.ellipsis)...)
	}
	for _, r := range b.list {
		for i, text := range indent("  ", r.text, width, 0, s.ellipsis) {
			if i == 0 {
				text = s.sign(r.mark, s.beat) + " " + strings.TrimPrefix(text, "  ")
			}
			lines = append(lines, text)
		}
	}
	return lines
}

func (s scene) signed(b block, width int) []string {
	render := s.plain.Render
	if b.faint {
		render = s.faint.Render
	}
	if b.mark == waiting {
		return s.paragraph(b.text, width, render)
	}
	var lines []string
	for i, text := range wrap(b.text, width-2) {
		lead := "  "
		if i == 0 {
			lead = s.sign(b.mark, s.beat) + " "
		}
		lines = append(lines, lead+render(text))
	}
	return lines
}

// diffLines is a difference: what goes and what comes in colour, the rest faint.
func (s scene) diffLines(diff []string, width int) []string {
	var lines []string
	for i, text := range diff {
		render := s.faint.Render
		switch {
		case strings.HasPrefix(text, "@@"):
			if i == 0 {
				continue
			}
			text = s.ellipsis
		case strings.HasPrefix(text, "+"):
			render = s.green.Render
		case strings.HasPrefix(text, "-"):
			render = s.red.Render
		}
		if text != "" && text != s.ellipsis {
			text = text[:1] + " " + text[1:]
		}
		lines = append(lines, "    "+render(fit(text, width-4, s.ellipsis)))
	}
	return lines
}
