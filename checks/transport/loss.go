package transport

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"gomend/checks"
)

// lossSteps are the moments at which a series of connection attempts is judged:
// the fewer, the surer it must be. At the end one round trip in seven is many: then
// one packet in thirteen is lost each way, and downloads take many times as long (a
// rate that falls with the root of the loss: RFC 5348, section 3.1). One packet in
// twenty passes.
var lossSteps = []struct{ tries, few, many int }{{20, 0, 14}, {40, 3, 13}, {100, 10, 21}, {200, 29, 30}}

const (
	lossSpacing = 20 * time.Millisecond
	// longestRTT is the longest round trip at which a late answer can be told
	// from a lost one before kernels repeat a SYN.
	longestRTT = 700 * time.Millisecond
)

// Loss measures how many packets get lost on the way to the host. It is to be
// planned where the connection has met gaps, and while nothing else fills the
// line. It warns with packet-loss.
func Loss(host string, port int, routeID string) checks.Check {
	target := net.JoinHostPort(host, strconv.Itoa(port))
	connectID := checks.KindConnect.Name(target)
	return checks.Check{
		ID:      checks.KindLoss.Name(target),
		Kind:    checks.KindLoss,
		Route:   routeID,
		Target:  target,
		Command: fmt.Sprintf("ping -c 100 -i 0.2 %s", host),
		Needs:   []string{connectID},
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			dialled, _ := checks.FactsOf[checks.DialFacts](in.Board, connectID)
			rtt, _ := in.RTT()
			if rtt = max(rtt, dialled.RTT); rtt > longestRTT {
				return checks.Result{Status: checks.Unknown}
			}
			return measureLoss(ctx, dialled.Winner, lossWait(rtt))
		},
	}
}

// Far reports whether the host was connected to, beyond this machine.
func Far(b *checks.Board, host string, port int) bool {
	facts, _ := checks.FactsOf[checks.DialFacts](b, checks.KindConnect.Name(net.JoinHostPort(host, strconv.Itoa(port))))
	return facts.Winner.IsValid() && !facts.Winner.Addr().IsLoopback()
}

// Gappy reports whether the connection to the host, or opening it, met a gap.
func Gappy(b *checks.Board, host string, port int) bool {
	r, _ := b.Result(checks.KindConnect.Name(net.JoinHostPort(host, strconv.Itoa(port))))
	facts, _ := r.Facts.(checks.DialFacts)
	for _, a := range facts.Attempts {
		if a.Address == facts.Winner && a.Tries > 1 {
			return true
		}
	}
	h, ok := r.Value.(*Handoff)
	return ok && h.Gaps()
}

// lossWait is how long one attempt may take: more than any queue adds, less than
// until the kernel repeats a SYN.
func lossWait(rtt time.Duration) time.Duration {
	return min(rtt+max(2*rtt, 400*time.Millisecond), firstRepeat-50*time.Millisecond)
}

func measureLoss(ctx context.Context, to netip.AddrPort, wait time.Duration) checks.Result {
	facts := checks.LossFacts{Target: to}
	for _, step := range lossSteps {
		lost, ok := tryOften(ctx, to, step.tries-facts.Tries, wait)
		if !ok {
			return checks.Result{Status: checks.Unknown, Code: checks.Canceled, Facts: facts}
		}
		facts.Tries, facts.Lost = step.tries, facts.Lost+lost
		switch {
		case facts.Lost <= step.few:
			return checks.Result{Status: checks.Pass, Facts: facts}
		case facts.Lost >= step.many:
			return checks.Result{Status: checks.Warn, Cause: checks.CausePacketLoss, Facts: facts}
		}
	}
	return checks.Result{Status: checks.Unknown, Facts: facts}
}

// tryOften counts attempts without an answer; ok is false when one failed in
// another way, or ctx ended.
func tryOften(ctx context.Context, to netip.AddrPort, tries int, wait time.Duration) (lost int, ok bool) {
	codes := make([]checks.Code, tries)
	var wg sync.WaitGroup
	for i := range tries {
		wg.Go(func() { codes[i] = tryOnce(ctx, to, time.Duration(i)*lossSpacing, wait) })
	}
	wg.Wait()
	for _, code := range codes {
		switch code {
		case checks.OK:
		case checks.Timeout:
			lost++
		default:
			return 0, false
		}
	}
	return lost, ctx.Err() == nil
}

func tryOnce(ctx context.Context, to netip.AddrPort, after, wait time.Duration) checks.Code {
	select {
	case <-time.After(after):
	case <-ctx.Done():
		return checks.Canceled
	}
	d := newAttempt(ctx, to)
	defer d.end()
	d.open()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case a := <-d.answers:
		if a.conn != nil {
			a.conn.Close()
		}
		if a.err == nil && a.rtt == 0 { // its SYN had to be repeated
			return checks.Timeout
		}
		return checks.Classify(a.err)
	case <-timer.C:
		if d.arrived() { // on a busy machine an answer may not have been fetched yet
			return checks.OK
		}
		return checks.Timeout
	case <-ctx.Done():
		return checks.Canceled
	}
}
