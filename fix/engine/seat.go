package engine

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gomend/fix/internal/killpoint"
)

// maxGuard bounds the time of a revert that is not kept.
const maxGuard = 10 * time.Minute

// What can be decided, by whoever comes first.
const (
	decisionKeep   = "keep"
	decisionRevert = "revert"
)

// What the guard says became of it.
const (
	outcomeKept     = "kept"
	outcomeReverted = "reverted"
	outcomeConflict = "conflict"
)

// guardSeat is the folder in which the person and the guard meet. It belongs to the
// person; root only makes two small files in it, and follows nothing.
type guardSeat struct {
	dir      string
	deadline time.Time
}

func seatOf(state, id string) *guardSeat {
	return &guardSeat{dir: filepath.Join(state, "seats", id)}
}

// decide decides, unless that is done; it returns what counts.
func (s *guardSeat) decide(what string) string {
	s.put("decision", what)
	return s.decision()
}

func (s *guardSeat) decision() string { return s.get("decision") }

// put makes a small file, if there is none.
func (s *guardSeat) put(name, text string) error {
	d, err := os.OpenRoot(s.dir)
	if err != nil {
		return err
	}
	defer d.Close()
	// Complete before it has its name: who reads it reads all of it.
	temp := name + "." + text
	killpoint.At("seat " + name)
	d.Remove(temp) // of a crash
	f, err := d.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL|noFollow, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	defer d.Remove(temp)
	return d.Link(temp, name)
}

// get reads a small file; empty when there is none.
func (s *guardSeat) get(name string) string {
	d, err := os.OpenRoot(s.dir)
	if err != nil {
		return ""
	}
	defer d.Close()
	info, err := d.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	f, err := d.OpenFile(name, os.O_RDONLY|noFollow, 0)
	if err != nil {
		return ""
	}
	defer f.Close()
	text, _ := io.ReadAll(io.LimitReader(f, 64))
	return strings.TrimSpace(string(text))
}

// gone reports whether the seat has been cleared away.
func (s *guardSeat) gone() bool {
	_, err := os.Lstat(s.dir)
	return errors.Is(err, fs.ErrNotExist)
}

// wait counts down until the person keeps the change. The reason says why it does
// not stay; none when it does.
func (s *guardSeat) wait(ctx context.Context, r *Run) Reason {
	ticks := time.NewTicker(tick)
	defer ticks.Stop()
	told := time.Duration(-1)
	for {
		switch s.get("outcome") {
		case outcomeKept:
			return NoReason
		case outcomeReverted, outcomeConflict:
			return NotKept
		}
		if left := time.Until(s.deadline).Round(time.Second); left != told && left >= 0 {
			told = left
			r.tell(Event{Kind: Countdown, Left: left})
		}
		if time.Until(s.deadline) < -guardPatience {
			return NotKept
		}
		select {
		case <-ctx.Done():
			return Interrupted
		case keep := <-r.keep:
			if !keep {
				return Reversed
			}
			if s.decide(decisionKeep) == decisionKeep && s.settled(outcomeKept) {
				return NoReason
			}
		case <-ticks.C:
		}
	}
}

// guardPatience is how long past its time the guard may take: it may have to wait
// for a program.
var guardPatience = time.Minute

// settled waits for the guard to say that it has come to an end.
func (s *guardSeat) settled(want string) bool {
	for end := time.Now().Add(guardPatience); time.Now().Before(end); time.Sleep(tick) {
		if got := s.get("outcome"); got != "" {
			return got == want
		}
		if s.gone() {
			return false
		}
	}
	return false
}

// revert has the guard take the change back at once. It is not settled where the
// guard is gone, or could not.
func (s *guardSeat) revert(context.Context) (conflicts []Conflict, settled bool) {
	if s.get("outcome") == "" {
		s.decide(decisionRevert)
	}
	return nil, s.settled(outcomeReverted)
}
