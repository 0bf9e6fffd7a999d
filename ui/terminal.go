package ui

import (
	"context"
	"errors"
	"io"
	"log"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"gomend/checks"
	"gomend/checks/environ"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/ui/words"
)

const (
	// framesPerSecond is how often the renderer looks for something new. It decides
	// when the first frame is there: with 20 that alone takes 50 ms.
	framesPerSecond = 30
	// leaveWithin is how long leaving may take when the context is cancelled: a
	// terminal that is gone may hold up every write to it for ever.
	leaveWithin = 2 * time.Second
	// endWithin is how long checks may take to end after they were cancelled.
	endWithin = 2 * time.Second
	// mendWithin is how long a step in hand may take to be finished, and all of them
	// to be put back. What takes longer is settled by the next start.
	mendWithin = 20 * time.Second
)

// Options says what the screen shows, and where.
type Options struct {
	// Start begins a run of the checks behind a gate. The channel is closed when
	// every check has ended; cancelling the context is the only way to end them
	// early. It is called for each run, and not from the event loop, so it may take
	// its time.
	Start func(context.Context, *checks.Gate) (<-chan checks.Event, *checks.Board)
	// Again asks one check of a finished run once more, in the same way; nil when
	// that cannot be done.
	Again func(ctx context.Context, b *checks.Board, id string) <-chan checks.Event
	// Fixes names what cures a final verdict, the recommended fix first; nil for none.
	Fixes func(checks.Verdict, *checks.Board) []fix.Fix
	// Deepen looks deeper into a host's name once a run has ended; the board is that
	// run's and learns what is found, and the events continue its own. Nil when that
	// cannot be done.
	Deepen func(ctx context.Context, board *checks.Board, host string) <-chan checks.Event
	// Report makes a report of the last run; nil when there is none to copy. It is
	// not called from the event loop.
	Report func() string

	Mender Mender  // applies fixes; nil when they are only shown
	Lender *Lender // lends the terminal to commands that ask for a password

	Step    bool // wait for a key before each layer, and show no first page
	Lang    words.Lang
	ASCII   bool // signs and lines of ASCII alone, in English
	NoColor bool // bold and faint stay
	Title   string
	Take    string // what a person types so that the shell takes variables

	Env           []string  // the process's when nil
	Input         io.Reader // standard input when nil
	Output        io.Writer // standard output when nil
	Width, Height int       // of an Output that is no terminal
}

// Outcome is what a person saw last.
type Outcome struct {
	Verdict checks.Verdict // Incomplete when no run came to its end
	Ran     bool           // a run came to its end
	Lang    words.Lang     // chosen last
	Fixes   []fix.Fix
	Mended  *engine.Result // of a fix after which nothing was checked again; nil for none
	Untaken bool           // fixes were applied that the shell has yet to take
	Width   int            // of the terminal, in columns; 0 when not known
}

// errDeaf tells that the terminal did not let the screen go.
var errDeaf = errors.New("the terminal does not answer any more")

// Run shows the screen until the person leaves or ctx ends, which is no error.
// Nothing of it is left running afterwards, unless the terminal is gone. The
// caller owns the signals, and prints Farewell when Run has returned.
func Run(ctx context.Context, o Options) (Outcome, error) { return run(ctx, o, leaveWithin) }

// run is Run with another patience for a terminal that is gone.
func run(ctx context.Context, o Options, patience time.Duration) (Outcome, error) {
	defer log.SetOutput(log.Writer())
	log.SetOutput(io.Discard) // what a library has to say would tear the screen
	if o.Env == nil {
		o.Env = os.Environ()
	}
	if o.Output == nil {
		o.Output = os.Stdout
	}
	a := newApp(ctx, o)
	p := tea.NewProgram(a, a.programOptions(ctx)...)
	done := make(chan error, 1)
	go func() {
		_, err := p.Run()
		done <- err
	}()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		select {
		case err = <-done:
		case <-time.After(patience):
			a.finishMend(mendWithin)
			return Outcome{Verdict: interrupted(), Lang: o.Lang}, errDeaf
		}
	}
	a.finishMend(mendWithin)
	a.end(endWithin)
	if ctx.Err() != nil && errors.Is(err, tea.ErrProgramKilled) {
		err = nil
	}
	return a.outcome(), err
}

func (a *App) programOptions(ctx context.Context) []tea.ProgramOption {
	profile := colorprofile.ANSI
	if a.options.NoColor {
		profile = colorprofile.ASCII
	}
	list := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond),
		tea.WithColorProfile(profile), tea.WithEnvironment(quietEnv(a.options.Env)),
		tea.WithOutput(quiet(a.options.Output)),
	}
	if a.options.Input != nil {
		list = append(list, tea.WithInput(a.options.Input))
	}
	if a.options.Width > 0 && a.options.Height > 0 {
		list = append(list, tea.WithWindowSize(a.options.Width, a.options.Height))
	}
	return list
}

func (a *App) outcome() Outcome {
	out := Outcome{Verdict: a.run.verdict, Ran: a.run.final, Lang: a.words.Lang(), Fixes: a.fixes, Untaken: len(a.untaken) > 0, Width: a.width}
	if m := &a.mend; m.stage == settled && !m.undo && m.result.Outcome.Changed() {
		out.Mended = &m.result
	}
	if !out.Ran {
		out.Verdict = interrupted()
	}
	return out
}

func interrupted() checks.Verdict {
	return checks.Verdict{Status: checks.Incomplete, Why: checks.WhyInterrupted}
}

// ASCIIOnly reports whether a terminal with this environment can show ASCII
// alone: its locale is not UTF-8, or it is the Linux console.
func ASCIIOnly(env []string) bool {
	if environ.LinuxConsole(env) {
		return true
	}
	if locale := environ.Locale(env, "LC_CTYPE"); locale != "" {
		return !environ.UTF8(locale)
	}
	return os.PathSeparator == '/' // Windows sets no locale, and has the characters
}
