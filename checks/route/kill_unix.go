//go:build unix

package route

import (
	"os/exec"
	"syscall"
)

// killGroup makes the end of the context end the children too: a wrapper's
// child would otherwise outlive it.
func killGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
