package transport

import (
	"context"
	"net/netip"
	"time"

	"golang.org/x/sys/unix"

	"gomend/checks"
)

// tracePoll is how often it is looked whether ctx has ended.
const tracePoll = 100 * time.Millisecond

// trace opens one socket for each number of routers that it may pass. What a
// router says about a packet that ended there waits in the socket's error queue
// (ip(7), IP_RECVERR; net/ipv4/tcp_ipv4.c:tcp_v4_err).
func trace(ctx context.Context, to netip.AddrPort, hops int, wait time.Duration) checks.TraceFacts {
	facts := checks.TraceFacts{Target: to}
	var sockets []traceSocket
	defer func() {
		for _, s := range sockets {
			unix.Close(s.fd)
		}
	}()
	found := map[int]checks.TraceHop{}
	for ttl := 1; ttl <= hops; ttl++ {
		fd, err := limitedSocket(to.Addr(), ttl)
		if err != nil {
			facts.Code = checks.Classify(err)
			break
		}
		s := traceSocket{fd, ttl}
		sockets = append(sockets, s)
		if err := unix.Connect(fd, sockaddr(to)); err != nil && err != unix.EINPROGRESS {
			found[ttl] = s.refused(err)
		}
	}
	if len(sockets) > 0 {
		facts.Code = checks.OK
	}
	here := ownAddress(sockets) // the kernel reports in this name that a neighbour is silent
	hear(ctx, to, sockets, found, time.Now().Add(wait))
	for ttl := range hops {
		if hop, ok := found[ttl+1]; ok && hop.From.IsValid() && (hop.From != here || here == to.Addr()) {
			facts.Hops, facts.Reached = append(facts.Hops, hop), facts.Reached || hop.From == to.Addr()
			if hop.From == to.Addr() {
				break
			}
		}
	}
	return facts
}

type traceSocket struct{ fd, ttl int }

// limitedSocket is a TCP socket whose packets pass at most so many routers.
func limitedSocket(to netip.Addr, ttl int) (int, error) {
	fd, err := unix.Socket(domain(to), unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	options := []struct{ level, name, value int }{{unix.IPPROTO_IP, unix.IP_TTL, ttl}, {unix.IPPROTO_IP, unix.IP_RECVERR, 1}}
	if to.Is6() {
		options = []struct{ level, name, value int }{{unix.IPPROTO_IPV6, unix.IPV6_UNICAST_HOPS, ttl}, {unix.IPPROTO_IPV6, unix.IPV6_RECVERR, 1}}
	}
	for _, o := range options {
		if err := unix.SetsockoptInt(fd, o.level, o.name, o.value); err != nil {
			unix.Close(fd)
			return 0, err
		}
	}
	return fd, nil
}

// ownAddress is the address that this machine takes for what it sends.
func ownAddress(sockets []traceSocket) netip.Addr {
	for _, s := range sockets {
		switch a, _ := unix.Getsockname(s.fd); a := a.(type) {
		case *unix.SockaddrInet4:
			return netip.AddrFrom4(a.Addr)
		case *unix.SockaddrInet6:
			return netip.AddrFrom16(a.Addr)
		}
	}
	return netip.Addr{}
}

// hear waits for answers until all that can still come is from further away
// than the server itself.
func hear(ctx context.Context, to netip.AddrPort, sockets []traceSocket, found map[int]checks.TraceHop, end time.Time) {
	open := map[int]traceSocket{}
	for _, s := range sockets {
		if _, answered := found[s.ttl]; !answered {
			open[s.ttl] = s
		}
	}
	for len(open) > 0 && ctx.Err() == nil {
		left := min(time.Until(end), tracePoll)
		if left <= 0 {
			return
		}
		for _, s := range ready(open, left) {
			delete(open, s.ttl)
			hop, ok := s.read(to)
			if !ok {
				continue
			}
			found[s.ttl] = hop
			if hop.From == to.Addr() {
				for ttl := range open {
					if ttl > s.ttl {
						delete(open, ttl)
					}
				}
			}
		}
	}
}

// ready waits for sockets that have something to tell.
func ready(open map[int]traceSocket, wait time.Duration) []traceSocket {
	var poll []unix.PollFd
	var waiting []traceSocket
	for _, s := range open {
		poll, waiting = append(poll, unix.PollFd{Fd: int32(s.fd), Events: unix.POLLOUT}), append(waiting, s)
	}
	if _, err := unix.Poll(poll, int(wait.Milliseconds())+1); err != nil {
		return nil
	}
	var list []traceSocket
	for i, p := range poll {
		if p.Revents != 0 {
			list = append(list, waiting[i])
		}
	}
	return list
}

// refused tells who ended an attempt at once: this machine's own kernel, unless
// somebody's message is there already.
func (s traceSocket) refused(err error) checks.TraceHop {
	report, _ := queuedError(s.fd)
	return checks.TraceHop{TTL: s.ttl, From: report.from, Code: checks.Classify(err)}
}

// read tells what a socket has met: the server, or somebody on the way.
func (s traceSocket) read(to netip.AddrPort) (checks.TraceHop, bool) {
	errno, err := unix.GetsockoptInt(s.fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err != nil {
		return checks.TraceHop{}, false
	}
	report, queued := queuedError(s.fd)
	switch {
	case queued && report.exceeded:
		return checks.TraceHop{TTL: s.ttl, From: report.from, Code: checks.HopLimit}, true
	case queued:
		return checks.TraceHop{TTL: s.ttl, From: report.from, Code: checks.Classify(unix.Errno(errno))}, true
	case errno == 0:
		return checks.TraceHop{TTL: s.ttl, From: to.Addr()}, true
	case unix.Errno(errno) == unix.ECONNREFUSED || unix.Errno(errno) == unix.ECONNRESET:
		return checks.TraceHop{TTL: s.ttl, From: to.Addr(), Code: checks.Classify(unix.Errno(errno))}, true
	}
	return checks.TraceHop{}, false
}
