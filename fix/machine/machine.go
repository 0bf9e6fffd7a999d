// Package machine is the real plan.Machine. It only reads: what a program would
// write, it writes into copies in a throw-away folder.
package machine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"gomend/checks/environ"
	"gomend/fix/internal/child"
	"gomend/fix/plan"
)

const (
	readLimit   = 4 << 20          // bytes of a file; settings have a few KiB
	outputLimit = 15 * time.Second // for a program that only reads; git and go answer in milliseconds
)

// superuserPath holds programs that read the network's state and stand in few
// people's PATH.
const superuserPath = "/usr/local/sbin:/usr/sbin:/sbin"

// Machine is this machine, as one person's go command sees it.
type Machine struct {
	person Person
	env    []string
	dir    string
}

// New looks at the machine with an environment, from a folder; empty is the
// current one.
func New(env []string, dir string) (*Machine, error) {
	p, err := WhoIs(env)
	if err != nil {
		return nil, err
	}
	return &Machine{person: p, env: p.Env(env), dir: dir}, nil
}

// Person is for whom the machine is to be mended.
func (m *Machine) Person() Person { return m.person }

// Env implements plan.Machine.
func (m *Machine) Env(name string) string { return environ.Get(m.env, name) }

// Home implements plan.Machine.
func (m *Machine) Home() string { return m.person.Home }

// UID implements plan.Machine.
func (m *Machine) UID() int { return m.person.UID }

// ReadFile implements plan.Machine. It never waits for a pipe.
func (m *Machine) ReadFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, readLimit+1))
	if err == nil && len(text) > readLimit {
		return nil, fmt.Errorf("%s: larger than %d bytes", name, readLimit)
	}
	return text, err
}

// Lstat implements plan.Machine.
func (m *Machine) Lstat(name string) (fs.FileInfo, error) { return os.Lstat(name) }

// LookPath implements plan.Machine: in the person's PATH, then where programs of
// the administrator are.
func (m *Machine) LookPath(program string) (string, error) {
	if filepath.IsAbs(program) {
		return exec.LookPath(program)
	}
	if program != filepath.Base(program) {
		return "", fmt.Errorf("%s: %w", program, exec.ErrDot)
	}
	for _, dir := range filepath.SplitList(m.Env("PATH") + string(filepath.ListSeparator) + superuserPath) {
		if !filepath.IsAbs(dir) {
			continue // what lies in the current folder is nobody's program
		}
		if found, err := exec.LookPath(filepath.Join(dir, program)); err == nil {
			return found, nil
		}
	}
	return "", &exec.Error{Name: program, Err: exec.ErrNotFound}
}

// Output implements plan.Machine.
func (m *Machine) Output(ctx context.Context, argv ...string) ([]byte, error) {
	return m.output(ctx, nil, argv, m.person.Become)
}

// OutputAsRoot implements plan.Machine.
func (m *Machine) OutputAsRoot(ctx context.Context, argv ...string) ([]byte, error) {
	asIs := func(*exec.Cmd) {}
	if os.Geteuid() == 0 {
		return m.output(ctx, nil, argv, asIs)
	}
	for _, ask := range []string{"sudo", "doas"} { // that are not asked for a password
		if _, err := m.output(ctx, nil, []string{ask, "-n", "true"}, asIs); err == nil {
			return m.output(ctx, nil, append([]string{ask, "-n"}, argv...), asIs)
		}
	}
	return nil, plan.ErrNotRoot
}

func (m *Machine) output(ctx context.Context, env, argv []string, become func(*exec.Cmd)) ([]byte, error) {
	if len(argv) == 0 {
		return nil, errors.New("no program named")
	}
	program, err := m.LookPath(argv[0])
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, outputLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, argv[1:]...)
	cmd.Dir = m.dir
	cmd.Env = append(append(append([]string{}, m.env...), "LC_ALL=C"), env...)
	become(cmd)
	return child.Run(ctx, cmd)
}

// OutputOn implements plan.Machine.
func (m *Machine) OutputOn(ctx context.Context, files, env []string, argv ...string) ([][]byte, error) {
	drafts := make([]plan.Draft, len(files))
	for i, name := range files {
		text, err := m.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		drafts[i] = plan.Draft{Name: fmt.Sprint(i), Text: text}
	}
	return m.OutputWith(ctx, drafts, env, argv...)
}

// OutputWith implements plan.Machine.
func (m *Machine) OutputWith(ctx context.Context, drafts []plan.Draft, env []string, argv ...string) ([][]byte, error) {
	dir, err := os.MkdirTemp("", "gomend-copy-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	copies := make([]string, len(drafts))
	for i, d := range drafts {
		copies[i] = filepath.Join(dir, filepath.Base(d.Name))
		if d.Text == nil {
			continue
		}
		if err := os.WriteFile(copies[i], d.Text, 0o600); err != nil {
			return nil, err
		}
	}
	if err := m.handOver(dir, copies); err != nil {
		return nil, err
	}
	if _, err := m.output(ctx, filled(env, copies), filled(argv, copies), m.person.Become); err != nil {
		return nil, err
	}
	contents := make([][]byte, len(drafts))
	for i, name := range copies {
		if contents[i], err = m.ReadFile(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return contents, nil
}

// OutputTree implements plan.Machine.
func (m *Machine) OutputTree(ctx context.Context, env []string, argv ...string) (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "gomend-copy-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	tree := filepath.Join(dir, "tree")
	if err := m.handOver(dir, nil); err != nil {
		return nil, err
	}
	if _, err := m.output(ctx, filled(env, []string{tree}), filled(argv, []string{tree}), m.person.Become); err != nil {
		return nil, err
	}
	return m.readTree(tree)
}

// treeLimit is how much a plan may hold of a folder, in bytes and files.
const treeLimit, treeFiles = 8 << 20, 2000

// readTree reads a folder's files.
func (m *Machine) readTree(root string) (map[string][]byte, error) {
	found, size := map[string][]byte{}, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := m.ReadFile(path)
		if err != nil {
			return err
		}
		if size += len(text); size > treeLimit || len(found) >= treeFiles {
			return plan.ErrTooLarge
		}
		name, err := filepath.Rel(root, path)
		found[filepath.ToSlash(name)] = text
		return err
	})
	if errors.Is(err, fs.ErrNotExist) && len(found) == 0 {
		err = nil // the program had nothing to put there
	}
	return found, err
}

// handOver gives the copies to the person where this process is root's.
func (m *Machine) handOver(dir string, copies []string) error {
	if !m.person.Invoker {
		return nil
	}
	for _, name := range append([]string{dir}, copies...) {
		if err := os.Lchown(name, m.person.UID, m.person.GID); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// filled puts the names of the copies in place of {0}, {1}, ….
func filled(list, copies []string) []string {
	var pairs []string
	for i, name := range copies {
		pairs = append(pairs, fmt.Sprintf("{%d}", i), name)
	}
	replace := strings.NewReplacer(pairs...)
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = replace.Replace(s)
	}
	return out
}
