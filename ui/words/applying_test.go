package words

import (
	"testing"
	"time"

	"gomend/fix"
	"gomend/fix/engine"
)

// saidOfApplying are the sentences about fixes that are applied and taken back.
func saidOfApplying(t *testing.T, w *Words, say func(name, sentence string)) {
	for _, s := range constants(t, "../../fix/engine/event.go", "Outcome") {
		for _, reason := range constants(t, "../../fix/engine/event.go", "Reason") {
			r := engine.Result{Outcome: engine.Outcome(s), Problem: engine.Problem{Reason: engine.Reason(reason), About: "/etc/hosts", Detail: "no-space"}}
			say("Outcome "+s+" "+reason, w.ApplyOutcome(r))
			say("UndoOutcome "+s+" "+reason, w.UndoOutcome(r))
			say("Reason "+reason, w.Reason(r.Problem))
		}
		for _, r := range []engine.Recovered{{Fix: "goproxy-set", ID: "x"}, {NeedsRoot: true}, {Deadline: time.Now()}} {
			r.Outcome = engine.Outcome(s)
			say("Recovered "+s, w.Recovered(r))
		}
	}
	for _, s := range append(constants(t, "../../fix/fsx/fsx.go", "Reason"), "changed-since", "step-failed", "backup-lost", "left-over", "never heard of") {
		say("Conflict "+s, w.Conflict(engine.Conflict{About: "/etc/hosts", Problem: s, Backup: "/var/lib/x"}))
		if s != "never heard of" && fileReasons[s] == (text{}) && conflictProblems[s] == (text{}) {
			t.Errorf("no words for the conflict %s", s)
		}
	}
	for _, s := range constants(t, "../../fix/planner.go", "Obstacle") {
		say("Obstacle "+s, w.Obstacle(&fix.ManualError{Obstacle: fix.Obstacle(s)}))
	}
}
