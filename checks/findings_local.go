package checks

import (
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
var localKinds = []Kind{KindGoCommand, KindSettings, KindProxySettings, KindModuleCache, KindCachedFiles, KindDiskSpace}

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
				Note: noteOf(b, r, cause),
			})
		}
	}
	return list
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
		if f.onlyIPv6Fails() {
			return CauseIPv6Broken
		}
		if f.partlyDead() {
			return CauseAddressPartlyDead
		}
	}
	return NoCause
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
