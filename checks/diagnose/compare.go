package diagnose

import (
	"context"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"

	"gomend/checks"
	"gomend/checks/dns"
	"gomend/checks/network"
	"gomend/checks/route"
	"gomend/checks/secure"
	"gomend/checks/transport"
)

// Mirrors are public module proxies that may be recommended where another does
// not work; each relays the checksum database.
var Mirrors = []string{"https://proxy.golang.org", "https://goproxy.cn", "https://goproxy.io", "https://mirrors.aliyun.com/goproxy/"}

// explore plans what would still settle something.
func (r *run) explore(b *checks.Board) []checks.Check {
	if r.board == nil || r.d.settings.Load() == nil {
		return nil
	}
	var list []checks.Check
	for _, next := range nextEntries(b, r.plan) {
		list = append(list, r.requests(next)...)
	}
	for _, q := range wouldTeach(b, r.known()) {
		for _, c := range r.comparisons(q) {
			c.Linger = true
			list = append(list, c)
		}
	}
	list = append(append(append(list, r.deep(b)...), r.authorities(b)...), r.mirrors(b)...)
	list = append(append(list, owners(b)...), seconds(b)...)
	list = append(list, askedAgain(b)...)
	list = slices.Concat(list, r.plainPages(b), r.plainDirect(b), r.signIns(b), r.trials(b))
	return slices.Concat(list, r.losses(b), r.steady(b), r.again(b), r.recovered(b))
}

func (r *run) known() known {
	return known{
		thirdParties: !r.opt.NoThirdParty,
		exempt:       r.exempt,
		others:       r.otherProxies,
		mirrors:      mirrorTargets(r.opt.Mirrors),
		neighbours:   r.neighbours(),
	}
}

// neighbours are servers besides the module proxy that go may turn to in this run,
// the checksum database and where most modules live: they show whether it is one
// server that cannot be reached, or all.
func (r *run) neighbours() []string {
	list := []string{"github.com:443"}
	if db := r.settings.GOSUMDB(); !db.Off && db.Direct != nil && checks.PublicHost(db.Direct.Hostname()) {
		list = append(list, checks.Address(db.Direct))
	}
	return list
}

// beyond is an address on the internet. Nothing is sent to it: the kernel is
// asked for the gateway towards it.
var beyond = netip.AddrFrom4([4]byte{1, 1, 1, 1})

func mirrorTargets(own []string) []string {
	var list []string
	for _, m := range slices.Concat(own, Mirrors) {
		if u, err := url.Parse(m); err == nil {
			list = append(list, checks.Address(u))
		}
	}
	return list
}

// exempt is the proxy that a route would take were it not for NO_PROXY.
func (r *run) exempt(rt route.Route) (route.Via, bool) {
	if !rt.Via.Direct() || rt.URL == nil {
		return route.Via{}, false
	}
	via := r.settings.ViaRegardless(rt.URL)
	return via, !via.Direct()
}

// otherProxies reads the settings of other programs, once and only when a route
// is broken.
func (r *run) otherProxies() []proxy {
	r.elsewhere.once.Do(func() {
		if p := r.opt.Proxy; p != nil {
			r.elsewhere.list = append(r.elsewhere.list, proxy{route.Via{URL: p, Scheme: p.Scheme, Source: configSource}, configSource})
		}
		for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
			value, _ := r.settings.Stored(name)
			if u, err := url.Parse(value); value != "" && err == nil && u.Host != "" {
				r.elsewhere.list = append(r.elsewhere.list, proxy{route.Via{URL: u, Scheme: u.Scheme, Source: name}, "go env -w " + name})
			}
		}
		for _, known := range secure.OtherProxies(r.opt.Env, r.home()) {
			r.elsewhere.list = append(r.elsewhere.list, proxy{known.Via(), known.Source})
		}
	})
	return r.elsewhere.list
}

// configSource is the source of a proxy that gomend's own configuration names.
const configSource = "config.toml"

// comparisons makes the checks that answer a question.
func (r *run) comparisons(q question) []checks.Check {
	switch q.kind {
	case checks.KindDNSRepeat:
		return repeats(r.board, q.route.Host, q.route.ID)
	case checks.KindDNSHonesty:
		return []checks.Check{dns.Honesty(q.route.Host, q.route.ID)}
	case checks.KindDNSTrace:
		return []checks.Check{dns.Trace(q.route.Host, q.route.ID, false)}
	case checks.KindTLSCompare:
		list := r.compareTLS(q.route)
		for i := range list {
			list[i] = skipUnasked(list[i])
		}
		return list
	}
	return []checks.Check{r.comparison(q)}
}

// comparison makes the check that answers a question.
func (r *run) comparison(q question) checks.Check {
	switch q.kind {
	case checks.KindPath:
		return network.Path(beyond, q.route.ID)
	case checks.KindTrace:
		return r.trace(q)
	case checks.KindFirewall:
		return r.firewall(q.address, q.route)
	case checks.KindConnectCompare:
		if !q.address.IsValid() {
			return secure.SignIn(q.route.Host, q.route.ID)
		}
		if q.address.Port() == plainPort {
			return secure.SignInAt(q.address.Addr(), q.route.ID)
		}
		return transport.ConnectAddr(q.address, q.address.String(), q.route.ID, nil)
	case checks.KindLookupCompare:
		if q.own {
			return dns.CompareOwn(q.route.Host, q.route.ID)
		}
		servers := r.opt.Resolvers
		if len(servers) == 0 && onlyIPv6(r.board) {
			servers = dns.PublicResolvers6
		}
		return dns.Compare(q.route.Host, q.route.ID, servers)
	}
	turn := &r.elsewhere.turn
	if !q.via.Direct() {
		turn = nil // what a proxy shows decides
	}
	lookup := dialer{board: func() *checks.Board { return r.board }, turn: turn}.lookup
	c := secure.CompareProxy(q.target, q.via, q.source, lookup, nil, nil)
	if untimely(r.board, q.route) {
		c = secure.CompareClock(q.target, q.via, q.source, lookup)
	}
	c.Route = q.route.ID
	return c
}

// untimely reports whether a route stops at a certificate that is not good now: what
// others take for now settles whose clock is wrong.
func untimely(b *checks.Board, r route.Route) bool {
	for _, id := range checks.Hops(r) {
		res, ended := b.Result(id)
		if ended && res.Check.Kind == checks.KindTLS && (res.Code == checks.Expired || res.Code == checks.NotYetValid) {
			return true
		}
	}
	return false
}

// firewall looks at what becomes of a connection, or of a query and its answer where
// the port is that of nameservers.
func (r *run) firewall(to netip.AddrPort, rt route.Route) checks.Check {
	if to.Port() != dnsPort {
		return transport.Firewall(to, nil, rt.ID)
	}
	return transport.Firewall(to, dns.Query(rt.Host), rt.ID)
}

// trace waits until this machine's own rules have been looked at: that goes by what
// the kernel counts, and routers' answers would disturb it.
func (r *run) trace(q question) checks.Check {
	c := transport.Trace(q.address, q.route.ID)
	if q.behind.IsValid() {
		c.After = []string{r.firewall(q.behind, q.route).ID}
	}
	return c
}

// compareTLS asks the same address in other ways, at once, and other addresses as
// soon as somebody gives them: this machine's own nameservers, and public ones.
func (r *run) compareTLS(rt route.Route) []checks.Check {
	hops := checks.Hops(rt)
	below := hops[max(len(hops)-2, 0)]
	name, port := rt.URL.Hostname(), portOf(rt)
	list := []checks.Check{secure.CompareTLS(name, port, rt, below)}
	elsewhere := func(who, lookup string) {
		c := secure.CompareElsewhere(name, port, rt, below, who, func(b *checks.Board) []netip.Addr {
			return otherAddresses(b, rt.Host, lookup)
		})
		c.After = []string{lookup}
		list = append(list, c)
	}
	if !rt.Via.Direct() {
		return list
	}
	if doubtful(r.board, rt.Host) {
		elsewhere("own", checks.OwnLookupID(rt.Host))
	}
	if !r.opt.NoThirdParty {
		elsewhere("public", checks.KindLookupCompare.Name(rt.Host))
	}
	return list
}

// authorities makes handshakes with addresses that nobody but the servers of a
// name's own zone gave.
func (r *run) authorities(b *checks.Board) []checks.Check {
	var list []checks.Check
	for _, rt := range b.Routes() {
		f, _ := checks.FactsOf[checks.DNSTraceFacts](b, checks.KindDNSTrace.Name(rt.Host))
		if f.Truth() != checks.Yes || rt.URL == nil || rt.URL.Scheme != "https" || !rt.Via.Direct() {
			continue
		}
		lookup, _ := checks.FactsOf[checks.LookupFacts](b, checks.KindLookup.Name(rt.Host))
		known := slices.Concat(lookup.Addresses, otherAddresses(b, rt.Host, checks.OwnLookupID(rt.Host)),
			otherAddresses(b, rt.Host, checks.KindLookupCompare.Name(rt.Host)))
		theirs := slices.DeleteFunc(slices.Clone(f.Addresses), func(a netip.Addr) bool { return slices.Contains(known, a) })
		if _, bad := trouble(b, rt); !bad || len(theirs) == 0 {
			continue
		}
		c := secure.CompareElsewhere(rt.URL.Hostname(), portOf(rt), rt, "", "authority", func(*checks.Board) []netip.Addr { return theirs })
		c.Linger = true
		list = append(list, skipUnasked(c))
	}
	return list
}

// otherAddresses are those that a comparison gave for a host and go would not dial.
func otherAddresses(b *checks.Board, host, comparison string) []netip.Addr {
	dialled, _ := checks.FactsOf[checks.LookupFacts](b, checks.KindLookup.Name(host))
	f, _ := checks.FactsOf[checks.CompareLookupFacts](b, comparison)
	return slices.DeleteFunc(f.Addresses(), func(a netip.Addr) bool { return slices.Contains(dialled.Addresses, a) })
}

// skipUnasked makes a comparison that had nobody to ask one that does not apply.
func skipUnasked(c checks.Check) checks.Check {
	run := c.Run
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		r := run(ctx, in)
		if r.Facts != nil && len(r.Facts.Evidence()) == 0 {
			return checks.Result{Status: checks.Skip}
		}
		return r
	}
	return c
}

// again lets the go command try once more when it failed for a reason of the
// network while every check passes: the fault may have gone. Where a server lets
// through one time and not the next, it tries more often: that is what a person does.
func (r *run) again(b *checks.Board) []checks.Check {
	v := checks.Conclude(b)
	failed, ok := b.Result(v.Check)
	f, word := failed.Facts.(checks.DownloadFacts)
	tries := 1 + strings.Count(failed.Check.ID, onceMore)
	if v.Status != checks.Broken || !ok || !word || !passing(v.Cause) || f.Trial == checks.TrialProject && f.Stalled || tries > 1 && (!shaky(b) || tries == mostTries) {
		return nil
	}
	c := r.downloadCheck(route.Module{Path: f.Module, Version: f.Version}, failed.Check.Route)
	if f.Trial == checks.TrialProject {
		c, _ = r.project(nil)
	}
	c.ID = failed.Check.ID + onceMore
	return []checks.Check{c}
}

// onceMore ends the id of a download that go tries again.
const onceMore = "/again"

// passing reports whether a cause may come and go: those of the network do, and
// what cannot be told from the text.
func passing(c checks.Cause) bool {
	switch c.Layer() {
	case checks.LayerModule:
		return c == checks.CauseGOPROXYServerError || c == checks.CauseTransferCut || c == checks.CauseHTTP2Broken
	}
	return true
}

// elsewhere holds the proxies that other programs' settings name, read once.
type elsewhere struct {
	turn sync.Mutex // of looking up other servers' names: small routers drop questions that come all at once
	once sync.Once
	list []proxy
}
