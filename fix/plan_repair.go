package fix

import (
	"context"
	"strings"

	"gomend/fix/plan"
)

// planRepair writes a setting as it was meant. In go's own file all that go cannot
// read goes with it: marks of other systems and lines that a later one overrides.
func planRepair(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	s = s.exactly(m)
	name, value := s.Setting, s.values["suggestion"]
	if value == "" {
		return nil, &ManualError{Obstacle: SetElsewhere, About: name}
	}
	file, off, err := goEnvFile(m)
	if err != nil {
		return nil, err
	}
	if _, stored := storedSettings(m)[name]; off || m.Env(name) != "" || !stored {
		return s.setGo(ctx, m, []change{{name: name, value: value}})
	}
	own, err := openOwn(m, file)
	if err != nil {
		return nil, err
	}
	steps := own.replace(plan.GoEnvSet, s.repairedFile(own.text, map[string]string{name: value}))
	for i := range steps {
		steps[i].Setting = &plan.Setting{Name: name, Value: value}
		if steps[i].File.Secret {
			steps[i].Setting.Value = ""
		}
	}
	return steps, nil
}

// repairedFile is the file of go env -w with the lines right: no byte order mark, no
// carriage returns, no line that a later one overrides (cmd/go/internal/cfg,
// readEnvFile). Comments and lines that go does not know stay.
func (s situation) repairedFile(text []byte, values map[string]string) []byte {
	list := lines([]byte(strings.TrimPrefix(string(text), "\ufeff")))
	last := map[string]int{}
	for i, line := range list {
		if name, _, ok := settingOf(line); ok {
			last[name] = i
		}
	}
	var b strings.Builder
	for i, line := range list {
		name, value, ok := settingOf(line)
		switch {
		case !ok:
			b.WriteString(strings.TrimRight(line, "\r\n") + "\n")
			continue
		case last[name] != i:
			continue
		}
		if better, known := values[name]; known {
			value = better
		} else if better, changed := s.repaired(name, value); changed {
			value = better
		}
		b.WriteString(name + "=" + value + "\n")
	}
	return []byte(b.String())
}

// settingOf reads a line of the file of go env -w.
func settingOf(line string) (name, value string, ok bool) {
	line = strings.TrimRight(line, "\r\n")
	name, value, ok = strings.Cut(line, "=")
	return name, value, ok && name != "" && 'A' <= name[0] && name[0] <= 'Z'
}
