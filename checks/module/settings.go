package module

import (
	"context"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

// goCodes are the codes of what became of asking the go command.
var goCodes = map[route.GoState]checks.Code{
	route.GoFound:   checks.OK,
	route.GoMissing: checks.NotFound,
	route.GoFailed:  checks.GoFailed,
	route.GoHung:    checks.Timeout,
	route.GoGarbage: checks.Garbage,
}

// GoFactsOf are the facts for GoCommand that the settings hold.
func GoFactsOf(s *route.Settings) checks.GoFacts {
	code, known := goCodes[s.GoState]
	if !known {
		code = checks.Unclassified
	}
	return checks.GoFacts{Path: s.GoPath, Version: s.GoVersion, Code: code, Detail: checks.Clean(s.GoDetail)}
}

// GoCommand tells what is known of the installed go command. It passes when the
// command could be asked for its settings.
func GoCommand(f checks.GoFacts) checks.Check {
	return checks.Check{
		ID: checks.KindGoCommand.Name(""), Kind: checks.KindGoCommand, Target: "go", Command: "go version",
		Run: func(context.Context, *checks.Input) checks.Result {
			result := checks.Result{Status: checks.Pass, Code: f.Code, Facts: f}
			switch f.Code {
			case checks.OK:
			case checks.NotFound:
				result.Status, result.Cause = checks.Fail, checks.CauseGoMissing
			case checks.Timeout, checks.Canceled:
				result.Status = checks.Unknown
			default:
				result.Status = checks.Fail
			}
			return result
		},
	}
}

// Settings tells which settings of the go command cannot be used as written, or
// mislead; those of proxies are told by ProxySettings.
func Settings(problems []route.Problem) checks.Check {
	return settingsCheck(checks.KindSettings, "go env", "go env", problems, func(k route.ProblemKind) bool { return !aboutProxies(k) })
}

// ProxySettings tells the same of HTTPS_PROXY and its kin.
func ProxySettings(problems []route.Problem) checks.Check {
	return settingsCheck(checks.KindProxySettings, "HTTPS_PROXY", "env | grep -i _proxy", problems, aboutProxies)
}

func aboutProxies(k route.ProblemKind) bool {
	return k == route.ProxyMalformed || k == route.ProxyMisleading
}

func settingsCheck(kind checks.Kind, target, command string, problems []route.Problem, about func(route.ProblemKind) bool) checks.Check {
	var list []route.Problem
	for _, p := range problems {
		if about(p.Kind) {
			list = append(list, p)
		}
	}
	return checks.Check{
		ID: kind.Name(""), Kind: kind, Target: target, Command: command,
		Run: func(context.Context, *checks.Input) checks.Result { return settingsResult(list) },
	}
}

// problemCauses are the causes that a fatal problem of a kind proves.
var problemCauses = map[route.ProblemKind]checks.Cause{
	route.GoproxyMalformed: checks.CauseGOPROXYMalformed,
	route.GoproxyOff:       checks.CauseGOPROXYOff,
	route.GosumdbMalformed: checks.CauseGOSUMDBMalformed,
	route.ProxyMalformed:   checks.CauseProxyMalformed,
	route.EnvConflict:      checks.CauseGoEnvConflict,
	route.GopathMode:       checks.CauseGOPATHMode,
	route.VendorMode:       checks.CauseVendorMode,
	route.VCSDisallowed:    checks.CauseVCSDisallowed,
	route.GosumIncomplete:  checks.CauseGoSumIncomplete,

	route.ToolchainUnavailable: checks.CauseToolchainUnavailable,
	route.ReplacementMissing:   checks.CauseModuleNotFound,
}

// settingCauses are those of malformed settings that are about one thing only.
var settingCauses = map[string]checks.Cause{
	"GOTOOLCHAIN": checks.CauseToolchainUnavailable,
	"GOMODCACHE":  checks.CauseModCacheUnwritable,
	"GO111MODULE": checks.CauseGOPATHMode,
	"module":      checks.CauseModuleNotFound, // a path that nobody can serve
}

// causeOfProblem is the cause that a fatal problem proves.
func causeOfProblem(p route.Problem) checks.Cause {
	if p.Kind != route.OtherMalformed {
		return problemCauses[p.Kind]
	}
	if cause, known := settingCauses[p.Name]; known {
		return cause
	}
	return checks.CauseSettingMalformed
}

// offKinds forbid something on purpose; all others are written wrongly.
var offKinds = map[route.ProblemKind]bool{route.GoproxyOff: true, route.GopathMode: true, route.VendorMode: true}

func settingsResult(problems []route.Problem) checks.Result {
	facts := checks.SettingsFacts{Problems: problems}
	for _, p := range problems {
		if p.Fatal {
			facts.Causes = append(facts.Causes, causeOfProblem(p))
		}
	}
	result := checks.Result{Status: checks.Pass, Facts: facts}
	for _, p := range problems {
		if p.Fatal {
			result.Status, result.Code, result.Cause = checks.Fail, checks.Malformed, causeOfProblem(p)
			if offKinds[p.Kind] {
				result.Code = checks.ModulesOff
			}
			return result
		}
		if p.Kind != route.Note {
			result.Status = checks.Warn
		}
		if result.Cause == checks.NoCause && (dropped(p) || biding[p.Kind] || bitesBuilds[p.Reason]) {
			result.Cause = causeOfProblem(p)
		}
	}
	return result
}

// biding are kinds that do not stop go now, because the module cache or go.sum
// holds what is needed, and will stop it at the next module; or that stop it when
// it builds, and not when it downloads.
var biding = map[route.ProblemKind]bool{route.GoproxyOff: true, route.GoproxyMalformed: true, route.GosumdbMalformed: true, route.GosumIncomplete: true}

// bitesBuilds are reasons of problems that stop what builds, and nothing that downloads.
var bitesBuilds = map[string]bool{"vendor-unlike": true, "mod-value": true}

// dropped tells a proxy variable that go ignores without a word because it cannot
// be parsed: what its author set it for does not happen.
func dropped(p route.Problem) bool {
	return p.Kind == route.ProxyMalformed && p.Reason == "dropped" && strings.EqualFold(p.Name, "HTTPS_PROXY")
}
