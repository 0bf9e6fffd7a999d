package cli

import (
	"cmp"
	"net/url"
	"slices"
	"time"

	"gomend/checks"
	"gomend/checks/diagnose"
	"gomend/checks/route"
	"gomend/fix"
)

// mirror is a module proxy that may stand in for another.
type mirror struct {
	url    string
	time   time.Duration // 0 for one that was not measured
	relays bool
}

// addMirrors lists the module proxies that may be used instead: those of the
// configuration first, in its order, then those that were seen to hand out a module,
// fastest first. One that does not is not named; where there was no time to ask, it is
// enough that the server was reached.
func (s *session) addMirrors(p *fix.Params, b *checks.Board) {
	tried := map[string]checks.MirrorFacts{}
	for _, f := range checks.AllFacts[checks.MirrorFacts](b) {
		tried[f.URL] = f
	}
	var own, good, reached []mirror
	for _, m := range s.config.Mirrors {
		f, known := tried[route.Redact(m.URL)]
		if !known || f.Code == checks.OK {
			own = append(own, mirror{m.String(), f.Time, f.Relays})
		}
	}
	for _, raw := range diagnose.Mirrors {
		switch f, known := tried[raw]; {
		case known && f.Code == checks.OK:
			good = append(good, mirror{raw, f.Time, f.Relays})
		case known && f.Code != checks.Canceled:
			p.Dead = append(p.Dead, raw)
		}
	}
	for _, r := range b.Results() {
		f, ok := r.Facts.(checks.ProxyCompareFacts)
		m := s.mirrorURL(f.Target)
		switch {
		case !ok || m == "":
		case inVain(r):
			p.Dead = append(p.Dead, m)
		case f.Code == checks.OK && !isRoute(b, f.Target) && tried[m].URL == "":
			reached = append(reached, mirror{url: m, time: r.Duration})
		}
	}
	for _, list := range [][]mirror{good, reached} {
		slices.SortFunc(list, func(x, y mirror) int { return cmp.Compare(x.time, y.time) })
	}
	for _, m := range slices.Concat(own, good, reached) {
		if slices.Contains(p.Mirrors, m.url) {
			continue
		}
		if len(p.Mirrors) == 0 {
			p.MirrorTime = m.time
		}
		p.Mirrors = append(p.Mirrors, m.url)
		if m.relays {
			p.Relays = append(p.Relays, m.url)
		}
	}
}

// inVain reports whether a server was tried and failed, or was silent for as long as
// any server is waited for before its silence is told.
func inVain(r checks.Result) bool {
	return r.Status == checks.Fail || r.Code == checks.Canceled && r.Duration >= checks.UnknownRTT
}

// isRoute reports whether a target is one that go contacts already.
func isRoute(b *checks.Board, target string) bool {
	return slices.ContainsFunc(b.Routes(), func(r route.Route) bool { return r.URL != nil && checks.Address(r.URL) == target })
}

// mirrorURL is the address of a module proxy whose server is known by host:port.
func (s *session) mirrorURL(target string) string {
	list := slices.Clone(diagnose.Mirrors)
	for _, own := range s.config.Mirrors {
		list = append(list, own.String())
	}
	for _, known := range list {
		if u, err := url.Parse(known); err == nil && checks.Address(u) == target {
			return known
		}
	}
	return ""
}
