//go:build unix

package machine

import (
	"os/exec"
	"syscall"
)

const homeVariable = "HOME"

// Become makes a command run as the person, with no right more.
func (p Person) Become(cmd *exec.Cmd) {
	if !p.Invoker {
		return
	}
	groups := make([]uint32, 0, len(p.Groups))
	for _, g := range p.Groups {
		groups = append(groups, uint32(g))
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(p.UID), Gid: uint32(p.GID), Groups: groups}}
}
