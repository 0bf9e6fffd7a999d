package systemtest

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/lab"
	"gomend/checks/lab/executable"
	"gomend/checks/lab/labtest"
	"gomend/fix"
	"gomend/fix/engine"
)

// cure is a fix tried on a broken network.
type cure struct {
	name     string
	fix      string
	network  func(*lab.Net)                       // what is broken, besides what Break does
	breaks   string                               // shell script that root of the client runs before anything else
	cause    checks.Cause                         // that is found
	want     engine.Outcome                       // empty for mended
	state    []string                             // shell commands whose output is part of the state that is compared
	programs []string                             // that have to be installed
	answers  func(*client) map[fix.AskName]string // what the person types
	person   bool                                 // go and gomend run as an ordinary user, who has sudo
	leave    bool                                 // the person takes it back before it is kept
	unpacked bool                                 // needs the folder of programs
	stays    bool                                 // it is not taken back
	fine     bool                                 // go gets through before: the fault only costs time
	short    bool                                 // belongs to the part that every test run takes
}

func (c cure) lab() lab.Case {
	return lab.Case{Name: "system-" + c.name, Need: c.programs, Break: func(n *lab.Net) {
		if c.network != nil {
			c.network(n)
		}
		n.Client.Root = true
	}}
}

func register(lists ...[]cure) []cure {
	list := slices.Concat(lists...)
	for _, c := range list {
		lab.Register(c.lab())
	}
	return list
}

// silence is how long the go command may say nothing where it must fail.
const silence = 5 * time.Second

func (c cure) run(t *testing.T) {
	breaks := c.breaks
	if c.person && os.Getuid() != 0 {
		t.Skip("only root can make a lab with more than one user")
	}
	if c.unpacked {
		switch {
		case programs == "" && os.Getenv("GOMEND_LAB_COMPLETE") != "":
			t.Fatal("GOMEND_LAB_COMPLETE is set, and GOMEND_PROGRAMS names no folder of unpacked programs")
		case programs == "" || os.Getuid() != 0:
			t.Skip("GOMEND_PROGRAMS names no folder of unpacked programs (see .ci/run), or this is not root")
		}
		breaks = overlay + breaks
	}
	d := &client{T: t, cure: c, Lab: labtest.Open(t, c.lab())}
	d.script(breaks)
	if out := d.goCommand(silence); out.OK() != c.fine {
		t.Fatalf("go gets through before anything is mended: %v\n%s%s", out.OK(), out.Stdout, out.Stderr)
	}
	before := d.state()
	var answers map[fix.AskName]string
	if c.answers != nil {
		answers = c.answers(d)
	}
	done := d.operator(order{Do: "apply", Fix: c.fix, Answers: answers, Leave: c.leave})
	want := c.want
	if want == "" {
		want = engine.Mended
	}
	if done.Cause != c.cause || done.Result.Outcome != want {
		text, _ := json.MarshalIndent(done, "", "  ")
		t.Fatalf("the fix for %s ended as %q, want %q for %s\n%s", done.Cause, done.Result.Outcome, want, c.cause, text)
	}
	if want.Changed() {
		if out := d.goCommand(time.Minute); !out.OK() {
			t.Errorf("go does not get through after the fix: %s\n%s%s", out.Failed, out.Stdout, out.Stderr)
		}
		if c.stays {
			return
		}
		if d.state() == before {
			t.Error("nothing has changed")
		}
		if testing.Verbose() {
			text, _ := json.MarshalIndent(done.Plan.Steps, "", "  ")
			t.Logf("%s", text)
		}
		if back := d.operator(order{Do: "undo"}); back.Result.Outcome != engine.PutBack {
			text, _ := json.MarshalIndent(back, "", "  ")
			t.Errorf("taking it back ended as %q\n%s", back.Result.Outcome, text)
		}
	}
	if after := d.state(); after != before {
		t.Errorf("what is not as it was:\n%s", difference(before, after))
	}
}

// difference are the lines of two texts that only one of them has.
func difference(before, after string) string {
	var b strings.Builder
	old, now := strings.Split(before, "\n"), strings.Split(after, "\n")
	for _, line := range old {
		if !slices.Contains(now, line) {
			b.WriteString("- " + line + "\n")
		}
	}
	for _, line := range now {
		if !slices.Contains(old, line) {
			b.WriteString("+ " + line + "\n")
		}
	}
	return b.String()
}

// client is the machine on which go fails.
type client struct {
	*testing.T
	*lab.Lab
	cure cure
}

// as runs a command as the one whose go fails.
func (d *client) as(c lab.Command) lab.Result {
	if d.cure.person {
		c.Argv = append([]string{"setpriv", "--reuid", "1000", "--regid", "1000", "--clear-groups"}, c.Argv...)
	}
	return d.Exec(context.Background(), c)
}

// goCommand lets the real go command try with nothing fetched yet.
func (d *client) goCommand(limit time.Duration) lab.Result {
	c := lab.Command{
		Argv: []string{"go", "mod", "download", "-modcacherw", d.cure.lab().Fetch()},
		Env:  []string{"GIT_TERMINAL_PROMPT=0"}, Timeout: limit,
	}
	if d.cure.person { // whose own folders this is about
		return d.as(c)
	}
	cache, err := os.MkdirTemp(d.Dir, "modules")
	if err != nil {
		d.Fatal(err)
	}
	c.Env = append(c.Env, "GOMODCACHE="+cache)
	return d.as(c)
}

func (d *client) script(text string) string {
	d.Helper()
	if text == "" {
		return ""
	}
	out := d.Exec(context.Background(), lab.Command{Argv: []string{"sh", "-ec", text}, Timeout: time.Minute})
	if !out.OK() {
		d.Fatalf("%s: exit %d %s\n%s%s", text, out.Exit, out.Failed, out.Stdout, out.Stderr)
	}
	return out.Stdout
}

// state is everything that a fix to the system may change, as text.
func (d *client) state() string {
	d.Helper()
	var b strings.Builder
	for _, command := range append([]string{
		`find /etc -xdev \( -type f -o -type l -o -type d \) -printf '%p %M %U:%G %l\n' | sort`,
		`find /etc -xdev -type f -exec sha256sum {} + | sort`,
		`cat /etc/resolv.conf /etc/hosts || true`,
		`ip -4 route; ip -6 route show table all | grep -v ' expires ' || true; ip -o link | sed 's/ qlen.*//'`,
		`nft list ruleset | sed -E 's/packets [0-9]+ bytes [0-9]+/n/'`,
	}, d.cure.state...) {
		b.WriteString("$ " + command + "\n" + d.script(command))
	}
	return b.String()
}

// operator lets this program act as root of the client.
func (d *client) operator(o order) outcome {
	d.Helper()
	program := d.program()
	o.Module = d.cure.lab().Fetch()
	text, _ := json.Marshal(o)
	run := d.as(lab.Command{
		Argv: []string{program, operatorArg, filepath.Join(d.Dir, "operator"), "operate"}, Stdin: string(text), Timeout: 2 * time.Minute,
	})
	var out outcome
	if err := json.Unmarshal([]byte(run.Stdout), &out); err != nil || out.Error != "" {
		d.Fatalf("%s: %v %s; exit %d %s\n%s\n%s", o.Do, err, out.Error, run.Exit, run.Failed, run.Stdout, run.Stderr)
	}
	return out
}

// program is a copy of this program that every user may run.
func (d *client) program() string {
	d.Helper()
	name := filepath.Join(d.Dir, "systemtest")
	if _, err := os.Stat(name); err == nil {
		return name
	}
	self, err := os.Executable()
	if err != nil {
		d.Fatal(err)
	}
	text, err := os.ReadFile(self)
	if err != nil {
		d.Fatal(err)
	}
	if err := executable.Write(name, text); err != nil {
		d.Fatal(err)
	}
	return name
}

// whole reports whether every cure is to be tried.
func whole() bool { return os.Getenv("GOMEND_LAB") == "all" }
