package dns

import (
	"net/netip"
	"slices"
	"time"

	"gomend/checks"
)

// waits are the moments and deadlines of a lookup. Tests shorten them.
type waits struct {
	sends   []time.Duration // new UDP sockets
	overTCP time.Duration   // the same question over TCP
	wait    func(rtt time.Duration) checks.Wait
	// fair is the least time that a silent server gets once another has
	// answered; three round trips of that other one when that is more.
	fair time.Duration
	// further is how long a name may be silent before the next of the search
	// list is tried besides; go would give it timeout × attempts × servers.
	further time.Duration
	// agree is how long a comparison goes on after its first answer.
	agree time.Duration
	// patience is that for a nameserver that is there and silent; 0 for go's.
	patience time.Duration
	// extra bounds questions that only refine a failure (CD bit, TCP).
	extra time.Duration
}

var usualWaits = waits{
	sends:   slices.Concat(checks.DNSSends, checks.DNSLate),
	overTCP: checks.DNSOverTCP,
	wait:    checks.DNSWait,
	fair:    100 * time.Millisecond,
	further: checks.CompareAfter,
	agree:   300 * time.Millisecond,
	extra:   time.Second,
}

func (w waits) fairTo(rtt time.Duration) time.Duration { return max(w.fair, 3*rtt) }

// bestRTT is the best round trip seen in the run, 0 when none was.
func bestRTT(in *checks.Input) time.Duration {
	rtt, _ := in.RTT()
	return rtt
}

// sawRTT records a round trip to a server that is likely to be beyond the
// gateway: private addresses are often the gateway itself.
func sawRTT(in *checks.Input, a checks.Answer) {
	if a.RTT > 0 && !nearby(a.Server.Addr()) {
		in.SawRTT(a.RTT)
	}
}

func nearby(addr netip.Addr) bool {
	return addr.IsLoopback() || addr.IsPrivate() || addr.IsLinkLocalUnicast() || addr.IsUnspecified()
}
