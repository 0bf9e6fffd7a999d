package diagnose

import (
	"context"
	"slices"

	"gomend/checks"
	"gomend/checks/module"
	"gomend/checks/route"
)

// words are all that go is asked to fetch.
func (r *run) words() []checks.Check {
	list := r.downloads()
	var single []string
	for _, c := range list {
		single = append(single, c.ID)
	}
	all := single
	if c, ok := r.project(single); ok {
		list, all = append(list, c), append(slices.Clone(single), c.ID)
	}
	if cache, _ := r.settings.Get("GOMODCACHE"); cache != "" && slices.ContainsFunc(r.mods, func(n route.Needed) bool { return !n.Cached }) {
		list = append(list, module.Room(cache, all))
	}
	return list
}

// project lets go fetch all that the project needs, once single modules come. With
// another toolchain than the installed one nobody knows what it would do.
func (r *run) project(needs []string) (checks.Check, bool) {
	files, ok := r.settings.Project()
	if !ok || r.opt.Module != "" || r.settings.Toolchain().Path != "" {
		return checks.Check{}, false
	}
	var required []route.Module
	for _, n := range r.mods {
		required = append(required, n.Module)
	}
	c := module.Project(module.ProjectOptions{
		DownloadOptions: r.downloadOptions(route.Module{}), Files: files, Required: required, Needs: needs,
	})
	fetch := c.Run
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		res := fetch(ctx, in)
		res.Then, res.Routes = r.lookCloser(res)
		return res
	}
	return c, true
}

// lookCloser looks at the ways of the one module that go named when it did not get
// all that the project needs.
func (r *run) lookCloser(res checks.Result) (list []checks.Check, routes []route.Route) {
	f, ok := res.Facts.(checks.DownloadFacts)
	m := route.Module{Path: f.Module, Version: f.Version}
	if !ok || f.OK || !module.Exact(m) || f.Stalled || f.Cause == checks.CauseModCacheCorrupt {
		return nil, nil
	}
	n := route.Needed{Module: m, Private: r.settings.Private(m.Path)}
	if n.Private {
		return r.ownRoutes(n, func(rt route.Route) bool { return rt.Purpose == route.VersionControl })
	}
	for _, rt := range r.plan.Routes {
		if rt.Purpose == route.ModuleProxy && rt.Position > 0 && m != rt.Module {
			info := r.asker.Info(rt, m, hopsOf(rt))
			after := []string{info.ID}
			return []checks.Check{r.orOrigin(rt, n, info), r.asker.Mod(rt, m, after), r.asker.Zip(rt, m, after)}, nil
		}
	}
	return nil, nil
}

// hopsOf names the check that must pass before a route's server is asked.
func hopsOf(rt route.Route) []string {
	if last := checks.LastHop(rt); last != "" {
		return []string{last}
	}
	return nil
}

// ownRoutes plans those of one module's routes that fit, under names of their own.
func (r *run) ownRoutes(n route.Needed, fits func(route.Route) bool) (list []checks.Check, routes []route.Route) {
	for _, rt := range route.MakePlan(r.settings, []route.Needed{n}).Routes {
		if fits(rt) {
			rt.ID += "/" + n.Path
			list, routes = append(list, r.requests(rt)...), append(routes, rt)
		}
	}
	return list, routes
}
