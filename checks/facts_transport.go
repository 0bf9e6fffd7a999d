package checks

import (
	"fmt"
	"net/netip"
	"slices"
	"time"
)

// Attempt is one address to which a TCP connection was tried.
type Attempt struct {
	Address netip.AddrPort
	Code    Code
	Time    time.Duration // to the answer, or how long nothing came
	Tries   int           // sockets opened
	SYNs    int           // SYN segments sent in all, from TCP_INFO; 0 when not known
	RTT     time.Duration // of the handshake; 0 when there was none, or its SYN was repeated
	Kept    bool          // every SYN that was repeated was kept from leaving, by this machine's own kernel
	By      netip.Addr    // who refused with an ICMP message; invalid when nobody did, or it is not known
}

// DialFacts is what came of connecting to a host and port as Happy Eyeballs
// would (RFC 8305; net/dial.go:dialParallel).
type DialFacts struct {
	Host     string
	Port     int
	Attempts []Attempt // one for each address tried
	Code     Code      // OK when one connected; else the code that stands for all
	Winner   netip.AddrPort
	RTT      time.Duration // of the winner's handshake, 0 if it was retransmitted
}

// Evidence implements Facts.
func (f DialFacts) Evidence() []Evidence {
	var list []Evidence
	for _, a := range f.Attempts {
		switch a.Code {
		case OK:
			list = append(list, Evidence{"connected", fmt.Sprintf("%s in %s", a.Address, milliseconds(a.Time))})
		case Timeout:
			list = append(list, Evidence{"silent", fmt.Sprintf("%s for %s, %d tries", a.Address, milliseconds(a.Time), max(a.Tries, a.SYNs))})
			if a.Kept {
				list = append(list, Evidence{"kept-back", "by this machine's own kernel"})
			}
		default:
			list = append(list, Evidence{"failed", fmt.Sprintf("%s %s after %s", a.Address, a.Code, milliseconds(a.Time))})
			if a.By.IsValid() {
				list = append(list, Evidence{"refused-by", a.By.String()})
			}
		}
	}
	return list
}

// partlyDead reports whether some address does not connect though another does, and
// this machine has a way out for its protocol. Of its own two addresses servers often
// take one, and the other refuses at once.
func (f DialFacts) partlyDead(b *Board) bool {
	c := &Case{Board: b}
	return slices.ContainsFunc(f.Attempts, func(a Attempt) bool {
		dead := slices.Contains([]Code{Timeout, Refused, HostUnreachable, NetworkUnreachable}, a.Code)
		own := a.Code == Refused && a.Address.Addr().IsLoopback() || a.Code == NetworkUnreachable && c.wayless(a.Address.Addr())
		return dead && !own
	})
}

// keptHere reports whether this machine's own kernel kept every attempt from
// leaving, silently.
func (f DialFacts) keptHere() bool {
	list := f.routed()
	for _, a := range list {
		if a.Code != Timeout || !a.Kept {
			return false
		}
	}
	return len(list) > 0
}

// routed are the attempts for which this machine had a way; a host has addresses of
// both protocols, a machine often of one.
func (f DialFacts) routed() []Attempt {
	return slices.DeleteFunc(slices.Clone(f.Attempts), func(a Attempt) bool { return a.Code == NetworkUnreachable && !a.By.IsValid() })
}

// onlyIPv6Fails reports whether IPv6 was tried and led nowhere on every address,
// while IPv4 connects.
func (f DialFacts) onlyIPv6Fails() bool {
	silent := false
	for _, a := range f.Attempts {
		if a.Address.Addr().Is4() {
			if a.Code != OK {
				return false
			}
			continue
		}
		if a.Code == OK {
			return false
		}
		silent = silent || a.Code == Timeout || a.Code == HostUnreachable || a.Code == NetworkUnreachable
	}
	return silent && f.Winner.IsValid() && f.Winner.Addr().Is4()
}
