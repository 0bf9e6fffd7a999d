package module

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"slices"
	"testing"
	"time"

	"golang.org/x/net/http2"

	"gomend/checks"
	"gomend/checks/route"
)

// refusing opens connections on which HTTP/2 is agreed and then treated in some way.
type refusing struct {
	config *tls.Config
	treat  func(net.Conn)
	wait   bool // until it has been treated
}

func (d refusing) Dial(ctx context.Context, _ route.Route, _ string) (net.Conn, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer l.Close()
	treated := make(chan struct{})
	go func() {
		defer close(treated)
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		c := tls.Server(conn, d.config)
		if c.Handshake() == nil {
			d.treat(c)
		}
	}()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		return nil, err
	}
	c := tls.Client(conn, &tls.Config{InsecureSkipVerify: true, NextProtos: d.config.NextProtos})
	err = c.HandshakeContext(ctx)
	if d.wait {
		<-treated
	}
	return c, err
}

// TestHTTP2Refused: a connection on which HTTP/2 was agreed is one, also where its first
// words are cut off; and however often net/http tries again, the wait is one for all.
func TestHTTP2Refused(t *testing.T) {
	s := serve(t, http.NotFoundHandler(), true)
	config := &tls.Config{Certificates: s.TLS.Certificates, NextProtos: []string{"h2"}}
	reset := func(c net.Conn) {
		tcp := c.(*tls.Conn).NetConn().(*net.TCPConn)
		tcp.SetLinger(0)
		tcp.Close()
	}
	for _, c := range []struct {
		name  string
		treat func(net.Conn)
		wait  bool
		codes []checks.Code
	}{
		{"reset at once", reset, true, []checks.Code{checks.Reset, checks.Closed}},
		{"streams refused", refuseStreams, false, []checks.Code{checks.Timeout}},
	} {
		r := s.route(t, "p", "")
		client := NewClient(r, nil, refusing{config, c.treat, c.wait}, nil)
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		a := client.Get(ctx, r.URL, textLimit, checks.Wait{Final: 1500 * time.Millisecond}, nil)
		cancel()
		client.Close()
		if !slices.Contains(c.codes, a.Code) || a.ConnectCode != checks.OK || a.Protocol != "HTTP/2.0" {
			t.Errorf("%s: %q, connection %q, %s: %v", c.name, a.Code, a.ConnectCode, a.Protocol, a.Err)
		}
		if spent := time.Since(start); spent > 10*time.Second { // a busy machine is slow, and one wait for each try would last to the end
			t.Errorf("%s: took %v", c.name, spent)
		}
	}
}

// refuseStreams ends every stream with PROTOCOL_ERROR, after which net/http tries again
// (net/http/h2_bundle.go:http2canRetryError).
func refuseStreams(c net.Conn) {
	io.ReadFull(c, make([]byte, len(http2.ClientPreface)))
	f := http2.NewFramer(c, c)
	f.WriteSettings()
	for {
		frame, err := f.ReadFrame()
		if err != nil {
			return
		}
		if frame.Header().Type == http2.FrameHeaders {
			f.WriteRSTStream(frame.Header().StreamID, http2.ErrCodeProtocol)
		}
	}
}
