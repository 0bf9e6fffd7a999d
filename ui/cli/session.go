package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"gomend/checks"
	"gomend/checks/diagnose"
	"gomend/checks/route"
	"gomend/ui/words"
)

// Diagnosis is what the commands run; *diagnose.Diagnosis is the real one.
type Diagnosis interface {
	Start(context.Context) (<-chan checks.Event, *checks.Board)
	// StartBehind is Start with layers that a gate holds back.
	StartBehind(context.Context, *checks.Gate) (<-chan checks.Event, *checks.Board)
	// Again runs one check of the last run once more.
	Again(ctx context.Context, b *checks.Board, id string) <-chan checks.Event
	Settings() *route.Settings // nil until known
}

// Prepare makes a diagnosis of the arguments, without sending anything.
type Prepare func(diagnose.Options) (Diagnosis, error)

// settleTime is how long a run may take to end once it was told to: what a
// check's own clean-up needs, and short enough for somebody who waits.
const settleTime = 2 * time.Second

// session is one diagnosis and how it is to be shown.
type session struct {
	*app
	Diagnosis
	ctx    context.Context
	config Config
	words  *words.Words
	module string        // as named in the call
	gate   *checks.Gate  // holds back layers; nil for none
	lines  *bufio.Reader // what a person types; see input
	worn   worn          // what the shell is yet to take
	told   time.Duration // when progress was last told, since the start of the run
}

func (a *app) session(cmd *cobra.Command, args []string) (*session, error) {
	if a.flags.timeout <= 0 {
		return nil, usagef("--timeout %v: want more than zero", a.flags.timeout)
	}
	config, err := a.config()
	if err != nil {
		return nil, err
	}
	lang, err := a.language(config)
	if err != nil {
		return nil, err
	}
	s := &session{app: a, ctx: cmd.Context(), config: config, words: words.For(lang)}
	if len(args) > 0 {
		s.module = args[0]
	}
	s.Diagnosis, err = a.Prepare(s.options())
	var bad *diagnose.UsageError
	if errors.As(err, &bad) {
		return nil, &usageError{err}
	}
	return s, err
}

// options are what flags and configuration say.
func (s *session) options() diagnose.Options {
	opt := diagnose.Options{
		Dir: s.Dir, Env: s.worn.over(s.Env), Module: s.module, NoThirdParty: s.flags.noThirdParty, Deep: s.flags.deep, Timeout: s.flags.timeout,
	}
	for _, r := range s.config.PublicResolvers {
		opt.Resolvers = append(opt.Resolvers, r.AddrPort)
	}
	for _, m := range s.config.Mirrors {
		opt.Mirrors = append(opt.Mirrors, m.String())
	}
	if s.config.Proxy != nil {
		opt.Proxy = s.config.Proxy.URL
	}
	return opt
}

// outcome is a run that has ended, or was given up.
type outcome struct {
	board    *checks.Board
	verdict  checks.Verdict
	started  time.Time
	duration time.Duration
}

// diagnose runs the checks to their end and tells each event. It gives up when
// the run does not end by itself soon after it was cancelled or ran out of time.
// When tell fails, so does the run: nobody is left to tell.
func (s *session) diagnose(tell func(*checks.Board, checks.Event) error) (outcome, error) {
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	o := outcome{started: time.Now(), verdict: incomplete(checks.WhyInternal)}
	events, board := s.StartBehind(ctx, s.gate)
	o.board = board
	late := time.After(s.flags.timeout + settleTime)
	cancelled := ctx.Done()
	var failure error
	for open := true; open; {
		select {
		case e, more := <-events:
			open = more
			if e.Kind == checks.EventVerdict && e.Final {
				o.verdict = e.Verdict
			}
			if more && failure == nil {
				if failure = tell(board, e); failure != nil {
					cancel()
				}
				if e.Kind == checks.EventHeld && cancelled != nil {
					late = time.After(s.flags.timeout + settleTime) // what a person takes to answer is no time of the run
				}
			}
		case <-cancelled:
			cancelled, late = nil, time.After(settleTime)
		case <-late:
			o.verdict = incomplete(checks.WhyTimeout)
			go drain(events) // what hangs ends with the process
			open = false
		}
	}
	o.duration = time.Since(o.started)
	if s.ctx.Err() != nil {
		o.verdict = cutShort(o.verdict)
	}
	s.verdict, s.ran = o.verdict, true
	return o, failure
}

func incomplete(why checks.IncompleteReason) checks.Verdict {
	return checks.Verdict{Status: checks.Incomplete, Why: why}
}

// cutShort is the verdict of a run that was interrupted: what it had concluded is
// kept as a remark, since what had not ended might have changed it.
func cutShort(v checks.Verdict) checks.Verdict {
	short := incomplete(checks.WhyInterrupted)
	if v.Cause != checks.NoCause {
		short.Also = append(short.Also, v.Finding)
	}
	short.Also = append(short.Also, v.Also...)
	return short
}

func drain(events <-chan checks.Event) {
	for range events {
	}
}

// writing wraps a failure to print; nil stays nil.
func writing(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("cannot write to standard output: %w", err)
}

func (s *session) print(text []byte) error {
	_, err := s.Out.Write(text)
	return writing(err)
}
