package transport

import (
	"context"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"gomend/checks"
)

const (
	// traceHops is how many routers away is looked; all are tried at once.
	traceHops = 15
	// traceWait bounds a trace. A kernel repeats a SYN after 1 s, so that each
	// router is asked twice; with checks.CompareAfter before it, it ends before
	// silence is final.
	traceWait = 2200 * time.Millisecond
)

// Trace finds out how far connection attempts to an address and port come, by
// attempts of which each may pass one router more (traceroute -T, without its
// rights), and whether the machine at that address answers anything else. It
// accuses nobody.
func Trace(to netip.AddrPort, routeID string) checks.Check {
	return checks.Check{
		ID:      checks.KindTrace.Name(to.String()),
		Kind:    checks.KindTrace,
		Route:   routeID,
		Target:  to.String(),
		Command: fmt.Sprintf("traceroute -n -T -p %d %s", to.Port(), to.Addr()),
		Run: func(ctx context.Context, _ *checks.Input) checks.Result {
			var there checks.Tri
			var asked sync.WaitGroup
			asked.Go(func() { there = alive(ctx, to.Addr(), traceWait) })
			facts := trace(ctx, to, traceHops, traceWait)
			asked.Wait()
			facts.Alive = there
			return traceResult(facts)
		},
	}
}

func traceResult(f checks.TraceFacts) checks.Result {
	r := checks.Result{Status: checks.Unknown, Code: f.Code, Facts: f}
	if len(f.Hops) > 0 || f.Alive == checks.Yes {
		r.Status = checks.Pass
	}
	return r
}
