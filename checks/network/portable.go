package network

import (
	"net"
	"net/netip"

	"gomend/checks"
)

// portableInterfaces is what the standard library knows of interfaces.
func portableInterfaces() ([]checks.Interface, error) {
	found, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	var list []checks.Interface
	for _, f := range found {
		list = append(list, checks.Interface{
			Name:      f.Name,
			Loopback:  f.Flags&net.FlagLoopback != 0,
			Up:        f.Flags&net.FlagUp != 0,
			Carrier:   f.Flags&net.FlagRunning != 0,
			Addresses: prefixesOf(f),
		})
	}
	return list, nil
}

func prefixesOf(f net.Interface) []netip.Prefix {
	addrs, err := f.Addrs()
	if err != nil {
		return nil
	}
	var list []netip.Prefix
	for _, a := range addrs {
		if prefix, err := netip.ParsePrefix(a.String()); err == nil {
			list = append(list, netip.PrefixFrom(prefix.Addr().Unmap(), prefix.Bits()))
		}
	}
	return list
}

// discard is the port of RFC 863. A connected UDP socket sends nothing by itself.
const discard = 9

// portableRoute asks the kernel by connecting a UDP socket, which every system
// and sandbox allows, and which fails as a TCP connect would. It sends nothing,
// and does not tell the gateway.
func portableRoute(target netip.Addr) checks.PathFacts {
	facts := checks.PathFacts{Target: target, Loopback: target.IsLoopback()}
	conn, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(netip.AddrPortFrom(target, discard)))
	if err != nil {
		facts.Code = checks.Classify(err)
		return facts
	}
	defer conn.Close()
	if local, ok := conn.LocalAddr().(*net.UDPAddr); ok {
		facts.Source = local.AddrPort().Addr().Unmap().WithZone("")
	}
	facts.Loopback = facts.Loopback || facts.Source == target
	facts.Interface = interfaceWith(facts.Source)
	return facts
}

// interfaceWith names the interface that has this address.
func interfaceWith(addr netip.Addr) string {
	list, err := portableInterfaces()
	if err != nil {
		return ""
	}
	for _, i := range list {
		for _, p := range i.Addresses {
			if p.Addr().WithZone("") == addr {
				return i.Name
			}
		}
	}
	return ""
}
