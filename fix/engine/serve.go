package engine

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"gomend/fix/fsx"
	"gomend/fix/journal"
)

// helper is the process that does what root has to do.
type helper struct {
	state  string // its own folder
	worker worker
	mu     sync.Mutex
	out    io.Writer
	args   []string // of this program, before the name of a command
}

// Place is where root's side of the program keeps things, and how it is started
// again. The zero value is the usual one; tests have their own.
type Place struct {
	State string   // folder; empty for /var/lib/gomend
	Args  []string // before the name of the command
}

// Helper is the command __helper: it reads one request, does it, and tells how it
// went, in lines of JSON. It returns the exit status.
func Helper(in io.Reader, out io.Writer, place Place) int {
	if os.Geteuid() != 0 {
		return 1
	}
	uid := invokerID(os.Environ())
	h := newHelper(place.State, out)
	h.args = place.Args
	harden()
	h.send(message{Hello: 1})
	request, err := readRequest(in, time.Now())
	var r reply
	if err != nil {
		p := problemIn(err)
		r = reply{Problem: &p, Clean: true}
	} else {
		if uid >= 0 {
			request.UID = uid
		}
		r = h.serve(context.Background(), request)
	}
	h.send(message{Reply: &r})
	if r.Problem != nil {
		return 1
	}
	return 0
}

func newHelper(state string, out io.Writer) *helper {
	if state == "" {
		state = rootState
	}
	h := &helper{state: state, out: out}
	h.worker = worker{
		store:  journal.At(filepath.Join(state, "journal")),
		policy: fsx.Policy{UID: 0, GID: 0},
		rules:  rootRules,
		env:    cleanEnv,
		dir:    "/",
		tell:   func(e Event) { h.send(message{Event: &e}) },
	}
	return h
}

// cleanEnv is all that programs of root get to know.
var cleanEnv = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", "HOME=/root", "DEBIAN_FRONTEND=noninteractive"}

// send prints a line. Who asked may have died; what was begun goes on.
func (h *helper) send(m message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if text, err := json.Marshal(m); err == nil && h.out != nil {
		h.out.Write(append(text, '\n'))
	}
}

func (h *helper) serve(ctx context.Context, r request) reply {
	if err := os.MkdirAll(h.state, 0o711); err != nil {
		return failed(err, true)
	}
	release, err := h.worker.store.Lock(r.Plan.Fix)
	if err != nil {
		return failed(err, true)
	}
	defer release()
	defer h.tidy()
	if r.Do == doUndo {
		return h.undo(ctx, r)
	}
	return h.apply(ctx, r)
}

// tidy deletes what nobody needs any more. The seat of a guard stays for an hour, for
// the person's side to read.
func (h *helper) tidy() {
	h.worker.store.Prune()
	list, _ := h.worker.store.List()
	for _, tx := range list {
		armed, ok := tx.Last(journal.Armed)
		if ok && tx.Status().Settled() && time.Since(armed.Deadline) > time.Hour {
			os.RemoveAll(h.seat(tx).dir)
		}
	}
	copies, _ := os.ReadDir(filepath.Join(h.state, "bin"))
	for _, c := range copies {
		if info, err := c.Info(); err == nil && time.Since(info.ModTime()) > copyKept {
			os.Remove(filepath.Join(h.state, "bin", c.Name()))
		}
	}
}

// copyKept is how long a copy of this program stays that no guard has used.
const copyKept = 30 * 24 * time.Hour

func failed(err error, clean bool) reply {
	p := problemIn(err)
	return reply{Problem: &p, Clean: clean}
}

// apply does a part of a plan. When it fails, it puts back what it did.
func (h *helper) apply(ctx context.Context, r request) reply {
	if open := h.settle(ctx, r.ID); open != "" {
		return failed(&Problem{Reason: LeftOpen, About: open}, true)
	}
	var steps []numbered
	for _, n := range r.Steps {
		steps = append(steps, numbered{n, r.Plan.Steps[n]})
	}
	if err := h.worker.check(ctx, steps); err != nil {
		return failed(err, true)
	}
	tx, err := h.begin(r)
	if err != nil {
		return failed(err, true)
	}
	answer := reply{}
	if r.Plan.Guard > 0 {
		if answer, err = h.arm(tx, r); err != nil {
			return h.giveUp(ctx, tx, err)
		}
	}
	if err := h.worker.apply(ctx, tx, steps); err != nil {
		return h.giveUp(ctx, tx, err)
	}
	if r.Plan.Guard == 0 { // the person's journal knows how it goes on
		if err := tx.Append(journal.Record{Type: journal.Commit}); err != nil {
			return h.giveUp(ctx, tx, err)
		}
	}
	return answer
}

// begin starts a transaction, or goes on with one of which a part is done.
func (h *helper) begin(r request) (*journal.Tx, error) {
	if tx, err := h.worker.store.Read(r.ID); err == nil {
		if tx.Head().Digest != r.Digest || tx.Status() != journal.Kept {
			return nil, &Problem{Reason: NotAllowed, About: "request", Detail: "names another transaction"}
		}
		return tx, nil
	}
	if !journal.ValidID(r.ID) {
		return nil, &Problem{Reason: NotAllowed, About: "request", Detail: "has no id"}
	}
	return h.worker.store.Begin(journal.Record{
		ID: r.ID, Fix: r.Plan.Fix, Cause: r.Plan.Cause, Digest: r.Digest, Steps: len(r.Steps), UID: r.UID,
	})
}

// giveUp takes back what was done before the error.
func (h *helper) giveUp(ctx context.Context, tx *journal.Tx, why error) reply {
	answer := failed(why, false)
	answer.Conflicts = h.takeBack(ctx, tx, false)
	answer.Clean = len(answer.Conflicts) == 0
	answer.Undone = tx.Has(journal.Done)
	if seat := seatOf(h.state, tx.ID()); answer.Clean {
		seat.decide(decisionRevert)
	}
	return answer
}

// takeBack undoes a transaction in root's journal.
func (h *helper) takeBack(ctx context.Context, tx *journal.Tx, resumed bool) []Conflict {
	tx.Append(journal.Record{Type: journal.RevertFrom})
	conflicts := h.worker.undo(ctx, tx, 0, resumed)
	if len(conflicts) == 0 {
		tx.Append(journal.Record{Type: journal.Reverted})
	}
	return conflicts
}

// undo takes back a transaction as asked. One that root's journal does not know had
// not begun; one that is back already is fine.
func (h *helper) undo(ctx context.Context, r request) reply {
	tx, err := h.worker.store.Read(r.ID)
	if err != nil {
		return reply{}
	}
	if later := h.later(tx); later != "" {
		return failed(&Problem{Reason: Later, About: later}, false)
	}
	switch status := tx.Status(); status {
	case journal.TakenBack:
		return reply{}
	case journal.Empty:
		tx.Append(journal.Record{Type: journal.Abandoned})
		return reply{}
	default:
		h.seat(tx).decide(decisionRevert) // should a guard still watch
		return reply{Conflicts: h.takeBack(ctx, tx, status == journal.Reverting || status == journal.Stuck)}
	}
}

func (h *helper) seat(tx *journal.Tx) *guardSeat { return seatOf(h.state, tx.ID()) }

// later is the id of a transaction that was applied after this one to the same, and
// is still there.
func (h *helper) later(tx *journal.Tx) string {
	list, _ := h.worker.store.List()
	return laterThan(list, tx)
}

// settle brings what an earlier helper left open to its end, and returns the id of
// what could not be.
func (h *helper) settle(ctx context.Context, except string) string {
	list, _ := h.worker.store.List()
	for i := len(list) - 1; i >= 0; i-- {
		tx := list[i]
		status := tx.Status()
		if status.Settled() || tx.ID() == except {
			continue
		}
		if armed, ok := tx.Last(journal.Armed); ok && status == journal.Open {
			switch h.seat(tx).decision() {
			case decisionKeep:
				tx.Append(journal.Record{Type: journal.Commit})
				continue
			case "":
				if time.Now().Before(armed.Deadline) && tx.Head().Boot == journal.BootID() {
					return tx.ID() // somebody is about to decide
				}
			}
		}
		if status == journal.Empty {
			tx.Append(journal.Record{Type: journal.Abandoned})
			continue
		}
		if len(h.takeBack(ctx, tx, status != journal.Open)) > 0 {
			return tx.ID()
		}
	}
	return ""
}
