package transport

import (
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"gomend/checks"
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

// halfOpen tells of a socket that still connects how many SYN segments it has
// sent, and whether this machine's own kernel keeps them from leaving. That
// shows in the repeated ones: the kernel counts as on its way only what its own
// filters, policies and queues let out (net/ipv4/tcp_output.c:tcp_retransmit_skb).
func halfOpen(raw syscall.RawConn) (syns int, kept checks.Tri) {
	info, ok := tcpInfo(raw)
	if !ok || info.State != unix.BPF_TCP_SYN_SENT {
		return 0, checks.NotKnown
	}
	if info.Total_retrans > 0 {
		kept = checks.TriOf(info.Retrans == 0)
	}
	return 1 + int(info.Total_retrans), kept
}

// settled reports whether a socket that was to connect has had its answer, and had it
// without sending its SYN again.
func settled(raw syscall.RawConn) bool {
	info, ok := tcpInfo(raw)
	return ok && info.State != unix.BPF_TCP_SYN_SENT && info.Total_retrans == 0
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

// gaps reports whether packets were repeated or arrived out of their turn.
func gaps(raw syscall.RawConn) bool {
	info, ok := tcpInfo(raw)
	return ok && (info.Total_retrans > 0 || info.Rcv_ooopack > 0)
}

// fragments tells of a connection on which nothing more comes in order, which
// packets do arrive: sent is about what this side wrote, and received about the
// answer. Each is Yes when later packets arrive, and those before them do not.
func fragments(raw syscall.RawConn) (sent, received bool) {
	info, ok := tcpInfo(raw)
	if !ok {
		return false, false
	}
	return info.Sacked > 0 && info.Sacked < info.Unacked, info.Rcv_ooopack > 0
}

// keptBack tells of a connection whether what was written waits here: the kernel counts
// as on its way only what its own filters, policies and queues let out
// (net/ipv4/tcp_output.c:tcp_write_xmit). Kernels before 5.4 do not tell of the window.
func keptBack(raw syscall.RawConn) bool {
	info, ok := tcpInfo(raw)
	return ok && info.State == unix.BPF_TCP_ESTABLISHED && info.Unacked == 0 && info.Notsent_bytes > 0 && info.Snd_wnd >= info.Notsent_bytes
}

// allAcknowledged reports whether the peer's kernel has everything that was written.
func allAcknowledged(raw syscall.RawConn) (acked, known bool) {
	info, ok := tcpInfo(raw)
	if !ok {
		return false, false
	}
	return info.Unacked == 0 && info.Notsent_bytes == 0, true
}
