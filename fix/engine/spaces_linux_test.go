package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"gomend/checks"
	"gomend/fix/machine"
	"gomend/fix/plan"
)

// Root's side is tried in a network and an /etc of its own, in which the tests are root.

// scenarios run there. What they return is what went wrong.
var scenarios = map[string]func(*spaces) error{
	"kept":              (*spaces).kept,
	"time runs out":     (*spaces).timeRunsOut,
	"does not help":     (*spaces).doesNotHelp,
	"gomend is killed":  (*spaces).killed,
	"a step fails":      (*spaces).stepFails,
	"without a guard":   (*spaces).plain,
	"helper is killed":  (*spaces).helperKilled,
	"refused":           (*spaces).refused,
	"changed meanwhile": (*spaces).changed,
	"disk is full":      (*spaces).fullDisk,
	"read-only /etc":    (*spaces).readOnly,
	"guard is killed":   (*spaces).guardKilled,
}

func TestRoot(t *testing.T) {
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skip("needs the program ip")
	}
	t.Parallel()
	for name := range scenarios {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			os.Chmod(home, 0o755)
			cmd := exec.Command(os.Args[0], childArg, filepath.Join(home, "root"), "spaces", name, home)
			attr := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWNET}
			if os.Geteuid() != 0 {
				attr.Cloneflags |= syscall.CLONE_NEWUSER
				attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
				attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
			}
			cmd.SysProcAttr = attr
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if err != nil && (!errors.As(err, &exit) || exit.ExitCode() == 7) {
				t.Skipf("no namespaces here: %v %s", err, out)
			}
			if err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// spaces is the machine as it is in there.
type spaces struct {
	home string
	o    Options
}

const hostsText = "127.0.0.1 localhost\n"

// inSpaces is the process in there.
func inSpaces(args []string) int {
	name, home := args[0], args[1]
	s := &spaces{home: home}
	state := filepath.Join(home, "root")
	s.o = Options{
		Person: machine.Person{UID: 0, GID: 0, Home: home}, Env: []string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}, Dir: home,
		UserState: filepath.Join(home, "state"), RootState: state, Self: []string{os.Args[0], childArg, state}, Verify: healthy,
	}
	if len(args) > 2 { // the process that is going to be killed
		s.dieInCountdown()
	}
	if err := errors.Join(
		unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""),
		unix.Mount("tmpfs", "/etc", "tmpfs", 0, "mode=755"),
		os.WriteFile("/etc/hosts", []byte(hostsText), 0o644),
	); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 7
	}
	unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
	err := scenarios[name](s)
	if err = errors.Join(err, guardsEnd()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// guardsEnd waits for what the scenario has left running, which still writes there.
func guardsEnd() error {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); {
		switch pid, err := unix.Wait4(-1, nil, unix.WNOHANG, nil); {
		case err == unix.ECHILD:
			return nil
		case pid == 0:
			time.Sleep(tick / 10)
		}
	}
	return errors.New("a guard does not end")
}

func (s *spaces) apply(p plan.Plan, decide func(*Run)) Result {
	run := New(s.o).Apply(context.Background(), p, broken)
	for e := range run.Events() {
		if e.Kind == Countdown && decide != nil {
			decide(run)
			decide = nil
		}
	}
	return run.Wait()
}

func mtu() string {
	text, _ := exec.Command("ip", "-o", "link", "show", "dev", "lo").Output()
	_, rest, _ := strings.Cut(string(text), "mtu ")
	value, _, _ := strings.Cut(rest, " ")
	return value
}

const mtuBefore, mtuAfter = "65536", "1400"

// lower is a step that changes the network.
func lower() plan.Step {
	set := func(size string) []string { return []string{"ip", "link", "set", "dev", "lo", "mtu", size} }
	return plan.Step{Kind: plan.Exec, Root: true, Exec: &plan.Command{Argv: set(mtuAfter), Undo: [][]string{set(mtuBefore)}}}
}

// hosts is a step that changes a file of the system.
func hosts() plan.Step {
	return plan.Step{Kind: plan.FileReplace, Root: true, File: &plan.File{
		Path: "/etc/hosts", Before: plan.State{Hash: plan.HashOf([]byte(hostsText))}, After: []byte(hostsText + "192.0.2.1 proxy\n"),
	}}
}

func guarded(guard time.Duration, steps ...plan.Step) plan.Plan {
	p := thePlan(steps...)
	p.Guard = guard
	return p
}

// is compares the machine with what it should be like.
func (s *spaces) is(size, file string) error {
	text, _ := os.ReadFile("/etc/hosts")
	var list []string
	entries, _ := os.ReadDir("/etc")
	for _, e := range entries {
		list = append(list, e.Name())
	}
	if mtu() != size || string(text) != file || len(list) != 1 {
		return fmt.Errorf("MTU %s, want %s; hosts %q, want %q; /etc holds %v", mtu(), size, text, file, list)
	}
	return nil
}

func (s *spaces) same() error { return s.is(mtuBefore, hostsText) }

func wanted(r Result, outcome Outcome, reason Reason) error {
	if r.Outcome != outcome || r.Reason != reason {
		return fmt.Errorf("%+v, want %s %s", r, outcome, reason)
	}
	return nil
}

func (s *spaces) kept() error {
	last := hosts()
	last.Kept = true
	before := ""
	s.o.Verify = func(context.Context, []plan.Var) (Report, error) {
		text, _ := os.ReadFile("/etc/hosts")
		before = string(text) + mtu()
		return Report{Status: checks.Healthy}, nil
	}
	r := s.apply(guarded(time.Minute, lower(), last), (*Run).Keep)
	err := errors.Join(wanted(r, Mended, NoReason), s.is(mtuAfter, hostsText+"192.0.2.1 proxy\n"))
	if before != hostsText+mtuAfter {
		err = errors.Join(err, fmt.Errorf("when it was verified: %q", before))
	}
	r = New(s.o).Undo(context.Background(), "").Wait()
	return errors.Join(err, wanted(r, PutBack, Reversed), s.same())
}

func (s *spaces) timeRunsOut() error {
	return errors.Join(wanted(s.apply(guarded(time.Second, lower(), hosts()), nil), PutBack, NotKept), s.same())
}

func (s *spaces) doesNotHelp() error {
	s.o.Verify = stillBroken
	started := time.Now()
	err := errors.Join(wanted(s.apply(guarded(5*time.Minute, lower(), hosts()), nil), PutBack, NotCured), s.same())
	if took := time.Since(started); took > time.Minute {
		err = errors.Join(err, fmt.Errorf("it waited %v for its guard", took))
	}
	s.o.Verify = healthy
	return errors.Join(err, wanted(s.apply(guarded(time.Minute, lower()), (*Run).Revert), PutBack, Reversed), s.same())
}

// dieInCountdown applies, and kills itself when it is asked whether to keep it.
func (s *spaces) dieInCountdown() {
	s.apply(guarded(2*time.Second, lower(), hosts()), func(*Run) { syscall.Kill(os.Getpid(), syscall.SIGKILL) })
	os.Exit(3)
}

func (s *spaces) killed() error {
	cmd := exec.Command(os.Args[0], childArg, s.o.RootState, "spaces", "gomend is killed", s.home, "die")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Run()
	if cmd.ProcessState.ExitCode() != -1 {
		return fmt.Errorf("it did not die: %v", cmd.ProcessState)
	}
	if mtu() != mtuAfter {
		return fmt.Errorf("it died before it changed anything: MTU %s", mtu())
	}
	list, err := New(s.o).Recover(context.Background())
	if err != nil || len(list) != 1 || list[0].Deadline.IsZero() {
		return fmt.Errorf("while the guard watches: %+v, %v", list, err)
	}
	for range 100 {
		if mtu() == mtuBefore {
			break
		}
		time.Sleep(tick)
	}
	for range 100 {
		list, err = New(s.o).Recover(context.Background())
		if err != nil || len(list) != 1 || list[0].Outcome != Refused {
			break
		}
		time.Sleep(tick) // the guard's last words are still to come
	}
	if err != nil || len(list) != 1 || list[0].Outcome != PutBack {
		err = fmt.Errorf("after the guard: %+v, %v", list, err)
	}
	return errors.Join(err, s.same())
}

func (s *spaces) stepFails() error {
	fails := lower()
	fails.Exec.Argv[4] = "nosuchlink"
	r := s.apply(guarded(time.Minute, hosts(), lower(), fails), nil)
	if r.About != "ip" || r.Detail == "" {
		return fmt.Errorf("%+v", r)
	}
	return errors.Join(wanted(r, PutBack, StepFailed), s.same())
}

func (s *spaces) plain() error {
	mixed := plan.Step{Kind: plan.FileReplace, File: &plan.File{Path: filepath.Join(s.home, "own"), Before: plan.State{Absent: true}, After: []byte("x")}}
	r := s.apply(thePlan(hosts(), mixed, lower()), nil)
	err := errors.Join(wanted(r, Mended, NoReason), s.is(mtuAfter, hostsText+"192.0.2.1 proxy\n"))
	r = New(s.o).Undo(context.Background(), r.ID).Wait()
	if _, statErr := os.Stat(mixed.File.Path); statErr == nil {
		err = errors.Join(err, errors.New("the person's own file was left"))
	}
	return errors.Join(err, wanted(r, PutBack, Reversed), s.same())
}

// helperKilled lets the helper die at every point. The person's side notices and has
// it all taken back.
func (s *spaces) helperKilled() error {
	s.o.Verify = stillBroken // a plan that came through is put back as well
	for at := 0; ; at += min(stride(), 3) {
		os.Setenv(dieAt, fmt.Sprint(at))
		r := s.apply(thePlan(hosts(), lower()), nil)
		os.Unsetenv(dieAt)
		if r.Outcome == NotPutBack { // the helper that was to undo it died as well
			if r = New(s.o).Undo(context.Background(), r.ID).Wait(); r.Outcome != PutBack {
				return fmt.Errorf("killed at %d: %+v", at, r)
			}
		}
		if err := s.same(); err != nil {
			return fmt.Errorf("killed at %d: %+v: %w", at, r, err)
		}
		if r.Reason == NotCured && at > 60 {
			return nil
		}
		if at > 300 {
			return errors.New("it never came through")
		}
	}
}

func (s *spaces) refused() error {
	shadow := hosts()
	shadow.File.Path = "/etc/shadow"
	shadow.File.Before = plan.State{Absent: true}
	shell := lower()
	shell.Exec.Argv = []string{"sh", "-c", "true"}
	var err error
	for _, step := range []plan.Step{shadow, shell} {
		err = errors.Join(err, wanted(s.apply(thePlan(step), nil), Refused, NotAllowed))
		// The helper itself refuses it, too.
		h := rootHelper{s.o}
		p := thePlan(step)
		reply, callErr := h.call(context.Background(), request{Do: doApply, ID: "20260101T000000Z-00000000", Plan: p, Digest: p.Digest(), Steps: []int{0}, Made: time.Now()}, nil)
		if callErr != nil || reply.Problem == nil || reply.Problem.Reason != NotAllowed {
			err = errors.Join(err, fmt.Errorf("the helper: %+v, %v", reply, callErr))
		}
	}
	return errors.Join(err, s.same())
}

func (s *spaces) changed() error {
	os.WriteFile("/etc/hosts", []byte("other\n"), 0o644)
	r := s.apply(thePlan(lower(), hosts()), nil)
	return errors.Join(wanted(r, Refused, ChangedSince), s.is(mtuBefore, "other\n"))
}

// fullDisk has no room for the journal, then none for the file, then none to undo.
func (s *spaces) fullDisk() error {
	small := filepath.Join(s.home, "small")
	file, filler := filepath.Join(small, "file"), filepath.Join(small, "filler")
	old := strings.Repeat("old", 4000)
	step := plan.Step{Kind: plan.FileReplace, File: &plan.File{Path: file, Before: plan.State{Hash: plan.HashOf([]byte(old))}, After: []byte(strings.Repeat("new", 4000))}}
	fill := func() { os.WriteFile(filler, make([]byte, 1<<20), 0o644) } // as much as there is room
	text := func() string { text, _ := os.ReadFile(file); return string(text) }
	if err := errors.Join(os.Mkdir(small, 0o755), unix.Mount("tmpfs", small, "tmpfs", 0, "mode=755,size=256k"), os.WriteFile(file, []byte(old), 0o644)); err != nil {
		return err
	}
	fill()
	s.o.UserState = filepath.Join(small, "state")
	r := s.apply(thePlan(step), nil)
	err := wanted(r, Refused, NoJournal)
	s.o.UserState = filepath.Join(s.home, "state")
	r = s.apply(thePlan(step), nil)
	if err = errors.Join(err, wanted(r, Refused, FileRefused)); r.Detail != "no-space" || text() != old {
		err = errors.Join(err, fmt.Errorf("%+v", r))
	}
	os.Remove(filler)
	err = errors.Join(err, wanted(s.apply(thePlan(step), nil), Mended, NoReason))
	fill()
	err = errors.Join(err, wanted(New(s.o).Undo(context.Background(), "").Wait(), PutBack, Reversed))
	if text() != old {
		err = errors.Join(err, errors.New("the file is not as before"))
	}
	entries, _ := os.ReadDir(small)
	if len(entries) > 3 { // file, filler, the first journal's folder
		err = errors.Join(err, fmt.Errorf("left over: %v", entries))
	}
	return err
}

func (s *spaces) readOnly() error {
	if err := unix.Mount("", "/etc", "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		return err
	}
	r := s.apply(thePlan(hosts()), nil)
	if r.Detail != "read-only" || r.About != "/etc/hosts" {
		return fmt.Errorf("%+v", r)
	}
	return errors.Join(wanted(r, Refused, FileRefused), s.same())
}

// guardKilled leaves the person's side alone with a change that nobody watches.
func (s *spaces) guardKilled() error {
	guardPatience = 5 * tick
	var err error
	r := s.apply(guarded(3*time.Second, lower(), hosts()), func(*Run) { err = killGuard() }) // it must not be over before
	return errors.Join(err, wanted(r, PutBack, NotKept), s.same())
}

// killGuard kills the guard of this test, which it knows by its own binary and folder.
func killGuard() error {
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, line := range lines {
		text, _ := os.ReadFile(line)
		argv := strings.Split(string(text), "\x00")
		if len(argv) > 4 && argv[3] == GuardCommand && argv[2] == os.Args[2] {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(line)))
			return errors.Join(err, syscall.Kill(pid, syscall.SIGKILL))
		}
	}
	return errors.New("there is no guard")
}
