package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"gomend/checks"
	"gomend/checks/diagnose"
	"gomend/ui"
	"gomend/ui/words"
)

// A wrong call says what is wrong in one line, and prints no document.
func TestWrongCalls(t *testing.T) {
	dir := t.TempDir()
	bad := writeFile(t, filepath.Join(dir, "bad.toml"), "# my settings\nlanguage = \"fr\"\n")
	tests := []struct {
		args string
		want []string // parts of the line
	}{
		{"--nope", []string{"--nope"}},
		{"check --nope", []string{"--nope", "gomend check --help"}},
		{"chek", []string{"chek", "did you mean gomend check?"}},
		{"check nodot", []string{"nodot", "module path"}},
		{"a.example/x b.example/y", []string{"2 arguments"}},
		{"check a.example/x b.example/y", []string{"2 arguments"}},
		{"check --timeout soon", []string{"--timeout", "soon"}},
		{"check --timeout 10", []string{"--timeout", "10", "unit"}},
		{"check --timeout 0s", []string{"--timeout", "more than zero"}},
		{"check --timeout -5s", []string{"--timeout", "-5s"}},
		{"check --timeout", []string{"--timeout"}},
		{"--lang fr", []string{"--lang", "fr", "en or zh"}},
		{"--lang", []string{"--lang"}},
		{"check --json --ndjson", []string{"--json", "--ndjson"}},
		{"check --json=maybe", []string{"--json", "maybe"}},
		{"check --plain", []string{"--plain"}},
		{"--json", []string{"--json"}},
		{"man page", []string{"page"}},
		{"completion tcsh", []string{"tcsh"}},
		{"completion", []string{"bash"}},
		{"help nothing", []string{"nothing"}},
		{"check --config " + filepath.Join(dir, "none.toml"), []string{"none.toml", "no such file"}},
		{"check --config " + dir, []string{dir, "not a regular file"}},
		{"check --config " + bad, []string{"bad.toml", "line 2", "language", `"fr"`}},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			c := newCall(t, brokenRun(), strings.Fields(tt.args)...)
			if status := c.main(); status != exitUsage {
				t.Errorf("exit status %d, want %d", status, exitUsage)
			}
			if c.out.Len() > 0 {
				t.Errorf("standard output: %s", c.out.String())
			}
			line := c.err.String()
			if strings.Count(line, "\n") != 1 || !strings.HasPrefix(line, "gomend: ") {
				t.Errorf("standard error is not one line of gomend's:\n%s", line)
			}
			for _, part := range tt.want {
				if !strings.Contains(line, part) {
					t.Errorf("%q does not name %q", line, part)
				}
			}
		})
	}
}

func TestBadModule(t *testing.T) {
	c := newCall(t, nil, "check", "exa\x1bmple.com/BAD")
	c.Prepare = func(o diagnose.Options) (Diagnosis, error) {
		return nil, &diagnose.UsageError{Argument: "module " + o.Module, Reason: "malformed"}
	}
	if status := c.main(); status != exitUsage || c.out.Len() > 0 {
		t.Errorf("exit status %d, output %q, want %d and nothing", status, c.out.String(), exitUsage)
	}
	if line := c.err.String(); !strings.Contains(line, "malformed") || strings.Contains(line, "\x1b") {
		t.Errorf("got %q, want the reason and no escape", line)
	}
}

func TestExitStatus(t *testing.T) {
	for status, want := range map[checks.VerdictStatus]int{checks.Healthy: 0, checks.Degraded: 0, checks.Broken: 1, checks.Incomplete: 3} {
		for _, args := range []string{"check", "check --json", "check --ndjson", "--plain"} {
			synctest.Test(t, func(t *testing.T) {
				run := healthyRun()
				run.verdict = checks.Verdict{Status: status}
				if got := newCall(t, run, strings.Fields(args)...).main(); got != want {
					t.Errorf("gomend %s, %s: exit status %d, want %d", args, status, got, want)
				}
			})
		}
	}
}

// What the call says reaches the diagnosis.
func TestOptions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCall(t, healthyRun(), "check", "--no-third-party", "--timeout", "7s", "rsc.io/quote@v1.5.2")
		c.main()
		if c.asked.Module != "rsc.io/quote@v1.5.2" || !c.asked.NoThirdParty || c.asked.Timeout != 7*time.Second || c.asked.Dir != c.Dir || len(c.asked.Env) == 0 {
			t.Errorf("got %+v", c.asked)
		}
	})
}

func TestScreenOrLinear(t *testing.T) {
	tests := []struct {
		name    string
		in, out bool
		env     string
		args    string
		screen  bool
	}{
		{"full terminal", true, true, "", "", true},
		{"input is a pipe", false, true, "", "", false},
		{"output is a pipe", true, false, "", "", false},
		{"dumb", true, true, "TERM=dumb", "", false},
		{"no TERM", true, true, "TERM=", "", onWindows},
		{"ACCESSIBLE", true, true, "ACCESSIBLE=1", "", false},
		{"--plain", true, true, "", "--plain", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCall(t, healthyRun(), strings.Fields(tt.args)...)
				c.InTerminal, c.OutTerminal, c.Env = tt.in, tt.out, append(c.Env, tt.env)
				if status := c.main(); status != 0 {
					t.Errorf("exit status %d: %s", status, c.err.String())
				}
				if got := c.shown.Start != nil; got != tt.screen {
					t.Errorf("screen %t, want %t; output:\n%s", got, tt.screen, c.out.String())
				}
				if strings.ContainsFunc(c.out.String(), func(r rune) bool { return r < ' ' && r != '\n' }) {
					t.Errorf("control characters in %q", c.out.String())
				}
			})
		})
	}
}

func TestLanguage(t *testing.T) {
	dir := t.TempDir()
	config := writeFile(t, filepath.Join(dir, "c.toml"), "language = \"zh\"\n")
	tests := []struct {
		name, env, args string
		want            words.Lang
		ascii           bool
	}{
		{"locale", "LANG=zh_CN.UTF-8", "", words.Chinese, false},
		{"LC_MESSAGES over LANG", "LC_MESSAGES=zh_CN.UTF-8", "", words.Chinese, false},
		{"LC_ALL over LC_MESSAGES", "LC_MESSAGES=zh_CN.UTF-8\nLC_ALL=en_US.UTF-8", "", words.English, false},
		{"LC_ALL over LANG", "LC_ALL=zh_CN.UTF-8", "", words.Chinese, false},
		{"configuration over LC_ALL", "LC_ALL=en_US.UTF-8", "--config " + config, words.Chinese, false},
		{"flag over all", "LC_ALL=zh_CN.UTF-8", "--lang en --config " + config, words.English, false},
		{"flag over locale", "LANG=zh_CN.UTF-8", "--lang en", words.English, false},
		{"flag over configuration", "", "--lang en --config " + config, words.English, false},
		{"configuration over locale", "", "--config " + config, words.Chinese, false},
		{"no UTF-8", "LANG=C", "--config " + config, words.English, true},
		{"no UTF-8 but asked for", "LANG=C", "--lang zh", words.Chinese, false},
		{"Linux console", "TERM=linux", "--config " + config, words.English, true},
		{"--ascii", "", "--ascii --lang zh", words.English, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newCall(t, healthyRun(), strings.Fields(tt.args)...)
			c.InTerminal, c.OutTerminal, c.Env = true, true, append(c.Env, strings.Split(tt.env, "\n")...)
			c.main()
			if c.shown.Lang != tt.want || c.shown.ASCII != tt.ascii {
				t.Errorf("language %q, ASCII %t, want %q, %t; %s", c.shown.Lang, c.shown.ASCII, tt.want, tt.ascii, c.err.String())
			}
		})
	}
}

func TestVersion(t *testing.T) {
	for _, args := range []string{"--version", "check --version"} {
		c := newCall(t, nil, strings.Fields(args)...)
		if status := c.main(); status != 0 || c.out.String() != "gomend v1.2.3\n" {
			t.Errorf("gomend %s: exit status %d, %q", args, status, c.out.String())
		}
	}
	if got := buildVersion(); got == "" {
		t.Error("no version of the build")
	}
}

func TestHelpAndCompletion(t *testing.T) {
	for args, want := range map[string]string{
		"--help":           "Exit status:",
		"check --help":     "--ndjson",
		"completion bash":  "__start_gomend",
		"man":              ".TH GOMEND 1",
		"__complete --lan": "--lang",
	} {
		c := newCall(t, nil, strings.Fields(args)...)
		if status := c.main(); status != 0 || !strings.Contains(c.out.String(), want) {
			t.Errorf("gomend %s: exit status %d, %q not in\n%s", args, status, want, c.out.String())
		}
	}
}

// An interrupted run ends soon, is incomplete, and still prints a whole document.
func TestInterrupted(t *testing.T) {
	for name, tt := range map[string]struct {
		run  fakeRun
		want time.Duration // from the signal to the end
	}{"obeys": {endlessRun(), 0}, "hangs": {stubbornRun(), settleTime}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				signals := make(chan os.Signal, 1)
				c := newCall(t, tt.run, "check", "--json", "--timeout", "2h")
				c.Signals = signals
				go func() {
					time.Sleep(5 * time.Second)
					signals <- syscall.SIGTERM
				}()
				start := time.Now()
				if status := c.main(); status != exitIncomplete {
					t.Errorf("exit status %d, want %d", status, exitIncomplete)
				}
				if took := time.Since(start) - 5*time.Second; took != tt.want {
					t.Errorf("left after %v, want %v", took, tt.want)
				}
				time.Sleep(2 * time.Hour) // until the one that hangs is gone
				v := decode(t, c).Verdict
				if v.Status != "incomplete" || v.Reason != "interrupted" || v.Cause != "" {
					t.Errorf("verdict %+v, want incomplete, interrupted", v)
				}
			})
		})
	}
}

// What a run had concluded when it was interrupted is no verdict any more.
func TestInterruptedVerdict(t *testing.T) {
	got := cutShort(brokenRun().verdict)
	if got.Status != checks.Incomplete || got.Cause != checks.NoCause || len(got.Also) != 2 || got.Also[0].Cause != checks.CauseTCPTimeout {
		t.Errorf("got %+v, want incomplete with both findings as remarks", got)
	}
}

func TestSecondSignalLeavesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		signals := make(chan os.Signal, 2)
		left := make(chan int, 1)
		c := newCall(t, stubbornRun(), "check", "--timeout", "2h")
		c.Signals, c.Exit = signals, func(status int) { left <- status }
		signals <- syscall.SIGHUP
		signals <- syscall.SIGHUP
		start := time.Now()
		go c.main()
		if status := <-left; status != exitIncomplete || time.Since(start) > 0 {
			t.Errorf("exit status %d after %v", status, time.Since(start))
		}
		time.Sleep(2 * time.Hour)
	})
}

// A run that does not end although its time is up is given up.
func TestTimeoutOfHangingRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCall(t, stubbornRun(), "check", "--json", "--timeout", "10s")
		start := time.Now()
		if status := c.main(); status != exitIncomplete {
			t.Errorf("exit status %d, want %d", status, exitIncomplete)
		}
		if took := time.Since(start); took != 10*time.Second+settleTime {
			t.Errorf("took %v", took)
		}
		time.Sleep(2 * time.Hour)
		if v := decode(t, c).Verdict; v.Reason != "timeout" || len(decode(t, c).Fixes) > 0 {
			t.Errorf("verdict %+v, want timeout and no fix", v)
		}
	})
}

// failing is an output that takes so many bytes and then fails.
type failing struct {
	room int
	err  error
}

func (f *failing) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, f.err
	}
	return len(p), nil
}

func TestUnwritableOutput(t *testing.T) {
	for _, args := range []string{"check", "check --json", "check --ndjson", "--plain", "--version", "man"} {
		t.Run(args, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCall(t, endlessOr(args), strings.Fields(args)...)
				c.Out = &failing{0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}}
				if status := c.main(); status != exitIncomplete {
					t.Errorf("exit status %d, want %d", status, exitIncomplete)
				}
				if line := c.err.String(); !strings.Contains(line, "standard output") || strings.Count(line, "\n") != 1 {
					t.Errorf("standard error: %q", line)
				}
			})
		})
	}
}

// endlessOr is a run without an end for the forms that print while it goes on:
// when they cannot, the run must end by itself.
func endlessOr(args string) Diagnosis {
	if strings.Contains(args, "ndjson") {
		return endlessRun()
	}
	return healthyRun()
}

func TestBrokenPipeIsQuiet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCall(t, endlessRun(), "check", "--ndjson", "--timeout", "2h")
		c.Out = &failing{1000, syscall.EPIPE}
		start := time.Now()
		if status := c.main(); status != exitIncomplete || c.err.Len() > 0 {
			t.Errorf("exit status %d, %q, want %d and silence", status, c.err.String(), exitIncomplete)
		}
		if time.Since(start) > time.Minute {
			t.Error("the run went on for nobody")
		}
	})
}

func TestInternalErrors(t *testing.T) {
	c := newCall(t, nil, "check")
	c.Prepare = func(diagnose.Options) (Diagnosis, error) { return nil, errors.New("out of luck") }
	if status := c.main(); status != exitIncomplete || !strings.Contains(c.err.String(), "out of luck") {
		t.Errorf("error: exit status %d, %q", status, c.err.String())
	}
	c = newCall(t, nil, "check")
	c.Prepare = func(diagnose.Options) (Diagnosis, error) { panic("a defect") }
	if status := c.main(); status != exitIncomplete || !strings.Contains(c.err.String(), "a defect") || c.out.Len() > 0 {
		t.Errorf("panic: exit status %d, %q", status, c.err.String())
	}
}

// The screen's verdict is the exit status; its answer stays in the normal screen,
// and its report is about the run that it showed.
func TestScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCall(t, brokenRun(), "rsc.io/quote")
		c.InTerminal, c.OutTerminal = true, true
		report := ""
		c.Screen = func(ctx context.Context, o ui.Options) (ui.Outcome, error) {
			events, board := o.Start(ctx, nil)
			drain(events)
			v := brokenRun().verdict
			fixes := o.Fixes(v, board)
			report = o.Report()
			return ui.Outcome{Verdict: v, Ran: true, Lang: o.Lang, Fixes: fixes}, nil
		}
		if status := c.main(); status != 1 {
			t.Errorf("exit status %d, want 1", status)
		}
		if !strings.Contains(c.out.String(), "firewall") {
			t.Errorf("the answer is gone:\n%s", c.out.String())
		}
		compare(t, "report.md", report)
	})
}

func decode(t *testing.T, c *call) Document {
	t.Helper()
	return decodeText(t, c.out.Bytes())
}
