package checks

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"gomend/checks/route"
)

const ms = time.Millisecond

// told is a timeline as text, a phase a word.
func told(spans []Span) string {
	var words []string
	for _, s := range spans {
		word := fmt.Sprintf("%s:%s", s.Phase, s.Status)
		if s.Time > 0 {
			word += fmt.Sprintf(":%v", s.Time)
		}
		if s.Silent {
			word += ":silent"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestTimeline(t *testing.T) {
	direct := route.Route{ID: "r", URL: &url.URL{Scheme: "https", Host: "proxy.example"}, Host: "proxy.example", Port: 443}
	proxied := direct
	proxied.Host, proxied.Port = "corp.example", 3128
	proxied.Via = route.Via{URL: &url.URL{Scheme: "http", Host: "corp.example:3128"}, Scheme: "http"}
	plain := route.Route{ID: "r", URL: &url.URL{Scheme: "http", Host: "proxy.example:8080"}, Host: "proxy.example", Port: 8080}
	literal := route.Route{ID: "r", URL: &url.URL{Scheme: "http", Host: "192.0.2.1"}, Host: "192.0.2.1", Port: 80}

	a, b := netip.MustParseAddrPort("192.0.2.1:443"), netip.MustParseAddrPort("192.0.2.2:443")
	result := func(kind Kind, target string, d time.Duration, r Result) Result {
		r.Check, r.Duration = Check{ID: kind.Name(target), Kind: kind, Route: "r"}, d
		return r
	}
	lookup := result(KindLookup, "proxy.example", 20*ms, Result{Status: Pass, Facts: LookupFacts{Host: "proxy.example", Source: FromDNS}})
	connect := result(KindConnect, "proxy.example:443", 40*ms, Result{Status: Pass, Facts: DialFacts{Winner: b, Attempts: []Attempt{
		{Address: a, Code: Refused, Time: 10 * ms}, {Address: b, Time: 30 * ms}}}})
	tls := result(KindTLS, "proxy.example:443", 70*ms, Result{Status: Pass, Facts: TLSFacts{Time: 60 * ms}})
	request := func(name string, r Result) Result { return result(KindModuleInfo, name, 500*ms, r) }
	info := request("info", Result{Status: Pass, Facts: HTTPFacts{Status: 200, Bytes: 10, FirstByte: 80 * ms, Transfer: 1 * ms}})
	zip := request("zip", Result{Status: Pass, Facts: HTTPFacts{Status: 200, Bytes: 900, FirstByte: 90 * ms, Transfer: 50 * ms}})

	for _, tt := range []struct {
		name    string
		route   route.Route
		results []Result
		want    string
	}{
		{"all well", direct, []Result{lookup, connect, tls, info, zip},
			"lookup:pass:20ms connect:pass:30ms handshake:pass:60ms first-byte:pass:90ms transfer:pass:50ms"},
		{"nothing known yet", direct, nil,
			"lookup:skip connect:skip handshake:skip first-byte:skip transfer:skip"},
		{"connection silent", direct, []Result{lookup, result(KindConnect, "proxy.example:443", 3310*ms, Result{Status: Fail, Code: Timeout,
			Facts: DialFacts{Code: Timeout, Attempts: []Attempt{{Address: a, Code: Timeout, Time: 3300 * ms}}}})},
			"lookup:pass:20ms connect:fail:3.3s:silent handshake:skip first-byte:skip transfer:skip"},
		{"connection silent so far", direct, []Result{lookup, result(KindConnect, "proxy.example:443", 2500*ms, Result{Status: Unknown, Code: Timeout, Facts: DialFacts{}})},
			"lookup:pass:20ms connect:unknown:2.5s:silent handshake:skip first-byte:skip transfer:skip"},
		{"refused", direct, []Result{lookup, result(KindConnect, "proxy.example:443", 9*ms, Result{Status: Fail, Code: Refused,
			Facts: DialFacts{Attempts: []Attempt{{Address: a, Code: Refused, Time: 7 * ms}, {Address: b, Code: Refused, Time: 8 * ms}}}})},
			"lookup:pass:20ms connect:fail:8ms handshake:skip first-byte:skip transfer:skip"},
		{"a check skipped", direct, []Result{lookup, connect, result(KindTLS, "proxy.example:443", 0, Result{Status: Skip})},
			"lookup:pass:20ms connect:pass:30ms handshake:skip first-byte:skip transfer:skip"},
		{"proxy stays silent", proxied, []Result{
			result(KindLookup, "corp.example", 5*ms, Result{Status: Pass, Facts: LookupFacts{Source: FromHosts}}),
			result(KindConnect, "corp.example:3128", 6*ms, Result{Status: Pass}),
			result(KindProxyTunnel, "proxy.example:443", 10*time.Second, Result{Status: Fail, Code: Timeout, Facts: ProxyFacts{}})},
			"lookup:pass:5ms connect:pass:6ms proxy:fail:10s:silent handshake:skip first-byte:skip transfer:skip"},
		{"no TLS", plain, []Result{lookup, result(KindConnect, "proxy.example:8080", 6*ms, Result{Status: Pass})},
			"lookup:pass:20ms connect:pass:6ms first-byte:skip transfer:skip"},
		{"an address for a name", literal, []Result{result(KindLookup, "192.0.2.1", 0, Result{Status: Pass, Facts: LookupFacts{Source: FromLiteral}})},
			"connect:skip first-byte:skip transfer:skip"},
		{"no answer to the request", direct, []Result{lookup, connect, tls, request("x", Result{Status: Fail, Code: Timeout, Facts: HTTPFacts{Code: Timeout, FirstByte: 10 * time.Second}})},
			"lookup:pass:20ms connect:pass:30ms handshake:pass:60ms first-byte:fail:10s:silent transfer:skip"},
		{"not the answer that was wanted", direct, []Result{info, request("x", Result{Status: Fail, Code: StatusNotFound, Facts: HTTPFacts{Code: StatusNotFound, Status: 404, FirstByte: 70 * ms}})},
			"lookup:skip connect:skip handshake:skip first-byte:fail:70ms transfer:skip"},
		{"cut in the middle", direct, []Result{request("x", Result{Status: Fail, Code: Reset, Facts: HTTPFacts{Code: Reset, Status: 200, FirstByte: 70 * ms, Transfer: 900 * ms}})},
			"lookup:skip connect:skip handshake:skip first-byte:pass:70ms transfer:fail:900ms"},
		{"silent in the middle", direct, []Result{request("x", Result{Status: Fail, Code: Timeout, Facts: HTTPFacts{Code: Timeout, Status: 200, FirstByte: 70 * ms, Transfer: 10 * time.Second}})},
			"lookup:skip connect:skip handshake:skip first-byte:pass:70ms transfer:fail:10s:silent"},
		{"git", direct, []Result{lookup, connect, tls, result(KindRepository, "r/m", 800*ms, Result{Status: Pass, Facts: RepositoryFacts{}})},
			"lookup:pass:20ms connect:pass:30ms handshake:pass:60ms transfer:pass:800ms"},
		{"another route's request", direct, []Result{{Check: Check{ID: "module-info/other", Route: "other"}, Status: Pass, Facts: HTTPFacts{Status: 200, FirstByte: 5 * ms}}},
			"lookup:skip connect:skip handshake:skip first-byte:skip transfer:skip"},
		{"a folder", route.Route{ID: "r", URL: &url.URL{Scheme: "file", Path: "/mods"}}, []Result{info}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := told(Timeline(tt.route, tt.results)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestTaken(t *testing.T) {
	if got := Taken([]Span{{Time: 20 * ms}, {Time: 30 * ms}, {}}); got != 50*ms {
		t.Errorf("got %v, want 50ms", got)
	}
}
