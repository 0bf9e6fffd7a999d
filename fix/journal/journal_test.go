package journal

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gomend/fix/fsx"
	"gomend/fix/plan"
)

// clock is a store whose time is told.
func clock(t *testing.T) (*Store, *time.Time) {
	t.Helper()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := At(filepath.Join(t.TempDir(), "journal"))
	s.now = func() time.Time { return now }
	return s, &now
}

// begin makes a transaction that has replaced a file.
func begin(t *testing.T, s *Store, secret bool, ends ...Type) *Tx {
	t.Helper()
	tx, err := s.Begin(Record{Fix: "goproxy-set", Steps: 1})
	if err != nil {
		t.Fatal(err)
	}
	do := &Step{Kind: plan.FileReplace, Path: "/a", Before: &fsx.Meta{Hash: "x"}, After: &fsx.Meta{Hash: "y"}, Old: "0.old", Secret: secret}
	err = errors.Join(tx.Save("0.old", []byte("old")), tx.Append(Record{Type: Intent, Do: do}), tx.Append(Record{Type: Done}))
	for _, end := range ends {
		err = errors.Join(err, tx.Append(Record{Type: end}))
	}
	if err != nil {
		t.Fatal(err)
	}
	return tx
}

func TestStatus(t *testing.T) {
	for _, tt := range []struct {
		ends  []Type
		want  Status
		phase Phase
	}{
		{nil, Open, Applied},
		{[]Type{Overwrites}, Open, Overwriting},
		{[]Type{Commit}, Kept, Applied},
		{[]Type{Commit, RevertFrom}, Reverting, Applied},
		{[]Type{RevertFrom, Undone}, Reverting, Back},
		{[]Type{RevertFrom, Undone, Reverted}, TakenBack, Back},
		{[]Type{RevertFrom, Conflict}, Stuck, Applied},
		{[]Type{RevertFrom, Conflict, RevertFrom, Undone, Reverted}, TakenBack, Back},
	} {
		s, _ := clock(t)
		tx := begin(t, s, false, tt.ends...)
		read, err := s.Read(tx.ID())
		if err != nil {
			t.Fatal(err)
		}
		if read.Status() != tt.want || len(read.Steps()) != 1 || read.Steps()[0].Phase != tt.phase {
			t.Errorf("%v: %s, %+v", tt.ends, read.Status(), read.Steps())
		}
	}
}

func TestPrune(t *testing.T) {
	s, now := clock(t)
	open := begin(t, s, true)
	kept := begin(t, s, false, Commit)
	secret := begin(t, s, true, Commit)
	back := begin(t, s, false, RevertFrom, Undone, Reverted)
	holds := func(tx *Tx) bool { _, err := tx.Load("0.old"); return err == nil }
	there := func(tx *Tx) bool { _, err := os.Stat(tx.Dir()); return err == nil }
	for _, tt := range []struct {
		age                                  time.Duration
		open, kept, secret, back, keptFolder bool
	}{
		{time.Hour, true, true, true, false, true},
		{8 * 24 * time.Hour, true, true, false, false, true},
		{100 * 24 * time.Hour, true, false, false, false, false},
	} {
		*now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(tt.age)
		if err := s.Prune(); err != nil {
			t.Fatal(err)
		}
		if holds(open) != tt.open || holds(kept) != tt.kept || holds(secret) != tt.secret || holds(back) != tt.back || there(kept) != tt.keptFolder {
			t.Errorf("after %v: open %v, kept %v, secret %v, back %v, folder %v", tt.age, holds(open), holds(kept), holds(secret), holds(back), there(kept))
		}
	}
	for range keepCount + 5 {
		begin(t, s, false, Commit)
	}
	if err := s.Prune(); err != nil {
		t.Fatal(err)
	}
	if list, err := s.List(); err != nil || len(list) > keepCount+1 {
		t.Errorf("%d kept, %v", len(list), err)
	}
	if !there(open) {
		t.Error("what had not come to its end is gone")
	}
}

func TestLock(t *testing.T) {
	s, _ := clock(t)
	release, err := s.Lock("goproxy-set")
	if err != nil {
		t.Fatal(err)
	}
	var held *HeldError
	if _, err := At(s.Dir()).Lock("other"); !errors.As(err, &held) || held.PID != os.Getpid() || held.Fix != "goproxy-set" {
		t.Errorf("%v", err)
	}
	release()
	if release, err = At(s.Dir()).Lock("other"); err != nil {
		t.Fatal(err)
	}
	release()
}

func TestOtherVersion(t *testing.T) {
	s, _ := clock(t)
	tx := begin(t, s, false)
	line, err := Record{Type: Begin, Version: version + 1}.line()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(tx.Dir(), recordsName), line, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Read(tx.ID()); err == nil {
		t.Error("a journal of a later version was read")
	}
	if _, err := s.Read("../../etc"); err == nil {
		t.Error("a path was taken for an id")
	}
}

func FuzzParse(f *testing.F) {
	line, err := Record{Type: Begin, ID: "x"}.line()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(line)
	f.Add([]byte("00000000 {}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		list, good := parse(text)
		again, same := parse(text[:good])
		if same != good || len(again) != len(list) {
			t.Errorf("%d records in %d bytes, then %d in %d", len(list), good, len(again), same)
		}
	})
}
