package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"gomend/checks"
	"gomend/checks/route"
)

// mostContacts is how many routes the first page names.
const mostContacts = 5

// card is what stands in the place of the details before a layer is let go, and
// on the first page. It has no title when there is none.
type card struct {
	title  string
	text   []string // paragraphs
	facts  []fact
	asks   []string // of whom; a fact that is shortened to one row
	expert string
	keys   []fact // key, and what it does
}

// card is the one that is in view.
func (a *App) card() card {
	switch {
	case a.setsOut():
		c := a.firstCard()
		c.keys = nil
		return c
	case !a.onCard():
		return card{}
	case a.welcome:
		return a.firstCard()
	}
	return a.stepCard(a.held)
}

// setsOut tells that a run has only begun, and nothing of it has taken so long
// that a person could read about it: what was on the screen stays.
func (a *App) setsOut() bool {
	return !a.welcome && a.pace == auto && a.following && a.watched == "" && (a.run.phase == starting || a.run.phase == going)
}

// firstCard says what will be done and whom go contacts, before anything is sent.
func (a *App) firstCard() card {
	w := a.words
	c := card{title: w.WelcomeTitle, text: []string{w.WelcomeText}, keys: []fact{
		{"enter", w.StartGuided}, {"a", w.StartAuto}, {"m", w.StartOverview}, {"q", w.StartNot},
	}}
	for _, r := range a.run.routes {
		if r.Needed && len(c.facts) < mostContacts && r.URL != nil {
			c.facts = append(c.facts, fact{w.Brings(r.Purpose), contact(r)})
		}
	}
	if len(c.facts) > 0 {
		c.text = append(c.text, w.WelcomeContacts)
	}
	return c
}

// contact is whom a route dials first.
func contact(r route.Route) string {
	if r.Host == "" {
		return checks.Clean(r.Display())
	}
	if r.Via.Direct() {
		return checks.Clean(r.Host)
	}
	return checks.Clean(r.URL.Hostname() + " (" + r.Via.String() + ")")
}

// stepCard says what a layer asks of whom, how long that takes, what is sent, and
// what follows either way.
func (a *App) stepCard(l checks.Layer) card {
	w := a.words
	words := w.Card(l)
	c := card{title: words.Question, text: []string{words.Explain}, expert: words.Expert, keys: []fact{
		{"enter", w.RunThisStep}, {"a", w.RunTheRest}, {"s", w.SkipThisStep},
	}}
	count, planned := a.run.waitingIn(l)
	if planned == 0 { // its own checks have no ground any more
		c.title, c.text, c.expert = w.CompareTitle, []string{w.CompareText}, ""
	}
	good := w.IfAllLast
	switch n := l.Number(); {
	case n < len(checks.Layers):
		good = fmt.Sprintf(w.IfAllNext, n+1, w.Layer(checks.Layers[n]))
	case a.run.troubled():
		good = w.FindOut
	}
	c.facts = []fact{
		{w.CardChecks, fmt.Sprintf(w.CardCount, count, words.Time)},
		{w.CardAsks, ""},
		{w.CardSends, words.Sends},
		{w.CardAll, good},
		{w.CardOne, words.OrElse},
	}
	c.asks = a.asked(l)
	return c
}

// asked names those whom a layer asks.
func (a *App) asked(l checks.Layer) []string {
	var names []string
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if l == checks.LayerNetwork {
		add(a.words.ThisComputer)
	}
	if l.Number() <= checks.LayerDNS.Number() {
		for _, r := range a.run.layer(l) {
			if r.check.Kind == checks.KindGateway || r.check.Kind == checks.KindNameserver {
				add(r.check.Target)
			}
		}
		if len(names) == 0 {
			add(a.words.YourNameservers)
		}
		return names
	}
	for _, r := range a.run.routes {
		if r.Needed {
			add(checks.Clean(r.Host))
		}
	}
	return names
}

// shortened lists as many names as there is room for.
func shortened(names []string, comma string, width int) string {
	for n := len(names); n > 0; n-- {
		text := strings.Join(names[:n], comma)
		if more := len(names) - n; more > 0 {
			text += fmt.Sprintf("%s+%d", comma, more)
		}
		if ansi.StringWidth(text) <= width {
			return text
		}
	}
	return strings.Join(names[:min(len(names), 1)], "")
}

// cardText is a card without its keys; what experts like to know only where
// there is room.
func (s scene) cardText(width, room int) []string {
	c := s.card
	lines := s.paragraph(c.title, width, s.bold.Render)
	for _, text := range c.text {
		lines = s.section(lines, wrap(text, width))
	}
	facts := slices.Clone(c.facts)
	for i, f := range facts {
		if f.value == "" {
			facts[i].value = shortened(c.asks, s.w.Comma(), width-s.factColumn(facts, width)-2)
		}
	}
	lines = s.section(lines, s.factLines(facts, width))
	if more := s.section(lines, s.paragraph(c.expert, width, s.faint.Render)); len(more) <= room {
		return more
	}
	return lines
}

// cardKeys are the keys of a card, below an empty row where there is room; how to
// leave stands in the footer, too.
func (s scene) cardKeys(l layout, height int) []string {
	keys := s.card.keys
	if l.narrow {
		keys = keys[:min(len(keys), 3)]
	}
	rows := s.keyRows(keys)
	if len(rows) == 0 {
		return nil
	}
	if !l.narrow || len(s.cardText(l.detail, 0))+1+len(rows) <= height {
		rows = append([]string{""}, rows...)
	}
	return rows
}

// keyRows are keys and what they do, one a row.
func (s scene) keyRows(keys []fact) []string {
	column := 0
	for _, k := range keys {
		column = max(column, ansi.StringWidth(k.label))
	}
	var lines []string
	for _, k := range keys {
		lines = append(lines, s.cyan.Render(pad(k.label, column))+"  "+k.value)
	}
	return lines
}
