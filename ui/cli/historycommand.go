package cli

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"gomend/fix/engine"
	"gomend/fix/journal"
)

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
	var why *engine.Problem
	if errors.As(err, &why) && len(list) == 0 {
		return &failure{errors.New(c.words.Reason(*why))}
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
