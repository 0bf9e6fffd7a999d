package transport

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"gomend/checks"
)

// compareWait bounds one connection that is made only to compare. It is less
// than checks.SilenceFinal, so that a comparison never holds up a verdict, and
// leaves every socket of checks.DialSends two seconds.
const compareWait = 2600 * time.Millisecond

// Connect checks that a TCP connection to the host opens. It needs the check
// "lookup/<host>", whose value is []netip.Addr in the order in which go would
// try them, and hands on a *Handoff.
func Connect(host string, port int, routeID string) checks.Check {
	target := net.JoinHostPort(host, strconv.Itoa(port))
	lookup := checks.KindLookup.Name(host)
	return checks.Check{
		ID:      checks.KindConnect.Name(target),
		Kind:    checks.KindConnect,
		Route:   routeID,
		Target:  target,
		Command: fmt.Sprintf("nc -vz -w 4 %s %d", host, port),
		Needs:   []string{lookup},
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			addrs, _ := checks.ValueOf[[]netip.Addr](in, lookup)
			rtt, _ := in.RTT()
			return connect(ctx, in, host, port, addrs, checks.DialWait(rtt))
		},
	}
}

func connect(ctx context.Context, in *checks.Input, host string, port int, addrs []netip.Addr, wait checks.Wait) checks.Result {
	facts, conn := dial(ctx, host, port, addrs, wait, func(f checks.DialFacts) {
		in.Provisional(checks.Result{Status: checks.Unknown, Code: f.Code, Facts: f})
	})
	if conn == nil {
		return failed(ctx, facts)
	}
	if facts.RTT > 0 && !facts.Winner.Addr().IsLoopback() {
		in.SawRTT(facts.RTT)
	}
	return checks.Result{Status: reached(facts), Facts: facts, Value: handoff(conn, facts.Winner)}
}

// failed is Unknown when the run was stopped: nothing was found out then.
func failed(ctx context.Context, facts checks.DialFacts) checks.Result {
	status := checks.Fail
	if ctx.Err() != nil {
		status = checks.Unknown
	}
	return checks.Result{Status: status, Code: facts.Code, Facts: facts}
}

// reached is Warn when an address that go may try before does not connect.
func reached(facts checks.DialFacts) checks.Status {
	if slices.ContainsFunc(facts.Attempts, func(a checks.Attempt) bool { return a.Code != checks.OK }) {
		return checks.Warn
	}
	return checks.Pass
}

func handoff(conn net.Conn, to netip.AddrPort) *Handoff {
	gapped := new(atomic.Bool)
	h := NewHandoff(watched{conn, gapped}, func(ctx context.Context) (net.Conn, error) {
		attempt, conn := DialOne(ctx, to, checks.SilenceFinal)
		if conn == nil {
			return nil, &DialError{Address: to, Code: attempt.Code}
		}
		return watched{conn, gapped}, nil
	})
	h.gapped = gapped
	return h
}

// DialError is a connection that did not come about.
type DialError struct {
	Address netip.AddrPort
	Code    checks.Code
}

var _ checks.Coded = (*DialError)(nil)

// FailureCode implements checks.Coded.
func (e *DialError) FailureCode() checks.Code { return e.Code }

// Error implements error.
func (e *DialError) Error() string { return fmt.Sprintf("connect to %s: %s", e.Address, e.Code) }

// ConnectAddr connects to one address for comparison, once the checks named in
// after have ended. Its failure accuses nobody.
func ConnectAddr(addr netip.AddrPort, label, routeID string, after []string) checks.Check {
	return checks.Check{
		ID:      checks.KindConnectCompare.Name(label),
		Kind:    checks.KindConnectCompare,
		Route:   routeID,
		Target:  addr.String(),
		Command: fmt.Sprintf("nc -vz -w 4 %s %d", addr.Addr(), addr.Port()),
		After:   after,
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			attempt, conn := DialOne(ctx, addr, compareWait)
			if conn != nil {
				conn.Close()
			}
			facts := checks.DialFacts{
				Host: addr.Addr().String(), Port: int(addr.Port()),
				Attempts: []checks.Attempt{attempt}, Code: attempt.Code,
			}
			if attempt.Code != checks.OK {
				return failed(ctx, facts)
			}
			facts.Winner, facts.RTT = addr, attempt.RTT
			return checks.Result{Status: checks.Pass, Facts: facts}
		},
	}
}
