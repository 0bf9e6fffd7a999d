package engine

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"gomend/checks/route"
	"gomend/fix/journal"
	"gomend/fix/plan"
)

// maxSteps bounds a plan.
const maxSteps = 64

// transaction is one plan on its way.
type transaction struct {
	*Engine
	run    *Run
	plan   plan.Plan
	before Report

	worker worker // the person's own, with the events of this run
	tx     *journal.Tx
	guard  *guardSeat // of a timed revert; nil without
	undone bool       // root's helper did something, and put it back
}

// part is a piece of the plan that is done with the same rights.
type part struct {
	root  bool
	steps []numbered
}

func partsOf(p plan.Plan) []part {
	var list []part
	for i, s := range p.Steps {
		if s.Kept && p.Guard > 0 {
			continue
		}
		if len(list) == 0 || list[len(list)-1].root != s.Root {
			list = append(list, part{root: s.Root})
		}
		last := &list[len(list)-1]
		last.steps = append(last.steps, numbered{i, s})
	}
	return list
}

func (t *transaction) refuse(err error) Result {
	r := Result{Outcome: Refused, Problem: problemIn(err)}
	if t.tx != nil {
		r.ID = t.tx.ID()
	}
	return r
}

// problemIn is an error as a problem.
func problemIn(err error) Problem {
	var p *Problem
	var held *journal.HeldError
	switch {
	case errors.As(err, &held):
		return Problem{Reason: Locked, About: strconv.Itoa(held.PID), Detail: held.Fix}
	case errors.As(err, &p):
		return *p
	}
	return Problem{Reason: NoJournal, Detail: err.Error()}
}

// apply goes through the whole life of a plan.
func (t *transaction) apply(ctx context.Context) Result {
	if len(t.plan.Steps) == 0 || len(t.plan.Steps) > maxSteps {
		return t.refuse(&Problem{Reason: NotAllowed, Detail: "has no steps, or too many"})
	}
	if t.plan.Guard > 0 && !slices.ContainsFunc(t.plan.Steps, func(s plan.Step) bool { return s.Root && !s.Kept }) {
		return t.refuse(&Problem{Reason: NotAllowed, Detail: "reverts by itself, and has no step for root"})
	}
	release, err := t.user.store.Lock(t.plan.Fix)
	if err != nil {
		return t.refuse(err)
	}
	defer release()
	if open := t.settle(); len(open) > 0 {
		return t.refuse(&Problem{Reason: LeftOpen, About: open[0].ID})
	}
	t.worker = *t.user
	t.worker.tell = t.run.tell
	parts := partsOf(t.plan)
	if err := t.check(ctx, parts); err != nil {
		return t.refuse(err)
	}
	if t.tx, err = t.user.store.Begin(t.head()); err != nil {
		return t.refuse(err)
	}
	for _, p := range parts {
		if err = t.do(ctx, p); err != nil {
			return t.back(ctx, problemIn(err), nil)
		}
	}
	return t.prove(ctx)
}

func (t *transaction) head() journal.Record {
	return journal.Record{
		Fix: t.plan.Fix, Cause: t.plan.Cause, Target: route.RedactText(t.plan.Target), Digest: t.plan.Digest(),
		Steps: len(t.plan.Steps), Tool: t.o.Tool, UID: t.o.Person.UID,
	}
}

// check refuses before anything is written what would fail for certain.
func (t *transaction) check(ctx context.Context, parts []part) error {
	for _, s := range t.plan.Steps {
		if s.Kept && !s.Root {
			return &Problem{Reason: NotAllowed, About: string(s.Kind), Detail: "waits to be kept, and is not for root"}
		}
		if !s.Root {
			continue
		}
		if err := rootRules.allow(s); err != nil {
			return err
		}
	}
	for _, p := range parts {
		if p.root {
			continue // the helper looks, which may
		}
		if err := t.worker.check(ctx, p.steps); err != nil {
			return err
		}
	}
	return nil
}

// do does one part.
func (t *transaction) do(ctx context.Context, p part) error {
	if !p.root {
		return t.worker.apply(ctx, t.tx, p.steps)
	}
	if ctx.Err() != nil {
		return &Problem{Reason: Interrupted}
	}
	first := p.steps[0].number
	var numbers []int
	for _, s := range p.steps {
		numbers = append(numbers, s.number)
	}
	if err := t.tx.Append(journal.Record{Type: journal.Elsewhere, Step: first}); err != nil {
		return err
	}
	reply, err := t.root.call(context.WithoutCancel(ctx), request{
		Do: doApply, ID: t.tx.ID(), Plan: t.plan, Digest: t.plan.Digest(), Steps: numbers, Made: time.Now(), UID: t.o.Person.UID,
	}, t.run.tell)
	if err == nil && reply.Problem != nil {
		err = reply.Problem
	}
	switch {
	case err != nil && reply.Clean:
		t.undone = t.undone || reply.Undone
		return errors.Join(err, t.tx.Append(journal.Record{Type: journal.Declined, Step: first}))
	case err != nil:
		return err
	case reply.Deadline.IsZero():
		return nil
	}
	t.guard = &guardSeat{dir: reply.Seat, deadline: reply.Deadline}
	return t.tx.Append(journal.Record{Type: journal.Armed, Deadline: reply.Deadline, About: reply.Seat})
}

// prove has the checks run again, and keeps the change or takes it back.
func (t *transaction) prove(ctx context.Context) Result {
	outcome, reason, report := t.verify(ctx)
	t.tx.Append(journal.Record{Type: journal.Verified, Outcome: string(outcome), About: string(reason)})
	if !outcome.Changed() {
		return t.back(ctx, Problem{Reason: reason}, report)
	}
	if t.guard != nil {
		if why := t.guard.wait(ctx, t.run); why != NoReason {
			return t.back(ctx, Problem{Reason: why}, report)
		}
	}
	if err := t.tx.Append(journal.Record{Type: journal.Commit, Outcome: string(outcome)}); err != nil {
		return t.back(ctx, problemIn(err), report)
	}
	t.user.store.Prune()
	return Result{Outcome: outcome, Problem: Problem{Reason: reason}, ID: t.tx.ID(), Report: report, Env: variables(t.plan)}
}

func (t *transaction) verify(ctx context.Context) (Outcome, Reason, *Report) {
	env := variables(t.plan)
	for _, v := range env {
		if v.Secret { // only the person's shell will know it
			return Unproven, NewShell, nil
		}
	}
	if t.plan.Elsewhere {
		return Unproven, Elsewhere, nil
	}
	if t.o.Verify == nil {
		return PutBack, NotVerified, nil
	}
	t.run.tell(Event{Kind: Verifying})
	report, err := t.o.Verify(ctx, env)
	switch {
	case ctx.Err() != nil:
		return PutBack, Interrupted, nil
	case err != nil:
		return PutBack, NotVerified, nil
	}
	t.run.tell(Event{Kind: Checked, Report: &report})
	outcome, reason := judge(t.before, report)
	return outcome, reason, &report
}

// variables are what the calling shell has to take.
func variables(p plan.Plan) []plan.Var {
	var list []plan.Var
	for _, s := range p.Steps {
		list = append(list, s.Env...)
	}
	return list
}

// back takes back what was done, and says why.
func (t *transaction) back(ctx context.Context, why Problem, report *Report) Result {
	r := Result{Outcome: PutBack, Problem: why, ID: t.tx.ID(), Report: report}
	if len(t.tx.Steps()) == 0 && !t.tx.Has(journal.Elsewhere) {
		t.tx.Append(journal.Record{Type: journal.Abandoned, Outcome: string(why.Reason)})
		r.Outcome = Refused
		return r
	}
	t.run.tell(Event{Kind: Undoing})
	conflicts, err := t.takeBack(ctx, &t.worker, t.tx, t.guard, t.run.tell)
	if err != nil {
		p := problemIn(err)
		conflicts = append(conflicts, Conflict{About: p.Error(), Problem: string(p.Reason)})
	}
	if len(conflicts) > 0 {
		r.Outcome, r.Conflicts = NotPutBack, conflicts
		return r
	}
	t.tx.Append(journal.Record{Type: journal.Reverted, Outcome: string(why.Reason)})
	if !t.undone && !t.tx.Has(journal.Done) && !t.tx.Has(journal.Armed) && !atRoot(t.tx) {
		r.Outcome = Refused // a file that cannot be written, a rejected password
	}
	return r
}
