package cli

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gomend/checks"
	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/plan"
	"gomend/fix/preview"
)

// fixing is one call of gomend fix.
type fixing struct {
	*session
	*mender
	id                string
	dryRun, yes, json bool
	verdict           checks.Verdict
	board             *checks.Board
	fix               fix.Fix
	document          FixDocument
	answers           map[fix.AskName]string
	lines             *bufio.Reader
}

func (a *app) fixCommand() *cobra.Command {
	f := &fixing{}
	module := ""
	cmd := &cobra.Command{
		Use:   "fix [ID]",
		Short: "Show the fixes that fit, or apply one: shown first, verified afterwards",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("one fix at a time, got %d: %s", len(args), strings.Join(args, " "))
			}
			if len(args) == 1 && !slices.Contains(fix.IDs(), args[0]) {
				return usagef("%q is no fix%s", args[0], nearFix(args[0]))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				f.id = args[0]
			}
			if err := f.mayAsk(a); err != nil {
				return err
			}
			var about []string
			if module != "" {
				about = []string{module}
			}
			return a.run(cmd, about, func(s *session) error {
				f.session = s
				return f.do()
			})
		},
		ValidArgsFunction: cobra.FixedCompletions(fix.IDs(), cobra.ShellCompDirectiveNoFileComp),
	}
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "show what would change, and change nothing")
	cmd.Flags().BoolVar(&f.yes, "yes", false, "do not ask; keep what is verified")
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON document")
	cmd.Flags().StringVar(&module, "module", "", "module[@version] that it is about (default: the one in this folder)")
	return cmd
}

// nearFix suggests a fix whose name is meant.
func nearFix(id string) string {
	for _, known := range fix.IDs() {
		if strings.HasPrefix(known, id) || strings.Contains(known, id) && len(id) > 3 {
			return "; did you mean " + known + "?"
		}
	}
	return " (gomend fix lists those that fit)"
}

// mayAsk refuses a call that would have to ask where nobody can answer.
func (f *fixing) mayAsk(a *app) error {
	switch {
	case f.id == "" && (f.yes || f.dryRun):
		return usagef("--yes and --dry-run want the name of a fix")
	case f.yes && f.dryRun:
		return usagef("--yes and --dry-run exclude each other")
	case f.id == "" || f.yes || f.dryRun:
		return nil
	case f.json:
		return usagef("--json does not ask: add --yes or --dry-run")
	case !a.InTerminal:
		return usagef("standard input is no terminal: add --yes or --dry-run")
	}
	return nil
}

func (f *fixing) do() error {
	var err error
	if f.mender, err = f.app.mender(f.verifier()); err != nil {
		return err
	}
	f.lines = bufio.NewReader(f.In)
	f.document = FixDocument{Schema: schema, Tool: f.tool(), Fix: f.id, Steps: []preview.Step{}, Conflicts: []engine.Conflict{}, Env: []string{}}
	if !f.dryRun {
		if err := f.recovered(f.mender, f.Err); err != nil {
			return err
		}
	}
	if !f.json {
		if err := f.printText(f.words.Checking + "\n"); err != nil {
			return err
		}
	}
	o, err := f.diagnose(ignore)
	if err != nil {
		return err
	}
	f.verdict, f.board = o.verdict, o.board
	f.document.Before = f.verdictOf(f.verdict)
	if f.id == "" {
		return f.list(o)
	}
	return f.one()
}

// list shows the fixes that fit.
func (f *fixing) list(o outcome) error {
	if f.json {
		return f.printJSON(FixList{Schema: schema, Tool: f.tool(), Verdict: f.document.Before, Fixes: f.plans(o.verdict, o.board)})
	}
	p := page{session: f.session, paint: paint(f.colour())}
	p.answer(o)
	p.fixes(o)
	switch list := f.cures(o.verdict, o.board); {
	case o.verdict.Status == checks.Healthy:
		p.line(2, f.words.NothingBroken)
	case len(list) == 0:
		p.line(2, f.words.NoFixKnown)
	default:
		p.line(0)
		for _, known := range list {
			how := f.words.ByHand
			if known.Automatic {
				how = fmt.Sprintf(f.words.Automatic, known.ID)
			}
			p.line(2, known.ID, "  ", p.faint(how))
		}
	}
	return f.printText(p.String())
}

// one plans, shows, asks, applies.
func (f *fixing) one() error {
	list := f.cures(f.verdict, f.board)
	i := slices.IndexFunc(list, func(known fix.Fix) bool { return known.ID == f.id })
	if i < 0 {
		return f.doesNotFit(list)
	}
	f.fix = list[i]
	p, err := f.make()
	var manual *fix.ManualError
	switch {
	case errors.As(err, &manual):
		return f.byHand(manual)
	case errors.Is(err, fix.ErrDone):
		return f.end("already-so", f.words.AlreadySo, f.verdict.ExitCode())
	case err != nil:
		return &failure{err}
	}
	if f.document.Steps, err = preview.Of(p, f.machine.ReadFile); err != nil {
		return &failure{err}
	}
	f.document.Digest, f.document.NeedsRoot, f.document.GuardSeconds = p.Digest(), p.NeedsRoot(), int(p.Guard.Seconds())
	if err := f.show(p); err != nil {
		return err
	}
	if f.dryRun {
		return f.end("dry-run", f.words.DryRun, 0)
	}
	if agreed, err := f.agreed(); err != nil || !agreed {
		return errors.Join(err, f.end("not-agreed", f.words.NotAgreed, 1))
	}
	return f.apply(p)
}

// doesNotFit is about a fix for something else than what was found.
func (f *fixing) doesNotFit(list []fix.Fix) error {
	if f.verdict.Status == checks.Healthy {
		return f.end("nothing-broken", f.words.NothingBroken, 0)
	}
	if f.verdict.Status == checks.Incomplete {
		return f.end("incomplete", f.document.Before.Summary, exitIncomplete)
	}
	if slices.Contains(f.config.forbidden(), f.id) {
		return f.end("forbidden", f.words.Obstacle(&fix.ManualError{Obstacle: fix.Forbidden}), 1)
	}
	var ids []string
	for _, known := range list {
		ids = append(ids, known.ID)
	}
	return usagef("%s is no fix for what was found (%s); %s", f.id, f.verdict.Cause, fmt.Sprintf(f.words.Fitting, strings.Join(ids, ", ")))
}

// make makes the plan, and asks for what only the person knows.
func (f *fixing) make() (plan.Plan, error) {
	f.answers = map[fix.AskName]string{}
	for {
		p, err := f.plan(f.mender, f.id, f.verdict, f.board, f.answers)
		var ask *fix.AskError
		if !errors.As(err, &ask) || !f.InTerminal || f.json {
			return p, err
		}
		for _, q := range ask.Asks {
			if err := f.question(q); err != nil {
				return p, err
			}
		}
	}
}

// byHand is about a fix that gomend does not apply here.
func (f *fixing) byHand(e *fix.ManualError) error {
	f.document.Manual = f.fix.Manual
	text := f.words.Obstacle(e)
	if !f.json {
		for _, line := range f.fix.Manual {
			text += "\n  $ " + line
		}
	}
	if others := f.others(); len(others) > 0 && !f.json {
		text += "\n" + fmt.Sprintf(f.words.Fitting, strings.Join(others, ", "))
	}
	f.document.Reason, f.document.About = string(e.Obstacle), e.About
	return f.end("by-hand", text, 1)
}

// others are the fixes that gomend would apply instead.
func (f *fixing) others() (ids []string) {
	for _, known := range f.cures(f.verdict, f.board) {
		if known.Automatic && known.ID != f.id {
			ids = append(ids, known.ID)
		}
	}
	return ids
}

// end says how it ended where nothing was applied.
func (f *fixing) end(result, message string, status int) error {
	f.status = &status
	f.document.Result, f.document.Message = result, message
	if f.json {
		return f.printJSON(f.document)
	}
	return f.printText(message + "\n")
}
