package diagnose

import (
	"context"
	"net"
	"slices"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/secure"
)

// steady asks a server again and again that let something through and something not.
func (r *run) steady(b *checks.Board) []checks.Check {
	for _, rt := range b.Routes() {
		if rt.URL == nil || rt.Host == "" || rt.URL.Scheme != "https" || !wavers(b, rt) {
			continue
		}
		d := dialer{board: func() *checks.Board { return r.board }}
		target := checks.Address(rt.URL)
		return []checks.Check{secure.Steady(rt, target, func(ctx context.Context) (net.Conn, error) { return d.Dial(ctx, rt, target) })}
	}
	return nil
}

// wavers reports whether something failed on a route in a way that may be chance,
// and something else got through: a channel, what go fetched, or a comparison that
// would prove much if it were not chance.
func wavers(b *checks.Board, rt route.Route) bool {
	through, failed := compared(b, rt), false
	for _, res := range b.Results() {
		if _, last := b.Result(checks.LastHop(rt)); !last || res.Check.Kind.Comparison() || res.Check.Route != rt.ID && !slices.Contains(checks.Hops(rt), res.Check.ID) {
			continue
		}
		switch f, ofGo := res.Facts.(checks.DownloadFacts); {
		case ofGo && f.Trial != checks.TrialOrdinary && f.Trial != checks.TrialProject:
		case ofGo:
			through, failed = through || f.OK, failed || res.Status == checks.Fail && chancy(f.Cause)
		case res.Status.OK() && res.Check.ID == checks.LastHop(rt):
			through = through || cameAllTheWay(b, rt)
		case res.Status.OK() && res.Check.Kind == checks.KindModuleInfo:
			through = true
		case res.Status == checks.Fail:
			failed = failed || slices.Contains(byChance, res.Code)
		}
	}
	return through && failed
}

// cameAllTheWay reports whether every step on the way to a route's server passed. The
// last one may be another route's that leads to the same server without a proxy.
func cameAllTheWay(b *checks.Board, rt route.Route) bool {
	return !slices.ContainsFunc(checks.Hops(rt), func(id string) bool {
		res, ended := b.Result(id)
		return ended && !res.Status.OK()
	})
}

// compared reports whether a handshake is cut, and another way of making it is not.
func compared(b *checks.Board, rt route.Route) bool {
	target := checks.Address(rt.URL)
	tls, _ := b.Result(checks.KindTLS.Name(target))
	f, ended := checks.FactsOf[checks.TLSCompareFacts](b, checks.KindTLSCompare.Name(target))
	return ended && (tls.Code == checks.Reset || tls.Code == checks.Closed) && (f.OtherName == checks.OK || f.SmallHello == checks.OK)
}

// byChance are failures of channels that may not come about the next time.
var byChance = []checks.Code{checks.Refused, checks.Reset, checks.Closed, checks.Timeout}

// chancy reports whether go's words tell of such a failure.
func chancy(c checks.Cause) bool {
	switch c {
	case checks.CauseTCPRefused, checks.CauseTCPReset, checks.CauseTLSReset, checks.CauseTLSTimeout, checks.CauseTCPTimeout, checks.CauseTransferCut, checks.CauseProxyRefused, checks.CauseProxyTimeout:
		return true
	}
	return false
}

// mostTries is how often go may try what a server lets through one time and not the next.
const mostTries = 4

// shaky reports whether some server was found to be so.
func shaky(b *checks.Board) bool {
	return slices.ContainsFunc(checks.AllFacts[checks.SteadyFacts](b), checks.SteadyFacts.Wavers)
}
