package checks

import (
	"net/netip"
	"slices"
	"strings"
)

// HonestyFacts is what else a nameserver said from which one sees whether it makes
// its answer about a host up, or whether somebody does in its name.
type HonestyFacts struct {
	Server  netip.AddrPort
	Host    string
	Given   []netip.Addr // for the host
	Nowhere []netip.Addr // for a name that cannot exist (RFC 6761, section 6.4, .invalid)
	Alike   []string     // names of other parties that are given an address of the host
	Owner   string       // a name on the certificate shown at the host's address, which that address belongs to
	Second  []netip.Addr // of another answer to the same question
	OverTCP []netip.Addr // over TCP, when no address is one of those given by UDP
}

// Others are the addresses that the same nameserver gave besides, or somebody did in its name.
func (f HonestyFacts) Others() []netip.Addr { return slices.Concat(f.Second, f.OverTCP) }

// GivesToAll reports whether the host's address is given to names that have nothing
// to do with it.
func (f HonestyFacts) GivesToAll() bool {
	return len(f.Alike) > 0 || overlap(f.Nowhere, f.Given)
}

// Evidence implements Facts.
func (f HonestyFacts) Evidence() []Evidence {
	list := []Evidence{{"server", f.Server.String()}}
	list = appendIf(list, "addresses", joinAddrs(f.Given))
	list = appendIf(list, "no-such-name", joinAddrs(f.Nowhere))
	list = appendIf(list, "same-address", strings.Join(f.Alike, ", "))
	list = appendIf(list, "address-of", f.Owner)
	list = appendIf(list, "second-answer", joinAddrs(f.Second))
	return appendIf(list, "over-tcp", joinAddrs(f.OverTCP))
}
