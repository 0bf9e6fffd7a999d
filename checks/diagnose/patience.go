package diagnose

import (
	"slices"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// patience says when what lingers is no longer waited for: the go command's own
// word, and comparisons. While the checks find nothing wrong, go's word is needed,
// and only the run's timeout ends it. What they find wrong is final SilenceFinal
// after the settings were known, which is over the time that any failure but
// silence takes, and when comparisons have had their time.
func patience(b *checks.Board) time.Duration {
	v := checks.Conclude(b)
	broken := v.Status == checks.Broken
	final := max(lastEnd(b), settled(b)+checks.SilenceFinal, heardOut(b))
	if broken && namesInDoubt(b) {
		return max(final, settled(b)+2*checks.SilenceFinal) // a second fault, as soon as the nameserver has had its time
	}
	if broken && v.Cause == checks.CauseTLSTimeout && !otherwiseAnswered(b) {
		return max(final, slowHandshake(b))
	}
	if broken && v.Cause == checks.CauseProxyTimeout {
		return max(final, slowTunnel(b))
	}
	if broken && onItsOwnWay(b, v.Route) {
		return 0 // it ends by itself
	}
	if broken {
		return final
	}
	if r, ended := b.Result(checks.KindGoCommand.Name("")); ended && !r.Status.OK() {
		return b.Elapsed() // a go that does not answer has no word to wait for
	}
	if checks.Unproven(b) {
		return 0
	}
	if namesInDoubt(b) {
		return 0 // a nameserver is being given its time
	}
	return b.Elapsed() // go has spoken; the rest would only be a remark
}

// onItsOwnWay reports whether ssh is still on its way to the repository of a route
// that looks broken: ~/.ssh/config may lead it to another name, port or host.
func onItsOwnWay(b *checks.Board, id string) bool {
	bySSH := slices.ContainsFunc(b.Routes(), func(r route.Route) bool { return r.ID == id && r.URL != nil && r.URL.Scheme == "ssh" })
	return bySSH && slices.ContainsFunc(b.Silent(0), func(c checks.Check) bool { return c.Kind == checks.KindRepository && c.Route == id })
}

// namesInDoubt reports whether it is still open if nameservers make go slow.
func namesInDoubt(b *checks.Board) bool {
	return slices.ContainsFunc(checks.AllFacts[checks.LookupFacts](b), func(f checks.LookupFacts) bool { return f.DelayInDoubt(b) || f.RepeatsInDoubt(b) })
}

// settled is when the settings were known, and with them whom to ask.
func settled(b *checks.Board) time.Duration {
	r, _ := b.Result(checks.KindGoCommand.Name(""))
	return r.Started + r.Duration
}

// heardOut is when the comparisons that still run have had their time, counted from
// the last trouble that they may explain. It is zero when none runs.
func heardOut(b *checks.Board) time.Duration {
	youngest, found := b.Youngest(func(c checks.Check) bool { return c.Kind.Comparison() })
	if !found {
		return 0
	}
	var trouble time.Duration
	for _, r := range b.Results() {
		if !r.Status.OK() && r.Status != checks.Skip && !r.Check.Kind.Comparison() {
			trouble = max(trouble, r.Started+noticed(r))
		}
	}
	rtt, _ := b.RTT()
	return max(trouble+checks.CompareWait(rtt), youngest+checks.CompareLeast(rtt))
}

// noticed is how long it took to see that something is wrong: comparisons of what is
// silent start before it is over.
func noticed(r checks.Result) time.Duration {
	if r.Code == checks.Timeout {
		return min(r.Duration, checks.CompareAfter)
	}
	return r.Duration
}

// lastEnd is when the last check that did not linger ended.
func lastEnd(b *checks.Board) time.Duration {
	var last time.Duration
	for _, r := range b.Results() {
		if !r.Check.Linger {
			last = max(last, r.Started+r.Duration)
		}
	}
	return last
}

// otherwiseAnswered reports whether a handshake of another kind was answered where
// go's is met with silence: then it is not the server that is slow.
func otherwiseAnswered(b *checks.Board) bool {
	return slices.ContainsFunc(checks.AllFacts[checks.TLSCompareFacts](b), func(f checks.TLSCompareFacts) bool {
		return f.OtherName == checks.OK || f.SmallHello == checks.OK
	})
}

// slowHandshake is when go gives up the last handshake whose hello arrived and got no
// answer: a server that is only slow looks like that. It is zero where no hello
// arrived, for then nobody works on an answer.
func slowHandshake(b *checks.Board) time.Duration {
	var last time.Duration
	rtt, _ := b.RTT()
	for _, r := range b.Results() {
		if f, ok := r.Facts.(checks.TLSFacts); ok && r.Code == checks.Timeout && f.Sent {
			last = max(last, r.Started+checks.OnThisLine(checks.GoHandshake, rtt)) // go may get through, and has more to ask
		}
	}
	return last
}

// slowTunnel is when the last tunnel that a proxy was asked for in vain is given up: one
// that is only slow looks like a dead one until go gets through.
func slowTunnel(b *checks.Board) time.Duration {
	var last time.Duration
	for _, r := range b.Results() {
		if r.Check.Kind == checks.KindProxyTunnel && r.Code == checks.Timeout {
			last = max(last, r.Started+checks.SlowTunnel)
		}
	}
	return last
}
