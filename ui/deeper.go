package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gomend/checks"
)

// deepHost is the name that can be looked deeper into now: the one that the
// selected check's route dials, else the one that the verdict is about. It is
// empty when there is none.
func (a *App) deepHost() string {
	if a.options.Deepen == nil || a.board == nil {
		return ""
	}
	selected, _ := a.run.find(a.selected)
	if f, ok := selected.result.Facts.(checks.LookupFacts); ok && lookedUp(f) {
		return f.Host
	}
	for _, routeID := range []string{selected.check.Route, a.run.verdict.Route} {
		if host := a.run.hostOf(routeID); host != "" {
			return host
		}
	}
	return ""
}

// hostOf is the name that a route looked up.
func (r *record) hostOf(routeID string) string {
	for _, known := range r.routes {
		if known.ID != routeID {
			continue
		}
		w, _ := r.find(checks.KindLookup.Name(known.Host))
		if f, ok := w.result.Facts.(checks.LookupFacts); ok && w.ended && lookedUp(f) {
			return known.Host
		}
	}
	return ""
}

func lookedUp(f checks.LookupFacts) bool { return f.Host != "" && f.Source != checks.FromLiteral }

// deeper looks deeper into a name, and adds what is found to the present run.
func (a *App) deeper(string) tea.Cmd {
	host, board, deepen := a.deepHost(), a.board, a.options.Deepen
	ctx, cancel := context.WithCancel(a.base)
	e := &stream{number: a.run.number, cancel: cancel, ready: make(chan struct{})}
	a.streams = append(a.streams, e)
	a.run.phase = going
	a.following, a.open, a.selected, a.top = false, checks.LayerDNS, checks.KindLookup.Name(host), 0
	fixes := a.options.Fixes
	return func() tea.Msg {
		e.events, e.board = deepen(ctx, board, host), board
		close(e.ready)
		return e.listen(fixes)
	}
}
