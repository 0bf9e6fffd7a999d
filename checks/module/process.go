package module

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"sync"
	"time"
)

// waitDelay is how long pipes may stay open after a process has ended or was killed
// (exec.Cmd.WaitDelay): held by a grandchild, or not read yet on a busy machine.
const waitDelay = time.Second

// errEnough ends a process that has said all that is wanted of it.
var errEnough = errors.New("said enough")

// output is what a process wrote.
type output struct {
	stdout, stderr string
	code           int  // exit status; -1 when it was killed or did not start
	full           bool // it was ended because it wrote more than the limit
	err            error
}

// run starts a program in a process group of its own, with nothing to read, and
// kills the whole group when ctx ends or it writes more than limit bytes to
// standard output or standard error.
func run(ctx context.Context, dir string, env []string, limit int, program string, args ...string) output {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env = dir, env
	ownGroup(cmd)
	cmd.Cancel = func() error { return killGroup(cmd) }
	cmd.WaitDelay = waitDelay
	enough := func() { cancel(errEnough) }
	stdout, stderr := &bounded{limit: limit, full: enough}, &bounded{limit: limit, full: enough}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	err := cmd.Run()
	killGroup(cmd) // children that it left behind
	out := output{stdout: stdout.String(), stderr: stderr.String(), code: -1, err: err}
	if cmd.ProcessState != nil {
		out.code = cmd.ProcessState.ExitCode()
	}
	out.full = errors.Is(context.Cause(ctx), errEnough)
	return out
}

// bounded keeps the first bytes written and says when there are too many.
type bounded struct {
	mu    sync.Mutex
	kept  bytes.Buffer
	limit int
	full  func()
}

func (b *bounded) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.kept.Write(p[:min(len(p), b.limit-b.kept.Len())])
	if b.kept.Len() == b.limit {
		b.full()
		return len(p), io.ErrShortWrite
	}
	return len(p), nil
}

func (b *bounded) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.kept.String()
}
