package network

import (
	"fmt"
	"net"
	"net/netip"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"gomend/checks"
)

func pathCommand(target netip.Addr) string { return fmt.Sprintf("ip route get %s", target) }

// kernelRoute asks for the route by netlink. When that fails, the portable way
// has the last word: it fails with the code that go will meet, or works where
// only netlink is forbidden.
func kernelRoute(target netip.Addr) checks.PathFacts {
	facts := checks.PathFacts{Target: target}
	err := withNetlink(func(h *netlink.Handle) error {
		routes, err := h.RouteGetWithOptions(net.IP(target.AsSlice()), &netlink.RouteGetOptions{Oif: target.Zone()})
		if err != nil || len(routes) == 0 {
			return fmt.Errorf("no route told: %w", err)
		}
		return describe(h, routes[0], &facts)
	})
	if err != nil || facts.Code != checks.OK {
		return portableRoute(target)
	}
	return facts
}

// describe fills facts from the kernel's answer.
func describe(h *netlink.Handle, route netlink.Route, facts *checks.PathFacts) error {
	link, err := h.LinkByIndex(route.LinkIndex)
	if err != nil {
		return err
	}
	facts.Interface = link.Attrs().Name
	facts.Loopback = route.Type == unix.RTN_LOCAL || link.Attrs().Flags&net.FlagLoopback != 0
	facts.Gateway = gatewayOf(route)
	facts.Source = toAddr(route.Src)
	facts.Code = routeTypes[route.Type]
	return nil
}

// routeTypes are routes that lead nowhere (rtnetlink(7)); usually the kernel
// gives an error instead.
var routeTypes = map[int]checks.Code{
	unix.RTN_BLACKHOLE:   checks.NoRoute,
	unix.RTN_UNREACHABLE: checks.HostUnreachable,
	unix.RTN_PROHIBIT:    checks.Prohibited,
}

// gatewayOf is the next hop, which may be of the other family (RFC 8950).
func gatewayOf(route netlink.Route) netip.Addr {
	if via, ok := route.Via.(*netlink.Via); ok {
		return toAddr(via.Addr)
	}
	return toAddr(route.Gw)
}

func toAddr(ip net.IP) netip.Addr {
	addr, _ := netip.AddrFromSlice(ip)
	return addr.Unmap()
}
