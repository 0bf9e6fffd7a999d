package checks

import (
	"cmp"
	"slices"
	"strings"

	"gomend/checks/route"
)

// rank orders findings from the lowest layer upwards; an unknown cause is last.
func rank(f Finding) int {
	if n := f.Layer().Number(); n > 0 {
		return n
	}
	return len(Layers) + 1
}

// routeFindings walks every route that go needs, and the GOPROXY list as go does.
// Checksums come last: go asks for them once it has a module's files.
func routeFindings(b *Board) []Finding {
	var files, sums []Finding
	var entries, toolchains []route.Route
	for _, r := range b.Routes() {
		switch {
		case r.Purpose == route.ChecksumDatabase:
		case r.Purpose == route.Toolchain:
			toolchains = append(toolchains, r)
		case r.Position > 0 && (r.Purpose == route.ModuleProxy || r.Purpose == route.VersionControl && !r.Needed):
			entries = append(entries, r)
		case r.Needed || requested(b, r):
			if f, bad := routeFault(b, r, ""); bad {
				files = append(files, f.Finding)
			}
		}
	}
	sortByPosition(entries)
	sortByPosition(toolchains)
	files = append(files, toolchainFindings(b, toolchains)...)
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
// A repository that is there need not have the version.
func checksumFindings(b *Board, withoutFiles bool) []Finding {
	var list []Finding
	for _, r := range b.Routes() {
		if r.Purpose != route.ChecksumDatabase || !r.Needed && !requested(b, r) {
			continue
		}
		f, bad := routeFault(b, r, "")
		unfetched := withoutFiles || f.Cause == CausePrivateModulePublicRoute && lacksVersion(b, f.Target)
		if bad && !(unfetched && strings.HasPrefix(f.Check, string(KindChecksumDatabase)+"/")) {
			list = append(list, f.Finding)
		}
	}
	return list
}

// lacksVersion reports whether go says that the version does not exist, which it
// finds out before it asks the checksum database.
func lacksVersion(b *Board, module string) bool {
	w := goWord(b)
	return w.failed && w.facts.Cause == CauseVersionNotFound && w.facts.Module+"@"+w.facts.Version == module
}

// toolchainFindings follows the list of places for another toolchain. One that none
// of the first places has is not available, whatever stands in the way to the last:
// that is where go looks for what does not exist, too.
func toolchainFindings(b *Board, entries []route.Route) []Finding {
	var faults []fault
	for _, r := range entries {
		f, bad := routeFault(b, r, "")
		if !bad {
			if asked(b, r) {
				return degraded(faults)
			}
			break
		}
		if faults = append(faults, f); r.Fallback == route.NoFallback || r.Fallback == route.OnNotFound && !f.notFound {
			break
		}
	}
	switch {
	case len(faults) == 0:
		return nil
	case faults[0].notFound:
		return []Finding{faults[0].Finding}
	}
	return []Finding{root(faults)}
}

func sortByPosition(list []route.Route) {
	slices.SortStableFunc(list, func(x, y route.Route) int { return cmp.Compare(x.Position, y.Position) })
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
	first := root(faults)
	return append([]Finding{first}, besides(faults, first)...)
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
// is about the module, by the module proxy that says so most surely (that its origin
// has no page either tells less than why no proxy has it); otherwise the first other
// fault is to be mended.
func root(faults []fault) Finding {
	for _, f := range faults {
		if !f.notFound {
			return f.Finding
		}
	}
	for _, f := range faults {
		if f.Confidence == Certain && f.Cause != CauseMetaMissing {
			return f.Finding
		}
	}
	return faults[0].Finding
}

// besides are the faults of further entries to which go came because those before them
// failed: each of them alone would have let go through.
func besides(faults []fault, first Finding) []Finding {
	return slices.DeleteFunc(degraded(faults), func(f Finding) bool { return f.Cause == NoCause || f.Check == first.Check })
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
			f := newFault(b, r, res)
			secure := res.Check.Kind == KindTLS || res.Check.Kind == KindConnect
			return f, !(r.Insecure && secure && (f.Degrades || Unproven(b))) // GOINSECURE: go looks past it, and asks without TLS
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
	ofModule := res.Check.Kind.Layer() == LayerModule && res.Check.Kind != KindChecksumSupport
	f.Degrades = fetched(b, "") && (!ofModule || fetched(b, res.Check.Target)) && sameWay(b, r)
	return f
}

// sameWay reports whether what go fetched in this run came by this route: a
// throw-away module cache holds nothing, so that a module's files and checksums
// must have come by all its routes, or by others in their place.
func sameWay(b *Board, r route.Route) bool {
	if r.Purpose == route.Redirect {
		return allFetched(b, r)
	}
	for _, res := range b.Results() {
		f, ok := res.Facts.(DownloadFacts)
		if ok && f.OK && counts(f) && (res.Check.Route == r.ID || r.Purpose == route.ChecksumDatabase || f.Module == r.Module.Path) {
			return true
		}
	}
	return false
}

// allFetched reports whether go fetched every module that was sent on to this route.
func allFetched(b *Board, r route.Route) bool {
	for _, res := range b.Results() {
		if res.Check.Route == r.ID && res.Check.Kind.Layer() == LayerModule && !fetched(b, res.Check.Target) {
			return false
		}
	}
	return true
}
