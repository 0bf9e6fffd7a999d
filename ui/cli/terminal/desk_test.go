//go:build linux

// Package terminal_test uses gomend at real terminals: tmux, and over OpenSSH's own
// server, in networks of the lab.
package terminal_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gomend/checks/lab"
	"gomend/checks/lab/built"
	"gomend/checks/lab/labtest"
)

func TestMain(m *testing.M) { labtest.Main(m) }

// patience is how long a text on the screen is waited for; machines may be busy.
const patience = 30 * time.Second

// desk is a terminal of tmux in a network of the lab.
type desk struct {
	*testing.T
	lab *lab.Lab
	c   lab.Case
}

// sit opens a network and a shell in a terminal.
func sit(t *testing.T, name, size string, env ...string) *desk {
	t.Helper()
	if testing.Short() {
		t.Skip("real terminals take their time")
	}
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed")
	}
	c, ok := lab.Find(name)
	if !ok {
		t.Fatalf("no case is named %s", name)
	}
	d := &desk{t, labtest.Open(t, c), c}
	d.shell(size, env...)
	return d
}

// shell opens a shell in a new terminal.
func (d *desk) shell(size string, env ...string) {
	d.Helper()
	w, h, _ := strings.Cut(size, "x")
	d.tmux("-f", "/dev/null", "new-session", "-d", "-x", w, "-y", h, "env PS1='here> ' "+strings.Join(env, " ")+" /bin/sh", ";", "pipe-pane", "-o", "cat >>"+d.shown())
	d.wait("here>")
}

// shown is a file that grows with every byte that the terminal is sent.
func (d *desk) shown() string { return filepath.Join(d.lab.Dir, "shown") }

// run runs a program on the client and returns what it printed.
func (d *desk) run(argv ...string) string {
	r := d.lab.Exec(context.Background(), lab.Command{Argv: argv, Home: "gomend", Timeout: patience})
	return r.Stdout + r.Stderr + r.Failed
}

func (d *desk) tmux(args ...string) string {
	return d.run(append([]string{"tmux", "-S", filepath.Join(d.lab.Dir, "desk")}, args...)...)
}

// hangUp ends the terminal, and waits for tmux to be gone: a shell started while it
// goes would go with it.
func (d *desk) hangUp() {
	d.Helper()
	d.tmux("kill-server")
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(30 * time.Millisecond) {
		if said := d.tmux("list-sessions"); strings.Contains(said, "no server running") || strings.Contains(said, "error connecting") {
			return
		}
	}
	d.Fatal("tmux does not end")
}

// call is the command line of gomend, without contacting third parties.
func (d *desk) call(flags string) string {
	return built.Program(d) + " " + flags + " " + d.c.Fetch()
}

// line types a line into the shell.
func (d *desk) line(text string) { d.tmux("send-keys", "-l", text); d.keys("Enter") }

func (d *desk) keys(keys ...string) { d.tmux(append([]string{"send-keys"}, keys...)...) }

// press types a key after a moment in which none came.
func (d *desk) press(key string) {
	time.Sleep(600 * time.Millisecond)
	d.keys(key)
}

func (d *desk) screen() string { return d.tmux("capture-pane", "-p") }

// wait waits until one of the texts is on the screen, and tells which.
func (d *desk) wait(texts ...string) string {
	d.Helper()
	for late := time.Now().Add(patience); time.Now().Before(late); {
		came := d.came()
		screen := d.screen()
		for _, text := range texts {
			if strings.Contains(screen, text) {
				return text
			}
		}
		for soon := time.Now().Add(time.Second); d.came() == came && time.Now().Before(soon); {
			time.Sleep(10 * time.Millisecond)
		}
	}
	d.Fatalf("%q is not on the screen:\n%s", texts, d.screen())
	return ""
}

// came is how many bytes have come to the terminal.
func (d *desk) came() int64 {
	info, err := os.Stat(d.shown())
	if err != nil {
		return 0
	}
	return info.Size()
}

// gone waits until no gomend runs any more.
func (d *desk) gone() bool {
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(100 * time.Millisecond) {
		if strings.TrimSpace(d.run("sh", "-c", "ps -eo stat=,comm= | grep '^[^Z].* gomend$' || true")) == "" {
			return true
		}
	}
	return false
}

// asBefore looks whether the shell has its terminal back as it was.
func (d *desk) asBefore() {
	d.Helper()
	d.line("stty -a | tr ';' '\\n' | grep -o ' -\\?\\(echo\\|icanon\\|isig\\) ' | tr -d '\\n'; echo ' ba''ck'")
	d.wait("back")
	if screen := d.screen(); strings.Contains(screen, " -echo ") || strings.Contains(screen, " -icanon ") || strings.Contains(screen, " -isig ") {
		d.Errorf("the terminal is not as before:\n%s", screen)
	}
	state := strings.TrimSpace(d.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{keypad_flag} #{mouse_any_flag}"))
	if state != "0 1 0 0" {
		d.Errorf("alternate screen, cursor, keypad, mouse: %q, want 0 1 0 0", state)
	}
}
