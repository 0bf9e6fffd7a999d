package route

// Plan is what the go command will contact, and why that may not do.
type Plan struct {
	Routes []Route
	// Problems are those of the settings, with Fatal as it is for these modules
	// and routes, and those that only the modules bring to light.
	Problems []Problem

	direct bool // GOPROXY has the entry direct
}

// MakePlan works out the routes for the modules. It asks nobody and reads no file;
// it only looks whether go.sum may be written, and whether a file:// proxy relays
// the checksum database.
//
// A route is Needed when the go command fails if this route fails and all
// others work. "Works" means that it serves what it is asked for, so that:
//
//   - of a GOPROXY list only the first entry can be needed, and is unless a '|'
//     follows with something behind it; the second becomes needed when the first
//     answers 404 or 410. Next tells which one that is.
//   - the checksum database itself is needed only where no module proxy is asked
//     to relay it: with GOPROXY=direct or off, with file:// proxies, and with an
//     address in GOSUMDB. It becomes needed when all relays answer 404 or 410.
//   - what the module cache holds is not fetched: routes that serve only cached
//     modules are not needed, unless all modules are cached; then the person's
//     next module is supposed to take the ways of the present ones.
func MakePlan(s *Settings, mods []Needed) Plan {
	p := &planner{s: s, mods: mods, pending: pendingOf(mods)}
	p.moduleProxies()
	p.origins()
	p.toolchains()
	p.checksums()
	p.lockedSum()
	p.judge()
	_, _, direct := p.direct()
	return Plan{Routes: p.routes, Problems: fatalFirst(p.problems), direct: direct}
}

// pendingOf are the modules that the cache lacks, or all where it lacks none.
func pendingOf(mods []Needed) []Needed {
	var list []Needed
	for _, n := range mods {
		if !n.Cached {
			list = append(list, n)
		}
	}
	if len(list) == 0 {
		return mods
	}
	return list
}

type planner struct {
	s        *Settings
	mods     []Needed
	pending  []Needed
	routes   []Route
	problems []Problem
}

func (p *planner) list() []Entry {
	if p.s.goproxy.err != nil { // go rejects the whole list
		return nil
	}
	return p.s.goproxy.entries
}

// add completes a route with what is dialled first.
func (p *planner) add(r Route) {
	r.Host, r.Port = dialled(r.URL, r.Via)
	if r.Fallback == "" {
		r.Fallback = NoFallback
	}
	p.routes = append(p.routes, r)
}

// Next is the route that the go command asks after r has failed: with notFound
// by 404 or 410, else in any other way. False when it gives up.
func (p Plan) Next(r Route, notFound bool) (Route, bool) {
	if r.Position == 0 || !notFound && r.Fallback != OnAnyError {
		return Route{}, false
	}
	after := false
	for _, next := range p.Routes {
		if after && p.follows(r, next, notFound) {
			return next, true
		}
		after = after || next.ID == r.ID
	}
	return Route{}, false
}

// follows reports whether next, planned behind r, serves what r was asked for.
// At the end of a list the checksum database itself is asked only when all
// relays answered that they are none, or at the entry direct.
func (p Plan) follows(r, next Route, notFound bool) bool {
	switch {
	case r.Relay:
		return next.Relay || next.Purpose == ChecksumDatabase && (notFound || p.direct)
	case r.Purpose == ModuleProxy && next.Purpose == VersionControl:
		return next.Position > r.Position
	}
	return next.Purpose == r.Purpose && next.Position > r.Position
}
