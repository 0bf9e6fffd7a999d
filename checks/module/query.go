package module

import (
	"context"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"gomend/checks"
	"gomend/checks/route"
)

// latestQueries stand for the highest version (go.dev/ref/mod#version-queries).
var latestQueries = map[string]bool{"": true, "latest": true, "upgrade": true, "patch": true}

// byList reports whether the go command answers a query from the list of versions
// (cmd/go/internal/modload/query.go:newQueryMatcher). For an exact version, a branch
// and a commit it asks .info straight away.
func byList(query string) bool {
	if latestQueries[query] || query != strings.TrimLeft(query, "<>=") {
		return true
	}
	return semver.IsValid(query) && module.CanonicalVersion(query) != query && semver.Prerelease(query) == ""
}

// match chooses from a list the version that a query means, as the go command
// does: the earliest for > and >=, else the latest; releases before others. Empty
// for none.
func match(list []string, query string) string {
	bound := strings.TrimLeft(query, "<>=")
	operator := strings.TrimSuffix(query, bound)
	var fitting []string
	for _, v := range list {
		if matches(v, query, operator, bound) {
			fitting = append(fitting, v)
		}
	}
	if strings.HasPrefix(operator, ">") {
		return oldest(fitting)
	}
	return newest(fitting)
}

func matches(v, query, operator, bound string) bool {
	switch operator {
	case ">":
		return semver.Compare(v, bound) > 0
	case ">=":
		return semver.Compare(v, bound) >= 0
	case "<":
		return semver.Compare(v, bound) < 0
	case "<=":
		return semver.Compare(v, bound) <= 0
	}
	return latestQueries[query] || v == query || strings.HasPrefix(v, query+".")
}

// oldest is the lowest release of a list, or the lowest pre-release if there is no
// release.
func oldest(list []string) string {
	var release, any string
	for _, v := range list {
		if any == "" || semver.Compare(v, any) < 0 {
			any = v
		}
		if semver.Prerelease(v) == "" && (release == "" || semver.Compare(v, release) < 0) {
			release = v
		}
	}
	if release != "" {
		return release
	}
	return any
}

// afterList goes on as the go command does once it has the list: it asks about the
// version that fits, or where there is none for @latest. What has no version line
// counts as an empty list.
func (a *Asker) afterList(ctx context.Context, in *checks.Input, q question, answer *Answer, result *checks.Result) {
	next := q
	next.want, next.module.Version = WantInfo, match(versions(answer.Body), q.module.Version)
	switch {
	case next.module.Version != "":
	case latestQueries[q.module.Version]:
		next.want, next.module = WantLatest, q.module
	default:
		*result = checks.Result{Status: checks.Fail, Code: checks.StatusNotFound, Cause: checks.CauseVersionNotFound}
		return
	}
	second, code := a.ask(ctx, in, next, next.want)
	*answer = second
	*result = checks.Result{Status: a.statusOf(code), Code: code, Cause: next.causeOf(second, code, a.Credentials.helper())}
	switch code {
	case checks.OK:
		version, _ := infoVersion(second.Body)
		result.Value = route.Module{Path: q.module.Path, Version: version}
	case checks.StatusNotFound:
		a.missing(q, second, result)
	}
}

// missing names the cause of a 404 where neither list nor @latest has a version.
func (a *Asker) missing(q question, answer Answer, result *checks.Result) {
	switch {
	case result.Cause != checks.NoCause:
	case notAProxy(answer), noFolder(q.route.URL):
		result.Cause = checks.CauseGOPROXYWrongURL
	default:
		result.Cause = checks.CauseModuleNotFound
	}
}
