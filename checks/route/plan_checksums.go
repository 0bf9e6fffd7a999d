package route

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
)

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
// database, and counts those that may. A folder (file://) shows it at once.
func (p *planner) relays(db SumDB, m Module, needed bool) int {
	count := 0
	list := p.list()
	for i, e := range list {
		if e.Kind != EntryURL {
			continue
		}
		first := false
		u := relayURL(e.URL, db.Name)
		if u.Scheme != "file" || exists(filepath.FromSlash(u.Path+"/supported")) {
			first = count == 0
			count++
		}
		p.add(Route{
			ID: fmt.Sprintf("checksum-relay-%d", e.Position), Purpose: ChecksumDatabase, URL: u, Via: p.s.Via(u),
			Position: e.Position, Fallback: e.Fallback, Module: m, Relay: true,
			Needed: needed && first && (e.Fallback != OnAnyError || !capable(list[i+1:])),
		})
	}
	return count
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
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
