package transport

import (
	"context"
	"io"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Handoff carries a live connection from the check that opened it to one that
// needs it, together with the way to open another one like it.
type Handoff struct {
	again  func(context.Context) (net.Conn, error)
	remote netip.AddrPort
	raw    syscall.RawConn // of the connection, whoever has it; nil when it has none
	gapped *atomic.Bool    // of all connections that were watched and are closed; nil when none is

	mu     sync.Mutex
	conn   net.Conn // nil once taken or closed
	opened time.Time
}

// staleAfter is how long a connection may wait to be used. A server cuts one on
// which nothing comes, some after a few seconds: that must not be taken for
// somebody's interference.
const staleAfter = 4 * time.Second

var _ io.Closer = (*Handoff)(nil)

// NewHandoff wraps a connection; again opens one more to the same peer.
func NewHandoff(conn net.Conn, again func(context.Context) (net.Conn, error)) *Handoff {
	return &Handoff{conn: conn, again: again, remote: RemoteOf(conn), raw: rawOf(conn), opened: time.Now()}
}

// Take gives the connection away, once. Whoever takes it closes it. One that has
// waited for too long is not given to anybody.
func (h *Handoff) Take() (net.Conn, bool) {
	conn := h.take()
	if conn != nil && time.Since(h.opened) > staleAfter {
		conn.Close()
		conn = nil
	}
	return conn, conn != nil
}

func (h *Handoff) take() net.Conn {
	h.mu.Lock()
	defer h.mu.Unlock()
	conn := h.conn
	h.conn = nil
	return conn
}

// Again opens another connection in the same way to the same peer.
func (h *Handoff) Again(ctx context.Context) (net.Conn, error) { return h.again(ctx) }

// Conn is the connection if it is still there, else another one.
func (h *Handoff) Conn(ctx context.Context) (net.Conn, error) {
	if conn, ok := h.Take(); ok {
		return conn, nil
	}
	return h.again(ctx)
}

// Remote is the address that the connection leads to: the proxy's where there
// is one.
func (h *Handoff) Remote() netip.AddrPort { return h.remote }

// Gaps reports whether packets of the connection, or of one opened like it and closed,
// had to be repeated, or came with some missing before them.
func (h *Handoff) Gaps() bool { return h.gapped != nil && h.gapped.Load() || gaps(h.raw) }

// Close closes the connection if nobody has taken it.
func (h *Handoff) Close() error {
	if conn := h.take(); conn != nil {
		return conn.Close()
	}
	return nil
}

// RemoteOf is the address of a connection's peer; invalid when it has none.
func RemoteOf(conn net.Conn) netip.AddrPort {
	addr, ok := conn.RemoteAddr().(*net.TCPAddr)
	if !ok {
		return netip.AddrPort{}
	}
	ap := addr.AddrPort()
	return netip.AddrPortFrom(ap.Addr().Unmap(), ap.Port())
}

// watched is a connection whose gaps are remembered when it is closed.
type watched struct {
	net.Conn
	gapped *atomic.Bool
}

// NetConn lets rawOf look through.
func (w watched) NetConn() net.Conn { return w.Conn }

// Close implements net.Conn.
func (w watched) Close() error {
	if gaps(rawOf(w.Conn)) {
		w.gapped.Store(true)
	}
	return w.Conn.Close()
}
