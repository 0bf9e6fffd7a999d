//go:build !unix

package child

import "os/exec"

func ownSession(*exec.Cmd) {}

func killGroup(cmd *exec.Cmd) error { return cmd.Process.Kill() }
