package whole_test

import (
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"

	"gomend/checks/lab/built"
)

// TestStartedWithSudo shows that what can change something runs with the rights of the
// person who typed sudo: a folder that is root's alone is closed to it.
func TestStartedWithSudo(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	who, err := user.Lookup("nobody")
	if err != nil {
		t.Skip(err)
	}
	state := t.TempDir()
	if err := os.Chmod(state, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(state, "gomend", "journal"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		uid, says string
		status    int
	}{
		{"", "Nothing was applied yet", 0},
		{"0", "Nothing was applied yet", 0},
		{who.Uid, "permission denied", 1},
		{"4000000", "SUDO_UID", 3},
	} {
		cmd := exec.CommandContext(t.Context(), built.Program(t), "history")
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=/root", "LANG=C", "XDG_STATE_HOME=" + state, "SUDO_UID=" + tt.uid}
		out, _ := cmd.CombinedOutput()
		if !strings.Contains(string(out), tt.says) || cmd.ProcessState.ExitCode() != tt.status {
			t.Errorf("SUDO_UID %q: exit status %d, %s", tt.uid, cmd.ProcessState.ExitCode(), out)
		}
		if told := strings.Contains(string(out), "looking as nobody"); told != (tt.uid == who.Uid) {
			t.Errorf("SUDO_UID %q: %s", tt.uid, out)
		}
	}
}
