package checks

import (
	"fmt"
	"net/netip"
	"strings"
)

// Interface is one network interface as the kernel reports it.
type Interface struct {
	Name      string
	Loopback  bool
	Up        bool // administratively
	Carrier   bool // a cable, an association, a peer
	Addresses []netip.Prefix
	Internal  bool // a bridge, tunnel or pair end that leads nowhere beyond this machine: counts neither for nor against
}

// Usable reports whether the interface has an address that can leave the link:
// neither loopback nor link-local, on an interface that leads beyond this machine.
func (i Interface) Usable() bool {
	if i.Loopback || i.Internal || !i.Up || !i.Carrier {
		return false
	}
	for _, p := range i.Addresses {
		if a := p.Addr(); !a.IsLoopback() && !a.IsLinkLocalUnicast() && !a.IsUnspecified() {
			return true
		}
	}
	return false
}

// InterfaceFacts is what KindInterfaces found.
type InterfaceFacts struct {
	Interfaces []Interface
	DefaultV4  bool // a default route, or one that covers public addresses
	DefaultV6  bool
	Container  string // docker, podman, kubernetes, lxc, wsl, other; empty outside
}

// Evidence implements Facts.
func (f InterfaceFacts) Evidence() []Evidence {
	var list []Evidence
	for _, i := range f.Interfaces {
		state := "down"
		switch {
		case i.Up && i.Carrier:
			state = "up"
		case i.Up:
			state = "up, no carrier"
		}
		var addrs []string
		for _, p := range i.Addresses {
			addrs = append(addrs, p.String())
		}
		list = append(list, Evidence{"interface", Clean(strings.TrimSpace(i.Name + " " + state + " " + strings.Join(addrs, " ")))})
	}
	list = append(list, Evidence{"default-route", fmt.Sprintf("IPv4 %s, IPv6 %s", yesNo(f.DefaultV4), yesNo(f.DefaultV6))})
	if f.Container != "" {
		list = append(list, Evidence{"container", f.Container})
	}
	return list
}

// PathFacts is the kernel's answer to "how would a packet to Target leave?".
type PathFacts struct {
	Target    netip.Addr
	Interface string
	Gateway   netip.Addr // invalid when Target is on the local link
	Source    netip.Addr
	Loopback  bool
	Code      Code // NetworkUnreachable, Prohibited, NoRoute …; OK when there is a route
}

// Evidence implements Facts.
func (f PathFacts) Evidence() []Evidence {
	list := []Evidence{{"to", f.Target.String()}}
	if f.Interface != "" {
		list = append(list, Evidence{"interface", Clean(f.Interface)})
	}
	if f.Gateway.IsValid() {
		list = append(list, Evidence{"gateway", f.Gateway.String()})
	}
	if f.Source.IsValid() {
		list = append(list, Evidence{"source", f.Source.String()})
	}
	return appendCode(list, f.Code)
}

// GatewayFacts is the state of a next hop in the kernel's neighbour table.
type GatewayFacts struct {
	Gateway   netip.Addr
	Interface string
	State     string // reachable, stale, delay, probe, incomplete, failed, noarp, permanent, none
	Alive     Tri
}

// Evidence implements Facts.
func (f GatewayFacts) Evidence() []Evidence {
	return []Evidence{{"gateway", f.Gateway.String()}, {"interface", Clean(f.Interface)}, {"neighbour", f.State}}
}

// LossFacts is how many of a series of connection attempts went unanswered
// though the server is there: each takes a packet there and one back.
type LossFacts struct {
	Target netip.AddrPort
	Tries  int
	Lost   int
}

// Evidence implements Facts.
func (f LossFacts) Evidence() []Evidence {
	return []Evidence{{"to", f.Target.String()}, {"lost", fmt.Sprintf("%d of %d round trips", f.Lost, f.Tries)}}
}
