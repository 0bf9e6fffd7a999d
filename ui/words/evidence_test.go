package words

import (
	"net/netip"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// Evidence of every shape is made by the facts themselves, so that a change there
// that the words do not follow fails here.
func TestEvidenceShapes(t *testing.T) {
	to := netip.MustParseAddrPort("192.0.2.1:443")
	ms := time.Millisecond
	dial := checks.DialFacts{Attempts: []checks.Attempt{
		{Address: to, Time: 34 * ms}, {Address: to, Code: checks.Timeout, Time: 3300 * ms, Tries: 3}, {Address: to, Code: checks.Refused, Time: 7 * ms},
	}}
	for _, tt := range []struct {
		facts  checks.Facts
		index  int
		en, zh string
	}{
		{dial, 0, "192.0.2.1:443 in 34 ms", "192.0.2.1:443，用时 34 ms"},
		{dial, 1, "192.0.2.1:443 for 3.3 s, 3 tries", "192.0.2.1:443，等了 3.3 s，试了 3 次"},
		{dial, 2, "192.0.2.1:443: refused, after 7 ms", "192.0.2.1:443：被拒绝（7 ms 后）"},
		{checks.LossFacts{Target: to, Tries: 10, Lost: 3}, 1, "3 of 10 round trips", "10 个来回丢了 3 个"},
		{checks.ResolverFacts{Defaulted: true, Nameservers: []netip.Addr{to.Addr()}}, 1, "none set; go asks 192.0.2.1", "没有设置，go 会问 192.0.2.1"},
		{checks.CompareLookupFacts{Answers: []checks.Answer{{Server: to, Code: checks.Timeout}}}, 0, "192.0.2.1: no answer", "192.0.2.1：无应答"},
		{checks.CompareLookupFacts{Answers: []checks.Answer{{Server: to, Addresses: []netip.Addr{to.Addr()}}}}, 0, "192.0.2.1: 192.0.2.1", "192.0.2.1：192.0.2.1"},
		{checks.ProxyCompareFacts{Proxy: "http://10.0.0.9:3128", Source: "ALL_PROXY"}, 0, "http://10.0.0.9:3128 (ALL_PROXY): works", "http://10.0.0.9:3128（ALL_PROXY）：能用"},
		{checks.DownloadFacts{Module: "rsc.io/quote", Version: "v1.5.2", OK: true, Time: 900 * ms}, 1, "downloaded it in 900 ms", "下载成功，用时 900 ms"},
		{checks.DownloadFacts{Killed: true, Time: 900 * ms}, 1, "had no answer after 900 ms", "900 ms 后仍没有应答"},
		{checks.InterfaceFacts{Interfaces: []checks.Interface{{Name: "eth0", Up: true}}}, 0, "eth0 up, no carrier", "eth0 已启用，但没有连上"},
		{checks.InterfaceFacts{Interfaces: []checks.Interface{{Name: "eth0", Up: true, Carrier: true, Addresses: []netip.Prefix{netip.MustParsePrefix("10.0.0.2/24")}}}}, 0, "eth0 up 10.0.0.2/24", "eth0 已连接 10.0.0.2/24"},
		{checks.InterfaceFacts{Interfaces: []checks.Interface{{Name: "eth0"}}}, 0, "eth0 down", "eth0 未启用"},
		{checks.SettingsFacts{Problems: []route.Problem{{Name: "GOPROXY", Value: "https://a;https://b", Reason: "semicolon", Source: route.FromEnvFile}}}, 0, "https://a;https://b (stored with go env -w)", "https://a;https://b（由 go env -w 保存）"},
		{checks.HTTPFacts{URL: "https://x", Status: 500, Detail: "said: nothing (here): at all"}, 2, "said: nothing (here): at all", "said: nothing (here): at all"},
	} {
		e := tt.facts.Evidence()[tt.index]
		for lang, want := range map[Lang]string{English: tt.en, Chinese: tt.zh} {
			if got := For(lang).EvidenceValue(e); got != want {
				t.Errorf("%s in %s: %q, want %q", e.Key, lang, got, want)
			}
		}
	}
}
