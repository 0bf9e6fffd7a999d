package cli

import (
	"errors"
	"fmt"
	"strings"

	"gomend/checks"
)

// stepByStep is the linear form that asks before each layer.
func (s *session) stepByStep() error {
	s.gate = checks.NewGate()
	w := &walk{session: s}
	o, err := s.diagnose(w.hear)
	switch {
	case errors.Is(err, errNoAnswer):
		o.verdict = cutShort(checks.Verdict{}) // nothing may be concluded from what was not asked
		s.verdict = o.verdict
	case err != nil:
		return err
	}
	l := spoken{session: s}
	for _, step := range layersOf(o.board, o.verdict) {
		if step.Number() > w.told {
			l.step(o, step)
		}
	}
	l.result(o.verdict)
	l.fixes(o)
	if err := s.printText(l.String()); err != nil {
		return err
	}
	return s.offers(o)
}

// walk is how far the linear form has come.
type walk struct {
	*session
	told int // layers up to this number have been told
}

// hear tells what became of a layer when the next one waits, and asks about that.
func (w *walk) hear(b *checks.Board, e checks.Event) error {
	if e.Kind != checks.EventHeld {
		return w.tellSilence(b, e)
	}
	l := spoken{session: w.session}
	o := outcome{board: b}
	for _, step := range layersOf(b, o.verdict) {
		if n := step.Number(); n > w.told && n < e.Layer.Number() {
			l.step(o, step)
			w.told = n
		}
	}
	l.card(e.Layer)
	if err := w.printText(l.String()); err != nil {
		return err
	}
	return w.ask(e.Layer)
}

// card says what a layer asks, before it does.
func (l *spoken) card(layer checks.Layer) {
	c := l.words.Card(layer)
	l.line("%s", c.Question)
	l.line("  %s", c.Explain)
	for _, fact := range [][2]string{{l.words.CardTime, c.Time}, {l.words.CardSends, c.Sends}, {l.words.CardOne, c.OrElse}} {
		l.line("  %s%s%s", fact[0], l.colon(), fact[1])
	}
}

func (w *walk) ask(layer checks.Layer) error {
	question := fmt.Sprintf(w.words.AskStep, layer.Number(), w.words.Layer(layer))
	n, err := w.choose(question, split(w.words.StepAnswers), 0)
	if err != nil {
		return err
	}
	switch n {
	case 0:
		w.gate.Open(layer)
	case 1:
		w.gate.OpenAll()
	case 2:
		w.gate.Skip(layer)
	default:
		return errNoAnswer
	}
	return nil
}

// split makes choices of "yes y/no n".
func split(answers string) []choice {
	var list []choice
	for _, c := range strings.Split(answers, "/") {
		list = append(list, strings.Fields(c))
	}
	return list
}
