package systemtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"gomend/checks"
	"gomend/checks/diagnose"
	"gomend/fix"
	"gomend/fix/curetest"
	"gomend/fix/engine"
	"gomend/fix/machine"
	"gomend/fix/plan"
	"gomend/ui/cli"
)

// order is what the operator is to do.
type order struct {
	Do      string // apply, undo, check
	Fix     string
	Module  string
	Answers map[fix.AskName]string // what the person types
	Leave   bool                   // does not keep the change: the guard is to take it back
}

// outcome is what came of it.
type outcome struct {
	Error   string
	Cause   checks.Cause
	Params  fix.Params
	Plan    plan.Plan
	Result  engine.Result
	Report  engine.Report
	Check   string                   // of Report
	Checks  map[string]checks.Status // of Report
	Planned string                   // why there is no plan
}

// operate obeys one order from standard input.
func operate(place engine.Place) int {
	var o order
	if err := json.NewDecoder(os.Stdin).Decode(&o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	var out outcome
	if err := o.obey(place, &out); err != nil {
		out.Error = err.Error()
	}
	json.NewEncoder(os.Stdout).Encode(out)
	return 0
}

func (o order) obey(place engine.Place, out *outcome) error {
	if o.Do == "check" {
		_, v, b, err := o.diagnose()
		if err == nil {
			out.Report = engine.ReportOf(v, b)
			out.Check, out.Checks = out.Report.Check, out.Report.Checks
		}
		return err
	}
	e, err := o.engine(place)
	if err != nil {
		return err
	}
	if o.Do == "undo" {
		out.Result = e.Undo(context.Background(), "").Wait()
		return nil
	}
	return o.apply(e, out)
}

func (o order) diagnose() (*diagnose.Diagnosis, checks.Verdict, *checks.Board, error) {
	return curetest.Diagnose(o.Module)
}

func (o order) engine(place engine.Place) (*engine.Engine, error) {
	who, err := machine.WhoIs(os.Environ())
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return engine.New(engine.Options{
		Person: who, Env: os.Environ(), Tool: "test", Verify: o.verify,
		Self: append([]string{self}, place.Args...), RootState: place.State,
	}), nil
}

// verify checks again in a fresh process.
func (o order) verify(ctx context.Context, _ []plan.Var) (engine.Report, error) {
	text, _ := json.Marshal(order{Do: "check", Module: o.Module})
	cmd := exec.CommandContext(ctx, os.Args[0], os.Args[1:4]...)
	cmd.Stdin = strings.NewReader(string(text))
	printed, err := cmd.Output()
	if err != nil {
		return engine.Report{}, err
	}
	var out outcome
	if err := json.Unmarshal(printed, &out); err != nil {
		return engine.Report{}, err
	}
	if out.Error != "" {
		return engine.Report{}, errors.New(out.Error)
	}
	out.Report.Check, out.Report.Checks = out.Check, out.Checks
	return out.Report, nil
}

func (o order) apply(e *engine.Engine, out *outcome) error {
	d, v, b, err := o.diagnose()
	if err != nil {
		return err
	}
	out.Cause = v.Cause
	p := cli.FixParams(d, v, b)
	p.Answers = o.Answers
	p.Container = "" // the machine that runs the tests may be one; the client is none
	out.Params = p
	out.Params.Settings = nil
	m, err := machine.New(os.Environ(), "")
	if err != nil {
		return err
	}
	if out.Plan, err = fix.Make(context.Background(), o.Fix, v, p, m); err != nil {
		out.Planned = err.Error()
		return nil
	}
	run := e.Apply(context.Background(), out.Plan, engine.ReportOf(v, b))
	for event := range run.Events() {
		if event.Kind == engine.Countdown && !o.Leave {
			run.Keep()
		}
		if event.Kind == engine.Countdown && o.Leave {
			run.Revert()
		}
		if event.Result != nil {
			out.Result = *event.Result
		}
	}
	return nil
}
