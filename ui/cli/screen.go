package cli

import (
	"context"
	"sync"
	"time"

	"gomend/checks"
	"gomend/checks/environ"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/ui"
)

// Screen shows the terminal UI; ui.Run is the real one.
type Screen func(context.Context, ui.Options) (ui.Outcome, error)

// deepener is a diagnosis that can look deeper into names once it has ended.
type deepener interface {
	Deepen(context.Context, *checks.Board, []string) <-chan checks.Event
}

// screen hands the diagnosis to the terminal UI, and leaves the answer in the
// normal screen.
func (a *app) screen(s *session) error {
	last, lender := &lastRun{session: s}, ui.NewLender()
	o := ui.Options{
		Start: last.start, Again: last.again, Fixes: last.fixes, Report: last.report, Step: a.step,
		Lang: s.words.Lang(), ASCII: a.ascii(), NoColor: a.flags.noColor || environ.Get(a.Env, "NO_COLOR") != "",
		Title: s.subject(), Env: a.Env, Input: a.In, Output: a.Out, Mender: s.forScreen(lender), Lender: lender,
		Take: a.shell().Take(),
	}
	if _, ok := s.Diagnosis.(deepener); ok {
		o.Deepen = func(ctx context.Context, b *checks.Board, host string) <-chan checks.Event {
			return s.Diagnosis.(deepener).Deepen(ctx, b, []string{host})
		}
	}
	out, err := a.Screen(s.ctx, o)
	a.verdict, a.ran = out.Verdict, true
	if out.Mended != nil && (out.Mended.Outcome == engine.Mended || out.Mended.Outcome == engine.Unproven) {
		a.status = new(int)
	}
	if err != nil {
		return err
	}
	return s.print([]byte(ui.Farewell(o, out)))
}

// lastRun remembers the run that the screen's report is about.
type lastRun struct {
	*session
	mu      sync.Mutex
	outcome outcome
}

func (l *lastRun) start(ctx context.Context, gate *checks.Gate) (<-chan checks.Event, *checks.Board) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.worn.changed() {
		if d, err := l.Prepare(l.options()); err == nil {
			l.Diagnosis = d
		}
	}
	started := time.Now()
	events, board := l.StartBehind(ctx, gate)
	l.outcome = outcome{board: board, started: started, verdict: incomplete(checks.WhyInterrupted)}
	return events, board
}

// again asks one check of the last run once more.
func (l *lastRun) again(ctx context.Context, b *checks.Board, id string) <-chan checks.Event {
	return l.Again(ctx, b, id)
}

// fixes is asked once, when a run has come to its verdict.
func (l *lastRun) fixes(v checks.Verdict, b *checks.Board) []fix.Fix {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.outcome.board == b {
		l.outcome.verdict, l.outcome.duration = v, b.Elapsed()
	}
	return l.cures(v, b)
}

func (l *lastRun) report() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.outcome.board == nil {
		return ""
	}
	return l.markdown(l.findings(l.outcome, false))
}
