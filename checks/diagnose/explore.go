package diagnose

import (
	"net/netip"
	"slices"

	"gomend/checks"
	"gomend/checks/module"
	"gomend/checks/route"
)

// question is a comparison that would still settle something.
type question struct {
	kind   checks.Kind
	route  route.Route
	target string    // host:port, for proxy-compare
	via    route.Via // for proxy-compare
	source string    // setting that names via; "" when target is tried directly

	own     bool           // for lookup-compare: of the configured nameservers
	behind  netip.AddrPort // for trace: whose firewall check is to have ended; invalid for none
	address netip.AddrPort // for firewall, trace and connect-compare; none to ask the route's host for a page without TLS, as port 80 asks an address
}

// landmarks are servers that show whether the web can be reached where names
// cannot be resolved: public resolvers that also serve HTTPS, of three parties.
var landmarks = []netip.AddrPort{
	netip.MustParseAddrPort("1.1.1.1:443"),
	netip.MustParseAddrPort("8.8.8.8:443"),
	netip.MustParseAddrPort("223.5.5.5:443"),
}

// landmarks6 are the same parties where there is a way for IPv6 alone.
var landmarks6 = []netip.AddrPort{
	netip.MustParseAddrPort("[2606:4700:4700::1111]:443"),
	netip.MustParseAddrPort("[2001:4860:4860::8888]:443"),
	netip.MustParseAddrPort("[2400:3200::1]:443"),
}

// reachable are the landmarks to which this machine may have a way.
func reachable(b *checks.Board) []netip.AddrPort {
	f, _ := checks.FactsOf[checks.InterfaceFacts](b, checks.KindInterfaces.Name(""))
	switch {
	case f.DefaultV6 && f.DefaultV4:
		return append(slices.Clone(landmarks), landmarks6[0]) // IPv4 alone may be dead
	case f.DefaultV6:
		return landmarks6
	}
	return landmarks
}

// plainLandmark is the one of them that leads a request without TLS to itself.
func plainLandmark(b *checks.Board) netip.AddrPort {
	return netip.AddrPortFrom(reachable(b)[0].Addr(), plainPort)
}

// plainPort is that of HTTP without TLS.
const plainPort = 80

// onlyIPv6 reports whether the only way out is for IPv6.
func onlyIPv6(b *checks.Board) bool {
	f, _ := checks.FactsOf[checks.InterfaceFacts](b, checks.KindInterfaces.Name(""))
	return f.DefaultV6 && !f.DefaultV4
}

// nobodyAnswered reports whether a route stops at a look-up or a connection in
// which nobody on the internet had anything to say.
func nobodyAnswered(b *checks.Board, r route.Route, stop checks.Kind) bool {
	if stop != checks.KindLookup && stop != checks.KindConnect {
		return false
	}
	for _, id := range checks.Hops(r) {
		if res, ended := b.Result(id); ended && res.Check.Kind == stop {
			return !slices.Contains(answers, res.Code)
		}
	}
	return true // silent so far
}

// answers are failures that somebody else's word brought about.
var answers = []checks.Code{
	checks.NXDomain, checks.NoData, checks.Sinkhole, checks.Refused, checks.Reset, checks.Closed,
}

// doubtful reports whether each of the configured nameservers may have something
// else to say about a host than what go makes of it: the hosts file or a search
// domain gave the address, there are several of them, or one denies the name, and
// may not when it is asked again.
func doubtful(b *checks.Board, host string) bool {
	f, ended := checks.FactsOf[checks.LookupFacts](b, checks.KindLookup.Name(host))
	if !ended || f.Source == checks.FromLiteral {
		return false
	}
	config, _ := checks.FactsOf[checks.ResolverFacts](b, checks.KindResolverConfig.Name(""))
	several := len(config.Nameservers) > 1 && !config.Defaulted
	denied := f.Code == checks.NXDomain || f.Code == checks.NoData
	found := f.Code == checks.OK || f.Code == checks.Sinkhole
	return f.Source == checks.FromHosts || f.Searched || denied && len(f.Answers) > 0 || found && several
}

// misled reports whether a route may stop because of what nameservers say of the
// host that is dialled first: they deny it or fail, or what answers at the address
// they gave may not be the server, or nobody does.
func misled(b *checks.Board, r route.Route, stop checks.Kind) bool {
	f, ended := checks.FactsOf[checks.LookupFacts](b, checks.KindLookup.Name(r.Host))
	switch {
	case !ended:
		return false
	case stop == checks.KindLookup:
		return len(f.Answers) > 0 && slices.Contains(misleading, f.Code)
	case f.Source != checks.FromDNS || !r.Via.Direct():
		return false
	case stop == checks.KindTLS && r.URL != nil:
		res, ended := b.Result(checks.KindTLS.Name(checks.Address(r.URL)))
		return !ended || slices.Contains(strange, res.Code)
	}
	return stop == checks.KindConnect
}

// internal reports whether a name leads to addresses inside of this network alone, and
// is none that the public knows: nobody out there can say where it should lead, and
// routers that are asked about many dead ends at once stop to tell of the one that
// matters (net/ipv4/icmp.c, icmp_ratelimit).
func internal(b *checks.Board, host string) bool {
	f, ended := checks.FactsOf[checks.LookupFacts](b, checks.KindLookup.Name(host))
	return ended && !checks.PublicHost(host) && len(f.Addresses) > 0 &&
		!slices.ContainsFunc(f.Addresses, func(a netip.Addr) bool { return checks.ScopeOf(a) == checks.ScopePublic })
}

// misleading are answers of nameservers that their own authorities may contradict.
var misleading = []checks.Code{
	checks.NXDomain, checks.NoData, checks.Sinkhole, checks.ServFail, checks.DNSRefused, checks.DNSError, checks.Lame,
}

// strange are handshakes that may have been made with somebody else.
var strange = []checks.Code{
	checks.NameMismatch, checks.UnknownAuthority, checks.NotTLS, checks.TLSAlert, checks.TLSVersion,
	checks.Reset, checks.Closed, checks.Timeout,
}

// known is what the choice of questions rests on, besides the board.
type known struct {
	thirdParties bool
	exempt       func(route.Route) (route.Via, bool) // the proxy that NO_PROXY keeps a route from
	others       func() []proxy                      // proxies that other settings name
	mirrors      []string                            // host:port of public module proxies
	neighbours   []string                            // host:port of other servers that go may turn to
}

// proxy is a proxy that go does not use, and the setting that names it.
type proxy struct {
	via    route.Via
	source string
}

// exemptSource is the source of comparisons with the proxy that NO_PROXY keeps
// a route from; the rules know it.
const exemptSource = "NO_PROXY"

// maxTroubled bounds how many routes are compared: the first ones tell it all.
const maxTroubled = 2

// wouldTeach lists the comparisons whose answers decide between causes, or
// between fixes. It is empty while every route that go takes works.
func wouldTeach(b *checks.Board, k known) []question {
	var list []question
	troubled := 0
	for _, r := range b.Routes() {
		kind, bad := trouble(b, r)
		if !bad {
			continue
		}
		if troubled++; troubled > maxTroubled {
			break
		}
		list = append(list, about(b, r, kind, k)...)
	}
	return list
}

// about lists what is worth knowing of a route that stops at a step of this kind.
func about(b *checks.Board, r route.Route, stop checks.Kind, k known) []question {
	target := checks.Address(r.URL)
	var list []question
	if stop == checks.KindLookup || stop == checks.KindConnect {
		list = append(list, question{kind: checks.KindPath, route: r})
	}
	if stop == checks.KindProxyTunnel {
		list = append(list, question{kind: checks.KindProxyCompare, route: r, target: target})
	}
	if stop == checks.KindTLS || stop == checks.KindConnect && r.Via.Direct() {
		list = append(list, question{kind: checks.KindTLSCompare, route: r})
	}
	if stop != checks.KindProxyTunnel && doubtful(b, r.Host) {
		list = append(list, question{kind: checks.KindLookupCompare, route: r, own: true})
	}
	inDoubt := misled(b, r, stop)
	if inDoubt {
		list = append(list, question{kind: checks.KindDNSRepeat, route: r})
	}
	if inDoubt && (stop == checks.KindConnect || stop == checks.KindTLS) {
		list = append(list, question{kind: checks.KindDNSHonesty, route: r})
	}
	if (stop == checks.KindConnect || stop == checks.KindTLS) && r.Via.Direct() && checks.PublicHost(r.Host) {
		list = append(list, question{kind: checks.KindConnectCompare, route: r})
	}
	rules, ok := filtered(b, r, stop)
	if ok {
		list = append(list, question{kind: checks.KindFirewall, route: r, address: rules})
	}
	for _, to := range traced(b, r, stop, k.thirdParties) {
		list = append(list, question{kind: checks.KindTrace, route: r, address: to, behind: rules})
	}
	if !k.thirdParties {
		return list
	}
	if r.Via.Direct() && nobodyAnswered(b, r, stop) {
		for _, addr := range reachable(b) {
			list = append(list, question{kind: checks.KindConnectCompare, route: r, address: addr})
		}
	}
	if r.Via.Direct() && stop == checks.KindLookup && (nobodyAnswered(b, r, stop) || checks.NamesDenied(b) > 0) {
		list = append(list, question{kind: checks.KindConnectCompare, route: r, address: plainLandmark(b)})
	}
	own := stop == checks.KindConnect && internal(b, r.Host)
	if _, err := netip.ParseAddr(r.Host); err != nil && stop != checks.KindProxyTunnel && !own {
		list = append(list, question{kind: checks.KindLookupCompare, route: r})
	}
	if inDoubt && r.Via.Direct() && !own {
		list = append(list, question{kind: checks.KindDNSTrace, route: r})
	}
	if via, ok := k.exempt(r); ok {
		list = append(list, question{kind: checks.KindProxyCompare, route: r, target: target, via: via, source: exemptSource})
	}
	if r.Via.Direct() {
		for _, p := range k.others() {
			list = append(list, question{kind: checks.KindProxyCompare, route: r, target: target, via: p.via, source: p.source})
		}
	}
	for _, mirror := range k.mirrors {
		if r.Purpose == route.ModuleProxy && mirror != target && stop != checks.KindProxyTunnel {
			list = append(list, question{kind: checks.KindProxyCompare, route: r, target: mirror, via: r.Via, source: r.Via.Source})
		}
	}
	for _, host := range k.neighbours {
		if r.Purpose == route.ModuleProxy && host != target && stop != checks.KindProxyTunnel && r.Via.Direct() {
			list = append(list, question{kind: checks.KindProxyCompare, route: r, target: host})
		}
	}
	return list
}

// trouble is the kind of the step at which a route stops, or has been silent
// for long enough to start comparing.
func trouble(b *checks.Board, r route.Route) (checks.Kind, bool) {
	silent := b.Silent(checks.CompareAfter)
	for _, id := range checks.Hops(r) {
		if res, ended := b.Result(id); ended && res.Status == checks.Fail {
			return res.Check.Kind, true
		}
		if i := slices.IndexFunc(silent, func(c checks.Check) bool { return c.ID == id }); i >= 0 {
			return silent[i].Kind, true
		}
	}
	return "", false
}

// nextEntries are the routes that go turns to because one before them failed in
// a way that lets it, and that have not been looked at yet.
func nextEntries(b *checks.Board, plan route.Plan) []route.Route {
	var list []route.Route
	for _, r := range plan.Routes {
		if !looked(b, r) {
			continue
		}
		if bad, notFound := failed(b, r); bad {
			if next, ok := plan.Next(r, notFound); ok && !looked(b, next) {
				list = append(list, next)
			}
		}
	}
	return list
}

// looked reports whether the route's own requests have been planned and ended.
func looked(b *checks.Board, r route.Route) bool {
	for _, res := range b.Results() {
		if res.Check.Route == r.ID && res.Check.Kind.Layer() == checks.LayerModule && res.Check.Kind != checks.KindGoDownload {
			return true
		}
	}
	return false
}

// failed reports whether the route does not serve go, and whether go reads its
// answer as "not found".
func failed(b *checks.Board, r route.Route) (bad, notFound bool) {
	if _, bad := trouble(b, r); bad {
		return true, false
	}
	for _, res := range b.Results() {
		if res.Check.Route != r.ID {
			continue
		}
		if res.Check.Kind == checks.KindChecksumSupport && res.Status.OK() && !module.Relays(res) {
			return true, true
		}
		if res.Check.Kind == checks.KindChecksumDatabase {
			continue // its word is final: only /supported sends go elsewhere
		}
		if res.Status == checks.Fail && res.Check.Kind.Layer() == checks.LayerModule && res.Check.Kind != checks.KindGoDownload {
			return true, res.Code == checks.StatusNotFound || res.Code == checks.NotFound
		}
	}
	return false, false
}
