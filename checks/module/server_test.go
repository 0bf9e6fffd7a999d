package module

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

// server is a loopback server that counts connections.
type server struct {
	*httptest.Server
	conns atomic.Int64
}

func serve(t *testing.T, h http.Handler, secure bool) *server {
	t.Helper()
	s := &server{Server: httptest.NewUnstartedServer(h)}
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.conns.Add(1)
		}
	}
	s.EnableHTTP2 = true
	if secure {
		s.StartTLS()
	} else {
		s.Start()
	}
	t.Cleanup(s.Close)
	return s
}

// route to a server below a path.
func (s *server) route(t *testing.T, id, path string) route.Route {
	t.Helper()
	u, err := url.Parse(s.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	return route.Route{ID: id, Purpose: route.ModuleProxy, URL: u, Host: u.Hostname()}
}

// testDialer opens connections as the secure layer does.
type testDialer struct {
	server *server
	alpn   []string
	dials  atomic.Int64
}

func (d *testDialer) Dial(ctx context.Context, r route.Route, target string) (net.Conn, error) {
	d.dials.Add(1)
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", target)
	if err != nil || r.URL.Scheme == "http" {
		return conn, err
	}
	config := d.server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	config.NextProtos, config.ServerName = d.alpn, "example.com"
	c := tls.Client(conn, config)
	return c, c.HandshakeContext(ctx)
}

// handed is a connection that can be taken once.
type handed struct {
	mu   sync.Mutex
	conn net.Conn
}

func (h *handed) Take() (net.Conn, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	conn := h.conn
	h.conn = nil
	return conn, conn != nil
}

func asker(t *testing.T, s *server) (*Asker, *testDialer) {
	t.Helper()
	d := &testDialer{server: s, alpn: []string{"h2", "http/1.1"}}
	a := &Asker{Dialer: d}
	t.Cleanup(func() { a.Close() })
	return a, d
}

// perform runs one check by itself and puts its result on the board.
func perform(t *testing.T, b *checks.Board, c checks.Check) checks.Result {
	t.Helper()
	r := c.Run(t.Context(), checks.NewInput(b, c))
	r.Check = c
	b.Put(r)
	return r
}

// page is one canned answer.
type page struct {
	status int
	kind   string
	body   string
	header map[string]string
}

// site answers paths from a table; what it lacks gets a web server's 404.
type site map[string]page

func (s site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p, ok := s[r.URL.EscapedPath()]
	if !ok {
		p = page{404, "text/html", "<html>not here</html>", nil}
	}
	for name, value := range p.header {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", p.kind)
	w.WriteHeader(p.status)
	w.Write([]byte(p.body))
}

var quote = route.Module{Path: "rsc.io/quote", Version: "v1.5.2"}

const (
	infoPath   = "/rsc.io/quote/@v/v1.5.2.info"
	modPath    = "/rsc.io/quote/@v/v1.5.2.mod"
	zipPath    = "/rsc.io/quote/@v/v1.5.2.zip"
	listPath   = "/rsc.io/quote/@v/list"
	latestPath = "/rsc.io/quote/@latest"
)

func json200(body string) page { return page{200, "application/json", body, nil} }
func text(status int, body string) page {
	return page{status, "text/plain; charset=utf-8", body, nil}
}
func html(status int) page {
	return page{status, "text/html", "<!DOCTYPE html><html><body>Sign in</body></html>", nil}
}

var goodInfo = json200(`{"Version":"v1.5.2","Time":"2018-02-14T15:44:20Z"}`)
