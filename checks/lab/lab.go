package lab

import (
	"errors"
	"time"
)

// ErrUnsupported is why no network could be built: the system is not Linux, or
// does not let this user make namespaces. The wrapping error says more.
var ErrUnsupported = errors.New("this machine cannot make the networks of the lab")

// Command is a command to run on the client.
type Command struct {
	Argv    []string
	Env     []string // added to the client's environment, KEY=VALUE
	Home    string   // name of the home folder: each name is a user with an own module cache; empty for "user"
	Stdin   string
	Timeout time.Duration // after which it is killed; 0 for none
	Attach  bool          // gets this process's standard files instead of pipes
	Measure bool          // finds out MaxRSS
}

// Result is what became of a command.
type Result struct {
	Exit   int // status; -1 when it was killed or could not be started
	Stdout string
	Stderr string
	Killed bool          // by the timeout
	Failed string        // why it could not be started
	Time   time.Duration // that it took
	MaxRSS int           // largest resident set in KiB, when it was to be measured
}

// OK reports whether the command succeeded.
func (r Result) OK() bool { return r.Exit == 0 && r.Failed == "" }
