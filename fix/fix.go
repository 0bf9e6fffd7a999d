// Package fix is the answer side: it knows causes, and names the fixes that cure
// them as commands to type. It looks at nothing and changes nothing by itself; all
// that a command needs to know comes in Params.
package fix

import (
	"slices"

	"gomend/checks"
)

// Risk says how much harm a fix can do when it is the wrong one.
type Risk string

// Degrees of risk, lowest first.
const (
	Safe      Risk = "safe"
	Caution   Risk = "caution"
	Dangerous Risk = "dangerous"
)

// Scope says whom a fix affects.
type Scope string

// Scopes, smallest first.
const (
	Process    Scope = "process"
	User       Scope = "user"
	Repository Scope = "repository"
	Container  Scope = "container"
	System     Scope = "system"
)

var (
	risks  = []Risk{Safe, Caution, Dangerous}
	scopes = []Scope{Process, User, Repository, Container, System}

	containerScopes = []Scope{Process, Container, User, Repository, System}
)

// Fix is one way to cure a cause.
type Fix struct {
	ID        string
	Cures     []checks.Cause
	Risk      Risk
	Scope     Scope
	NeedsRoot bool
	Automatic bool              // whether gomend can apply it; see Make
	Guide     bool              // it shows what to change, or whom to ask, and changes nothing itself
	Manual    []string          // exact commands, one a line; lines of a file where a command shows it
	Preview   []string          // "- NAME=old" and "+ NAME=new" for settings that change
	Values    map[string]string // for the places in its title and reason
}

// Most is how many fixes are offered for a verdict.
const Most = 3

// For lists the fixes for a verdict, the recommended one first, at most Most. There
// are none for a verdict that is incomplete, or whose cause is not known. Where
// settings give up a verification, the way back is offered as well, if there is room.
func For(v checks.Verdict, p Params) []Fix {
	s := newSituation(v.Finding, p)
	var list []Fix
	add := func(id string) {
		if f, ok := s.fix(id); ok && !slices.Contains(p.Forbidden, id) {
			list = append(list, f)
		}
	}
	switch v.Status {
	case checks.Broken, checks.Degraded:
		for _, id := range cures[v.Cause] {
			add(id)
		}
		slices.SortStableFunc(list, func(a, b Fix) int { return s.order(a, b) })
		list = list[:min(len(list), Most)]
	case checks.Healthy:
	default:
		return nil
	}
	if len(list) < Most && !slices.ContainsFunc(list, func(f Fix) bool { return f.ID == restoring }) {
		add(restoring)
	}
	return list
}

// order puts the better fix first: what cures before what only guides, then by
// risk, scope and rights. What is dangerous is always last. With look, what guides
// comes first. What is changed inside a container goes with it, so that what changes
// how it is started comes before what changes a person's settings in there.
func (s situation) order(a, b Fix) int {
	look, wide := lookFirst[s.finding.Cause], scopes
	if inContainer(s) {
		wide = containerScopes
	}
	for _, key := range []func(Fix) int{
		func(f Fix) int { return number(f.Risk == Dangerous) },
		func(f Fix) int { return number(f.Guide != look) },
		func(f Fix) int { return slices.Index(risks, f.Risk) },
		func(f Fix) int { return slices.Index(wide, f.Scope) },
		func(f Fix) int { return number(f.NeedsRoot) },
	} {
		if d := key(a) - key(b); d != 0 {
			return d
		}
	}
	return 0
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// IDs lists every fix of the catalogue.
func IDs() []string {
	var list []string
	for id := range catalogue {
		list = append(list, id)
	}
	slices.Sort(list)
	return list
}

// curedBy lists the causes that a fix is offered for.
func curedBy(id string) []checks.Cause {
	var list []checks.Cause
	for cause, ids := range cures {
		if slices.Contains(ids, id) {
			list = append(list, cause)
		}
	}
	slices.Sort(list)
	return list
}
