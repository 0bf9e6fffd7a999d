package engine

import (
	"context"
	"fmt"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"

	"gomend/fix/internal/chown"
	"gomend/fix/internal/killpoint"
	"gomend/fix/internal/nft"
	"gomend/fix/journal"
	"gomend/fix/plan"
)

// homeOf is the home folder that the user database gives a user; empty without one.
var homeOf = func(uid int) string {
	u, err := user.LookupId(strconv.Itoa(uid))
	if err != nil {
		return ""
	}
	return u.HomeDir
}

// owner says what is wrong with a change of owners: root gives a user only what is
// below that user's own home folder.
func (r rules) owner(o *plan.Owner) string {
	if o == nil || !r.root || !cleanPath(o.Path) || o.UID <= 0 || o.GID < 0 {
		return "is not a change of owners by root"
	}
	home := homeOf(o.UID)
	if !filepath.IsAbs(home) || home == "/" || !strings.HasPrefix(o.Path, filepath.Clean(home)+"/") {
		return o.Path + " is not below the home folder of its new owner"
	}
	return ""
}

// chown gives files to the person, after writing down whose they were.
func (w *worker) chown(tx *journal.Tx, s numbered) error {
	record, err := chown.Survey(*s.Owner)
	if err != nil {
		return &Problem{Reason: StepFailed, About: s.Owner.Path, Detail: err.Error()}
	}
	text, err := record.Encode()
	if err != nil {
		return err
	}
	do := journal.Step{Kind: s.Kind, Owner: s.Owner, Old: fmt.Sprintf("%d.old", s.number)}
	if err := tx.Save(do.Old, text); err != nil {
		return err
	}
	if err := tx.Append(journal.Record{Type: journal.Intent, Step: s.number, Do: &do}); err != nil {
		return err
	}
	killpoint.At("change owners")
	if err := chown.Give(*s.Owner, record); err != nil {
		return &Problem{Reason: StepFailed, About: s.Owner.Path, Detail: err.Error()}
	}
	return tx.Append(journal.Record{Type: journal.Done, Step: s.number})
}

// undoChown gives back what was given.
func (w *worker) undoChown(tx *journal.Tx, do journal.Step) *Conflict {
	text, err := tx.Load(do.Old)
	if err != nil {
		return &Conflict{About: do.Owner.Path, Problem: backupLost}
	}
	record, err := chown.Decode(text)
	if err == nil {
		killpoint.At("give back")
		err = chown.GiveBack(*do.Owner, record)
	}
	if err != nil {
		return &Conflict{About: fmt.Sprint(do.Owner.Path, " ", err), Problem: stepFailed}
	}
	return nil
}

// withHandle looks up the handle of an nft rule that an inverse removes. It is false
// when there is no such rule: then it is gone already.
func (w *worker) withHandle(ctx context.Context, argv []string) ([]string, bool) {
	list, needed := nft.NeedsHandle(argv)
	if !needed {
		return argv, true
	}
	out, err := w.run(ctx, list, "")
	if err != nil {
		return nil, false // the chain has gone, and the rule with it
	}
	return nft.WithHandle(argv, out)
}
