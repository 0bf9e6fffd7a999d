package cli

import (
	"gomend/checks"
	"gomend/checks/explain"
	"gomend/checks/route"
)

// explained is an explanation as text for people: what it is, what the text says,
// what else it can be, and what settles it.
func (s *session) explained(d explain.Reading, c explain.Comparison) string {
	p := page{session: s, paint: paint(s.colour())}
	e := s.explanation(d, c)
	sign := checks.Fail
	if !d.Found {
		sign = checks.Unknown
	}
	p.line(0, p.sign(sign), " ", p.bold(e.Summary))
	p.line(2, e.Advice)
	p.read(d, c)
	if len(e.Candidates) > 1 {
		p.line(0)
		p.line(0, p.words.Explained().OrElse)
		for _, one := range e.Candidates[1:] {
			p.line(2, "- ", one.Summary, "  ", p.faint(one.Cause))
		}
	}
	p.line(0)
	p.line(0, p.words.Explained().Next)
	p.line(2, p.faint("$ "), e.Next)
	return p.String()
}

// read adds what the text names, a line each.
func (p *page) read(d explain.Reading, c explain.Comparison) {
	if !d.Found {
		return
	}
	says := p.words.Explained()
	facts := [][2]string{
		{says.Failed, d.Line},
		{says.Module, route.Module{Path: d.Module, Version: d.Version}.String()},
		{says.Host, d.Host},
		{says.Resolver, d.Resolver},
		{says.Way, d.Via},
	}
	if d.FarSide {
		facts = append(facts, [2]string{says.FarSide, says.There})
	}
	if d.Host != "" {
		facts = append(facts, [2]string{says.Here, says.Follows[c.Here]})
	}
	p.line(0)
	width := widest(facts, func(f [2]string) string { return f[0] })
	for _, f := range facts {
		if f[1] != "" {
			p.line(2, p.faint(column(f[0], width)), "  ", checks.Clean(f[1]))
		}
	}
}
