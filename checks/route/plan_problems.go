package route

import "slices"

// judge settles which of the settings' problems stop these modules.
func (p *planner) judge() {
	for _, problem := range p.s.Problems {
		if problem.Kind == GoproxyOff && !p.stops(problem) && !p.hasPublic() {
			continue // on purpose: all that is needed comes from its origin
		}
		problem.Fatal = problem.Fatal && p.stops(problem)
		p.problems = append(p.problems, problem)
	}
	if p.s.sumdb.Off && p.s.toolchain.module.Path != "" && p.s.toolchainSum() {
		_, source := p.s.Get("GOSUMDB")
		p.problems = append(p.problems, Problem{
			Name: "GOSUMDB", Value: "off", Source: source, File: p.s.File(source),
			Kind: ToolchainUnavailable, Reason: "sumdb-off", Fatal: true,
		})
	}
}

// stops reports whether a problem that can be fatal is so here.
func (p *planner) stops(problem Problem) bool {
	switch problem.Kind {
	case GoproxyOff:
		return p.lacksPublic() || p.s.toolchain.module.Path != "" && !p.s.Private(toolchainPath)
	case GoproxyMalformed:
		_, public := Pick(p.pending, false)
		return p.s.goproxy.err != nil || public
	case GosumdbMalformed:
		if p.s.toolchain.module.Path != "" && p.s.toolchainSum() {
			return true
		}
		for _, n := range p.pending {
			if n.SumNeeded {
				return true
			}
		}
		return false
	case ProxyMalformed:
		return p.neededThrough(problem)
	}
	return true
}

// hasPublic reports whether any module comes through GOPROXY.
func (p *planner) hasPublic() bool {
	return slices.ContainsFunc(p.mods, func(n Needed) bool { return !n.Private })
}

// lacksPublic reports whether a public module is not in the cache.
func (p *planner) lacksPublic() bool {
	for _, n := range p.mods {
		if !n.Private && !n.Cached {
			return true
		}
	}
	return false
}

// neededThrough reports whether a needed route goes through the proxy that the
// problem is about; for the CGI guard, whether one would.
func (p *planner) neededThrough(problem Problem) bool {
	for _, r := range p.routes {
		if !r.Needed {
			continue
		}
		if r.Via.Source == problem.Name || problem.Reason == "cgi" && r.URL.Scheme == "http" && r.Via.Direct() && p.s.proxies.refuses(r.URL) {
			return true
		}
	}
	return false
}
