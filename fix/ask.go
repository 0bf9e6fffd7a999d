package fix

import (
	"fmt"
	"slices"
)

// Ask is something that only the person knows, and that a plan cannot be made
// without. The words for it are in ui/words, by its name.
type Ask struct {
	Name   AskName
	Hidden bool              // not to be seen while it is typed, and never kept outside of the file that it is for
	About  map[string]string // for the places in its sentence: the host, a fingerprint to compare with
	Wrong  bool              // what was given does not fit
}

// AskName is the key of an answer in Params.Answers.
type AskName string

// What is asked for.
const (
	AskLogin       AskName = "login"       // user name at {host}
	AskToken       AskName = "token"       // password or token at {host}
	AskHostKey     AskName = "host-key"    // the last 8 characters of the {fingerprint} of {host}, as its owner publishes it
	AskAuthority   AskName = "authority"   // the file that holds the company's certificate
	AskFingerprint AskName = "fingerprint" // the last 8 digits of the {fingerprint} of {subject}, as IT gives it
)

// AskNames lists everything that may be asked for.
func AskNames() []AskName {
	return []AskName{AskLogin, AskToken, AskHostKey, AskAuthority, AskFingerprint}
}

// AskError says that answers are missing, or wrong, and that Make is to be called
// again with them. Later answers may be asked for only after earlier ones.
type AskError struct{ Asks []Ask }

// Error implements error.
func (e *AskError) Error() string {
	names := make([]AskName, len(e.Asks))
	for i, a := range e.Asks {
		names[i] = a.Name
	}
	return fmt.Sprintf("needs an answer: %q", names)
}

// answers takes the answers to asks, or says which of them are missing or do not
// fit; fits may be nil.
func (s situation) answers(asks []Ask, fits func(name AskName, answer string) bool) (map[AskName]string, error) {
	given, wanting := map[AskName]string{}, false
	for i := range asks {
		answer, there := s.Answers[asks[i].Name]
		asks[i].Wrong = there && fits != nil && !fits(asks[i].Name, answer)
		wanting = wanting || !there || asks[i].Wrong
		given[asks[i].Name] = answer
	}
	if wanting {
		open := slices.DeleteFunc(asks, func(a Ask) bool { _, there := s.Answers[a.Name]; return there && !a.Wrong })
		return nil, &AskError{Asks: open}
	}
	return given, nil
}
