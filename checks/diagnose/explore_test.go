package diagnose

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

func way(id, rawURL string, position int, fallback route.Fallback, proxied bool) route.Route {
	u, err := url.Parse(rawURL)
	if err != nil {
		panic(err)
	}
	r := route.Route{ID: id, Purpose: route.ModuleProxy, URL: u, Host: u.Hostname(), Port: 443, Position: position, Fallback: fallback}
	if proxied {
		r.Via = route.Via{URL: &url.URL{Scheme: "http", Host: "proxy.example:3128"}, Scheme: "http", Source: "HTTPS_PROXY"}
		r.Host, r.Port = "proxy.example", 3128
	}
	return r
}

func ended(kind checks.Kind, target string, status checks.Status, code checks.Code, routeID string) checks.Result {
	return checks.Result{
		Check:  checks.Check{ID: kind.Name(target), Kind: kind, Target: target, Route: routeID},
		Status: status, Code: code, Routes: nil,
	}
}

// names are questions in a form that fits on a line.
func names(list []question) []string {
	var out []string
	for _, q := range list {
		name := string(q.kind)
		if q.target != "" {
			name = fmt.Sprintf("%s %s by %s", q.kind, q.target, q.via)
		}
		if q.source != "" {
			name += " of " + q.source
		}
		out = append(out, name)
	}
	return out
}

func TestWouldTeach(t *testing.T) {
	direct := way("p1", "https://goproxy.example", 1, route.OnNotFound, false)
	proxied := way("p1", "https://goproxy.example", 1, route.OnNotFound, true)
	const host, target = "goproxy.example", "goproxy.example:443"
	other := proxy{proxied.Via, "ALL_PROXY"}
	leads := func(to string) checks.Result {
		r := ended(checks.KindLookup, host, checks.Pass, checks.OK, "p1")
		r.Facts = checks.LookupFacts{Host: host, Source: checks.FromDNS, Addresses: []netip.Addr{netip.MustParseAddr(to)}}
		return r
	}
	all := known{
		thirdParties: true,
		exempt:       func(route.Route) (route.Via, bool) { return route.Via{}, false },
		others:       func() []proxy { return []proxy{other} },
		mirrors:      []string{"mirror.example:443", target},
	}
	alone := all
	alone.thirdParties = false
	near := all
	near.mirrors, near.neighbours, near.others = nil, []string{"sum.example:443", target}, func() []proxy { return nil }
	exempted := all
	exempted.others = func() []proxy { return nil }
	exempted.mirrors = nil
	exempted.exempt = func(route.Route) (route.Via, bool) { return proxied.Via, true }

	bothProtocols := checks.Result{Check: checks.Check{ID: checks.KindInterfaces.Name(""), Kind: checks.KindInterfaces}, Status: checks.Pass, Facts: checks.InterfaceFacts{DefaultV4: true, DefaultV6: true}}

	for _, c := range []struct {
		name  string
		route route.Route
		have  []checks.Result
		known known
		want  []string
	}{
		{"a route that works", direct, []checks.Result{ended(checks.KindLookup, host, checks.Pass, checks.OK, "p1"), ended(checks.KindConnect, target, checks.Pass, checks.OK, "p1")}, all, nil},
		{"nothing is known yet", direct, nil, all, nil},
		{"no name", direct, []checks.Result{ended(checks.KindLookup, host, checks.Fail, checks.NXDomain, "p1")}, all,
			[]string{"path", "lookup-compare", "proxy-compare goproxy.example:443 by http://proxy.example:3128 of ALL_PROXY", "proxy-compare mirror.example:443 by direct"}},
		{"no name, nobody else to ask", direct, []checks.Result{ended(checks.KindLookup, host, checks.Fail, checks.NXDomain, "p1")}, alone, []string{"path"}},
		{"handshake cut", direct, []checks.Result{ended(checks.KindTLS, target, checks.Fail, checks.Reset, "p1")}, alone, []string{"tls-compare"}},
		{"refused, and NO_PROXY keeps it from a proxy", direct, []checks.Result{ended(checks.KindConnect, target, checks.Fail, checks.Refused, "p1")}, exempted,
			[]string{"path", "tls-compare", "lookup-compare", "proxy-compare goproxy.example:443 by http://proxy.example:3128 of NO_PROXY"}},
		{"silence, and others that go may turn to", direct, []checks.Result{ended(checks.KindConnect, target, checks.Fail, checks.Refused, "p1")}, near,
			[]string{"path", "tls-compare", "lookup-compare", "proxy-compare sum.example:443 by direct"}},
		{"silence of a public server", direct, []checks.Result{leads("192.0.2.7"), ended(checks.KindConnect, target, checks.Fail, checks.Timeout, "p1")}, near,
			[]string{"path", "tls-compare", "dns-repeat", "dns-honesty", "firewall", "trace", "connect-compare", "connect-compare", "connect-compare", "lookup-compare", "dns-trace", "proxy-compare sum.example:443 by direct"}},
		{"silence of a public server, and IPv6 leads out, too", direct, []checks.Result{bothProtocols, leads("192.0.2.7"), ended(checks.KindConnect, target, checks.Fail, checks.Timeout, "p1")}, near,
			[]string{"path", "tls-compare", "dns-repeat", "dns-honesty", "firewall", "trace", "connect-compare", "connect-compare", "connect-compare", "connect-compare", "lookup-compare", "dns-trace", "proxy-compare sum.example:443 by direct"}},
		{"silence inside of this network", direct, []checks.Result{leads("10.1.2.3"), ended(checks.KindConnect, target, checks.Fail, checks.Timeout, "p1")}, near,
			[]string{"path", "tls-compare", "dns-repeat", "dns-honesty", "firewall", "trace", "connect-compare", "connect-compare", "connect-compare", "proxy-compare sum.example:443 by direct"}},
		{"an address in place of a name", way("p1", "https://192.0.2.7", 1, route.OnNotFound, false), []checks.Result{ended(checks.KindConnect, "192.0.2.7:443", checks.Fail, checks.Refused, "p1")}, near,
			[]string{"path", "tls-compare", "proxy-compare sum.example:443 by direct", "proxy-compare goproxy.example:443 by direct"}},
		{"through a proxy, others tell nothing", proxied, []checks.Result{ended(checks.KindProxyTunnel, target, checks.Fail, checks.ProxyForbidden, "p1")}, near,
			[]string{"proxy-compare goproxy.example:443 by direct"}},
		{"the proxy denies", proxied, []checks.Result{ended(checks.KindProxyTunnel, target, checks.Fail, checks.ProxyForbidden, "p1")}, all,
			[]string{"proxy-compare goproxy.example:443 by direct"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := checks.NewBoard()
			b.Put(checks.Result{Check: checks.Check{ID: "plan"}, Status: checks.Pass, Routes: []route.Route{c.route}})
			for _, r := range c.have {
				b.Put(r)
			}
			if got := names(wouldTeach(b, c.known)); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestWouldTeachAfterSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := way("p1", "https://goproxy.example", 1, route.OnNotFound, false)
		b := checks.NewBoard()
		b.Put(checks.Result{Check: checks.Check{ID: "plan"}, Routes: []route.Route{r}})
		b.Began(checks.Check{ID: checks.KindLookup.Name("goproxy.example"), Kind: checks.KindLookup}, 0)
		k := known{thirdParties: true, exempt: func(route.Route) (route.Via, bool) { return route.Via{}, false }, others: func() []proxy { return nil }}
		for _, c := range []struct {
			wait time.Duration
			want []string
		}{{checks.CompareAfter - 1, nil}, {1, []string{"path", "connect-compare", "connect-compare", "connect-compare", "connect-compare", "lookup-compare"}}} {
			time.Sleep(c.wait)
			if got := names(wouldTeach(b, k)); !slices.Equal(got, c.want) {
				t.Errorf("after %v: got %q, want %q", b.Elapsed(), got, c.want)
			}
		}
	})
}

func TestNextEntries(t *testing.T) {
	const first, second = "goproxy.example:443", "second.example:443"
	info := func(status checks.Status, code checks.Code) checks.Result {
		r := ended(checks.KindModuleInfo, "rsc.io/quote@v1.5.2", status, code, "p1")
		return r
	}
	for _, c := range []struct {
		name     string
		fallback route.Fallback
		have     []checks.Result
		want     bool
	}{
		{"comma, works", route.OnNotFound, []checks.Result{info(checks.Pass, checks.OK)}, false},
		{"comma, not found", route.OnNotFound, []checks.Result{info(checks.Fail, checks.StatusNotFound)}, true},
		{"comma, server error", route.OnNotFound, []checks.Result{info(checks.Fail, checks.StatusServerError)}, false},
		{"comma, refused", route.OnNotFound, []checks.Result{ended(checks.KindConnect, first, checks.Fail, checks.Refused, "p1"), info(checks.Skip, checks.OK)}, false},
		{"pipe, refused", route.OnAnyError, []checks.Result{ended(checks.KindConnect, first, checks.Fail, checks.Refused, "p1"), info(checks.Skip, checks.OK)}, true},
		{"pipe, not looked at yet", route.OnAnyError, nil, false},
		{"pipe, and the second is being asked", route.OnAnyError, []checks.Result{info(checks.Fail, checks.StatusServerError), ended(checks.KindModuleInfo, "second", checks.Pass, checks.OK, "p2")}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := checks.NewBoard()
			plan := route.Plan{Routes: []route.Route{
				way("p1", "https://"+first, 1, c.fallback, false),
				way("p2", "https://"+second, 2, route.NoFallback, false),
			}}
			for _, r := range c.have {
				b.Put(r)
			}
			if got := nextEntries(b, plan); (len(got) == 1 && got[0].ID == "p2") != c.want {
				t.Errorf("next entries %v, want the second one: %v", got, c.want)
			}
		})
	}
}

func TestPatience(t *testing.T) {
	failed := ended(checks.KindGoCommand, "", checks.Fail, checks.NotFound, "")
	failed.Cause = checks.CauseGoMissing
	late := ended(checks.KindLookup, "x", checks.Pass, checks.OK, "")
	late.Started, late.Duration = time.Second, 3*time.Second
	for _, c := range []struct {
		name string
		have []checks.Result
		want time.Duration
	}{
		{"something is wrong", []checks.Result{failed}, checks.SilenceFinal},
		{"something took longer", []checks.Result{failed, late}, 4 * time.Second},
	} {
		b := checks.NewBoard()
		for _, r := range c.have {
			b.Put(r)
		}
		if got := patience(b); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A server that took the hello may be slow; where no hello arrives, nobody is.
func TestPatienceWithHandshakes(t *testing.T) {
	rt := way("p1", "https://proxy.golang.org", 1, route.OnNotFound, false)
	rt.Needed = true
	for _, c := range []struct {
		name     string
		sent     bool
		answered checks.Code // a hello of another kind
		want     time.Duration
	}{
		{"the hello arrived", true, checks.Timeout, time.Second + checks.GoHandshake},
		{"it never did", false, checks.Timeout, checks.SilenceFinal},
		{"another one is answered", true, checks.OK, checks.SilenceFinal},
	} {
		b := checks.NewBoard()
		silent := ended(checks.KindTLS, "proxy.golang.org:443", checks.Fail, checks.Timeout, "p1")
		silent.Routes, silent.Started = []route.Route{rt}, time.Second
		silent.Facts = checks.TLSFacts{Code: checks.Timeout, Sent: c.sent}
		b.Put(silent)
		compared := ended(checks.KindTLSCompare, "proxy.golang.org:443", checks.Pass, checks.OK, "p1")
		compared.Facts = checks.TLSCompareFacts{OtherName: c.answered, SmallHello: checks.Timeout, SmallPackets: checks.NotAsked, PlainText: checks.NotAsked, OtherAddress: checks.NotAsked}
		b.Put(compared)
		if v := checks.Conclude(b); v.Cause != checks.CauseTLSTimeout && c.answered != checks.OK {
			t.Fatalf("%s: %s, want %s", c.name, v.Cause, checks.CauseTLSTimeout)
		}
		if got := patience(b); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// What ssh makes of a name is known once it has been there.
func TestPatienceWithSSH(t *testing.T) {
	for scheme, want := range map[string]time.Duration{"ssh": 0, "https": checks.SilenceFinal} {
		rt := way("v1", scheme+"://git.corp.example", 0, route.NoFallback, false)
		rt.Needed, rt.Purpose = true, route.VersionControl
		b := checks.NewBoard()
		unknown := ended(checks.KindLookup, "git.corp.example", checks.Fail, checks.NXDomain, "v1")
		unknown.Routes = []route.Route{rt}
		b.Put(unknown)
		asking := checks.Check{ID: "repository/v1", Kind: checks.KindRepository, Route: "v1"}
		b.Began(asking, 0)
		if got := patience(b); got != want {
			t.Errorf("%s: %v, want %v", scheme, got, want)
		}
		b.Put(checks.Result{Check: asking, Status: checks.Fail, Code: checks.NXDomain})
		if got := patience(b); got < checks.SilenceFinal {
			t.Errorf("%s: %v once it has ended, want %v", scheme, got, checks.SilenceFinal)
		}
	}
}

// Comparisons have their time, however late the trouble was seen.
func TestPatienceWithComparisons(t *testing.T) {
	slowGo := ended(checks.KindGoCommand, "", checks.Pass, checks.OK, "")
	slowGo.Duration = 2 * time.Second
	for _, c := range []struct {
		name    string
		code    checks.Code
		started time.Duration
		took    time.Duration
		asked   time.Duration // when the comparison began, 0 for none
		want    time.Duration
	}{
		{"settings came late", checks.Refused, 2 * time.Second, 0, 0, 2*time.Second + checks.SilenceFinal},
		{"a failure at the end", checks.UnknownAuthority, 4 * time.Second, 2 * time.Second, 6 * time.Second, 6*time.Second + checks.CompareWait(0)},
		{"the same, and no comparison", checks.UnknownAuthority, 4 * time.Second, 2 * time.Second, 0, 6 * time.Second},
		{"silence", checks.Timeout, 2 * time.Second, 3300 * time.Millisecond, 2700 * time.Millisecond, 2*time.Second + checks.SilenceFinal},
		{"a comparison that another one led to", checks.Refused, 2 * time.Second, 0, 5 * time.Second, 5*time.Second + checks.CompareLeast(0)},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := checks.NewBoard()
			b.Put(slowGo)
			wrong := ended(checks.KindTLS, "proxy.golang.org:443", checks.Fail, c.code, "p1")
			if c.code == checks.Refused || c.code == checks.Timeout {
				wrong = ended(checks.KindConnect, "proxy.golang.org:443", checks.Fail, c.code, "p1")
			}
			rt := way("p1", "https://proxy.golang.org", 1, route.NoFallback, false)
			rt.Needed = true
			wrong.Started, wrong.Duration, wrong.Routes = c.started, c.took, []route.Route{rt}
			b.Put(wrong)
			if c.asked > 0 {
				b.Began(checks.Check{ID: "lookup-compare/x", Kind: checks.KindLookupCompare}, c.asked)
			}
			if v := checks.Conclude(b); v.Status != checks.Broken {
				t.Fatalf("%s, want something broken", v.Status)
			}
			if got := patience(b); got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestPatienceWithGo(t *testing.T) {
	b := checks.NewBoard()
	b.Put(ended(checks.KindLookup, "x", checks.Pass, checks.OK, ""))
	download := checks.Check{ID: "go", Kind: checks.KindGoDownload}
	b.Began(download, 0)
	if got := patience(b); got != 0 {
		t.Errorf("while go has not spoken: %v, want no limit", got)
	}
	b.Put(checks.Result{Check: download, Status: checks.Pass, Facts: checks.DownloadFacts{OK: true}})
	if got := patience(b); got <= 0 || got > b.Elapsed() {
		t.Errorf("when go has spoken: %v, want now", got)
	}
}
