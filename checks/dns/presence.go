package dns

import (
	"sync/atomic"

	"gomend/checks"
)

// presence is what TCP shows of a nameserver that is silent by UDP. One that takes
// connections, or refuses them, is there: it may only be slow. It is safe for
// concurrent use; a nil one learns nothing.
type presence struct{ seen, spoke atomic.Bool }

// met notes how a connection attempt ended.
func (p *presence) met(code checks.Code) {
	if p != nil && (code == checks.OK || code == checks.Refused) {
		p.seen.Store(true)
	}
}

// heard notes that an answer came over TCP: then it is UDP that does not get through.
func (p *presence) heard() {
	if p != nil {
		p.spoke.Store(true)
	}
}

// slow reports whether more waiting may bring an answer.
func (p *presence) slow() bool { return p.seen.Load() && !p.spoke.Load() }
