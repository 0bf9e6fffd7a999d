package engine

import (
	"context"
	"time"

	"gomend/fix/journal"
)

// takeBack undoes a transaction, the parts of root as well, newest first.
func (e *Engine) takeBack(ctx context.Context, w *worker, tx *journal.Tx, seat *guardSeat, tell func(Event)) ([]Conflict, error) {
	ctx = context.WithoutCancel(ctx)
	resumed := tx.Status() == journal.Reverting || tx.Status() == journal.Stuck
	tx.Append(journal.Record{Type: journal.RevertFrom})
	last, elsewhere := lastAtRoot(tx)
	if !elsewhere {
		return w.undo(ctx, tx, 0, resumed), nil
	}
	if conflicts := w.undo(ctx, tx, last+1, resumed); len(conflicts) > 0 {
		return conflicts, nil
	}
	conflicts, err := e.takeBackRoot(ctx, tx, seat, tell)
	if err != nil || len(conflicts) > 0 {
		return conflicts, err
	}
	return w.undo(ctx, tx, 0, resumed), nil
}

// lastAtRoot is the last step at which a part of root's begins that has happened.
func lastAtRoot(tx *journal.Tx) (step int, found bool) {
	for _, r := range tx.Records() {
		switch r.Type {
		case journal.Elsewhere:
			step, found = r.Step, true
		case journal.Declined:
			found = false
		}
	}
	return step, found
}

func atRoot(tx *journal.Tx) bool {
	_, found := lastAtRoot(tx)
	return found
}

// takeBackRoot has root's parts undone: by the guard while it watches, else by the
// helper.
func (e *Engine) takeBackRoot(ctx context.Context, tx *journal.Tx, seat *guardSeat, tell func(Event)) ([]Conflict, error) {
	if seat != nil {
		if conflicts, settled := seat.revert(ctx); settled {
			return conflicts, nil
		}
	}
	reply, err := e.root.call(ctx, request{Do: doUndo, ID: tx.ID(), Made: time.Now(), UID: e.o.Person.UID}, tell)
	if err != nil {
		return nil, err
	}
	if reply.Problem != nil {
		return nil, reply.Problem
	}
	return reply.Conflicts, nil
}
