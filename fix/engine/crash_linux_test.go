package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"gomend/checks"
	"gomend/fix/machine"
	"gomend/fix/plan"
)

// switcher is a program of the tests: it writes a word into a file, or prints it.
const switcher = `#!/bin/sh
case $1 in
set) echo "$3" > "$2" ;;
get) cat "$2" ;;
esac
`

func init() {
	allowed["gomend-test-switch"] = line{user: true, root: true, patterns: []string{"set|get ?TEXT"}}
}

// crashHome furnishes a home folder for a crash.
func crashHome(t *testing.T) string {
	t.Helper()
	w := newWorld(t)
	w.write("bin/gomend-test-switch", switcher, 0o755)
	w.write("replaced", strings.Repeat("old ", 500), 0o640)
	w.write("removed", "gone soon", 0o600)
	w.write("rc", "alias l=ls\r\n", 0o644)
	w.write("mounted", "nameserver 192.0.2.1\nand more\n", 0o644)
	w.write("mountpoint", "", 0o644)
	w.write("switch", "off\n", 0o644)
	w.write("cache/module/file", "bytes", 0o444)
	os.Chmod(w.path("cache/module"), 0o555)
	t.Cleanup(func() { exec.Command("chmod", "-R", "u+w", w.home).Run() })
	return w.home
}

// crashPlan has a step of every way to change something.
func crashPlan(home string) plan.Plan {
	at := func(name string) string { return filepath.Join(home, name) }
	file := func(kind plan.Kind, name, after string) plan.Step {
		f := &plan.File{Path: at(name), Before: plan.State{Absent: true}, After: []byte(after)}
		if text, err := os.ReadFile(f.Path); err == nil {
			f.Before = plan.State{Hash: plan.HashOf(text)}
		}
		return plan.Step{Kind: kind, File: f}
	}
	rc, _ := os.ReadFile(at("rc"))
	block := file(plan.BlockSet, "rc", string(plan.SetBlock(rc, "proxy", "export A=1")))
	block.Block = &plan.Block{Purpose: "proxy", Body: "export A=1"}
	removed := file(plan.FileRemove, "removed", "")
	removed.File.After = nil
	return plan.Plan{Fix: "goproxy-set", Steps: []plan.Step{
		file(plan.FileReplace, "replaced", strings.Repeat("new ", 600)),
		file(plan.GoEnvSet, "config/go/env", "GOPROXY=https://goproxy.example\n"),
		file(plan.FileReplace, "mountpoint", "nameserver 192.0.2.2\n"),
		removed,
		block,
		{Kind: plan.Exec, Exec: &plan.Command{
			Argv: []string{"gomend-test-switch", "set", at("switch"), "on"}, Undo: [][]string{{"gomend-test-switch", "set", at("switch"), "off"}},
			Probe: []string{"gomend-test-switch", "get", at("switch")}, Before: plan.HashOf([]byte("off\n")),
		}},
		{Kind: plan.Quarantine, Move: &plan.Move{From: at("cache/module"), To: at("aside/module")}},
		{Kind: plan.Snippet, Env: []plan.Var{{Name: "A", Value: "1"}}},
	}}
}

// crashChild is a process that applies, or recovers, in a home folder where one file
// is a mount, and may die on the way.
func crashChild(args []string) int {
	home, do := args[0], args[1]
	if err := errors.Join(
		unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""),
		unix.Mount(filepath.Join(home, "mounted"), filepath.Join(home, "mountpoint"), "", unix.MS_BIND, ""),
	); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 7
	}
	e := New(Options{
		Person: machine.Person{UID: os.Geteuid(), GID: os.Getegid(), Home: home},
		Env:    []string{"HOME=" + home, "PATH=" + filepath.Join(home, "bin") + ":" + os.Getenv("PATH")}, Dir: home,
		UserState: filepath.Join(home, "state"), RootState: filepath.Join(home, "root"),
		Verify: func(context.Context, []plan.Var) (Report, error) {
			if do == "fail" {
				return broken, nil
			}
			return Report{Status: checks.Healthy}, nil
		},
	})
	if do == "recover" {
		list, err := e.Recover(context.Background())
		for _, r := range list {
			if r.Open() {
				fmt.Fprintf(os.Stderr, "%+v\n", r)
				return 6
			}
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 5
		}
		return 0
	}
	r := e.Apply(context.Background(), crashPlan(home), broken).Wait()
	if r.Outcome == Mended || do == "fail" && r.Outcome == PutBack {
		return 0
	}
	fmt.Fprintf(os.Stderr, "%+v\n", r)
	return 4
}

// crashRun runs such a process; died reports whether it was killed.
func crashRun(t *testing.T, home, do string, at int) (died bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], childArg, "-", "crash", home, do)
	cmd.Env = append(os.Environ(), dieAt+"="+strconv.Itoa(at))
	attr := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		attr.Cloneflags |= syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	}
	cmd.SysProcAttr = attr
	out, err := cmd.CombinedOutput()
	if err == nil {
		return false
	}
	var exit *exec.ExitError
	switch {
	case !errors.As(err, &exit) || exit.ExitCode() == 7:
		t.Skipf("no mounts in a namespace here: %v %s", err, out)
	case exit.ExitCode() >= 0:
		t.Errorf("%s, killed at %d: %s", do, at, out)
	}
	return true
}

// tree is everything below a folder but the journal, as text.
func tree(t *testing.T, home string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(home, path)
		if name == "state" {
			return filepath.SkipDir
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		all[name] = info.Mode().String()
		if info.Mode().IsRegular() {
			text, err := os.ReadFile(path)
			all[name] += " " + string(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func differences(a, b map[string]string) (list []string) {
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if a[name] != b[name] {
			list = append(list, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			list = append(list, "+"+name)
		}
	}
	return list
}

// TestCrashAtEveryPoint kills the program before each side effect. The next start
// brings it to one end or the other, completely, and the one after finds nothing to do.
func TestCrashAtEveryPoint(t *testing.T) {
	t.Parallel()
	for _, do := range []string{"apply", "fail"} {
		t.Run(do, func(t *testing.T) {
			t.Parallel()
			home := crashHome(t)
			original := tree(t, home)
			if crashRun(t, home, do, -1) {
				t.Fatal("it died by itself")
			}
			planned := tree(t, home)
			if same := len(differences(original, planned)) == 0; same != (do == "fail") {
				t.Fatalf("without a crash: %v", differences(original, planned))
			}
			crashAll(t, do, original, planned)
		})
	}
}

func crashAll(t *testing.T, do string, original, planned map[string]string) {
	const atOnce = 4
	stride := stride()
	var points sync.WaitGroup
	var mu sync.Mutex
	next, over := 0, false
	var kept, back int
	for range atOnce {
		points.Go(func() {
			for {
				mu.Lock()
				at := next
				next += stride
				stop := over || t.Failed()
				mu.Unlock()
				if stop {
					return
				}
				home := crashHome(t)
				died := crashRun(t, home, do, at)
				crashRun(t, home, "recover", -1)
				after := tree(t, home)
				crashRun(t, home, "recover", -1)
				again := tree(t, home)
				toOriginal, toPlanned := differences(original, after), differences(planned, after)
				mu.Lock()
				switch {
				case len(toOriginal) == 0:
					back++
				case len(toPlanned) == 0:
					kept++
				default:
					t.Errorf("killed at point %d: differs from before in %v, from after in %v", at, toOriginal, toPlanned)
				}
				if d := differences(after, again); len(d) > 0 {
					t.Errorf("killed at point %d: a second recovery changed %v", at, d)
				}
				over = over || !died
				mu.Unlock()
			}
		})
	}
	points.Wait()
	t.Logf("%d points: %d ended as before, %d as planned", back+kept, back, kept)
	if back < 15 || do == "apply" && kept == 0 {
		t.Errorf("%d as before, %d as planned: too few", back, kept)
	}
}
