package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// page is what fills the body of the screen.
type page int

const (
	mainPage page = iota
	overviewPage
	glossaryPage
	helpPage
	fixPage // this and the following are made of blocks
	mendPage
	curedPage
	undoPage
	recoveredPage
)

// View implements tea.Model. It is the one place that sets terminal modes: the
// alternate screen, and nothing else.
func (a *App) View() tea.View {
	v := tea.NewView(strings.Join(a.scene().lines(layoutOf(a.width, a.height)), "\n"))
	v.AltScreen = true
	return v
}

// lines draws the whole screen: as many lines as it is high, none too wide.
func (s scene) lines(l layout) []string {
	if l.width < 1 || l.height < 1 {
		return nil
	}
	lines := s.compose(l)
	for len(lines) < l.height {
		lines = append(lines, "")
	}
	lines = lines[:l.height]
	for i := range lines {
		if s.ascii {
			lines[i] = asciiOnly(lines[i])
		}
		lines[i] = fit(lines[i], l.width, "")
	}
	return lines
}

func (s scene) compose(l layout) []string {
	if l.tiny {
		return []string{s.w.TooSmall}
	}
	lines := []string{s.header(l.width), s.rule(l.width)}
	body := l.height - 4
	switch {
	case s.page == helpPage:
		lines = append(lines, s.paged(s.helpPage(min(l.width-4, mostText)), body)...)
	case s.page == glossaryPage:
		lines = append(lines, s.paged(s.glossaryPage(min(l.width-4, mostText)), body)...)
	case s.page >= fixPage:
		lines = append(lines, s.asked(l, body)...)
	case s.page == overviewPage:
		lines = append(lines, filled(s.answerLines(l.width, 3), 3)...)
		lines = append(lines, s.overview(min(l.width-1, mostOverview), l.height-7)...)
	case l.narrow:
		lines = append(lines, s.strip(l.width), "")
		lines = append(lines, s.narrowBody(l)...)
	default:
		lines = append(lines, filled(s.answerLines(l.width, 3), 3)...)
		lines = append(lines, s.wideBody(l)...)
	}
	lines = filled(lines, l.height-2)
	return append(lines, s.drawn(s.line, l.width, s.faint.Render), s.footer(l.width))
}

// paged puts a page into the body, with an empty row above it.
func (s scene) paged(lines []string, height int) []string {
	out := []string{""}
	for _, text := range s.scrolled(lines, height-1, mostText) {
		out = append(out, "  "+text)
	}
	return out
}

// asked is a page with the question below it, which does not scroll away.
func (s scene) asked(l layout, height int) []string {
	width := min(l.width-4, mostText)
	text, question := s.blocks(s.body, width), s.blocks(s.question, width)
	if len(question) == 0 {
		return s.paged(text, height)
	}
	lines := s.paged(text, height-len(question)-1)
	lines = append(lines, "")
	for _, row := range question {
		lines = append(lines, "  "+row)
	}
	return lines
}

// wideBody sets path and details side by side.
func (s scene) wideBody(l layout) []string {
	left := filled(s.pathLines(l), l.body)
	right := filled(s.detailLines(l, l.body), l.body)
	bar := " " + s.faint.Render(s.bar)
	lines := make([]string, l.body)
	for i := range lines {
		lines[i] = pad(left[i], l.path) + bar
		if right[i] != "" {
			lines[i] += " " + right[i]
		}
	}
	return lines
}

// narrowBody shows the answer and the list, or the details.
func (s scene) narrowBody(l layout) []string {
	if s.showDetail || s.card.title != "" {
		var lines []string
		if s.card.title != "" && s.answer.mark == failed {
			if s.answer.more != "" { // what failed says more than where
				s.answer.head, s.answer.more = s.answer.more, ""
			}
			lines = filled(s.answerLines(l.width, 2), 3)
		}
		for _, text := range s.detailLines(l, l.body-len(lines)) {
			lines = append(lines, " "+text)
		}
		return lines
	}
	lines := append(s.answerLines(l.width, min(4, l.body/2)), "")
	fixes := s.fixTitles(l.width-2, max(l.body/3, 3))
	switch {
	case l.body < leastListed:
		fixes = nil // the footer names their keys
	case len(fixes) > 0:
		fixes[0] = "" // the list needs no heading here
	}
	list := s.checkRows(s.steps[s.open], "", l.width-1, l.body-len(lines)-len(fixes))
	lines = filled(append(lines, list...), l.body-len(fixes))
	for i, text := range fixes {
		if i > 0 {
			text = "  " + text
		}
		lines = append(lines, text)
	}
	return lines
}

// filled makes lines exactly as many as height says.
func filled(lines []string, height int) []string {
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines[:max(height, 0)]
}

// asciiOnly replaces what sentences and names hold beyond ASCII.
func asciiOnly(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case r == '…':
			b.WriteString("...")
		case strings.ContainsRune("“”„", r):
			b.WriteByte('"')
		case strings.ContainsRune("‘’", r):
			b.WriteByte('\'')
		case strings.ContainsRune("–—", r):
			b.WriteByte('-')
		default:
			b.WriteString(strings.Repeat("?", ansi.StringWidth(string(r))))
		}
	}
	return b.String()
}
