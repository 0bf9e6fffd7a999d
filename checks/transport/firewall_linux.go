package transport

import (
	"context"
	"net/netip"
	"time"

	"golang.org/x/sys/unix"

	"gomend/checks"
)

const (
	// burst is how many packets are sent at once, so that what they bring about
	// stands out from what else a machine receives meanwhile.
	burst = 24
	// enough is how many more packets must be undelivered than there are without it.
	enough = 18
	// quiet is how long it is watched before and after how many there are without it.
	quiet = 100 * time.Millisecond
	// atOnce is how long a refusal takes that this machine itself makes.
	atOnce = 20 * time.Millisecond
)

// provoke sends a few packets at once and looks at what the kernel counts: packets
// that came in and were delivered to nobody (ip_rcv counts them before the
// filters, ip_local_deliver_finish after them), and refusals that came by loopback
// while nothing left.
func provoke(ctx context.Context, to netip.AddrPort, query []byte, by way, wait time.Duration) checks.SeenHere {
	if to.Addr().IsLoopback() {
		return checks.NotSeen
	}
	before, ok := undelivered(ctx, to.Addr())
	if !ok || ctx.Err() != nil {
		return checks.NotSeen
	}
	shots := shoot(to, query)
	defer shots.close()
	if shots.forbidden || shots.keptBack(to.Addr()) {
		return checks.KeptHere
	}
	if query == nil && shots.refused(atOnce) {
		return resetBy(shots, to, by.iface)
	}
	grown, took := shots.wait(ctx, to.Addr(), wait)
	if !shots.answered() && vanished(to, query, by) {
		return checks.LostHere
	}
	if shots.answered() || grown < enough {
		return checks.NotSeen
	}
	after, _ := undelivered(ctx, to.Addr())
	usual := float64(min(before, after)) * float64(took) / float64(quiet)
	if float64(grown)-usual < enough {
		return checks.NotSeen
	}
	return checks.AnswersDropped
}

// shots are sockets that have just sent something.
type shots struct {
	fds       []int
	before    counts
	after     counts
	forbidden bool // the kernel does not let them send
	begun     int  // how many the kernel has taken
}

// shoot opens connections, or sends a query, so many at once.
func shoot(to netip.AddrPort, query []byte) *shots {
	s := &shots{before: readCounts(readNet)}
	kind := unix.SOCK_STREAM
	if query != nil {
		kind = unix.SOCK_DGRAM
	}
	for range burst {
		fd, err := unix.Socket(domain(to.Addr()), kind|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			break
		}
		s.fds = append(s.fds, fd)
		err = unix.Connect(fd, sockaddr(to))
		if err == nil && query != nil {
			_, err = unix.Write(fd, query)
		}
		switch err {
		case unix.EPERM:
			s.forbidden = true
		case nil, unix.EINPROGRESS:
			s.begun++
		}
	}
	s.after = readCounts(readNet)
	return s
}

// keptBack reports whether the kernel took them all and let out fewer.
func (s *shots) keptBack(to netip.Addr) bool {
	before, known := s.before.let(to)
	after, _ := s.after.let(to)
	return known && s.begun == burst && after-before < enough
}

// discard is a port for packets that nobody is to answer (RFC 863).
const discard = 9

// vanished reports whether the kernel lets packets out and the interface sends none of
// them, while it counts as many to the gateway just before: a filter in between took
// them (tc, a netdev hook of nft). Interfaces that count late, and next hops that are
// still being looked for, hold up both.
func vanished(to netip.AddrPort, query []byte, by way) bool {
	if !by.gateway.IsValid() || by.gateway == to.Addr() {
		return false
	}
	control := shoot(netip.AddrPortFrom(by.gateway, discard), []byte{0})
	defer control.close()
	if control.left(by.iface) < enough {
		return false
	}
	again := shoot(to, query)
	defer again.close()
	before, known := again.before.let(to.Addr())
	after, _ := again.after.let(to.Addr())
	return known && after-before >= enough && again.left(by.iface) < burst-enough
}

// left is how many packets the interface has sent while they were shot.
func (s *shots) left(iface string) int64 { return s.after.sent[iface] - s.before.sent[iface] }

func (s *shots) close() {
	for _, fd := range s.fds {
		unix.Close(fd)
	}
}

// events is how many sockets have something to tell within a time.
func (s *shots) events(wait time.Duration) int {
	poll := make([]unix.PollFd, len(s.fds))
	for i, fd := range s.fds {
		poll[i] = unix.PollFd{Fd: int32(fd), Events: unix.POLLOUT}
		if kind, _ := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TYPE); kind == unix.SOCK_DGRAM {
			poll[i].Events = unix.POLLIN
		}
	}
	n, err := unix.Poll(poll, int(wait.Milliseconds()))
	if err != nil {
		return 0
	}
	return n
}

func (s *shots) answered() bool { return s.events(0) > 0 }

// refused reports whether all are refused within a time.
func (s *shots) refused(within time.Duration) bool {
	for end := time.Now().Add(within); s.events(0) < len(s.fds); {
		if time.Now().After(end) {
			return false
		}
		time.Sleep(time.Millisecond)
	}
	for _, fd := range s.fds {
		if errno, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_ERROR); err != nil || unix.Errno(errno) != unix.ECONNREFUSED {
			return false
		}
	}
	return len(s.fds) == burst
}

// volleys is how often it is shot where other packets leave at the same time.
const volleys = 4

// resetBy tells refusals that came by loopback from those of others: of this machine
// are those for which nothing has left, which shows in one of a few moments.
func resetBy(s *shots, to netip.AddrPort, iface string) checks.SeenHere {
	for range volleys {
		now := readCounts(readNet)
		before, known := s.before.sent[iface]
		switch {
		case !known || now.received["lo"]-s.before.received["lo"] < burst:
			return checks.NotSeen
		case now.sent[iface]-before < burst:
			return checks.ResetHere
		}
		s = shoot(to, nil)
		refused := s.refused(atOnce)
		s.close()
		if !refused {
			break
		}
	}
	return checks.NotSeen
}

// wait watches how many undelivered packets there are, until there are enough.
func (s *shots) wait(ctx context.Context, to netip.Addr, wait time.Duration) (grown int64, took time.Duration) {
	start := time.Now()
	for time.Since(start) < wait && ctx.Err() == nil {
		pause(ctx, 20*time.Millisecond)
		if grown = readCounts(readNet).lost(to) - s.before.lost(to); grown >= burst || s.answered() {
			break
		}
	}
	return grown, time.Since(start)
}

// undelivered is how many packets come in for a while and are delivered to nobody.
func undelivered(ctx context.Context, to netip.Addr) (int64, bool) {
	before := readCounts(readNet)
	pause(ctx, quiet)
	after := readCounts(readNet)
	return after.lost(to) - before.lost(to), before.known(to) && after.known(to)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
