//go:build linux

package whole_test

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"gomend/checks/lab/built"
	"gomend/checks/lab/nettest"
)

// server starts OpenSSH's server on this machine, with keys of its own, for the user
// who runs the test, and returns the beginning of a call of ssh to it.
func sshServer(t *testing.T) []string {
	t.Helper()
	const sshd = "/usr/sbin/sshd" // it wants an absolute path
	for _, program := range []string{sshd, "ssh", "ssh-keygen"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	if _, err := os.Stat("/run/sshd"); err != nil && os.Getuid() == 0 {
		t.Skip("sshd started by root wants the folder /run/sshd, which is not there")
	}
	dir := t.TempDir()
	for _, key := range []string{"host", "mine"} {
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(dir, key)).CombinedOutput(); err != nil {
			t.Fatalf("ssh-keygen: %v\n%s", err, out)
		}
	}
	port := fmt.Sprint(nettest.Port(t))
	hostKey, err := os.ReadFile(filepath.Join(dir, "host.pub"))
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("known", fmt.Sprintf("[127.0.0.1]:%s %s", port, hostKey))
	write("config", fmt.Sprintf(`ListenAddress 127.0.0.1
Port %s
HostKey %s/host
PidFile none
AuthorizedKeysFile %s/mine.pub
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PermitUserEnvironment no
`, port, dir, dir))
	cmd := exec.CommandContext(t.Context(), sshd, "-D", "-e", "-f", filepath.Join(dir, "config"))
	var told bytes.Buffer
	cmd.Stderr = &told
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() {
			t.Logf("sshd says:\n%s", told.String())
		}
	})
	for range 100 {
		if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			conn.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	return []string{
		"ssh", "-tt", "-F", "none", "-p", port, "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes",
		"-o", "UserKnownHostsFile=" + filepath.Join(dir, "known"), "-i", filepath.Join(dir, "mine"), "127.0.0.1",
	}
}

// far is gomend on the far side of an SSH connection, and the terminal on this side.
type far struct {
	*testing.T
	tty   *os.File
	ssh   *exec.Cmd
	shown chan string
	seen  string
}

func overSSH(t *testing.T, size pty.Winsize, args ...string) *far {
	t.Helper()
	login := sshServer(t)
	gomend := program(t, moduleProxy(t), args...)
	line := "cd " + gomend.Dir + " && exec env -i TERM=xterm-256color LANG=C.UTF-8"
	for _, pair := range append(gomend.Env, gomend.Args...) {
		line += " '" + pair + "'"
	}
	f := &far{T: t, shown: make(chan string, 1024)}
	f.ssh = exec.CommandContext(t.Context(), login[0], append(login[1:], line)...)
	f.ssh.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TERM=xterm-256color"}
	tty, err := pty.StartWithSize(f.ssh, &size)
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	f.tty = tty
	go func() {
		defer close(f.shown)
		buffer := make([]byte, 64<<10)
		for {
			n, err := tty.Read(buffer)
			if n > 0 {
				f.shown <- string(buffer[:n])
			}
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		f.ssh.Process.Kill()
		f.ssh.Wait()
		tty.Close()
	})
	return f
}

// wait reads until a text was written.
func (f *far) wait(text string) {
	f.Helper()
	late := time.After(40 * time.Second)
	for !strings.Contains(f.seen, text) {
		select {
		case more, open := <-f.shown:
			if !open {
				f.Fatalf("the connection ended before %q:\n%q", text, f.seen)
			}
			f.seen += more
		case <-late:
			f.Fatalf("%q did not come:\n%q", text, f.seen)
		}
	}
	f.seen = f.seen[strings.Index(f.seen, text)+len(text):]
}

// press types keys after a moment without any.
func (f *far) press(keys string) {
	time.Sleep(600 * time.Millisecond)
	f.tty.WriteString(keys)
}

func TestWalkOverSSH(t *testing.T) {
	t.Parallel()
	f := overSSH(t, pty.Winsize{Rows: 24, Cols: 80}, "--no-third-party", "--step", "example.test/hello@v1.0.0")
	f.wait("can a packet leave")
	f.press("\r")
	f.wait("do the names have")
	f.press("a")
	f.wait("Everything go needs works.")
	f.press("L")
	f.wait("go 需要的一切都正常。")
	f.press("q")
	f.wait("\x1b[?1049l") // the normal screen is back
	f.wait("go 需要的一切都正常。")
	if err := f.ssh.Wait(); err != nil {
		t.Errorf("gomend on the far side: %v", err)
	}
}

// A line that drops ends the program on the far side within seconds.
func TestDroppedSSH(t *testing.T) {
	t.Parallel()
	const module = "example.test/hello@v1.0.0"
	f := overSSH(t, pty.Winsize{Rows: 20, Cols: 60}, "--no-third-party", "--step", "--timeout", "31m7s", module)
	f.wait("can a packet leave")
	runs := func() bool {
		out, _ := exec.Command("pgrep", "-f", built.Program(t)+" --no-third-party --step --timeout 31m7s").Output()
		return len(bytes.TrimSpace(out)) > 0
	}
	if _, err := exec.LookPath("pgrep"); err != nil {
		t.Skip("pgrep is not installed")
	}
	if !runs() {
		t.Fatal("it does not run on the far side")
	}
	f.ssh.Process.Kill()
	for range 200 {
		if !runs() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("gomend survives its line")
}
