package engine

import (
	"gomend/fix/fsx"
	"gomend/fix/journal"
)

// move sets something aside.
func (w *worker) move(tx *journal.Tx, s numbered) error {
	info, err := w.policy.Movable(s.Move.From)
	if err != nil {
		return err
	}
	if info == nil {
		return &Problem{Reason: ChangedSince, About: s.Move.From}
	}
	do := journal.Step{Kind: s.Kind, From: s.Move.From, To: s.Move.To, Mode: uint32(info.Mode().Perm()), Made: fsx.Missing(s.Move.To)}
	if err := tx.Append(journal.Record{Type: journal.Intent, Step: s.number, Do: &do}); err != nil {
		return err
	}
	if err := w.policy.Make(do.Made, 0o700); err != nil {
		return err
	}
	if err := w.policy.Move(do.From, do.To, info.Mode()); err != nil {
		return err
	}
	return tx.Append(journal.Record{Type: journal.Done, Step: s.number})
}
