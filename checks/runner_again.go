package checks

import "context"

// Again runs one check of a finished run once more, after those that it needs,
// and puts what they find on the same board. Nothing else runs, and no verdict is
// made: the other results are those of another moment. The channel is as that of
// Start.
func (r Runner) Again(ctx context.Context, b *Board, id string) <-chan Event {
	s := &schedule{
		Runner: Runner{Limit: r.Limit, Over: r.Over, Close: r.Close},
		board:  b,
		events: make(chan Event, eventBuffer),
		ended:  make(chan Result),
		state:  map[string]checkState{},
	}
	for _, known := range b.Results() {
		s.state[known.Check.ID] = stateEnded
	}
	if s.Limit > 0 {
		s.Limit += b.Elapsed()
	}
	list := b.forget(id)
	for _, c := range list {
		delete(s.state, c.ID)
	}
	b.clock.resume()
	go s.run(ctx, list)
	return s.events
}

// forget takes the result of a check, and those of all that it needs, off the
// board, and lists these checks, what is needed first. A check whose question
// would teach nothing by itself is asked all the same.
func (b *Board) forget(id string) []Check {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []Check
	var take func(id string)
	take = func(id string) {
		r, known := b.results[id]
		if !known || r.Check.Run == nil {
			return
		}
		delete(b.results, id)
		b.order = without(b.order, id)
		for _, need := range r.Check.Needs {
			take(need)
		}
		c := r.Check
		c.When, c.Linger = nil, false
		list = append(list, c)
	}
	take(id)
	return list
}

func without(list []string, gone string) []string {
	var rest []string
	for _, s := range list {
		if s != gone {
			rest = append(rest, s)
		}
	}
	return rest
}
