package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"gomend/fix/journal"
	"gomend/fix/plan"
)

// GuardCommand is the name of the command that is the guard.
const GuardCommand = "__guard"

// guardStart is how long the guard may take to say that it watches.
const guardStart = 10 * time.Second

// ownCopy copies the running program into a folder that only root can change, under
// its hash: the guard runs later, as root.
func ownCopy(dir string) (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	if running := "/proc/self/exe"; fileExists(running) {
		program = running
	}
	in, err := os.Open(program)
	if err != nil {
		return "", err
	}
	defer in.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, in); err != nil {
		return "", err
	}
	name := filepath.Join(dir, hex.EncodeToString(sum.Sum(nil)))
	if fileExists(name) {
		return name, os.Chtimes(name, time.Now(), time.Now())
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	return name, copyTo(name, in)
}

func copyTo(name string, in io.Reader) error {
	out, err := os.CreateTemp(filepath.Dir(name), "new-")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	if err := out.Chmod(0o700); err != nil {
		return err
	}
	if err := out.Sync(); err != nil {
		return err
	}
	if err := out.Close(); err != nil { // a program that is open for writing cannot be run
		return err
	}
	return os.Rename(out.Name(), name)
}

func fileExists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// arm starts the guard of a transaction, and makes sure that it watches.
func (h *helper) arm(tx *journal.Tx, r request) (reply, error) {
	noGuard := func(err error) (reply, error) {
		return reply{}, &Problem{Reason: NoGuard, Detail: err.Error()}
	}
	program, err := ownCopy(filepath.Join(h.state, "bin"))
	if err != nil {
		return noGuard(err)
	}
	seat := h.seat(tx)
	if err := os.MkdirAll(filepath.Dir(seat.dir), 0o711); err != nil {
		return noGuard(err)
	}
	if err := os.Mkdir(seat.dir, 0o700); err != nil {
		return noGuard(err)
	}
	if err := os.Lchown(seat.dir, max(r.UID, 0), -1); err != nil {
		return noGuard(err)
	}
	if text, err := json.Marshal(r.Plan); err != nil || tx.Save(planName, text) != nil {
		return noGuard(errors.New("the plan cannot be kept"))
	}
	deadline := time.Now().Add(r.Plan.Guard)
	if err := tx.Append(journal.Record{Type: journal.Armed, Deadline: deadline, About: seat.dir}); err != nil {
		return reply{}, err
	}
	argv := append(append([]string{program}, h.args...), GuardCommand, tx.ID())
	if err := startGuard(argv, tx.ID()); err != nil {
		return noGuard(err)
	}
	for end := time.Now().Add(guardStart); seat.get("watching") == ""; time.Sleep(tick / 4) {
		if time.Now().After(end) {
			return noGuard(errors.New("it did not start"))
		}
	}
	return reply{Deadline: deadline, Seat: seat.dir}, nil
}

// Guard is the command __guard: it watches one transaction, and takes it back at its
// time unless it is kept. It returns the exit status.
func Guard(id string, place Place) int {
	if os.Geteuid() != 0 || !journal.ValidID(id) {
		return 1
	}
	harden()
	ignoreSignals()
	h := newHelper(place.State, nil)
	tx, err := h.worker.store.Read(id)
	if err != nil {
		return 1
	}
	armed, ok := tx.Last(journal.Armed)
	seat := h.seat(tx)
	if !ok || seat.put("watching", "yes") != nil {
		return 1
	}
	// The monotonic clock counts: a clock that is being set must not decide.
	return h.watch(tx.ID(), seat, time.Now().Add(time.Until(armed.Deadline)))
}

func (h *helper) watch(id string, seat *guardSeat, deadline time.Time) int {
	for seat.decision() == "" && time.Now().Before(deadline) {
		time.Sleep(tick)
	}
	decision := seat.decide(decisionRevert)
	release := h.lockPatiently()
	if release == nil {
		return 1
	}
	defer release()
	tx, err := h.worker.store.Read(id)
	if err != nil {
		return 1
	}
	seat.put("outcome", h.conclude(tx, decision))
	return 0
}

// conclude keeps or takes back what the person, or time, has decided.
func (h *helper) conclude(tx *journal.Tx, decision string) string {
	switch status := tx.Status(); {
	case status == journal.TakenBack:
		return outcomeReverted
	case decision == decisionKeep && status == journal.Open:
		if h.makeLast(tx) == nil && tx.Append(journal.Record{Type: journal.Commit}) == nil {
			return outcomeKept
		}
	}
	if len(h.takeBack(context.Background(), tx, tx.Status() != journal.Open)) > 0 {
		return outcomeConflict
	}
	return outcomeReverted
}

// planName is where the plan is kept for the guard.
const planName = "plan.json"

// makeLast does what a plan keeps for the time when its change has been kept.
func (h *helper) makeLast(tx *journal.Tx) error {
	text, err := tx.Load(planName)
	if err != nil {
		return err
	}
	var p plan.Plan
	if err := json.Unmarshal(text, &p); err != nil {
		return err
	}
	var steps []numbered
	for i, s := range p.Steps {
		if s.Kept && s.Root {
			steps = append(steps, numbered{i, s})
		}
	}
	ctx := context.Background()
	if err := h.worker.check(ctx, steps); err != nil {
		return err
	}
	return h.worker.apply(ctx, tx, steps)
}

// lockPatiently waits for the helper that applies the steps, within reason: a
// program that hangs must not keep the change for ever.
func (h *helper) lockPatiently() func() {
	for end := time.Now().Add(stepLimit); ; time.Sleep(tick) {
		release, err := h.worker.store.Lock("")
		if err == nil {
			return release
		}
		if time.Now().After(end) {
			return nil
		}
	}
}
