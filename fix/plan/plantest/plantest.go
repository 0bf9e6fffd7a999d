// Package plantest has a plan.Machine of made-up files and programs, for the tests
// of planners.
package plantest

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing/fstest"

	"gomend/fix/plan"
)

// Machine is a made-up machine. What is not listed is not there.
type Machine struct {
	Vars     map[string]string                                        // environment
	HomeDir  string                                                   // Home; empty for /home/gopher
	ID       int                                                      // UID
	Files    map[string]string                                        // contents by absolute path
	Modes    map[string]fs.FileMode                                   // of files and folders that are not plain 0644; fs.ModeDir for folders
	Links    map[string]string                                        // targets of links that Resolve follows
	Foreign  map[string]string                                        // targets of links that it refuses
	Programs []string                                                 // in /usr/bin
	Outputs  map[string]string                                        // what a command line prints, joined by blanks
	Trees    map[string]map[string]string                             // what a program puts into a folder, by its name
	Rewrites map[string]func(copies []string, argv []string) []string // what a program makes of copies, by its name; "" is a missing file
}

var _ plan.Machine = (*Machine)(nil)

// Env implements plan.Machine.
func (m *Machine) Env(name string) string { return m.Vars[name] }

// Home implements plan.Machine.
func (m *Machine) Home() string {
	if m.HomeDir == "" {
		return "/home/gopher"
	}
	return m.HomeDir
}

// UID implements plan.Machine.
func (m *Machine) UID() int { return m.ID }

// ReadFile implements plan.Machine.
func (m *Machine) ReadFile(name string) ([]byte, error) {
	if target, ok := m.Links[name]; ok {
		name = target
	}
	text, ok := m.Files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return []byte(text), nil
}

// Lstat implements plan.Machine.
func (m *Machine) Lstat(name string) (fs.FileInfo, error) {
	file := &fstest.MapFile{Mode: 0o644}
	text, known := m.Files[name]
	if mode, ok := m.Modes[name]; ok {
		file.Mode, known = mode, true
	}
	if _, ok := m.Links[name]; ok {
		file.Mode, known = fs.ModeSymlink|0o777, true
	}
	if _, ok := m.Foreign[name]; ok {
		file.Mode, known = fs.ModeSymlink|0o777, true
	}
	if !known {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: fs.ErrNotExist}
	}
	file.Data = []byte(text)
	return fstest.MapFS{path.Base(name): file}.Lstat(path.Base(name))
}

// Resolve implements plan.Machine.
func (m *Machine) Resolve(name string) (string, error) {
	if target, ok := m.Foreign[name]; ok {
		return "", &plan.LinkError{Link: name, Target: target}
	}
	if target, ok := m.Links[name]; ok {
		return target, nil
	}
	return name, nil
}

// LookPath implements plan.Machine.
func (m *Machine) LookPath(program string) (string, error) {
	for _, p := range m.Programs {
		if p == program {
			return "/usr/bin/" + p, nil
		}
	}
	return "", fmt.Errorf("%s: %w", program, fs.ErrNotExist)
}

// Output implements plan.Machine.
func (m *Machine) Output(_ context.Context, argv ...string) ([]byte, error) {
	line := strings.Join(argv, " ")
	out, ok := m.Outputs[line]
	if !ok {
		return nil, fmt.Errorf("%s: no such command line in this test", line)
	}
	return []byte(out), nil
}

// OutputAsRoot implements plan.Machine.
func (m *Machine) OutputAsRoot(ctx context.Context, argv ...string) ([]byte, error) {
	if m.ID != 0 {
		return nil, plan.ErrNotRoot
	}
	return m.Output(ctx, argv...)
}

// OutputOn implements plan.Machine.
func (m *Machine) OutputOn(_ context.Context, files, _ []string, argv ...string) ([][]byte, error) {
	copies := make([]string, len(files))
	for i, name := range files {
		copies[i] = m.Files[name]
	}
	return m.rewrite(copies, argv)
}

// OutputWith implements plan.Machine.
func (m *Machine) OutputWith(_ context.Context, drafts []plan.Draft, _ []string, argv ...string) ([][]byte, error) {
	copies := make([]string, len(drafts))
	for i, d := range drafts {
		copies[i] = string(d.Text)
	}
	return m.rewrite(copies, argv)
}

// OutputTree implements plan.Machine: a program fills a folder with what Trees says.
func (m *Machine) OutputTree(_ context.Context, _ []string, argv ...string) (map[string][]byte, error) {
	tree, ok := m.Trees[argv[0]]
	if !ok {
		return nil, fmt.Errorf("%s: no such program in this test", argv[0])
	}
	found := map[string][]byte{}
	for name, text := range tree {
		found[name] = []byte(text)
	}
	return found, nil
}

func (m *Machine) rewrite(copies, argv []string) ([][]byte, error) {
	rewrite := m.Rewrites[argv[0]]
	if rewrite == nil {
		return nil, fmt.Errorf("%s: no such program in this test", argv[0])
	}
	var out [][]byte
	for _, text := range rewrite(copies, argv) {
		if text == "" {
			out = append(out, nil)
		} else {
			out = append(out, []byte(text))
		}
	}
	return out, nil
}
