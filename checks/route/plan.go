package route

import (
	"fmt"
	"net/url"
)

// maxOrigins is how many hosts that serve modules directly are planned for: a
// person has a handful, a hostile go.mod thousands.
const maxOrigins = 16

// Plan is what the go command will contact, and why that may not do.
type Plan struct {
	Routes []Route
	// Problems are those of the settings, with Fatal as it is for these modules
	// and routes, and those that only the modules bring to light.
	Problems []Problem

	direct bool // GOPROXY has the entry direct
}

// MakePlan works out the routes for the modules. It asks nobody and reads no file;
// it only looks whether go.sum may be written.
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

// moduleProxies plans one route for each URL in GOPROXY.
func (p *planner) moduleProxies() {
	n, found := Pick(p.mods, false)
	if !found {
		return
	}
	_, pending := Pick(p.pending, false)
	p.proxied(ModuleProxy, n.Module, pending)
}

// proxied plans routes for something that is fetched through GOPROXY.
func (p *planner) proxied(purpose Purpose, m Module, pending bool) {
	for i, e := range p.list() {
		if e.Kind != EntryURL {
			continue
		}
		p.add(Route{
			ID: fmt.Sprintf("%s-%d", purpose, e.Position), Purpose: purpose, URL: e.URL, Via: p.s.Via(e.URL),
			Position: e.Position, Fallback: e.Fallback, Needed: pending && p.s.goproxy.needed(i), Module: m,
		})
	}
}

// direct is the entry that sends public modules to their origins, and its index.
func (p *planner) direct() (e Entry, i int, found bool) {
	for i, e := range p.list() {
		if e.Kind == EntryDirect {
			return e, i, true
		}
	}
	return Entry{}, 0, false
}

// origins plans the version control routes: for private modules one to each
// host, and for public ones too where direct comes first. Where direct comes
// last, one for the module that is tried is enough.
func (p *planner) origins() {
	hosts, visited := map[string]bool{}, map[Module]bool{}
	needed := p.neededOrigins()
	visit := func(n Needed, position int) {
		if !visited[n.Module] {
			visited[n.Module] = true
			p.origin(n.Module, position, needed, hosts)
		}
	}
	for _, list := range [][]Needed{p.pending, p.mods} {
		for _, n := range list {
			if n.Private {
				visit(n, 0)
			}
		}
	}
	e, i, found := p.direct()
	if !found {
		return
	}
	if i > 0 {
		if n, ok := Pick(p.mods, false); ok {
			visit(n, e.Position)
		}
		return
	}
	for _, list := range [][]Needed{p.pending, p.mods} {
		for _, n := range list {
			if !n.Private {
				visit(n, e.Position)
			}
		}
	}
}

// neededOrigins are the modules that can only come from their origins.
func (p *planner) neededOrigins() map[Module]bool {
	needed := map[Module]bool{}
	_, i, found := p.direct()
	for _, n := range p.pending {
		if n.Private || found && i == 0 {
			needed[n.Module] = true
		}
	}
	return needed
}

// origin plans the way to one module's origin, unless its host has been seen.
func (p *planner) origin(m Module, position int, needed map[Module]bool, hosts map[string]bool) {
	o := originOf(m.Path)
	if o.reason != "" {
		p.problems = append(p.problems, Problem{
			Name: "module", Value: plain(m.String()), Source: FromDefault,
			Kind: OtherMalformed, Reason: o.reason, Fatal: needed[m],
		})
		return
	}
	if o.root != "" && !p.s.AllowsVCS(o.root, o.tool) {
		p.disallowed(m, o, needed[m])
	}
	seen := o.url.Scheme + " " + o.tool + " " + o.url.Host
	if hosts[seen] || len(hosts) == maxOrigins {
		return
	}
	hosts[seen] = true
	p.originRoute(o.url, o.tool, m, position, needed[m])
	if o.tool == "" && p.s.Insecure(m.Path) { // http is tried after https
		plain := *o.url
		plain.Scheme = "http"
		p.originRoute(&plain, "", m, position, false)
	}
}

func (p *planner) originRoute(u *url.URL, tool string, m Module, position int, needed bool) {
	count := 1
	for _, r := range p.routes {
		if r.Purpose == VersionControl {
			count++
		}
	}
	id := fmt.Sprintf("%s-%d", VersionControl, count)
	r := p.s.Route(id, VersionControl, u)
	if tool == "git" {
		r = p.s.GitRoute(id, u)
	}
	r.Position, r.Needed, r.Module, r.Tool, r.Insecure = position, needed, m, tool, tool == "" && p.s.Insecure(m.Path)
	p.add(r)
}

func (p *planner) disallowed(m Module, o origin, fatal bool) {
	_, source := p.s.Get("GOVCS")
	p.problems = append(p.problems, Problem{
		Name: "GOVCS", Value: plain(o.tool + " " + m.Path), Source: source, File: p.s.File(source),
		Kind: VCSDisallowed, Reason: "disallowed", Fatal: fatal,
	})
}

// toolchains plans how a newer Go is fetched: like any module, except that its
// path may be private too.
func (p *planner) toolchains() {
	m := p.s.toolchain.module
	if m.Path == "" {
		return
	}
	if !p.s.Private(m.Path) {
		p.proxied(Toolchain, m, true)
		if e, i, found := p.direct(); found {
			p.toolchainPage(m, e.Position, i == 0)
		}
		return
	}
	p.toolchainPage(m, 0, true)
}

func (p *planner) toolchainPage(m Module, position int, needed bool) {
	u := originOf(m.Path).url
	p.add(Route{
		ID: string(Toolchain), Purpose: Toolchain, URL: u, Via: p.s.Via(u), Position: position, Needed: needed, Module: m,
	})
}

// checksums plans who is asked for checksums (modfetch/sumdb.go:dbDial, initBase).
func (p *planner) checksums() {
	db := p.s.sumdb
	if db.Name == "" {
		return
	}
	m, needed := p.unsummed()
	if m.Path == "" {
		return
	}
	needed = needed && p.s.goproxy.err == nil // else go never comes to ask
	if db.URL != nil {
		p.add(Route{ID: string(ChecksumDatabase), Purpose: ChecksumDatabase, URL: db.URL, Via: p.s.Via(db.URL), Needed: needed, Module: m})
		return
	}
	relays := p.relays(db, m, needed)
	p.add(Route{
		ID: string(ChecksumDatabase), Purpose: ChecksumDatabase, URL: db.Direct, Via: p.s.Via(db.Direct),
		Needed: needed && relays == 0, Module: m,
	})
}

// relays plans the question put to each module proxy whether it relays the
// database, and counts those that may: a folder (file://) as a rule does not.
func (p *planner) relays(db SumDB, m Module, needed bool) int {
	count := 0
	list := p.list()
	for i, e := range list {
		if e.Kind != EntryURL {
			continue
		}
		first := false
		if e.URL.Scheme != "file" {
			first = count == 0
			count++
		}
		u := relayURL(e.URL, db.Name)
		p.add(Route{
			ID: fmt.Sprintf("checksum-relay-%d", e.Position), Purpose: ChecksumDatabase, URL: u, Via: p.s.Via(u),
			Position: e.Position, Fallback: e.Fallback, Module: m, Relay: true,
			Needed: needed && first && (e.Fallback != OnAnyError || !capable(list[i+1:])),
		})
	}
	return count
}

// relayURL is where a module proxy relays a database.
func relayURL(proxy *url.URL, name string) *url.URL {
	base := *proxy
	if base.Path == "" { // else JoinPath makes a relative path
		base.Path = "/"
	}
	return base.JoinPath("sumdb", name)
}

// unsummed is a module whose checksum must be asked for, and whether go comes
// to need it; no module when none must.
func (p *planner) unsummed() (m Module, needed bool) {
	if p.s.toolchain.module.Path != "" && p.s.toolchainSum() {
		return p.s.toolchain.module, true
	}
	for _, n := range p.pending {
		if n.SumNeeded && (n.Private || capable(p.list())) {
			return n.Module, true
		}
	}
	// A database that none of the pending modules needs is planned for all the
	// same: the next module that a person adds will need it.
	for _, list := range [][]Needed{p.pending, p.mods} {
		for _, n := range list {
			if !p.s.Unverified(n.Path) {
				return n.Module, false
			}
		}
	}
	return Module{}, false
}

// judge settles which of the settings' problems stop these modules.
func (p *planner) judge() {
	for _, problem := range p.s.Problems {
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
