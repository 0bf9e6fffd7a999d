package ui

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/fix"
)

const ms = time.Millisecond

// told is one check of a made-up run: when it starts and ends, and how.
type told struct {
	kind       checks.Kind
	target     string
	route      string
	start, end time.Duration
	status     checks.Status
	code       checks.Code
	facts      checks.Facts
	blocker    string
	silentAt   time.Duration // of a provisional result
	command    string
}

func (t told) check() checks.Check {
	return checks.Check{ID: t.kind.Name(t.target), Kind: t.kind, Target: t.target, Route: t.route, Command: t.command}
}

// script is a made-up run: events in the order of their times.
type script struct {
	events  []checks.Event
	list    []told
	verdict checks.Verdict
}

func write(list []told, v checks.Verdict) script {
	s := script{list: list, verdict: v}
	var last time.Duration
	add := func(at time.Duration, e checks.Event) {
		e.At = at
		s.events = append(s.events, e)
		last = max(last, at)
	}
	add(0, checks.Event{Kind: checks.EventRoutes, Routes: someRoutes})
	for _, t := range list {
		c := t.check()
		if !c.Kind.Comparison() {
			add(0, checks.Event{Kind: checks.EventPlanned, Result: checks.Result{Check: c}})
		}
		r := checks.Result{Check: c, Status: t.status, Code: t.code, Facts: t.facts, Blocker: t.blocker, Started: t.start, Duration: t.end - t.start}
		if t.status != checks.Skip {
			add(t.start, checks.Event{Kind: checks.EventStarted, Result: checks.Result{Check: c, Started: t.start}})
		}
		if t.silentAt > 0 {
			silent := r
			silent.Status, silent.Duration = checks.Unknown, t.silentAt-t.start
			add(t.silentAt, checks.Event{Kind: checks.EventProvisional, Result: silent})
		}
		add(t.end, checks.Event{Kind: checks.EventEnded, Result: r})
	}
	add(last, checks.Event{Kind: checks.EventVerdict, Verdict: v, Final: true})
	slices.SortStableFunc(s.events, func(a, b checks.Event) int { return int(a.At - b.At) })
	return s
}

// until is what has happened by a time.
func (s script) until(at time.Duration) []checks.Event {
	n := 0
	for n < len(s.events) && s.events[n].At <= at {
		n++
	}
	return s.events[:n]
}

func link(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		panic(err)
	}
	return u
}

var someRoutes = []route.Route{
	{ID: "module-proxy-1", URL: link("https://proxy.golang.org"), Purpose: route.ModuleProxy, Host: "proxy.golang.org", Port: 443, Needed: true},
	{ID: "checksum-database", URL: link("https://sum.golang.org"), Purpose: route.ChecksumDatabase, Host: "sum.golang.org", Port: 443, Needed: true},
	{ID: "redirect-1", URL: link("https://storage.googleapis.com"), Purpose: route.Redirect, Host: "storage.googleapis.com", Port: 443, Needed: true},
	{ID: "version-control-1", URL: link("https://github.com"), Purpose: route.VersionControl, Host: "github.com", Port: 443},
}

// hosts of the made-up runs, with the routes that they belong to.
var hosts = []struct {
	name, route, address string
}{
	{"proxy.golang.org", "module-proxy-1", "142.250.71.81"},
	{"sum.golang.org", "checksum-database", "142.250.71.113"},
	{"storage.googleapis.com", "redirect-1", "142.250.71.91"},
	{"github.com", "version-control-1", "140.82.121.4"},
}

func ground() []told {
	resolver := netip.MustParseAddrPort("192.168.1.1:53")
	list := []told{
		{kind: checks.KindInterfaces, end: 2 * ms, status: checks.Pass, command: "ip addr"},
		{kind: checks.KindPath, target: "142.250.71.81", start: 60 * ms, end: 61 * ms, status: checks.Pass, command: "ip route get 142.250.71.81"},
		{kind: checks.KindPath, target: "2404:6800:4005::2011", start: 60 * ms, end: 61 * ms, status: checks.Pass, command: "ip -6 route get 2404:6800:4005::2011"},
		{kind: checks.KindGateway, target: "192.168.1.1", start: 2 * ms, end: 320 * ms, status: checks.Pass, command: "ping -c 3 192.168.1.1"},
		{kind: checks.KindResolverConfig, end: 3 * ms, status: checks.Pass, command: "cat /etc/resolv.conf"},
		{kind: checks.KindNameserver, target: "192.168.1.1", start: 3 * ms, end: 28 * ms, status: checks.Pass},
		{kind: checks.KindNameserver, target: "192.168.1.2", start: 3 * ms, end: 40 * ms, status: checks.Warn, code: checks.Refused},
	}
	for _, h := range hosts {
		list = append(list, told{
			kind: checks.KindLookup, target: h.name, route: h.route, start: 3 * ms, end: 60 * ms, status: checks.Pass, command: "dig " + h.name,
			facts: checks.LookupFacts{
				Host: h.name, Source: checks.FromDNS, Addresses: []netip.Addr{netip.MustParseAddr(h.address)},
				Answers: []checks.Answer{{Server: resolver, Name: h.name + ".", Protocol: "udp", Rcode: "NOERROR", RTT: 24 * ms}},
			},
		})
	}
	return list
}

func dialled(host, address string, code checks.Code, took time.Duration) checks.Facts {
	a := netip.AddrPortFrom(netip.MustParseAddr(address), 443)
	f := checks.DialFacts{Host: host, Port: 443, Code: code, Attempts: []checks.Attempt{{Address: a, Code: code, Time: took, Tries: 3}}}
	if code == checks.OK {
		f.Winner, f.RTT = a, took
	}
	return f
}

var moduleKinds = []struct {
	kind   checks.Kind
	target string
}{
	{checks.KindGoCommand, "go"},
	{checks.KindSettings, ""},
	{checks.KindModuleCache, "/home/me/go/pkg/mod"},
	{checks.KindDiskSpace, "/tmp"},
	{checks.KindModuleInfo, "rsc.io/quote@v1.5.2"},
	{checks.KindModuleMod, "rsc.io/quote@v1.5.2"},
	{checks.KindModuleZip, "rsc.io/quote@v1.5.2"},
	{checks.KindChecksumSupport, "https://proxy.golang.org"},
	{checks.KindChecksumDatabase, "sum.golang.org"},
	{checks.KindDiscovery, "rsc.io/quote"},
	{checks.KindRepository, "https://github.com/rsc/quote"},
	{checks.KindGoDownload, "rsc.io/quote@v1.5.2"},
}

// healthyRun is a run of about a second and a half in which all is well.
func healthyRun() script {
	list := ground()
	list[6].status, list[6].code = checks.Pass, checks.OK
	for i, h := range hosts {
		took := time.Duration(30+10*i) * ms
		list = append(list, told{
			kind: checks.KindConnect, target: h.name + ":443", route: h.route, start: 60 * ms, end: 60*ms + took, status: checks.Pass,
			facts: dialled(h.name, h.address, checks.OK, took), command: "nc -vz -w 3 " + h.name + " 443",
		}, told{
			kind: checks.KindTLS, target: h.name + ":443", route: h.route, start: 60*ms + took, end: 100*ms + 3*took, status: checks.Pass,
			facts: checks.TLSFacts{ServerName: h.name, Version: "TLS 1.3"}, command: "openssl s_client -connect " + h.name + ":443",
		})
	}
	list = append(list,
		told{kind: checks.KindProxySettings, end: 3 * ms, status: checks.Pass},
		told{kind: checks.KindTrust, end: 12 * ms, status: checks.Pass},
		told{kind: checks.KindClock, start: 250 * ms, end: 251 * ms, status: checks.Pass},
	)
	for i, m := range moduleKinds {
		t := told{kind: m.kind, target: m.target, route: "module-proxy-1", end: time.Duration(20+i) * ms, status: checks.Pass}
		if i >= 4 {
			t.start, t.end = 250*ms, time.Duration(300+90*i)*ms
		}
		list = append(list, t)
	}
	return write(list, checks.Verdict{Status: checks.Healthy})
}

// blockedRun is the main picture: a firewall drops what goes to Google.
func blockedRun() script {
	list := ground()
	for _, h := range hosts {
		t := told{
			kind: checks.KindConnect, target: h.name + ":443", route: h.route, start: 60 * ms, end: 3360 * ms, status: checks.Fail, code: checks.Timeout,
			facts: dialled(h.name, h.address, checks.Timeout, 3300*ms), silentAt: 2560 * ms, command: "nc -vz -w 3 " + h.name + " 443",
		}
		if h.name == "github.com" {
			t.end, t.status, t.code, t.silentAt = 272*ms, checks.Pass, checks.OK, 0
			t.facts = dialled(h.name, h.address, checks.OK, 212*ms)
		}
		list = append(list, t)
	}
	list = append(list,
		told{
			kind: checks.KindConnectCompare, target: "goproxy.cn:443", start: 760 * ms, end: 794 * ms, status: checks.Pass,
			facts: dialled("goproxy.cn", "120.226.4.7", checks.OK, 34*ms), command: "nc -vz -w 3 goproxy.cn 443",
		},
		told{
			kind: checks.KindConnectCompare, target: "one.one.one.one:443", start: 760 * ms, end: 803 * ms, status: checks.Pass,
			facts: dialled("one.one.one.one", "1.1.1.1", checks.OK, 43*ms),
		},
		told{kind: checks.KindProxySettings, end: 3 * ms, status: checks.Pass},
		told{kind: checks.KindTrust, end: 12 * ms, status: checks.Pass},
	)
	for _, h := range hosts {
		t := told{kind: checks.KindTLS, target: h.name + ":443", route: h.route, start: 3360 * ms, end: 3360 * ms, status: checks.Skip, blocker: "connect/" + h.name + ":443"}
		if h.name == "github.com" {
			t.start, t.end, t.status, t.blocker = 272*ms, 700*ms, checks.Pass, ""
		}
		list = append(list, t)
	}
	for i, m := range moduleKinds {
		t := told{kind: m.kind, target: m.target, route: "module-proxy-1", end: time.Duration(20+i) * ms, status: checks.Pass}
		if i >= 4 {
			t.start, t.end, t.status, t.blocker = 3360*ms, 3360*ms, checks.Skip, "tls/proxy.golang.org:443"
		}
		list = append(list, t)
	}
	return write(list, checks.Verdict{
		Status:  checks.Broken,
		Finding: checks.Finding{Cause: checks.CauseTCPTimeout, Confidence: checks.Certain, Route: "module-proxy-1", Target: "proxy.golang.org:443", Check: "connect/proxy.golang.org:443"},
		Also: []checks.Finding{
			{Cause: checks.CauseTCPTimeout, Confidence: checks.Certain, Route: "checksum-database", Target: "sum.golang.org:443", Check: "connect/sum.golang.org:443"},
			{Cause: checks.CauseDNSSlow, Confidence: checks.Likely, Target: "192.168.1.2", Check: "nameserver/192.168.1.2", Degrades: true},
		},
	})
}

// quietRun is silent for four seconds and then well.
func quietRun() script {
	s := healthyRun()
	for i := range s.list {
		t := &s.list[i]
		if t.start > 60*ms {
			t.start += 4 * time.Second
		}
		if t.end > 60*ms {
			t.end += 4 * time.Second
		}
	}
	return write(s.list, s.verdict)
}

// crowdedRun asks about dozens of modules.
func crowdedRun() script {
	list := ground()
	for i := range 60 {
		name := "example.com/team/module" + string(rune('a'+i%26)) + strings.Repeat("x", i/26)
		list = append(list, told{kind: checks.KindModuleInfo, target: name + "@v1.2.3", route: "module-proxy-1", start: 100 * ms, end: time.Duration(200+10*i) * ms, status: checks.Pass})
	}
	list[40].status, list[40].code = checks.Fail, checks.StatusNotFound
	return write(list, checks.Verdict{
		Status:  checks.Broken,
		Finding: checks.Finding{Cause: checks.CauseModuleNotFound, Confidence: checks.Likely, Route: "module-proxy-1", Target: list[40].target, Check: list[40].check().ID},
	})
}

// degradedRun goes through, and has a remark.
func degradedRun() script {
	s := healthyRun()
	for i := range s.list {
		if t := &s.list[i]; t.kind == checks.KindNameserver && t.target == "192.168.1.2" {
			t.status, t.code = checks.Warn, checks.Timeout
		}
	}
	return write(s.list, checks.Verdict{
		Status:  checks.Degraded,
		Finding: checks.Finding{Cause: checks.CauseDNSSlow, Confidence: checks.Likely, Target: "192.168.1.2", Check: "nameserver/192.168.1.2", Degrades: true},
	})
}

func someFixes(v checks.Verdict, _ *checks.Board) []fix.Fix {
	if v.Status != checks.Broken {
		return nil
	}
	return []fix.Fix{
		{ID: "goproxy-set", Values: map[string]string{"mirror": "https://goproxy.cn", "mirrorhost": "goproxy.cn", "time": "34 ms"}, Risk: fix.Safe, Scope: fix.User, Preview: []string{"- GOPROXY=https://proxy.golang.org,direct", "+ GOPROXY=https://goproxy.cn,direct"}, Manual: []string{"go env -w GOPROXY=https://goproxy.cn,direct"}},
		{ID: "gosumdb-set", Risk: fix.Safe, Scope: fix.User, Manual: []string{"go env -w GOSUMDB=sum.golang.google.cn"}},
	}
}
