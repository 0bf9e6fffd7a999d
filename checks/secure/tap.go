package secure

import (
	"net"
	"strings"
	"sync"

	"gomend/checks"
)

// firstLimit is how many bytes of what a peer said first are kept, for people to
// recognise it by.
const firstLimit = 256

// tap is a connection that remembers what the peer said first.
type tap struct {
	net.Conn

	mu    sync.Mutex
	first []byte
	wrote bool
}

// Read implements net.Conn.
func (t *tap) Read(p []byte) (int, error) {
	n, err := t.Conn.Read(p)
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := firstLimit - len(t.first); room > 0 && n > 0 {
		t.first = append(t.first, p[:min(n, room)]...)
	}
	return n, err
}

// Write implements net.Conn.
func (t *tap) Write(p []byte) (int, error) {
	n, err := t.Conn.Write(p)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wrote = t.wrote || n > 0
	return n, err
}

// NetConn is the connection below, as *tls.Conn names it.
func (t *tap) NetConn() net.Conn { return t.Conn }

// said is what came first, at most firstLimit bytes.
func (t *tap) said() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.first)
}

func (t *tap) hasWritten() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.wrote
}

// pieces is a connection on which everything is written in small pieces, each of which
// becomes a packet of its own: Go sets TCP_NODELAY (net/tcpsock.go:newTCPConn).
type pieces struct {
	net.Conn
	size int
}

// Write implements net.Conn.
func (p pieces) Write(b []byte) (int, error) {
	written := 0
	for len(b) > 0 {
		n, err := p.Conn.Write(b[:min(p.size, len(b))])
		written += n
		if err != nil {
			return written, err
		}
		b = b[n:]
	}
	return written, nil
}

// Content types of TLS records (RFC 8446, section 5.1).
const (
	recordAlert     = 0x15
	recordHandshake = 0x16
)

// isTLS reports whether what came first is a TLS record: a handshake or an alert.
func isTLS(said string) bool {
	return said != "" && (said[0] == recordHandshake || said[0] == recordAlert)
}

// isServerHello reports whether what came first belongs to a handshake.
func isServerHello(said string) bool { return said != "" && said[0] == recordHandshake }

// firstLine is the first line of what came, fit for a screen.
func firstLine(said string) string {
	line, _, _ := strings.Cut(said, "\n")
	return checks.Clean(strings.TrimRight(line, "\r"))
}
