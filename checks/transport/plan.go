package transport

import (
	"cmp"
	"net"
	"net/netip"
	"slices"
	"time"
)

const (
	// familyDelay is the head start of the family of the first address
	// (net/dial.go:fallbackDelay).
	familyDelay = 300 * time.Millisecond
	// addressDelay is the pause before the next address of the same family
	// (Connection Attempt Delay, RFC 8305, section 5). The go command waits for
	// the first to fail, up to 15 s of two: that is what there is to find out.
	addressDelay = 250 * time.Millisecond
	// familyLimit is how many addresses of a family are tried while those before
	// them are silent: more would not get three sockets each before silence is
	// final. Those after them are tried when one before them fails.
	familyLimit = 4
	// onFailure is the moment of an address that only follows a failure.
	onFailure = time.Hour
)

// start is an address and the moment at which it is tried at the latest.
type start struct {
	addr netip.Addr
	at   time.Duration
}

// plan orders the addresses as Happy Eyeballs would: the family of the first
// address, then the other.
func plan(addrs []netip.Addr) []start {
	if len(addrs) == 0 {
		return nil
	}
	first := addrs[0].Is4()
	var list []start
	var primaries, fallbacks int
	for _, addr := range addrs {
		if addr.Is4() == first {
			list = append(list, start{addr, turn(primaries, 0)})
			primaries++
		} else {
			list = append(list, start{addr, turn(fallbacks, familyDelay)})
			fallbacks++
		}
	}
	slices.SortStableFunc(list, func(a, b start) int { return cmp.Compare(a.at, b.at) })
	return list
}

// turn is when the nth address of a family is tried.
func turn(n int, begin time.Duration) time.Duration {
	if n >= familyLimit {
		return onFailure
	}
	return begin + time.Duration(n)*addressDelay
}

// usable unmaps the addresses, drops repeats, and drops those of IPv6 where
// this machine has no way for IPv6 while there are others: that a host also has
// IPv6 addresses is no fault.
func usable(addrs []netip.Addr, routed func(netip.Addr) bool) []netip.Addr {
	var list []netip.Addr
	for _, addr := range addrs {
		if addr = addr.Unmap(); !slices.Contains(list, addr) {
			list = append(list, addr)
		}
	}
	if !slices.ContainsFunc(list, netip.Addr.Is4) {
		return list
	}
	return slices.DeleteFunc(list, func(addr netip.Addr) bool { return addr.Is6() && !routed(addr) })
}

// routed reports whether the kernel knows a way to the address. Connecting a
// UDP socket asks its routing table and sends nothing; the go command does the
// same to put addresses without a way last (net/addrselect.go:srcAddrs).
func routed(addr netip.Addr) bool {
	conn, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(netip.AddrPortFrom(addr, 9)))
	if err != nil {
		return false
	}
	conn.Close()
	return true
}
