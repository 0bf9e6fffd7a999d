// Gomend finds out why the go command cannot fetch modules, and says what cures it.
package main

import (
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/charmbracelet/x/term"

	"gomend/checks/diagnose"
	"gomend/ui"
	"gomend/ui/cli"
)

// leaving are the signals that ask the program to leave. A terminal that is gone
// sends the last one; it is never ignored.
var leaving = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// gcPercent keeps the heap small: a run lasts a second, and shares its machine
// with the go command that it watches.
const gcPercent = 50

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, leaving...)
	// A reader that leaves is then an error of the write, and checks can still end
	// what they started.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)

	os.Exit(cli.Main(cli.Process{
		Args:        os.Args[1:],
		Env:         os.Environ(),
		In:          os.Stdin,
		Out:         os.Stdout,
		Err:         os.Stderr,
		InTerminal:  term.IsTerminal(os.Stdin.Fd()),
		OutTerminal: term.IsTerminal(os.Stdout.Fd()),
		Signals:     signals,
		Exit:        os.Exit,
		SystemFile:  cli.SystemFile(),
		Prepare:     func(o diagnose.Options) (cli.Diagnosis, error) { return diagnose.Prepare(o) },
		Screen:      ui.Run,
	}))
}
