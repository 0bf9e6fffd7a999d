package diagnose

import (
	"context"
	"crypto/x509"
	"net"
	"net/netip"
	"sync"
	"time"

	"gomend/checks"
	"gomend/checks/dns"
	"gomend/checks/route"
	"gomend/checks/secure"
)

// dialer opens the further connections of a route, with what this run has
// learned: names, roots, round trips.
type dialer struct {
	board func() *checks.Board
	http1 bool        // offers no HTTP/2
	small bool        // asks the peer for small packets
	turn  *sync.Mutex // names are looked up one after the other, and never in go's way; nil for at once
}

// Dial implements module.Dialer.
func (d dialer) Dial(ctx context.Context, r route.Route, target string) (net.Conn, error) {
	return secure.Dialer{Lookup: d.lookup, Roots: d.roots, RTT: d.rtt, HTTP1: d.http1, Small: d.small}.Dial(ctx, r, target)
}

func (d dialer) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	r, _ := d.board().Result(checks.KindResolverConfig.Name(""))
	resolver, ok := r.Value.(*dns.Resolver)
	if !ok {
		return nil, &secure.ChannelError{Step: secure.StepLookup, Target: host, Code: checks.Unclassified}
	}
	if d.turn != nil {
		d.turn.Lock()
		defer d.turn.Unlock()
		if ctx.Err() != nil {
			return nil, &secure.ChannelError{Step: secure.StepLookup, Target: host, Code: checks.Canceled}
		}
	}
	addrs, code := dns.Resolve(ctx, resolver, host)
	if code != checks.OK && len(addrs) == 0 {
		return nil, &secure.ChannelError{Step: secure.StepLookup, Target: host, Code: code}
	}
	return addrs, nil
}

func (d dialer) roots() *x509.CertPool {
	r, _ := d.board().Result(checks.KindTrust.Name(""))
	pool, _ := r.Value.(*x509.CertPool)
	return pool
}

func (d dialer) rtt() time.Duration {
	rtt, _ := d.board().RTT()
	return rtt
}
