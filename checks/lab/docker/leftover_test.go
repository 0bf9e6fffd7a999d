//go:build linux

package docker

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// abandon ends this process as "kill -9" does.
func abandon() { syscall.Kill(os.Getpid(), syscall.SIGKILL) }

// TestNothingIsLeft kills the tests half-way: what they made has to go all the same.
func TestNothingIsLeft(t *testing.T) {
	needDaemon(t)
	cmd := exec.Command("/proc/self/exe", "-test.run=^TestDocker$")
	cmd.Env = append(os.Environ(), abandonVariable+"=1")
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil || cmd.ProcessState.Exited() {
		t.Fatalf("the tests were not killed: %v\n%s", err, out)
	}
	defer lock(t).Close() // the cleaner has it until it has ended
	for _, kind := range kinds {
		if ids, err := leftovers(kind.list); err != nil || len(ids) > 0 {
			t.Errorf("docker %v: %v, %v", kind.list, ids, err)
		}
	}
}
