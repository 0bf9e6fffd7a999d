package dns

import (
	"cmp"
	"math/bits"
	"net"
	"net/netip"
	"slices"
)

// inGoOrder sorts addresses as go does before it dials (net/addrselect.go, after
// RFC 6724): those with a source address first, then by the rules 2, 5, 6, 8
// and, for IPv6 alone, 9. Nothing is sent for it.
func inGoOrder(addrs []netip.Addr) []netip.Addr {
	candidates := make([]candidate, len(addrs))
	for i, addr := range addrs {
		candidates[i] = newCandidate(addr, sourceFor(addr))
	}
	slices.SortStableFunc(candidates, compareCandidates)
	sorted := make([]netip.Addr, len(addrs))
	for i, c := range candidates {
		sorted[i] = c.dst.addr
	}
	return sorted
}

// sourceFor is the address from which the kernel would send to addr; invalid
// when there is no route.
func sourceFor(addr netip.Addr) netip.Addr {
	conn, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(netip.AddrPortFrom(addr, dnsPort)))
	if err != nil {
		return netip.Addr{}
	}
	defer conn.Close()
	local, _ := conn.LocalAddr().(*net.UDPAddr)
	return local.AddrPort().Addr().Unmap().WithZone("")
}

type attributes struct {
	addr              netip.Addr
	scope             int
	precedence, label int
}

type candidate struct{ dst, src attributes }

func newCandidate(dst, src netip.Addr) candidate {
	return candidate{attributesOf(dst), attributesOf(src)}
}

// compareCandidates is negative when a is to be dialled before b.
func compareCandidates(a, b candidate) int {
	if !a.src.addr.IsValid() || !b.src.addr.IsValid() {
		return first(a.src.addr.IsValid(), b.src.addr.IsValid())
	}
	return cmp.Or(
		first(a.dst.scope == a.src.scope, b.dst.scope == b.src.scope),
		first(a.dst.label == a.src.label, b.dst.label == b.src.label),
		cmp.Compare(b.dst.precedence, a.dst.precedence),
		cmp.Compare(a.dst.scope, b.dst.scope),
		comparePrefixes(a, b),
	)
}

// first puts what holds before what does not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// comparePrefixes is rule 9, for IPv6 only, and for the first 64 bits.
func comparePrefixes(a, b candidate) int {
	if a.dst.addr.Is4() || b.dst.addr.Is4() {
		return 0
	}
	return cmp.Compare(common(b), common(a))
}

func common(c candidate) int {
	if c.src.addr.Is4() {
		return 0
	}
	dst, src := c.dst.addr.As16(), c.src.addr.As16()
	for i := range 8 {
		if x := dst[i] ^ src[i]; x != 0 {
			return 8*i + bits.LeadingZeros8(x)
		}
	}
	return 64
}

func attributesOf(addr netip.Addr) attributes {
	if !addr.IsValid() {
		return attributes{}
	}
	a := attributes{addr: addr, scope: scopeOf(addr)}
	wide := netip.AddrFrom16(addr.As16())
	for _, p := range policies {
		if p.prefix.Contains(wide) {
			a.precedence, a.label = p.precedence, p.label
			break
		}
	}
	return a
}

// policies is the table of RFC 6724, section 2.1, longest prefix first.
var policies = []struct {
	prefix            netip.Prefix
	precedence, label int
}{
	{netip.MustParsePrefix("::1/128"), 50, 0},
	{netip.PrefixFrom(netip.AddrFrom16([16]byte{10: 0xff, 11: 0xff}), 96), 35, 4}, // IPv4
	{netip.MustParsePrefix("::/96"), 1, 3},
	{netip.MustParsePrefix("2001::/32"), 5, 5},
	{netip.MustParsePrefix("2002::/16"), 30, 2},
	{netip.MustParsePrefix("3ffe::/16"), 1, 12},
	{netip.MustParsePrefix("fec0::/10"), 1, 11},
	{netip.MustParsePrefix("fc00::/7"), 3, 13},
	{netip.MustParsePrefix("::/0"), 40, 1},
}

// Scopes of RFC 6724, section 3.1.
const (
	linkLocalScope = 0x2
	siteLocalScope = 0x5
	globalScope    = 0xe
)

func scopeOf(addr netip.Addr) int {
	wide := addr.As16()
	switch {
	case addr.IsLoopback(), addr.IsLinkLocalUnicast():
		return linkLocalScope
	case addr.Is6() && addr.IsMulticast():
		return int(wide[1] & 0xf)
	case addr.Is6() && wide[0] == 0xfe && wide[1]&0xc0 == 0xc0:
		return siteLocalScope
	}
	return globalScope
}
