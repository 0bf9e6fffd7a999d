// Package explain reads failing output of the go command: which host failed, at
// which step, and what the text points at. It contacts nobody. The grammar is
// that of cmd/go/internal/modfetch, cmd/go/internal/web, net/http and net, and
// of git and OpenSSH for what they say through the go command.
package explain

import (
	"regexp"
	"slices"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

// Step is what the go command was doing when it failed.
type Step string

// Steps of fetching a module.
const (
	StepLookup    Step = "lookup"
	StepConnect   Step = "connect"
	StepProxy     Step = "proxy"
	StepHandshake Step = "handshake"
	StepRequest   Step = "request"
	StepTransfer  Step = "transfer"
	StepVerify    Step = "verify"
	StepVCS       Step = "version-control"
	StepLocal     Step = "local"
)

// Candidate is one cause that a text fits.
type Candidate struct {
	Cause      checks.Cause
	Layer      checks.Layer
	Confidence checks.Confidence
}

// Reading is what a text says. Text names a symptom: unless the confidence is
// certain, something else can be the cause.
type Reading struct {
	Found      bool // the text holds a failure of the go command that is known
	Cause      checks.Cause
	Confidence checks.Confidence
	Layer      checks.Layer // also set where no cause is
	Step       Step
	Host       string // that failed, as the text names it, without port
	URL        string // asked for, without password
	Purpose    route.Purpose
	Module     string
	Version    string
	Address    string      // that was dialled, with port; empty when none is named
	Resolver   string      // that was asked, with port
	Via        string      // the proxy, host:port, where the text shows one
	Status     int         // of HTTP; 0 when none is told
	Reason     string      // the innermost words
	FarSide    bool        // it failed on their server, on the way to its own source
	Candidates []Candidate // best first, at most five, Cause first
	Line       string      // that tells most, cleaned
	Ran        Place       // where the go command ran, as far as the text shows it
	Unsafe     string      // a setting in the text that gives up a verification
	Why        Nothing     // why nothing is found
}

// Nothing is why a text holds no failure of the go command.
type Nothing string

// Reasons for which nothing is found.
const (
	NothingThere Nothing = "empty"
	NotText      Nothing = "binary"
	NoFailure    Nothing = "no-failure"
	OtherProgram Nothing = "other-program" // something failed that is not the go command's
	WordsMissing Nothing = "words-missing" // the go command failed, and what it said is not there
)

// Limits of what is read.
const (
	MaxText       = 1 << 20 // bytes of a text that are read; the end is kept, where errors stand
	maxCandidates = 5
)

// Read reads output of the go command.
func Read(text string) Reading {
	if binaryText(text) {
		return Reading{Why: NotText}
	}
	whole, foreign := normalize(text)
	near, far := split(whole)
	lines := telling(near)
	for _, r := range rules {
		line, ok := r.match(lines)
		if !ok {
			continue
		}
		reading := Reading{Found: true, Layer: r.layer(), Step: r.step, Line: checks.Clean(HideSecrets(line))}
		reading.locate(near, line)
		reading.Ran, reading.Unsafe = placeOf(text), unsafeIn(text)
		reading.choose(r, near, far)
		reading.addCircumstances(near)
		return reading
	}
	switch {
	case strings.TrimSpace(text) == "":
		return Reading{Why: NothingThere}
	case onlyFailed.MatchString(whole):
		return Reading{Why: WordsMissing}
	case foreign:
		return Reading{Why: OtherProgram}
	}
	return Reading{Why: NoFailure}
}

// choose weighs the candidates of a rule.
func (d *Reading) choose(r rule, near, far string) {
	causes := r.causes
	confidence := r.confidence
	if r.refine != nil {
		if better := r.refine(*d, near, far); len(better) > 0 {
			causes = better
			confidence = atMostLikely(confidence)
		}
	}
	for i, cause := range causes[:min(len(causes), maxCandidates)] {
		if i > 0 {
			confidence = checks.Possible
		}
		d.Candidates = append(d.Candidates, Candidate{cause, cause.Layer(), confidence})
	}
	if len(d.Candidates) > 0 {
		best := d.Candidates[0]
		d.Cause, d.Confidence, d.Layer = best.Cause, best.Confidence, best.Layer
	}
	d.FarSide = d.Cause == checks.CauseGOPROXYUpstreamFailed || d.Cause == checks.CauseGOPROXYServerError ||
		strings.Contains(near, "remote: ") || fromTheirSource(far)
}

// atMostLikely is a confidence that is not certain: what a text is refined by are signs.
func atMostLikely(c checks.Confidence) checks.Confidence {
	if c == checks.Certain {
		return checks.Likely
	}
	return c
}

// rule is one text and what it points at.
type rule struct {
	all        []string       // all of these stand in one line …
	any        []string       // … and at least one of these, if there are any
	not        []string       // … and none of these
	status     []int          // … and the server answered one of these, if there are any
	own        bool           // … and it is surely of the go command: other programs say the same
	form       *regexp.Regexp // … and it has this form, if one is set
	step       Step
	confidence checks.Confidence
	causes     []checks.Cause // best first; none for what has no cause of its own
	refine     func(d Reading, near, far string) []checks.Cause
}

// layer is where a text without a cause belongs.
func (r rule) layer() checks.Layer {
	if len(r.causes) > 0 {
		return r.causes[0].Layer()
	}
	return checks.LayerModule
}

// telling are the lines of a text that the go command or git may have said.
func telling(text string) []said {
	var list []said
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if own := ownWords.MatchString(line); own || netWords.MatchString(line) {
			list = append(list, said{line, own})
		}
	}
	return list
}

// said is a line, and whether it surely is the go command's.
type said struct {
	line string
	own  bool
}

// match returns the first line that fits.
func (r rule) match(lines []said) (line string, ok bool) {
	for _, s := range lines {
		if (s.own || !r.own) && r.fits(s.line) {
			return strings.TrimSpace(s.line), true
		}
	}
	return "", false
}

func (r rule) fits(line string) bool {
	in := func(part string) bool { return strings.Contains(line, part) }
	return !slices.ContainsFunc(r.all, func(part string) bool { return !in(part) }) &&
		(len(r.any) == 0 || slices.ContainsFunc(r.any, in)) &&
		!slices.ContainsFunc(r.not, in) && (r.form == nil || r.form.MatchString(line)) &&
		(len(r.status) == 0 || slices.Contains(r.status, statusOf(line)))
}
