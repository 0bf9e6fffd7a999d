package transport

import (
	"net"
	"syscall"
	"time"

	"gomend/checks"
)

// firstRepeat is when kernels repeat a SYN for the first time (RFC 6298, section 2.1).
const firstRepeat = time.Second

// unrepeated is the round trip by the clock, 0 when it may hold a repeated SYN.
func unrepeated(elapsed time.Duration) time.Duration {
	if elapsed >= firstRepeat {
		return 0
	}
	return elapsed
}

// Acknowledged tells whether the peer's kernel has confirmed all that was
// written to the connection. It looks through wrappers that have a NetConn
// method, such as *tls.Conn. Only Linux knows (TCP_INFO).
func Acknowledged(conn net.Conn) checks.Tri {
	acked, known := allAcknowledged(rawOf(conn))
	if !known {
		return checks.NotKnown
	}
	return checks.TriOf(acked)
}

// Fragments tells, of a connection on which an answer is overdue, whether later
// and smaller packets arrive while those before them do not: of what this side
// sent, or of what the peer answers. Only Linux knows (TCP_INFO).
func Fragments(conn net.Conn) (sent, received bool) { return fragments(rawOf(conn)) }

// KeptBack reports whether this machine's own kernel has let out nothing of what was
// written to the connection, although the peer has room for it. Only Linux knows
// (TCP_INFO).
func KeptBack(conn net.Conn) bool { return keptBack(rawOf(conn)) }

func rawOf(conn net.Conn) syscall.RawConn {
	for {
		inner, ok := conn.(interface{ NetConn() net.Conn })
		if !ok {
			break
		}
		conn = inner.NetConn()
	}
	s, ok := conn.(syscall.Conn)
	if !ok {
		return nil
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return nil
	}
	return raw
}
