package checks

import (
	"net"
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
	late, isLate := endless(b)
	switch {
	case len(broken) > 0:
		rest := slices.Concat(broken[1:], otherModule(b, broken, word), degrading)
		return Verdict{Status: Broken, Finding: broken[0], Also: distinct(broken[0], rest)}
	case word.failed:
		return failedByGo(b, word, degrading)
	case !word.proven && isLate:
		same := func(f Finding) bool { return f.Check == late.Check }
		return Verdict{Status: Broken, Finding: late, Also: distinct(late, slices.DeleteFunc(degrading, same))}
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
	degrading = slices.DeleteFunc(degrading, func(f Finding) bool { return outwaited(b, f) })
	v := Verdict{Status: Healthy, Transient: retried(b)}
	for i, f := range degrading {
		if lasting(b, f) {
			v.Status, v.Finding = Degraded, f
			v.Also = distinct(f, slices.Delete(slices.Clone(degrading), i, i+1))
			return v
		}
	}
	v.Transient = v.Transient || len(degrading) > 0
	v.Also = distinct(Finding{}, degrading)
	return v
}

// outwaited fits a server or proxy that was only slower than its check is patient:
// go, which waits for longer, got through.
func outwaited(b *Board, f Finding) bool {
	r, _ := b.Result(f.Check)
	return r.Status == Fail && r.Code == Timeout && slices.Contains([]Kind{KindTLS, KindProxyTunnel}, r.Check.Kind)
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
	f := word.finding(b)
	if f.Cause == CauseHTTP2Broken {
		f.Cause, f.Confidence = streams(b, word.facts)
	}
	if known := slices.IndexFunc(degrading, func(d Finding) bool { return explains(d, f) }); known >= 0 {
		f = degrading[known]
		f.Degrades = false
	}
	return Verdict{Status: Broken, Finding: f, Also: distinct(f, degrading)}
}

// explains reports whether what a check met with this very module is why go failed,
// which go's words do not tell: a page in place of a file may be anybody's.
func explains(met, said Finding) bool {
	if met.Target != said.Target {
		return false
	}
	return said.Cause == NoCause && met.Cause != NoCause || said.Cause == CauseCaptivePortal && met.Cause == CauseGOPROXYWrongURL
}

// otherModule is what go says of a module about which the checks found nothing.
func otherModule(b *Board, found []Finding, word word) []Finding {
	f := word.finding(b)
	if !word.failed || word.facts.Trial != TrialProject || f.Cause == NoCause {
		return nil
	}
	if slices.ContainsFunc(found, func(known Finding) bool {
		return known.Layer() != LayerModule || known.Target == f.Target || strings.Contains(known.Check, f.Target)
	}) {
		return nil
	}
	return []Finding{f}
}

// streams tells broken HTTP/2 from a transfer that breaks off either way, by what
// go got without HTTP/2.
func streams(b *Board, failed DownloadFacts) (Cause, Confidence) {
	for _, f := range AllFacts[DownloadFacts](b) {
		switch {
		case f.Trial != TrialHTTP1 || f.Module != failed.Module || f.Version != failed.Version || f.Killed:
		case f.OK:
			return CauseHTTP2Broken, Certain
		default:
			return CauseTransferCut, Likely
		}
	}
	return CauseHTTP2Broken, Possible
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

// findings lists every fault, the one to mend first in front: that which go meets
// first. Where a setting cannot be used, what go makes of it is no fault of its own.
func findings(b *Board) []Finding {
	list := kindFindings(b, settingKinds)
	if !slices.ContainsFunc(list, misdirects) {
		list = append(list, withUnstarted(b, routeFindings(b))...)
	}
	list = append(list, kindFindings(b, storageKinds)...)
	list = append(list, rootless(b)...)
	return append(list, remarks(b)...)
}

// withUnstarted adds the version control program that go could not start, by its own
// words, to the faults of routes: before those of the repository, which that program
// would have contacted, and behind those of module proxies, which go asked before.
func withUnstarted(b *Board, faults []Finding) []Finding {
	w := goWord(b)
	if !w.failed || w.facts.Cause != CauseVCSMissing {
		return faults
	}
	r, _ := b.Result(w.check)
	missing := Finding{
		Cause: w.facts.Cause, Confidence: Certain, Check: w.check, Route: r.Check.Route,
		Target: w.facts.Module + "@" + w.facts.Version,
	}
	at := 0
	for i, f := range faults {
		if !f.Degrades && purposeOf(b, f.Route) == route.ModuleProxy {
			at = i + 1
		}
	}
	return slices.Insert(faults, at, missing)
}

func purposeOf(b *Board, id string) route.Purpose {
	for _, r := range b.Routes() {
		if r.ID == id {
			return r.Purpose
		}
	}
	return ""
}

// distinct drops repeats, and what is only a consequence of the first finding.
func distinct(first Finding, rest []Finding) []Finding {
	seen := map[string]bool{about(first): true}
	var list []Finding
	for _, f := range rest {
		key := about(f)
		if f.Cause == NoCause || seen[key] || f.Cause == first.Cause && !slices.Contains(ofOneHost, f.Cause) || followsFrom(f, first) {
			continue
		}
		seen[key] = true
		list = append(list, f)
	}
	return list
}

// about tells findings apart: a host is one, whichever step it is that shows it.
func about(f Finding) string { return string(f.Cause) + " " + hostOf(f.Target) }

func hostOf(target string) string {
	if host, _, err := net.SplitHostPort(target); err == nil {
		return host
	}
	return target
}

// ofOneHost are causes that a second host has by itself, as a name of its own or a
// line of its own in the hosts file: who mends the first has not mended the second.
// All others are told once.
var ofOneHost = []Cause{
	CauseDNSNXDomain, CauseDNSNoData, CauseDNSBlocked, CauseDNSHijacked, CauseDNSInconsistent, CauseDNSStaleCache,
	CauseDNSDNSSECFailed, CauseHostsOverride, CauseTCPRefused, CauseTCPTimeout, CauseTCPUnreachable, CauseTCPReset,
	CauseAddressPartlyDead, CauseTLSExpired, CauseTLSNameMismatch, CauseTLSUnknownAuthority, CauseTLSReset,
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
