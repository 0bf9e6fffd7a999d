package cli

import "gomend/checks"

// layer is one step of the way and what its checks say about it.
type layer struct {
	checks.Layer
	status  checks.Status
	passed  int
	results []checks.Result // shown ones
}

// layersOf sums up a finished run, step by step.
func layersOf(b *checks.Board, v checks.Verdict) []layer {
	results := seen(b)
	list := make([]layer, 0, len(checks.Layers))
	for _, name := range checks.Layers {
		l := layer{Layer: name}
		for _, r := range results {
			if r.Check.Layer() == name {
				l.results = append(l.results, r)
			}
		}
		l.sumUp(b, v)
		list = append(list, l)
	}
	return list
}

// sumUp finds the worst that the checks say. Without any check that ran, the way
// ends before this step.
func (l *layer) sumUp(b *checks.Board, v checks.Verdict) {
	l.status = checks.Skip
	if len(l.results) > 0 {
		l.status = checks.Pass
	}
	for _, r := range l.results {
		if r.Status.OK() {
			l.passed++
		}
		l.status = worse(l.status, weight(b, v, r))
	}
	switch {
	case v.Status == checks.Broken && v.Layer() == l.Layer:
		l.status = checks.Fail
	case l.status == checks.Pass && l.passed == 0: // nothing but what was skipped
		l.status = checks.Skip
	}
}

var severity = map[checks.Status]int{checks.Warn: 1, checks.Unknown: 2, checks.Skip: 3, checks.Fail: 4}

func worse(x, y checks.Status) checks.Status {
	if severity[y] > severity[x] {
		return y
	}
	return x
}

// weight is what one result means for its step: comparisons accuse nobody, what
// go does not need holds up nobody, and a failure that go gets around is a remark.
func weight(b *checks.Board, v checks.Verdict, r checks.Result) checks.Status {
	switch {
	case r.Check.Kind.Comparison(), !r.Status.OK() && r.Status != checks.Fail && !checks.Needed(b.Routes(), r.Check):
		return checks.Pass
	}
	return seenAs(b, v, r)
}

// seenAs is the status with which a result is shown: only what stops go has failed.
func seenAs(b *checks.Board, v checks.Verdict, r checks.Result) checks.Status {
	works := v.Status == checks.Healthy || v.Status == checks.Degraded
	if r.Status == checks.Fail && (works || r.Check.Kind.Comparison() || !checks.Needed(b.Routes(), r.Check)) {
		return checks.Warn
	}
	return r.Status
}

// telling reports whether a result deserves lines of its own: it failed, it has a
// remark, or it was asked to compare.
func telling(r checks.Result) bool {
	switch r.Status {
	case checks.Fail, checks.Warn, checks.Unknown:
		return true
	case checks.Pass:
		return r.Check.Kind.Comparison()
	}
	return false
}
