package route

import (
	"fmt"
)

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
