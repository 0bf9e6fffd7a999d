package nettest

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// insideVariable tells the test binary that it runs in namespaces of its own.
const insideVariable = "GOMEND_TEST_NAMESPACE"

// InNamespace runs the rest of a test as root of a network namespace of its own,
// which has nothing but a loopback interface that is down: this test binary is
// started again for that one test. It is skipped where this machine makes no
// namespaces.
func InNamespace(t *testing.T, rest func(*testing.T)) {
	t.Helper()
	if os.Getenv(insideVariable) != "" {
		rest(t)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), insideVariable+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if _, ran := err.(*exec.ExitError); err != nil && !ran {
		t.Skipf("this machine makes no namespaces: %v", err)
	}
	if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Errorf("in the namespace: %v\n%s", err, out)
	}
}
