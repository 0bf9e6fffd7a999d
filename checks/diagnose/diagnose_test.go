package diagnose

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gomend/checks/lab/gohome"
)

// A wrong argument, or a go.mod that nobody can read, is told before anything is
// sent, with its place.
func TestPrepareRefuses(t *testing.T) {
	tests := []struct {
		name   string
		module string
		files  map[string]string
		want   []string // parts of the error
	}{
		{"a path without a dot", "nodot", nil, []string{"module nodot", "dot"}},
		{"an unknown directive", "", map[string]string{"go.mod": "module a.example/x\nfoo bar\n"}, []string{"go.mod:2", "unknown directive"}},
		{"marks of a merge", "", map[string]string{"go.mod": "<<<<<<< HEAD\nmodule a.example/x\n"}, []string{"go.mod:1", "<<<<<<<"}},
		{"a folder that go.work names and is not there", "", map[string]string{"go.work": "go 1.21\n\nuse ./gone\n"}, []string{"gone", "missing file"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := gohome.New(t)
			for name, content := range tt.files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			_, err := Prepare(Options{Dir: dir, Module: tt.module, Env: []string{"HOME=" + dir, "PATH=" + os.Getenv("PATH")}})
			var wrong *UsageError
			if !errors.As(err, &wrong) {
				t.Fatalf("error %v, want a *UsageError", err)
			}
			for _, part := range tt.want {
				if !strings.Contains(wrong.Error(), part) {
					t.Errorf("%q does not name %q", wrong.Error(), part)
				}
			}
		})
	}
}
