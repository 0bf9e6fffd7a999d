package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/machine"
	"gomend/fix/plan"
)

// mender is what makes plans and applies them, for one call.
type mender struct {
	*engine.Engine
	machine *machine.Machine
}

// mender looks at the machine as the person has it. Verify may be nil where nothing
// is applied.
func (a *app) mender(verify engine.Verifier) (*mender, error) {
	if !a.InTerminal {
		return a.menderAt(verify, nil)
	}
	return a.menderAt(verify, a.lend)
}

// menderAt is mender with another way to hand the terminal over.
func (a *app) menderAt(verify engine.Verifier, terminal func(*exec.Cmd) error) (*mender, error) {
	m, err := machine.New(a.Env, a.Dir)
	if err != nil {
		return nil, err
	}
	o := engine.Options{
		Person: m.Person(), Env: a.Env, Dir: a.Dir, Tool: a.version(), Verify: verify,
		Self: a.Self, RootState: a.RootState, Terminal: terminal,
	}
	return &mender{engine.New(o), m}, nil
}

// lend hands the terminal over to a command that may ask for a password.
func (a *app) lend(cmd *exec.Cmd) error {
	cmd.Stderr = a.Err
	return cmd.Run()
}

// verifier runs the checks of this call again in a new process.
func (s *session) verifier() engine.Verifier {
	argv := slices.Clone(s.Self)
	if len(argv) == 0 {
		program, err := os.Executable()
		if err != nil {
			program = os.Args[0]
		}
		argv = []string{program}
	}
	argv = append(argv, "check", "--json", "--lang", string(s.words.Lang()), "--timeout", s.flags.timeout.String())
	if s.flags.noThirdParty {
		argv = append(argv, "--no-third-party")
	}
	if s.flags.config != "" {
		argv = append(argv, "--config", s.flags.config)
	}
	if s.module != "" {
		argv = append(argv, s.module)
	}
	return func(ctx context.Context, vars []plan.Var) (engine.Report, error) {
		ctx, cancel := context.WithTimeout(ctx, s.flags.timeout+2*settleTime)
		defer cancel()
		return engine.Fresh(argv, s.Dir, s.worn.over(s.Env))(ctx, vars)
	}
}

// plan makes the plan of a fix for a final verdict.
func (s *session) plan(m *mender, id string, v checks.Verdict, b *checks.Board, answers map[fix.AskName]string) (plan.Plan, error) {
	p := s.params(v, b)
	p.Answers = answers
	return fix.Make(s.ctx, id, v, p, m.machine)
}

// tellRecovered brings to an end what an earlier run left open, and says so. Without
// a home folder nothing can have been left.
func (s *session) tellRecovered(to io.Writer) error {
	m, err := s.app.mender(nil)
	if err != nil {
		return nil
	}
	return s.recovered(m, to)
}

// recovered does so with an engine. That another gomend is at work, or the journal
// cannot be read, is told to whoever is about to change something.
func (s *session) recovered(m *mender, to io.Writer) error {
	list, _ := m.Recover(s.ctx)
	for _, r := range list {
		text := s.words.Recovered(r) + "\n"
		if s.ascii() {
			text = toASCII(text)
		}
		if _, err := io.WriteString(to, text); err != nil {
			return writing(err)
		}
		for _, c := range r.Conflicts {
			fmt.Fprintf(to, "  %s\n", s.words.Conflict(c))
		}
	}
	return nil
}
