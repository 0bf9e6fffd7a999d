package transport

import (
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// tcpInfo asks the kernel about a socket; no rights are needed.
func tcpInfo(raw syscall.RawConn) (*unix.TCPInfo, bool) {
	var info *unix.TCPInfo
	var err error
	if raw == nil || raw.Control(func(fd uintptr) {
		info, err = unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO)
	}) != nil || err != nil {
		return nil, false
	}
	return info, true
}

// synsSent is the number of SYN segments that a socket that still connects has sent.
func synsSent(raw syscall.RawConn) int {
	info, ok := tcpInfo(raw)
	if !ok || info.State != unix.BPF_TCP_SYN_SENT {
		return 0
	}
	return 1 + int(info.Total_retrans)
}

// handshakeRTT is the round trip of a fresh connection as the kernel measured
// it, 0 when its SYN had to be repeated (Karn's rule, RFC 6298, section 3).
func handshakeRTT(raw syscall.RawConn, elapsed time.Duration) time.Duration {
	info, ok := tcpInfo(raw)
	switch {
	case !ok:
		return unrepeated(elapsed)
	case info.Total_retrans > 0:
		return 0
	case info.Rtt == 0:
		return elapsed
	}
	return time.Duration(info.Rtt) * time.Microsecond
}

// allAcknowledged reports whether the peer's kernel has everything that was written.
func allAcknowledged(raw syscall.RawConn) (acked, known bool) {
	info, ok := tcpInfo(raw)
	if !ok {
		return false, false
	}
	return info.Unacked == 0 && info.Notsent_bytes == 0, true
}
