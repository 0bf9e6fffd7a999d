// Package checks holds the vocabulary of a diagnosis: layers, checks, results,
// facts, causes and the verdict, and the runner that lets every check start the
// moment what it needs is known.
//
// Facts and conclusions are kept apart. The packages below this one (network,
// dns, transport, secure, module) open sockets and record facts; the rules in
// this package read facts and never open a socket.
package checks

import (
	"context"
	"time"

	"gomend/checks/route"
)

// Layer is one of the five layers of the flow chart.
type Layer string

// The layers, from the wire upwards.
const (
	LayerNetwork   Layer = "network"
	LayerDNS       Layer = "dns"
	LayerTransport Layer = "transport"
	LayerSecure    Layer = "secure"
	LayerModule    Layer = "module"
)

// Layers lists the layers in the order in which they depend on each other.
var Layers = []Layer{LayerNetwork, LayerDNS, LayerTransport, LayerSecure, LayerModule}

// Number is the layer's place in the flow chart, 1 to 5; 0 for an unknown layer.
func (l Layer) Number() int {
	for i, known := range Layers {
		if known == l {
			return i + 1
		}
	}
	return 0
}

// Status is the outcome of one check.
type Status string

// The statuses of a check. Unknown means that it could not be determined.
const (
	Pass    Status = "pass"
	Warn    Status = "warn"
	Fail    Status = "fail"
	Skip    Status = "skip"
	Unknown Status = "unknown"
)

// OK reports whether what the check asks for is there, with or without a remark.
func (s Status) OK() bool { return s == Pass || s == Warn }

// Check is one question to the network or to this machine.
type Check struct {
	ID      string // unique in a run: the kind, a slash, the target
	Kind    Kind
	Route   string // id of the route it serves; empty when it serves all
	Target  string // what is asked about: host, host:port, URL, module, path
	Command string // what a person would type to see the same thing

	// Needs lists checks whose status must be Pass or Warn; otherwise this one is skipped.
	Needs []string
	// After lists checks that must have ended, however.
	After []string
	// When, if set, is asked once Needs and After are met. False means that the
	// answer would teach nothing now: the check ends as skipped, and stays unseen.
	When func(*Board) bool
	// Run does the work. It returns by itself soon after ctx ends.
	Run func(ctx context.Context, in *Input) Result

	// Linger marks a check that nothing waits for: once all others have ended,
	// the runner gives it only as long as the runner's Patience says.
	Linger bool
}

// Layer is the layer that the check belongs to.
func (c Check) Layer() Layer { return c.Kind.Layer() }

// Result is what a check found.
type Result struct {
	Check    Check // filled in by the runner
	Status   Status
	Code     Code   // how it failed, OK ("") when it did not
	Cause    Cause  // set only where this check alone proves the cause
	Blocker  string // for Skip: id of the check that did not pass, or ByRequest; empty when it does not apply
	Facts    Facts  // typed evidence; nil when there is none
	Value    any    // for checks that need this one (a live connection); closed by the runner if it is an io.Closer
	Then     []Check
	Routes   []route.Route // routes learned, such as the host that a zip redirects to
	Started  time.Duration // since the start of the run
	Duration time.Duration
}

// EventKind says what an Event tells.
type EventKind string

// The events of a run, in the order in which a check can cause them.
const (
	EventPlanned     EventKind = "planned"     // a check has been added to the graph
	EventStarted     EventKind = "started"     // it runs
	EventProvisional EventKind = "provisional" // it is silent so far; a final result follows
	EventProgress    EventKind = "progress"    // of what it fetches, Progress so much has come
	EventEnded       EventKind = "ended"       // Result is final
	EventRoutes      EventKind = "routes"      // Routes is the new whole list
	EventVerdict     EventKind = "verdict"     // Verdict so far; final when Final is set
	EventHeld        EventKind = "held"        // nothing goes on until the Gate opens Layer; what lingers still runs
)

// Event is one thing that happened in a run.
type Event struct {
	Kind    EventKind
	At      time.Duration // since the start of the run
	Result  Result        // for planned and started only Check is set
	Routes  []route.Route
	Verdict Verdict
	Final   bool
	Layer   Layer // of EventHeld: the lowest that is held back

	Progress Progress // of EventProgress
}

// Progress is how much of a file has come.
type Progress struct {
	Bytes int64
	Total int64 // 0 when it is not known
}
