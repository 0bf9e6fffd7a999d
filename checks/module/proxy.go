package module

import (
	"context"
	"net/http"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// Info asks a module proxy for a version, or for the one that a query means; no
// version is "latest". The result's value is the route.Module with the version that
// was found; Mod, Zip and ChecksumLookup of the same module use it.
func (a *Asker) Info(r route.Route, m route.Module, needs []string) checks.Check {
	q := question{kind: checks.KindModuleInfo, want: WantInfo, route: r, module: m, cold: true, limit: textLimit}
	if byList(m.Version) {
		q.want = WantList
	}
	return a.check(q, needs, a.afterInfo)
}

// Mod asks a module proxy for the go.mod file of a version.
func (a *Asker) Mod(r route.Route, m route.Module, needs []string) checks.Check {
	return a.check(question{kind: checks.KindModuleMod, want: WantMod, route: r, module: m, cold: true, limit: textLimit}, needs, nil)
}

// Zip asks a module proxy for the zip of a version and reads its beginning. The
// check of Info should be among its needs.
func (a *Asker) Zip(r route.Route, m route.Module, needs []string) checks.Check {
	return a.check(question{kind: checks.KindModuleZip, want: WantZip, route: r, module: m, cold: true, limit: zipLimit}, needs, nil)
}

// afterInfo hands on the version, and asks on where the answer is a list, or 404: to
// tell a missing version from a missing module and that from a server that is no
// module proxy.
func (a *Asker) afterInfo(ctx context.Context, in *checks.Input, q question, answer *Answer, result *checks.Result) {
	switch {
	case q.want == WantList && answer.Status == http.StatusOK && answer.Code == checks.OK:
		a.afterList(ctx, in, q, answer, result)
	case result.Code == checks.OK:
		version, _ := infoVersion(answer.Body)
		result.Value = route.Module{Path: q.module.Path, Version: version}
	case result.Code == checks.StatusNotFound && q.want == WantList:
		a.missing(q, *answer, result)
	case result.Code == checks.StatusNotFound:
		a.afterNotFound(ctx, in, q, *answer, result)
	}
	if result.Cause == checks.CauseModuleNotFound || result.Cause == checks.CauseGOPROXYWrongURL && result.Code == checks.StatusNotFound {
		answer.OfModules = ofModules(words(*answer), q.module.Path)
		answer.Known = a.known(ctx, in, q)
	}
}

func (a *Asker) afterNotFound(ctx context.Context, in *checks.Input, q question, answer Answer, result *checks.Result) {
	if result.Cause != checks.NoCause {
		return // its source is unreachable: what it lists proves nothing
	}
	list, listed := a.list(ctx, in, q)
	switch {
	case noFolder(q.route.URL):
		result.Cause = checks.CauseGOPROXYWrongURL
	case len(list) > 0 || a.hasLatest(ctx, in, q):
		result.Cause = checks.CauseVersionNotFound
	case notAProxy(answer) && !listed:
		result.Cause = checks.CauseGOPROXYWrongURL
	default:
		result.Cause = checks.CauseModuleNotFound
	}
}

// list asks for all versions; listed says that the answer was a module proxy's.
func (a *Asker) list(ctx context.Context, in *checks.Input, q question) (list []string, listed bool) {
	answer, code := a.ask(ctx, in, q, WantList)
	if code != checks.OK {
		return nil, false
	}
	return versions(answer.Body), len(answer.Body) > 0
}

func (a *Asker) hasLatest(ctx context.Context, in *checks.Input, q question) bool {
	_, code := a.ask(ctx, in, q, WantLatest)
	return code == checks.OK
}

// knownWait bounds the question about a module that every module proxy has.
const knownWait = 3 * time.Second

// known asks the server for a module that every module proxy has: one that hands it
// out is a module proxy, whatever it lacks. What it was asked for may be just that.
func (a *Asker) known(ctx context.Context, in *checks.Input, q question) checks.Known {
	if q.module.Path == knownModule.Path {
		return checks.KnownDenied
	}
	ctx, cancel := context.WithTimeout(ctx, knownWait)
	defer cancel()
	q.module = knownModule
	switch _, code := a.ask(ctx, in, q, WantInfo); code {
	case checks.OK:
		return checks.KnownServed
	case checks.StatusNotFound, checks.BadContent:
		return checks.KnownDenied
	}
	return checks.KnownUnasked
}

// ask puts a second question to the same server, about what q.module is.
func (a *Asker) ask(ctx context.Context, in *checks.Input, q question, want Want) (Answer, checks.Code) {
	q.want, q.at = want, nil
	u, err := q.url()
	if err != nil || q.depth > 0 {
		return Answer{}, checks.Malformed
	}
	answer := a.get(ctx, in, q.route, u, textLimit, true)
	return answer, Judge(want, q.module, answer)
}
