// Package cli is the command line: it reads arguments, configuration and the
// environment, runs the diagnosis, and prints what it found as text, as one JSON
// document, as a line for each event, or hands it to the screen.
//
// It decides nothing about the network. Everything it sees of the world comes in
// as a Process, so that tests bring a world of their own.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"gomend/checks"
)

// Exit statuses, by the contract with scripts; 0 and 1 come from the verdict.
const (
	exitUsage      = 2
	exitIncomplete = 3
)

// Process is what the program sees of the world that it runs in.
type Process struct {
	Args        []string // without the program's name
	Env         []string // KEY=VALUE
	Dir         string   // whose go.mod counts; empty for the current folder
	In          io.Reader
	Out, Err    io.Writer
	InTerminal  bool // In is a terminal
	OutTerminal bool
	Version     string           // empty: read from the build
	Signals     <-chan os.Signal // each asks the program to leave; nil for none
	Exit        func(status int) // leaves at once, at the second signal; os.Exit
	SystemFile  string           // configuration for all users; empty for none
	Self        []string         // how to start this program again; empty for its own path
	RootState   string           // where the administrator's side keeps its journal; empty for the usual place

	Prepare Prepare // what is run
	Screen  Screen  // the terminal UI
}

// Main runs the program and returns its exit status.
func Main(p Process) (status int) {
	defer func() {
		if fault := recover(); fault != nil {
			fmt.Fprintf(p.Err, "gomend: internal error: %v\n%s", fault, debug.Stack())
			status = exitIncomplete
		}
	}()
	ctx, stop := interruptible(p.Signals, p.Exit)
	defer stop()
	a := &app{Process: p}
	root := a.root()
	root.SetArgs(p.Args)
	return a.end(root.ExecuteContext(ctx))
}

// app is one call of the program.
type app struct {
	Process
	flags   flags
	step    bool           // wait for a key before each layer
	began   bool           // flags and arguments were understood
	verdict checks.Verdict // of the run, when there was one
	ran     bool
	status  *int // exit status of a call that is about no verdict; nil for none
}

// end turns what became of the call into an exit status, and says what went wrong
// in one line.
func (a *app) end(err error) int {
	var usage *usageError
	var failed *failure
	switch {
	case a.status != nil && (err == nil || errors.Is(err, errElsewhere)):
		return *a.status
	case err == nil && a.ran:
		return a.verdict.ExitCode()
	case err == nil:
		return 0
	case brokenPipe(err):
		return exitIncomplete // the reader has left; there is nobody to tell
	}
	fmt.Fprintf(a.Err, "gomend: %s\n", oneLine(err.Error()))
	if !a.began || errors.As(err, &usage) {
		return exitUsage
	}
	if errors.As(err, &failed) {
		return 1
	}
	return exitIncomplete
}

// interruptible makes a context that the first signal cancels. The second one
// leaves at once.
func interruptible(signals <-chan os.Signal, exit func(int)) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
			return
		case s := <-signals:
			cancel(interrupted{s})
		}
		select {
		case <-done:
		case <-signals:
			exit(exitIncomplete)
		}
	}()
	return ctx, func() { close(done); cancel(nil) }
}

// interrupted is why the context of a call ended.
type interrupted struct{ os.Signal }

// Error implements error.
func (i interrupted) Error() string { return "interrupted by " + i.String() }
