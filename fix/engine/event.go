package engine

import (
	"fmt"
	"time"

	"gomend/fix/plan"
)

// EventKind says what an event tells.
type EventKind string

// The kinds of events, in about the order in which they come.
const (
	StepStarted EventKind = "step-started"
	StepEnded   EventKind = "step-ended"
	Elevating   EventKind = "elevating" // Command is about to ask for administrator rights
	Verifying   EventKind = "verifying" // the checks run again
	Checked     EventKind = "checked"   // they have ended: Report
	Countdown   EventKind = "countdown" // the change reverts in Left unless Run.Keep is called
	Undoing     EventKind = "undoing"   // everything is being taken back
	StepUndone  EventKind = "step-undone"
	InConflict  EventKind = "conflict" // a step cannot be taken back: Conflict
	Ended       EventKind = "ended"    // Result; the last event
)

// Event is something that happened while a plan was applied or taken back.
type Event struct {
	Kind     EventKind     `json:"kind"`
	Step     int           `json:"step,omitempty"` // index into Plan.Steps
	Command  []string      `json:"command,omitempty"`
	Left     time.Duration `json:"left,omitempty"`
	Report   *Report       `json:"report,omitempty"`
	Conflict *Conflict     `json:"conflict,omitempty"`
	Result   *Result       `json:"result,omitempty"`
}

// Outcome is how it ended.
type Outcome string

// The outcomes.
const (
	Mended     Outcome = "mended"       // verified: what was broken is not any more; kept
	Helped     Outcome = "helped"       // what was accused works, and a later fault remains; kept
	Unproven   Outcome = "unproven"     // kept, and proven only where the person goes on: see Result.Reason
	PutBack    Outcome = "put-back"     // everything is as before
	NotPutBack Outcome = "not-put-back" // something could not be put back: Result.Conflicts
	Refused    Outcome = "refused"      // nothing was done
)

// Changed reports whether the change is there in the end.
func (o Outcome) Changed() bool {
	return o == Mended || o == Helped || o == Unproven || o == NotPutBack
}

// Reason says why it ended so. It is a closed set, with a sentence for each in the
// package of words.
type Reason string

// The reasons.
const (
	NoReason     Reason = ""
	NotCured     Reason = "not-cured"     // the check still says the same
	Worse        Reason = "worse"         // something that worked works no more
	NotVerified  Reason = "not-verified"  // the check could not be finished
	Interrupted  Reason = "interrupted"   // by the person, or a signal
	NotKept      Reason = "not-kept"      // the time to say so ran out
	Reversed     Reason = "reversed"      // as asked
	ChangedSince Reason = "changed-since" // About was changed by somebody else
	Locked       Reason = "locked"        // another gomend is at work: About is its process
	LeftOpen     Reason = "left-open"     // something earlier has to be settled first: About is its id
	NoRights     Reason = "no-rights"     // no way to administrator rights
	RightsDenied Reason = "rights-denied" // sudo did not let us
	NoJournal    Reason = "no-journal"    // the state folder cannot be written
	FileRefused  Reason = "file"          // Detail is the reason of package fsx, About the file
	StepFailed   Reason = "step-failed"   // About is the program, Detail what it said
	NotAllowed   Reason = "not-allowed"   // a step that no plan may have
	Later        Reason = "later"         // a later fix changed the same: About is its id
	Unknown      Reason = "unknown"       // no such fix was applied
	AlreadyBack  Reason = "already-back"
	Forgot       Reason = "forgotten" // what it takes to undo was deleted
	Elsewhere    Reason = "elsewhere" // it is proven where it runs, such as in the build of an image
	NewShell     Reason = "new-shell" // the shell has to take the variables first
	NoGuard      Reason = "no-guard"  // the timed revert could not be started
	Internal     Reason = "internal"
)

// Problem is a reason with what it is about. It is the error of everything in this
// package that a person is told.
type Problem struct {
	Reason Reason `json:"reason"`
	About  string `json:"about,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// Error implements error.
func (p *Problem) Error() string {
	text := string(p.Reason)
	if p.About != "" {
		text += ": " + p.About
	}
	if p.Detail != "" {
		text += ": " + p.Detail
	}
	return text
}

// Conflict is a step that could not be taken back.
type Conflict struct {
	Step    int    `json:"step"`
	About   string `json:"about"`            // the file or program
	Problem string `json:"problem"`          // changed-since, step-failed, backup-lost, or a reason of package fsx
	Backup  string `json:"backup,omitempty"` // file that holds the former content
}

// String is for logs and tests.
func (c Conflict) String() string { return fmt.Sprintf("%s: %s", c.About, c.Problem) }

// Result is how it ended, and what to tell.
type Result struct {
	Outcome Outcome `json:"outcome"`
	Problem         // why; Reason is empty for mended and helped
	ID      string  `json:"id,omitempty"` // of the transaction
	Fix     string  `json:"fix,omitempty"`

	Report    *Report    `json:"report,omitempty"` // what the checks said afterwards
	Conflicts []Conflict `json:"conflicts,omitempty"`
	Env       []plan.Var `json:"env,omitempty"` // what the calling shell has to take
}
