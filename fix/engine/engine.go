// Package engine applies plans, and takes them back. It is the only code that
// changes anything.
//
// A transaction is: lock, re-check what the plan was made on, journal, apply step
// by step, verify in a fresh process, then commit, or undo all of it. Whatever
// happens on the way, even the end of the process, it ends as before or as planned.
//
// For a screen: [New] once; [Engine.Recover] at the start; [Engine.Apply] and
// [Engine.Undo] return at once with a [Run], whose events come on a channel that
// never has to be read in time, and whose last event holds the result. Nothing
// else blocks, but Recover, History and Env, which read a few small files.
package engine

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"gomend/checks/environ"
	"gomend/fix/fsx"
	"gomend/fix/journal"
	"gomend/fix/machine"
	"gomend/fix/plan"
)

// Options are what an engine needs of the world.
type Options struct {
	Person machine.Person // for whom it works; this process must be the person's own
	Env    []string       // of the person's shell, KEY=VALUE
	Dir    string         // where the person is; empty for the current folder
	Tool   string         // version of this program, for the journal
	Verify Verifier

	// Terminal hands the terminal over to a command that may ask for a password, and
	// returns when it has ended: tea.Exec on the screen, cmd.Run on a command line.
	// It may be called from any goroutine. Nil: nobody can be asked.
	Terminal func(cmd *exec.Cmd) error

	Self      []string // how to start this program; empty for its own path
	UserState string   // folder of the person's journal; empty for the usual place
	RootState string   // folder of root's; empty for /var/lib/gomend
}

// Engine applies plans for one person.
type Engine struct {
	o    Options
	user *worker
	root rootHelper
}

// rootState is where the root helper keeps its journal (Filesystem Hierarchy
// Standard 3.0, section 5.8).
const rootState = "/var/lib/gomend"

// New makes an engine. It touches nothing yet.
func New(o Options) *Engine {
	if o.UserState == "" {
		o.UserState = userState(o.Env, o.Person)
	}
	if o.RootState == "" {
		o.RootState = rootState
	}
	e := &Engine{o: o}
	e.user = &worker{
		store:  journal.At(filepath.Join(o.UserState, "journal")),
		policy: fsx.Policy{UID: o.Person.UID, GID: o.Person.GID},
		rules:  userRules,
		env:    append(append([]string{}, o.Env...), "LC_ALL=C", "GIT_TERMINAL_PROMPT=0"),
		dir:    o.Dir,
		shell:  o.Env,
	}
	e.root = rootHelper{options: o}
	return e
}

// userState is the state folder of a person: XDG's on Linux and its kin, the
// platform's own elsewhere.
func userState(env []string, p machine.Person) string {
	if dir := environ.Get(env, "XDG_STATE_HOME"); filepath.IsAbs(dir) && !p.Invoker {
		return filepath.Join(dir, "gomend")
	}
	return filepath.Join(stateHome(env, p.Home), "gomend")
}

// Run is a plan that is being applied, or taken back.
type Run struct {
	events chan Event
	keep   chan bool
	cancel context.CancelFunc
	done   chan struct{}
	result Result
}

// eventRoom holds every event of a run: a few for each step of the largest plan,
// and the countdown of a minute or two.
const eventRoom = 1024

func (e *Engine) start(ctx context.Context, work func(context.Context, *Run) Result) *Run {
	ctx, cancel := context.WithCancel(ctx)
	r := &Run{events: make(chan Event, eventRoom), keep: make(chan bool, 1), cancel: cancel, done: make(chan struct{})}
	go func() {
		defer cancel()
		r.result = safely(func() Result { return work(ctx, r) })
		r.tell(Event{Kind: Ended, Result: &r.result})
		close(r.events)
		close(r.done)
	}()
	return r
}

// safely is work whose faults are told rather than end the program, on a terminal
// that the screen has. What was begun is in the journal.
func safely(work func() Result) (result Result) {
	defer func() {
		if fault := recover(); fault != nil {
			result = Result{Outcome: NotPutBack, Problem: Problem{Reason: Internal, Detail: fmt.Sprint(fault)}}
		}
	}()
	return work()
}

// Events tells what happens; the last event is Ended, then the channel is closed.
func (r *Run) Events() <-chan Event { return r.events }

// Wait waits for the end and returns the result.
func (r *Run) Wait() Result {
	<-r.done
	return r.result
}

// Keep keeps a change that would otherwise revert by itself. It counts once the
// countdown has begun, that is after the verification.
func (r *Run) Keep() { r.decide(true) }

// Revert takes such a change back at once.
func (r *Run) Revert() { r.decide(false) }

func (r *Run) decide(keep bool) {
	select {
	case r.keep <- keep:
	default:
	}
}

// Cancel asks to end: the step in hand is finished, then everything is put back.
// Once a change is verified and kept, it does nothing.
func (r *Run) Cancel() { r.cancel() }

// tell never waits. There is room for everything but an endless countdown.
func (r *Run) tell(e Event) {
	if e.Kind == Countdown && len(r.events) > eventRoom/2 {
		return
	}
	select {
	case r.events <- e:
	default:
	}
}

// Apply applies a plan that the person has agreed to. Before is what the checks
// said when it was made.
func (e *Engine) Apply(ctx context.Context, p plan.Plan, before Report) *Run {
	return e.start(ctx, func(ctx context.Context, r *Run) Result {
		t := &transaction{Engine: e, run: r, plan: p, before: before}
		result := t.apply(ctx)
		result.Fix = p.Fix
		return result
	})
}

// tick is how often what another process decides is looked at.
const tick = 200 * time.Millisecond
