//go:build unix

package engine

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"

	"gomend/checks/environ"
)

const noFollow = syscall.O_NOFOLLOW

// ownSession takes a process out of the terminal's reach.
func ownSession(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// startGuard starts the guard where the end of a session does not reach it: as a
// unit of its own where systemd runs (logind kills what a user leaves behind), else
// in a session of its own.
func startGuard(argv []string, id string) error {
	if fileExists("/run/systemd/system") && sameSpaces() {
		if program, err := rootRules.find("systemd-run", nil); err == nil {
			unit := append([]string{"--quiet", "--collect", "--unit=gomend-guard-" + id, "--"}, argv...)
			if exec.Command(program, unit...).Run() == nil {
				return nil
			}
		}
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir, cmd.Env = "/", os.Environ()
	ownSession(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

// sameSpaces reports whether this process sees the machine as the first process does,
// which starts the unit: another network would be the wrong one to mend.
func sameSpaces() bool {
	for _, kind := range []string{"net", "mnt", "pid", "user"} {
		own, err := os.Readlink("/proc/self/ns/" + kind)
		first, err2 := os.Readlink("/proc/1/ns/" + kind)
		if err != nil || err2 != nil || own != first {
			return false
		}
	}
	return true
}

// ignoreSignals lets the guard survive everything but SIGKILL.
func ignoreSignals() {
	signal.Ignore(syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGPIPE)
}

// harden takes from a process of root whatever came with its caller.
func harden() {
	os.Clearenv()
	for _, pair := range cleanEnv {
		for i := range pair {
			if pair[i] == '=' {
				os.Setenv(pair[:i], pair[i+1:])
				break
			}
		}
	}
	syscall.Umask(0o022)
	os.Chdir("/")
	open, _ := filepath.Glob("/proc/self/fd/*")
	for _, name := range open {
		if fd, err := strconv.Atoi(filepath.Base(name)); err == nil && fd > 2 {
			syscall.CloseOnExec(fd)
		}
	}
}

// invokerID is who became root by sudo or doas; -1 when nobody says.
func invokerID(env []string) int {
	if id, err := strconv.Atoi(environ.Get(env, "SUDO_UID")); err == nil && id >= 0 {
		return id
	}
	return -1
}
