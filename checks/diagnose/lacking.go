package diagnose

import (
	"context"

	"gomend/checks"
	"gomend/checks/route"
)

// maxLacking bounds for how many modules that a module proxy does not have go's
// further ways are looked at: the first few tell what is wrong with all.
const maxLacking = 4

// orOrigin makes the question about one of several modules go on where go goes
// on when the module proxy does not have it: to the module's own origin, and to
// the checksum database. Go's own word about that module settles it.
func (r *run) orOrigin(from route.Route, n route.Needed, c checks.Check) checks.Check {
	ask := c.Run
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		res := ask(ctx, in)
		if res.Status == checks.Fail && res.Code == checks.StatusNotFound {
			more, routes := r.beyondProxies(from, n)
			res.Then, res.Routes = append(res.Then, more...), append(res.Routes, routes...)
		}
		return res
	}
	return c
}

// beyondProxies plans what follows the last module proxy of the list. The routes
// of a module are planned once.
func (r *run) beyondProxies(from route.Route, n route.Needed) (list []checks.Check, routes []route.Route) {
	next, found := r.plan.Next(from, true)
	if found && next.Purpose == route.ModuleProxy || r.lacking.Add(1) > maxLacking {
		return nil, nil
	}
	list, routes = r.ownRoutes(n, func(rt route.Route) bool {
		return found && (rt.Purpose == route.VersionControl || rt.Purpose == route.ChecksumDatabase && rt.Needed)
	})
	id := from.ID
	if len(routes) > 0 {
		id = routes[0].ID
	}
	return append(list, r.downloadCheck(n.Module, id)), routes
}
