package words

import (
	"testing"

	"gomend/checks"
	"gomend/checks/explain"
)

// saidOfExplanations says all that can be said of a failing text.
func saidOfExplanations(w *Words, say func(name, sentence string)) {
	tell := func(name string, d explain.Reading, c explain.Comparison) {
		summary, advice := w.Explanation(d, c)
		say("Explanation "+name, summary)
		say("Advice of explanation "+name, advice)
	}
	for why := range nothings {
		tell(string(why), explain.Reading{Why: why}, explain.Comparison{})
	}
	for _, host := range []string{"", "proxy.golang.org", "10.0.0.1"} {
		for step := range failedSteps {
			tell(string(step), explain.Reading{Found: true, Host: host, Step: step}, explain.Comparison{})
		}
		for place := range placesOfGo {
			d := explain.Reading{Found: true, Host: host, Step: explain.StepConnect, Ran: place, Unsafe: "GOSUMDB=off", Module: "rsc.io/quote"}
			for _, cause := range []checks.Cause{checks.CauseOtherEnvironment, checks.CauseGOPROXYUpstreamFailed, checks.CauseModuleNotFound} {
				d.Cause, d.FarSide = cause, true
				d.Candidates = []explain.Candidate{{Cause: cause, Layer: cause.Layer(), Confidence: checks.Likely}}
				tell(string(place)+" "+string(cause), d, explain.Comparison{Here: explain.No, Hosts: []string{"goproxy.cn", "a.example"}})
				tell(string(place)+" "+string(cause), d, explain.Comparison{Here: explain.Yes})
				say("Candidate "+string(cause), w.Candidate(d, d.Candidates[0]))
			}
		}
	}
	e := w.Explained()
	for _, label := range []string{e.Failed, e.Module, e.Host, e.Way, e.Resolver, e.FarSide, e.Here, e.OrElse, e.Next, e.There, e.Paste} {
		say("Explained", label)
	}
	for follows, s := range e.Follows {
		say("Follows "+string(follows), s)
	}
}

// TestExplanationsAreWhole: each step, place and reason has words.
func TestExplanationsAreWhole(t *testing.T) {
	for _, name := range constants(t, "../../checks/explain/*.go", "Step") {
		if _, ok := failedSteps[explain.Step(name)]; !ok {
			t.Errorf("no words for the step %q", name)
		}
	}
	for _, name := range constants(t, "../../checks/explain/*.go", "Place") {
		if _, ok := placesOfGo[explain.Place(name)]; !ok {
			t.Errorf("no words for the place %q", name)
		}
	}
	for _, name := range constants(t, "../../checks/explain/*.go", "Nothing") {
		if _, ok := nothings[explain.Nothing(name)]; !ok {
			t.Errorf("no words for the reason %q", name)
		}
	}
}
