package transport

import (
	"context"
	"encoding/binary"
	"net/netip"
	"time"

	"golang.org/x/sys/unix"

	"gomend/checks"
)

// closedPort is where nobody listens, the first that traceroute uses
// (traceroute(8)): a machine that is there says so.
const closedPort = 33434

// maxHops is how many routers a packet may pass that is to arrive (RFC 1700, IPDEFTTL).
const maxHops = 64

// aliveSends is when a machine is asked whether it is there.
var aliveSends = []time.Duration{0, 400 * time.Millisecond, time.Second}

// alive reports whether a machine answers anything at all: an echo request, which
// needs no rights where net.ipv4.ping_group_range allows it (icmp(7)), a packet to a
// closed port (RFC 1122, section 4.1.3.1), or a connection to one: what refuses that
// is not rationed as ICMP messages are. Only its own word counts, not a router's.
func alive(ctx context.Context, who netip.Addr, wait time.Duration) checks.Tri {
	probes := []probe{closedPortProbe(who), echoProbe(who)}
	closed := netip.AddrPortFrom(who, closedPort)
	connection := connecting(closed)
	defer func() {
		for _, p := range probes {
			unix.Close(p.fd)
		}
		unix.Close(connection.fd)
	}()
	begin := time.Now()
	for sent := 0; time.Since(begin) < wait && ctx.Err() == nil; {
		if sent < len(aliveSends) && time.Since(begin) >= aliveSends[sent] {
			sent++
			for _, p := range probes {
				unix.Write(p.fd, p.packet)
			}
		}
		if connection.open && len(ready(map[int]traceSocket{maxHops: connection.traceSocket}, 0)) > 0 {
			connection.open = false // what it has to tell, it tells once
			if hop, ok := connection.read(closed); ok && hop.From == who {
				return checks.Yes
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

// hearing is a connection of which nothing has been heard yet while it is open.
type hearing struct {
	traceSocket
	open bool
}

// connecting begins a connection; it is not open where none can be.
func connecting(to netip.AddrPort) hearing {
	fd, err := limitedSocket(to.Addr(), maxHops)
	if err != nil {
		return hearing{traceSocket: traceSocket{fd: -1}}
	}
	err = unix.Connect(fd, sockaddr(to))
	return hearing{traceSocket{fd, maxHops}, err == nil || err == unix.EINPROGRESS}
}

// probe is a socket for one machine, and what to send on it. A negative fd is none
// and never ready (poll(2)).
type probe struct {
	fd     int
	packet []byte
	reply  byte // type of the message that answers it; 0xff for an error report alone
	raw    bool // what is read begins with an IPv4 header (raw(7))
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

// echoProbe takes a raw socket where the kernel gives no other to this user, as in
// a new network namespace, and where it may.
func echoProbe(who netip.Addr) probe {
	protocol, kind, reply := unix.IPPROTO_ICMP, byte(echo4), byte(echoReply4)
	if who.Is6() {
		protocol, kind, reply = unix.IPPROTO_ICMPV6, echo6, echoReply6
	}
	packet := []byte{kind, 0, 0, 0, 0, 0, 0, 1} // the kernel fills in id and checksum
	raw := false
	fd, err := unix.Socket(domain(who), unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, protocol)
	if err != nil {
		fd, err = unix.Socket(domain(who), unix.SOCK_RAW|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, protocol)
		raw = who.Is4()
	}
	if err != nil {
		return probe{fd: -1}
	}
	if unix.Connect(fd, sockaddr(netip.AddrPortFrom(who, 0))) != nil {
		unix.Close(fd)
		return probe{fd: -1}
	}
	if raw {
		binary.BigEndian.PutUint16(packet[2:], ^uint16(echo4<<8+1)) // RFC 1071; for IPv6 the kernel does it (raw(7))
	}
	return probe{fd: fd, packet: packet, reply: reply, raw: raw}
}

// answered reads what has come, and reports whether the machine itself sent it.
func (p probe) answered(who netip.Addr) bool {
	if report, queued := queuedError(p.fd); queued && report.from == who && !report.exceeded {
		return true
	}
	unix.GetsockoptInt(p.fd, unix.SOL_SOCKET, unix.SO_ERROR) // so that it is not told again
	buf := make([]byte, 128)
	n, err := unix.Read(p.fd, buf)
	if err != nil || n == 0 || p.reply == 0xff {
		return false
	}
	return message(buf[:n], p.raw)[0] == p.reply
}

// message is the ICMP message in what was read; never empty.
func message(read []byte, raw bool) []byte {
	header := int(read[0]&0x0f) * 4
	if !raw || len(read) <= header {
		return read
	}
	return read[header:]
}
