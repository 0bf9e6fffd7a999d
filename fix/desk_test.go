package fix

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/fix/machine"
	"gomend/fix/plan"
)

// desk is a home folder of its own on this machine, for planners that let real
// programs write.
type desk struct {
	t    *testing.T
	home string
	env  []string
}

// newDesk makes one with files, by their names in the home folder, and variables
// NAME=value, in which {home} stands for the folder.
func newDesk(t *testing.T, files map[string]string, vars ...string) *desk {
	t.Helper()
	dir, err := os.MkdirTemp("", "desk")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) }) // go counts its runs in there, even after its end
	home, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, home: home, env: []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "SHELL=/bin/bash", "GOTOOLCHAIN=local"}}
	for _, v := range vars {
		d.env = append(d.env, strings.ReplaceAll(v, "{home}", home))
	}
	for name, text := range files {
		d.write(name, text)
	}
	return d
}

func (d *desk) write(name, text string) {
	file := filepath.Join(d.home, name)
	if target, ok := strings.CutPrefix(text, "-> "); ok {
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.Symlink(target, file); err != nil {
			d.t.Fatal(err)
		}
		return
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) read(name string) string {
	text, err := os.ReadFile(filepath.Join(d.home, name))
	if err != nil {
		return "missing"
	}
	return string(text)
}

// settings are those of the desk, as a run finds them.
func (d *desk) settings() map[string]Setting {
	s, err := route.Load(context.Background(), route.LoadOptions{Dir: d.home, Env: d.env})
	if err != nil {
		d.t.Fatal(err)
	}
	known := map[string]Setting{}
	for name, value := range s.Env {
		known[name] = Setting{value, s.Sources[name]}
	}
	return known
}

// plan plans a fix for a finding on the desk.
func (d *desk) plan(id string, v checks.Verdict, p Params) ([]plan.Step, error) {
	m, err := machine.New(d.env, d.home)
	if err != nil {
		d.t.Fatal(err)
	}
	p.GOOS = "linux"
	if p.Settings == nil {
		p.Settings = d.settings()
	}
	made, err := newSituation(v.Finding, p).make(context.Background(), id, v, m)
	return made.Steps, err
}

// apply does what steps say, in a way that tests can see; the real one is in
// package engine. Variables for the calling shell go into the environment.
func (d *desk) apply(steps []plan.Step) {
	for _, s := range steps {
		switch {
		case s.File != nil && s.Kind == plan.FileRemove:
			os.Remove(s.File.Path)
		case s.File != nil:
			now, err := os.ReadFile(s.File.Path)
			if s.File.Before.Absent != errors.Is(err, os.ErrNotExist) || err == nil && plan.HashOf(now) != s.File.Before.Hash {
				d.t.Errorf("%s is not as planned on", s.File.Path)
			}
			os.MkdirAll(filepath.Dir(s.File.Path), 0o755)
			if err := os.WriteFile(s.File.Path, s.File.After, os.FileMode(s.File.Mode)|0o600); err != nil {
				d.t.Error(err)
			}
		case s.Move != nil:
			os.MkdirAll(filepath.Dir(s.Move.To), 0o755)
			if err := os.Rename(s.Move.From, s.Move.To); err != nil {
				d.t.Error(err)
			}
		}
		for _, v := range s.Env {
			d.env = slices.DeleteFunc(d.env, func(pair string) bool { return strings.HasPrefix(pair, v.Name+"=") })
			if !v.Unset {
				d.env = append(d.env, v.Name+"="+v.Value)
			}
		}
	}
}

// run runs a program on the desk.
func (d *desk) run(argv ...string) string {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir, cmd.Env = d.home, d.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out) + err.Error()
	}
	return strings.TrimSpace(string(out))
}

// kinds of the steps, in order.
func kinds(steps []plan.Step) string {
	var list []string
	for _, s := range steps {
		list = append(list, string(s.Kind))
	}
	return strings.Join(list, " ")
}

func manual(err error) string {
	var m *ManualError
	if errors.As(err, &m) {
		return string(m.Obstacle)
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
