package words

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/plan"
)

// mostExpert is the width of a line for experts, in cells.
const mostExpert = 130

func sentences(s string) int {
	n := 0
	for _, end := range []string{". ", "。", ": ", "：", "; ", "；", "? "} {
		n += strings.Count(s+" ", end)
	}
	return n
}

// Somebody who has never heard of it gets two sentences at least, and an expert one
// line, about every layer, check, cause and fix, in both languages.
func TestNobodyIsLeftAlone(t *testing.T) {
	expert := func(t *testing.T, what, line string) {
		t.Helper()
		if n := ansi.StringWidth(line); n == 0 || n > mostExpert || strings.Contains(line, "\n") {
			t.Errorf("%s: the line for experts is %d wide: %q", what, n, line)
		}
	}
	for _, l := range Langs {
		w := For(l)
		for _, layer := range checks.Layers {
			c := w.Card(layer)
			if sentences(c.Explain) < 2 || c.Question == "" || c.Sends == "" || c.Time == "" || c.OrElse == "" || w.OrElse(layer) == "" {
				t.Errorf("%s, %s: a card lacks something: %+v", l, layer, c)
			}
			expert(t, string(layer), c.Expert)
		}
		for _, k := range checks.Kinds() {
			c := checks.Check{Kind: k, Target: "example.com:443"}
			if text := w.Why(c) + " " + w.Meaning(checks.Result{Check: c, Status: checks.Pass}); sentences(text) < 2 {
				t.Errorf("%s, %s: too little for a beginner: %q", l, k, text)
			}
			expert(t, string(k), w.Expert(k))
		}
		for _, c := range checks.Causes() {
			v := checks.Verdict{Status: checks.Broken, Finding: checks.Finding{Cause: c, Confidence: checks.Certain, Target: "example.com:443"}}
			head, advice := w.Verdict(v)
			if text := head + " " + w.Lesson(v) + " " + advice; sentences(text) < 3 {
				t.Errorf("%s, %s: too little for a beginner: %q", l, c, text)
			}
			expert(t, string(c), w.ExpertCause(c))
		}
		for _, id := range fix.IDs() {
			if text := w.FixTitle(id, nil) + ". " + w.FixWhy(id, nil); sentences(text) < 2 {
				t.Errorf("%s, %s: too little for a beginner: %q", l, id, text)
			}
		}
		for _, k := range []plan.Kind{plan.FileReplace, plan.FileRemove, plan.BlockSet, plan.Exec, plan.GoEnvSet, plan.GitConfigSet, plan.Quarantine, plan.Chown, plan.Snippet, plan.Guide} {
			if w.StepText(k, "/etc/hosts", "true") == "" {
				t.Errorf("%s: no words for a step %s", l, k)
			}
		}
	}
}
