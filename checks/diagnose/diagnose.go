// Package diagnose puts the checks of all layers together: it turns the routes
// that the go command will take into a graph of checks, and runs it.
package diagnose

import (
	"context"
	"errors"
	"net/netip"
	"net/url"
	"slices"
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
	Deep         bool          // look deeper into names even where all is well
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
	last     atomic.Pointer[run] // begun last
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
	return d.StartBehind(ctx, nil)
}

// StartBehind is Start with layers that the gate holds back. The time in which
// it holds back everything does not count for the timeout.
func (d *Diagnosis) StartBehind(ctx context.Context, gate *checks.Gate) (<-chan checks.Event, *checks.Board) {
	ctx, cancel := context.WithCancelCause(ctx)
	r := newRun(d)
	runner := d.runner(r, cancel)
	runner.Conclude = func(b *checks.Board) checks.Verdict { return conclude(ctx, gate, b) }
	runner.Patience, runner.Explore, runner.Gate = patience, r.explore, gate
	return runner.Start(ctx, r.ground())
}

// Again runs one check of the last run once more; see checks.Runner.Again.
func (d *Diagnosis) Again(ctx context.Context, b *checks.Board, id string) <-chan checks.Event {
	ctx, cancel := context.WithCancelCause(ctx)
	return d.runner(d.last.Load(), cancel).Again(ctx, b, id)
}

// runner is what all runs have in common: they end at the timeout, and let go of
// what they opened.
func (d *Diagnosis) runner(r *run, cancel context.CancelCauseFunc) checks.Runner {
	d.last.Store(r)
	return checks.Runner{
		Limit: d.opt.Timeout,
		Over:  func() { cancel(errTimeout) },
		Close: func() {
			cancel(nil)
			r.asker.Close()
		},
	}
}

// Settings are the settings that the last run found; nil until they are known.
func (d *Diagnosis) Settings() *route.Settings { return d.settings.Load() }

// conclude is the verdict, which is incomplete when the run was ended from
// outside before the evidence was together.
func conclude(ctx context.Context, gate *checks.Gate, b *checks.Board) checks.Verdict {
	v := checks.Conclude(b)
	if ctx.Err() == nil {
		return lessSure(v, gate)
	}
	timeout := errors.Is(context.Cause(ctx), errTimeout)
	if timeout && (v.Status == checks.Broken || v.Status != checks.Incomplete && !cut(b)) {
		return v
	}
	reason := checks.WhyInterrupted
	if timeout {
		reason = checks.WhyTimeout
	}
	return checks.Verdict{Status: checks.Incomplete, Why: reason, Also: v.Also}
}

// cut reports whether the end came before something had a result that may count. What
// go fetches for the whole project, once it has fetched a module, is given up early
// anyway, and the rest is taken for granted.
func cut(b *checks.Board) bool {
	return slices.ContainsFunc(b.Results(), func(r checks.Result) bool {
		f, _ := r.Facts.(checks.DownloadFacts)
		return r.Status == checks.Unknown && r.Code == checks.Canceled && f.Trial != checks.TrialProject
	})
}

// lessSure is the verdict when layers were left out by request: what they would
// have shown is missing, both for a cause and for the lack of one.
func lessSure(v checks.Verdict, gate *checks.Gate) checks.Verdict {
	skipped := false
	for _, l := range checks.Layers {
		if gate.Skips(l) {
			skipped = true
			if v.Status == checks.Broken && l.Number() <= v.Layer().Number() && v.Confidence == checks.Certain {
				v.Confidence = checks.Likely
			}
		}
	}
	if skipped && v.Status == checks.Incomplete {
		v.Why = checks.WhySkipped
	}
	return v
}
