package transport

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"sync"
	"syscall"
	"time"

	"gomend/checks"
)

// DialOne connects to one address for at most wait, with a new socket at each
// of checks.DialSends: kernels repeat a lost SYN so late that one socket alone
// would call live hosts dead. The first answer counts. The connection is nil
// unless the attempt's code is OK; the caller closes it.
func DialOne(ctx context.Context, to netip.AddrPort, wait time.Duration) (checks.Attempt, net.Conn) {
	d := newAttempt(ctx, to)
	defer d.end()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		select {
		case <-d.next.C:
			d.open()
		case a := <-d.answers:
			return d.answered(a)
		case <-timer.C:
			return d.last(checks.Timeout)
		case <-ctx.Done():
			return d.last(checks.Classify(ctx.Err()))
		}
	}
}

// busyDelay is how long an answer that has come may wait for this program to have its
// turn on a busy machine.
const busyDelay = 500 * time.Millisecond

// attempt is the sockets opened to one address.
type attempt struct {
	to      netip.AddrPort
	ctx     context.Context // ends by cancel alone, so that the sockets can be asked before they are closed
	cancel  context.CancelFunc
	start   time.Time
	next    *time.Timer
	opened  int
	answers chan answer
	wg      sync.WaitGroup

	mu  sync.Mutex
	raw []syscall.RawConn
}

type answer struct {
	conn net.Conn
	err  error
	rtt  time.Duration
}

func newAttempt(ctx context.Context, to netip.AddrPort) *attempt {
	d := &attempt{to: to, start: time.Now(), answers: make(chan answer, len(checks.DialSends))}
	d.ctx, d.cancel = context.WithCancel(context.WithoutCancel(ctx))
	d.next = time.NewTimer(checks.DialSends[0])
	return d
}

// open starts one more socket and plans the next.
func (d *attempt) open() {
	d.opened++
	if d.opened < len(checks.DialSends) {
		d.next.Reset(checks.DialSends[d.opened] - time.Since(d.start))
	}
	d.wg.Go(func() {
		start := time.Now()
		dialer := net.Dialer{Control: d.remember}
		conn, err := dialer.DialContext(d.ctx, "tcp", d.to.String())
		a := answer{conn: conn, err: err}
		if err == nil {
			a.rtt = handshakeRTT(rawOf(conn), time.Since(start))
		}
		d.answers <- a
	})
}

// remember keeps the way to a socket, to ask the kernel about it later.
func (d *attempt) remember(_, _ string, raw syscall.RawConn) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.raw = append(d.raw, raw)
	return nil
}

func (d *attempt) answered(a answer) (checks.Attempt, net.Conn) {
	result := d.result(checks.Classify(a.err))
	result.RTT = a.rtt
	if a.err == nil {
		return result, a.conn
	}
	var left bool
	if result.By, left = refuser(d.to); left && result.Code == checks.Prohibited {
		result.Code = checks.HostUnreachable // a message said so, no route (net/ipv6/icmp.c:tab_unreach)
	}
	return result, a.conn
}

// last is how it ends when the time is up: with an answer that has come and was not
// fetched yet, or silence.
func (d *attempt) last(code checks.Code) (checks.Attempt, net.Conn) {
	if d.arrived() {
		select {
		case a := <-d.answers:
			return d.answered(a)
		case <-time.After(busyDelay):
		}
	}
	return d.silent(code), nil
}

func (d *attempt) silent(code checks.Code) checks.Attempt {
	result := d.result(code)
	d.mu.Lock()
	defer d.mu.Unlock()
	left := false
	for _, raw := range d.raw {
		syns, kept := halfOpen(raw)
		result.SYNs += syns
		result.Kept = result.Kept || kept == checks.Yes
		left = left || kept == checks.No
	}
	result.Kept = result.Kept && !left
	return result
}

// arrived reports whether the kernel has had an answer, fetched or not.
func (d *attempt) arrived() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.answers) > 0 || slices.ContainsFunc(d.raw, settled)
}

func (d *attempt) result(code checks.Code) checks.Attempt {
	return checks.Attempt{Address: d.to, Code: code, Time: time.Since(d.start), Tries: d.opened}
}

// end closes the sockets that are left.
func (d *attempt) end() {
	d.next.Stop()
	d.cancel()
	d.wg.Wait()
	for {
		select {
		case a := <-d.answers:
			if a.conn != nil {
				a.conn.Close()
			}
		default:
			return
		}
	}
}
