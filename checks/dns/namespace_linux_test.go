package dns

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"gomend/checks"
)

const insideVariable = "GOMEND_TEST_NAMESPACE"

// TestWithoutNetwork asks a real kernel that has no way to any nameserver.
func TestWithoutNetwork(t *testing.T) {
	if os.Getenv(insideVariable) != "" {
		insideNothing(t)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestWithoutNetwork$", "-test.v")
	cmd.Env = append(os.Environ(), insideVariable+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET}
	out, err := cmd.CombinedOutput()
	if _, ran := err.(*exec.ExitError); err != nil && !ran {
		t.Skipf("this machine makes no namespaces: %v", err)
	}
	if err != nil || !strings.Contains(string(out), "--- PASS: TestWithoutNetwork") {
		t.Errorf("in the namespace: %v\n%s", err, out)
	}
}

func insideNothing(t *testing.T) {
	for _, test := range []struct {
		name, conf string
		want       checks.Code
	}{
		{"a nameserver out there", nameservers("192.0.2.53"), checks.NetworkUnreachable},
		{"by both families", nameservers("192.0.2.53", "2001:db8::53"), checks.NetworkUnreachable},
		{"over TCP", nameservers("192.0.2.53") + "options use-vc\n", checks.NetworkUnreachable},
	} {
		start := time.Now()
		s := diagnose(t, files(t, 0, test.conf, "", ""), host)
		if r := s.lookup(host); r.Status != checks.Fail || r.Code != test.want {
			t.Errorf("%s: %s %q, want %q", test.name, r.Status, r.Code, test.want)
		}
		if _, a := s.nameserver("192.0.2.53"); a.Code != test.want {
			t.Errorf("%s: nameserver %q, want %q", test.name, a.Code, test.want)
		}
		if d := time.Since(start); d > 200*time.Millisecond {
			t.Errorf("%s: took %v, want at once", test.name, d)
		}
	}
}
