package cli

import (
	"bytes"
	"encoding/json"

	"gomend/fix"
	"gomend/fix/engine"
	"gomend/fix/preview"
)

// FixList is what fix --json prints without the name of a fix.
type FixList struct {
	Schema  int       `json:"schema"`
	Tool    Tool      `json:"tool"`
	Verdict Verdict   `json:"verdict"`
	Fixes   []FixPlan `json:"fixes"` // the recommended one first
}

// FixDocument is what fix ID --json prints: what was planned, what became of it.
type FixDocument struct {
	Schema       int            `json:"schema"`
	Tool         Tool           `json:"tool"`
	Fix          string         `json:"fix"`
	Before       Verdict        `json:"before"` // verdict that it was planned for
	Digest       string         `json:"digest"` // SHA-256 of the plan
	NeedsRoot    bool           `json:"needs_root"`
	GuardSeconds int            `json:"guard_seconds"` // until it reverts by itself unless kept; 0 for never
	Steps        []preview.Step `json:"steps"`
	Manual       []string       `json:"manual,omitempty"` // what to type where gomend does not do it

	// Result is one of mended, helped, unproven, put-back, not-put-back, refused; or
	// where nothing was tried: dry-run, not-agreed, by-hand, forbidden, already-so,
	// nothing-broken, incomplete.
	Result    string            `json:"result"`
	Applied   bool              `json:"applied"`  // the change is there
	Verified  bool              `json:"verified"` // the checks prove it
	Undone    bool              `json:"undone"`   // it was applied, and taken back
	Reason    string            `json:"reason"`   // why, as a word; empty when it went well
	About     string            `json:"about,omitempty"`
	Message   string            `json:"message"` // the same as sentences
	ID        string            `json:"id"`      // for undo
	After     *engine.Report    `json:"after,omitempty"`
	Conflicts []engine.Conflict `json:"conflicts"`
	Env       []string          `json:"env"` // lines for the calling shell
}

// take takes in how it ended.
func (d *FixDocument) take(r engine.Result, message string, shell fix.Shell) {
	d.Result, d.Reason, d.About, d.Message, d.ID, d.After = string(r.Outcome), string(r.Reason), r.About, message, r.ID, r.Report
	d.Applied = r.Outcome.Changed()
	d.Verified = r.Outcome == engine.Mended || r.Outcome == engine.Helped
	d.Undone = r.Outcome == engine.PutBack
	d.Conflicts = append(d.Conflicts, r.Conflicts...)
	d.Env = append(d.Env, shell.Lines(r.Env)...)
}

// UndoDocument is what undo --json prints.
type UndoDocument struct {
	Schema int       `json:"schema"`
	Tool   Tool      `json:"tool"`
	Undone []UndoOne `json:"undone"`
}

// UndoOne is one fix that was to be taken back.
type UndoOne struct {
	ID        string            `json:"id"`
	Fix       string            `json:"fix"`
	Result    string            `json:"result"` // put-back, not-put-back, refused
	Reason    string            `json:"reason"`
	About     string            `json:"about,omitempty"`
	Message   string            `json:"message"`
	Conflicts []engine.Conflict `json:"conflicts"`
	Env       []string          `json:"env"` // lines for the calling shell
}

// HistoryDocument is what history --json prints, newest first.
type HistoryDocument struct {
	Schema  int            `json:"schema"`
	Tool    Tool           `json:"tool"`
	Applied []HistoryEntry `json:"applied"`
}

// HistoryEntry is one fix that was applied, or tried.
type HistoryEntry struct {
	ID       string `json:"id"`
	Fix      string `json:"fix"`
	Cause    string `json:"cause"`
	Target   string `json:"target"`
	Started  string `json:"started"`         // RFC 3339
	Ended    string `json:"ended,omitempty"` // RFC 3339; absent while open
	Status   string `json:"status"`          // kept, taken-back, open, reverting, conflict
	Outcome  string `json:"outcome"`         // of the verification, or why it was taken back
	Undoable bool   `json:"undoable"`
}

// printJSON prints one JSON document.
func (a *app) printJSON(document any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return err
	}
	_, err := a.Out.Write(text.Bytes())
	return writing(err)
}
