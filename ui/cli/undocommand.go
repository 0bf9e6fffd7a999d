package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gomend/fix"
	"gomend/fix/engine"
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
		c.tellAsking(run, asJSON)
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
		return c.say("%s", c.words.Reason(engine.Problem{Reason: engine.Unknown}))
	}
	return nil
}

// tellAsking says why a password is asked for, before it is.
func (c *aftercare) tellAsking(run *engine.Run, asJSON bool) {
	for e := range run.Events() {
		if e.Kind == engine.Elevating && !asJSON {
			c.say(c.words.RootNow, fix.Quoted(e.Command))
		}
	}
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

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, got %q", cmd.Name(), args[0])
	}
	return nil
}
