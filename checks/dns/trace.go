package dns

import (
	"context"
	"errors"
	"runtime"
	"time"

	"gomend/checks"
)

// traceLimit ends a trace that everybody is slow for. Four levels whose first
// server is dead, at the longest round trip that a link has, take about six seconds.
const traceLimit = 8 * time.Second

// Trace follows host from the root servers down, past every resolver: what do the
// name's own servers say? Where a nameserver rejects the answer's signatures, or
// always if signatures is set, it verifies them from the root down, too. It asks
// servers that go does not, and is for names that are in doubt.
func Trace(host, routeID string, signatures bool) checks.Check {
	c := checks.Check{
		ID:     checks.KindDNSTrace.Name(host),
		Kind:   checks.KindDNSTrace,
		Route:  routeID,
		Target: host,
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			r := resolverOf(in)
			t := newTracer(r.waits, rootHints, dnsPort, bestRTT(in))
			return runTrace(ctx, t, host, func() bool { return signatures || rejected(in, host) })
		},
	}
	if isDomainName(host) && runtime.GOOS != "windows" {
		c.Command = "dig +trace " + host
	}
	return c
}

// runTrace is the work of a trace; doubted says whether to verify signatures.
func runTrace(ctx context.Context, t *tracer, host string, doubted func() bool) checks.Result {
	limited, cancel := context.WithTimeout(ctx, traceLimit)
	defer cancel()
	if !isDomainName(host) {
		return checks.Result{Status: checks.Skip}
	}
	t.trace(limited, host)
	if t.facts.Truth() == checks.Yes && doubted() {
		c := chain{tracer: t, now: time.Now(), anchors: trustAnchors(anchorFolders)}
		c.verify(limited, t.last())
	}
	r := checks.Result{Status: checks.Fail, Code: t.facts.Code, Facts: t.facts}
	switch {
	case errors.Is(ctx.Err(), context.Canceled) && t.facts.Truth() == checks.NotKnown:
		r.Status, r.Code = checks.Unknown, checks.Canceled
	case t.facts.Chain == checks.ChainBroken:
		r.Code = t.facts.ChainCode
	case t.facts.Code == checks.OK:
		r.Status = checks.Pass
	}
	return r
}

// last is the name that the addresses belong to.
func (t *tracer) last() string {
	if n := len(t.facts.Aliases); n > 0 {
		return t.facts.Aliases[n-1]
	}
	return rooted(t.facts.Host)
}

// rejected reports whether a nameserver may have refused to answer because of the
// signatures.
func rejected(in *checks.Input, host string) bool {
	f, _ := checks.FactsOf[checks.LookupFacts](in.Board, checks.KindLookup.Name(host))
	for _, a := range f.Answers {
		if a.Code == checks.ServFail {
			return true
		}
	}
	return false
}
