package ui

import (
	"github.com/charmbracelet/x/ansi"

	"gomend/ui/words"
)

// glossaryPage explains the words that a beginner meets, chapter by chapter.
func (s scene) glossaryPage(width int) []string {
	return s.glossary(s.w.Glossary(), width)
}

// glossary sets terms below each other: the name, what it is, and what only an
// expert wants to know.
func (s scene) glossary(chapters []words.Chapter, width int) []string {
	lines := []string{s.bold.Render(fit(s.w.GlossaryTitle(), width, s.ellipsis))}
	for _, c := range chapters {
		lines = append(lines, "", s.heading(c.Title, width))
		for _, t := range c.Terms {
			lines = append(append(lines, ""), s.paragraph(t.Name, width, s.bold.Render)...)
			for _, text := range wrap(s.drawable(t.Plain), width-2) {
				lines = append(lines, "  "+text)
			}
			for _, text := range wrap(s.drawable(t.Expert), width-2) {
				lines = append(lines, "  "+s.faint.Render(text))
			}
		}
	}
	return lines
}

// drawable is text in characters that may be drawn.
func (s scene) drawable(text string) string {
	if s.ascii {
		return asciiOnly(text)
	}
	return text
}

// GlossaryText is the glossary, or a part of it, as lines of at most width cells for
// a terminal, or without any style for elsewhere.
func GlossaryText(w *words.Words, chapters []words.Chapter, width int, styled, ascii bool) []string {
	s := scene{look: newLook(ascii, true), w: w}
	lines := s.glossary(chapters, width)
	for i := range lines {
		if !styled {
			lines[i] = ansi.Strip(lines[i])
		}
	}
	return lines
}
