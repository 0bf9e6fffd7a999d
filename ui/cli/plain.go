package cli

import (
	"fmt"
	"slices"
	"strings"

	"gomend/checks"
)

// plain prints what was found as text for people and logs: the path from top to
// bottom, and the answer last, where a log is read first.
func (a *app) plain(s *session) error {
	o, err := s.diagnose(ignore)
	if err != nil {
		return err
	}
	p := page{session: s, paint: paint(s.colour())}
	p.head(o)
	p.routes(o)
	p.path(o)
	p.timings(o)
	p.answer(o)
	p.fixes(o)
	return s.printText(p.String())
}

// printText prints text for people in the characters that their terminal has.
func (s *session) printText(text string) error {
	if s.ascii() {
		text = toASCII(text)
	}
	return s.print([]byte(text))
}

// page is plain text in the making.
type page struct {
	*session
	paint
	strings.Builder
}

// line adds a line; one of nothing but its indent is left out.
func (p *page) line(indent int, parts ...string) {
	text := strings.TrimRight(strings.Join(parts, ""), " ")
	if text != "" || indent == 0 {
		fmt.Fprintf(p, "%s%s\n", strings.Repeat(" ", indent), text)
	}
}

func (p *page) head(o outcome) {
	info, sys := p.goCommand(), p.system(o.board)
	parts := []string{"gomend " + p.version(), p.bold(info.Module), info.Version, sys.OS + "/" + sys.Arch}
	if sys.Container != "none" {
		parts = append(parts, sys.Container)
	}
	var shown []string
	for _, part := range parts {
		if part != "" {
			shown = append(shown, part)
		}
	}
	p.line(0, strings.Join(shown, "  "))
}

func (p *page) routes(o outcome) {
	routes := routesOf(o.board.Routes())
	if len(routes) == 0 {
		return
	}
	p.line(0)
	p.line(0, p.bold(p.words.Routes))
	name := widest(routes, func(r Route) string { return r.ID })
	url := widest(routes, func(r Route) string { return r.URL })
	for _, r := range routes {
		via := r.Via
		if !r.Needed {
			via += "  " + p.words.NotNeeded
		}
		p.line(2, column(r.ID, name), "  ", column(r.URL, url), "  ", p.faint(via))
	}
}

func (p *page) path(o outcome) {
	layers := layersOf(o.board, o.verdict)
	width := widest(layers, func(l layer) string { return p.words.Layer(l.Layer) })
	p.line(0)
	for _, l := range layers {
		count := p.faint(p.words.Skipped)
		if l.status != checks.Skip {
			count = fmt.Sprintf("%d/%d", l.passed, len(l.results))
		}
		p.line(0, p.sign(l.status), fmt.Sprintf(" %d ", l.Number()), column(p.words.Layer(l.Layer), width), "  ", count)
		for _, r := range l.results {
			if telling(r) {
				p.result(r, seenAs(o.board, o.verdict, r))
			}
		}
	}
}

// result is one check that has something to say. What a failure rests on follows
// it, so that a log alone is enough to judge it.
func (p *page) result(r checks.Result, shown checks.Status) {
	summary := p.words.Summary(r)
	p.line(4, p.sign(shown), " ", p.words.Question(r.Check))
	p.line(6, summary)
	if r.Check.Kind.Comparison() {
		return
	}
	facts := slices.DeleteFunc(evidence(r), func(e checks.Evidence) bool { return strings.Contains(summary, e.Value) })
	width := widest(facts, func(e checks.Evidence) string { return p.words.EvidenceKey(e.Key) })
	for _, e := range facts {
		p.line(6, p.faint(column(p.words.EvidenceKey(e.Key), width)), "  ", p.words.EvidenceValue(e))
	}
	if r.Check.Command != "" && r.Status == checks.Fail {
		p.line(6, p.faint("$ "), r.Check.Command)
	}
}

func (p *page) answer(o outcome) {
	headline, advice := p.words.Verdict(o.verdict)
	p.line(0)
	p.line(0, p.sign(statusOf(o.verdict.Status)), " ", p.bold(headline))
	p.line(2, advice)
	for _, f := range o.verdict.Also {
		p.line(2, fmt.Sprintf(p.words.PlainAlso, p.words.Finding(f)))
	}
}

func (p *page) fixes(o outcome) {
	list := p.plans(o.verdict, o.board)
	for i, f := range list {
		p.line(0)
		p.line(0, p.bold(fmt.Sprintf(p.words.FixHeading, i+1, len(list), f.Title)))
		p.line(2, f.Why)
		p.line(2, p.reach(f))
		for _, change := range f.Preview {
			p.line(4, p.faint(change))
		}
		for _, command := range f.Manual {
			p.line(2, p.faint("$ "), command)
		}
	}
}
