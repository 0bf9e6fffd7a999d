// Package diagnose puts the checks of all layers together: it turns the routes
// that the go command will take into a graph of checks, and runs it.
package diagnose

import (
	"context"
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
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

	Resolvers []netip.AddrPort // nameservers for comparisons; nil for well-known public ones
	Mirrors   []string         // URLs of further module proxies that may be recommended, before the known ones
	Proxy     *url.URL         // a proxy that the configuration knows; nil for none
}

// UsageError is a bad argument; its text names the argument.
type UsageError struct{ Argument, Reason string }

// Error implements error.
func (e *UsageError) Error() string { return e.Argument + ": " + e.Reason }

// Diagnosis is a prepared run. It may be started more than once, one at a time.
type Diagnosis struct {
	opt      Options
	files    *route.Settings // as the files say, without asking the go command
	settings atomic.Pointer[route.Settings]
}

// Prepare looks at the arguments and at go.mod, and sends nothing. Its error is a
// *UsageError.
func Prepare(opt Options) (*Diagnosis, error) {
	if opt.Module != "" {
		if _, err := route.ParseModule(opt.Module); err != nil {
			name := checks.Clean(opt.Module)
			return nil, &UsageError{"module " + name, strings.TrimPrefix(checks.Clean(err.Error()), name+": ")}
		}
	}
	settings, err := route.Inspect(route.LoadOptions{Dir: opt.Dir, Env: opt.Env})
	if err != nil {
		return nil, &UsageError{"folder", checks.Clean(err.Error())}
	}
	for _, p := range settings.Problems {
		if p.Kind == route.GomodUnreadable && p.Fatal {
			return nil, &UsageError{checks.Clean(p.File), reasonOf(p)}
		}
	}
	return &Diagnosis{opt: opt, files: settings}, nil
}

// reasonOf says what is wrong with a file, in the parser's words where it has some.
func reasonOf(p route.Problem) string {
	reason, value := strings.ReplaceAll(p.Reason, "-", " "), checks.Clean(p.Value)
	switch {
	case value == "":
		return reason
	case p.Reason == "syntax":
		return value
	}
	return reason + ": " + value
}

// errTimeout is the cause of a run's context once its time is up.
var errTimeout = errors.New("the run's timeout")

// Start begins a run; see checks.Runner.Start. It also ends at the timeout.
func (d *Diagnosis) Start(ctx context.Context) (<-chan checks.Event, *checks.Board) {
	stop := func() {}
	if d.opt.Timeout > 0 {
		ctx, stop = context.WithTimeoutCause(ctx, d.opt.Timeout, errTimeout)
	}
	r := newRun(d)
	runner := checks.Runner{
		Conclude: func(b *checks.Board) checks.Verdict { return conclude(ctx, b) },
		Patience: patience,
		Explore:  r.explore,
		Close: func() {
			stop()
			r.asker.Close()
		},
	}
	return runner.Start(ctx, r.ground())
}

// Settings are the settings that the last run found; nil until they are known.
func (d *Diagnosis) Settings() *route.Settings { return d.settings.Load() }

// conclude is the verdict, which is incomplete when the run was ended from
// outside before the evidence was together.
func conclude(ctx context.Context, b *checks.Board) checks.Verdict {
	v := checks.Conclude(b)
	if ctx.Err() == nil {
		return v
	}
	timeout := errors.Is(context.Cause(ctx), errTimeout)
	if timeout && v.Status == checks.Broken {
		return v
	}
	reason := checks.WhyInterrupted
	if timeout {
		reason = checks.WhyTimeout
	}
	return checks.Verdict{Status: checks.Incomplete, Why: reason, Also: v.Also}
}
