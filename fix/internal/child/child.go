// Package child runs other programs: in a session of their own, with nothing to
// read, within limits of time and output, and ended with all their children.
package child

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"time"

	"gomend/checks"
)

const (
	waitDelay = time.Second // for output held open by a grandchild, or not read yet on a busy machine
	tailLimit = 200         // bytes of the last line of standard error, for a person
)

// MaxOutput is how much a program may print, in bytes.
const MaxOutput = 4 << 20

// ErrTooMuch says that a program printed more than MaxOutput.
var ErrTooMuch = errors.New("printed too much")

// Error is a program that failed.
type Error struct {
	Program string
	Detail  string // the last line that it wrote to standard error, cleaned
	Err     error
}

// Error implements error.
func (e *Error) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("%s: %v", e.Program, e.Err)
	}
	return fmt.Sprintf("%s: %v: %s", e.Program, e.Err, e.Detail)
}

// Unwrap is how it failed: an *exec.ExitError, or why the context ended.
func (e *Error) Unwrap() error { return e.Err }

// Run runs a command that is not started yet and returns its standard output. What
// it leaves running is killed when it ends. The context it was made with counts.
func Run(ctx context.Context, cmd *exec.Cmd) ([]byte, error) {
	return run(ctx, cmd, killGroup)
}

// RunAndLeave is Run for what may leave a service running.
func RunAndLeave(ctx context.Context, cmd *exec.Cmd) ([]byte, error) {
	return run(ctx, cmd, func(*exec.Cmd) error { return nil })
}

func run(ctx context.Context, cmd *exec.Cmd, after func(*exec.Cmd) error) ([]byte, error) {
	stdout, stderr := &bounded{cmd: cmd}, &bounded{cmd: cmd}
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = stdout, stderr, waitDelay
	ownSession(cmd)
	if cmd.Cancel != nil { // only of exec.CommandContext
		cmd.Cancel = func() error { return killGroup(cmd) }
	}
	err := cmd.Run()
	if cmd.Process != nil {
		after(cmd)
	}
	switch {
	case stdout.over || stderr.over:
		err = ErrTooMuch
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	case errors.Is(err, exec.ErrWaitDelay):
		err = nil
	}
	if err != nil {
		return stdout.Bytes(), &Error{Program: cmd.Path, Detail: lastLine(stderr.Bytes()), Err: err}
	}
	return stdout.Bytes(), nil
}

// lastLine is the last line with something in it, fit to be shown.
func lastLine(text []byte) string {
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	line := lines[len(lines)-1]
	return checks.Clean(line[:min(len(line), tailLimit)])
}

// bounded keeps at most MaxOutput bytes, and ends the program that writes more.
type bounded struct {
	mu   sync.Mutex
	kept bytes.Buffer
	over bool
	cmd  *exec.Cmd
}

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.kept.Len()+len(p) > MaxOutput {
		b.over = true
		killGroup(b.cmd)
		return 0, ErrTooMuch
	}
	return b.kept.Write(p)
}

// Bytes is what was kept.
func (b *bounded) Bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return bytes.Clone(b.kept.Bytes())
}
