package engine

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"gomend/checks"
)

// askLimit is for the question whether rights are there without a password.
const askLimit = 5 * time.Second

// way is how the helper gets the rights of root.
type way struct {
	argv     []string
	terminal func(*exec.Cmd) error // hands the terminal over; nil where no password is asked for
}

// HelperCommand is the name of the command that is the helper.
const HelperCommand = "__helper"

// self is how to start this program.
func (h rootHelper) self() ([]string, error) {
	if len(h.options.Self) > 0 {
		return h.options.Self, nil
	}
	program, err := os.Executable()
	return []string{program}, err
}

// elevators are the programs that give the rights of root, in the order in which
// they are tried. Quiet is added when a password must not be asked for.
var elevators = []struct {
	program, quiet string
	args           []string
}{
	{"sudo", "-n", []string{"--"}},
	{"doas", "-n", nil},
	{"run0", "", []string{"--pipe", "--"}},
}

// way finds one: root already, one that asks for nothing, one that asks.
func (h rootHelper) way(ctx context.Context) (way, error) {
	self, err := h.self()
	if err != nil {
		return way{}, &Problem{Reason: NoRights, Detail: err.Error()}
	}
	helper := append(append([]string{}, self...), HelperCommand)
	if os.Geteuid() == 0 {
		return way{argv: helper}, nil
	}
	for _, e := range elevators {
		program, err := rules{}.find(e.program, h.options.Env)
		if err != nil {
			continue
		}
		if e.quiet != "" && asksNothing(ctx, program, e.quiet) {
			argv := append([]string{program, e.quiet}, e.args...)
			return way{argv: append(argv, helper...)}, nil
		}
		if h.options.Terminal != nil {
			return way{argv: append(append([]string{program}, e.args...), helper...), terminal: h.options.Terminal}, nil
		}
	}
	return way{}, &Problem{Reason: NoRights}
}

// asksNothing reports whether a program would ask for nothing where the helper is
// run without a terminal: a password that was typed counts for its terminal and
// session alone (sudoers(5), timestamp_type).
func asksNothing(ctx context.Context, program, quiet string) bool {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, quiet, "true")
	ownSession(cmd)
	return cmd.Run() == nil
}

// HowRoot is the command by which a plan with steps for root would get them, to be
// shown beforehand; empty when there is none. Asks tells whether it may ask for a
// password on the terminal.
func (e *Engine) HowRoot(ctx context.Context) (argv []string, asks bool) {
	w, err := e.root.way(ctx)
	if err != nil {
		return nil, false
	}
	return w.argv, w.terminal != nil
}

// run runs the helper to its end. Why is the last thing that it wrote to standard error.
func (w way) run(text []byte, out io.Writer, tell func(Event)) (why string, err error) {
	cmd := exec.Command(w.argv[0], w.argv[1:]...)
	cmd.Stdin, cmd.Stdout = bytes.NewReader(text), out
	if w.terminal != nil {
		if tell != nil {
			tell(Event{Kind: Elevating, Command: w.argv})
		}
		return "", w.terminal(cmd)
	}
	errs := &bytes.Buffer{}
	cmd.Stderr = errs
	ownSession(cmd)
	err = cmd.Run()
	lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
	return checks.Clean(lines[len(lines)-1]), err
}
