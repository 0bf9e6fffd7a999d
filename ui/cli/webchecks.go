package cli

import (
	"fmt"

	"gomend/checks"
)

// bars draw where the time of each route went, all on one scale.
func (p *webpage) bars() node {
	most := int64(1)
	for _, t := range p.Timings {
		most = max(most, t.DurationMS)
	}
	list := element("div", "bars")
	for _, t := range p.Timings {
		if t.begun() {
			add(list, p.bar(t, most))
		}
	}
	if list.FirstChild == nil {
		return nil
	}
	return list
}

// leastShare is the least part of the whole width that a bar has, in percent, so
// that it can be seen beside one of several seconds.
const leastShare = 6

func (p *webpage) bar(t Timing, most int64) node {
	bar := with(with(element("div", "bar"), "aria-hidden", "true"), "style", fmt.Sprintf("width:%d%%", max(leastShare, 100*t.DurationMS/most)))
	legend := element("ol", "legend")
	odd := false
	for _, phase := range t.Phases {
		s := phase.span()
		if s.Status == checks.Skip {
			continue
		}
		class := "even"
		if odd = !odd; odd {
			class = "odd"
		}
		switch {
		case s.Silent:
			class = "silent"
		case s.Status == checks.Fail:
			class = "fail"
		}
		add(bar, with(element("span", class), "style", fmt.Sprintf("flex-grow:%d", max(1, phase.DurationMS))))
		entry := element("li", class, text(p.w.Phase(s.Phase), " ", p.w.PhaseTime(s)))
		if end := p.w.PhaseEnd(s); end != "" {
			add(entry, text(" "), wording("strong", "", signOf(s.Status)+" "+end))
		}
		add(legend, entry)
	}
	return element("div", "timing",
		element("p", "", wording("strong", "", t.Route), text(" "), wording("span", "small", p.w.Milliseconds(t.DurationMS))),
		bar, legend)
}

// layers list every check, step by step. What has nothing to tell is folded.
func (p *webpage) layers() []node {
	var list []node
	for _, step := range p.Steps {
		if len(step.Checks) == 0 {
			continue
		}
		block := element("div", "layer",
			element("h3", "", p.sign(step.Status), wording("span", "", fmt.Sprintf("%d %s", step.Number, step.Name)), text(" "), wording("span", "small", p.count(step))),
			wording("p", "small", p.w.LayerWhy(checks.Layers[step.Number-1])))
		for _, c := range step.Checks {
			add(block, p.check(c))
		}
		list = append(list, block)
	}
	return list
}

func (p *webpage) check(c Shown) node {
	state := p.w.Status(c.Status)
	if c.Status != checks.Skip {
		state += p.comma + p.w.Milliseconds(c.DurationMS)
	}
	box := element("details", string(c.Status),
		element("summary", "", p.sign(c.Status), wording("span", "question", c.Title), text(" "), wording("span", "small", state)),
		wording("p", "", c.Check.Summary), wording("p", "small", c.Meaning), p.evidence(c.Evidence))
	if c.Command != "" {
		add(box, typed([]string{c.Command}))
	}
	if c.Telling && !c.Compare {
		with(box, "open", "")
	}
	return box
}

func (p *webpage) evidence(list []checks.Evidence) node {
	if len(list) == 0 {
		return nil
	}
	pairs := element("dl", "")
	for _, e := range list {
		add(pairs, element("div", "", wording("dt", "", p.w.EvidenceKey(e.Key)), wording("dd", "", p.w.EvidenceValue(e))))
	}
	return pairs
}
