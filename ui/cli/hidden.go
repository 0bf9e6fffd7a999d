package cli

import (
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"gomend/fix/engine"
	"gomend/fix/journal"
	"gomend/fix/machine"
	"gomend/ui/words"
)

// hidden are the commands by which gomend starts itself with administrator rights.
// They are for nobody to type.
func (a *app) hidden() []*cobra.Command {
	place := engine.Place{State: a.RootState}
	helper := &cobra.Command{
		Use: engine.HelperCommand, Hidden: true, Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			status := engine.Helper(a.In, a.Out, place)
			a.status = &status
			return nil
		},
	}
	guard := &cobra.Command{
		Use: engine.GuardCommand, Hidden: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !journal.ValidID(args[0]) {
				return usagef("%s wants the id of a transaction", engine.GuardCommand)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			status := engine.Guard(args[0], place)
			a.status = &status
			return nil
		},
	}
	return []*cobra.Command{helper, guard}
}

// errElsewhere ends a call that another process has done.
var errElsewhere = errors.New("done by another process")

// asPerson starts the program again as the person who started it with sudo or doas,
// with no right more: their settings are what counts, and their files what is
// changed. The error is errElsewhere when that was done.
func (a *app) asPerson(cmd *cobra.Command) error {
	if !actsForPerson(cmd) || a.flags.version {
		return nil
	}
	p, err := machine.WhoIs(a.Env)
	if err != nil || !p.Invoker {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	if lang, err := a.language(Config{}); err == nil && cmd.Name() != "env" {
		fmt.Fprintf(a.Err, words.For(lang).AsPerson+"\n", p.Name)
	}
	again := exec.Command(program, a.Args...)
	again.Env, again.Dir = p.Env(a.Env), a.Dir
	again.Stdin, again.Stdout, again.Stderr = a.In, a.Out, a.Err
	p.Become(again)
	if err := again.Run(); again.ProcessState == nil {
		return err
	}
	status := again.ProcessState.ExitCode()
	if status < 0 { // killed
		status = exitIncomplete
	}
	a.status = &status
	return errElsewhere
}

// actsForPerson reports whether a command can change something, or tells of what was.
func actsForPerson(cmd *cobra.Command) bool {
	if !cmd.HasParent() {
		return true // the screen, or its linear form
	}
	switch cmd.Name() {
	case "fix", "undo", "history", "forget", "env":
		return true
	}
	return false
}
