package diagnose

import (
	"net/netip"
	"slices"

	"gomend/checks"
	"gomend/checks/route"
)

const dnsPort = 53

// traced is the address and port towards which it is to be found out how far
// packets come: what go dials where a route is silent, the first nameserver beyond
// the local link where names are, and else a landmark, if strangers may be asked.
func traced(b *checks.Board, r route.Route, stop checks.Kind, thirdParties bool) (netip.AddrPort, bool) {
	if !silentAt(b, r, stop) {
		return netip.AddrPort{}, false
	}
	if stop == checks.KindConnect {
		f, _ := checks.FactsOf[checks.LookupFacts](b, checks.KindLookup.Name(r.Host))
		if len(f.Addresses) == 0 {
			return netip.AddrPort{}, false
		}
		to := netip.AddrPortFrom(f.Addresses[0].Unmap(), uint16(r.Port))
		return to, !near(b, to.Addr())
	}
	f, _ := checks.FactsOf[checks.ResolverFacts](b, checks.KindResolverConfig.Name(""))
	for _, server := range f.Nameservers {
		if !near(b, server) {
			return netip.AddrPortFrom(server.Unmap(), dnsPort), true
		}
	}
	return landmarks[0], thirdParties && len(f.Nameservers) > 0
}

func near(b *checks.Board, a netip.Addr) bool { return (&checks.Case{Board: b}).Near(a) }

// silentAt reports whether a route stops at a look-up or a connection for want of
// any answer, or has been waiting there.
func silentAt(b *checks.Board, r route.Route, stop checks.Kind) bool {
	if stop != checks.KindLookup && stop != checks.KindConnect {
		return false
	}
	for _, id := range checks.Hops(r) {
		if res, ended := b.Result(id); ended && res.Check.Kind == stop {
			return slices.Contains([]checks.Code{checks.Timeout, checks.ServFail}, res.Code)
		}
	}
	return true
}
