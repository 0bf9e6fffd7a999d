package checks

import (
	"strings"
	"time"

	"gomend/checks/route"
)

// Phase is a part of the time that a request on a route takes.
type Phase string

// The phases, in the order in which they happen.
const (
	PhaseLookup    Phase = "lookup"     // of what is dialled first
	PhaseConnect   Phase = "connect"    // TCP
	PhaseProxy     Phase = "proxy"      // the tunnel through it
	PhaseHandshake Phase = "handshake"  // TLS with the server
	PhaseFirstByte Phase = "first-byte" // from the request to the answer's beginning
	PhaseTransfer  Phase = "transfer"   // the rest of the answer, or a version control program's whole work
)

// Phases lists the phases in their order.
var Phases = []Phase{PhaseLookup, PhaseConnect, PhaseProxy, PhaseHandshake, PhaseFirstByte, PhaseTransfer}

// Span is one phase of a route, as it was measured.
type Span struct {
	Phase  Phase
	Check  string        // id of the check that measured it; empty when none came to it
	Time   time.Duration // it took, or how long it has been silent
	Status Status        // of the check; Skip for a phase that was not reached
	Silent bool          // nothing came in all of Time
}

// Timeline is where the time of a route went: one span for each phase that the
// route has, those not reached included. Results are final ones, or provisional
// ones of checks that are silent so far. A route without a network has none.
func Timeline(r route.Route, results []Result) []Span {
	if r.Host == "" {
		return nil // file://
	}
	t := timeline{results: map[string]Result{}}
	for _, result := range results {
		t.results[result.Check.ID] = result
	}
	for _, id := range Hops(r) {
		t.hop(id)
	}
	t.request(requestOn(r, results))
	return t.spans
}

// Taken is the time of all spans together.
func Taken(spans []Span) time.Duration {
	var sum time.Duration
	for _, s := range spans {
		sum += s.Time
	}
	return sum
}

// timeline is a list of spans in the making.
type timeline struct {
	results map[string]Result
	spans   []Span
}

func (t *timeline) add(s Span) { t.spans = append(t.spans, s) }

// phaseOf are the phases that have a check of their own.
var phaseOf = map[Kind]Phase{
	KindLookup: PhaseLookup, KindConnect: PhaseConnect, KindProxyTunnel: PhaseProxy, KindTLS: PhaseHandshake,
}

// hop adds the phase of one check that leads to the server. An address in the
// place of a name is looked up by nobody.
func (t *timeline) hop(id string) {
	r, known := t.results[id]
	if f, ok := r.Facts.(LookupFacts); ok && f.Source == FromLiteral {
		return
	}
	kind, _, _ := strings.Cut(id, "/")
	s := Span{Phase: phaseOf[Kind(kind)], Status: Skip}
	if known && r.Status != Skip {
		s = Span{Phase: s.Phase, Check: id, Status: r.Status, Time: spent(r), Silent: r.Code == Timeout && !r.Status.OK()}
	}
	t.add(s)
}

// spent is the time of the step itself, where the check did more than that.
func spent(r Result) time.Duration {
	switch f := r.Facts.(type) {
	case DialFacts:
		if took := f.took(); took > 0 {
			return took
		}
	case TLSFacts:
		if f.Time > 0 {
			return f.Time
		}
	}
	return r.Duration
}

// took is the time until some address connected, or else until the last was given up.
func (f DialFacts) took() time.Duration {
	var longest time.Duration
	for _, a := range f.Attempts {
		if f.Winner.IsValid() && a.Address == f.Winner {
			return a.Time
		}
		longest = max(longest, a.Time)
	}
	return longest
}

// requestOn is the request that speaks for a route: the first that failed, else
// the one that brought most.
func requestOn(r route.Route, results []Result) Result {
	var best Result
	bytes := int64(-1)
	for _, result := range results {
		if result.Check.Route != r.ID || result.Status == Skip {
			continue
		}
		switch f := result.Facts.(type) {
		case HTTPFacts:
			if !result.Status.OK() {
				return result
			}
			if f.Bytes > bytes {
				best, bytes = result, f.Bytes
			}
		case RepositoryFacts:
			return result
		}
	}
	return best
}

// request adds the phases of the request itself.
func (t *timeline) request(r Result) {
	first, rest := Span{Phase: PhaseFirstByte, Status: Skip}, Span{Phase: PhaseTransfer, Status: Skip}
	whole := Span{Check: r.Check.ID, Status: r.Status, Time: r.Duration, Silent: r.Code == Timeout}
	switch f := r.Facts.(type) {
	case RepositoryFacts: // its program does everything anew, in one go
		whole.Phase = PhaseTransfer
		t.add(whole)
		return
	case HTTPFacts:
		switch {
		case f.Status == 0:
			first = whole
			first.Phase = PhaseFirstByte
			if f.FirstByte > 0 {
				first.Time = f.FirstByte
			}
		case r.Status.OK() || f.broken():
			first = Span{PhaseFirstByte, r.Check.ID, f.FirstByte, Pass, false}
			rest = Span{PhaseTransfer, r.Check.ID, f.Transfer, r.Status, whole.Silent}
		default: // an answer, and not the one that was wanted
			first = Span{PhaseFirstByte, r.Check.ID, f.FirstByte, r.Status, false}
		}
	}
	t.add(first)
	t.add(rest)
}

// broken reports whether an answer began and did not end.
func (f HTTPFacts) broken() bool {
	return f.Status != 0 && (f.Code == Timeout || f.Code == Reset || f.Code == Closed || f.Code == Garbage)
}
