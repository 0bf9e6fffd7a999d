package transport

import (
	"encoding/binary"
	"net/netip"
	"time"

	"golang.org/x/sys/unix"
)

// refuserWait bounds the wait for the one who refuses: it has just refused
// another connection.
const refuserWait = 200 * time.Millisecond

// refuser finds out who answers a connection attempt with an ICMP message, by
// one more attempt: the kernel tells who sent it (ip(7), IP_RECVERR). The
// address is invalid when nobody does, as when the other side resets, or a router
// has just sent as many messages as it may (icmp(7), icmp_ratelimit). left reports
// whether the attempt left the routing of this machine, which refuses at once.
func refuser(to netip.AddrPort) (by netip.Addr, left bool) {
	fd, err := unix.Socket(domain(to.Addr()), unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return netip.Addr{}, false
	}
	defer unix.Close(fd)
	level, option := unix.IPPROTO_IP, unix.IP_RECVERR
	if to.Addr().Is6() {
		level, option = unix.IPPROTO_IPV6, unix.IPV6_RECVERR
	}
	if unix.SetsockoptInt(fd, level, option, 1) != nil {
		return netip.Addr{}, false
	}
	if err := unix.Connect(fd, sockaddr(to)); err != nil && err != unix.EINPROGRESS {
		report, _ := queuedError(fd)
		return report.from, false
	}
	for end := time.Now().Add(refuserWait); ; {
		wait := time.Until(end)
		if wait <= 0 {
			return netip.Addr{}, true
		}
		poll := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
		if _, err := unix.Poll(poll, int(wait.Milliseconds())+1); err == nil && poll[0].Revents != 0 {
			report, _ := queuedError(fd)
			return report.from, true
		}
	}
}

func domain(addr netip.Addr) int {
	if addr.Is4() {
		return unix.AF_INET
	}
	return unix.AF_INET6
}

func sockaddr(to netip.AddrPort) unix.Sockaddr {
	if to.Addr().Is4() {
		return &unix.SockaddrInet4{Port: int(to.Port()), Addr: to.Addr().As4()}
	}
	return &unix.SockaddrInet6{Port: int(to.Port()), Addr: to.Addr().As16()}
}

// icmpReport is what an ICMP message about a socket's own packet told.
type icmpReport struct {
	from     netip.Addr
	exceeded bool // the packet's hop limit was used up
}

// queuedError reads the first ICMP error that was queued for a socket.
func queuedError(fd int) (icmpReport, bool) {
	packet, oob := make([]byte, 128), make([]byte, 512)
	_, n, _, _, err := unix.Recvmsg(fd, packet, oob, unix.MSG_ERRQUEUE|unix.MSG_DONTWAIT)
	if err != nil {
		return icmpReport{}, false
	}
	messages, err := unix.ParseSocketControlMessage(oob[:n])
	if err != nil {
		return icmpReport{}, false
	}
	for _, m := range messages {
		if sender := offender(m.Data); sender.IsValid() {
			return icmpReport{sender, exceeded(m.Data)}, true
		}
	}
	return icmpReport{}, false
}

// Places in struct sock_extended_err and in the socket address behind it
// (<linux/errqueue.h>, SO_EE_OFFENDER).
const (
	originAt       = 4
	typeAt         = 5
	codeAt         = 6
	extendedLength = 16
	addr4At        = extendedLength + 4
	addr6At        = extendedLength + 8
	originICMP     = 2
	originICMP6    = 3
	timeExceeded4  = 11 // ICMP_TIME_EXCEEDED; code 0 is the hop limit, 1 reassembly
	timeExceeded6  = 3  // ICMPV6_TIME_EXCEED
)

// offender is who sent the ICMP message of an extended error.
func offender(data []byte) netip.Addr {
	if len(data) < addr4At+4 || data[originAt] != originICMP && data[originAt] != originICMP6 {
		return netip.Addr{}
	}
	switch family := binary.NativeEndian.Uint16(data[extendedLength:]); {
	case family == unix.AF_INET:
		return netip.AddrFrom4([4]byte(data[addr4At:]))
	case family == unix.AF_INET6 && len(data) >= addr6At+16:
		return netip.AddrFrom16([16]byte(data[addr6At:])).Unmap()
	}
	return netip.Addr{}
}

// exceeded reports whether an extended error says that the hop limit was used up.
func exceeded(data []byte) bool {
	kind := byte(timeExceeded4)
	if data[originAt] == originICMP6 {
		kind = timeExceeded6
	}
	return data[typeAt] == kind && data[codeAt] == 0
}
