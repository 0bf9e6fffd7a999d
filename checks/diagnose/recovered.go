package diagnose

import (
	"context"
	"slices"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// lastLook is when go has another try at what failed at once: so late that a fault of
// a moment has gone, and about as soon as a person expects an answer.
const lastLook = 1200 * time.Millisecond

// recovered lets go try once more, at the end, what failed at once on a way to a
// server: nothing is called broken that has gone meanwhile. Nobody waits for it.
func (r *run) recovered(b *checks.Board) []checks.Check {
	v := checks.Conclude(b)
	failed, _ := b.Result(v.Check)
	if v.Status != checks.Broken || failed.Check.Kind == checks.KindGoDownload || !slices.Contains(atOnce, failed.Code) || !passing(v.Cause) {
		return nil
	}
	m, ok := r.onThatWay(b, failed.Check.Route)
	if !ok || r.settings.GoPath == "" {
		return nil
	}
	c := r.downloadCheck(m, failed.Check.Route)
	c.ID += "/last"
	run := c.Run
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		select {
		case <-time.After(lastLook - in.Elapsed()):
		case <-ctx.Done():
			return checks.Result{Status: checks.Skip} // the verdict did not wait
		}
		return run(ctx, in)
	}
	return []checks.Check{c}
}

// onThatWay is a module that takes the route: what goes another way proves nothing of it.
func (r *run) onThatWay(b *checks.Board, id string) (route.Module, bool) {
	for _, known := range b.Routes() {
		if known.ID == id && known.Purpose == route.VersionControl && known.Position == 0 && known.Module.Path != "" {
			return known.Module, true
		}
	}
	pick, ok := route.Pick(r.mods, false)
	return pick.Module, ok
}

// atOnce are failures that take no time, and may be of a moment: a server or a
// nameserver that is being started, a line that comes up.
var atOnce = []checks.Code{
	checks.Refused, checks.Reset, checks.Closed, checks.NetworkUnreachable, checks.HostUnreachable, checks.Prohibited,
	checks.ServFail, checks.DNSRefused, checks.DNSError, checks.NXDomain, checks.NoData,
}
