package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"net/netip"
	"net/url"
	"os"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/diagnose"
	"gomend/checks/route"
	"gomend/ui"
)

// fakeRun is a diagnosis of checks that only sleep.
type fakeRun struct {
	list     []checks.Check
	verdict  checks.Verdict
	settings *route.Settings
	routes   []route.Route
}

func (f fakeRun) Settings() *route.Settings { return f.settings }

func (f fakeRun) Start(ctx context.Context) (<-chan checks.Event, *checks.Board) {
	return f.StartBehind(ctx, nil)
}

func (f fakeRun) Again(ctx context.Context, b *checks.Board, id string) <-chan checks.Event {
	return checks.Runner{}.Again(ctx, b, id)
}

func (f fakeRun) StartBehind(ctx context.Context, gate *checks.Gate) (<-chan checks.Event, *checks.Board) {
	first := append([]checks.Check{{ID: "go-command", Kind: checks.KindGoCommand, Run: func(context.Context, *checks.Input) checks.Result {
		return checks.Result{Status: checks.Pass, Routes: f.routes, Facts: checks.GoFacts{Path: "/usr/bin/go", Version: "go1.26.8"}}
	}}}, f.list...)
	runner := checks.Runner{Gate: gate, Conclude: func(b *checks.Board) checks.Verdict {
		if len(b.Silent(0)) > 0 {
			return checks.Verdict{Status: checks.Incomplete, Why: checks.WhyUnproven}
		}
		return f.verdict
	}}
	return runner.Start(ctx, first)
}

// sleeper is a check that takes its time and then finds what it is told to find.
func sleeper(kind checks.Kind, target string, d time.Duration, r checks.Result, needs ...string) checks.Check {
	return checks.Check{
		ID: kind.Name(target), Kind: kind, Target: target, Needs: needs, Route: "module-proxy-1",
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			select {
			case <-time.After(d):
				return r
			case <-ctx.Done():
				return checks.Result{Status: checks.Unknown, Code: checks.Canceled}
			}
		},
	}
}

func parsed(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		panic(err)
	}
	return u
}

var fakeSettings = &route.Settings{
	GoPath: "/usr/bin/go", GoVersion: "go1.26.8",
	Env:     map[string]string{"GOPROXY": "https://proxy.golang.org,direct", "GOSUMDB": "sum.golang.org", "HTTPS_PROXY": "http://u:xxxxx@192.0.2.9:3128"},
	Sources: map[string]route.Source{"GOPROXY": route.FromDefault, "GOSUMDB": route.FromDefault, "HTTPS_PROXY": route.FromEnvironment},
}

// brokenRun is a firewall that drops packets to the module proxy.
func brokenRun() fakeRun { return brokenAfter(3300*time.Millisecond, time.Second) }

// brokenAfter is the same, with the times that the connection and the handshake take.
func brokenAfter(connecting, shaking time.Duration) fakeRun {
	silent := checks.DialFacts{
		Host: "proxy.golang.org", Port: 443, Code: checks.Timeout,
		Attempts: []checks.Attempt{{Address: netip.MustParseAddrPort("192.0.2.1:443"), Code: checks.Timeout, Time: 3300 * time.Millisecond, Tries: 3}},
	}
	looked := checks.LookupFacts{
		Host: "proxy.golang.org", Source: checks.FromDNS, Name: "proxy.golang.org.",
		Addresses: []netip.Addr{netip.MustParseAddr("192.0.2.1")},
	}
	connect := sleeper(checks.KindConnect, "proxy.golang.org:443", connecting,
		checks.Result{Status: checks.Fail, Code: checks.Timeout, Facts: silent}, "lookup/proxy.golang.org")
	connect.Command = "nc -vz -w 3 proxy.golang.org 443"
	unasked := sleeper(checks.KindClock, "", 0, checks.Result{Status: checks.Pass})
	unasked.When = func(*checks.Board) bool { return false }
	return fakeRun{
		settings: fakeSettings,
		routes: []route.Route{
			{ID: "module-proxy-1", Purpose: route.ModuleProxy, URL: parsed("https://proxy.golang.org"), Host: "proxy.golang.org", Port: 443, Position: 1, Fallback: route.NoFallback, Needed: true},
			{ID: "checksum-database", Purpose: route.ChecksumDatabase, URL: parsed("https://user:geheim@sum.golang.org"), Via: route.Via{URL: parsed("http://u:geheim@192.0.2.9:3128"), Scheme: "http", Source: "HTTPS_PROXY"}, Host: "192.0.2.9", Port: 3128},
		},
		list: []checks.Check{
			sleeper(checks.KindLookup, "proxy.golang.org", 20*time.Millisecond, checks.Result{Status: checks.Pass, Facts: looked}),
			connect,
			sleeper(checks.KindTLS, "proxy.golang.org:443", shaking, checks.Result{Status: checks.Pass}, "connect/proxy.golang.org:443"),
			unasked,
		},
		verdict: checks.Verdict{
			Status: checks.Broken,
			Finding: checks.Finding{
				Cause: checks.CauseTCPTimeout, Confidence: checks.Likely, Route: "module-proxy-1",
				Target: "proxy.golang.org:443", Check: "connect/proxy.golang.org:443",
			},
			Also: []checks.Finding{{Cause: checks.CauseDNSSlow, Confidence: checks.Certain, Target: "proxy.golang.org", Degrades: true}},
		},
	}
}

// healthyRun is a network in which all is well.
func healthyRun() fakeRun {
	f := brokenRun()
	f.list = []checks.Check{f.list[0]}
	f.verdict = checks.Verdict{Status: checks.Healthy, Transient: true}
	return f
}

// endlessRun only ends when it is cancelled.
func endlessRun() fakeRun {
	f := brokenRun()
	f.list = []checks.Check{sleeper(checks.KindLookup, "proxy.golang.org", time.Hour, checks.Result{Status: checks.Pass})}
	return f
}

// stubbornRun does not end when it is cancelled.
func stubbornRun() fakeRun {
	f := endlessRun()
	f.list[0].Run = func(context.Context, *checks.Input) checks.Result {
		time.Sleep(time.Hour)
		return checks.Result{Status: checks.Pass}
	}
	return f
}

// call is one call of the program with a world of its own.
type call struct {
	Process
	out, err bytes.Buffer
	asked    diagnose.Options
	shown    ui.Options
}

// newCall makes a call in an empty folder, without a terminal, in a UTF-8 locale.
func newCall(t *testing.T, run Diagnosis, args ...string) *call {
	t.Helper()
	c := &call{}
	c.Process = Process{
		Args: args, Dir: t.TempDir(), Version: "v1.2.3",
		Env: []string{"HOME=" + t.TempDir(), "TERM=xterm", "LANG=en_US.UTF-8"},
		In:  bytes.NewReader(nil), Out: &c.out, Err: &c.err,
		Prepare: func(o diagnose.Options) (Diagnosis, error) { c.asked = o; return run, nil },
		Screen: func(_ context.Context, o ui.Options) (ui.Outcome, error) {
			c.shown = o
			return ui.Outcome{Verdict: checks.Verdict{Status: checks.Healthy}, Ran: true, Lang: o.Lang}, nil
		},
		Exit: func(int) { t.Error("left at once") },
	}
	return c
}

func (c *call) main() int { return Main(c.Process) }

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func decodeText(t *testing.T, text []byte) Document {
	t.Helper()
	var doc Document
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatalf("no document: %v\n%s", err, text)
	}
	return doc
}
