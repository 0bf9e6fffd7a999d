package diagnose

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/module"
	"gomend/checks/route"
)

// trials are runs of the go command with something changed, each of which
// settles what the change is worth. They are planned only when go does not get
// through as it is.
func (r *run) trials(b *checks.Board) []checks.Check {
	var list []checks.Check
	v := checks.Conclude(b)
	if v.Status == checks.Broken {
		list = append(list, r.cached(v)...)
		list = append(list, r.stored()...)
		list = append(list, r.http1(b, v)...)
	}
	return append(list, r.rest(b)...)
}

// cached asks whether go has all that the project needs already. Files that go
// rejects are none it has, which the graph alone does not show.
func (r *run) cached(v checks.Verdict) []checks.Check {
	gomod, _ := r.settings.Get("GOMOD")
	if r.opt.Module != "" || !strings.HasSuffix(gomod, ".mod") || r.settings.GoPath == "" {
		return nil
	}
	dir := filepath.Dir(gomod)
	_, err := os.Stat(filepath.Join(dir, "vendor", "modules.txt"))
	packages := err == nil || r.settings.RequiresNothing() // what their code imports tells what is missing
	if !packages && v.Cause == checks.CauseModCacheCorrupt {
		return nil
	}
	if !packages && !r.settings.AllHere() && slices.ContainsFunc(r.mods, func(n route.Needed) bool { return !n.Cached }) {
		return nil
	}
	return []checks.Check{module.Cached(r.downloadOptions(route.Module{}), dir, packages)}
}

// shadowing are settings whose exported value may be at fault where the stored
// one would do.
var shadowing = []string{"GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE"}

// stored lets go try with the stored settings that exported variables hide. It
// contacts hosts that go does not contact now.
func (r *run) stored() []checks.Check {
	var names []string
	for _, name := range shadowing {
		hidden := slices.ContainsFunc(r.settings.Problems, func(p route.Problem) bool { return p.Kind == route.EnvConflict && p.Name == name })
		if hidden {
			names = append(names, name)
		}
	}
	if len(names) == 0 || r.opt.NoThirdParty || r.settings.GoPath == "" || len(r.mods) == 0 {
		return nil
	}
	opt := r.downloadOptions(r.mods[0].Module)
	opt.Trial, opt.Without = checks.TrialStored, names
	return []checks.Check{module.Try(opt)}
}

// http1 lets go try without HTTP/2 what broke off over it.
func (r *run) http1(b *checks.Board, v checks.Verdict) []checks.Check {
	f, ok := checks.FactsOf[checks.DownloadFacts](b, v.Check)
	named := f.Trial == checks.TrialOrdinary || f.Trial == checks.TrialProject && f.Version != ""
	if !ok || f.Cause != checks.CauseHTTP2Broken || !named {
		return nil
	}
	opt := r.downloadOptions(route.Module{Path: f.Module, Version: f.Version})
	godebug := strings.TrimPrefix(r.getenv("GODEBUG")+",http2client=0", ",")
	opt.Trial, opt.With, opt.Wait = checks.TrialHTTP1, [][2]string{{"GODEBUG", godebug}}, 2*f.Time+http1Start
	return []checks.Check{module.Try(opt)}
}

// http1Start is what a run of the go command takes besides the transfer, on a slow
// machine: over HTTP/1.1 it opens several connections.
const http1Start = 6 * time.Second

// rest lets go try without the entries of GOPROXY that are known to be silent and
// that it would leave for the next: each costs go half a minute for each file
// (net/http's dial timeout), which nobody waits for here.
func (r *run) rest(b *checks.Board) []checks.Check {
	value, _ := r.settings.Get("GOPROXY")
	entries, _ := route.ParseGOPROXY(value)
	kept := value
	for _, rt := range b.Routes() {
		if rt.Purpose != route.ModuleProxy || rt.Position == 0 || rt.Fallback != route.OnAnyError || !silent(b, rt) || rt.Position > len(entries) {
			continue
		}
		e := entries[rt.Position-1]
		kept = strings.Replace(kept, e.Text+"|", "", 1)
	}
	if kept == value || kept == "" || r.settings.GoPath == "" || len(r.mods) == 0 {
		return nil
	}
	pick, ok := route.Pick(r.mods, false)
	if !ok {
		return nil
	}
	opt := r.downloadOptions(pick.Module)
	opt.Trial, opt.With = checks.TrialRest, [][2]string{{"GOPROXY", kept}}
	c := module.Try(opt)
	c.Route = "module-proxy-rest"
	return []checks.Check{c}
}

// silent reports whether a route failed for want of an answer.
func silent(b *checks.Board, rt route.Route) bool {
	for _, id := range checks.Hops(rt) {
		if res, ended := b.Result(id); ended && res.Status == checks.Fail {
			return res.Code == checks.Timeout
		}
	}
	return false
}
