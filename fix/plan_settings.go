package fix

import (
	"context"
	"slices"
	"strings"

	"gomend/fix/plan"
)

// change is one variable with the value that it is to have.
type change struct {
	name, value string
	unset       bool
}

// planSettings makes steps of the lines that begin with @go and @env. What other
// lines show is for people who type.
func planSettings(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	s = s.exactly(m)
	settings, variables := s.changes()
	var steps []plan.Step
	if len(settings) > 0 {
		list, err := s.setGo(ctx, m, settings)
		if err != nil {
			return nil, err
		}
		steps = append(steps, list...)
	}
	if len(variables) > 0 {
		list, err := s.setVariables(ctx, m, variables)
		if err != nil {
			return nil, err
		}
		steps = append(steps, list...)
	}
	return steps, nil
}

// changes reads the recipe's lines.
func (s situation) changes() (settings, variables []change) {
	for _, line := range s.recipe.linesFor(s) {
		verb, rest, _ := strings.Cut(Fill(line, s.values), " ")
		name, unset := strings.CutPrefix(rest, "-u ")
		name, value, _ := strings.Cut(name, "=")
		c := change{name, value, unset || value == ""}
		switch verb {
		case "@go":
			settings = append(settings, c)
		case "@env":
			variables = append(variables, c)
		}
	}
	return settings, variables
}

// listSettings are those whose present value goes into the new one, so that a plan
// needs them as they are, passwords and all.
var listSettings = []string{"GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOFLAGS"}

// proxyNames are the proxy variables in the spelling that go reads first
// (golang.org/x/net/http/httpproxy).
var proxyNames = []string{"HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "ALL_PROXY"}

// exactly is the situation with the settings as they stand on the machine: a run
// hides their passwords.
func (s situation) exactly(m plan.Machine) situation {
	exact := map[string]Setting{}
	for name, setting := range s.Settings {
		exact[name] = setting
	}
	stored := storedSettings(m)
	for _, name := range listSettings {
		if v := m.Env(name); v != "" {
			exact[name] = Setting{v, exact[name].Source}
		} else if v, ok := stored[name]; ok {
			exact[name] = Setting{v, exact[name].Source}
		}
	}
	for _, name := range proxyNames {
		for _, spelling := range []string{name, strings.ToLower(name)} {
			if v := m.Env(spelling); v != "" {
				exact[name], exact[spelling] = Setting{v, exact[spelling].Source}, Setting{v, exact[spelling].Source}
				break
			}
		}
	}
	s.Settings, s.Suggestion = exact, ""
	s = s.filled()
	s.values["godebug"] = merged(m.Env("GODEBUG"), s.values["godebug"])
	return s
}

// merged is GODEBUG with a switch added; an earlier one of that name goes.
func merged(debug, more string) string {
	if debug == "" || more == "" {
		return more
	}
	name, _, _ := strings.Cut(more, "=")
	kept := slices.DeleteFunc(strings.Split(debug, ","), func(one string) bool { return strings.HasPrefix(one, name+"=") })
	return strings.Join(append(kept, more), ",")
}
