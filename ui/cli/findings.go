package cli

import (
	"slices"

	"gomend/checks"
)

// findings is everything that a report tells: the document, what it says step by
// step, and what was tried. All reports are made of it, whatever their form.
type findings struct {
	Document
	Applied      []Applied `json:"applied"`                 // before, oldest first
	JournalFault string    `json:"journal_fault,omitempty"` // why the journal could not be read whole
	NamesHidden  bool      `json:"names_hidden"`            // private names are replaced by placeholders

	Steps []Step `json:"-"`
}

// Step is one layer and what its checks say.
type Step struct {
	Number int
	Name   string
	Status checks.Status
	Passed int
	Checks []Shown
}

// Shown is a check as a report shows it.
type Shown struct {
	Check
	Status  checks.Status // what it means for go: a failure that go gets around is a remark
	Meaning string        // for a beginner
	Telling bool          // it deserves lines of its own
	Compare bool          // it was asked only to compare, and accuses nobody
}

// findings puts together what a report tells.
func (s *session) findings(o outcome, hideNames bool) findings {
	f := findings{Document: s.document(o), NamesHidden: hideNames, Steps: s.steps(o)}
	f.Applied, f.JournalFault = s.applied()
	if hideNames {
		s.names(o.board).Hide(&f)
	}
	return f
}

func (s *session) steps(o outcome) []Step {
	var list []Step
	for _, l := range layersOf(o.board, o.verdict) {
		step := Step{Number: l.Number(), Name: s.words.Layer(l.Layer), Status: l.status, Passed: l.passed}
		for _, r := range l.results {
			step.Checks = append(step.Checks, Shown{s.checkOf(r), seenAs(o.board, o.verdict, r), s.words.Meaning(r), telling(r), r.Check.Kind.Comparison()})
		}
		list = append(list, step)
	}
	return list
}

// Applied is a fix that was applied or tried, in words besides.
type Applied struct {
	HistoryEntry
	Title string `json:"title"`
	State string `json:"state"` // how it stands
}

// applied is what was applied on this machine before, oldest first. A journal that is
// damaged keeps nobody from a report: fault says what is wrong with it.
func (s *session) applied() (list []Applied, fault string) {
	list = []Applied{}
	m, err := s.app.mender(nil)
	if err != nil {
		return list, "" // without a home folder nothing can have been applied
	}
	c := aftercare{s.app, m, s.words}
	entries, err := m.Engine.History()
	for _, e := range slices.Backward(entries) {
		list = append(list, Applied{entryOf(e), c.title(e.Fix), c.state(e.Status)})
	}
	if err != nil {
		fault = checks.Clean(err.Error())
	}
	return list, fault
}
