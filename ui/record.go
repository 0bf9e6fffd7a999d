package ui

import (
	"slices"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// phase is how far a run has come.
type phase int

const (
	starting phase = iota // nothing has been heard of it
	going
	stopping // asked to stop, and not yet ended
	ended
)

// record is what the events of one run have told so far.
type record struct {
	number  int // of the run; events of older runs are dropped
	phase   phase
	now     time.Duration
	rows    []row
	index   map[string]int
	routes  []route.Route
	verdict checks.Verdict
	final   bool // verdict is the last word
}

// row is one check as it stands now.
type row struct {
	check   checks.Check
	started bool
	ended   bool
	since   time.Duration // of its start
	silent  bool          // a provisional result has come
	result  checks.Result // final when ended, provisional when silent
	come    checks.Progress
}

func newRecord(number int) record { return record{number: number, index: map[string]int{}} }

// apply takes in one event.
func (r *record) apply(e checks.Event) {
	r.now = max(r.now, e.At)
	switch e.Kind {
	case checks.EventRoutes:
		r.routes = e.Routes
	case checks.EventVerdict:
		r.verdict, r.final = e.Verdict, e.Final
	case checks.EventHeld: // not about what was found
	default:
		r.row(e.Result.Check).apply(e)
	}
}

// row finds the row of a check, or makes it.
func (r *record) row(c checks.Check) *row {
	i, known := r.index[c.ID]
	if !known {
		i = len(r.rows)
		r.index[c.ID] = i
		r.rows = append(r.rows, row{check: c})
	}
	return &r.rows[i]
}

func (w *row) apply(e checks.Event) {
	switch e.Kind {
	case checks.EventStarted:
		*w = row{check: e.Result.Check, started: true, since: e.Result.Started}
	case checks.EventProvisional:
		w.silent, w.result = true, e.Result
	case checks.EventProgress:
		w.come = e.Progress
	case checks.EventEnded:
		w.ended, w.result = true, e.Result
	}
}

// visible tells whether a check is shown: those that may turn out to teach
// nothing only once they run, those that there was nothing to ask for never.
func (w row) visible() bool {
	switch {
	case w.ended:
		return w.result.Status != checks.Skip || w.result.Blocker != ""
	case w.started:
		return true
	}
	return !w.check.Kind.Comparison() && w.check.When == nil
}

func (w row) mark() mark {
	switch {
	case w.ended:
		return markOf(w.result.Status)
	case w.started:
		return running
	}
	return waiting
}

// layer lists the visible rows of a layer.
func (r *record) layer(l checks.Layer) []row {
	var list []row
	for _, w := range r.rows {
		if w.check.Layer() == l && w.visible() {
			list = append(list, w)
		}
	}
	return list
}

// find is the visible row of a check.
func (r *record) find(id string) (row, bool) {
	if i, ok := r.index[id]; ok && r.rows[i].visible() {
		return r.rows[i], true
	}
	return row{}, false
}

// progress counts the visible checks that have ended, and all of them.
func (r *record) progress() (done, all int) {
	for _, w := range r.rows {
		if w.visible() {
			all++
			if w.ended {
				done++
			}
		}
	}
	return done, all
}

// accuses reports whether a row is a failure that the go command will feel.
func (r *record) accuses(w row) bool {
	return w.ended && w.result.Status == checks.Fail && !w.check.Kind.Comparison() && checks.Needed(r.routes, w.check)
}

// waitingIn counts the checks of a layer that are still to run, and those of them
// that do not only compare.
func (r *record) waitingIn(l checks.Layer) (all, own int) {
	for _, w := range r.rows {
		if w.check.Layer() != l || w.started || w.ended {
			continue
		}
		all++
		if !w.check.Kind.Comparison() {
			own++
		}
	}
	return all, own
}

// troubled reports whether something has failed that the go command will feel.
func (r *record) troubled() bool { return slices.ContainsFunc(r.rows, r.accuses) }

// broken is the layer at which the path stops; empty when it does not, or is not known to.
func (r *record) broken() checks.Layer {
	if r.final && r.verdict.Status == checks.Broken {
		return r.verdict.Layer()
	}
	return ""
}

// layerMark is the worst that the checks of a layer say about the way through it.
func (r *record) layerMark(l checks.Layer) mark {
	if l != "" && l == r.broken() {
		return failed
	}
	seen := map[mark]int{}
	rows := r.layer(l)
	for _, w := range rows {
		seen[r.weight(w)]++
	}
	switch {
	case seen[failed] > 0 && r.follows(l):
		return skipped
	case seen[failed] > 0:
		return failed
	case seen[running] > 0:
		return running
	case r.phase != ended && (seen[waiting] > 0 || len(rows) == 0):
		return waiting
	case seen[skipped] > 0 || seen[waiting] > 0 || len(rows) == 0:
		return skipped
	case seen[unclear] > 0:
		return unclear
	case seen[warned] > 0:
		return warned
	}
	return passed
}

// follows reports whether what fails in a layer is only a consequence: the path
// stops below it, and the verdict names nothing in it.
func (r *record) follows(l checks.Layer) bool {
	return r.broken() != "" && l.Number() > r.broken().Number() &&
		!slices.ContainsFunc(r.verdict.Also, func(f checks.Finding) bool { return f.Layer() == l })
}

// weight is what one row means for its layer: failures that the go command gets
// around are remarks, and comparisons accuse nobody.
func (r *record) weight(w row) mark {
	m := w.mark()
	switch {
	case m == failed && w.check.Kind == checks.KindGoDownload && r.final && r.verdict.Check != w.check.ID:
		return skipped // go fails because of what the verdict names
	case w.check.Kind.Comparison() && m != running:
		return passed
	case m == failed && (!checks.Needed(r.routes, w.check) || r.final && r.verdict.Status != checks.Broken):
		return warned
	case (m == skipped || m == unclear) && !checks.Needed(r.routes, w.check):
		return passed
	}
	return m
}
