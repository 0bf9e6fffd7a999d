// Package curetest tries fixes on the broken networks of package lab: the real go
// command fails, the fix is planned and applied, go gets through, the fix is taken
// back, and every file is as it was, to the byte.
//
// A case is an entry in a table: the network, the fix, what becomes of it. TestMain of
// a package that has cases calls [Main], because the person's side of it runs on the
// lab's client, in this very program started again.
package curetest

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/lab"
	"gomend/checks/lab/labtest"
	"gomend/fix"
	"gomend/fix/engine"
)

type fixAsk = fix.AskName

// Cure is a fix tried on a broken network.
type Cure struct {
	Name     string
	Network  lab.Case                                // broken; its name is found by lab.Find, or it is registered with Cases
	Fix      string                                  // id
	Answers  map[fix.AskName]string                  // what the person types
	Ask      func(l *lab.Lab) map[fix.AskName]string // the same where it has to be looked up in the network
	Command  []string                                // what go is asked for; empty for go mod download of the case's module
	Want     engine.Outcome                          // empty for mended
	First    bool                                    // it must be the first fix that is offered
	Undo     bool                                    // it is taken back before go runs again, which would change the same files
	Unhelped bool                                    // go gets through only once the person has typed what nobody else may know
	Healthy  bool                                    // go gets through before as well: what is cured is not for its sake
	Hidden   string                                  // a password that must stand in no journal
	Short    bool                                    // belongs to the part that every test run takes
	Keeps    map[string]string                       // whole files of the home folder after the fix, by name; "" for one that is not there
}

// Cases registers the networks of cures that the lab does not have. It is for the
// initialisation of a package: the process that builds a network must know it too.
func Cases(list []Cure) []Cure {
	for _, c := range list {
		if _, known := lab.Find(c.Network.Name); !known {
			lab.Register(c.Network)
		}
	}
	return list
}

// In is a network of the lab, by its name.
func In(name string) lab.Case {
	c, ok := lab.Find(name)
	if !ok {
		panic("the lab has no network " + name)
	}
	return c
}

// patience is how long the go command may be silent where it must fail.
const patience = 5 * time.Second

// Run tries one cure.
func Run(t *testing.T, c Cure) {
	t.Helper()
	l := labtest.Open(t, c.Network)
	d := &desk{T: t, lab: l, cure: c}
	if out := d.goCommand(nil, patience); out.OK() != c.Healthy {
		t.Fatalf("before anything is mended, go gets through: %v\n%s%s", out.OK(), out.Stdout, out.Stderr)
	}
	before := d.files()
	answers := c.Answers
	if c.Ask != nil {
		answers = c.Ask(l)
	}
	done := d.person(request{Do: "apply", Fix: c.Fix, Module: c.Network.Fetch(), Answers: answers})
	if t.Failed() {
		return
	}
	d.judge(done)
	d.secrecy()
	if done.Result.Outcome.Changed() {
		d.afterwards(done, before)
	}
	if !c.Undo {
		d.same(before)
	}
}

// afterwards looks at what a fix that was kept has done, and takes it back.
func (d *desk) afterwards(done reply, before map[string]string) {
	d.Helper()
	for name, want := range d.cure.Keeps {
		if got := read(filepath.Join(d.home(), name)); got != want {
			d.Errorf("%s is\n%s\nwant\n%s", name, got, want)
		}
	}
	if d.cure.Undo {
		d.undo()
		d.same(before)
		done = d.person(request{Do: "apply", Fix: d.cure.Fix, Module: d.cure.Network.Fetch(), Answers: d.cure.Answers})
	}
	if d.cure.Unhelped {
		d.undo()
		return
	}
	if out := d.goCommand(done.environment(), time.Minute); !out.OK() {
		d.Errorf("go does not get through after the fix: %s\n%s%s", out.Failed, out.Stdout, out.Stderr)
	}
	if !d.cure.Undo {
		d.undo()
	}
}

func (d *desk) judge(done reply) {
	d.Helper()
	want := d.cure.Want
	if want == "" {
		want = engine.Mended
	}
	if done.Result.Outcome != want {
		text, _ := json.MarshalIndent(done, "", "  ")
		d.Errorf("the fix ended as %q, want %q\n%s", done.Result.Outcome, want, text)
	}
	if d.cure.First && (len(done.Offered) == 0 || done.Offered[0] != d.cure.Fix) {
		d.Errorf("offered are %q, want %s first", done.Offered, d.cure.Fix)
	}
}

// secrecy looks for a password in the journal.
func (d *desk) secrecy() {
	d.Helper()
	for name, text := range snapshot(filepath.Join(d.home(), ".local", "state", "gomend"), nil) {
		if d.cure.Hidden != "" && strings.HasSuffix(name, ".jsonl") && strings.Contains(text, d.cure.Hidden) {
			d.Errorf("the journal %s holds the password", name)
		}
	}
}

func (d *desk) undo() {
	d.Helper()
	done := d.person(request{Do: "undo", Module: d.cure.Network.Fetch()})
	if done.Result.Outcome != engine.PutBack {
		text, _ := json.MarshalIndent(done, "", "  ")
		d.Errorf("taking it back ended as %q\n%s", done.Result.Outcome, text)
	}
}

// desk is the place of the person whose go command fails.
type desk struct {
	*testing.T
	lab  *lab.Lab
	cure Cure
}

func (d *desk) home() string { return filepath.Join(d.lab.Dir, "home", "user") }

// goCommand lets the real go command try, with variables of the shell.
func (d *desk) goCommand(env []string, limit time.Duration) lab.Result {
	argv := d.cure.Command
	if c := d.cure.Network.Command; len(argv) == 0 && c != nil {
		argv = append([]string{"go"}, c...)
	}
	if len(argv) == 0 {
		argv = []string{"go", "mod", "download"}
		if m := d.cure.Network.Fetch(); m != "" {
			argv = append(argv, m)
		}
	}
	env = append([]string{"GIT_TERMINAL_PROMPT=0", "GIT_SSH_COMMAND=ssh -oBatchMode=yes"}, env...)
	return d.lab.Exec(context.Background(), lab.Command{Argv: argv, Env: env, Timeout: limit})
}

// person lets this program act as the person on the client.
func (d *desk) person(r request) reply {
	d.Helper()
	self, err := os.Executable()
	if err != nil {
		d.Fatal(err)
	}
	text, _ := json.Marshal(r)
	out := d.lab.Exec(context.Background(), lab.Command{Argv: []string{self, personArg}, Stdin: string(text), Timeout: 90 * time.Second})
	var answer reply
	if err := json.Unmarshal([]byte(out.Stdout), &answer); err != nil || answer.Error != "" {
		d.Errorf("%s: %v %s; exit %d %s\n%s\n%s", r.Do, err, answer.Error, out.Exit, out.Failed, out.Stdout, out.Stderr)
	}
	return answer
}

// passing are folders whose content comes and goes with every run of go.
var passing = []string{"go/pkg/sumdb", ".cache", ".local/state/gomend", ".config/go/telemetry", "tmp"}

// files are the contents, modes and links of everything in the home folder.
func (d *desk) files() map[string]string {
	skip := passing
	if !d.cure.Undo {
		skip = append([]string{"go/pkg"}, skip...)
	}
	found := snapshot(d.home(), skip)
	for name, is := range snapshot(filepath.Join(d.lab.Dir, "login"), []string{}) { // where ssh takes the home folder to be
		found["login/"+name] = is
	}
	return found
}

// same makes sure that the home folder is as it was.
func (d *desk) same(before map[string]string) {
	d.Helper()
	after := d.files()
	for name, was := range before {
		if is, ok := after[name]; !ok {
			d.Errorf("%s is gone", name)
		} else if is != was {
			d.Errorf("%s was\n%s\nand is\n%s", name, was, is)
		}
	}
	for name := range after {
		if _, ok := before[name]; !ok && !strings.HasPrefix(name, ".config/go") {
			d.Errorf("%s is left over", name)
		}
	}
}

// asked are checks.Verdict's words that a reply carries.
type asked struct {
	Cause  checks.Cause
	Target string
}
