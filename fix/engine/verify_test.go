package engine

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"gomend/checks"
	"gomend/checks/lab/executable"
	"gomend/fix/plan"
)

func TestJudge(t *testing.T) {
	type states = map[string]checks.Status
	before := broken
	before.Checks = states{broken.Check: checks.Fail, "lookup/proxy.golang.org": checks.Pass, "connect-compare/goproxy.cn:443": checks.Pass, "disk-space": checks.Pass}
	slow := Report{Status: checks.Degraded, Cause: checks.CauseDNSSlow, Target: "proxy.golang.org"}
	later := Report{Status: checks.Broken, Cause: checks.CauseTLSUnknownAuthority, Target: "proxy.golang.org:443"}
	with := func(r Report, s states) Report { r.Checks = s; return r }
	for _, tt := range []struct {
		name          string
		before, after Report
		want          Outcome
		why           Reason
	}{
		{"healthy", before, Report{Status: checks.Healthy}, Mended, NoReason},
		{"degraded is through", before, slow, Mended, NoReason},
		{"the same", before, before, PutBack, NotCured},
		{"unfinished", before, Report{Status: checks.Incomplete}, PutBack, NotVerified},
		{"no report at all", before, Report{}, PutBack, NotVerified},
		{"the accused works, a later fault", before, with(later, states{broken.Check: checks.Pass}), Helped, NoReason},
		{"the accused is not asked any more, a later fault", before, with(later, nil), Helped, NoReason},
		{"a later fault, and the accused still fails", before, with(later, states{broken.Check: checks.Fail}), PutBack, NotCured},
		{"an earlier fault", before, Report{Status: checks.Broken, Cause: checks.CauseNoDefaultRoute}, PutBack, NotCured},
		{"the same fault at another server", before, Report{Status: checks.Broken, Cause: before.Cause, Target: "goproxy.cn:443"}, PutBack, NotCured},
		{"what was green is red", before, with(later, states{broken.Check: checks.Pass, "disk-space": checks.Fail}), PutBack, Worse},
		{"a comparison that fails accuses nobody", before, with(later, states{broken.Check: checks.Pass, "connect-compare/goproxy.cn:443": checks.Fail}), Helped, NoReason},
		{"degraded, and well", slow, Report{Status: checks.Healthy}, Mended, NoReason},
		{"degraded as before", slow, slow, PutBack, NotCured},
		{"degraded, and broken", slow, later, PutBack, Worse},
		{"degraded, still beside another", slow, Report{Status: checks.Degraded, Cause: checks.CausePacketLoss, Also: []Found{{slow.Cause, slow.Target}}}, PutBack, NotCured},
	} {
		if got, why := judge(tt.before, tt.after); got != tt.want || why != tt.why {
			t.Errorf("%s: %s %s, want %s %s", tt.name, got, why, tt.want, tt.why)
		}
	}
	if checks.KindConnectCompare != "connect-compare" {
		t.Errorf("the comparison's kind is %q", checks.KindConnectCompare)
	}
}

func TestFresh(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("takes a shell script")
	}
	program := filepath.Join(t.TempDir(), "check")
	run := func(script string) (Report, error) {
		if err := executable.Write(program, []byte("#!/bin/sh\n"+script)); err != nil {
			t.Fatal(err)
		}
		verify := Fresh([]string{program}, t.TempDir(), []string{"PATH=" + os.Getenv("PATH"), "A=old", "B=there"})
		return verify(t.Context(), []plan.Var{{Name: "A", Value: "new"}, {Name: "B", Unset: true}})
	}
	r, err := run(`echo '{"schema":1,"checks":[{"id":"x/y","status":"fail"}],"verdict":{"status":"broken","cause":"'$A${B-unset}'","also":[{"cause":"c","target":"t"}]}}'; exit 1`)
	if err != nil || r.Status != checks.Broken || r.Cause != "newunset" || r.Checks["x/y"] != checks.Fail || len(r.Also) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	for _, script := range []string{"exit 0", "echo nothing; exit 3", `echo '{"schema":2}'`, "yes"} {
		if r, err := run(script); r.Status != "" {
			t.Errorf("%s: %+v, %v", script, r, err)
		}
	}
}

func TestFaultOfOurOwn(t *testing.T) {
	r := safely(func() Result { panic("oops") })
	if r.Outcome != NotPutBack || r.Reason != Internal {
		t.Errorf("%+v", r)
	}
}
