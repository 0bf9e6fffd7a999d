package words

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// TestFacts makes the sentences that typed facts lead to, and looks for what they
// must tell.
func TestFacts(t *testing.T) {
	addr := netip.MustParseAddr("192.0.2.7")
	cert := checks.Certificate{Issuer: "CN=Corp Firewall CA", Names: []string{"portal.corp.example"}, NotAfter: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}
	tlsFacts := func(code checks.Code) checks.TLSFacts {
		return checks.TLSFacts{ServerName: "proxy.golang.org", Version: "TLS 1.3", Chain: []checks.Certificate{cert}, Code: code, Now: time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)}
	}
	local := tlsFacts(checks.OK)
	local.LocalCA = true
	for _, tt := range []struct {
		kind   checks.Kind
		status checks.Status
		facts  checks.Facts
		tells  string
	}{
		{checks.KindLookup, checks.Pass, checks.LookupFacts{Host: "goproxy.cn", Source: checks.FromDNS, Addresses: []netip.Addr{addr, addr, addr}}, "192.0.2.7, 192.0.2.7, …"},
		{checks.KindLookup, checks.Pass, checks.LookupFacts{Host: "goproxy.cn", Source: checks.FromHosts, Addresses: []netip.Addr{addr}}, "hosts"},
		{checks.KindLookup, checks.Pass, checks.LookupFacts{Host: "192.0.2.7", Source: checks.FromLiteral, Addresses: []netip.Addr{addr}}, "192.0.2.7"},
		{checks.KindLookup, checks.Warn, checks.LookupFacts{Host: "goproxy.cn", Addresses: []netip.Addr{addr}, Delay: 5 * time.Second}, "5.0 s"},
		{checks.KindLookupCompare, checks.Pass, checks.CompareLookupFacts{Host: "goproxy.cn", Exists: checks.Yes, Answers: []checks.Answer{{Addresses: []netip.Addr{addr}}}}, "192.0.2.7"},
		{checks.KindLookupCompare, checks.Pass, checks.CompareLookupFacts{Host: "goproxy.cn", Exists: checks.No}, "goproxy.cn"},
		{checks.KindLookupCompare, checks.Unknown, checks.CompareLookupFacts{Host: "goproxy.cn"}, "goproxy.cn"},
		{checks.KindDNSTrace, checks.Pass, checks.DNSTraceFacts{Host: "goproxy.cn", Addresses: []netip.Addr{addr}}, "192.0.2.7"},
		{checks.KindDNSTrace, checks.Fail, checks.DNSTraceFacts{Host: "goproxy.cn", Addresses: []netip.Addr{addr}, Chain: checks.ChainBroken, ChainZone: "cn.", ChainCode: checks.Expired}, "cn."},
		{checks.KindDNSTrace, checks.Pass, checks.DNSTraceFacts{Host: "goproxy.cn", Addresses: []netip.Addr{addr}, Intercepted: true}, "192.0.2.7"},
		{checks.KindDNSTrace, checks.Fail, checks.DNSTraceFacts{Host: "goproxy.cn", Code: checks.Forged, Intercepted: true, ForgedBy: netip.AddrPortFrom(addr, 53)}, "192.0.2.7"},
		{checks.KindDNSTrace, checks.Fail, checks.DNSTraceFacts{Host: "goproxy.cn", Code: checks.NXDomain}, "goproxy.cn"},
		{checks.KindDNSTrace, checks.Fail, checks.DNSTraceFacts{Host: "goproxy.cn", Code: checks.NoData}, "goproxy.cn"},
		{checks.KindDNSTrace, checks.Fail, checks.DNSTraceFacts{Host: "goproxy.cn", Code: checks.Timeout, Levels: []checks.TraceLevel{{Zone: "cn."}}}, "cn."},
		{checks.KindDNSRepeat, checks.Fail, checks.RepeatFacts{Server: netip.AddrPortFrom(addr, 53), Sent: 10, Lost: 10}, "192.0.2.7"},
		{checks.KindDNSRepeat, checks.Warn, checks.RepeatFacts{Server: netip.AddrPortFrom(addr, 53), Sent: 10, Sets: []checks.AnswerSet{{Count: 5}, {Code: checks.NXDomain, Count: 5}}}, "192.0.2.7"},
		{checks.KindDNSRepeat, checks.Pass, checks.RepeatFacts{Server: netip.AddrPortFrom(addr, 53), Sent: 10, Median: 12 * time.Millisecond, Max: 40 * time.Millisecond}, "12 ms"},
		{checks.KindConnect, checks.Warn, checks.DialFacts{Winner: netip.AddrPortFrom(addr, 443), Attempts: []checks.Attempt{{}, {Code: checks.Timeout}}}, "192.0.2.7"},
		{checks.KindProxyCompare, checks.Pass, checks.ProxyCompareFacts{Proxy: "http://10.0.0.9:3128", Source: "ALL_PROXY"}, "ALL_PROXY"},
		{checks.KindProxyCompare, checks.Fail, checks.ProxyCompareFacts{Proxy: "http://10.0.0.9:3128", Source: "ALL_PROXY", Code: checks.Timeout}, "10.0.0.9"},
		{checks.KindProxyCompare, checks.Fail, checks.ProxyCompareFacts{Code: checks.Timeout}, "goproxy.cn"},
		{checks.KindProxyCompare, checks.Pass, checks.ProxyCompareFacts{}, "goproxy.cn"},
		{checks.KindTLS, checks.Pass, tlsFacts(checks.OK), "TLS 1.3"},
		{checks.KindTLS, checks.Warn, local, "Corp Firewall CA"},
		{checks.KindTLS, checks.Fail, tlsFacts(checks.UnknownAuthority), "Corp Firewall CA"},
		{checks.KindTLS, checks.Fail, tlsFacts(checks.NameMismatch), "portal.corp.example"},
		{checks.KindTLS, checks.Fail, tlsFacts(checks.Expired), "2026-01-02"},
		{checks.KindTLSCompare, checks.Pass, checks.TLSCompareFacts{SmallHello: checks.OK, OtherName: checks.Reset, PlainText: checks.Reset, OtherAddress: checks.NotAsked}, "goproxy.cn"},
		{checks.KindTLSCompare, checks.Fail, checks.TLSCompareFacts{SmallHello: checks.Reset, OtherName: checks.Reset, PlainText: checks.Reset, OtherAddress: checks.NotAsked}, "goproxy.cn"},
		{checks.KindClock, checks.Fail, checks.ClockFacts{From: "goproxy.cn", Skew: 90 * time.Minute}, "90 min"},
		{checks.KindClock, checks.Fail, checks.ClockFacts{From: "goproxy.cn", Skew: -5 * time.Hour}, "5 "},
		{checks.KindModuleInfo, checks.Pass, checks.HTTPFacts{URL: "https://goproxy.cn/x", Status: 200, Time: 80 * time.Millisecond}, "80 ms"},
		{checks.KindModuleInfo, checks.Fail, checks.HTTPFacts{URL: "https://goproxy.cn/x", Status: 404, Upstream: true}, "goproxy.cn"},
		{checks.KindModuleZip, checks.Fail, checks.HTTPFacts{URL: "https://goproxy.cn/x", FailedHost: "storage.googleapis.com:443", ConnectCode: checks.Timeout}, "storage.googleapis.com:443"},
		{checks.KindResolverConfig, checks.Pass, checks.ResolverFacts{Nameservers: []netip.Addr{addr}}, "192.0.2.7"},
		{checks.KindTrust, checks.Pass, checks.TrustFacts{Count: 142}, "142"},
		{checks.KindGoCommand, checks.Pass, checks.GoFacts{Version: "go1.26.8", Path: "/usr/local/go/bin/go"}, "go1.26.8"},
		{checks.KindDiskSpace, checks.Warn, checks.CacheFacts{Path: "/cache", Known: true, Free: 7 << 20}, "7 MB"},
		{checks.KindGoDownload, checks.Pass, checks.DownloadFacts{Module: "rsc.io/quote", Version: "v1.5.2", OK: true}, "rsc.io/quote@v1.5.2"},
		{checks.KindGoDownload, checks.Unknown, checks.DownloadFacts{Killed: true, Time: 9 * time.Second}, "9.0 s"},
		{checks.KindGoDownload, checks.Fail, checks.DownloadFacts{Text: "dial tcp: i/o timeout\nmore", Cause: checks.CauseTCPTimeout}, "dial tcp: i/o timeout"},
		{checks.KindSettings, checks.Fail, checks.SettingsFacts{Problems: []route.Problem{{Name: "GOFLAGS"}, {Name: "GOPROXY", Fatal: true}}}, "GOPROXY"},
		{checks.KindTrust, checks.Unknown, checks.Crash{Text: "index out of range"}, "index out of range"},
	} {
		for _, lang := range Langs {
			r := checks.Result{Check: checks.Check{Kind: tt.kind, Target: "goproxy.cn:443"}, Status: tt.status, Facts: tt.facts}
			summary, meaning := For(lang).Summary(r), For(lang).Meaning(r)
			if !strings.Contains(summary, tt.tells) {
				t.Errorf("%s %s in %s: %q does not tell %q", tt.kind, tt.status, lang, summary, tt.tells)
			}
			for _, s := range []string{summary, meaning} {
				if err := fault(lang, s); err != nil {
					t.Errorf("%s %s in %s: %v: %q", tt.kind, tt.status, lang, err, s)
				}
			}
		}
	}
}

func TestEvidenceValue(t *testing.T) {
	for _, tt := range []struct {
		key, value string
		text
	}{
		{"failure", "timeout", text{"no answer", "无应答"}},
		{"default-route", "IPv4 yes, IPv6 no", text{"IPv4 yes, IPv6 no", "IPv4 有，IPv6 无"}},
		{"host", "goproxy.cn", text{"goproxy.cn", "goproxy.cn"}},
	} {
		for _, lang := range Langs {
			if got := For(lang).EvidenceValue(checks.Evidence{Key: tt.key, Value: tt.value}); got != tt.in(lang) {
				t.Errorf("%s %s in %s: %q, want %q", tt.key, tt.value, lang, got, tt.in(lang))
			}
		}
	}
}
