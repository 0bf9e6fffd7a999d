package cli

import (
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/fix/journal"
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

// keepJournal writes a fix that was kept, and one that was taken back, as the engine
// does, and names the folder of the state.
func keepJournal(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	store := journal.At(filepath.Join(dir, "gomend", "journal"))
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for fix, types := range map[string][]journal.Type{
		"goproxy-set": {journal.Intent, journal.Done, journal.Commit},
		"sumdb-set":   {journal.Intent, journal.Done, journal.RevertFrom, journal.Undone, journal.Reverted},
	} {
		tx, err := store.Begin(journal.Record{At: at, Fix: fix, Cause: "tcp-timeout", Target: "proxy.corp.example:443", Steps: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range types {
			if err := tx.Append(journal.Record{Type: kind, At: at}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func TestReportTellsWhatWasApplied(t *testing.T) {
	dir := keepJournal(t)
	for args, says := range map[string][]string{
		"report":                     {"**Use the mirror that answers** applied (`goproxy-set`)", "taken back (`sumdb-set`)"},
		"report --json":              {`"fix": "goproxy-set"`, `"status": "kept"`, `"status": "taken-back"`, `"target": "proxy.corp.example:443"`},
		"report --json --hide-names": {`"target": "private-host-`},
		"check --html -":             {"taken back"},
	} {
		synctest.Test(t, func(t *testing.T) {
			c := newCall(t, brokenRun(), strings.Fields(args)...)
			c.Env = append(c.Env, "XDG_STATE_HOME="+dir)
			if status := c.main(); status != 1 {
				t.Errorf("exit status %d, want 1: %s", status, c.err.String())
			}
			for _, s := range says {
				if !strings.Contains(c.out.String(), s) {
					t.Errorf("%s does not say %q:\n%s", args, s, c.out.String())
				}
			}
		})
	}
}

// A journal that cannot be read keeps nobody from a report.
func TestReportWithoutJournal(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "gomend"), "a file where a folder is due")
	synctest.Test(t, func(t *testing.T) {
		c := newCall(t, brokenRun(), "report")
		c.Env = append(c.Env, "XDG_STATE_HOME="+dir)
		if status := c.main(); status != 1 || !strings.Contains(c.out.String(), "The journal of fixes could not be read whole: `") {
			t.Errorf("exit status %d, %s%s", status, c.out.String(), c.err.String())
		}
	})
}
