package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"gomend/fix/plan"
)

// What root's helper can be asked to do.
const (
	doApply = "apply" // steps of a plan
	doUndo  = "undo"  // a transaction
)

const (
	requestLimit = 1 << 20          // bytes
	requestAge   = 10 * time.Minute // after that what was agreed to is out of date
)

// request is what the helper reads on standard input. It never stands in arguments,
// which others can see.
type request struct {
	Do     string    `json:"do"`
	ID     string    `json:"id"` // of the transaction
	Plan   plan.Plan `json:"plan"`
	Digest string    `json:"digest"`          // of the plan that was agreed to
	Steps  []int     `json:"steps,omitempty"` // of the plan, in order
	Made   time.Time `json:"made"`
	UID    int       `json:"uid"` // who asks
}

// reply is how it ended.
type reply struct {
	Problem   *Problem   `json:"problem,omitempty"`
	Clean     bool       `json:"clean,omitempty"`  // in spite of the problem: nothing of it is left
	Undone    bool       `json:"undone,omitempty"` // for steps had been done, and were put back
	Conflicts []Conflict `json:"conflicts,omitempty"`
	Deadline  time.Time  `json:"deadline,omitzero"` // of the guard
	Seat      string     `json:"seat,omitempty"`    // folder in which the guard's fate is decided
}

// message is one line of what the helper prints.
type message struct {
	Hello int    `json:"hello,omitempty"` // it runs
	Event *Event `json:"event,omitempty"`
	Reply *reply `json:"reply,omitempty"`
}

// readRequest reads and examines what the helper is asked to do. What it does not
// know it refuses.
func readRequest(in io.Reader, now time.Time) (request, error) {
	refused := func(why string) error { return &Problem{Reason: NotAllowed, About: "request", Detail: why} }
	text, err := io.ReadAll(io.LimitReader(in, requestLimit+1))
	if err != nil {
		return request{}, refused(err.Error())
	}
	if len(text) > requestLimit {
		return request{}, refused("is larger than 1 MiB")
	}
	var r request
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return r, refused(err.Error())
	}
	if _, err := decoder.Token(); err != io.EOF {
		return r, refused("has something after it")
	}
	if age := now.Sub(r.Made); age > requestAge || age < -requestAge {
		return r, refused("is out of date")
	}
	return r, r.examine(refused)
}

func (r request) examine(refused func(string) error) error {
	switch {
	case r.Do == doUndo:
		return nil
	case r.Do != doApply:
		return refused("asks for what there is not")
	case r.Plan.Digest() != r.Digest:
		return refused("is not the plan that was agreed to")
	case len(r.Plan.Steps) > maxSteps, len(r.Steps) == 0, r.Plan.Guard < 0, r.Plan.Guard > maxGuard:
		return refused("is out of bounds")
	}
	for i, n := range r.Steps {
		if n < 0 || n >= len(r.Plan.Steps) || i > 0 && n <= r.Steps[i-1] || !r.Plan.Steps[n].Root {
			return refused("has a step that is not for root")
		}
	}
	for _, s := range r.Plan.Steps {
		if !s.Root {
			continue
		}
		if err := rootRules.allow(s); err != nil {
			return err
		}
		if s.Kind == plan.Chown && s.Owner.UID != r.UID {
			return refused("gives files to another user than the one who asks")
		}
	}
	return nil
}

// replyReader takes what the helper prints, line by line.
type replyReader struct {
	tell  func(Event)
	rest  []byte
	began bool
	reply *reply
}

// Write implements io.Writer.
func (r *replyReader) Write(p []byte) (int, error) {
	r.rest = append(r.rest, p...)
	for {
		line, rest, whole := bytes.Cut(r.rest, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		r.rest = rest
		var m message
		if json.Unmarshal(line, &m) != nil {
			continue // of something else on the way
		}
		r.began = r.began || m.Hello != 0
		if m.Event != nil && r.tell != nil {
			r.tell(*m.Event)
		}
		if m.Reply != nil {
			r.reply = m.Reply
		}
	}
}

// rootHelper starts the helper of root, and asks it.
type rootHelper struct{ options Options }

// call asks the helper once. The error is about getting it to run; then nothing has
// been done, unless it died on the way.
func (h rootHelper) call(ctx context.Context, r request, tell func(Event)) (reply, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return reply{Clean: true}, err
	}
	way, err := h.way(ctx)
	if err != nil {
		return reply{Clean: true}, err
	}
	out := &replyReader{tell: tell}
	why, err := way.run(text, out, tell)
	switch {
	case out.reply != nil:
		return *out.reply, nil
	case !out.began:
		return reply{Clean: true}, &Problem{Reason: RightsDenied, About: way.argv[0], Detail: why}
	case err == nil:
		err = errors.New("it said nothing")
	}
	return reply{}, &Problem{Reason: StepFailed, About: "__helper", Detail: err.Error()}
}
