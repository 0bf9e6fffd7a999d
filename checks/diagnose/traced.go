package diagnose

import (
	"net/netip"
	"slices"

	"gomend/checks"
	"gomend/checks/route"
)

const dnsPort = 53

// maxTraced bounds how many nameservers are traced: two show whether it is one of them.
const maxTraced = 2

// traced are the addresses and ports towards which it is to be found out how far
// packets come: what go dials where a route is silent, the nameservers beyond the
// local link where names are, and a landmark, if strangers may be asked: a way that
// leads further than that to the landmark lives.
func traced(b *checks.Board, r route.Route, stop checks.Kind, thirdParties bool) []netip.AddrPort {
	if !stoppedAt(b, r, stop, []checks.Code{checks.Timeout, checks.ServFail}) {
		return nil
	}
	if stop == checks.KindConnect {
		if to, ok := firstOf(lookedUp(b, r), uint16(r.Port)); ok && !near(b, to.Addr()) {
			return []netip.AddrPort{to}
		}
		return nil
	}
	f, _ := checks.FactsOf[checks.ResolverFacts](b, checks.KindResolverConfig.Name(""))
	var list []netip.AddrPort
	for _, server := range f.Nameservers {
		if !near(b, server) && len(list) < maxTraced {
			list = append(list, netip.AddrPortFrom(server.Unmap(), dnsPort))
		}
	}
	if thirdParties && len(f.Nameservers) > 0 {
		list = append(list, reachable(b)[0])
	}
	return list
}

// filtered is the address and port of which it is to be found out whether a rule
// of this machine stops what goes there, or what comes from there: where a route
// stops as it might for that reason.
func filtered(b *checks.Board, r route.Route, stop checks.Kind) (netip.AddrPort, bool) {
	if !stoppedAt(b, r, stop, filterCodes) {
		return netip.AddrPort{}, false
	}
	if stop == checks.KindConnect {
		return firstOf(lookedUp(b, r), uint16(r.Port))
	}
	f, _ := checks.FactsOf[checks.ResolverFacts](b, checks.KindResolverConfig.Name(""))
	return firstOf(f.Nameservers, dnsPort)
}

// firstOf is the first address that is not this machine's own.
func firstOf(list []netip.Addr, port uint16) (netip.AddrPort, bool) {
	for _, a := range list {
		if !a.IsLoopback() && !a.IsUnspecified() {
			return netip.AddrPortFrom(a.Unmap(), port), true
		}
	}
	return netip.AddrPort{}, false
}

func lookedUp(b *checks.Board, r route.Route) []netip.Addr {
	f, _ := checks.FactsOf[checks.LookupFacts](b, checks.KindLookup.Name(r.Host))
	return f.Addresses
}

// filterCodes are the ways in which a filter on this machine may show.
var filterCodes = []checks.Code{
	checks.Timeout, checks.Refused, checks.Prohibited, checks.NotPermitted, checks.HostUnreachable, checks.NetworkUnreachable, checks.Unclassified,
}

func near(b *checks.Board, a netip.Addr) bool { return (&checks.Case{Board: b}).Near(a) }

// stoppedAt reports whether a route stops at a look-up or a connection with one of
// these codes, or has been waiting there.
func stoppedAt(b *checks.Board, r route.Route, stop checks.Kind, codes []checks.Code) bool {
	if stop != checks.KindLookup && stop != checks.KindConnect {
		return false
	}
	for _, id := range checks.Hops(r) {
		if res, ended := b.Result(id); ended && res.Check.Kind == stop {
			return slices.Contains(codes, res.Code)
		}
	}
	return true
}
