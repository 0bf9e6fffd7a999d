package engine

import (
	"context"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"

	"gomend/checks"
	"gomend/fix/internal/child"
	"gomend/fix/plan"
)

// document is the part of check --json that a report is made of.
type document struct {
	Schema int `json:"schema"`
	Checks []struct {
		ID     string        `json:"id"`
		Status checks.Status `json:"status"`
	} `json:"checks"`
	Verdict struct {
		Status  checks.VerdictStatus `json:"status"`
		Cause   checks.Cause         `json:"cause"`
		Route   string               `json:"route"`
		Target  string               `json:"target"`
		Summary string               `json:"summary"`
		Also    []Found              `json:"also"`
	} `json:"verdict"`
}

// Fresh is the verifier that runs a command which prints what check --json does.
func Fresh(argv []string, dir string, env []string) Verifier {
	return func(ctx context.Context, vars []plan.Var) (Report, error) {
		cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
		cmd.Dir, cmd.Env = dir, WithVars(env, vars)
		out, err := child.Run(ctx, cmd)
		var doc document
		if json.Unmarshal(out, &doc) == nil && doc.Schema == 1 {
			return doc.report(), nil // its status is 1 where something is broken
		}
		return Report{}, err
	}
}

func (d document) report() Report {
	v := d.Verdict
	r := Report{Status: v.Status, Cause: v.Cause, Route: v.Route, Target: v.Target, Also: v.Also, Summary: v.Summary, Checks: map[string]checks.Status{}}
	for _, c := range d.Checks {
		r.Checks[c.ID] = c.Status
	}
	return r
}

// WithVars is an environment as a shell has it that took the variables.
func WithVars(env []string, vars []plan.Var) []string {
	list := slices.Clone(env)
	for _, v := range vars {
		list = slices.DeleteFunc(list, func(pair string) bool { return strings.HasPrefix(pair, v.Name+"=") })
		if !v.Unset {
			list = append(list, v.Name+"="+v.Value)
		}
	}
	return list
}
