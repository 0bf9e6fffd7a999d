// Package built builds gomend for tests that run it as a process.
package built

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// folder holds the program until the tests have ended.
var folder string

// Program is the program, stripped as in a release, and built once for each test
// process.
func Program(t testing.TB) string {
	t.Helper()
	file, err := build()
	if err != nil {
		t.Fatalf("building gomend: %v", err)
	}
	return file
}

// Remove deletes what Program has built. TestMain calls it in the end.
func Remove() {
	if folder != "" {
		os.RemoveAll(folder)
	}
}

var build = sync.OnceValues(func() (file string, err error) {
	if folder, err = os.MkdirTemp("", "gomend"); err != nil {
		return "", err
	}
	if err := os.Chmod(folder, 0o755); err != nil { // for the lab's users
		return "", err
	}
	file = filepath.Join(folder, "gomend")
	// go run takes a program from the build cache that go build would link again.
	argv := []string{"run", "-trimpath", "-ldflags=-s -w", "-exec=cp", "gomend", file}
	if runtime.GOOS == "windows" {
		file += ".exe"
		argv = []string{"build", "-trimpath", "-ldflags=-s -w", "-o", file, "gomend"}
	}
	cmd := exec.Command("go", argv...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return file, nil
})
