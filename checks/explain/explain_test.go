package explain

import (
	"strings"
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

// layersOf maps the layers of the collected texts to those of the contract.
var layersOf = map[string]checks.Layer{
	"network": checks.LayerNetwork, "dns": checks.LayerDNS, "transport": checks.LayerTransport,
	"tls": checks.LayerSecure, "proxy": checks.LayerSecure, "go": checks.LayerModule,
}

// TestCollectedErrors holds the reading against real output of the go command
// with its known cause, where that collection is at hand.
func TestCollectedErrors(t *testing.T) {
	var all, right, among int
	for _, row := range readCorpus(t, "go-errors.jsonl") {
		if row.Text == "(no output: the command does not return)" {
			continue
		}
		all++
		got, want := Read(row.Text), layersOf[row.Layer]
		if agrees(got.Cause, got.Layer, want) {
			right++
			among++
			continue
		}
		for _, c := range got.Candidates {
			if agrees(c.Cause, c.Layer, want) {
				among++
				break
			}
		}
		t.Logf("%s: read as %s %q, is %s: %.150s", row.ID, got.Layer, got.Cause, want, got.Line)
	}
	t.Logf("%d texts: best candidate in the right layer %d %%, some candidate %d %%", all, 100*right/all, 100*among/all)
	if 100*right < 90*all {
		t.Errorf("only %d of %d texts are read to the right layer", right, all)
	}
}

// agrees: transfers that break are of the module layer by the contract, and of
// the transport layer in the collection.
func agrees(cause checks.Cause, got, want checks.Layer) bool {
	return got == want || want == checks.LayerTransport && (cause == checks.CauseTransferCut || cause == checks.CauseHTTP2Broken)
}

// TestRead: what a reader of the text would want to know.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		text string
		want Reading
	}{
		{`go: rsc.io/quote@v1.5.2: Get "https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info": dial tcp 192.0.2.10:443: connect: connection refused`,
			Reading{Cause: checks.CauseTCPRefused, Step: StepConnect, Host: "proxy.golang.org", Purpose: route.ModuleProxy, Module: "rsc.io/quote", Version: "v1.5.2"}},
		{"#12 3.456 go: downloading rsc.io/quote v1.5.2\r\n#12 33.9 go: rsc.io/quote@v1.5.2: Get \"https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.zip\": dial tcp 192.0.2.10:443: i/o timeout\r\n",
			Reading{Cause: checks.CauseTCPTimeout, Step: StepConnect, Host: "proxy.golang.org", Purpose: route.ModuleProxy, Module: "rsc.io/quote", Version: "v1.5.2"}},
		{`go: rsc.io/quote@v1.5.2: Get "https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info": proxyconnect tcp: dial tcp: lookup proxy.corp.example on 192.0.2.53:53: no such host`,
			Reading{Cause: checks.CauseProxyUnresolvable, Step: StepProxy, Host: "proxy.corp.example", Purpose: route.ModuleProxy, Module: "rsc.io/quote", Version: "v1.5.2"}},
		{"go: x.example/m@v1.0.0: verifying go.mod: x.example/m@v1.0.0/go.mod: reading https://sum.golang.org/lookup/x.example/m@v1.0.0: 404 Not Found\n\tserver response: not found: x.example/m@v1.0.0: unrecognized import path",
			Reading{Cause: checks.CausePrivateModulePublicRoute, Step: StepRequest, Host: "sum.golang.org", Purpose: route.ChecksumDatabase, Module: "x.example/m", Version: "v1.0.0", FarSide: true}},
		{"go: x.example/m@v1.0.0: reading https://proxy.golang.org/x.example/m/@v/v1.0.0.info: 404 Not Found\n\tserver response:\n\tnot found: x: dial tcp 1.2.3.4:443: i/o timeout",
			Reading{Cause: checks.CauseGOPROXYUpstreamFailed, Step: StepRequest, Host: "proxy.golang.org", Purpose: route.ModuleProxy, Module: "x.example/m", Version: "v1.0.0", FarSide: true}},
		{"go: x.example/m@v1.0.0: reading https://me:geheim@proxy.corp.example/x.example/m/@v/v1.0.0.info: 401 Unauthorized",
			Reading{Cause: checks.CauseGOPROXYUnauthorized, Step: StepRequest, Host: "proxy.corp.example", Purpose: route.ModuleProxy, Module: "x.example/m", Version: "v1.0.0"}},
		{"go: open /nonexistent/tmp/go-codehost-342: no such file or directory", Reading{Cause: checks.CauseSettingMalformed, Step: StepLocal}},
		{"go: x.example/m@v1.0.0: git remote add origin -- https://x.example/m.git in /go/pkg/mod/cache/vcs/22: exit status 128:\n\tfatal: not a git repository: '/go/pkg/mod/cache/vcs/22'",
			Reading{Cause: checks.CauseGitConfigBroken, Step: StepVCS, Module: "x.example/m", Version: "v1.0.0"}},
		{"go: x.example/m@v1.0.0: invalid version: git ls-remote -q --end-of-options https://x.example/m.git in /go/pkg/mod/cache/vcs/22: exit status 128:\n\tfatal: transport 'https' not allowed",
			Reading{Cause: checks.CauseGitConfigBroken, Step: StepVCS, Host: "x.example", Purpose: route.VersionControl, Module: "x.example/m", Version: "v1.0.0"}},
	} {
		got := Read(c.text)
		if got.Cause != c.want.Cause || got.Step != c.want.Step || got.Host != c.want.Host || got.Purpose != c.want.Purpose ||
			got.Module != c.want.Module || got.Version != c.want.Version || got.FarSide != c.want.FarSide || !got.Found {
			t.Errorf("%s\n got %+v\nwant %+v", c.text, got, c.want)
		}
		if strings.Contains(got.Line+got.URL, "geheim") {
			t.Errorf("a secret is shown: %+v", got)
		}
	}
	for _, text := range []string{"", "hello", "ok  \tapp\t0.1s\n", "go: downloading rsc.io/quote v1.5.2\n"} {
		if got := Read(text); got.Found {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// TestRulesAreReached: each cause that a rule names exists and has a layer.
func TestRulesAreReached(t *testing.T) {
	for _, r := range rules {
		for _, cause := range r.causes {
			if cause.Layer() == "" {
				t.Errorf("unknown cause %q", cause)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("go: rsc.io/quote@v1.5.2: Get \"https://x/y\": EOF")
	f.Add("{\"Error\":\"x\"}")
	f.Fuzz(func(t *testing.T, text string) {
		got := Read(text)
		if len(got.Candidates) > maxCandidates || !got.Found && got.Cause != "" {
			t.Errorf("%+v", got)
		}
	})
}
