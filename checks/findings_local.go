package checks

import (
	"net"
	"net/netip"
	"slices"
	"strings"

	"gomend/checks/route"
)

// misdirects tells settings that decide what go contacts.
func misdirects(f Finding) bool {
	switch f.Cause {
	case CauseGOPROXYMalformed, CauseGOPROXYOff, CauseProxyMalformed, CauseGOPATHMode:
		return !f.Degrades
	}
	return false
}

// localKinds are checks of this machine alone, in the order in which go would
// stumble over them.
var localKinds = slices.Concat(settingKinds, storageKinds)

// settingKinds are about what go meets before it contacts anybody.
var settingKinds = []Kind{KindGoCommand, KindSettings, KindProxySettings, KindCachedFiles}

// storageKinds are about writing what was fetched. A cache that cannot be read, or
// even made, does not keep go from asking for the first file
// (cmd/go/internal/modfetch/cache.go:readDiskStat, readDiskGoMod).
var storageKinds = []Kind{KindModuleCache, KindDiskSpace}

// disprovable are faults of settings that cannot be what they seem when go fetches
// a module with the same settings.
var disprovable = []Cause{
	CauseGOPROXYMalformed, CauseGOPROXYOff, CauseGOSUMDBMalformed, CauseProxyMalformed, CauseGoEnvConflict, CauseGoMissing,
}

// kindFindings are the faults that checks of these kinds found.
func kindFindings(b *Board, kinds []Kind) []Finding {
	var list []Finding
	for _, kind := range kinds {
		for _, r := range b.Results() {
			if r.Check.Kind == kind && r.Status == Fail && r.Cause != NoCause {
				list = append(list, faultsOf(b, r)...)
			}
		}
	}
	return list
}

// rootless is a set of root certificates that go will miss as soon as it comes to a
// handshake, where it has not come to one yet.
func rootless(b *Board) []Finding {
	encrypted := slices.ContainsFunc(b.Routes(), func(r route.Route) bool { return r.Needed && r.URL != nil && r.URL.Scheme == "https" })
	if !encrypted || fetched(b, "") {
		return nil
	}
	list := kindFindings(b, []Kind{KindTrust})
	for i := range list {
		list[i].Degrades = true
	}
	return list
}

// faultsOf are the faults that a failed local check found: one, or one for each
// setting that stops go.
func faultsOf(b *Board, r Result) []Finding {
	one := func(cause Cause, target string) Finding {
		return Finding{
			Cause: cause, Confidence: Certain, Target: target, Check: r.Check.ID,
			Degrades: fetched(b, "") && slices.Contains(disprovable, cause),
		}
	}
	f, _ := r.Facts.(SettingsFacts)
	var list []Finding
	for _, p := range f.Problems {
		if p.Fatal && len(list) < len(f.Causes) {
			list = append(list, one(f.Causes[len(list)], aboutSetting(p)))
		}
	}
	if len(list) == 0 {
		return []Finding{one(r.Cause, r.Check.Target)}
	}
	return list
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
		list = append(list, otherAddresses(b, r)...)
		if r.Status != Warn {
			continue
		}
		if cause := warningCause(b, r); cause != NoCause {
			list = append(list, Finding{
				Cause: cause, Confidence: sureOf(b, cause), Route: r.Check.Route, Target: r.Check.Target, Check: r.Check.ID, Degrades: true,
				Note: noteOf(b, r, cause),
			})
		}
	}
	return list
}

// otherAddresses are the faults of a host's addresses that failed in another way than
// the one go tells of: to mend that one alone would not help.
func otherAddresses(b *Board, r Result) []Finding {
	f, ok := r.Facts.(DialFacts)
	if !ok || r.Status != Fail || r.Check.Kind != KindConnect || fetched(b, "") {
		return nil
	}
	var list []Finding
	for _, a := range f.routed() {
		cause := otherAddressCauses[a.Code]
		if a.Code == f.Code || cause == NoCause || slices.ContainsFunc(list, func(known Finding) bool { return known.Cause == cause }) {
			continue
		}
		for _, known := range b.Routes() {
			if known.ID == r.Check.Route && known.Via.Direct() {
				list = append(list, Finding{Cause: cause, Confidence: Likely, Route: known.ID, Target: r.Check.Target, Check: r.Check.ID, Degrades: true})
			}
		}
	}
	return list
}

var otherAddressCauses = map[Code]Cause{
	Refused: CauseTCPRefused, Timeout: CauseTCPTimeout, HostUnreachable: CauseTCPUnreachable, NetworkUnreachable: CauseTCPUnreachable,
}

// noteOf is the circumstance to tell beside the cause of a warning.
func noteOf(b *Board, r Result, cause Cause) Note {
	for _, known := range b.Routes() {
		if known.ID == r.Check.Route {
			return (&Case{Board: b, Route: known, Fail: r}).note(cause)
		}
	}
	return Note{}
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
	case RepeatFacts:
		if f.Loses() && lineIsGood(b) {
			return CauseDNSSlow
		}
	case DialFacts:
		if f.onlyIPv6Fails() && !overIPv6(b) {
			return CauseIPv6Broken
		}
		if f.partlyDead(b) && pinnedDead(b, f) {
			return CauseHostsOverride
		}
		if f.partlyDead(b) {
			return CauseAddressPartlyDead
		}
	}
	return NoCause
}

// pinnedDead reports whether the dead addresses of a host are the hosts file's alone:
// nameservers give others.
func pinnedDead(b *Board, f DialFacts) bool {
	c := &Case{Board: b, Route: route.Route{Host: f.Host}}
	theirs := append(c.OwnLookup().Addresses(), c.CompareLookup().Addresses()...)
	return fromHosts(c) && len(theirs) > 0 && !slices.ContainsFunc(f.routed(), func(a Attempt) bool {
		return a.Code != OK && slices.Contains(theirs, a.Address.Addr())
	})
}

// overIPv6 reports whether somebody beyond this machine's links was reached over IPv6:
// then it is one address that leads nowhere.
func overIPv6(b *Board) bool {
	c := &Case{Board: b}
	far := func(a netip.Addr) bool { return a.Is6() && !a.Is4In6() && !c.Near(a) }
	for _, f := range AllFacts[DialFacts](b) {
		if slices.ContainsFunc(f.Attempts, func(a Attempt) bool { return far(a.Address.Addr()) && !silence(a.Code) }) {
			return true
		}
	}
	return slices.ContainsFunc(c.allAnswers(), func(a Answer) bool { return far(a.Server.Addr()) && a.Rcode != "" })
}

// sureOf is how sure the cause of a warning is: one host's silence does not prove that
// IPv6 leads nowhere at all, and an address that nameservers do not give may be down.
func sureOf(b *Board, cause Cause) Confidence {
	if cause == CauseHostsOverride {
		return Likely
	}
	if cause != CauseIPv6Broken {
		return Certain
	}
	hosts := map[string]bool{}
	for _, f := range AllFacts[DialFacts](b) {
		if f.onlyIPv6Fails() {
			hosts[f.Host] = true
		}
	}
	if len(hosts) > 1 {
		return Certain
	}
	return Likely
}

// lineIsGood reports whether the losses on the line were measured, and are few: then
// it is not the line that keeps answers back.
func lineIsGood(b *Board) bool {
	for _, r := range b.Results() {
		if _, ok := r.Facts.(LossFacts); ok {
			return r.Status == Pass
		}
	}
	return false
}

// losesPackets reports whether many packets were measured to get lost on the way to a host.
func losesPackets(b *Board, host string) bool {
	for _, r := range b.Results() {
		if to, _, err := net.SplitHostPort(r.Check.Target); err == nil && to == host && r.Cause == CausePacketLoss {
			return true
		}
	}
	return false
}
