package checks

import (
	"fmt"
	"net/netip"
	"slices"
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
	Home       Home
}

// Home is what kind of place this program runs in.
type Home struct {
	Container string // as in InterfaceFacts
	Remote    bool   // it was reached by SSH
	System    string // the distribution, as os-release calls it
	Libc      string // musl or glibc; empty when there is none
	Bare      bool   // there is no shell, as in images that hold one program
}

// bridges are interfaces that a machine has which is the host of containers.
var bridges = []string{"docker0", "podman0", "cni0", "cni-podman0", "lxcbr0", "lxdbr0", "virbr0", "br-"}

// OwnLoopback reports whether 127.0.0.1 in here is a container's own, and not that
// of the machine around it.
func (f InterfaceFacts) OwnLoopback() bool {
	if f.Container == "" || f.Container == "wsl" {
		return false
	}
	return !slices.ContainsFunc(f.Interfaces, func(i Interface) bool { // it shares the host's network
		return slices.ContainsFunc(bridges, func(b string) bool { return strings.HasPrefix(i.Name, b) })
	})
}

// tunnels are the beginnings of names that VPNs and circumvention tools give their
// interfaces.
var tunnels = []string{"tun", "tap", "utun", "wg", "ppp", "ipsec", "vti", "tailscale", "zt", "nordlynx", "proton", "CloudflareWARP", "Meta", "mihomo", "clash", "sing", "singbox", "xray", "v2ray", "warp", "nebula", "ovpn", "openvpn", "gpd", "cscotun"}

// Tunnel reports whether an interface's name is one of a VPN's.
func Tunnel(name string) bool {
	return slices.ContainsFunc(tunnels, func(t string) bool { return strings.HasPrefix(name, t) })
}

// madeUp are addresses that circumvention tools give for names, and carry to the
// real server themselves: the benchmark net (RFC 2544) and its IPv6 counterpart,
// and the pools that these tools have as defaults besides.
var madeUp = []netip.Prefix{
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("28.0.0.0/8"), netip.MustParsePrefix("fc00::/18"), netip.MustParsePrefix("2001:2::/48"), netip.MustParsePrefix("fdfe:dcba:9876::/48"),
}

// MadeUp reports whether an address is one that such a tool makes up.
func MadeUp(a netip.Addr) bool {
	return slices.ContainsFunc(madeUp, func(p netip.Prefix) bool { return p.Contains(a.Unmap()) })
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
	return appendIf(list, "system", strings.TrimSpace(f.Home.System+" "+f.Home.Libc))
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
