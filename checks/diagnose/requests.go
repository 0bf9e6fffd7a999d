package diagnose

import (
	"net/url"
	"strings"

	"gomend/checks"
	"gomend/checks/module"
	"gomend/checks/route"
)

// maxInfos bounds how many modules of go.mod are asked about one by one; on a
// shared connection each costs a few hundred bytes.
const maxInfos = 64

// requests are the checks of a route: the hops that lead to its server, and the
// requests that the go command would put to it.
func (r *run) requests(rt route.Route) []checks.Check {
	list := hops(rt)
	needs := hopsOf(rt)
	switch rt.Purpose {
	case route.ModuleProxy:
		return append(list, r.moduleRequests(rt, needs)...)
	case route.ChecksumDatabase:
		return append(list, r.checksumRequests(rt, needs)...)
	case route.Toolchain:
		return append(list, r.asker.Zip(rt, rt.Module, needs))
	case route.VersionControl:
		return append(list, r.originRequest(rt, needs))
	}
	return list
}

// moduleRequests ask for every module that is needed, and for all files of the
// one that go itself is told to fetch.
func (r *run) moduleRequests(rt route.Route, needs []string) []checks.Check {
	info := r.asker.Info(rt, rt.Module, needs)
	after := []string{info.ID}
	list := []checks.Check{info, r.asker.Mod(rt, rt.Module, after), r.asker.Zip(rt, rt.Module, after)}
	for _, n := range r.mods {
		if len(list) == maxInfos {
			break
		}
		if !n.Private && !n.Cached && n.Module != rt.Module {
			list = append(list, r.orOrigin(rt, n, r.asker.Info(rt, n.Module, needs)))
		}
	}
	return list
}

// checksumRequests ask a module proxy whether it relays the database, and the
// database for the module's record, through the relay where there is one.
func (r *run) checksumRequests(rt route.Route, needs []string) []checks.Check {
	if !rt.Relay {
		return []checks.Check{r.checksumLookup(rt, needs)}
	}
	database := r.settings.GOSUMDB().Name
	support := then(r.asker.Support(relayBase(rt, database), database, needs), func(_ *checks.Board, res checks.Result) []checks.Check {
		if module.Relays(res) {
			return []checks.Check{r.checksumLookup(rt, []string{res.Check.ID})}
		}
		return nil
	})
	return []checks.Check{support}
}

func (r *run) checksumLookup(rt route.Route, needs []string) checks.Check {
	gosumdb, _ := r.settings.Get("GOSUMDB")
	if info := checks.KindModuleInfo.Name("module-proxy-1/" + rt.Module.String()); !module.Exact(rt.Module) {
		needs = append(needs, info) // which finds the version
	}
	return r.asker.ChecksumLookup(rt, rt.Module, gosumdb, needs)
}

// relayBase is the module proxy of a relay route: /supported is asked below it.
func relayBase(rt route.Route, database string) route.Route {
	base := *rt.URL
	base.Path = strings.TrimSuffix(base.Path, "/sumdb/"+database)
	base.RawPath = ""
	rt.URL = &base
	return rt
}

// originRequest asks a module's own host: its repository where the path alone
// tells it, else the go-import page.
func (r *run) originRequest(rt route.Route, needs []string) checks.Check {
	if rt.Tool != "" && strings.HasSuffix(rt.URL.Scheme, "ssh") {
		c := module.Repository(rt, rt.Module, r.opt.Env, nil) // ssh may know another way than to the host itself
		c.Linger = true
		return c
	}
	if rt.Tool != "" {
		return module.Repository(rt, rt.Module, r.opt.Env, needs)
	}
	return r.asker.Discovery(rt, rt.Module, func(tag module.Import) ([]checks.Check, []route.Route) {
		return r.repository(rt, tag)
	}, needs)
}

// repository makes the route to what a go-import tag names.
func (r *run) repository(from route.Route, tag module.Import) ([]checks.Check, []route.Route) {
	u, err := url.Parse(tag.Repo)
	if err != nil {
		return nil, nil
	}
	purpose := route.VersionControl
	if tag.VCS == "mod" {
		purpose = route.ModuleProxy
	}
	rt := r.settings.Route(from.ID+"-repository", purpose, u)
	if tag.VCS == "git" {
		rt = r.settings.GitRoute(rt.ID, u)
	}
	rt.Module, rt.Needed, rt.Tool = from.Module, from.Needed, tag.VCS
	return r.requests(rt), []route.Route{rt}
}
