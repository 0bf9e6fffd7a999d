package cli

import (
	"errors"
	"fmt"
	"strings"

	"gomend/checks"
	"gomend/fix/engine"
	"gomend/fix/preview"
)

// offers asks, in the linear form, about each fix that gomend can apply, until one
// has helped. Nobody is asked where nobody can answer.
func (s *session) offers(o outcome) error {
	if !s.InTerminal || s.ctx.Err() != nil {
		return nil
	}
	m, err := s.app.mender(s.verifier())
	if err != nil {
		return nil // fixes can only be shown
	}
	list := s.cures(o.verdict, o.board)
	for i, known := range list {
		if !known.Automatic {
			continue
		}
		question := fmt.Sprintf(s.words.PlainLook, i+1, strings.TrimRight(s.words.FixTitle(known.ID, known.Values), ".。"))
		n, err := s.choose(question, split(s.words.LookAnswers), 0)
		switch {
		case errors.Is(err, errNoAnswer) || err == nil && n == 2:
			return nil
		case err != nil:
			return err
		case n == 1:
			continue
		}
		f := &fixing{session: s, mender: m, id: known.ID, verdict: o.verdict, board: o.board, lines: s.input()}
		f.document = FixDocument{Steps: []preview.Step{}, Conflicts: []engine.Conflict{}, Env: []string{}}
		if err := f.one(); err != nil {
			var fault *failure
			if !errors.As(err, &fault) {
				return err
			}
			if err := s.printText(oneLine(err.Error()) + "\n"); err != nil {
				return err
			}
		}
		if f.status != nil && *f.status == 0 {
			s.status = f.status
			return nil
		}
	}
	s.status = nil
	return s.offerUndo(m, o)
}

// offerUndo asks whether to take back what was applied last.
func (s *session) offerUndo(m *mender, o outcome) error {
	history, _ := m.History()
	for _, e := range history {
		if !e.Undoable || o.verdict.Status == checks.Healthy {
			continue
		}
		c := &aftercare{s.app, m, s.words}
		n, err := s.choose(fmt.Sprintf(s.words.PlainUndo, c.title(e.Fix)), split(s.words.UndoAnswers), 1)
		if errors.Is(err, errNoAnswer) || err == nil && n != 0 {
			return nil
		}
		if err != nil {
			return err
		}
		return c.tellUndone(m.Undo(s.ctx, e.ID).Wait())
	}
	return nil
}
