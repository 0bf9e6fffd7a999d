package diagnose

import (
	"slices"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/transport"
)

// losses measures the losses on the way to the first server to which packets seem to
// get lost, once go has got through or has heard nothing more, and the line is idle.
func (r *run) losses(b *checks.Board) []checks.Check {
	if checks.Unproven(b) {
		return nil
	}
	v := checks.Conclude(b)
	broken := v.Status == checks.Broken
	if broken && !slices.Contains(checks.Silences, v.Cause) {
		return nil
	}
	for _, rt := range b.Routes() {
		switch {
		case !rt.Needed || !transport.Far(b, rt.Host, rt.Port):
		case broken && !shookHands(b, rt): // what silences this is for the comparisons to say
		case transport.Gappy(b, rt.Host, rt.Port) || repeated(b, rt.Host) || r.slowed(b):
			return []checks.Check{transport.Loss(rt.Host, rt.Port, rt.ID)}
		}
	}
	return nil
}

// shookHands reports whether the handshake with the route's server succeeded.
func shookHands(b *checks.Board, rt route.Route) bool {
	if rt.URL == nil {
		return false
	}
	r, ended := b.Result(checks.KindTLS.Name(checks.Address(rt.URL)))
	return ended && r.Status.OK()
}

// What go takes for one module: its start, and the round trips for a look-up, two
// connections with their handshakes, three files and the checksum database.
const (
	goStart = 500 * time.Millisecond
	goTrips = 10
)

// slowed reports whether go took longer than its round trips do, while the kernel saw
// packets to be lost: those on go's own connections show nowhere else.
func (r *run) slowed(b *checks.Board) bool {
	rtt, known := b.RTT()
	return known && transport.Repeats() > r.repeats && slices.ContainsFunc(checks.AllFacts[checks.DownloadFacts](b), func(f checks.DownloadFacts) bool {
		return f.Trial == checks.TrialOrdinary && f.OK && f.Time > goStart+goTrips*rtt
	})
}
