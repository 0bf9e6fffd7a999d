// Package diagnose puts the checks of all layers together: it turns the routes
// that the go command will take into a graph of checks, and runs it.
package diagnose

import (
	"context"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// Options says what to diagnose.
type Options struct {
	Dir          string        // folder whose go.mod counts; empty for the current one
	Env          []string      // the process environment, KEY=VALUE
	Module       string        // module or module@version from the command line; empty for go.mod's
	NoThirdParty bool          // contact nobody that the go command itself would not contact
	Timeout      time.Duration // of the whole run; 0 for none
}

// UsageError is a bad argument; its text names the argument.
type UsageError struct{ Argument, Reason string }

// Error implements error.
func (e *UsageError) Error() string { return e.Argument + ": " + e.Reason }

// Diagnosis is a prepared run. It may be started more than once, one at a time.
type Diagnosis struct {
	opt Options
}

// Prepare looks at the arguments and sends nothing. Its error is a *UsageError.
func Prepare(opt Options) (*Diagnosis, error) {
	return &Diagnosis{opt: opt}, nil
}

// Start begins a run; see checks.Runner.Start. The run also ends at the timeout.
func (d *Diagnosis) Start(ctx context.Context) (<-chan checks.Event, *checks.Board) {
	return checks.Runner{}.Start(ctx, nil)
}

// Settings are the settings that a run found; nil until they are known.
func (d *Diagnosis) Settings(b *checks.Board) *route.Settings { return nil }
