package diagnose

import (
	"net/url"
	"slices"

	"gomend/checks"
	"gomend/checks/route"
)

// mirrors lets the module proxies that could be reached hand out something: only
// one that does is worth recommending.
func (r *run) mirrors(b *checks.Board) []checks.Check {
	var list []checks.Check
	for _, raw := range slices.Concat(r.opt.Mirrors, Mirrors) {
		u, err := url.Parse(raw)
		if err != nil || u.Host == "" {
			continue
		}
		if via, ok := reached(b, checks.Address(u)); ok {
			c := r.asker.Mirror(route.Route{ID: "mirror-" + u.Hostname(), Purpose: route.ModuleProxy, URL: u, Via: via, Host: u.Hostname()})
			c.Route, c.Linger = "", true
			list = append(list, c)
		}
	}
	return list
}

// reached reports whether a comparison reached a server, and by which way.
func reached(b *checks.Board, target string) (route.Via, bool) {
	for _, res := range b.Results() {
		f, ok := res.Facts.(checks.ProxyCompareFacts)
		if !ok || f.Code != checks.OK || f.Target != target {
			continue
		}
		for _, rt := range b.Routes() {
			if rt.ID == res.Check.Route && rt.URL != nil && checks.Address(rt.URL) != target {
				return rt.Via, true
			}
		}
	}
	return route.Via{}, false
}
