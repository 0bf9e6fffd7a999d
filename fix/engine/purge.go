package engine

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gomend/fix/journal"
	"gomend/fix/plan"
)

// asideFor is how long what was set aside stays once that was kept: trees are large.
const asideFor = 24 * time.Hour

// purge deletes what kept fixes have set aside, and with it the way back. It only
// looks into the folders that are made for that.
func (e *Engine) purge(now time.Time) {
	list, _ := e.user.store.List()
	taken := map[string]bool{} // by a later fix: names are used again
	due := map[*journal.Tx][]string{}
	for _, tx := range slices.Backward(list) {
		commit, kept := tx.Last(journal.Commit)
		for _, p := range tx.Steps() {
			if p.Do.Kind != plan.Quarantine || taken[p.Do.To] {
				continue
			}
			taken[p.Do.To] = true
			if kept && tx.Status() == journal.Kept && now.Sub(commit.At) > asideFor && setAside(p.Do) && e.user.policy.There(p.Do.To) {
				due[tx] = append(due[tx], p.Do.To)
			}
		}
	}
	if len(due) == 0 {
		return
	}
	release, err := e.user.store.Lock("")
	if err != nil {
		return // another time
	}
	defer release()
	for old, paths := range due {
		tx, err := e.user.store.Read(old.ID()) // as it is under the lock
		if err != nil || tx.Status() != journal.Kept || tx.Forget() != nil {
			continue
		}
		for _, path := range paths {
			if err := e.user.policy.Delete(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				break // what is left goes another time
			}
		}
	}
}

// setAside reports whether a move led into a folder that is for nothing else: in a
// module cache, or beside one.
func setAside(do journal.Step) bool {
	if number, beside := strings.CutPrefix(do.To, do.From+".gomend"+slash); beside {
		return digits.MatchString(number)
	}
	cache, rest, inside := strings.Cut(do.To, aside)
	number, name, _ := strings.Cut(rest, slash)
	return inside && cleanPath(do.To) && digits.MatchString(number) && do.From == cache+slash+name
}

const slash = string(filepath.Separator)

// aside is the folder in a module cache.
const aside = slash + "cache" + slash + "gomend-quarantine" + slash
