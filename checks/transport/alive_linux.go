package transport

import (
	"context"
	"net/netip"
	"time"

	"golang.org/x/sys/unix"

	"gomend/checks"
)

// closedPort is where nobody listens, the first that traceroute uses
// (traceroute(8)): a machine that is there says so.
const closedPort = 33434

// aliveSends is when a machine is asked whether it is there.
var aliveSends = []time.Duration{0, 400 * time.Millisecond, time.Second}

// alive reports whether a machine answers anything at all: an echo request, which
// needs no rights where net.ipv4.ping_group_range allows it (icmp(7)), or a packet
// to a closed port (RFC 1122, section 4.1.3.1). Only its own word counts, not that
// of a router.
func alive(ctx context.Context, who netip.Addr, wait time.Duration) checks.Tri {
	probes := []probe{closedPortProbe(who), echoProbe(who)}
	defer func() {
		for _, p := range probes {
			unix.Close(p.fd)
		}
	}()
	begin := time.Now()
	for sent := 0; time.Since(begin) < wait && ctx.Err() == nil; {
		if sent < len(aliveSends) && time.Since(begin) >= aliveSends[sent] {
			sent++
			for _, p := range probes {
				unix.Write(p.fd, p.packet)
			}
		}
		poll := []unix.PollFd{{Fd: int32(probes[0].fd), Events: unix.POLLIN}, {Fd: int32(probes[1].fd), Events: unix.POLLIN}}
		unix.Poll(poll, int(tracePoll.Milliseconds()))
		for i, p := range probes {
			if poll[i].Revents != 0 && p.answered(who) {
				return checks.Yes
			}
		}
	}
	return checks.NotKnown
}

// probe is a socket for one machine, and what to send on it. A negative fd is none
// and never ready (poll(2)).
type probe struct {
	fd     int
	packet []byte
	reply  byte // first byte of what answers it; 0xff for an error report alone
}

func closedPortProbe(who netip.Addr) probe {
	fd, err := limitedUDP(who)
	if err != nil {
		return probe{fd: -1}
	}
	if unix.Connect(fd, sockaddr(netip.AddrPortFrom(who, closedPort))) != nil {
		unix.Close(fd)
		return probe{fd: -1}
	}
	return probe{fd: fd, packet: []byte{0}, reply: 0xff}
}

// limitedUDP is a datagram socket that is told of ICMP messages (ip(7), IP_RECVERR).
func limitedUDP(who netip.Addr) (int, error) {
	fd, err := unix.Socket(domain(who), unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1, err
	}
	level, option := unix.IPPROTO_IP, unix.IP_RECVERR
	if who.Is6() {
		level, option = unix.IPPROTO_IPV6, unix.IPV6_RECVERR
	}
	return fd, unix.SetsockoptInt(fd, level, option, 1)
}

// Types of ICMP echo messages (RFC 792, RFC 4443).
const (
	echo4, echoReply4 = 8, 0
	echo6, echoReply6 = 128, 129
)

func echoProbe(who netip.Addr) probe {
	protocol, kind, reply := unix.IPPROTO_ICMP, byte(echo4), byte(echoReply4)
	if who.Is6() {
		protocol, kind, reply = unix.IPPROTO_ICMPV6, echo6, echoReply6
	}
	fd, err := unix.Socket(domain(who), unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, protocol)
	if err != nil {
		return probe{fd: -1}
	}
	if unix.Connect(fd, sockaddr(netip.AddrPortFrom(who, 0))) != nil {
		unix.Close(fd)
		return probe{fd: -1}
	}
	return probe{fd: fd, packet: []byte{kind, 0, 0, 0, 0, 0, 0, 1}, reply: reply} // the kernel fills in id and checksum
}

// answered reads what has come, and reports whether the machine itself sent it.
func (p probe) answered(who netip.Addr) bool {
	if report, queued := queuedError(p.fd); queued && report.from == who && !report.exceeded {
		return true
	}
	unix.GetsockoptInt(p.fd, unix.SOL_SOCKET, unix.SO_ERROR) // so that it is not told again
	buf := make([]byte, 64)
	n, err := unix.Read(p.fd, buf)
	return err == nil && n > 0 && p.reply != 0xff && buf[0] == p.reply
}
