package lab

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"io"
	"net"
)

// Ways to break TLS.

func cert(f func(*Cert)) func(*Host) { return func(h *Host) { f(&h.Cert) } }

// bundle puts a file with these certificates into the home folder.
func bundleFile(name string, r Roots) func(*Net) {
	return func(n *Net) { n.Client.Files[name] = string(r.Bundle()) }
}

// oneBundle keeps the roots in one file, with no folder that go would read besides.
func oneBundle(more ...func(*Net)) func(*Net) {
	return func(n *Net) {
		n.Client.RootsFile = "/etc/ssl/ca-bundle.pem"
		for _, f := range more {
			f(n)
		}
	}
}

// readHello reads the first TLS record, which holds the ClientHello.
func readHello(c net.Conn) []byte {
	head := make([]byte, 5)
	if _, err := io.ReadFull(c, head); err != nil {
		return nil
	}
	hello := make([]byte, binary.BigEndian.Uint16(head[3:]))
	io.ReadFull(c, hello)
	return hello
}

// afterHello treats every connection this way once the ClientHello has come.
func afterHello(then func(net.Conn)) func(*Host) {
	return func(h *Host) {
		h.Raw = func(c net.Conn) {
			readHello(c)
			then(c)
		}
	}
}

func silent(c net.Conn) { io.Copy(io.Discard, c) }

// alert answers the ClientHello with a fatal alert (RFC 8446, section 6).
func alert(description byte) func(net.Conn) {
	return func(c net.Conn) {
		c.Write([]byte{21, 3, 3, 0, 2, 2, description})
		linger(c)
	}
}

// answeringHello answers whatever comes first with plain text.
func answeringHello(answer string) func(net.Conn) {
	return func(c net.Conn) {
		readHello(c)
		io.WriteString(c, answer)
		linger(c)
	}
}

// largeHello treats connections with a ClientHello of more than one packet this
// way, and serves the others.
func largeHello(h *Host, name string, large func(net.Conn)) func(net.Conn) {
	return unless(h, name, func(in *bufio.Reader, size int) bool {
		if size <= 1200 {
			return false
		}
		in.Peek(5 + size)
		return true
	}, large)
}

// encryptedOnly hangs up on whatever does not begin like TLS, and serves the others.
func encryptedOnly(name string) func(*Host) {
	return func(h *Host) {
		h.Raw = unless(h, name, func(in *bufio.Reader, _ int) bool {
			first, _ := in.Peek(1)
			return first[0] != 22 // RFC 8446, section 5.1, handshake
		}, abort)
	}
}

// unless serves connections, but for those whose first bytes say otherwise. size is
// that of the first record, if they are TLS.
func unless(h *Host, name string, otherwise func(in *bufio.Reader, size int) bool, treat func(net.Conn)) func(net.Conn) {
	plan := *h
	plan.Raw = nil
	ready := make(chan net.Conn)
	server := plan.server()
	server.TLSConfig = plan.tlsConfig(name)
	go server.ServeTLS(handed(ready), "", "")
	return func(c net.Conn) {
		in := bufio.NewReaderSize(c, 16<<10)
		head, err := in.Peek(5)
		if err != nil {
			return
		}
		if otherwise(in, int(binary.BigEndian.Uint16(head[3:]))) {
			treat(c)
			return
		}
		done := make(chan struct{})
		ready <- &peeked{Conn: c, in: in, done: done}
		<-done
	}
}

// peeked is a connection of which something has been read already.
type peeked struct {
	net.Conn
	in   *bufio.Reader
	done chan struct{}
}

func (p *peeked) Read(b []byte) (int, error) { return p.in.Read(b) }

func (p *peeked) Close() error {
	select {
	case <-p.done:
	default:
		close(p.done)
	}
	return p.Conn.Close()
}

// handed is a listener for connections that come on a channel.
type handed chan net.Conn

func (h handed) Accept() (net.Conn, error) { return <-h, nil }

func (h handed) Close() error { return nil }

func (h handed) Addr() net.Addr { return &net.TCPAddr{} }

// withoutHTTP2 makes a server offer HTTP/1.1 alone.
func withoutHTTP2(h *Host) { h.TLS = func(c *tls.Config) { c.NextProtos = []string{"http/1.1"} } }
