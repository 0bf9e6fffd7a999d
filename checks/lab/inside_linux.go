package lab

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// inside is the process that is the lab: it builds the network, says so on the
// control socket, runs the commands that come, and ends when the socket closes.
// Everything that it started ends with it, because it is the first process of
// its process namespace.
func inside(name, dir string) int {
	control := os.NewFile(controlFD, "control")
	unix.CloseOnExec(controlFD)
	out := json.NewEncoder(control)
	c, ok := Find(name)
	if !ok {
		out.Encode(response{Error: "no case is named " + name})
		return 1
	}
	w := &world{dir: dir, plan: c.Plan(), homes: map[string]error{}}
	if err := w.build(); err != nil {
		text := strings.ReplaceAll(err.Error(), ErrUnsupported.Error()+": ", "")
		out.Encode(response{Error: text, Unable: errors.Is(err, ErrUnsupported)})
		return 1
	}
	out.Encode(response{})
	w.obey(json.NewDecoder(control), out)
	return 0
}

// world is a network that exists.
type world struct {
	dir     string
	plan    *Net
	client  *space
	router  *space
	mu      sync.Mutex
	homes   map[string]error // user homes that exist, and whether they could be made
	started sync.Mutex       // making homes, one at a time
}

func (w *world) build() error {
	w.mountProc()
	if err := w.buildNet(); err != nil {
		return fmt.Errorf("building the network: %w", err)
	}
	if err := w.openServers(); err != nil {
		return fmt.Errorf("opening the servers: %w", err)
	}
	if err := w.furnish(); err != nil {
		return fmt.Errorf("furnishing the client: %w", err)
	}
	if err := w.client.shell(w.plan.Client.Setup); err != nil { // not before the machine's /etc is out of reach
		return fmt.Errorf("changing the network: %w", err)
	}
	if err := w.openPeers(); err != nil {
		return fmt.Errorf("starting real servers: %w", err)
	}
	return nil
}

// obey runs commands until the control socket closes.
func (w *world) obey(in *json.Decoder, out *json.Encoder) {
	running := map[int]context.CancelFunc{}
	for {
		var r request
		if in.Decode(&r) != nil {
			return
		}
		if r.Cancel {
			if cancel := running[r.ID]; cancel != nil {
				cancel()
			}
			continue
		}
		ctx, cancel := context.WithCancel(context.Background())
		running[r.ID] = cancel
		go func() {
			result := w.run(ctx, r.Command)
			w.mu.Lock()
			defer w.mu.Unlock()
			out.Encode(response{ID: r.ID, Result: result})
		}()
	}
}

// outputLimit bounds what is kept of a command's output.
const outputLimit = 4 << 20

func (w *world) run(ctx context.Context, c Command) Result {
	home, err := w.home(c.Home)
	if err != nil {
		return Result{Exit: -1, Failed: err.Error()}
	}
	if c.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.Timeout)
		defer cancel()
	}
	env := append(w.environment(home), c.Env...)
	path, err := w.lookPath(c.Argv[0])
	if err != nil {
		return Result{Exit: -1, Failed: err.Error()}
	}
	cmd := exec.CommandContext(ctx, path, c.Argv[1:]...)
	cmd.Dir, cmd.Env = filepath.Join(home, "work"), env
	stdout, stderr := &limited{}, &limited{}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewBufferString(c.Stdin), stdout, stderr
	if c.Attach {
		cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	} else {
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		cmd.Cancel = func() error { return unix.Kill(-cmd.Process.Pid, unix.SIGKILL) }
	}
	cmd.WaitDelay = 2 * time.Second
	start := time.Now()
	if err := w.client.start(cmd); err != nil {
		return Result{Exit: -1, Failed: err.Error()}
	}
	size := func() int { return 0 }
	if c.Measure {
		size = watchSize(cmd.Process.Pid)
	}
	cmd.Wait()
	return Result{
		Exit: cmd.ProcessState.ExitCode(), Stdout: stdout.String(), Stderr: stderr.String(),
		Time: time.Since(start), Killed: ctx.Err() != nil, MaxRSS: size(),
	}
}

// watchSize follows the largest resident set of a process; the function that it
// returns ends that and tells it. What wait4 says cannot be used: it counts the
// process that forked (fs/exec.c:exec_mmap, setmax_mm_hiwater_rss).
func watchSize(pid int) func() int {
	stop, result := make(chan struct{}), make(chan int)
	go func() {
		var most int
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				most = max(most, highWater(pid))
			case <-stop:
				result <- most
				return
			}
		}
	}()
	return func() int {
		close(stop)
		return <-result
	}
}

// highWater is VmHWM of a process in KiB, 0 when it has gone (proc(5)).
func highWater(pid int) int {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, rest, _ := strings.Cut(string(data), "VmHWM:")
	var size int
	fmt.Sscan(rest, &size)
	return size
}

// limited keeps the first part of what is written to it.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if room := outputLimit - l.Len(); room > 0 {
		l.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// ReadFrom keeps io.Copy from going round the limit.
func (l *limited) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{l}, r)
}
