// Package cure_test mends a broken network with the commands that people type, in
// the lab.
package cure_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gomend/checks/lab"
	"gomend/checks/lab/built"
	"gomend/checks/lab/labtest"
)

func TestMain(m *testing.M) { labtest.Main(m) }

// desk is a person at the lab's client.
type desk struct {
	*testing.T
	lab    *lab.Lab
	binary string
}

// document is what the commands print as JSON, all of them in one.
type document struct {
	Result, Reason, ID, Digest string
	Applied, Verified, Undone  any
	Steps                      []struct {
		About string
		Diff  []string
	}
	Verdict, Before struct{ Status, Cause string }
	Fixes           []struct {
		ID        string
		Automatic bool
	}
}

func (d *desk) run(want int, args ...string) (document, lab.Result) {
	d.Helper()
	out := d.lab.Exec(context.Background(), lab.Command{
		Argv: append([]string{d.binary}, args...), Home: "person", Timeout: 2 * time.Minute,
	})
	if out.Exit != want {
		d.Errorf("gomend %s: exit status %d, want %d\n%s%s", strings.Join(args, " "), out.Exit, want, out.Stdout, out.Stderr)
	}
	var doc document
	if strings.HasPrefix(out.Stdout, "{") {
		if err := json.Unmarshal([]byte(out.Stdout), &doc); err != nil {
			d.Errorf("gomend %s: %v\n%s", strings.Join(args, " "), err, out.Stdout)
		}
	}
	return doc, out
}

func TestCommands(t *testing.T) {
	if os.Getenv("GOMEND_LAB") != "all" {
		t.Skip("GOMEND_LAB=all runs it")
	}
	c, ok := lab.Find("tcp-refused")
	if !ok {
		t.Fatal("the lab has no tcp-refused")
	}
	d := &desk{t, labtest.Open(t, c), built.Program(t)}
	module := "--module=" + c.Fetch()
	const id = "goproxy-set"

	list, _ := d.run(1, "fix", "--json", module)
	if len(list.Fixes) == 0 || list.Fixes[0].ID != id || !list.Fixes[0].Automatic || list.Verdict.Cause != "tcp-refused" {
		t.Fatalf("fixes: %+v", list)
	}
	if _, out := d.run(1, "fix", module); !strings.Contains(out.Stdout, "gomend fix "+id) {
		t.Errorf("the list does not say how: %s", out.Stdout)
	}
	dry, _ := d.run(0, "fix", id, "--dry-run", "--json", module)
	if dry.Result != "dry-run" || len(dry.Steps) == 0 || len(dry.Steps[0].Diff) == 0 {
		t.Fatalf("dry run: %+v", dry)
	}
	file := dry.Steps[0].About
	if _, err := os.Stat(file); err == nil {
		t.Errorf("the dry run made %s", file)
	}
	done, _ := d.run(0, "fix", id, "--yes", "--json", module)
	if done.Result != "mended" || done.Applied != true || done.Verified != true || done.Undone != false || done.ID == "" {
		t.Fatalf("fix: %+v", done)
	}
	d.run(0, "check", "--json", c.Fetch())
	if _, out := d.run(0, "history"); !strings.Contains(out.Stdout, done.ID) {
		t.Errorf("history: %s", out.Stdout)
	}
	if nothing, _ := d.run(0, "fix", id, "--yes", "--json", module); nothing.Result != "nothing-broken" {
		t.Errorf("a second time: %+v", nothing)
	}
	d.run(0, "undo", "--json")
	if _, err := os.Stat(file); err == nil {
		t.Errorf("%s is still there", file)
	}
	d.run(1, "undo")
	d.run(1, "check", "--json", c.Fetch())

	for _, tt := range []struct {
		status int
		says   string
		args   []string
	}{
		{2, "no fix", []string{"fix", "no-such-fix"}},
		{2, "no fix for what was found", []string{"fix", "clock-sync", "--yes", module}},
		{2, "--json does not ask", []string{"fix", id, "--json", module}},
		{2, "no terminal", []string{"fix", id, module}},
		{2, "exclude each other", []string{"fix", id, "--yes", "--dry-run"}},
		{1, "", []string{"undo", "20260101T000000Z-00000000"}},
		{2, "--shell", []string{"env", "--shell", "cmd"}},
		{2, "no arguments", []string{"history", "x"}},
	} {
		if _, out := d.run(tt.status, tt.args...); !strings.Contains(out.Stderr, tt.says) {
			t.Errorf("gomend %s: %q, want %q in it", strings.Join(tt.args, " "), out.Stderr, tt.says)
		}
	}

	config := filepath.Join(t.TempDir(), "config.toml")
	d.run(0, "config", "init", "--config", config)
	d.run(1, "config", "init", "--config", config)
	d.run(1, "check", "--json", "--config", config, c.Fetch())
	if err := os.WriteFile(config, []byte("forbidden_fixes = [\""+id+"\"]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if locked, _ := d.run(1, "fix", id, "--yes", "--json", "--config", config, module); locked.Result != "forbidden" {
		t.Errorf("a locked fix: %+v", locked)
	}
}
