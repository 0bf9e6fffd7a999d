package network

import (
	"errors"
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"gomend/checks"
)

const interfacesCommand = "ip addr"

// netlinkWait bounds one exchange with the kernel, which answers at once or, in
// some sandboxes, never.
const netlinkWait = time.Second

// dumpTries is how often a list is read again that changed while it was read.
const dumpTries = 3

// withNetlink runs ask with a socket of its own.
func withNetlink(ask func(*netlink.Handle) error) error {
	h, err := netlink.NewHandle(unix.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	defer h.Close()
	if err := h.SetSocketTimeout(netlinkWait); err != nil {
		return err
	}
	for range dumpTries {
		if err = ask(h); !errors.Is(err, netlink.ErrDumpInterrupted) {
			return err
		}
	}
	return nil // the last list may lack what came and went meanwhile
}

// listInterfaces lists all interfaces; sure is false when netlink is not to be
// had, and the standard library had to do. An interface in exits is never internal.
func listInterfaces(exits []string) (list []checks.Interface, sure bool) {
	var links []netlink.Link
	var addrs []netlink.Addr
	err := withNetlink(func(h *netlink.Handle) (err error) {
		if links, err = h.LinkList(); err != nil {
			return err
		}
		addrs, err = h.AddrList(nil, netlink.FAMILY_ALL)
		return err
	})
	if err != nil {
		list, _ = portableInterfaces()
		return list, false
	}
	for _, link := range links {
		i := fromLink(link, addrs)
		i.Internal = internal(link, links) && !slices.Contains(exits, i.Name)
		list = append(list, i)
	}
	return list, true
}

func fromLink(link netlink.Link, addrs []netlink.Addr) checks.Interface {
	attrs := link.Attrs()
	i := checks.Interface{
		Name:     attrs.Name,
		Loopback: attrs.Flags&net.FlagLoopback != 0,
		Up:       attrs.Flags&net.FlagUp != 0,
		Carrier:  running(attrs),
	}
	for _, addr := range addrs {
		if addr.LinkIndex != attrs.Index || addr.Flags&unix.IFA_F_DADFAILED != 0 {
			continue
		}
		if prefix, ok := toPrefix(addr.IPNet); ok {
			i.Addresses = append(i.Addresses, prefix)
		}
	}
	return i
}

// running is the kernel's IFF_RUNNING: operational state "up", or "unknown" as
// tunnels and dummies have for ever (net/core/dev.c:dev_get_flags, RFC 2863). A
// link with a carrier counts too, unless it waits for something such as 802.1X:
// the operational state follows the carrier up to a second later
// (net/core/link_watch.c).
func running(attrs *netlink.LinkAttrs) bool {
	carrier := attrs.RawFlags&unix.IFF_LOWER_UP != 0 && attrs.RawFlags&unix.IFF_DORMANT == 0
	return carrier || attrs.RawFlags&unix.IFF_RUNNING != 0 || attrs.OperState == netlink.OperUp
}

func toPrefix(n *net.IPNet) (netip.Prefix, bool) {
	if n == nil {
		return netip.Prefix{}, false
	}
	addr, ok := netip.AddrFromSlice(n.IP)
	ones, _ := n.Mask.Size()
	return netip.PrefixFrom(addr.Unmap(), ones), ok
}

// idleKinds are made by the kernel or by container software in every namespace,
// and lead somewhere only once somebody sets them up (sit0, tunl0, dummy0 …).
var idleKinds = []string{
	"dummy", "sit", "ipip", "gre", "gretap", "erspan", "vti", "vti6", "ip6tnl", "ip6gre", "ip6gretap", "ip6erspan",
}

// innerKinds never lead out by themselves.
var innerKinds = []string{"ifb", "nlmon", "vrf", "can", "vcan", "vxcan"}

// pairKinds are ends of something else on this machine once they are members of a bridge.
var pairKinds = []string{"veth", "tun", "tuntap"}

// internal reports whether the link leads nowhere beyond this machine: an idle
// tunnel, docker0, virbr0 and their members.
func internal(link netlink.Link, all []netlink.Link) bool {
	attrs, kind := link.Attrs(), link.Type()
	switch {
	case slices.Contains(innerKinds, kind):
		return true
	case slices.Contains(idleKinds, kind):
		return attrs.Flags&net.FlagUp == 0 || !running(attrs)
	case kind == "bridge":
		return !hasUplink(attrs.Index, all)
	}
	return attrs.MasterIndex != 0 && slices.Contains(pairKinds, kind)
}

// hasUplink reports whether a bridge has a member that leads out.
func hasUplink(bridge int, all []netlink.Link) bool {
	return slices.ContainsFunc(all, func(member netlink.Link) bool {
		return member.Attrs().MasterIndex == bridge &&
			!slices.Contains(pairKinds, member.Type()) && !slices.Contains(idleKinds, member.Type())
	})
}
