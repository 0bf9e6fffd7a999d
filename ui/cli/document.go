package cli

import "gomend/checks"

// schema is the version of the document. Fields are added to it, never renamed.
const schema = 1

// Document is what check --json prints: one object with everything that is known.
// No field is left out but those of [Verdict] that would say nothing; lists and maps
// are empty rather than null.
type Document struct {
	Schema     int       `json:"schema"`
	Tool       Tool      `json:"tool"`
	Started    string    `json:"started"`     // RFC 3339
	DurationMS int64     `json:"duration_ms"` // of the whole run
	System     System    `json:"system"`
	Go         Go        `json:"go"`
	Routes     []Route   `json:"routes"`
	Timings    []Timing  `json:"timings"` // of the routes that lead over a network
	Checks     []Check   `json:"checks"`  // in the order of the layers
	Verdict    Verdict   `json:"verdict"`
	Fixes      []FixPlan `json:"fixes"` // the recommended one first
}

// Tool is this program.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// System is the machine.
type System struct {
	OS        string `json:"os"`        // as GOOS names it
	Arch      string `json:"arch"`      // as GOARCH names it
	Container string `json:"container"` // none, docker, podman, kubernetes, lxc, wsl, other
	SSH       bool   `json:"ssh"`       // this session came in by SSH
	Root      bool   `json:"root"`      // of this very process
}

// Go is the go command and its settings.
type Go struct {
	Found   bool              `json:"found"`
	Version string            `json:"version"` // go1.26.8
	Module  string            `json:"module"`  // the one named, else go.mod's own path
	Env     map[string]string `json:"env"`     // values in force, secrets hidden
	Sources map[string]string `json:"sources"` // default, go.env, go-env-file, environment
}

// Route is one way that the go command will take.
type Route struct {
	ID       string `json:"id"`
	Purpose  string `json:"purpose"`
	URL      string `json:"url"` // secret hidden
	Via      string `json:"via"` // direct, or the proxy's URL with its secret hidden
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Position int    `json:"position"` // in GOPROXY, from 1; 0 when it is not of that list
	Fallback string `json:"fallback"`
	Needed   bool   `json:"needed"`
}

// Timing is where the time of a route went.
type Timing struct {
	Route      string  `json:"route"`
	DurationMS int64   `json:"duration_ms"` // of all phases
	Phases     []Phase `json:"phases"`      // in their order, those not reached included
}

// Phase is one part of a route's time.
type Phase struct {
	Phase      string `json:"phase"`       // lookup, connect, proxy, handshake, first-byte, transfer
	Status     string `json:"status"`      // of the check; skip when the phase was not reached
	DurationMS int64  `json:"duration_ms"` // it took, or how long it has been silent
	Silent     bool   `json:"silent"`      // nothing came in all that time
	Check      string `json:"check"`       // id of the check that measured it
}

// Check is one check that has ended.
type Check struct {
	ID         string            `json:"id"`
	Layer      string            `json:"layer"`
	Route      string            `json:"route"`
	Target     string            `json:"target"`
	Title      string            `json:"title"`
	Status     string            `json:"status"`
	Cause      string            `json:"cause"`
	Summary    string            `json:"summary"`
	Evidence   []checks.Evidence `json:"evidence"`
	Command    string            `json:"command"` // what a person would type to see the same
	DurationMS int64             `json:"duration_ms"`
}

// Verdict is the conclusion.
type Verdict struct {
	Status     string    `json:"status"`
	Layer      string    `json:"layer"`
	Cause      string    `json:"cause"`
	Route      string    `json:"route"`
	Target     string    `json:"target"`
	Confidence string    `json:"confidence"`
	Summary    string    `json:"summary"`
	Advice     string    `json:"advice"`
	Also       []Finding `json:"also"`
	Transient  bool      `json:"transient,omitempty"` // a fault has gone by the time it was looked for
	Reason     string    `json:"reason,omitempty"`    // why it is incomplete: a checks.IncompleteReason
}

// Finding is something else that was found.
type Finding struct {
	Layer   string `json:"layer"`
	Cause   string `json:"cause"`
	Route   string `json:"route"`
	Target  string `json:"target"`
	Summary string `json:"summary"`
}

// FixPlan is one fix that fits the verdict.
type FixPlan struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Why       string   `json:"why"`   // it helps, what it changes and for whom
	Cures     []string `json:"cures"` // causes
	Risk      string   `json:"risk"`  // safe, caution, dangerous
	Scope     string   `json:"scope"` // process, user, repository, system, container
	NeedsRoot bool     `json:"needs_root"`
	Automatic bool     `json:"automatic"` // gomend can apply it by itself
	Preview   []string `json:"preview"`   // what changes, line by line
	Manual    []string `json:"manual"`    // what a person would type

	guide bool // it only shows whom to ask or what to look at
}
