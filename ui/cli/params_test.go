package cli

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/fix"
)

// boardOf holds results as a run would leave them.
func boardOf(routes []route.Route, results ...checks.Result) *checks.Board {
	b := checks.NewBoard()
	b.Put(checks.Result{Check: checks.Check{ID: "go-command"}, Routes: routes})
	for _, r := range results {
		b.Put(r)
	}
	return b
}

func factsOf(kind checks.Kind, target string, d time.Duration, f checks.Facts) checks.Result {
	return checks.Result{Check: checks.Check{ID: kind.Name(target), Kind: kind, Target: target}, Facts: f, Duration: d}
}

// What a run saw reaches the commands of its fixes.
func TestParams(t *testing.T) {
	via := route.Via{URL: parsed("http://proxy.example:3128"), Source: "HTTPS_PROXY"}
	routes := []route.Route{
		{ID: "module-proxy-1", Purpose: route.ModuleProxy, URL: parsed("https://u:geheim@proxy.golang.org"), Host: "proxy.golang.org", Module: route.Module{Path: "rsc.io/quote", Version: "v1.5.2"}},
		{ID: "checksum-database", Purpose: route.ChecksumDatabase, URL: parsed("https://sum.golang.org"), Via: via, Host: "proxy.example", Module: route.Module{Path: "rsc.io/quote"}},
	}
	set, other := netip.MustParseAddr("192.0.2.53"), netip.MustParseAddrPort("198.51.100.53:53")
	b := boardOf(routes,
		factsOf(checks.KindInterfaces, "", 0, checks.InterfaceFacts{Container: "docker"}),
		factsOf(checks.KindResolverConfig, "", 0, checks.ResolverFacts{Nameservers: []netip.Addr{set}, Owner: "resolved"}),
		factsOf(checks.KindLookup, "proxy.golang.org", 0, checks.LookupFacts{Host: "proxy.golang.org", HostsLine: "/etc/hosts:3"}),
		factsOf(checks.KindLookup, "other.example", 0, checks.LookupFacts{Host: "other.example", HostsLine: "/etc/hosts:9"}),
		factsOf(checks.KindLookupCompare, "proxy.golang.org", 0, checks.CompareLookupFacts{Answers: []checks.Answer{
			{Server: netip.AddrPortFrom(set, 53)}, {Server: other}, {Server: netip.MustParseAddrPort("203.0.113.53:53"), Code: checks.Timeout}, {Server: other},
		}}),
		factsOf(checks.KindPath, "lo", 0, checks.PathFacts{Loopback: true, Gateway: netip.MustParseAddr("127.0.0.1")}),
		factsOf(checks.KindPath, "x", 0, checks.PathFacts{Interface: "eth0", Gateway: netip.MustParseAddr("192.0.2.1")}),
		factsOf(checks.KindProxyCompare, "slow", 90*time.Millisecond, checks.ProxyCompareFacts{Target: "mirrors.aliyun.com:443"}),
		factsOf(checks.KindProxyCompare, "fast", 30*time.Millisecond, checks.ProxyCompareFacts{Target: "goproxy.cn:443"}),
		factsOf(checks.KindProxyCompare, "dead", 0, checks.ProxyCompareFacts{Target: "goproxy.io:443", Code: checks.Timeout}),
		factsOf(checks.KindProxyCompare, "proxied", 0, checks.ProxyCompareFacts{Target: "proxy.golang.org:443", Proxy: "http://p.example:1", Source: "ALL_PROXY"}),
		factsOf(checks.KindConnectCompare, "", 0, checks.SignInFacts{Location: "http://login.example/hotel?mac=02", Foreign: true}),
	)
	s := &session{app: &app{}, Diagnosis: fakeRun{settings: fakeSettings}}
	s.config.Mirrors = []proxyURL{{parsed("https://own.example/go")}}
	v := checks.Verdict{Status: checks.Broken, Finding: checks.Finding{Cause: checks.CauseTCPTimeout, Route: "module-proxy-1", Target: "proxy.golang.org:443"}}

	p := s.params(v, b)
	for what, pair := range map[string][2]string{
		"container": {p.Container, "docker"}, "URL": {p.URL, "https://u:xxxxx@proxy.golang.org"}, "module": {p.Module + p.Version, "rsc.io/quotev1.5.2"},
		"hosts line": {p.HostsLine, "/etc/hosts:3"}, "owner": {p.DNSOwner, "resolved"}, "way out": {p.Interface + p.Gateway, "eth0192.0.2.1"},
		"sign-in page": {p.SignIn, "http://login.example/hotel"},
		"proxy":        {p.ProxyURL + p.ProxyFrom, "http://p.example:1ALL_PROXY"}, "setting": {p.Settings["GOSUMDB"].Value, "sum.golang.org"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %q, want %q", what, pair[0], pair[1])
		}
	}
	if want := []string{"https://own.example/go", "https://goproxy.cn", "https://mirrors.aliyun.com/goproxy/"}; !slices.Equal(p.Mirrors, want) {
		t.Errorf("mirrors %q, want %q", p.Mirrors, want)
	}
	if want := []string{"198.51.100.53"}; !slices.Equal(p.Nameservers, want) || p.MirrorTime != 0 {
		t.Errorf("nameservers %q, first mirror in %v, which was not asked", p.Nameservers, p.MirrorTime)
	}
	v.Route = "checksum-database"
	if got := s.params(v, b).Setting; got != "HTTPS_PROXY" {
		t.Errorf("setting of a proxied route %q, want HTTPS_PROXY", got)
	}
}

func TestParamsMirrors(t *testing.T) {
	b := boardOf(nil)
	b.Put(factsOf(checks.KindProxyCompare, "other", 30*time.Millisecond, checks.ProxyCompareFacts{Target: "proxy.golang.org:443"}))
	b.Put(factsOf(checks.KindProxyCompare, "bad", 5*time.Millisecond, checks.ProxyCompareFacts{Target: "goproxy.cn:443"}))
	for i, f := range []checks.MirrorFacts{
		{URL: "https://goproxy.cn", Code: checks.BadContent, Time: time.Millisecond},
		{URL: "https://mirrors.aliyun.com/goproxy/", Time: 20 * time.Millisecond},
		{URL: "https://goproxy.io", Time: 40 * time.Millisecond, Relays: true},
	} {
		b.Put(factsOf(checks.KindMirrorCompare, string(rune('a'+i)), 0, f))
	}
	p := (&session{app: &app{}, Diagnosis: fakeRun{}}).params(checks.Verdict{}, b)
	if want := []string{"https://mirrors.aliyun.com/goproxy/", "https://goproxy.io", "https://proxy.golang.org"}; !slices.Equal(p.Mirrors, want) {
		t.Errorf("mirrors %q, want %q", p.Mirrors, want)
	}
	if p.MirrorTime != 20*time.Millisecond || !slices.Equal(p.Relays, []string{"https://goproxy.io"}) {
		t.Errorf("first in %v, relays %q", p.MirrorTime, p.Relays)
	}
	if want := []string{"https://goproxy.cn"}; !slices.Equal(p.Dead, want) {
		t.Errorf("tried in vain %q, want %q", p.Dead, want)
	}
}

func TestParamsMirrorsInVain(t *testing.T) {
	b := boardOf(nil)
	put := func(target string, status checks.Status, code checks.Code, took time.Duration) {
		r := factsOf(checks.KindProxyCompare, target, took, checks.ProxyCompareFacts{Target: target, Code: code})
		r.Status, r.Code = status, code
		b.Put(r)
	}
	put("goproxy.cn:443", checks.Fail, checks.Refused, time.Millisecond)
	put("goproxy.io:443", checks.Unknown, checks.Canceled, 2600*time.Millisecond)
	put("mirrors.aliyun.com:443", checks.Unknown, checks.Canceled, 10*time.Millisecond) // it had no time to answer
	p := (&session{app: &app{}, Diagnosis: fakeRun{}}).params(checks.Verdict{}, b)
	if want := []string{"https://goproxy.cn", "https://goproxy.io"}; !slices.Equal(p.Dead, want) {
		t.Errorf("tried in vain %q, want %q", p.Dead, want)
	}
}

func TestParamsFirewall(t *testing.T) {
	rule := checks.FirewallFacts{Read: true, Blocked: checks.Yes, Owner: "ufw", Family: "ip", Table: "filter", Chain: "ufw-user-output", Handle: 7}
	for _, c := range []struct {
		name  string
		facts []checks.FirewallFacts
		want  string
		rule  fix.Rule
	}{
		{"nothing known", nil, "", fix.Rule{}},
		{"who keeps the rules", []checks.FirewallFacts{{Owner: "firewalld"}}, "firewalld", fix.Rule{}},
		{"the rule", []checks.FirewallFacts{{Owner: "nft"}, rule}, "ufw", fix.Rule{Family: "ip", Table: "filter", Chain: "ufw-user-output", Handle: 7}},
	} {
		b := boardOf(nil)
		for i, f := range c.facts {
			b.Put(factsOf(checks.KindFirewall, string(rune('a'+i)), 0, f))
		}
		s := &session{app: &app{}, Diagnosis: fakeRun{}}
		p := s.params(checks.Verdict{Finding: checks.Finding{Cause: checks.CauseFirewallLocal}}, b)
		if p.Firewall != c.want || p.Rule != c.rule {
			t.Errorf("%s: got %q %+v, want %q %+v", c.name, p.Firewall, p.Rule, c.want, c.rule)
		}
	}
}

// The setting that a fix is to mend is the one that stops go, not the first that
// has a remark.
func TestParamsSetting(t *testing.T) {
	b := boardOf(nil, factsOf(checks.KindSettings, "", 0, checks.SettingsFacts{Problems: []route.Problem{
		{Name: "GOFLAGS", Kind: route.Note}, {Name: "GOPROXY", Kind: route.GoproxyMalformed, Fatal: true},
	}}))
	s := &session{app: &app{}, Diagnosis: fakeRun{}}
	v := checks.Verdict{Status: checks.Broken, Finding: checks.Finding{Cause: checks.CauseGOPROXYMalformed, Check: "settings"}}
	if got := s.params(v, b).Setting; got != "GOPROXY" {
		t.Errorf("got %q, want GOPROXY", got)
	}
}
