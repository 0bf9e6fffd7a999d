package cli

import (
	"fmt"
	"strings"
	"time"

	"gomend/checks"
)

// linear is the form for screen readers and simple terminals: one fact a line,
// whole sentences, no signs, no control characters (gomend --plain).
func (a *app) linear(s *session) error {
	if err := s.tellRecovered(s.Out); err != nil {
		return err
	}
	if a.step {
		return s.stepByStep()
	}
	if err := s.printText(s.words.Checking + "\n"); err != nil {
		return err
	}
	o, err := s.diagnose(s.tellSilence)
	if err != nil {
		return err
	}
	l := spoken{session: s}
	for _, step := range layersOf(o.board, o.verdict) {
		l.step(o, step)
	}
	l.result(o.verdict)
	l.fixes(o)
	if err := s.printText(l.String()); err != nil {
		return err
	}
	return s.offers(o)
}

// tellSilence says what is waited for, to somebody who cannot see that something
// still runs. A pipe needs no company.
func (s *session) tellSilence(_ *checks.Board, e checks.Event) error {
	if !s.OutTerminal {
		return nil
	}
	switch e.Kind {
	case checks.EventProgress:
		return s.tellProgress(e)
	case checks.EventProvisional:
		return s.printText(fmt.Sprintf("  %s %s\n", s.words.Question(e.Result.Check), s.words.Silent(e.Result.Duration)))
	}
	return nil
}

// progressEvery is how often somebody who listens is told how a long transfer
// goes on.
const progressEvery = 5 * time.Second

func (s *session) tellProgress(e checks.Event) error {
	if e.At-s.told < progressEvery {
		return nil
	}
	s.told = e.At
	return s.printText(fmt.Sprintf("  %s %s\n", s.words.Question(e.Result.Check), s.words.Fetching(e.Progress)))
}

// spoken is the linear form in the making.
type spoken struct {
	*session
	strings.Builder
}

func (l *spoken) line(format string, values ...any) { fmt.Fprintf(l, format+"\n", values...) }

func (l *spoken) step(o outcome, step layer) {
	name := l.words.Layer(step.Layer)
	if step.status == checks.Skip {
		l.line(l.words.PlainStepSkipped, step.Number(), len(checks.Layers), name)
		return
	}
	l.line(l.words.PlainStep, step.Number(), len(checks.Layers), name, l.words.Status(step.status), step.passed, len(step.results))
	for _, r := range step.results {
		if telling(r) {
			l.line("  %s%s%s", l.words.Status(seenAs(o.board, o.verdict, r)), l.colon(), l.words.Summary(r))
		}
	}
}

func (l *spoken) result(v checks.Verdict) {
	headline, advice := l.words.Verdict(v)
	l.line(l.words.PlainResult, headline)
	if advice != "" {
		l.line("%s", advice)
	}
	for _, f := range v.Also {
		l.line(l.words.PlainAlso, l.words.Finding(f))
	}
}

func (l *spoken) fixes(o outcome) {
	list := l.plans(o.verdict, o.board)
	if len(list) == 0 && o.verdict.Status == checks.Broken {
		l.line("%s", l.words.PlainNothing)
	}
	for i, f := range list {
		l.line(l.words.PlainFix, i+1, len(list), strings.TrimRight(f.Title, ".。"))
		for _, about := range []string{f.Why, l.reach(f)} {
			if about != "" {
				l.line("  %s", about)
			}
		}
		for _, command := range f.Manual {
			l.line(l.words.PlainCommand, command)
		}
	}
}
