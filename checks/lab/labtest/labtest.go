// Package labtest runs tests in the networks of package lab: it opens them or
// skips where they cannot be made, and lets gomend and the go command look at the
// same fault side by side.
//
// TestMain of every package that uses it calls [Main].
package labtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/lab"
	"gomend/checks/lab/built"
	"gomend/checks/lab/nettest"
)

// Main runs the tests of a package, or the lab if this process is to be one.
func Main(m *testing.M) {
	lab.Enter()
	nettest.AtOnce(32)
	code := m.Run()
	built.Remove()
	os.Exit(code)
}

// Open builds the network of a case until the test ends. The test is skipped
// where this machine cannot make it, or lacks a program; with GOMEND_LAB_COMPLETE
// in the environment, a missing program is a failure.
func Open(t testing.TB, c lab.Case) *lab.Lab {
	t.Helper()
	if missing := c.Missing(); len(missing) > 0 {
		if os.Getenv("GOMEND_LAB_COMPLETE") != "" {
			t.Fatalf("GOMEND_LAB_COMPLETE is set, and not installed: %s", strings.Join(missing, ", "))
		}
		t.Skipf("not installed: %s", strings.Join(missing, ", "))
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	l, err := lab.Open(ctx, c)
	if errors.Is(err, lab.ErrUnsupported) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Errorf("cleaning up: %v", err)
		}
	})
	return l
}

// Go runs go mod download on the client, in a home folder of its own.
func Go(l *lab.Lab, c lab.Case, limit time.Duration) lab.Result {
	argv := []string{"go", "mod", "download"}
	if m := c.Fetch(); m != "" {
		argv = append(argv, m)
	}
	if c.Command != nil {
		argv = append([]string{"go"}, c.Command...)
	}
	return l.Exec(context.Background(), lab.Command{Argv: argv, Home: "go", Timeout: limit})
}

// Report is the part of gomend's JSON document that tests look at.
type Report struct {
	Checks []struct {
		ID       string        `json:"id"`
		Status   checks.Status `json:"status"`
		Cause    checks.Cause  `json:"cause"`
		Summary  string        `json:"summary"`
		Duration int           `json:"duration_ms"`
		Evidence []struct {
			Key   string `json:"key"`
			Value string `json:"value"`
		} `json:"evidence"`
	} `json:"checks"`
	Verdict struct {
		Status     checks.VerdictStatus `json:"status"`
		Cause      checks.Cause         `json:"cause"`
		Target     string               `json:"target"`
		Confidence checks.Confidence    `json:"confidence"`
		Summary    string               `json:"summary"`
		Advice     string               `json:"advice"`
		Transient  bool                 `json:"transient"`
		Also       []struct {
			Cause checks.Cause `json:"cause"`
		} `json:"also"`
	} `json:"verdict"`
	Fixes []struct {
		ID     string   `json:"id"`
		Scope  string   `json:"scope"`
		Why    string   `json:"why"`
		Manual []string `json:"manual"`
	} `json:"fixes"`
	System struct {
		Container string `json:"container"`
	} `json:"system"`
	Duration int `json:"duration_ms"`

	Run lab.Result `json:"-"` // of the command that printed it
}

// Also lists the causes named beside the verdict.
func (r Report) Also() []checks.Cause {
	var list []checks.Cause
	for _, f := range r.Verdict.Also {
		list = append(list, f.Cause)
	}
	return list
}

// Words are the verdict's sentences and all evidence, a line each.
func (r Report) Words() string {
	lines := []string{r.Verdict.Summary, r.Verdict.Advice}
	for _, c := range r.Checks {
		for _, e := range c.Evidence {
			lines = append(lines, e.Key+": "+e.Value)
		}
	}
	return strings.Join(lines, "\n")
}

// Brief tells the verdict and the checks that did not pass, compactly.
func (r Report) Brief() string {
	var b strings.Builder
	v := r.Verdict
	fmt.Fprintf(&b, "verdict %s %q (%s) about %q, also %q, after %d ms, in all %v: %s\n",
		v.Status, v.Cause, v.Confidence, v.Target, r.Also(), r.Duration, r.Run.Time.Round(time.Millisecond), v.Summary)
	for _, c := range r.Checks {
		if c.Status == checks.Pass || c.Status == checks.Skip {
			continue
		}
		fmt.Fprintf(&b, "  %-7s %s %s (%d ms)", c.Status, c.ID, c.Cause, c.Duration)
		for _, e := range c.Evidence {
			fmt.Fprintf(&b, " %s=%s", e.Key, e.Value)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Check runs gomend check --json on the client, in a home folder of its own.
func Check(t testing.TB, l *lab.Lab, c lab.Case, flags ...string) Report {
	t.Helper()
	argv := append([]string{built.Program(t), "check", "--json"}, flags...)
	if m := c.Fetch(); m != "" {
		argv = append(argv, m)
	}
	run := l.Exec(context.Background(), lab.Command{Argv: argv, Home: "gomend", Timeout: 60 * time.Second})
	report := Report{}
	if err := json.Unmarshal([]byte(run.Stdout), &report); err != nil {
		t.Errorf("gomend check --json: %v; exit %d, killed %v, %s\nstdout: %.300s\nstderr: %.2000s",
			err, run.Exit, run.Killed, run.Failed, run.Stdout, run.Stderr)
	}
	report.Run = run
	return report
}
