// Package journal keeps what was done, and what it takes to undo it, so that a
// crash at any moment loses neither. One folder holds one transaction: records,
// one a line, each with a checksum and synced before the change that it announces,
// and the former contents of files beside them.
package journal

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"time"

	"gomend/fix/fsx"
	"gomend/fix/plan"
)

// version is that of the format of records.
const version = 1

// Type says what a record tells.
type Type string

// The types of records.
const (
	Begin      Type = "begin"      // what is going to be done, and for what
	Intent     Type = "intent"     // the next step, before it
	Overwrites Type = "overwrites" // the file of the step is written in place from here on
	Done       Type = "done"       // the step
	Elsewhere  Type = "elsewhere"  // steps from here on are in the journal of root, under the same id
	Declined   Type = "declined"   // those steps did not happen, or are undone already
	Armed      Type = "armed"      // the change is reverted at a time unless kept
	Verified   Type = "verified"   // what the check said afterwards
	Commit     Type = "commit"     // the change stays
	RevertFrom Type = "revert"     // it is being taken back
	Undone     Type = "undone"     // the step
	Conflict   Type = "conflict"   // the step cannot be undone: it was changed since
	Reverted   Type = "reverted"   // everything is as before
	Abandoned  Type = "abandoned"  // nothing had happened
	Forgotten  Type = "forgotten"  // former contents are gone, and the way back with them
)

// Record is one line. Which fields it has depends on its type. No secret is in it.
type Record struct {
	Type Type      `json:"t"`
	At   time.Time `json:"at"`

	// Begin.
	Version int    `json:"v,omitempty"`
	ID      string `json:"id,omitempty"`
	Fix     string `json:"fix,omitempty"`
	Cause   string `json:"cause,omitempty"`
	Target  string `json:"target,omitempty"`
	Digest  string `json:"digest,omitempty"` // of the plan
	Steps   int    `json:"steps,omitempty"`
	Tool    string `json:"tool,omitempty"`
	UID     int    `json:"uid,omitempty"`
	Host    string `json:"host,omitempty"`
	Boot    string `json:"boot,omitempty"` // of the kernel that runs
	OS      string `json:"os,omitempty"`

	// Intent, Overwrites, Done, Undone, Conflict, Elsewhere.
	Step int   `json:"s"`
	Do   *Step `json:"do,omitempty"`

	// Done.
	After  string     `json:"after,omitempty"`  // hash of what the probe of a command prints now
	Method fsx.Method `json:"method,omitempty"` // of a file

	// Armed.
	Deadline time.Time `json:"deadline,omitzero"`

	// Verified, and the reason of other ends.
	Outcome string `json:"outcome,omitempty"`
	About   string `json:"about,omitempty"`
}

// Step is what a step does, as far as undoing it needs.
type Step struct {
	Kind plan.Kind `json:"kind"`

	// Of a file.
	Path   string    `json:"path,omitempty"`
	Before *fsx.Meta `json:"before,omitempty"`
	After  *fsx.Meta `json:"after,omitempty"` // absence and hash
	Old    string    `json:"old,omitempty"`   // file beside the journal with the former content
	New    string    `json:"new,omitempty"`   // the same with the new content
	Temp   string    `json:"temp,omitempty"`  // what a crash may leave beside the file
	Made   []string  `json:"made,omitempty"`  // folders that did not exist
	Block  string    `json:"block,omitempty"` // purpose of the marked block
	Secret bool      `json:"secret,omitempty"`

	// Of a command.
	Argv        []string   `json:"argv,omitempty"`
	Inverse     [][]string `json:"inverse,omitempty"`
	Probe       []string   `json:"probe,omitempty"`
	ProbeBefore string     `json:"probe_before,omitempty"`

	// Of a move; its folders are in Made.
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
	Mode uint32 `json:"mode,omitempty"` // of what is moved

	// Of a change of owners; Old holds whose the files were.
	Owner *plan.Owner `json:"owner,omitempty"`

	// Of a snippet.
	Env []Var `json:"env,omitempty"`
}

// Var is a variable that the shell is to have, and what it had before. A value that
// is secret is not known here.
type Var struct {
	plan.Var
	Before    string `json:"before,omitempty"`
	WasSet    bool   `json:"was_set,omitempty"`
	WasSecret bool   `json:"was_secret,omitempty"`
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// line is a record as it stands in the file.
func (r Record) line() ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "%08x %s\n", crc32.Checksum(text, castagnoli), text), nil
}

// parse reads records until the first that is torn or damaged, and returns how many
// bytes the good ones take.
func parse(text []byte) (list []Record, good int) {
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && text[end] != '\n' {
			end++
		}
		if end == len(text) {
			break // no line end: torn
		}
		r, ok := parseLine(text[start:end])
		if !ok {
			break
		}
		list = append(list, r)
		start = end + 1
		good = start
	}
	return list, good
}

func parseLine(line []byte) (r Record, ok bool) {
	if len(line) < 10 || line[8] != ' ' {
		return r, false
	}
	if fmt.Sprintf("%08x", crc32.Checksum(line[9:], castagnoli)) != string(line[:8]) {
		return r, false
	}
	return r, json.Unmarshal(line[9:], &r) == nil
}
