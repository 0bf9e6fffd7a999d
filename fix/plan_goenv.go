package fix

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"

	"gomend/fix/plan"
)

// goEnvFile is the file that go env -w writes and go reads (cmd/go/internal/cfg,
// EnvFile; os.UserConfigDir).
func goEnvFile(m plan.Machine) (name string, off bool, err error) {
	switch v := m.Env("GOENV"); {
	case v == "off":
		return "", true, nil
	case filepath.IsAbs(v):
		return v, false, nil
	case v != "":
		return "", false, &ManualError{Obstacle: SetElsewhere, About: "GOENV"}
	}
	switch v := m.Env("XDG_CONFIG_HOME"); {
	case v == "":
		return filepath.Join(m.Home(), ".config", "go", "env"), false, nil
	case filepath.IsAbs(v):
		return filepath.Join(v, "go", "env"), false, nil
	}
	return "", false, &ManualError{Obstacle: SetElsewhere, About: "XDG_CONFIG_HOME"}
}

// storedSettings are the values in that file as go reads them: the last of equal
// names counts.
func storedSettings(m plan.Machine) map[string]string {
	values := map[string]string{}
	name, off, err := goEnvFile(m)
	if off || err != nil {
		return values
	}
	text, _ := m.ReadFile(name)
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		key, value, found := bytes.Cut(line, []byte("="))
		if found && len(key) > 0 && 'A' <= key[0] && key[0] <= 'Z' {
			values[string(key)] = string(value)
		}
	}
	return values
}

// setGo gives go settings new values. They are stored where go env -w stores them,
// unless nothing stored would count: an exported variable goes before
// (cmd/go/internal/cfg, Getenv), so the line that exports it goes too, or where that
// is not the person's to change, the new value goes where the winner is.
func (s situation) setGo(ctx context.Context, m plan.Machine, changes []change) ([]plan.Step, error) {
	name, off, err := goEnvFile(m)
	if err != nil {
		return nil, err
	}
	var store, free, export []change
	for _, c := range changes {
		exported := m.Env(c.name)
		switch {
		case off, exported != "" && s.fixed(ctx, m, c.name):
			if exported != c.value {
				export = append(export, c)
			}
		default:
			store = append(store, c)
			if exported != "" {
				free = append(free, change{name: c.name, unset: true})
			}
		}
	}
	shell := newShellEdit(m)
	shell.clear(ctx, free)
	if err := s.exports(ctx, &shell, export, "settings"); err != nil {
		return nil, err
	}
	steps, err := shell.steps(ctx)
	if err != nil || len(store) == 0 {
		return steps, err
	}
	stored, err := storeGo(ctx, m, name, store)
	return append(steps, stored...), err
}

// fixed reports whether a variable comes from where the person's own files do not
// reach: the image of a container, or a file of the system.
func (s situation) fixed(ctx context.Context, m plan.Machine, name string) bool {
	own, foreign := findLines(ctx, m, []string{name})
	return len(own) == 0 && (inContainer(s) || len(foreign) > 0)
}

// storeGo is the step that lets the go command itself write its file, on a copy.
func storeGo(ctx context.Context, m plan.Machine, name string, changes []change) ([]plan.Step, error) {
	file, err := openOwn(m, name)
	if err != nil {
		return nil, err
	}
	if _, err := m.LookPath("go"); err != nil {
		return nil, &ManualError{Obstacle: MissingTool, About: "go"}
	}
	after, same := file.text, []string(nil)
	for _, flag := range []string{"-w", "-u"} {
		argv := []string{"go", "env", flag}
		for _, c := range changes {
			switch {
			case c.unset && flag == "-u":
				argv = append(argv, c.name)
			case !c.unset && flag == "-w":
				argv = append(argv, c.name+"="+c.value)
			}
		}
		if len(argv) == 3 || flag == "-u" && after == nil {
			continue // without a file nothing is stored, and go env -u fails (cmd/go/internal/envcmd/env.go:updateEnvFile)
		}
		// The variables themselves are cleared: go env -w warns of them, and GOTOOLCHAIN
		// or GOFLAGS could keep go from starting at all.
		env := []string{"GOENV={0}", "GOTOOLCHAIN=local", "GOFLAGS="}
		written, err := m.OutputWith(ctx, []plan.Draft{{Name: "env", Text: after}}, env, argv...)
		if err != nil {
			return nil, err
		}
		after, same = written[0], argv
	}
	if after == nil {
		after = []byte{}
	}
	if file.absent && len(after) == 0 {
		return nil, nil
	}
	steps := file.replace(plan.GoEnvSet, after)
	for i := range steps {
		c := changes[0]
		steps[i].Setting = &plan.Setting{Name: c.name, Value: c.value, Unset: c.unset}
		if steps[i].File.Secret {
			steps[i].Setting.Value = ""
		} else {
			steps[i].Same = same
		}
	}
	return steps, nil
}

// planUnshadow lets what go env -w has stored count again: the line that exports
// the variable goes, and it is unset in the calling shell.
func planUnshadow(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	name := s.Setting
	if name == "" {
		name = "GOPROXY"
	}
	if m.Env(name) == "" {
		return nil, nil
	}
	own, foreign := findLines(ctx, m, []string{name})
	if len(own) == 0 && len(foreign) > 0 {
		return nil, &ManualError{Obstacle: SetElsewhere, About: strings.Join(foreign, ", ")}
	}
	shell := newShellEdit(m)
	shell.clear(ctx, []change{{name: name, unset: true}})
	return shell.steps(ctx)
}
