package dns

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

// Bounds of a trace: they are far above what the deepest real names need (a name
// of three levels whose servers lie under another top-level domain takes eight
// questions), and end what a hostile server would make endless.
const (
	maxQuestions = 60
	maxLevels    = 12
	maxDepth     = 3 // servers whose names must be traced first
)

// tracer follows names from the root down. One goroutine uses it.
type tracer struct {
	waits waits
	roots []server
	port  uint16
	rtt   time.Duration // best seen in the run, for the deadlines

	cuts  map[string]cut // zones found, by name
	left  int            // questions that may still be put
	facts checks.DNSTraceFacts
}

func newTracer(w waits, roots []server, port uint16, rtt time.Duration) *tracer {
	return &tracer{waits: w, roots: roots, port: port, rtt: rtt, left: maxQuestions, cuts: map[string]cut{".": {zone: ".", servers: roots}}}
}

// trace fills the facts about a host.
func (t *tracer) trace(ctx context.Context, host string) {
	t.facts.Host = host
	name := rooted(host)
	for {
		w, zone := t.descend(ctx, name, dns.TypeA, 0)
		circle := w.alias == rooted(host) || slices.Contains(t.facts.Aliases, w.alias)
		t.facts.Aliases = append(t.facts.Aliases, w.chain...)
		if w.alias != "" && !circle && len(t.facts.Aliases) <= maxAliases {
			name = w.alias
			continue
		}
		t.conclude(ctx, name, zone, w)
		return
	}
}

// conclude asks for addresses of the other family, too, and records the outcome.
func (t *tracer) conclude(ctx context.Context, name string, zone cut, w word) {
	f := &t.facts
	f.Code = w.code
	if w.said != answers && w.said != empty {
		return
	}
	six, _ := t.ask(ctx, zone, question{name: name, qtype: dns.TypeAAAA, iterative: true})
	f.Addresses = unique(slices.Concat(w.addrs, six.addrs))
	switch {
	case len(f.Addresses) > 0:
		f.Code = checks.OK
	case w.alias != "" || w.said == answers:
		f.Code = checks.NoData // aliases without end
	}
}

// descend follows the referrals for a name from the deepest zone known. Levels of
// the name asked for itself (depth 0) are recorded.
func (t *tracer) descend(ctx context.Context, name string, qtype uint16, depth int) (word, cut) {
	zone := t.deepest(name)
	for range maxLevels {
		w, level := t.ask(ctx, zone, question{name: name, qtype: qtype, iterative: true})
		if depth == 0 {
			t.facts.Levels = append(t.facts.Levels, level)
		}
		if w.said != refers {
			return w, zone
		}
		child := t.addressed(ctx, w.child, depth)
		t.cuts[child.zone] = child
		zone = child
	}
	return word{code: checks.Lame}, zone
}

// deepest is the zone nearest to a name of those known.
func (t *tracer) deepest(name string) cut {
	for _, zone := range parents(name) {
		if c, ok := t.cuts[zone]; ok {
			return c
		}
	}
	return t.cuts["."]
}

// addressed finds the address of a zone's servers that came without.
func (t *tracer) addressed(ctx context.Context, c cut, depth int) cut {
	if len(reachable(c.servers)) > 0 || depth >= maxDepth {
		return c
	}
	for _, name := range c.names {
		if dns.IsSubDomain(c.zone, name) || ctx.Err() != nil {
			continue // only its own servers could tell
		}
		if w, _ := t.descend(ctx, name, dns.TypeA, depth+1); len(w.addrs) > 0 {
			for _, addr := range w.addrs {
				c.servers = append(c.servers, server{name, addr})
			}
			return c
		}
	}
	return c
}

// addr is where a server listens.
func (t *tracer) addr(s server) netip.AddrPort { return netip.AddrPortFrom(s.addr, t.port) }
