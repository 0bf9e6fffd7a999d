package checks

import (
	"cmp"
	"slices"
	"strings"
)

// suffices reports whether go has all that this project needs, so that it
// contacts nobody.
func suffices(b *Board) bool {
	if r, ended := b.Result(KindCachedFiles.Name("")); ended && r.Status == Fail {
		return false // go rejects what it has
	}
	return slices.ContainsFunc(AllFacts[DownloadFacts](b), func(f DownloadFacts) bool { return f.OK && f.Trial == TrialCached })
}

// word is what the go command said.
type word struct {
	facts  DownloadFacts
	check  string
	failed bool // the last try failed
	proven bool // it fetched what it was asked to, or there was nothing to ask
}

// finding is what the words of a failed download alone tell.
func (w word) finding(b *Board) Finding {
	target := strings.TrimSuffix(w.facts.Module+"@"+w.facts.Version, "@")
	f := Finding{Cause: w.facts.Cause, Confidence: Likely, Check: w.check, Target: cmp.Or(w.facts.Host, target)}
	if w.facts.Trial == TrialProject && w.facts.Version != "" {
		f.Target = target // which of many modules it is says more
	}
	switch {
	case w.ledElsewhere(b):
		f.Cause = CauseDNSInconsistent
	case slices.Contains(Silences, f.Cause) && losesPackets(b, w.facts.Host):
		f.Cause = CausePacketLoss
	case f.Cause == NoCause:
		f.Confidence = Possible
	case w.facts.Plain:
		f.Confidence = Certain
	}
	return f
}

// Silences are what it is called when an answer did not come, or not whole, though the
// connection was there.
var Silences = []Cause{CauseTLSTimeout, CauseTransferCut}

// ledElsewhere reports whether go failed at an address that the nameservers did not
// give for the host when they were asked for it here: answers change.
func (w word) ledElsewhere(b *Board) bool {
	f, known := FactsOf[LookupFacts](b, KindLookup.Name(w.facts.Host))
	return known && f.Source == FromDNS && f.Code == OK && w.facts.Dialled.IsValid() && !slices.Contains(f.Addresses, w.facts.Dialled)
}

// goWord sums up the go command's downloads: the last try of each module counts.
func goWord(b *Board) word {
	w := word{proven: true}
	last := map[string]Result{}
	var order []string
	for _, r := range b.Results() {
		if f, ok := r.Facts.(DownloadFacts); ok && counts(f) {
			name := f.subject()
			if done, seen := last[name]; seen && done.Status != Unknown && f.Killed {
				continue // a try that was given up takes nothing back of what others showed
			}
			if _, seen := last[name]; !seen {
				order = append(order, name)
			}
			last[name] = r
		}
	}
	w.proven = !Unproven(b)
	for _, name := range order {
		r := last[name]
		f := r.Facts.(DownloadFacts)
		if !f.OK {
			w.proven = false
		}
		if r.Status == Fail && !w.failed {
			w.facts, w.check, w.failed = f, r.Check.ID, true
		}
	}
	w.proven = w.proven && len(order) > 0
	return w
}

// Unproven reports whether go's word about some module is still to come.
func Unproven(b *Board) bool {
	return !suffices(b) && slices.ContainsFunc(b.Silent(0), func(c Check) bool {
		return c.Kind == KindGoDownload && !fetched(b, c.Target)
	})
}

// subject is what a download is of: tries of the same replace each other.
func (f DownloadFacts) subject() string {
	if f.Trial == TrialProject {
		return string(f.Trial)
	}
	return f.Module + "@" + f.Version
}

// counts reports whether a run of the go command is evidence of what it will do
// for a person. A trial that leaves out dead entries proves only success, and one
// of a whole project that was given up proves nothing.
func counts(f DownloadFacts) bool {
	switch f.Trial {
	case TrialOrdinary:
		return true
	case TrialRest:
		return f.OK
	case TrialProject:
		return !f.Killed
	}
	return false
}

// retried reports whether a download of go failed and a later one of the same
// module did not.
func retried(b *Board) bool {
	failed := map[string]bool{}
	for _, f := range AllFacts[DownloadFacts](b) {
		if f.Trial != TrialOrdinary && (f.Trial != TrialProject || f.Killed) {
			continue
		}
		name := f.subject()
		if f.OK && failed[name] {
			return true
		}
		failed[name] = !f.OK
	}
	return false
}

// fetched reports whether go fetched this module in this run.
func fetched(b *Board, module string) bool {
	for _, f := range AllFacts[DownloadFacts](b) {
		if f.OK && counts(f) && (module == "" || f.Trial == TrialProject || f.Module+"@"+f.Version == module || f.Module == module) {
			return true
		}
	}
	return false
}
