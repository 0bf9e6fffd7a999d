package ui

import (
	"fmt"
	"time"

	"gomend/checks"
)

// answer is the present state in one sentence, and what can be done now.
func (a *App) answer() answer {
	r, w := &a.run, a.words
	switch {
	case a.welcome:
		return answer{waiting, w.WelcomeHead, w.WelcomeMore}
	case r.phase == stopping:
		return answer{running, w.Stopping, ""}
	case a.held != "" && a.pace == stepwise:
		return a.between()
	case a.repeats != "":
		return answer{running, w.AskedAgain, ""}
	case r.phase == starting:
		return answer{running, w.Starting, w.Checking}
	case r.phase == going:
		if a.walking == "" {
			return answer{running, w.Starting, w.Checking}
		}
		n := a.walking.Number()
		head := fmt.Sprintf(w.StepHeading, n, len(checks.Layers), w.Layer(a.walking))
		return answer{waiting, head, w.LayerWhy(a.walking)}
	case !r.final:
		return answer{unclear, w.Stopped, w.PressAgain}
	}
	return a.result()
}

// between is the answer while the next layer waits for its key: what became of
// the one before.
func (a *App) between() answer {
	w, l, all := a.words, a.passed, len(checks.Layers)
	if l == "" {
		return answer{waiting, fmt.Sprintf(w.StepHeading, a.held.Number(), all, w.Layer(a.held)), w.StepFirst}
	}
	name := w.Layer(l)
	if a.gate.Skips(l) {
		return answer{skipped, fmt.Sprintf(w.StepLeftOut, l.Number(), all, name), ""}
	}
	rows := a.run.layer(l)
	good := 0
	for _, r := range rows {
		if r.ended && r.result.Status.OK() {
			good++
		}
	}
	counts := fmt.Sprintf(w.StepCounts, good, len(rows))
	for _, r := range rows {
		if a.run.accuses(r) {
			return answer{failed, fmt.Sprintf(w.StepTrouble, l.Number(), all, name), w.Summary(r.result)}
		}
	}
	return answer{a.run.layerMark(l), fmt.Sprintf(w.StepDone, l.Number(), all, name), counts}
}

// paceWord names the pace, or the page, at the right of the header.
func (a *App) paceWord() string {
	switch {
	case a.welcome:
		return ""
	case a.page == overviewPage:
		return a.words.ModeOverview
	case a.pace == stepwise:
		return a.words.ModeStep
	}
	return a.words.ModeAuto
}

// result is the answer once everything has ended.
func (a *App) result() answer {
	head, advice := a.words.Verdict(a.run.verdict)
	ans := answer{verdictMark(a.run.verdict.Status), head, advice}
	switch len(a.remedies) {
	case 0:
	case 1:
		ans.more = a.words.PressFix
	default:
		ans.more = fmt.Sprintf(a.words.PressFixes, min(len(a.remedies), mostFixes))
	}
	return ans
}

func verdictMark(s checks.VerdictStatus) mark {
	switch s {
	case checks.Healthy:
		return passed
	case checks.Degraded:
		return warned
	case checks.Broken:
		return failed
	}
	return unclear
}

// detail is what is known of the selected check; of the open step, when it has none.
func (a *App) detail() detail {
	w, ok := a.run.find(a.selected)
	if !ok && len(a.run.rows) == 0 {
		return detail{}
	}
	if !ok {
		return detail{question: a.words.Layer(a.open), mark: waiting, state: a.words.Waiting, why: a.words.LayerWhy(a.open)}
	}
	d := a.detailOf(w)
	if a.run.phase == ended && (!a.following || a.run.verdict.Status != checks.Healthy) { // all is well: few words, few bytes
		d.expert, d.spans = a.expert(w), a.run.timeline(w.check.Route)
	}
	if r := &a.run; r.final && w.check.ID == r.verdict.Check && len(a.remedies) > 0 {
		_, d.advice = a.words.Verdict(r.verdict) // the line below the answer names the keys instead
	}
	return d
}

// expert is one line for those who know the field: about the cause where the
// verdict rests on this check, else about how the check is made.
func (a *App) expert(w row) string {
	if r := &a.run; r.final && w.check.ID == r.finalFocus() && r.verdict.Cause != checks.NoCause {
		return a.words.ExpertCause(r.verdict.Cause)
	}
	return a.words.Expert(w.check.Kind)
}

func (a *App) detailOf(w row) detail {
	d := detail{question: a.words.Question(w.check), mark: w.mark(), command: w.check.Command, why: a.words.Why(w.check)}
	switch {
	case w.ended:
		d.state = a.words.Status(w.result.Status)
		if t := lasted(w.result.Duration); t != "" && w.result.Status != checks.Skip {
			d.state += " " + a.look.dot + " " + t
		}
		d.meaning = a.words.Meaning(w.result)
		d.facts = a.facts(w.result)
	case w.come.Bytes > 0:
		d.state, d.next = a.words.Fetching(w.come), a.next(w.check.Layer())
	case w.silent:
		d.state = fmt.Sprintf(a.words.SilentSoFar, lasting(max(a.run.now-w.since, time.Second)))
		d.facts = a.facts(w.result)
	case w.started:
		d.state, d.next = a.words.Running, a.next(w.check.Layer())
	default:
		d.state, d.next = a.words.Waiting, a.next(w.check.Layer())
	}
	return d
}

func (a *App) facts(r checks.Result) []fact {
	if r.Facts == nil {
		return nil
	}
	var list []fact
	for _, e := range r.Facts.Evidence() {
		list = append(list, fact{a.words.EvidenceKey(e.Key), a.words.EvidenceValue(e)})
	}
	return list
}

// next tells what follows a check of a layer either way.
func (a *App) next(l checks.Layer) []fact {
	good := a.words.Done
	if n := l.Number(); n < len(checks.Layers) {
		good = fmt.Sprintf(a.words.NextStep, a.words.Layer(checks.Layers[n]))
	}
	return []fact{{a.words.IfWorks, good}, {a.words.IfFails, fmt.Sprintf(a.words.NextStep, a.words.FindOut)}}
}

// remarks are the other findings of a finished run.
func (a *App) remarks() []remark {
	if !a.run.final {
		return nil
	}
	var list []remark
	for _, f := range a.run.verdict.Also {
		m := failed
		if f.Degrades {
			m = warned
		}
		list = append(list, remark{m, a.words.Finding(f)})
	}
	return list
}
