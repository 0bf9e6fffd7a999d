//go:build linux

package docker

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// label is on everything that is made here.
const label = "gomend.lab=docker"

// answers is how long a daemon may take to say what it is.
const answers = 5 * time.Second

// command is a call of docker, in the words of no particular language, and with the
// builder that every daemon has.
func command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "docker", args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "DOCKER_BUILDKIT=0")
	return cmd
}

// docker runs docker with something on its standard input and returns what it prints.
func docker(stdin io.Reader, args ...string) (string, error) {
	cmd := command(context.Background(), args...)
	var out, problem bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, &out, &problem
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("docker %s: %w: %s", strings.Join(args, " "), err, problem.String())
	}
	return strings.TrimSpace(out.String()), nil
}

// needDaemon skips the test where no daemon answers that runs what this machine builds.
func needDaemon(t *testing.T) {
	t.Helper()
	if os.Getenv("GOMEND_LAB") != "all" {
		t.Skip("not asked for: GOMEND_LAB=all runs it")
	}
	ctx, cancel := context.WithTimeout(context.Background(), answers)
	defer cancel()
	out, err := command(ctx, "version", "--format", "{{.Server.Os}}/{{.Server.Arch}}").Output()
	if err != nil {
		t.Skipf("no Docker daemon answers: %v", err)
	}
	if got, want := strings.TrimSpace(string(out)), "linux/"+runtime.GOARCH; got != want {
		t.Skipf("the Docker daemon runs containers of %s, not of %s", got, want)
	}
}

// lock waits until no other run has the daemon, nor cleans up after itself.
func lock(t *testing.T) *os.File {
	t.Helper()
	file, err := os.OpenFile(filepath.Join(os.TempDir(), fmt.Sprintf("gomend-lab-docker-%d.lock", os.Getuid())), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	return file
}

// forwarding reports whether Docker's own nameserver asks others in an internal network,
// which it did before version 25 (github.com/moby/moby, CVE-2024-29018).
func forwarding() (bool, error) {
	version, err := docker(nil, "version", "--format", "{{.Server.Version}}")
	if err != nil {
		return false, err
	}
	major, _, _ := strings.Cut(version, ".")
	n, err := strconv.Atoi(major)
	return n < 25, err
}

// claim takes the daemon for this run alone, removes what an earlier one left, and
// starts the process that removes everything when this one ends, however it ends.
func claim(t *testing.T) {
	t.Helper()
	mine := lock(t)
	defer mine.Close() // the cleaner keeps it
	if err := removeAll(); err != nil {
		t.Fatal(err)
	}
	cleaner := exec.Command("/proc/self/exe")
	cleaner.Env = append(os.Environ(), cleanerVariable+"=1")
	cleaner.ExtraFiles = []*os.File{mine}
	cleaner.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	problem := &bytes.Buffer{}
	cleaner.Stderr = problem
	here, err := cleaner.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cleaner.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		here.Close()
		if err := cleaner.Wait(); err != nil {
			t.Errorf("cleaning up: %v: %s", err, problem)
		}
	})
}
