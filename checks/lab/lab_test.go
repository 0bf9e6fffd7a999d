package lab_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/lab"
	"gomend/checks/lab/labtest"
)

func TestMain(m *testing.M) { labtest.Main(m) }

// The variable GOMEND_LAB says what to run: nothing for the representative part,
// in which the go command is not waited for longer than shortPatience; "all" for
// all cases, in which it takes its time; "go" for all cases with the go command
// alone; "chance" for those that depend on which packets are lost; "bare" for all
// cases in a world without the servers that comparisons ask; "far" for all cases at
// the end of a line by satellite.
var mode = os.Getenv("GOMEND_LAB")

// shortPatience is how long the go command may be silent in the representative
// part; it waits up to 30 s for a black hole and says nothing.
const shortPatience = 5 * time.Second

// longPatience is above every limit that the go command has of its own for one
// module, but for servers that never answer a request.
const longPatience = 100 * time.Second

// atOnce bounds how many diagnoses run at a time. A go command that is only
// waiting takes no place.
var atOnce = make(chan struct{}, 8)

// TestCases lets the go command and gomend look at every fault side by side: the
// fault must be real, and the verdict right.
func TestCases(t *testing.T) {
	if mode == "" {
		t.Log("a case or two for each kind of fault; GOMEND_LAB=all runs every one")
	}
	for _, c := range lab.Cases() {
		if mode == "" && !c.Short || mode == "chance" && !c.Chance {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			if c.Chance && mode != "chance" {
				t.Skip("depends on which packets are lost: GOMEND_LAB=chance runs it")
			}
			t.Parallel()
			if mode == "bare" {
				c = c.Bare()
			}
			if mode == "far" {
				c = c.Far()
			}
			try(t, c)
		})
	}
}

func try(t *testing.T, c lab.Case) {
	atOnce <- struct{}{}
	free := sync.OnceFunc(func() { <-atOnce })
	defer free()
	l := labtest.Open(t, c)
	var word lab.Result
	var group sync.WaitGroup
	group.Go(func() { word = labtest.Go(l, c, patience(c)) })
	if mode != "go" {
		report := labtest.Check(t, l, c, c.Flags...)
		judge(t, c, report)
		defer func() {
			if t.Failed() || testing.Verbose() {
				t.Logf("%s\n%sgo: exit %d after %v\n%s", c.About, report.Brief(), word.Exit, word.Time.Round(time.Millisecond), word.Stderr)
			}
		}()
	}
	free()
	group.Wait()
	judgeGo(t, c, word)
}

// patience is how long the go command may take.
func patience(c lab.Case) time.Duration {
	switch {
	case !c.Want.GoFails():
		return 60 * time.Second
	case c.GoHangs || mode == "":
		return shortPatience
	}
	return longPatience
}

func judge(t *testing.T, c lab.Case, r labtest.Report) {
	t.Helper()
	if c.Shaky {
		c.Want = c.Want.Shaky(r.Verdict.Status)
	}
	also := r.Also()
	if c.Shaky && r.Verdict.Transient {
		also = nil // what was there, and has gone
	}
	if wrong := c.Want.Judge(r.Verdict.Status, r.Verdict.Cause, also); wrong != "" {
		t.Errorf("verdict: %s", wrong)
	}
	if !c.Want.MayBeCertain(r.Verdict.Cause) && r.Verdict.Confidence == checks.Certain {
		t.Error("verdict: certain of what nothing proves")
	}
	if !strings.Contains(r.Words(), c.Saying) {
		t.Errorf("neither the verdict nor the evidence says %q", c.Saying)
	}
	if exit := (checks.Verdict{Status: c.Want.Status}).ExitCode(); r.Run.Exit != exit {
		t.Errorf("gomend's exit status is %d, want %d\n%.1000s", r.Run.Exit, exit, r.Run.Stderr)
	}
}

// judgeGo makes sure that the network is as the case says.
func judgeGo(t *testing.T, c lab.Case, word lab.Result) {
	t.Helper()
	if mode == "go" {
		t.Logf("go: exit %d, killed %v, after %v %s\n%s", word.Exit, word.Killed, word.Time.Round(time.Millisecond), word.Failed, word.Stderr)
	}
	switch {
	case c.Shaky && (word.OK() || strings.Contains(word.Stderr, c.GoSays)):
	case c.Shaky || word.OK() == c.Want.GoFails():
		t.Errorf("the go command succeeded: %v, which is not what this network is for\n%s%s", word.OK(), word.Failed, word.Stderr)
	case word.Killed && mode != "" && !c.GoHangs:
		t.Errorf("the go command said nothing for %v", longPatience)
	case word.Killed:
	case !strings.Contains(word.Stderr, c.GoSays):
		t.Errorf("the go command failed for another reason, want %q:\n%s", c.GoSays, word.Stderr)
	}
}

// TestCasesAreNamed keeps names unique, and what is wanted sensible.
func TestCasesAreNamed(t *testing.T) {
	var names []string
	for _, c := range lab.Cases() {
		if slices.Contains(names, c.Name) {
			t.Errorf("two cases are named %s", c.Name)
		}
		names = append(names, c.Name)
		if c.Want.GoFails() != (len(c.Want.Causes) > 0 && c.Want.Status == checks.Broken) {
			t.Errorf("%s: a broken network needs a cause", c.Name)
		}
		c.Plan()
	}
}

// elsewhere are causes that no network can show, and the test that shows them.
var elsewhere = map[checks.Cause]struct{ why, file, test string }{
	checks.CauseOtherEnvironment: {"the output to explain was made with other settings", "../explain/here_test.go", "TestOtherEnvironment"},
}

// TestEveryCauseHasACase fails when a cause of the contract is in no case alone:
// one in which it, and nothing else, is the right verdict.
func TestEveryCauseHasACase(t *testing.T) {
	alone := map[checks.Cause]bool{}
	for _, c := range lab.Cases() {
		if len(c.Want.Causes) == 1 {
			alone[c.Want.Causes[0]] = true
		}
	}
	for _, cause := range checks.Causes() {
		other, shown := elsewhere[cause]
		if !alone[cause] && !shown {
			t.Errorf("no case has %s alone as its cause", cause)
		}
		if alone[cause] && shown {
			t.Errorf("%s has a case, although %s", cause, other.why)
		}
		if !shown {
			continue
		}
		source, err := os.ReadFile(other.file)
		if err != nil || !strings.Contains(string(source), "func "+other.test+"(") {
			t.Errorf("%s is shown by no test %s in %s: %v", cause, other.test, other.file, err)
		}
	}
}
