package diagnose

import (
	"math"
	"net/netip"
	"slices"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// TestLosses: when the line is measured. Before the run no packet, or all there could
// be, were counted as lost.
func TestLosses(t *testing.T) {
	const some, none = -1, math.MaxInt64
	got := func(after time.Duration) checks.DownloadFacts {
		return checks.DownloadFacts{Module: "rsc.io/quote", OK: true, Time: after}
	}
	stopped := checks.DownloadFacts{Module: "rsc.io/quote", Host: "proxy.golang.org", Cause: checks.CauseTLSTimeout}
	refused := checks.DownloadFacts{Module: "rsc.io/quote", Host: "proxy.golang.org", Cause: checks.CauseTCPRefused}
	for _, c := range []struct {
		name    string
		before  int64
		address string
		tries   int
		shook   bool
		word    checks.DownloadFacts
		want    bool
	}{
		{"all is fast", some, "203.0.113.80", 1, true, got(time.Second), false},
		{"go was slow, and packets were lost", some, "203.0.113.80", 1, true, got(3 * time.Second), true},
		{"go was slow, and none was lost", none, "203.0.113.80", 1, true, got(3 * time.Second), false},
		{"go was slow at a server on this machine", some, "127.0.0.1", 1, true, got(3 * time.Second), false},
		{"the connection needed two tries", none, "203.0.113.80", 2, true, got(time.Second), true},
		{"two tries, and go heard nothing more", none, "203.0.113.80", 2, true, stopped, true},
		{"two tries, and the same silence here", none, "203.0.113.80", 2, false, stopped, false},
		{"two tries, and go was refused", none, "203.0.113.80", 2, true, refused, false},
	} {
		rt := way("p1", "https://proxy.golang.org", 1, route.OnNotFound, false)
		rt.Needed = true
		at := netip.AddrPortFrom(netip.MustParseAddr(c.address), 443)
		connect := ended(checks.KindConnect, "proxy.golang.org:443", checks.Pass, checks.OK, "p1")
		connect.Facts = checks.DialFacts{Host: rt.Host, Port: 443, Winner: at, Attempts: []checks.Attempt{{Address: at, Tries: c.tries}}}
		connect.Routes = []route.Route{rt}
		handshake := ended(checks.KindTLS, "proxy.golang.org:443", checks.Pass, checks.OK, "p1")
		word := ended(checks.KindGoDownload, "rsc.io/quote", checks.Pass, checks.OK, "")
		if !c.word.OK {
			word.Status = checks.Fail
		}
		word.Facts = c.word
		b := checks.NewBoard()
		b.SawRTT(100 * time.Millisecond)
		b.Put(connect)
		if c.shook {
			b.Put(handshake)
		}
		b.Put(word)
		list := (&run{repeats: c.before}).losses(b)
		if slices.ContainsFunc(list, func(ch checks.Check) bool { return ch.Kind == checks.KindLoss }) != c.want {
			t.Errorf("%s: measures %v, want %v", c.name, len(list) > 0, c.want)
		}
	}
}
