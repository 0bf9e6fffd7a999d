package checks

import (
	"cmp"
	"slices"
	"strings"

	"gomend/checks/route"
)

// Conclude makes the verdict of what is known so far: the first step that does
// not work on a route that go needs, named by its root. What go itself fetched
// is never called broken, and nothing is called healthy that go did not fetch.
func Conclude(b *Board) Verdict {
	word := goWord(b)
	broken, degrading := split(findings(b))
	if conflict, ok := hiddenSetting(b); ok && (len(broken) > 0 || word.failed) {
		return Verdict{Status: Broken, Finding: conflict, Also: distinct(conflict, append(broken, degrading...))}
	}
	if len(broken) > 0 || word.failed {
		if suffices(b) {
			return unneeded(b, append(broken, degrading...), word)
		}
	}
	switch {
	case len(broken) > 0:
		return Verdict{Status: Broken, Finding: broken[0], Also: distinct(broken[0], append(broken[1:], degrading...))}
	case word.failed:
		return failedByGo(b, word, degrading)
	case !word.proven || unproven(b) == WhyNoWord:
		return Verdict{Status: Incomplete, Why: unproven(b), Also: degrading}
	}
	return works(b, degrading)
}

// hiddenSetting is the exported variable without which go gets through, by the
// stored value that the variable hides.
func hiddenSetting(b *Board) (Finding, bool) {
	for _, r := range b.Results() {
		if f, ok := r.Facts.(DownloadFacts); ok && f.OK && f.Trial == TrialStored {
			return Finding{Cause: CauseGoEnvConflict, Confidence: Certain, Target: f.Setting, Check: r.Check.ID}, true
		}
	}
	return Finding{}, false
}

// suffices reports whether go has all that this project needs, so that it
// contacts nobody.
func suffices(b *Board) bool {
	return slices.ContainsFunc(AllFacts[DownloadFacts](b), func(f DownloadFacts) bool { return f.OK && f.Trial == TrialCached })
}

// unneeded is the verdict when go would fail to fetch, and need not fetch: what
// stops it will bite with the next module.
func unneeded(b *Board, list []Finding, word word) Verdict {
	if len(list) == 0 {
		list = []Finding{failedByGo(b, word, nil).Finding}
	}
	for i := range list {
		list[i].Degrades = true
	}
	return Verdict{Status: Degraded, Finding: list[0], Also: distinct(list[0], list[1:])}
}

// unproven says why go's word is missing.
func unproven(b *Board) IncompleteReason {
	if r, ended := b.Result(KindGoCommand.Name("")); ended && !r.Status.OK() {
		return WhyNoWord
	}
	return WhyUnproven
}

// works is the verdict when go got through.
func works(b *Board, degrading []Finding) Verdict {
	v := Verdict{Status: Healthy, Transient: retried(b)}
	for i, f := range degrading {
		if lasting(b, f) {
			v.Status, v.Finding = Degraded, f
			v.Also = distinct(f, slices.Delete(slices.Clone(degrading), i, i+1))
			return v
		}
	}
	v.Transient = v.Transient || len(degrading) > 0
	v.Also = degrading
	return v
}

// lasting tells what will bite again from a fault that a check met and go did
// not: a setting, a dead server in a list, a route that was left for the next.
func lasting(b *Board, f Finding) bool {
	r, _ := b.Result(f.Check)
	if r.Status == Warn || slices.Contains(localKinds, r.Check.Kind) {
		return true
	}
	for _, known := range b.Routes() {
		if known.ID == f.Route {
			return known.Fallback == route.OnAnyError
		}
	}
	return false
}

// failedByGo is the verdict when every check passes and go still fails: its own
// words are the last evidence.
func failedByGo(b *Board, word word, degrading []Finding) Verdict {
	f := Finding{
		Cause: word.facts.Cause, Confidence: Likely, Check: word.check,
		Target: cmp.Or(word.facts.Host, word.facts.Module+"@"+word.facts.Version),
	}
	if f.Cause == NoCause {
		f.Confidence = Possible
	}
	return Verdict{Status: Broken, Finding: f, Also: distinct(f, degrading)}
}

// word is what the go command said.
type word struct {
	facts  DownloadFacts
	check  string
	failed bool // the last try failed
	proven bool // it fetched what it was asked to, or there was nothing to ask
}

// goWord sums up the go command's downloads: the last try of each module counts.
func goWord(b *Board) word {
	w := word{proven: true}
	last := map[string]Result{}
	var order []string
	for _, r := range b.Results() {
		if f, ok := r.Facts.(DownloadFacts); ok && counts(f) {
			name := f.Module + "@" + f.Version
			if done, seen := last[name]; seen && done.Status.OK() && f.Killed {
				continue // proven without the entry that keeps go waiting
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

// counts reports whether a run of the go command is evidence of what it will do
// for a person. A trial that leaves out dead entries proves only success.
func counts(f DownloadFacts) bool {
	return f.Trial == TrialOrdinary || f.Trial == TrialRest && f.OK
}

// retried reports whether a download of go failed and a later one of the same
// module did not.
func retried(b *Board) bool {
	failed := map[string]bool{}
	for _, f := range AllFacts[DownloadFacts](b) {
		if f.Trial != TrialOrdinary {
			continue
		}
		name := f.Module + "@" + f.Version
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
		if f.OK && counts(f) && (module == "" || f.Module+"@"+f.Version == module || f.Module == module) {
			return true
		}
	}
	return false
}

// split separates what stops go from what only makes it slower.
func split(list []Finding) (broken, degrading []Finding) {
	for _, f := range list {
		if f.Degrades {
			degrading = append(degrading, f)
		} else {
			broken = append(broken, f)
		}
	}
	return broken, degrading
}

// findings lists every fault, the one to mend first in front. Where a setting
// cannot be used, what go makes of it is no fault of its own.
func findings(b *Board) []Finding {
	list := localFindings(b)
	if !slices.ContainsFunc(list, misdirects) {
		list = append(list, routeFindings(b)...)
	}
	return append(list, remarks(b)...)
}

// misdirects tells settings that decide what go contacts.
func misdirects(f Finding) bool {
	switch f.Cause {
	case CauseGOPROXYMalformed, CauseGOPROXYOff, CauseProxyMalformed, CauseGOPATHMode:
		return !f.Degrades
	}
	return false
}

// rank orders findings from the lowest layer upwards; an unknown cause is last.
func rank(f Finding) int {
	if n := f.Layer().Number(); n > 0 {
		return n
	}
	return len(Layers) + 1
}

// distinct drops repeats, and what is only a consequence of the first finding.
func distinct(first Finding, rest []Finding) []Finding {
	seen := map[string]bool{}
	var list []Finding
	for _, f := range rest {
		key := string(f.Cause) + " " + f.Target
		if f.Cause == NoCause || f.Cause == first.Cause || seen[key] || followsFrom(f, first) {
			continue
		}
		seen[key] = true
		list = append(list, f)
	}
	return list
}

// followsFrom reports whether a finding on a route is what one must see where the
// first fault is there: without a network nothing resolves, and with a dead
// resolver no name does.
func followsFrom(f, first Finding) bool {
	if f.Route == "" {
		return false
	}
	switch first.Layer() {
	case LayerNetwork:
		return f.Layer() != LayerModule
	case LayerDNS:
		return f.Layer() == LayerDNS && slices.Contains(resolverCauses, first.Cause)
	}
	return false
}

// resolverCauses are faults of the resolver itself, whatever name it is asked.
var resolverCauses = []Cause{
	CauseResolverNotConfigured, CauseResolverUnreachable, CauseResolverRefused, CauseDNSRefused, CauseDNSServFail,
}

// localKinds are checks of this machine alone, in the order in which go would
// stumble over them.
var localKinds = []Kind{KindGoCommand, KindSettings, KindProxySettings, KindModuleCache, KindDiskSpace}

// disprovable are faults of settings that cannot be what they seem when go fetches
// a module with the same settings.
var disprovable = []Cause{
	CauseGOPROXYMalformed, CauseGOPROXYOff, CauseGOSUMDBMalformed, CauseProxyMalformed, CauseGoEnvConflict, CauseGoMissing,
}

func localFindings(b *Board) []Finding {
	var list []Finding
	for _, kind := range localKinds {
		for _, r := range b.Results() {
			if r.Check.Kind == kind && r.Status == Fail && r.Cause != NoCause {
				list = append(list, Finding{
					Cause: r.Cause, Confidence: Certain, Target: settingOf(r), Check: r.Check.ID,
					Degrades: fetched(b, "") && slices.Contains(disprovable, r.Cause),
				})
			}
		}
	}
	return list
}

// settingOf names what a local check is about: the setting that stops go, where
// it is one of several.
func settingOf(r Result) string {
	if f, ok := r.Facts.(SettingsFacts); ok {
		for _, p := range f.Problems {
			if p.Fatal {
				return aboutSetting(p)
			}
		}
	}
	return r.Check.Target
}

func aboutSetting(p route.Problem) string {
	if p.Kind == route.ReplacementMissing {
		module, _, _ := strings.Cut(p.Value, " => ")
		return module
	}
	return p.Name
}

// remarks are checks that passed with a warning that names its cause.
func remarks(b *Board) []Finding {
	var list []Finding
	for _, r := range b.Results() {
		if r.Status != Warn {
			continue
		}
		if cause := warningCause(b, r); cause != NoCause {
			list = append(list, Finding{
				Cause: cause, Confidence: Certain, Route: r.Check.Route, Target: r.Check.Target, Check: r.Check.ID, Degrades: true,
			})
		}
	}
	return list
}

// warningCause is the cause that a warning stands for, if it will bite.
func warningCause(b *Board, r Result) Cause {
	if r.Cause != NoCause {
		return r.Cause
	}
	switch f := r.Facts.(type) {
	case LookupFacts:
		if f.DelayConfirmed(b) {
			return CauseDNSSlow
		}
	case DialFacts:
		if f.onlyIPv6Fails() {
			return CauseIPv6Broken
		}
		if f.partlyDead() {
			return CauseAddressPartlyDead
		}
	}
	return NoCause
}

// routeFindings walks every route that go needs, and the GOPROXY list as go does.
// Checksums come last: go asks for them once it has a module's files.
func routeFindings(b *Board) []Finding {
	var files, sums []Finding
	var entries []route.Route
	for _, r := range b.Routes() {
		switch {
		case r.Purpose == route.ChecksumDatabase:
		case r.Position > 0 && (r.Purpose == route.ModuleProxy || r.Purpose == route.VersionControl && !r.Needed):
			entries = append(entries, r)
		case r.Needed || requested(b, r):
			if f, bad := routeFault(b, r, ""); bad {
				files = append(files, f.Finding)
			}
		}
	}
	slices.SortStableFunc(entries, func(x, y route.Route) int { return cmp.Compare(x.Position, y.Position) })
	for _, module := range modulesAsked(b) {
		files = append(files, listFindings(b, entries, module)...)
	}
	sums = checksumFindings(b, slices.ContainsFunc(files, func(f Finding) bool { return !f.Degrades }))
	sortByLayer(files)
	sortByLayer(sums)
	return append(files, sums...)
}

// checksumFindings are the faults on the ways to the checksum database. When go
// did not get a module's files, what the database says of it tells nothing.
func checksumFindings(b *Board, withoutFiles bool) []Finding {
	var list []Finding
	for _, r := range b.Routes() {
		if r.Purpose != route.ChecksumDatabase || !r.Needed && !requested(b, r) {
			continue
		}
		f, bad := routeFault(b, r, "")
		if bad && !(withoutFiles && strings.HasPrefix(f.Check, string(KindChecksumDatabase)+"/")) {
			list = append(list, f.Finding)
		}
	}
	return list
}

// sortByLayer puts the lowest layer first.
func sortByLayer(list []Finding) {
	slices.SortStableFunc(list, func(x, y Finding) int { return cmp.Compare(rank(x), rank(y)) })
}

// modulesAsked are the modules that requests were made for; one empty name
// stands for all when no request was made.
func modulesAsked(b *Board) []string {
	var list []string
	for _, r := range b.Results() {
		if r.Check.Kind == KindModuleInfo && !slices.Contains(list, r.Check.Target) {
			list = append(list, r.Check.Target)
		}
	}
	if len(list) == 0 {
		list = append(list, "")
	}
	return list
}

// listFindings follows the GOPROXY list for one module
// (cmd/go/internal/modfetch/proxy.go:TryProxies).
func listFindings(b *Board, entries []route.Route, module string) []Finding {
	var faults []fault
	elsewhere := false
	for _, r := range entries {
		if r.Purpose == route.VersionControl && module != "" && module != r.Module.String() {
			elsewhere = true // another module's origin
			continue
		}
		f, bad := routeFault(b, r, module)
		if !bad {
			if !asked(b, r) {
				return nil // not tried yet: nothing is known of what follows
			}
			return degraded(faults)
		}
		faults = append(faults, f)
		elsewhere = elsewhere && r.Purpose != route.VersionControl
		if r.Fallback == route.NoFallback || r.Fallback == route.OnNotFound && !f.notFound {
			break
		}
	}
	if len(faults) == 0 {
		return nil
	}
	last := faults[len(faults)-1]
	if fetched(b, module) || elsewhere && last.notFound {
		return degraded(faults) // or this module's origin has not been looked at
	}
	return []Finding{root(faults)}
}

// asked reports whether anything was tried on the route.
func asked(b *Board, r route.Route) bool {
	for _, id := range Hops(r) {
		if _, ok := b.Result(id); ok {
			return true
		}
	}
	for _, res := range b.Results() {
		if res.Check.Route == r.ID && res.Status != Skip {
			return true
		}
	}
	return false
}

// requested reports whether go came to need the route: a request of its own was made.
func requested(b *Board, r route.Route) bool {
	for _, res := range b.Results() {
		if res.Check.Route == r.ID && res.Check.Kind.Layer() == LayerModule && res.Check.Kind != KindGoDownload {
			return true
		}
	}
	return false
}

// root is the fault that ended the list: a list that says "not found" all along
// is about the module; otherwise the first other fault is to be mended.
func root(faults []fault) Finding {
	for _, f := range faults {
		if !f.notFound {
			return f.Finding
		}
	}
	return faults[0].Finding
}

func degraded(faults []fault) []Finding {
	var list []Finding
	for _, f := range faults {
		if !f.notFound {
			f.Degrades = true
			list = append(list, f.Finding)
		}
	}
	return list
}

// fault is a finding on a route, and whether go reads it as "does not exist".
type fault struct {
	Finding
	notFound bool
}

// routeFault finds the first step that failed on a route, for one module or, if
// its name is empty, for any.
func routeFault(b *Board, r route.Route, module string) (fault, bool) {
	if answered(b, r) {
		return fault{}, false
	}
	for _, id := range Hops(r) {
		if res, ok := b.Result(id); ok && res.Status == Fail {
			return newFault(b, r, res), true
		}
	}
	var first *Result
	for _, res := range b.Results() {
		if res.Status != Fail || res.Check.Route != r.ID || res.Check.Kind.Layer() != LayerModule || res.Check.Kind == KindGoDownload {
			continue
		}
		fits := module == "" || !strings.Contains(res.Check.Target, "@") || res.Check.Target == module
		if fits && (first == nil || res.Check.Kind == KindModuleInfo && first.Check.Kind != KindModuleInfo) {
			first = &res // .info is what go asks for first
		}
	}
	if first == nil {
		return fault{}, false
	}
	return newFault(b, r, *first), true
}

// answered reports whether the version control program reached the repository,
// in its own way: by a jump host or an alias of ~/.ssh/config, for instance.
func answered(b *Board, r route.Route) bool {
	return slices.ContainsFunc(b.Results(), func(res Result) bool {
		return res.Check.Kind == KindRepository && res.Check.Route == r.ID && res.Status.OK()
	})
}

func newFault(b *Board, r route.Route, res Result) fault {
	f := fault{notFound: res.Code == StatusNotFound || res.Code == NotFound && res.Check.Kind == KindModuleInfo}
	f.Finding = explain(&Case{Board: b, Route: r, Fail: res})
	f.Degrades = fetched(b, "") && (res.Check.Kind.Layer() != LayerModule || fetched(b, res.Check.Target)) && sameWay(b, r)
	return f
}

// sameWay reports whether what go fetched in this run came by this route: a
// throw-away module cache holds nothing, so that a module's files and checksums
// must have come by all its routes, or by others in their place.
func sameWay(b *Board, r route.Route) bool {
	for _, res := range b.Results() {
		f, ok := res.Facts.(DownloadFacts)
		if ok && f.OK && counts(f) && (res.Check.Route == r.ID || r.Purpose == route.ChecksumDatabase || f.Module == r.Module.Path) {
			return true
		}
	}
	return false
}
