//go:build linux

package whole_test

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// idleTime is how long the finished screen is watched for bytes and processor time.
const idleTime = 5 * time.Second

// keyTime is after how long the first page listens to keys, and a little.
const keyTime = 600 * time.Millisecond

// BenchmarkScreen prints what the screen costs on a real terminal of 80x24: the
// time to its first byte, the bytes of a healthy run, and what it writes and
// computes when nothing happens any more.
//
//	go test ./ui/cli/whole -run '^$' -bench Screen -benchtime 1x
func BenchmarkScreen(b *testing.B) {
	var first, settled, busy time.Duration
	var bytes, idle int
	for b.Loop() {
		s := openScreen(b)
		first += s.firstByte()
		time.Sleep(keyTime)
		s.tty.Write([]byte("a"))
		s.settle()
		settled += s.last.Sub(s.started)
		bytes += s.bytes
		before, cpu := s.bytes, s.processorTime(b)
		s.read(time.Now().Add(idleTime), 0)
		idle += s.bytes - before
		busy += s.processorTime(b) - cpu
		s.leave()
	}
	n := time.Duration(b.N)
	fmt.Printf("\nfirst frame %v, healthy run drawn in %v with %d bytes, idle %d bytes and %.2f %% of a core\n",
		(first / n).Round(time.Millisecond), (settled / n).Round(time.Millisecond), bytes/b.N, idle/b.N, 100*float64(busy/n)/float64(idleTime))
	b.ReportMetric(float64((first / n).Milliseconds()), "ms/first-frame")
	b.ReportMetric(float64(bytes/b.N), "B/run")
	b.ReportMetric(float64(idle/b.N), "B/idle")
}

// screen is gomend on a pseudo-terminal.
type screen struct {
	cmd     *exec.Cmd
	tty     *os.File
	started time.Time
	last    time.Time // of the last byte
	bytes   int
	came    chan int // bytes of each piece
}

func openScreen(b *testing.B) *screen {
	b.Helper()
	cmd := program(b, moduleProxy(b), "example.test/hello@v1.0.0")
	cmd.Env = append(cmd.Env, "TERM=xterm-256color", "LANG=C.UTF-8")
	s := &screen{cmd: cmd, started: time.Now(), came: make(chan int, 1024)}
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		b.Skipf("no pseudo-terminal: %v", err)
	}
	s.tty = tty
	go s.listen()
	return s
}

// firstByte waits for the first byte and tells when it came.
func (s *screen) firstByte() time.Duration {
	s.read(time.Now().Add(5*time.Second), 1)
	return s.last.Sub(s.started)
}

// settle reads until nothing has come for a second.
func (s *screen) settle() {
	for before := -1; before != s.bytes; {
		before = s.bytes
		s.read(time.Now().Add(time.Second), 0)
	}
}

// read counts what comes until the deadline, or until there are so many bytes.
func (s *screen) read(until time.Time, enough int) {
	late := time.After(time.Until(until))
	for enough == 0 || s.bytes < enough {
		select {
		case n, open := <-s.came:
			if !open {
				return
			}
			s.bytes, s.last = s.bytes+n, time.Now()
		case <-late:
			return
		}
	}
}

// listen tells of every piece that the terminal is sent, until it is closed.
func (s *screen) listen() {
	defer close(s.came)
	buffer := make([]byte, 64<<10)
	for {
		n, err := s.tty.Read(buffer)
		if n > 0 {
			s.came <- n
		}
		if err != nil {
			return
		}
	}
}

// processorTime is what the process has used so far (proc(5), stat, utime and stime).
func (s *screen) processorTime(b *testing.B) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	words := strings.Fields(rest)
	const tick = 10 * time.Millisecond // USER_HZ is 100 on every Linux that Go runs on
	var ticks int
	for _, w := range words[11:13] {
		n, _ := strconv.Atoi(w)
		ticks += n
	}
	return time.Duration(ticks) * tick
}

func (s *screen) leave() {
	s.tty.Write([]byte("q"))
	s.read(time.Now().Add(2*time.Second), 0)
	s.cmd.Process.Kill()
	s.cmd.Wait()
	s.tty.Close()
}
