package network

import (
	"context"
	"net"
	"net/netip"
	"time"

	"gomend/checks"
)

// neighbour is an entry of the kernel's neighbour table (ARP, or NDP for IPv6).
type neighbour struct {
	state string // as in checks.GatewayFacts
	known bool   // it has a link-layer address
}

// States of a neighbour, as ip-neighbour(8) names them.
const (
	stateNone       = "none"
	stateIncomplete = "incomplete"
	stateReachable  = "reachable"
	stateStale      = "stale"
	stateDelay      = "delay"
	stateProbe      = "probe"
	stateFailed     = "failed"
	stateNoARP      = "noarp"
	statePermanent  = "permanent"
)

// confirmed reports whether nothing needs to be asked any more.
func (n neighbour) confirmed() bool {
	return n.state == stateReachable || n.state == statePermanent || n.state == stateNoARP
}

// missing reports whether the kernel asks in vain, or has asked in vain.
func (n neighbour) missing() bool { return n.state == stateIncomplete || n.state == stateFailed }

// earlyLooks come before those of checks.GatewayLooks, so that a next hop that
// answers at once holds nobody up.
var earlyLooks = []time.Duration{time.Millisecond, 3 * time.Millisecond, 10 * time.Millisecond, 30 * time.Millisecond, 100 * time.Millisecond}

// incompleteAfter is when an unanswered next hop is told as "silent so far".
const incompleteAfter = 1500 * time.Millisecond

// nextHop watches one gateway. look and poke are the kernel's, or a test's.
type nextHop struct {
	gateway netip.Addr
	iface   string
	look    func() (neighbour, error)
	poke    func(context.Context) (answered <-chan struct{}, stop func(), err error)
}

// watch ends at once when the table says that the next hop answers. Otherwise
// it makes the kernel ask, and looks until the table is sure. An entry that is
// only old is the normal state of a quiet network: it passes at the first of
// checks.GatewayLooks, since the kernel itself waits 5 s before it doubts
// (arp(7), delay_first_probe_time).
func (h nextHop) watch(ctx context.Context, in *checks.Input) checks.Result {
	n, err := h.look()
	switch {
	case err != nil:
		return checks.Result{Status: checks.Unknown, Code: checks.Classify(err), Facts: h.facts(neighbour{state: "unknown"}, checks.NotKnown)}
	case n.confirmed():
		return h.alive(n)
	}
	answered, stop, err := h.poke(ctx)
	if err != nil {
		answered, stop = nil, func() {} // other traffic may still make the kernel ask
	}
	defer stop()
	return h.wait(ctx, in, n, answered, err == nil)
}

func (h nextHop) wait(ctx context.Context, in *checks.Input, n neighbour, answered <-chan struct{}, poked bool) checks.Result {
	start, told := time.Now(), false
	for _, moment := range append(earlyLooks[:len(earlyLooks):len(earlyLooks)], checks.GatewayLooks...) {
		select {
		case <-answered:
			return h.alive(n)
		case <-time.After(moment - time.Since(start)):
		case <-ctx.Done():
			return checks.Result{Status: checks.Unknown, Code: checks.Canceled, Facts: h.facts(n, checks.NotKnown)}
		}
		if seen, err := h.look(); err == nil {
			n = seen
		}
		late := moment >= checks.GatewayLooks[0]
		switch {
		case n.confirmed():
			return h.alive(n)
		case late && n.known && n.state != stateProbe:
			return h.undecided(n)
		case late && poked && n.state == stateFailed:
			return h.dead(n)
		case moment >= incompleteAfter && n.missing() && !told:
			told = true
			in.Provisional(checks.Result{Status: checks.Fail, Code: checks.HostUnreachable, Facts: h.facts(n, checks.NotKnown)})
		}
	}
	if n.missing() {
		return h.dead(n)
	}
	return h.undecided(n)
}

func (h nextHop) alive(n neighbour) checks.Result {
	return checks.Result{Status: checks.Pass, Facts: h.facts(n, checks.Yes)}
}

func (h nextHop) dead(n neighbour) checks.Result {
	return checks.Result{
		Status: checks.Fail, Code: checks.HostUnreachable, Cause: checks.CauseGatewayUnreachable,
		Facts: h.facts(n, checks.No),
	}
}

// undecided passes when the next hop has answered some time ago.
func (h nextHop) undecided(n neighbour) checks.Result {
	r := checks.Result{Status: checks.Unknown, Facts: h.facts(n, checks.NotKnown)}
	if n.known {
		r.Status = checks.Pass
	}
	return r
}

func (h nextHop) facts(n neighbour, alive checks.Tri) checks.GatewayFacts {
	return checks.GatewayFacts{Gateway: h.gateway, Interface: h.iface, State: n.state, Alive: alive}
}

// poke sends one empty datagram to the gateway's discard port, which makes the
// kernel look for it. answered is closed when the gateway itself refuses the
// datagram. stop must be called, and ends the goroutine that listens.
func poke(ctx context.Context, gw netip.Addr, iface string) (<-chan struct{}, func(), error) {
	if gw.IsLinkLocalUnicast() && gw.Is6() && gw.Zone() == "" {
		gw = gw.WithZone(iface)
	}
	conn, err := new(net.Dialer).DialContext(ctx, "udp", netip.AddrPortFrom(gw, discard).String())
	if err != nil {
		return nil, nil, err
	}
	if _, err := conn.Write(nil); err != nil {
		conn.Close()
		return nil, nil, err
	}
	answered, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		_, err := conn.Read(make([]byte, 1))
		if err == nil || checks.Classify(err) == checks.Refused {
			close(answered)
		}
	}()
	return answered, func() { conn.Close(); <-ended }, nil
}
