package ui

import (
	"context"
	"errors"
	"os/exec"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/plan"
	"gomend/fix/preview"
)

// Mender plans, applies and takes back fixes. Nothing of it is called from the
// event loop.
type Mender interface {
	// Recover brings to its end what earlier runs left open, and tells what that was.
	Recover(context.Context) ([]engine.Recovered, error)
	// Plan makes the plan of a fix for a final verdict. Its error is one of fix.Make.
	Plan(ctx context.Context, id string, v checks.Verdict, b *checks.Board, answers map[fix.AskName]string) (Offer, error)
	// Apply applies a plan that the person has agreed to. The verdict and the board
	// are those that the plan was made for.
	Apply(context.Context, Offer, checks.Verdict, *checks.Board) Mending
	// Undo takes back an applied fix; an empty id means the last.
	Undo(ctx context.Context, id string) Mending
	// History lists what was applied and taken back, newest first.
	History() ([]engine.Entry, error)
}

// Mending is a plan that is being applied or taken back; *engine.Run is the real one.
type Mending interface {
	Events() <-chan engine.Event
	Keep()
	Revert()
	Cancel()
}

// Offer is a plan as a person sees it before agreeing to it.
type Offer struct {
	Plan  plan.Plan
	Steps []preview.Step
	Root  []string // the command that gets administrator rights; empty when none is needed
	Asks  bool     // it may ask for a password
}

// Lender lends the terminal to a command that asks for a password.
type Lender struct{ loans chan loan }

// loan is a command that wants the terminal, and where it is told how that went.
type loan struct {
	cmd  *exec.Cmd
	done chan error
}

// NewLender makes a Lender. Its Lend is given to the engine, the Lender itself to Run.
func NewLender() *Lender { return &Lender{make(chan loan)} }

// errNoScreen tells that nobody is there to lend the terminal.
var errNoScreen = errors.New("the terminal is gone")

// Lend runs a command on the terminal, and returns when it has ended. It waits
// until the screen steps aside, or ctx ends.
func (l *Lender) Lend(ctx context.Context, cmd *exec.Cmd) error {
	this := loan{cmd, make(chan error, 1)}
	select {
	case l.loans <- this:
	case <-ctx.Done():
		return errNoScreen
	}
	select {
	case err := <-this.done:
		return err
	case <-ctx.Done():
		return errNoScreen
	}
}

// wanted is where commands ask for the terminal.
func (l *Lender) wanted() <-chan loan {
	if l == nil {
		return nil
	}
	return l.loans
}
