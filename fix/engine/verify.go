package engine

import (
	"context"
	"slices"
	"strings"

	"gomend/checks"
	"gomend/fix/plan"
)

// Report is what the checks say, as far as judging a fix needs: taken from the run
// on the screen before, and from a fresh process after.
type Report struct {
	Status  checks.VerdictStatus `json:"status"`
	Cause   checks.Cause         `json:"cause,omitempty"`
	Route   string               `json:"route,omitempty"`
	Target  string               `json:"target,omitempty"`
	Check   string               `json:"-"` // id of the accused check; known of the run before
	Also    []Found              `json:"also,omitempty"`
	Summary string               `json:"summary,omitempty"`

	Checks map[string]checks.Status `json:"-"` // by id
}

// Found is something else that the checks found.
type Found struct {
	Cause  checks.Cause `json:"cause"`
	Target string       `json:"target"`
}

// Verifier runs the checks of the present run again in a fresh process (one process
// computes proxies and roots once), with these variables on top of the person's
// environment. It returns when ctx ends.
type Verifier func(ctx context.Context, env []plan.Var) (Report, error)

// ReportOf takes a report from a run in this process.
func ReportOf(v checks.Verdict, b *checks.Board) Report {
	r := Report{Status: v.Status, Cause: v.Cause, Route: v.Route, Target: v.Target, Check: v.Check, Checks: map[string]checks.Status{}}
	for _, f := range v.Also {
		r.Also = append(r.Also, Found{f.Cause, f.Target})
	}
	if b != nil {
		for _, result := range b.Results() {
			r.Checks[result.Check.ID] = result.Status
		}
	}
	return r
}

// works reports whether go gets through.
func (r Report) works() bool { return r.Status == checks.Healthy || r.Status == checks.Degraded }

// judge says what a fix has achieved, from what the checks said before and after.
func judge(before, after Report) (Outcome, Reason) {
	switch {
	case after.works() && !(before.Status == checks.Degraded && after.still(before)):
		return Mended, NoReason
	case !after.works() && after.Status != checks.Broken:
		return PutBack, NotVerified
	case before.works():
		return PutBack, notBetter(after)
	case before.lost(after):
		return PutBack, Worse
	case before.further(after):
		return Helped, NoReason
	}
	return PutBack, NotCured
}

func notBetter(after Report) Reason {
	if after.works() {
		return NotCured
	}
	return Worse
}

// still reports whether what was found before is found again.
func (r Report) still(before Report) bool {
	found := Found{before.Cause, before.Target}
	return Found{r.Cause, r.Target} == found || slices.Contains(r.Also, found)
}

// further reports whether what was accused works now, or is not asked any more,
// and what is accused now lies behind it.
func (r Report) further(after Report) bool {
	if after.still(r) || after.Cause == checks.NoCause {
		return false
	}
	was, is := r.Cause.Layer().Number(), after.Cause.Layer().Number()
	status, asked := after.Checks[r.Check]
	if !asked {
		return is > was
	}
	return status.OK() && is >= was
}

// lost reports whether a check that passed fails now.
func (r Report) lost(after Report) bool {
	for id, status := range r.Checks {
		kind, _, _ := strings.Cut(id, "/")
		if status == checks.Pass && after.Checks[id] == checks.Fail && !checks.Kind(kind).Comparison() {
			return true
		}
	}
	return false
}
