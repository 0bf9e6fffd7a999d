package checks

import "context"

// add puts checks that are new into the graph.
func (s *schedule) add(list []Check) {
	for _, c := range list {
		if s.state[c.ID] != 0 {
			continue
		}
		s.state[c.ID] = stateWaiting
		s.waiting = append(s.waiting, c)
		s.emit(Event{Kind: EventPlanned, Result: Result{Check: c}})
	}
}

// startReady starts or skips whatever can be, until nothing changes any more.
func (s *schedule) startReady(ctx, lingerCtx context.Context) {
	for changed := true; changed; {
		changed, s.held = false, ""
		list := s.waiting
		s.waiting = nil
		for _, c := range list {
			if !s.advance(ctx, lingerCtx, c) {
				s.waiting = append(s.waiting, c)
				continue
			}
			changed = true
		}
	}
	if s.running == 0 && s.held == "" { // what still waits, waits for something that will never come
		for _, c := range s.waiting {
			s.skip(c, firstMissing(s.board, c))
		}
		s.waiting = nil
	}
}

func firstMissing(b *Board, c Check) string {
	for _, id := range append(append([]string{}, c.Needs...), c.After...) {
		if _, ok := b.Result(id); !ok {
			return id
		}
	}
	return ""
}

// advance starts or skips a check if its time has come.
func (s *schedule) advance(ctx, lingerCtx context.Context, c Check) bool {
	blocker, ready := s.blocked(c)
	switch {
	case blocker != "":
		s.skip(c, blocker)
	case ctx.Err() != nil:
		s.skip(c, "")
	case !ready:
		return false
	case c.When != nil && !c.When(s.board):
		s.skip(c, "")
	case s.Gate.Skips(c.Layer()):
		s.skip(c, ByRequest)
	case s.Gate.holds(c):
		s.hold(c)
		return false
	default:
		s.start(ctx, lingerCtx, c)
	}
	return true
}

// hold notes what the gate keeps a check from.
func (s *schedule) hold(c Check) {
	if l := c.Layer(); s.held == "" || l.Number() < s.held.Number() {
		s.held = l
	}
}

// blocked names the first check needed that did not pass, and reports whether
// everything needed has ended.
func (s *schedule) blocked(c Check) (blocker string, ready bool) {
	ready = true
	for _, id := range c.Needs {
		r, ended := s.board.Result(id)
		if !ended {
			ready = false
		} else if !r.Status.OK() {
			return id, false
		}
	}
	for _, id := range c.After {
		if _, ended := s.board.Result(id); !ended {
			ready = false
		}
	}
	return "", ready
}

func (s *schedule) skip(c Check, blocker string) {
	s.record(Result{Check: c, Status: Skip, Blocker: blocker, Started: s.board.Elapsed()})
}
