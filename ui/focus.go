package ui

import (
	"slices"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// worthALook is how long a check must have run before the screen goes to it:
// nobody can read about one that ends at once.
const worthALook = 600 * time.Millisecond

// focus is the check that somebody who only watches should see: the first that
// failed, else what shows the verdict, else the first that still runs.
func (r *record) focus(present string) string {
	if r.final {
		return r.finalFocus()
	}
	for _, l := range checks.Layers {
		for _, w := range r.layer(l) {
			if r.accuses(w) {
				return w.check.ID
			}
		}
	}
	if w, ok := r.find(present); ok && w.started && !w.ended && w.check.Layer() == r.lowest() {
		return present
	}
	for _, w := range r.layer(r.lowest()) {
		if w.started && !w.ended && r.now-w.since >= worthALook {
			return w.check.ID
		}
	}
	return present
}

// focusIn is the same within one layer: the first failure, else what runs, else
// the first check.
func (r *record) focusIn(l checks.Layer, present string) string {
	rows := r.layer(l)
	for _, w := range rows {
		if r.accuses(w) {
			return w.check.ID
		}
	}
	if w, ok := r.find(present); ok && w.check.Layer() == l && (!w.ended || l != r.lowest()) {
		return present
	}
	for _, w := range rows {
		if w.started && !w.ended {
			return w.check.ID
		}
	}
	if len(rows) > 0 {
		return rows[0].check.ID
	}
	return present
}

// lowest is the first layer in which something runs.
func (r *record) lowest() checks.Layer {
	for _, l := range checks.Layers {
		for _, w := range r.layer(l) {
			if w.started && !w.ended {
				return l
			}
		}
	}
	return ""
}

// finalFocus is the check that shows the verdict. The one that the verdict names
// may only feel, layers above, what is broken: then a failure at the layer of the
// cause says more.
func (r *record) finalFocus() string {
	layer := r.verdict.Layer()
	shows, known := r.find(r.verdict.Check)
	if known && shows.check.Layer() == layer {
		return shows.check.ID
	}
	if layer == "" {
		layer = checks.LayerModule
		for _, w := range r.layer(layer) {
			if w.check.Kind == checks.KindGoDownload && w.ended && w.result.Status.OK() {
				return w.check.ID // go's own word
			}
		}
	}
	rows := r.layer(layer)
	for _, w := range rows {
		if r.accuses(w) {
			return w.check.ID
		}
	}
	switch {
	case known:
		return shows.check.ID
	case len(rows) > 0:
		return rows[len(rows)-1].check.ID
	}
	for _, w := range r.rows {
		if w.visible() {
			return w.check.ID
		}
	}
	return ""
}

// timeline is where the time of a route went.
func (r *record) timeline(routeID string) []checks.Span {
	i := slices.IndexFunc(r.routes, func(known route.Route) bool { return known.ID == routeID })
	if i < 0 {
		return nil
	}
	var results []checks.Result
	for _, w := range r.rows {
		if w.ended {
			results = append(results, w.result)
		}
	}
	return checks.Timeline(r.routes[i], results)
}
