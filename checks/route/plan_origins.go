package route

import (
	"fmt"
	"net/url"
)

// maxOrigins is how many hosts that serve modules directly are planned for: a
// person has a handful, a hostile go.mod thousands.
const maxOrigins = 16

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
	value, source := p.s.Get("GOVCS")
	if _, malformed := parseGOVCS(value); malformed != "" {
		p.problems = append(p.problems, Problem{
			Name: "GOVCS", Value: plain(value), Source: source, File: p.s.File(source),
			Kind: OtherMalformed, Reason: malformed, Fatal: fatal,
		})
		return
	}
	p.problems = append(p.problems, Problem{
		Name: "GOVCS", Value: plain(o.tool + " " + m.Path), Source: source, File: p.s.File(source),
		Kind: VCSDisallowed, Reason: "disallowed", Fatal: fatal,
	})
}
