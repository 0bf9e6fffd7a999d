package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/journal"
	"gomend/ui/words"
)

// aftercare is a call about fixes that were applied: undo, history, env.
type aftercare struct {
	*app
	*mender
	words *words.Words
}

func (a *app) aftercare() (*aftercare, error) {
	config, err := a.config()
	if err != nil {
		return nil, err
	}
	lang, err := a.language(config)
	if err != nil {
		return nil, err
	}
	m, err := a.mender(nil)
	if err != nil {
		return nil, err
	}
	return &aftercare{a, m, words.For(lang)}, nil
}

func (c *aftercare) say(format string, values ...any) error {
	text := fmt.Sprintf(format, values...) + "\n"
	if c.ascii() {
		text = toASCII(text)
	}
	_, err := c.Out.Write([]byte(text))
	return writing(err)
}

func (a *app) undoCommand() *cobra.Command {
	var all, asJSON bool
	cmd := &cobra.Command{
		Use:   "undo [ID]",
		Short: "Take back the last fix, or the one with this id or name",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 || len(args) == 1 && all {
				return usagef("want one id, or --all")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := a.aftercare()
			if err != nil {
				return err
			}
			ids := append(args, "")[:1]
			if all {
				if ids, err = c.everything(); err != nil {
					return err
				}
			}
			return c.undo(cmd.Context(), ids, asJSON)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "take back everything, the newest first")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return cmd
}

// everything lists what can be taken back, newest first.
func (c *aftercare) everything() ([]string, error) {
	list, err := c.Engine.History()
	var ids []string
	for _, e := range list {
		if e.Undoable {
			ids = append(ids, e.ID)
		}
	}
	if err != nil && len(ids) == 0 {
		return nil, &failure{err}
	}
	return ids, nil
}

// undo takes fixes back, one after the other, as long as that goes well.
func (c *aftercare) undo(ctx context.Context, ids []string, asJSON bool) error {
	status := 0
	doc := UndoDocument{Schema: schema, Tool: c.tool(), Undone: []UndoOne{}}
	for _, id := range ids {
		run := c.Undo(ctx, id)
		r := run.Wait()
		doc.Undone = append(doc.Undone, c.undone(r))
		if !asJSON {
			if err := c.tellUndone(r); err != nil {
				return err
			}
		}
		if r.Outcome != engine.PutBack {
			status = 1
			break
		}
	}
	c.status = &status
	if asJSON {
		return c.printJSON(doc)
	}
	if len(ids) == 0 {
		return c.say("%s", c.words.NoHistory)
	}
	return nil
}

func (c *aftercare) undone(r engine.Result) UndoOne {
	return UndoOne{
		ID: r.ID, Fix: r.Fix, Result: string(r.Outcome), Reason: string(r.Reason), About: r.About, Message: c.words.UndoOutcome(r),
		Conflicts: append([]engine.Conflict{}, r.Conflicts...), Env: append([]string{}, c.shell().Lines(r.Env)...),
	}
}

func (c *aftercare) tellUndone(r engine.Result) error {
	if r.Fix != "" {
		if err := c.say(c.words.UndoneFix, c.title(r.Fix), r.ID); err != nil {
			return err
		}
	}
	if err := c.say("%s", c.words.UndoOutcome(r)); err != nil {
		return err
	}
	for _, conflict := range r.Conflicts {
		if err := c.say("  %s", c.words.Conflict(conflict)); err != nil {
			return err
		}
	}
	if len(r.Env) > 0 {
		return c.say(c.words.ShellTakes, c.shell().Take())
	}
	return nil
}

// title is what a fix is called; its name where it is called nothing any more.
func (c *aftercare) title(id string) string {
	if title := c.words.FixTitle(id, nil); title != "" {
		return title
	}
	return id
}

func (a *app) forgetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "forget ID",
		Short: "Delete what it takes to undo a fix, with the secrets in it",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("forget wants one id (gomend history lists them)")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			c, err := a.aftercare()
			if err != nil {
				return err
			}
			var why *engine.Problem
			if err := c.Forget(args[0]); errors.As(err, &why) {
				return &failure{errors.New(c.words.Reason(*why))}
			}
			return c.say(c.words.Forgot, args[0])
		},
	}
}

func (a *app) historyCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "history",
		Short: "What was applied and taken back, newest first",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			c, err := a.aftercare()
			if err != nil {
				return err
			}
			return c.history(asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return cmd
}

func (c *aftercare) history(asJSON bool) error {
	list, err := c.Engine.History()
	if err != nil && len(list) == 0 {
		return &failure{err}
	}
	if asJSON {
		doc := HistoryDocument{Schema: schema, Tool: c.tool(), Applied: []HistoryEntry{}}
		for _, e := range list {
			doc.Applied = append(doc.Applied, entryOf(e))
		}
		return c.printJSON(doc)
	}
	if len(list) == 0 {
		return c.say("%s", c.words.NoHistory)
	}
	for _, e := range list {
		if err := c.say("%s  %s  %s (%s)", e.ID, e.At.Local().Format(time.DateTime), c.title(e.Fix), c.state(e.Status)); err != nil {
			return err
		}
	}
	return nil
}

// state says how a fix stands.
func (c *aftercare) state(s journal.Status) string {
	switch s {
	case journal.Kept:
		return c.words.StateKept
	case journal.TakenBack:
		return c.words.StateBack
	case journal.Stuck:
		return c.words.StateStuck
	}
	return c.words.StateOpen
}

func entryOf(e engine.Entry) HistoryEntry {
	entry := HistoryEntry{
		ID: e.ID, Fix: e.Fix, Cause: e.Cause, Target: e.Target, Started: e.At.UTC().Format(time.RFC3339),
		Status: string(e.Status), Outcome: e.Outcome, Undoable: e.Undoable,
	}
	if !e.Ended.IsZero() {
		entry.Ended = e.Ended.UTC().Format(time.RFC3339)
	}
	return entry
}

func (a *app) envCommand() *cobra.Command {
	name := ""
	cmd := &cobra.Command{
		Use:   "env",
		Short: "Print what only the calling shell can take: eval \"$(gomend env)\"",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			shell, known := a.shell(), true
			if name != "" {
				shell, known = fix.ParseShell(name)
			}
			if !known {
				return usagef("--shell %q: want sh, fish or pwsh", name)
			}
			c, err := a.aftercare()
			if err != nil {
				return err
			}
			vars, err := c.Engine.Env()
			if err != nil {
				return &failure{err}
			}
			for _, line := range shell.Lines(vars) {
				if _, err := fmt.Fprintln(c.Out, line); err != nil {
					return writing(err)
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&name, "shell", "", "sh, fish or pwsh (default: that of SHELL)")
	cmd.RegisterFlagCompletionFunc("shell", cobra.FixedCompletions([]string{"sh", "fish", "pwsh"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, got %q", cmd.Name(), args[0])
	}
	return nil
}
