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
// address is invalid when nobody does, as when the other side resets.
func refuser(to netip.AddrPort) netip.Addr {
	fd, err := unix.Socket(domain(to.Addr()), unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return netip.Addr{}
	}
	defer unix.Close(fd)
	level, option := unix.IPPROTO_IP, unix.IP_RECVERR
	if to.Addr().Is6() {
		level, option = unix.IPPROTO_IPV6, unix.IPV6_RECVERR
	}
	if unix.SetsockoptInt(fd, level, option, 1) != nil {
		return netip.Addr{}
	}
	if err := unix.Connect(fd, sockaddr(to)); err != nil && err != unix.EINPROGRESS {
		return queuedError(fd)
	}
	for end := time.Now().Add(refuserWait); ; {
		left := time.Until(end)
		if left <= 0 {
			return netip.Addr{}
		}
		poll := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
		if _, err := unix.Poll(poll, int(left.Milliseconds())+1); err == nil && poll[0].Revents != 0 {
			return queuedError(fd)
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

// queuedError reads the sender of the first error that was queued for a socket.
func queuedError(fd int) netip.Addr {
	packet, oob := make([]byte, 128), make([]byte, 512)
	_, n, _, _, err := unix.Recvmsg(fd, packet, oob, unix.MSG_ERRQUEUE|unix.MSG_DONTWAIT)
	if err != nil {
		return netip.Addr{}
	}
	messages, err := unix.ParseSocketControlMessage(oob[:n])
	if err != nil {
		return netip.Addr{}
	}
	for _, m := range messages {
		if sender := offender(m.Data); sender.IsValid() {
			return sender
		}
	}
	return netip.Addr{}
}

// Places in struct sock_extended_err and in the socket address behind it
// (<linux/errqueue.h>, SO_EE_OFFENDER).
const (
	originAt       = 4
	extendedLength = 16
	addr4At        = extendedLength + 4
	addr6At        = extendedLength + 8
	originICMP     = 2
	originICMP6    = 3
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
