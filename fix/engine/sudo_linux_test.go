package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"gomend/checks/lab/executable"
	"gomend/fix/machine"
	"gomend/fix/plan"
)

// The test runs as a user without rights, in a network of its own, in which the rules
// of sudo are the test's.
const (
	sudoAllows = "%s ALL=(ALL:ALL) NOPASSWD: ALL\n"
	sudoDenies = "# nobody\n"
)

func TestSudo(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root, to be somebody else")
	}
	if _, err := exec.LookPath("sudo"); err != nil {
		t.Skip("needs sudo")
	}
	who, err := user.Lookup("nobody")
	if err != nil {
		t.Skip(err)
	}
	for name, want := range map[string]string{
		"allowed": string(Mended), "no rules": string(RightsDenied), "no terminal": string(NoRights),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			program := filepath.Join(dir, "gomend")
			if err := errors.Join(os.Chmod(filepath.Dir(dir), 0o755), os.Chmod(dir, 0o755), copyProgram(program)); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(program, childArg, filepath.Join(dir, "root"), "sudo", name, dir, who.Uid, who.Gid, who.Username)
			cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWNET}
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if err != nil && (!errors.As(err, &exit) || exit.ExitCode() == 7) {
				t.Skipf("no namespaces here: %v %s", err, out)
			}
			if err != nil || string(out) != want+"\n" {
				t.Errorf("%v: %s, want %s", err, out, want)
			}
		})
	}
}

func copyProgram(to string) error {
	program, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		return err
	}
	return executable.Write(to, program)
}

// sudoChild prepares the rules, then is the user without rights.
func sudoChild(args []string) int {
	name, dir, uid, gid, who := args[0], args[1], number(args[2]), number(args[3]), args[4]
	if os.Geteuid() != 0 {
		return sudoUser(name, dir, uid, gid)
	}
	text := sudoDenies
	if name == "allowed" {
		text = fmt.Sprintf(sudoAllows, who)
	}
	rules, home := filepath.Join(dir, "sudoers"), filepath.Join(dir, "home")
	if err := errors.Join(
		os.WriteFile(rules, []byte(text), 0o440), os.Mkdir(home, 0o700), os.Chown(home, uid, gid),
		unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""),
		unix.Mount(rules, "/etc/sudoers", "", unix.MS_BIND, ""),
	); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 7
	}
	cmd := exec.Command(os.Args[0], os.Args[1:]...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Run()
	want := mtuBefore
	if name == "allowed" {
		want = mtuAfter
	}
	if mtu() != want {
		fmt.Printf("MTU %s, want %s\n", mtu(), want)
	}
	return cmd.ProcessState.ExitCode()
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func sudoUser(name, dir string, uid, gid int) int {
	home := filepath.Join(dir, "home")
	o := Options{
		Person: machine.Person{UID: uid, GID: gid, Home: home}, Env: []string{"HOME=" + home, "PATH=/usr/bin:/bin"}, Dir: home,
		UserState: filepath.Join(home, "state"), Self: os.Args[:3], Verify: healthy,
	}
	if name == "no rules" { // sudo asks for a password, at a terminal that is not there
		o.Terminal = func(cmd *exec.Cmd) error { return cmd.Run() }
	}
	m, err := machine.New(o.Env, home)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	// What only root may read is read where sudo asks for nothing, and not otherwise.
	out, err := m.OutputAsRoot(context.Background(), "id", "-u")
	if name == "allowed" != (err == nil && string(out) == "0\n") || err != nil && !errors.Is(err, plan.ErrNotRoot) {
		fmt.Printf("as root: %q, %v\n", out, err)
	}
	own := plan.Step{Kind: plan.FileReplace, File: &plan.File{Path: filepath.Join(home, "own"), Before: plan.State{Absent: true}, After: []byte("x")}}
	r := New(o).Apply(context.Background(), thePlan(own, lower()), broken).Wait()
	_, err = os.Stat(own.File.Path)
	switch {
	case r.Outcome == Mended && err == nil:
		fmt.Println(r.Outcome)
	case r.Outcome == PutBack && errors.Is(err, os.ErrNotExist):
		fmt.Println(r.Reason)
	default:
		fmt.Printf("%+v, %v\n", r, err)
	}
	return 0
}

// What would be asked for is found out as the helper runs then: without a terminal,
// in a session of its own, where a password that was typed elsewhere does not count.
func TestAsksNothingInASessionOfItsOwn(t *testing.T) {
	program := filepath.Join(t.TempDir(), "sudo")
	text := "#!/bin/sh\nread -r _ _ _ _ _ session _ </proc/$$/stat\ntest \"$session\" = $$\n"
	if err := executable.Write(program, []byte(text)); err != nil {
		t.Fatal(err)
	}
	if !asksNothing(context.Background(), program, "-n") {
		t.Error("it is asked in the session of the terminal")
	}
}
