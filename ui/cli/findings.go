package cli

import (
	"gomend/checks"
)

// findings is everything that a report tells: the document, what it says step by
// step, and what was tried. All reports are made of it, whatever their form.
type findings struct {
	Document
	Tried       []Deed `json:"tried"`        // oldest first
	NamesHidden bool   `json:"names_hidden"` // private names are replaced by placeholders

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
}

// findings puts together what a report tells.
func (s *session) findings(o outcome, hideNames bool) (findings, error) {
	tried, err := s.tried()
	if err != nil {
		return findings{}, err
	}
	f := findings{Document: s.document(o), Tried: tried, NamesHidden: hideNames, Steps: s.steps(o)}
	if hideNames {
		s.names(o.board).Hide(&f)
	}
	return f, nil
}

func (s *session) steps(o outcome) []Step {
	var list []Step
	for _, l := range layersOf(o.board, o.verdict) {
		step := Step{Number: l.Number(), Name: s.words.Layer(l.Layer), Status: l.status, Passed: l.passed}
		for _, r := range l.results {
			step.Checks = append(step.Checks, Shown{s.checkOf(r), seenAs(o.board, o.verdict, r), s.words.Meaning(r), telling(r)})
		}
		list = append(list, step)
	}
	return list
}

// Deed is a fix that was applied or tried, as the journal tells it.
type Deed struct {
	ID      string   `json:"id"` // of the journal's entry
	Time    string   `json:"time"`
	Fix     string   `json:"fix"`
	Title   string   `json:"title"`
	Outcome string   `json:"outcome"`
	Steps   []string `json:"steps"` // what a person would have typed
}

// tried is what was applied on this machine before.
func (s *session) tried() ([]Deed, error) {
	if s.History == nil {
		return []Deed{}, nil
	}
	return s.History()
}
