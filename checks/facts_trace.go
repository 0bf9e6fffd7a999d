package checks

import (
	"fmt"
	"net/netip"
)

// Scope says whose an address is, as far as the address alone tells.
type Scope string

// Scopes of addresses.
const (
	ScopePrivate  Scope = "private"  // of a home, a company, a container network (RFC 1918, RFC 4193)
	ScopeProvider Scope = "provider" // of a provider that shares addresses among customers (RFC 6598, RFC 6333)
	ScopePublic   Scope = "public"
)

var providerNets = []netip.Prefix{netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/29")}

// ScopeOf is the scope of a router's address.
func ScopeOf(a netip.Addr) Scope {
	a = a.Unmap()
	for _, n := range providerNets {
		if n.Contains(a) {
			return ScopeProvider
		}
	}
	if a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsLoopback() {
		return ScopePrivate
	}
	return ScopePublic
}

// TraceHop is what came back of a connection attempt that may pass only so many routers.
type TraceHop struct {
	TTL  int
	From netip.Addr // who answered; invalid when nobody did
	Code Code       // OK: the server itself took it; HopLimit: a router told that it ended there; else how it was refused
}

// TraceFacts is how far connection attempts to the very port come.
type TraceFacts struct {
	Target  netip.AddrPort
	Hops    []TraceHop // those that somebody answered, nearest first
	Reached bool       // the server itself answered one of them
	Code    Code       // why it could not be tried; OK when it was
	Alive   Tri        // the server's machine answered an echo request, or at a closed port; never No
}

// Last is the furthest router that answered, and whether one did.
func (f TraceFacts) Last() (TraceHop, bool) {
	for i := len(f.Hops) - 1; i >= 0; i-- {
		if f.Hops[i].From.IsValid() && f.Hops[i].From != f.Target.Addr() {
			return f.Hops[i], true
		}
	}
	return TraceHop{}, false
}

// Evidence implements Facts.
func (f TraceFacts) Evidence() []Evidence {
	list := []Evidence{{"to", f.Target.String()}}
	if f.Alive == Yes {
		list = append(list, Evidence{"machine", "answers"})
	}
	if f.Code != OK {
		return append(list, Evidence{"trace", "not available here"})
	}
	for _, h := range f.Hops {
		key := "router"
		if h.Code != HopLimit {
			key = "refused-by"
		}
		if h.From == f.Target.Addr() {
			key = "server"
		}
		list = append(list, Evidence{key, fmt.Sprintf("%d: %s (%s)", h.TTL, h.From, ScopeOf(h.From))})
	}
	if len(f.Hops) == 0 {
		list = append(list, Evidence{"trace", "no router answered"})
	}
	return list
}
