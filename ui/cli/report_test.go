package cli

import (
	"encoding/json"
	"errors"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// privateRun is a company's module proxy that does not hand out a company's module.
func privateRun() fakeRun {
	f := brokenRun()
	f.settings = &route.Settings{
		GoPath: "/usr/bin/go", GoVersion: "go1.26.8",
		Env: map[string]string{
			"GOPROXY": "https://goproxy.corp.example/go,direct", "GOPRIVATE": "github.com/acme/*,*.corp.example",
			"GOMODCACHE": "/home/jane/go/pkg/mod", "HTTPS_PROXY": "http://jane:xxxxx@proxy.corp.example:3128",
		},
		Sources: map[string]route.Source{"GOPROXY": route.FromEnvFile, "GOPRIVATE": route.FromEnvFile, "HTTPS_PROXY": route.FromEnvironment},
	}
	f.routes = []route.Route{{
		ID: "module-proxy-1", Purpose: route.ModuleProxy, URL: parsed("https://goproxy.corp.example/go"), Host: "goproxy.corp.example",
		Port: 443, Position: 1, Needed: true, Module: route.Module{Path: "github.com/acme/rocket", Version: "v1.0.0"},
	}}
	f.list = []checks.Check{
		sleeper(checks.KindLookup, "goproxy.corp.example", 20*time.Millisecond, checks.Result{Status: checks.Pass, Facts: checks.LookupFacts{
			Host: "goproxy.corp.example", Source: checks.FromDNS, Addresses: []netip.Addr{netip.MustParseAddr("10.1.2.3")},
		}}),
		sleeper(checks.KindModuleInfo, "github.com/acme/rocket@v1.0.0", 80*time.Millisecond, checks.Result{Status: checks.Fail, Code: checks.StatusNotFound, Facts: checks.HTTPFacts{
			URL: "https://goproxy.corp.example/go/github.com/acme/rocket/@v/v1.0.0.info", Status: 404, Code: checks.StatusNotFound, FirstByte: 70 * time.Millisecond,
			Detail: "not found: github.com/acme/rocket@v1.0.0: ask jane in /home/jane/work or at [here](http://wiki:8080/go) <b>",
		}}),
	}
	f.verdict = checks.Verdict{Status: checks.Broken, Finding: checks.Finding{
		Cause: checks.CauseModuleNotFound, Confidence: checks.Certain, Route: "module-proxy-1", Target: "github.com/acme/rocket@v1.0.0",
	}}
	return f
}

func TestReportHidesNames(t *testing.T) {
	secrets := []string{"corp.example", "acme", "rocket", "jane", "10.1.2.3", "wiki"}
	for _, args := range []string{"report", "report --hide-names", "report --hide-names --json", "report --hide-names --lang zh"} {
		synctest.Test(t, func(t *testing.T) {
			c := newCall(t, privateRun(), strings.Fields(args)...)
			c.Env = append(c.Env, "USER=jane")
			c.main()
			for _, secret := range secrets {
				if shown := strings.Contains(c.out.String(), secret); shown != (args == "report") {
					t.Errorf("%s: %s is shown: %t\n%s", args, secret, shown, c.out.String())
				}
			}
		})
	}
}

// What somebody else's server says can be no part of the report's own form.
func TestReportCannotBeForged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCall(t, privateRun(), "report")
		c.main()
		for text := range strings.Lines(c.out.String()) {
			outside := strings.Join(evenParts(text, "`"), "")
			if strings.Contains(strings.ReplaceAll(outside, `\[`, ""), "[here]") || strings.Contains(outside, "<b>") {
				t.Errorf("text from outside is read as markup: %s", text)
			}
		}
	})
}

// evenParts are the parts of a line outside of code spans.
func evenParts(line, mark string) []string {
	var list []string
	for i, part := range strings.Split(line, mark) {
		if i%2 == 0 {
			list = append(list, part)
		}
	}
	return list
}

func TestReportTells(t *testing.T) {
	deed := Deed{ID: "7", Time: "2026-01-02T03:04:05Z", Fix: "goproxy-set", Title: "Use the mirror goproxy.cn", Outcome: "undone", Steps: []string{"go env -w GOPROXY=https://goproxy.cn,direct"}}
	synctest.Test(t, func(t *testing.T) {
		text, document := newCall(t, brokenRun(), "report"), newCall(t, brokenRun(), "report", "--json")
		for _, c := range []*call{text, document} {
			c.History = func() ([]Deed, error) { return []Deed{deed}, nil }
			if status := c.main(); status != 1 {
				t.Errorf("exit status %d, want 1", status)
			}
		}
		if !strings.Contains(text.out.String(), "2026-01-02T03:04:05Z **Use the mirror goproxy.cn** undone") {
			t.Errorf("the report does not tell what was tried:\n%s", text.out.String())
		}
		var f findings
		if err := json.Unmarshal(document.out.Bytes(), &f); err != nil {
			t.Fatal(err)
		}
		if len(f.Tried) != 1 || f.Tried[0].ID != "7" || f.Verdict.Cause != "tcp-timeout" || f.NamesHidden {
			t.Errorf("got %+v", f)
		}
	})
}

func TestReportWithoutJournal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCall(t, brokenRun(), "report")
		c.History = func() ([]Deed, error) { return nil, errors.New("journal: line 3: torn") }
		if status := c.main(); status != 3 || c.err.String() != "gomend: journal: line 3: torn\n" {
			t.Errorf("exit status %d, standard error %q", status, c.err.String())
		}
	})
}
