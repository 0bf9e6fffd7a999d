package lab

import (
	"fmt"
	"slices"
	"strings"

	"gomend/checks"
)

// Case is one broken network, or an odd and healthy one.
type Case struct {
	Name    string
	About   string     // what is broken, in a few words
	Break   func(*Net) // what makes it differ from [Healthy]; nil for nothing
	Command []string   // what the go command is asked to do instead of fetching Module
	Module  string     // to fetch; empty for rsc.io/quote@v1.5.2, or for what the client's ModFile lists
	Want    Want
	GoSays  string   // part of what the go command must print when it fails
	Saying  string   // part of what gomend must say: in the verdict's words or in the evidence
	Flags   []string // for gomend check
	Chance  bool     // what go and gomend see depends on which packets are lost, or arrive at once: run only when asked for
	Short   bool     // belongs to the representative part that every test run takes
	GoHangs bool     // the go command waits for ever
	Shaky   bool     // the go command gets through one time and not the next: broken, degraded and healthy are all right
	NeedTun bool     // needs /dev/net/tun
	NeedGit bool
	Need    []string // programs besides git and those of the network's peers
}

// Want is the verdict that a case must get.
type Want struct {
	Status checks.VerdictStatus
	Causes []checks.Cause // any of them is right; none for healthy
	Not    []checks.Cause // that must not be named, not even beside the verdict
	Also   []checks.Cause // that must be named beside the verdict
	Unsure bool           // it must not be called certain: nothing proves it
	Guess  []checks.Cause // that are right besides, as long as they are not called certain: nothing decides
}

// Broken is the verdict that go fails, for this cause; where the evidence allows
// no better, one of several.
func Broken(causes ...checks.Cause) Want { return Want{Status: checks.Broken, Causes: causes} }

// Degraded is the verdict that go gets through in spite of this cause.
func Degraded(causes ...checks.Cause) Want { return Want{Status: checks.Degraded, Causes: causes} }

// Fine is the verdict that nothing is wrong, and nothing is even hinted at.
func Fine() Want { return Want{Status: checks.Healthy} }

// But adds causes that must not be named.
func (w Want) But(causes ...checks.Cause) Want {
	w.Not = append(w.Not, causes...)
	return w
}

// Besides adds causes that must be named beside the verdict.
func (w Want) Besides(causes ...checks.Cause) Want {
	w.Also = append(w.Also, causes...)
	return w
}

// Perhaps asks for a verdict that does not call itself certain.
func (w Want) Perhaps() Want {
	w.Unsure = true
	return w
}

// OrPerhaps adds causes that are right besides, as long as they are not called certain.
func (w Want) OrPerhaps(causes ...checks.Cause) Want {
	w.Guess = append(w.Guess, causes...)
	return w
}

// MayBeCertain reports whether this cause may be called certain.
func (w Want) MayBeCertain(cause checks.Cause) bool {
	return !w.Unsure && (slices.Contains(w.Causes, cause) || !slices.Contains(w.Guess, cause))
}

// GoFails reports whether the go command fails in this case.
func (w Want) GoFails() bool { return w.Status == checks.Broken }

// Shaky is what is right where go gets through one time and not the next: it is
// called broken, degraded, or healthy by one who met nothing.
func (w Want) Shaky(status checks.VerdictStatus) Want {
	w.Status = status
	if status == checks.Healthy {
		w.Causes, w.Guess = nil, nil
	}
	return w
}

// Judge compares a verdict with the wanted one; it returns what is wrong with
// it, or nothing.
func (w Want) Judge(status checks.VerdictStatus, cause checks.Cause, also []checks.Cause) string {
	var wrong []string
	if status != w.Status {
		wrong = append(wrong, fmt.Sprintf("status %q, want %q", status, w.Status))
	}
	right := slices.Concat(w.Causes, w.Guess)
	if len(right) == 0 && cause != "" || len(right) > 0 && !slices.Contains(right, cause) {
		wrong = append(wrong, fmt.Sprintf("cause %q, want %q", cause, right))
	}
	for _, c := range w.Not {
		if cause == c || slices.Contains(also, c) {
			wrong = append(wrong, fmt.Sprintf("names %q, which is not so", c))
		}
	}
	if w.Status == checks.Healthy && len(also) > 0 {
		wrong = append(wrong, fmt.Sprintf("hints at %q", also))
	}
	for _, c := range w.Also {
		if !slices.Contains(also, c) {
			wrong = append(wrong, fmt.Sprintf("does not name %q beside it", c))
		}
	}
	return strings.Join(wrong, "; ")
}

// DefaultModule is what cases fetch that say nothing else.
const DefaultModule = "rsc.io/quote@v1.5.2"

// Plan draws up the network of the case.
func (c Case) Plan() *Net {
	n := Healthy()
	if c.Break != nil {
		c.Break(n)
	}
	return n
}

// Fetch is what the go command is asked for: no module when a go.mod lists them.
func (c Case) Fetch() string {
	if c.Module == "" && c.Plan().Client.ModFile == "" {
		return DefaultModule
	}
	return c.Module
}

var registered []Case

// Register adds cases. It is for init functions: the process that builds the
// network is this program started again, and must know the case too.
func Register(cases ...Case) { registered = append(registered, cases...) }

// Cases lists all cases.
func Cases() []Case {
	list := slices.Clone(registered)
	for _, c := range registered {
		if slices.Contains(farToo, c.Name) {
			list = append(list, c.Far())
		}
	}
	return list
}

// Find finds a case by its name.
func Find(name string) (Case, bool) {
	if plain, bare := strings.CutPrefix(name, barePrefix); bare {
		c, ok := Find(plain)
		return c.Bare(), ok
	}
	if plain, far := strings.CutPrefix(name, farPrefix); far {
		c, ok := Find(plain)
		return c.Far(), ok
	}
	for _, c := range registered {
		if c.Name == name {
			return c, true
		}
	}
	return Case{}, false
}
