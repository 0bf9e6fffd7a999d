package checks

import "fmt"

// SteadyFacts is one server asked for a channel several times, one after the other.
type SteadyFacts struct {
	Target  string // host:port
	First   string // host:port that was dialled first
	Tries   int    // that were given their time
	Refused int    // refused before they opened
	Cut     int    // cut before they were ready
	Silent  int    // no answer, before or after they opened
}

// Failed is how many channels did not come about.
func (f SteadyFacts) Failed() int { return f.Refused + f.Cut + f.Silent }

// fewest is how many failures are a habit of the server's, and not a moment's bad luck.
const fewest = 2

// Passes reports whether any came about.
func (f SteadyFacts) Passes() bool { return f.Failed() < f.Tries }

// Wavers reports whether the server lets through one time, and not the next.
func (f SteadyFacts) Wavers() bool { return f.Failed() >= fewest && f.Passes() }

// Cause is what fails most often; empty unless the server wavers.
func (f SteadyFacts) Cause() Cause {
	switch {
	case !f.Wavers():
		return NoCause
	case f.Cut >= f.Refused && f.Cut >= f.Silent:
		return CauseTCPReset
	case f.Refused >= f.Silent:
		return CauseTCPRefused
	}
	return CauseTLSTimeout
}

// Evidence implements Facts.
func (f SteadyFacts) Evidence() []Evidence {
	list := []Evidence{{"to", Clean(f.Target)}, {"tries", fmt.Sprint(f.Tries)}}
	for _, how := range []struct {
		key   string
		count int
	}{{"times-refused", f.Refused}, {"times-cut", f.Cut}, {"times-silent", f.Silent}} {
		if how.count > 0 {
			list = append(list, Evidence{how.key, fmt.Sprint(how.count)})
		}
	}
	return list
}
