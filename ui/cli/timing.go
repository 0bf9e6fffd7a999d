package cli

import (
	"slices"
	"time"

	"gomend/checks"
	"gomend/ui"
)

// timeline is where the time of one route went.
type timeline struct {
	route string
	spans []checks.Span
}

// timelines are those of all routes that lead over a network.
func timelines(b *checks.Board) []timeline {
	results := b.Results()
	var list []timeline
	for _, r := range b.Routes() {
		if spans := checks.Timeline(r, results); spans != nil {
			list = append(list, timeline{r.ID, spans})
		}
	}
	return list
}

// begun reports whether anything was done on the route.
func (t timeline) begun() bool {
	return slices.ContainsFunc(t.spans, func(s checks.Span) bool { return s.Status != checks.Skip })
}

// begun lists the timelines in which there is something to see.
func begun(b *checks.Board) []timeline {
	return slices.DeleteFunc(timelines(b), func(t timeline) bool { return !t.begun() })
}

func timingsOf(b *checks.Board) []Timing {
	list := []Timing{}
	for _, t := range timelines(b) {
		one := Timing{Route: t.route, DurationMS: checks.Taken(t.spans).Milliseconds(), Phases: []Phase{}}
		for _, s := range t.spans {
			one.Phases = append(one.Phases, Phase{
				Phase: string(s.Phase), Status: string(s.Status), DurationMS: s.Time.Milliseconds(), Silent: s.Silent, Check: s.Check,
			})
		}
		list = append(list, one)
	}
	return list
}

// span is a phase as package checks has it, to the millisecond.
func (p Phase) span() checks.Span {
	return checks.Span{
		Phase: checks.Phase(p.Phase), Status: checks.Status(p.Status), Silent: p.Silent, Check: p.Check,
		Time: time.Duration(p.DurationMS) * time.Millisecond,
	}
}

// begun reports whether anything was done on the route.
func (t Timing) begun() bool {
	return slices.ContainsFunc(t.Phases, func(p Phase) bool { return p.Status != string(checks.Skip) })
}

// longestBar is the width of the bar of the slowest route, in cells.
const longestBar = 40

// timings draws where the time went, all routes on one scale.
func (p *page) timings(o outcome) {
	list := begun(o.board)
	if len(list) == 0 {
		return
	}
	p.line(0)
	p.line(0, p.bold(p.words.Timings()))
	name := widest(list, func(t timeline) string { return t.route })
	most := slices.MaxFunc(list, func(x, y timeline) int { return int(checks.Taken(x.spans) - checks.Taken(y.spans)) })
	for _, t := range list {
		bar := ui.TimingBar(t.spans, barWidth(checks.Taken(t.spans), checks.Taken(most.spans)), p.ascii())
		p.line(2, column(t.route, name), "  ", bar, " ", p.words.TimeTaken(t.spans))
		p.line(2, column("", name), "  ", p.words.Timeline(t.spans))
	}
}

// barWidth is the width of a bar beside the longest one, never too short to read.
func barWidth(taken, most time.Duration) int {
	if most <= 0 {
		return ui.LeastBar
	}
	return max(ui.LeastBar, int(longestBar*taken/most))
}
