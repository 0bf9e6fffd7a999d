package fix

import (
	"maps"
	"strings"
	"time"
)

// recipe is a fix as it stands in the catalogue. Lines are commands with places to
// fill in; those that begin with @ stand for what differs between shells:
//
//	@go NAME=VALUE   a go setting, so that it counts also where it is exported
//	@go -u NAME      back to go's default
//	@env NAME=VALUE  a variable of the shell
//	@env -u NAME     the variable away, in both spellings
type recipe struct {
	risk      Risk
	scope     Scope
	guide     bool
	when      func(situation) bool     // nil: always
	lines     map[string][]string      // by GOOS; everywhere for those not named
	say       func(situation) []string // lines that depend on more; none where it does not fit
	plan      planner                  // what gomend does itself, on Linux; nil where it only shows the lines
	elsewhere bool                     // what it cures runs elsewhere, so that nothing here can prove it
	guard     time.Duration            // how long a change that can cut a person off stays without being kept
}

const everywhere = ""

// all is for lines that are the same on every system.
func all(lines ...string) map[string][]string { return map[string][]string{everywhere: lines} }

// fix makes a fix of a recipe; false when it does not fit the situation.
func (s situation) fix(id string) (Fix, bool) {
	r := catalogue[id]
	lines := r.linesFor(s)
	if len(lines) == 0 || r.when != nil && !r.when(s) {
		return Fix{}, false
	}
	f := Fix{ID: id, Cures: curedBy(id), Risk: r.risk, Scope: r.scope, Guide: r.guide, Automatic: r.plan != nil && s.GOOS == "linux", Values: s.told()}
	for _, line := range lines {
		manual, preview := s.expand(line)
		f.Manual = append(f.Manual, manual...)
		f.Preview = append(f.Preview, preview...)
	}
	s.recipe = r
	f.Manual = append(f.Manual, s.startAnew()...)
	for i, line := range f.Manual {
		if s.Root {
			f.Manual[i] = strings.ReplaceAll(line, "sudo ", "")
		}
		f.NeedsRoot = f.NeedsRoot || strings.Contains(f.Manual[i], "sudo ")
	}
	f.NeedsRoot = f.NeedsRoot || s.GOOS == "windows" && r.scope == System && !r.guide
	return f, true
}

func (r recipe) linesFor(s situation) []string {
	if r.say != nil {
		return r.say(s)
	}
	if lines, ok := r.lines[s.GOOS]; ok {
		return lines
	}
	return r.lines[everywhere]
}

// told are the values that sentences may need, with what was measured.
func (s situation) told() map[string]string {
	values := maps.Clone(s.values)
	if len(s.Mirrors) > 0 && s.MirrorTime > 0 && s.values["mirror"] == s.Mirrors[0] {
		values["time"] = milliseconds(s.MirrorTime)
	}
	return values
}
