package engine

import (
	"context"
	"os"
	"slices"
	"strings"
	"time"

	"gomend/fix/journal"
	"gomend/fix/plan"
)

// Recovered is a fix that an earlier run did not bring to its end, and what became
// of it now.
type Recovered struct {
	ID, Fix, Cause string
	At             time.Time
	Outcome        Outcome   // put-back, mended (it was verified already), not-put-back; refused: still open
	NeedsRoot      bool      // still open: Undo takes it back, and asks for rights
	Deadline       time.Time // still open: it reverts by itself then
	Conflicts      []Conflict
}

// Open reports whether something is left to be done about it.
func (r Recovered) Open() bool { return r.Outcome == Refused || r.Outcome == NotPutBack }

// Recover brings to their end what earlier runs left open, and tells what that was.
// Every start calls it before anything else is done. The error is a *Problem: that
// another gomend is at work, for one.
func (e *Engine) Recover(ctx context.Context) ([]Recovered, error) {
	defer func() { e.purge(time.Now()) }() // when nothing is open any more
	list, err := e.user.store.List()
	if len(list) == 0 || !slices.ContainsFunc(list, func(tx *journal.Tx) bool { return !tx.Status().Settled() }) {
		if err != nil {
			return nil, &Problem{Reason: NoJournal, Detail: err.Error()}
		}
		return nil, nil
	}
	release, err := e.user.store.Lock("")
	if err != nil {
		p := problemIn(err)
		return nil, &p
	}
	defer release()
	return e.settleAll(ctx), nil
}

// settle does what Recover does, under the lock, and returns what has to come to an
// end before anything else is changed.
func (e *Engine) settle() []Recovered {
	return slices.DeleteFunc(e.settleAll(context.Background()), func(r Recovered) bool { return r.Outcome != Refused })
}

func (e *Engine) settleAll(ctx context.Context) []Recovered {
	list, _ := e.user.store.List()
	var out []Recovered
	for _, tx := range slices.Backward(list) {
		if r, told := e.settleOne(ctx, tx); told {
			out = append(out, r)
		}
	}
	return out
}

// settleOne is the table of what follows from the last records of a transaction.
func (e *Engine) settleOne(ctx context.Context, tx *journal.Tx) (r Recovered, told bool) {
	head := tx.Head()
	r = Recovered{ID: tx.ID(), Fix: head.Fix, Cause: head.Cause, At: head.At, Outcome: PutBack}
	switch tx.Status() {
	case journal.Kept, journal.TakenBack:
		return r, false
	case journal.Empty:
		if len(tx.Records()) == 0 {
			os.RemoveAll(tx.Dir())
			return r, false
		}
		tx.Append(journal.Record{Type: journal.Abandoned})
		return r, false
	case journal.Stuck:
		r.Outcome, r.Conflicts = NotPutBack, knownConflicts(tx)
		return r, true
	}
	if atRoot(tx) {
		return e.settleAtRoot(ctx, tx, r), true
	}
	if verified, ok := tx.Last(journal.Verified); ok && tx.Status() == journal.Open && Outcome(verified.Outcome).Changed() {
		return e.commit(tx, r, verified.Outcome), true
	}
	return e.revert(ctx, tx, r, nil), true
}

// settleAtRoot is for a transaction with parts of root: the guard decides them, or
// the helper where it needs to ask nobody.
func (e *Engine) settleAtRoot(ctx context.Context, tx *journal.Tx, r Recovered) Recovered {
	if armed, ok := tx.Last(journal.Armed); ok {
		seat := &guardSeat{dir: armed.About, deadline: armed.Deadline}
		verified, _ := tx.Last(journal.Verified)
		switch outcome := seat.get("outcome"); {
		case outcome == outcomeKept && tx.Status() == journal.Open:
			return e.commit(tx, r, verified.Outcome)
		case outcome == outcomeReverted:
			return e.revert(ctx, tx, r, seat)
		case time.Now().Before(armed.Deadline.Add(tick)) && tx.Head().Boot == journal.BootID():
			r.Outcome, r.Deadline = Refused, armed.Deadline
			return r
		}
	}
	if argv, asks := e.HowRoot(ctx); len(argv) == 0 || asks {
		r.Outcome, r.NeedsRoot = Refused, true
		return r
	}
	return e.revert(ctx, tx, r, nil)
}

func (e *Engine) commit(tx *journal.Tx, r Recovered, outcome string) Recovered {
	r.Outcome = Mended
	tx.Append(journal.Record{Type: journal.Commit, Outcome: outcome})
	return r
}

func (e *Engine) revert(ctx context.Context, tx *journal.Tx, r Recovered, seat *guardSeat) Recovered {
	conflicts, err := e.takeBack(ctx, e.user, tx, seat, nil)
	if err != nil {
		r.Outcome, r.NeedsRoot = Refused, true
		return r
	}
	if r.Conflicts = conflicts; len(conflicts) > 0 {
		r.Outcome = NotPutBack
		return r
	}
	tx.Append(journal.Record{Type: journal.Reverted, Outcome: string(Interrupted)})
	return r
}

// knownConflicts are those that the journal tells of.
func knownConflicts(tx *journal.Tx) []Conflict {
	var list []Conflict
	at := map[int]journal.Progress{}
	for _, p := range tx.Steps() {
		at[p.Number] = p
	}
	for _, r := range tx.Records() {
		switch r.Type {
		case journal.RevertFrom:
			list = nil
		case journal.Conflict:
			list = append(list, Conflict{Step: r.Step, About: aboutStep(at[r.Step].Do), Problem: r.About, Backup: backup(tx, at[r.Step].Do)})
		}
	}
	return list
}

// aboutStep names what a step changes.
func aboutStep(do journal.Step) string {
	switch {
	case do.Path != "":
		return do.Path
	case do.From != "":
		return do.From
	}
	return strings.Join(do.Argv, " ")
}

// laterThan is the id of a transaction that was applied after another one to the
// same, and is still there.
func laterThan(list []*journal.Tx, tx *journal.Tx) string {
	after := false
	for _, other := range list {
		if other.ID() == tx.ID() {
			after = true
			continue
		}
		if s := other.Status(); after && s != journal.TakenBack && s != journal.Empty && overlap(tx, other) {
			return other.ID()
		}
	}
	return ""
}

func overlap(a, b *journal.Tx) bool {
	for _, x := range a.Steps() {
		for _, y := range b.Steps() {
			if sameTarget(x.Do, y.Do) {
				return true
			}
		}
	}
	return false
}

// sameTarget reports whether undoing one step would go wrong while the other stands.
// Blocks of different purposes live side by side in a file.
func sameTarget(x, y journal.Step) bool {
	switch {
	case x.Kind == plan.Exec && y.Kind == plan.Exec:
		return len(x.Inverse) > 0 && len(y.Inverse) > 0 && len(x.Probe) > 0 && slices.Equal(x.Probe, y.Probe)
	case x.Path != "" && x.Path == y.Path:
		return x.Block == "" || y.Block == "" || x.Block == y.Block
	}
	return x.From != "" && x.From == y.From
}
