package diagnose

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"gomend/checks"
	"gomend/checks/dns"
	"gomend/checks/module"
	"gomend/checks/network"
	"gomend/checks/route"
	"gomend/checks/secure"
	"gomend/checks/transport"
)

// run is one run of a diagnosis. Its fields are set by the check that reads the
// settings, before any check that uses them is planned.
type run struct {
	d         *Diagnosis
	opt       Options
	settings  *route.Settings
	mods      []route.Needed
	plan      route.Plan
	asker     *module.Asker
	board     *checks.Board
	elsewhere elsewhere
	lacking   atomic.Int32 // modules whose further ways have been planned
	repeats   int64        // transport.Repeats as it began
}

func newRun(d *Diagnosis) *run {
	r := &run{d: d, opt: d.opt, repeats: transport.Repeats()}
	r.asker = &module.Asker{
		Dialer:  dialer{board: func() *checks.Board { return r.board }},
		HTTP1:   dialer{board: func() *checks.Board { return r.board }, http1: true},
		Small:   dialer{board: func() *checks.Board { return r.board }, small: true},
		Handoff: checks.LastHop,
		Follow:  r.follow,
	}
	return r
}

// ground are the checks that need nothing.
func (r *run) ground() []checks.Check {
	return append(r.early(),
		r.goCommand(),
		network.Interfaces(),
		then(dns.Config(dns.Options{NoEDNS: route.Debug(r.getenv("GODEBUG"), "netedns0") == "0"}), pathsToNameservers),
		secure.Trust(r.opt.Env),
	)
}

// early lets the go command begin at once, with what the files say: asking it for
// its settings first would cost the time of one start. Should they turn out to be
// others, the downloads planned then come on top.
func (r *run) early() []checks.Check {
	files := r.d.files
	mods, err := route.Modules(files, r.opt.Module)
	if err != nil || files.GoPath == "" {
		return nil
	}
	supposed := &run{d: r.d, opt: r.opt, settings: files, mods: mods, plan: route.MakePlan(files, mods)}
	return supposed.downloads()
}

// goCommand reads the settings and plans everything that follows from them.
func (r *run) goCommand() checks.Check {
	c := module.GoCommand(checks.GoFacts{})
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		r.board = in.Board
		settings, err := route.Load(ctx, route.LoadOptions{Dir: r.opt.Dir, Env: r.opt.Env})
		if err != nil {
			return checks.Result{Status: checks.Unknown, Code: checks.Classify(err)}
		}
		result := module.GoCommand(module.GoFactsOf(settings)).Run(ctx, in)
		if r.mods, err = route.Modules(settings, r.opt.Module); err != nil {
			result.Status, result.Code = checks.Unknown, checks.Malformed
			return result
		}
		r.settings, r.plan = settings, route.MakePlan(settings, r.mods)
		r.asker.Credentials = r.credentials()
		r.d.settings.Store(settings)
		result.Routes = r.plan.Routes
		result.Then = r.planned(result.Status.OK())
		return result
	}
	return c
}

func (r *run) credentials() *module.Credentials {
	goauth, _ := r.settings.Get("GOAUTH")
	return module.NewCredentials(goauth, r.getenv, r.getenv("HOME"))
}

// getenv reads the environment that is diagnosed, which in tests is not the
// process's own.
func (r *run) getenv(name string) string {
	value := ""
	for _, pair := range r.opt.Env {
		if k, v, ok := strings.Cut(pair, "="); ok && k == name {
			value = v
		}
	}
	return value
}

// planned are the checks that the settings lead to.
func (r *run) planned(haveGo bool) []checks.Check {
	list := []checks.Check{module.Settings(slices.Concat(r.plan.Problems, r.settings.Unsafe())), module.ProxySettings(r.plan.Problems)}
	if !misdirected(r.plan.Problems) {
		for i, rt := range r.plan.Routes {
			if rt.Needed || i == 0 && rt.Purpose == route.ModuleProxy {
				list = append(list, r.requests(rt)...)
			}
		}
	}
	if haveGo {
		list = append(list, r.words()...)
	}
	return append(list, r.storage()...)
}

// misdirected reports whether GOPROXY stops go before it contacts anybody, or
// sends it where nobody meant it to go: then there is nothing to ask the network.
func misdirected(problems []route.Problem) bool {
	return slices.ContainsFunc(problems, func(p route.Problem) bool {
		return p.Fatal && (p.Kind == route.GoproxyOff || p.Kind == route.GoproxyMalformed)
	})
}

// storage are the checks of where go puts what it fetches.
func (r *run) storage() []checks.Check {
	cache, _ := r.settings.Get("GOMODCACHE")
	if cache == "" || len(r.mods) == 0 {
		return nil
	}
	temp := r.getenv("TMPDIR")
	if temp == "" {
		temp = os.TempDir()
	}
	var mods []route.Module
	for _, n := range r.mods {
		mods = append(mods, n.Module)
	}
	return []checks.Check{module.Cache(cache, r.mods[0].Module), module.CachedFiles(cache, mods), module.DiskSpace([]string{cache, temp})}
}

// downloads are the go command's own words: of a module that comes through the
// module proxy, and of one that comes from its origin, as far as either is needed.
func (r *run) downloads() []checks.Check {
	var list []checks.Check
	for _, private := range []bool{false, true} {
		pick, ok := route.Pick(r.mods, private)
		if !ok {
			continue
		}
		rt, _ := r.routeOf(pick)
		list = append(list, r.downloadCheck(pick.Module, rt.ID))
	}
	return list
}

func (r *run) downloadCheck(m route.Module, routeID string) checks.Check {
	c := module.Download(r.downloadOptions(m))
	c.Route = routeID
	return c
}

func (r *run) downloadOptions(m route.Module) module.DownloadOptions {
	flags, _ := r.settings.Get("GOFLAGS")
	toolchain, _ := r.settings.Get("GOTOOLCHAIN")
	cache, _ := r.settings.Get("GOMODCACHE")
	return module.DownloadOptions{
		Go: r.settings.GoPath, Module: m, Env: r.opt.Env, Flags: flags, Toolchain: toolchain,
		GoSum: goSum(r.settings), TempDir: r.getenv("TMPDIR"), Cache: cache,
	}
}

// routeOf is the first route that the module takes.
func (r *run) routeOf(n route.Needed) (route.Route, bool) {
	for _, rt := range r.plan.Routes {
		fits := rt.Purpose == route.VersionControl || rt.Purpose == route.ModuleProxy && !n.Private
		if fits && (!n.Private || rt.Position == 0 && rt.Module == n.Module) {
			return rt, true
		}
	}
	return route.Route{}, false
}

// follow makes a route of a host that a needed URL redirects to.
func (r *run) follow(from route.Route, to *url.URL) ([]checks.Check, route.Route) {
	rt := r.settings.Route("redirect-"+to.Host, route.Redirect, to)
	rt.Needed, rt.Module = from.Needed, from.Module
	return hops(rt), rt
}

// home is the folder of the person whose settings count.
func (r *run) home() string {
	if home := r.getenv("HOME"); filepath.IsAbs(home) {
		return home
	}
	home, _ := os.UserHomeDir()
	return home
}
