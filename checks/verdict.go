package checks

// VerdictStatus is the outcome of a whole run.
type VerdictStatus string

// Outcomes of a run.
const (
	Healthy    VerdictStatus = "healthy"  // every needed route works
	Degraded   VerdictStatus = "degraded" // works, but slowly, by fallback, or with a setting that will bite
	Broken     VerdictStatus = "broken"   // the go command will fail
	Incomplete VerdictStatus = "incomplete"
)

// Confidence says how sure a conclusion is.
type Confidence string

// Degrees of confidence, most sure first.
const (
	Certain  Confidence = "certain"
	Likely   Confidence = "likely"
	Possible Confidence = "possible"
)

// Finding is one conclusion: a cause and where it was seen.
type Finding struct {
	Cause      Cause
	Confidence Confidence
	Route      string // id of the route, empty when all are hit
	Target     string // host, address, module or setting that it is about
	Check      string // id of the check that shows it
	Degrades   bool   // go gets through in spite of it
	Note       Note   // a circumstance that its words tell
}

// Layer is the layer of the finding's cause.
func (f Finding) Layer() Layer { return f.Cause.Layer() }

// Verdict is the conclusion of a run: what to mend first, and what else was found.
type Verdict struct {
	Status    VerdictStatus
	Finding        // zero when healthy
	Transient bool // a fault was seen and has gone by the time it was looked for
	Also      []Finding
	Why       IncompleteReason // for Incomplete
}

// IncompleteReason says why a run could not be finished.
type IncompleteReason string

// Reasons for an incomplete run.
const (
	WhyInterrupted IncompleteReason = "interrupted"
	WhyTimeout     IncompleteReason = "timeout"
	WhyInternal    IncompleteReason = "internal"
	WhyUnproven    IncompleteReason = "unproven"    // the checks pass, and go could not prove it
	WhySkipped     IncompleteReason = "skipped"     // a layer was left out by request, and go has not proven it
	WhyNoWord      IncompleteReason = "go-unusable" // the go command hangs, fails or prints what it never does
)

// ExitCode is the program's exit status for the verdict, by the contract.
func (v Verdict) ExitCode() int {
	switch v.Status {
	case Healthy, Degraded:
		return 0
	case Broken:
		return 1
	}
	return 3
}
