package firewall

import (
	"net/netip"
	"strconv"
	"strings"

	"gomend/checks"
)

// Values of a packet that rules ask for, by names that nft and iptables share here.
const (
	sourceAddr  = "saddr"
	destAddr    = "daddr"
	sourcePort  = "sport"
	destPort    = "dport"
	inInterface = "iifname"
	outInterf   = "oifname"
	protocol    = "l4proto"
	owner       = "skuid"
	state       = "state"
	version     = "nfproto"
)

// value is what a packet has there; known is false where it cannot be told, and
// fits is false where no packet of its kind has such a thing.
func (p Packet) value(name string) (value string, known, fits bool) {
	switch name {
	case sourceAddr, destAddr:
		if (name == destAddr) != p.Answer {
			return p.Other.Unmap().String(), true, true
		}
		return p.Own.Unmap().String(), p.Own.IsValid(), true
	case sourcePort, destPort:
		return strconv.Itoa(int(p.Port)), (name == destPort) != p.Answer, true
	case inInterface, outInterf:
		if (name == outInterf) == p.Answer {
			return "", true, false
		}
		return p.Interface, p.Interface != "", true
	case protocol:
		return p.Protocol, true, true
	case owner:
		return strconv.Itoa(p.UID), true, !p.Answer
	case state:
		if p.Answer {
			return "established", true, true
		}
		return "new", true, true
	case version:
		if p.Other.Unmap().Is4() {
			return "ipv4", true, true
		}
		return "ipv6", true, true
	}
	return "", false, true
}

// protocolNumbers are the names of those that matter here (IANA).
var protocolNumbers = map[string]string{
	"1": "icmp", "6": "tcp", "17": "udp", "58": "ipv6-icmp", "132": "sctp", "icmpv6": "ipv6-icmp",
}

// equal compares a packet's value with one that a rule names: an address, a
// number, a name with * at its end, a net, or a range "a-b".
func equal(have, want string) bool {
	if have == want {
		return true
	}
	if name, ok := protocolNumbers[want]; ok && name == have {
		return true
	}
	if prefix, err := netip.ParsePrefix(want); err == nil {
		addr, err := netip.ParseAddr(have)
		return err == nil && prefix.Contains(addr)
	}
	if low, high, ok := strings.Cut(want, "-"); ok && between(have, low, high) {
		return true
	}
	if prefix, ok := strings.CutSuffix(want, "*"); ok {
		return strings.HasPrefix(have, prefix)
	}
	a, errA := netip.ParseAddr(have)
	b, errB := netip.ParseAddr(want)
	return errA == nil && errB == nil && a == b
}

func between(have, low, high string) bool {
	if n, err := strconv.Atoi(have); err == nil {
		a, errA := strconv.Atoi(low)
		b, errB := strconv.Atoi(high)
		return errA == nil && errB == nil && a <= n && n <= b
	}
	n, err := netip.ParseAddr(have)
	a, errA := netip.ParseAddr(low)
	b, errB := netip.ParseAddr(high)
	return err == nil && errA == nil && errB == nil && a.Compare(n) <= 0 && n.Compare(b) <= 0
}

// wants is the condition that a packet's value is one of these, or with not, that
// it is none of them. A condition on what a packet does not have fails.
func wants(name string, not bool, list ...string) condition {
	return func(p Packet) checks.Tri {
		have, known, fits := p.value(name)
		switch {
		case !fits:
			return checks.No
		case !known:
			return checks.NotKnown
		}
		for _, want := range list {
			if equal(have, want) {
				return checks.TriOf(!not)
			}
		}
		return checks.TriOf(not)
	}
}

// cannotTell is a condition that depends on what is not to be seen from here.
func cannotTell(Packet) checks.Tri { return checks.NotKnown }

func never(Packet) checks.Tri { return checks.No }
