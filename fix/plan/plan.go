// Package plan holds what a fix is about to do, as data: the exact bytes, the exact
// arguments, and what must be true before each step.
//
// A plan is made once, shown, and agreed to; nothing of it is worked out again
// afterwards. It does nothing by itself: package engine journals, applies, verifies
// and undoes every plan in the same way.
package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Plan is one fix as one transaction: all of its steps, or none.
type Plan struct {
	Fix       string        `json:"fix"`                 // id in the catalogue, such as goproxy-set
	Cause     string        `json:"cause"`               // what it is to cure
	Target    string        `json:"target"`              // what the verdict accuses: a host, a setting, a module
	Steps     []Step        `json:"steps"`               // in order; undone in reverse
	Guard     time.Duration `json:"guard,omitempty"`     // nanoseconds until it reverts by itself unless kept; 0 for never
	Elsewhere bool          `json:"elsewhere,omitempty"` // it is for what runs elsewhere, such as the build of an image: nothing here can prove it
}

// Kind is one of the closed set of things that a step can do.
type Kind string

// The kinds. Each says which field of Step it uses.
const (
	FileReplace  Kind = "file.replace"  // File: whole new content, or a new file
	FileRemove   Kind = "file.remove"   // File
	BlockSet     Kind = "block.set"     // File, Block: a marked block in a text file
	Exec         Kind = "exec"          // Exec: an allow-listed program
	GoEnvSet     Kind = "goenv.set"     // File, Setting: what go env -w would write
	GitConfigSet Kind = "gitconfig.set" // File, Setting: what git config would write
	Quarantine   Kind = "quarantine"    // Move: a file, link or tree aside, on the same file system
	Chown        Kind = "chown"         // Owner: what others own below a folder, to the person
	Snippet      Kind = "snippet"       // Env: what only the calling shell can take
	Guide        Kind = "guide"         // Text: for a person to do; no effect
)

// Step is one thing that a plan does. Fields that its kind does not use are empty.
type Step struct {
	Kind    Kind     `json:"kind"`
	Root    bool     `json:"root,omitempty"` // needs administrator rights
	File    *File    `json:"file,omitempty"`
	Block   *Block   `json:"block,omitempty"`
	Setting *Setting `json:"setting,omitempty"`
	Exec    *Command `json:"exec,omitempty"`
	Move    *Move    `json:"move,omitempty"`
	Owner   *Owner   `json:"owner,omitempty"`
	Env     []Var    `json:"env,omitempty"`
	Text    []string `json:"text,omitempty"`
	Same    []string `json:"same,omitempty"` // the command that a person would type for it, as arguments
	Kept    bool     `json:"kept,omitempty"` // of a guarded plan: applied only once it was kept, so that it survives a restart
}

// File is a file as it must be before the step, and as it is to be after it.
type File struct {
	Path   string `json:"path"` // absolute; the final target where the person's own link leads to it
	Before State  `json:"before"`
	After  []byte `json:"after,omitempty"` // whole content; unused by file.remove
	Mode   uint32 `json:"mode,omitempty"`  // permission bits of a new file; an existing one keeps its own
	Secret bool   `json:"secret,omitempty"`
}

// State is what a step was planned on. A file that has another state when the step
// is to be applied was changed meanwhile by somebody else.
type State struct {
	Absent bool   `json:"absent,omitempty"`
	Hash   string `json:"hash,omitempty"` // SHA-256 of the content, in hex
}

// Block names the marked lines that block.set owns in a file. An empty body takes
// the block away.
type Block struct {
	Purpose string `json:"purpose"` // one block for each purpose, such as proxy
	Body    string `json:"body"`
}

// Setting is the variable or key that a file step changes, for display and for
// reading it back.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
	Unset bool   `json:"unset,omitempty"`
}

// Command is a program with its arguments; no shell is ever between. Undo is what
// takes it back, in order, worked out from the values that were captured when the
// plan was made; none where nothing is to be taken back.
type Command struct {
	Argv   []string   `json:"argv"`
	Stdin  string     `json:"stdin,omitempty"` // what Argv reads; never secret
	Undo   [][]string `json:"undo,omitempty"`
	Probe  []string   `json:"probe,omitempty"`  // prints the state that Argv changes; read-only
	Before string     `json:"before,omitempty"` // SHA-256 of what Probe printed when the plan was made, in hex
}

// HandleOf comes before the comment of an nft rule, as the last argument of
// "nft delete rule FAMILY TABLE CHAIN handle": the handle is looked up by the
// comment when the rule is to go, because handles change when rules are loaded
// again. No rule with that comment in that chain: it is gone already.
const HandleOf = "@handle-of:"

// Owner is who is to own what is below a folder. Which files that changes, and
// whose they were, is recorded when it is done. Links are not followed, and other
// file systems not entered.
type Owner struct {
	Path  string `json:"path"`            // absolute, a folder or file
	Alone bool   `json:"alone,omitempty"` // the folder itself, and nothing in it
	UID   int    `json:"uid"`
	GID   int    `json:"gid"`
	Count int    `json:"count"` // files and folders of others, when the plan was made
}

// Move is where a file or tree is set aside to.
type Move struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Var is a variable of a shell. A value that is secret is asked for by the shell
// itself, and stands nowhere.
type Var struct {
	Name   string `json:"name"`
	Value  string `json:"value,omitempty"`
	Unset  bool   `json:"unset,omitempty"`
	Secret bool   `json:"secret,omitempty"`
}

// Digest is the SHA-256 of the plan in hex: what was shown, and agreed to.
func (p Plan) Digest() string {
	text, err := json.Marshal(p)
	if err != nil {
		panic(err) // plain data always marshals
	}
	return HashOf(text)
}

// NeedsRoot reports whether a step needs administrator rights.
func (p Plan) NeedsRoot() bool {
	for _, s := range p.Steps {
		if s.Root {
			return true
		}
	}
	return false
}

// HashOf is the SHA-256 of content, in hex.
func HashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
