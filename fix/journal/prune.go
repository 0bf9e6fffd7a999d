package journal

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// How long what came to its end is kept. What has not is kept for ever.
const (
	keepFor     = 90 * 24 * time.Hour
	keepSecrets = 7 * 24 * time.Hour // contents that hold a secret
	keepCount   = 200
)

// Prune deletes what nobody needs any more: former contents of what was taken back,
// contents with secrets after a week, and whole transactions after three months.
func (s *Store) Prune() error {
	list, err := s.List()
	for i, tx := range list {
		if !tx.Status().Settled() {
			continue
		}
		age := s.now().Sub(tx.records[len(tx.records)-1].At)
		switch {
		case age > keepFor, i < len(list)-keepCount:
			err = errors.Join(err, os.RemoveAll(tx.dir))
		case tx.Status() == TakenBack:
			err = errors.Join(err, tx.dropContents())
		case age > keepSecrets && tx.secret():
			err = errors.Join(err, tx.Forget())
		}
	}
	return err
}

// Forget deletes former contents, and with them the way back.
func (t *Tx) Forget() error {
	if t.Has(Forgotten) {
		return nil
	}
	if err := t.Append(Record{Type: Forgotten}); err != nil {
		return err
	}
	return t.dropContents()
}

func (t *Tx) secret() bool {
	return slices.ContainsFunc(t.Steps(), func(p Progress) bool { return p.Do.Secret })
}

func (t *Tx) dropContents() error {
	entries, err := os.ReadDir(t.dir)
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".old") || strings.HasSuffix(name, ".new") {
			err = errors.Join(err, os.Remove(filepath.Join(t.dir, name)))
		}
	}
	return err
}
