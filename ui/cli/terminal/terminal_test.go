//go:build linux

package terminal_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gomend/checks/lab/built"
)

func TestWalkInTmux(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, size, env, flags, first, end string }{
		{"English", "80x24", "", "--no-third-party", "start, one step at a time", "Everything go needs works."},
		{"Chinese", "60x20", "LANG=zh_CN.UTF-8", "--no-third-party", "开始，一步一步来", "go 需要的一切都正常。"},
		{"TERM=linux", "80x24", "TERM=linux LANG=zh_CN.UTF-8", "--no-third-party", "start, one step at a time", "Everything go needs works."},
		{"TERM=xterm, no colour", "120x40", "TERM=xterm NO_COLOR=1", "--no-third-party", "start, one step at a time", "Everything go needs works."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := sit(t, "healthy", tt.size, tt.env)
			d.line(d.call(tt.flags))
			d.wait(tt.first)
			if strings.HasPrefix(tt.env, "TERM=linux") && strings.ContainsFunc(d.screen(), func(r rune) bool { return r > 0x7e }) {
				t.Errorf("more than ASCII:\n%s", d.screen())
			}
			d.press("a")
			d.wait(tt.end)
			d.press("?")
			d.press("Escape")
			d.press("q")
			d.wait("here>")
			if !strings.Contains(d.screen(), tt.end) {
				t.Errorf("the answer is not left in the normal screen:\n%s", d.screen())
			}
			d.asBefore()
		})
	}
}

func TestStepsInTmux(t *testing.T) {
	t.Parallel()
	d := sit(t, "tcp-refused", "80x24", "LANG=C.UTF-8")
	d.line(d.call("--no-third-party --step"))
	for _, card := range []string{"can a packet leave", "do the names have addresses", "can we open connections", "is it really the right server", "does go get the module"} {
		d.wait(card)
		d.press("Enter")
	}
	d.wait("refuses connections")
	d.press("C-c")
	d.wait("here>")
	d.asBefore()
}

func TestSimpleTerminal(t *testing.T) {
	t.Parallel()
	d := sit(t, "healthy", "80x24", "TERM=dumb")
	d.line(d.call("--no-third-party"))
	d.wait("Result: Everything go needs works.")
	if strings.Contains(d.screen(), "━") {
		t.Errorf("a full screen on a dumb terminal:\n%s", d.screen())
	}
	d.asBefore()
}

// A cure from the first key to the last, and back: the settings file is the same
// to the byte.
func TestCureInTmux(t *testing.T) {
	t.Parallel()
	d := sit(t, "tcp-refused", "80x24", "LANG=C.UTF-8")
	before := d.settings()
	d.applyFirst()
	d.wait("Cured")
	if d.settings() == before {
		t.Error("nothing was changed")
	}
	d.press("Enter")
	d.wait("Everything go needs works.", "go gets through")
	d.press("u")
	d.wait("Put everything back")
	d.press("y")
	d.wait("Taken back")
	if after := d.settings(); after != before {
		t.Errorf("settings %q, before %q", after, before)
	}
	d.press("q")
	d.wait("here>")
	d.asBefore()
}

// The line drops while a fix is applied or verified: either all of it was verified,
// or nothing is left of it, and the journal says which.
func TestHangUpInMidFix(t *testing.T) {
	t.Parallel()
	d := sit(t, "tcp-dropped", "80x24", "LANG=C.UTF-8")
	before := d.settings()
	d.applyFirst()
	d.wait("run the checks again", "Cured")
	d.hangUp()
	if !d.gone() {
		t.Fatalf("gomend survives its terminal:\n%s", d.run("sh", "-c", "ps -ef | grep gomen[d]; for p in $(pgrep -x gomend); do kill -QUIT $p; done; sleep 1"))
	}
	d.agrees(before)
}

// What a killed program left open is put back by the next start, which says so
// before anything else.
func TestNextStartAfterAKill(t *testing.T) {
	t.Parallel()
	d := sit(t, "tcp-refused", "80x24", "LANG=C.UTF-8")
	before := d.settings()
	d.applyFirst()
	if d.wait("run the checks again", "Cured") == "Cured" {
		t.Skip("it was over before it could be killed")
	}
	d.run("sh", "-c", "kill -9 $(pgrep -o -x gomend)")
	if !d.gone() { // what it started holds the journal
		d.Fatal("a child of the killed program lives on")
	}
	d.hangUp()
	if status := d.journal(); status == "kept" || status == "taken-back" {
		d.agrees(before)
		t.Skip("it was over when it was killed")
	}
	d.shell("80x24", "LANG=C.UTF-8")
	d.line(d.call("--no-third-party"))
	d.wait("An earlier run was cut off")
	if after := d.settings(); after != before && !strings.Contains(d.screen(), "stays") {
		t.Errorf("settings %q, before %q:\n%s", after, before, d.screen())
	}
	d.press("Enter")
	d.wait("start, one step at a time")
	d.press("q")
	d.wait("here>")
	d.asBefore()
}

// applyFirst goes from the first page to the first fix, and applies it.
func (d *desk) applyFirst() {
	d.Helper()
	d.line(d.call(""))
	d.wait("start, one step at a time")
	d.press("a")
	d.wait("to see a fix")
	d.press("1")
	d.wait("Apply this change?")
	d.press("y")
}

// agrees tests that the settings are changed if the journal says that the change
// was kept, and only then.
func (d *desk) agrees(before string) {
	d.Helper()
	status := d.journal()
	if changed, kept := d.settings() != before, status == "kept"; changed != kept {
		d.Errorf("settings changed %v, and the journal says %s", changed, status)
	}
}

// journal is how the one fix stands that was applied.
func (d *desk) journal() string {
	d.Helper()
	var history struct {
		Applied []struct{ Status string }
	}
	text := d.run(strings.Fields(d.call("history --json"))[:3]...)
	if err := json.Unmarshal([]byte(text), &history); err != nil || len(history.Applied) != 1 {
		d.Fatalf("history: %v\n%s", err, text)
	}
	return history.Applied[0].Status
}

// settings is the file that go env -w writes; empty when there is none.
func (d *desk) settings() string {
	text, _ := os.ReadFile(filepath.Join(d.lab.Dir, "home", "gomend", ".config", "go", "env"))
	return string(text)
}

// The screen steps aside for a password, and comes back, also when it is refused.
func TestSudoInTmux(t *testing.T) {
	t.Parallel()
	d := sit(t, "hosts-override-alone", "80x24", "LANG=C.UTF-8")
	d.run("sh", "-c", `mkdir -p ../sudo && printf '%s\n' '#!/bin/sh' '[ "$1" = -n ] && exit 1' 'printf "password, please: " >/dev/tty' 'read -r word </dev/tty' 'exit 1' >../sudo/sudo && chmod +x ../sudo/sudo`)
	d.line("PATH=" + filepath.Join(d.lab.Dir, "home", "gomend", "sudo") + ":$PATH " + d.call("--no-third-party"))
	d.wait("start, one step at a time")
	d.press("a")
	d.wait("to see")
	d.press("1")
	if d.wait("y read on", "y apply") == "y read on" {
		d.press("y") // the rest of the page
		d.wait("y apply")
	}
	d.press("y")
	d.wait("password, please:")
	if screen := d.screen(); !strings.Contains(screen, "gomend steps aside") || !strings.Contains(screen, "sudo -- ") {
		t.Errorf("the command is not told before it runs:\n%s", screen)
	}
	d.line("wrong")
	d.wait("Nothing was changed.")
	d.press("Enter")
	d.wait("to see")
	d.press("q")
	d.wait("here>")
	d.asBefore()
}

// The linear form shows a fix, asks, applies it, and takes it back when it is asked.
func TestPlainCure(t *testing.T) {
	t.Parallel()
	d := sit(t, "tcp-refused", "100x50", "LANG=C.UTF-8")
	before := d.settings()
	d.line(d.call("--plain"))
	d.wait("See what fix 1 would change")
	d.line("yes")
	d.wait("[y/N]")
	d.line("y")
	d.wait("Cured")
	d.wait("here>")
	if d.settings() == before {
		t.Error("nothing was changed")
	}
	d.line("clear; " + built.Program(d) + " undo")
	d.wait("Taken back. Everything")
	if after := d.settings(); after != before {
		t.Errorf("settings %q, before %q", after, before)
	}
}
