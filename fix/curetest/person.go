package curetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/diagnose"
	"gomend/checks/lab/labtest"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/machine"
	"gomend/fix/plan"
	"gomend/ui/cli"
)

// personArg is the argument of this program when it acts as the person.
const personArg = "cure-person"

// Main runs the tests of a package, or is the person, or the program's own helper.
func Main(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case personArg:
			os.Exit(act())
		case engine.HelperCommand:
			os.Exit(engine.Helper(os.Stdin, os.Stdout, engine.Place{}))
		case engine.GuardCommand:
			os.Exit(engine.Guard(os.Args[2], engine.Place{}))
		}
	}
	labtest.Main(m)
}

// request is what the person is to do.
type request struct {
	Do      string // apply, undo, check
	Fix     string
	Module  string
	Answers map[fix.AskName]string
}

// reply is what came of it.
type reply struct {
	Error   string
	Verdict asked
	Offered []string
	Plan    plan.Plan
	Result  engine.Result
	Report  engine.Report
	Check   string                   // of Report
	Checks  map[string]checks.Status // of Report
}

// environment is what the calling shell takes, as KEY=VALUE; an empty value counts as
// unset for every program here.
func (r reply) environment() []string {
	var list []string
	for _, v := range r.Result.Env {
		list = append(list, v.Name+"="+v.Value)
	}
	return list
}

func act() int {
	var r request
	if err := json.NewDecoder(os.Stdin).Decode(&r); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	answer := reply{}
	if err := r.do(&answer); err != nil {
		answer.Error = err.Error()
	}
	json.NewEncoder(os.Stdout).Encode(answer)
	return 0
}

func (r request) do(answer *reply) error {
	switch r.Do {
	case "check":
		_, v, b, err := r.diagnose()
		if err != nil {
			return err
		}
		answer.Report = engine.ReportOf(v, b)
		answer.Check, answer.Checks = answer.Report.Check, answer.Report.Checks
		return nil
	case "undo":
		e, err := r.engine()
		if err != nil {
			return err
		}
		answer.Result = e.Undo(context.Background(), "").Wait()
		return nil
	}
	return r.apply(answer)
}

// runLimit is the time for all checks, as on the command line.
const runLimit = 30 * time.Second

func (r request) diagnose() (*diagnose.Diagnosis, checks.Verdict, *checks.Board, error) {
	return Diagnose(r.Module)
}

// Diagnose runs all checks in this process, and returns the last word.
func Diagnose(module string) (*diagnose.Diagnosis, checks.Verdict, *checks.Board, error) {
	d, err := diagnose.Prepare(diagnose.Options{Env: os.Environ(), Module: module, Timeout: runLimit})
	if err != nil {
		return nil, checks.Verdict{}, nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), runLimit+5*time.Second)
	defer cancel()
	events, board := d.Start(ctx)
	var v checks.Verdict
	for e := range events {
		if e.Kind == checks.EventVerdict && e.Final {
			v = e.Verdict
		}
	}
	return d, v, board, nil
}

func (r request) engine() (*engine.Engine, error) {
	who, err := machine.WhoIs(os.Environ())
	if err != nil {
		return nil, err
	}
	return engine.New(engine.Options{Person: who, Env: os.Environ(), Tool: "test", Verify: r.verify}), nil
}

// verify checks again in a fresh process.
func (r request) verify(ctx context.Context, env []plan.Var) (engine.Report, error) {
	self, err := os.Executable()
	if err != nil {
		return engine.Report{}, err
	}
	text, _ := json.Marshal(request{Do: "check", Module: r.Module})
	cmd := exec.CommandContext(ctx, self, personArg)
	cmd.Stdin, cmd.Env = strings.NewReader(string(text)), os.Environ()
	for _, v := range env {
		cmd.Env = append(cmd.Env, v.Name+"="+v.Value)
	}
	out, err := cmd.Output()
	if err != nil {
		return engine.Report{}, err
	}
	var answer reply
	if err := json.Unmarshal(out, &answer); err != nil {
		return engine.Report{}, err
	}
	if answer.Error != "" {
		return engine.Report{}, errors.New(answer.Error)
	}
	answer.Report.Check, answer.Report.Checks = answer.Check, answer.Checks
	return answer.Report, nil
}

func (r request) apply(answer *reply) error {
	d, v, b, err := r.diagnose()
	if err != nil {
		return err
	}
	p := cli.FixParams(d, v, b)
	p.Answers = r.Answers
	answer.Verdict = asked{v.Cause, v.Target}
	for _, f := range fix.For(v, p) {
		answer.Offered = append(answer.Offered, f.ID)
	}
	m, err := machine.New(os.Environ(), "")
	if err != nil {
		return err
	}
	answer.Plan, err = fix.Make(context.Background(), r.Fix, v, p, m)
	if err != nil {
		return fmt.Errorf("%s for %s at %s, of %q: %w", r.Fix, v.Cause, v.Target, answer.Offered, err)
	}
	e, err := r.engine()
	if err != nil {
		return err
	}
	run := e.Apply(context.Background(), answer.Plan, engine.ReportOf(v, b))
	for event := range run.Events() {
		if event.Kind == engine.Countdown {
			run.Keep()
		}
		if event.Result != nil {
			answer.Result = *event.Result
		}
	}
	return nil
}

// snapshot describes every file below a folder, but for some folders.
func snapshot(root string, skip []string) map[string]string {
	found := map[string]string{}
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(root, path)
		for _, s := range skip {
			if name == s {
				return fs.SkipDir
			}
		}
		if err != nil || d.IsDir() {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		found[name] = info.Mode().String() + " " + read(path)
		return nil
	})
	return found
}

// read is a file's content, or where a link leads.
func read(path string) string {
	if target, err := os.Readlink(path); err == nil {
		return "-> " + target
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(text)
}
