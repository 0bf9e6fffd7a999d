package dns

import (
	"net/netip"
	"slices"
	"time"

	"gomend/checks"
)

// merge makes one answer of the two families that one server was asked for.
func merge(server netip.AddrPort, name string, pair [2]asked) checks.Answer {
	a := checks.Answer{
		Server: server, Name: name,
		Code:  mergeCodes(pair[0].code, pair[1].code),
		CodeA: pair[0].code, CodeAAAA: pair[1].code,
		TCP: pair[0].tcp,
	}
	for _, one := range pair {
		a.Again = a.Again || one.again
		if one.rcode != "" {
			a.Slower = max(a.Slower, one.rtt)
		}
		for _, addr := range one.addrs {
			if !slices.Contains(a.Addresses, addr) {
				a.Addresses = append(a.Addresses, addr)
			}
		}
	}
	spokesman := pair[0]
	if pair[1].code == a.Code && pair[0].code != a.Code {
		spokesman = pair[1]
	}
	a.Protocol, a.Rcode, a.RTT = spokesman.protocol, spokesman.rcode, spokesman.rtt
	a.Extended, a.Bogus = spokesman.extended, spokesman.bogus
	a.Stale = pair[0].stale || pair[1].stale
	a.Unasked = pair[0].unasked && pair[1].unasked
	if a.Rcode == "" {
		a.Asked, a.RTT, a.Protocol = spokesman.spent.Round(time.Millisecond), 0, ""
	}
	return a
}

// mergeCodes is OK when a family has addresses; else the failure that keeps the
// name from being settled; else what both agree on.
func mergeCodes(a, aaaa checks.Code) checks.Code {
	rank := func(code checks.Code) int {
		switch code {
		case checks.OK:
			return 0
		case checks.NXDomain:
			return 2
		case checks.NoData:
			return 3
		}
		return 1
	}
	if rank(aaaa) < rank(a) {
		return aaaa
	}
	return a
}

// sinkhole reports whether all addresses are such as nobody can serve from, for
// a name that should be served from elsewhere.
func sinkhole(host string, addrs []netip.Addr) bool {
	for _, addr := range addrs {
		if !addr.IsUnspecified() && !addr.IsLoopback() {
			return false
		}
	}
	return len(addrs) > 0 && dotted(host) && !localhost(host)
}
