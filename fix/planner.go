package fix

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gomend/checks"
	"gomend/fix/plan"
)

// planner works out the steps of a fix. It only reads; see plan.Machine.
type planner func(ctx context.Context, m plan.Machine, s situation) ([]plan.Step, error)

// Obstacle is why a fix cannot be applied here by gomend, so that a person has to.
type Obstacle string

// The obstacles.
const (
	NoPlan       Obstacle = "no-plan"       // a guide, or not tried yet on this system
	Managed      Obstacle = "managed"       // another program owns the setting, and would overwrite it
	UnknownOwner Obstacle = "unknown-owner" // nobody known owns it, so that nothing is written
	Immutable    Obstacle = "immutable"     // the file or its file system cannot be written
	ForeignLink  Obstacle = "foreign-link"  // a link leads to where nothing is changed
	InContainer  Obstacle = "container"     // to be done outside of this container
	SetElsewhere Obstacle = "set-elsewhere" // what sets it is not known or not the person's own
	MissingTool  Obstacle = "missing-tool"  // a program that it takes is not installed
	TooOpen      Obstacle = "too-open"      // others may read or write a file that is to hold a secret or is trusted
	KeyChanged   Obstacle = "key-changed"   // a host shows another key than the one that is known or published
	Forbidden    Obstacle = "forbidden"     // the configuration locks this fix
	RootToLook   Obstacle = "root-to-look"  // only root can see what has to be known: start gomend with sudo
	RemoteRisk   Obstacle = "remote-risk"   // it would cut off the very session that it is done from
	NothingHere  Obstacle = "nothing-here"  // what it changes does not exist on this machine
)

// ManualError says that a fix has to be done by hand, and why.
type ManualError struct {
	Obstacle Obstacle
	About    string // the file, program or owner that it is about; may be empty
}

// Error implements error.
func (e *ManualError) Error() string {
	if e.About == "" {
		return "has to be done by hand: " + string(e.Obstacle)
	}
	return fmt.Sprintf("has to be done by hand: %s: %s", e.Obstacle, e.About)
}

// ErrDone says that everything is already as the fix would make it.
var ErrDone = errors.New("already so")

// ErrDoesNotFit says that a fix does not exist, or is not one for the verdict.
var ErrDoesNotFit = errors.New("not a fix for what was found")

// Make makes the plan of a fix for a final verdict. It reads the machine, changes
// nothing and contacts nobody whom go would not. The error is a *ManualError, an
// *AskError, ErrDone, ErrDoesNotFit, or what could not be read.
func Make(ctx context.Context, id string, v checks.Verdict, p Params, m plan.Machine) (plan.Plan, error) {
	if slices.Contains(p.Forbidden, id) {
		return plan.Plan{}, &ManualError{Obstacle: Forbidden}
	}
	for _, f := range For(v, p) {
		if f.ID == id {
			return newSituation(v.Finding, p).make(ctx, id, v, m)
		}
	}
	return plan.Plan{}, ErrDoesNotFit
}

func (s situation) make(ctx context.Context, id string, v checks.Verdict, m plan.Machine) (plan.Plan, error) {
	r := catalogue[id]
	if r.plan == nil || s.GOOS != "linux" {
		return plan.Plan{}, &ManualError{Obstacle: NoPlan}
	}
	s.recipe = r
	steps, err := r.plan(ctx, m, s)
	switch {
	case err != nil:
		return plan.Plan{}, err
	case len(steps) == 0:
		return plan.Plan{}, ErrDone
	}
	return plan.Plan{Fix: id, Cause: string(v.Cause), Target: v.Target, Steps: steps, Guard: r.guard, Elsewhere: r.elsewhere}, nil
}
