package module

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// Limits of one request. The go command has none for headers and bodies.
const (
	maxRedirects = 10       // net/http's and cmd/go/internal/web/http.go:checkRedirect
	textLimit    = 1 << 20  // bytes of JSON or text; a longer answer is TooLarge
	zipLimit     = 64 << 10 // bytes of a zip: enough to see that it is one; go fetches the whole
)

// Client sends the requests of one route as the go command's net/http would:
// HTTP/2 where ALPN gives it, the same headers, one request at a time on an
// HTTP/1.1 connection. It first uses the connection that the checks below have
// opened already.
type Client struct {
	route       route.Route
	dialer      Dialer
	credentials *Credentials
	transport   *http.Transport

	mu      sync.Mutex
	handoff Taker
	leading bool          // somebody is or was the first to open a connection
	opened  chan struct{} // closed once the first request has a connection, or has failed
}

// NewClient makes the client of a route. handoff may be nil.
func NewClient(r route.Route, handoff Taker, d Dialer, credentials *Credentials) *Client {
	c := &Client{route: r, dialer: d, credentials: credentials, handoff: handoff, opened: make(chan struct{})}
	c.transport = &http.Transport{
		DialContext:       c.dial,
		DialTLSContext:    c.dial,
		ForceAttemptHTTP2: true,

		MaxResponseHeaderBytes: textLimit,
	}
	if r.URL != nil && r.URL.Scheme == "http" && isHTTPProxy(r.Via) {
		c.transport.Proxy = http.ProxyURL(r.Via.URL) // absolute-URI requests, RFC 9112, section 3.2.2
	}
	return c
}

// isHTTPProxy is about schemes that net/http speaks HTTP to: all but SOCKS.
func isHTTPProxy(v route.Via) bool {
	return !v.Direct() && !strings.HasPrefix(v.Scheme, "socks")
}

// Close closes what is open.
func (c *Client) Close() {
	c.transport.CloseIdleConnections()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.handoff == nil {
		return
	}
	if conn, ok := c.handoff.Take(); ok {
		conn.Close()
	}
	c.handoff = nil
}

// requestKey finds the context of the request in the one net/http dials with,
// which does not end with the request.
type requestKey struct{}

func (c *Client) dial(ctx context.Context, _, target string) (net.Conn, error) {
	if conn, ok := c.takeHandoff(); ok {
		return conn, nil
	}
	if c.dialer == nil {
		return nil, net.ErrClosed
	}
	if request, ok := ctx.Value(requestKey{}).(context.Context); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(request, cancel)()
	}
	return c.dialer.Dial(ctx, c.route, target)
}

func (c *Client) takeHandoff() (net.Conn, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.handoff == nil {
		return nil, false
	}
	conn, ok := c.handoff.Take()
	c.handoff = nil
	return conn, ok
}

// lead reports whether the caller is the first to send a request. Everybody else
// waits until that one has a connection, because over HTTP/2 it serves all.
func (c *Client) lead(ctx context.Context) (leader bool) {
	c.mu.Lock()
	leader, c.leading = !c.leading, true
	c.mu.Unlock()
	if !leader {
		select {
		case <-c.opened:
		case <-ctx.Done():
		}
	}
	return leader
}

// exchange sends one request. A connection that was opened by a check below and
// has died since is no fault of the server: then a second one is opened.
func (c *Client) exchange(ctx context.Context, u *url.URL, limit int64, wait checks.Wait) Answer {
	c.mu.Lock()
	given := c.handoff != nil
	c.mu.Unlock()
	a := c.once(ctx, u, limit, wait)
	if given && a.Status == 0 && (a.Code == checks.Closed || a.Code == checks.Reset) && c.dialer != nil {
		return c.once(ctx, u, limit, wait)
	}
	return a
}

func (c *Client) once(ctx context.Context, u *url.URL, limit int64, wait checks.Wait) Answer {
	leader := c.lead(ctx)
	if leader {
		defer c.release()
	}
	w := newWatch(ctx, connectLimit(c.route))
	defer w.stop()
	a := Answer{URL: u}
	var asked time.Time
	connected := false
	var agreed atomic.Bool // on HTTP/2; net/http may still dial when the request has ended
	trace := &httptrace.ClientTrace{
		TLSHandshakeDone: func(state tls.ConnectionState, err error) {
			agreed.Store(err == nil && state.NegotiatedProtocol == "h2")
		},
		GotConn: func(info httptrace.GotConnInfo) {
			a.Protocol = protocolOf(info.Conn)
			if connected { // net/http tries again and again where HTTP/2 is refused: silence goes on
				return
			}
			connected, asked = true, time.Now()
			w.reset(wait.Final)
			if leader {
				c.release()
			}
		},
	}
	req, err := c.request(httptrace.WithClientTrace(w.ctx, trace), u)
	if err != nil {
		return failed(a, w, err, true)
	}
	resp, err := c.transport.RoundTrip(req)
	if connected {
		a.FirstByte = time.Since(asked)
	}
	if err != nil {
		if !connected && agreed.Load() { // cut at HTTP/2's first words, before net/http calls it a connection
			connected, a.Protocol = true, "HTTP/2.0"
		}
		return failed(a, w, err, connected)
	}
	defer resp.Body.Close()
	a.Status, a.Protocol, a.Header, a.Length = resp.StatusCode, resp.Proto, resp.Header, max(resp.ContentLength, 0)
	began := time.Now()
	a.Body, err = readBody(resp.Body, limit+1, w)
	a.Transfer = time.Since(began)
	if err != nil {
		a.Cut = true
		return failed(a, w, err, true)
	}
	if int64(len(a.Body)) > limit {
		a.Body, a.Cut = a.Body[:limit], true
	}
	return a
}

func (c *Client) release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case <-c.opened:
	default:
		close(c.opened)
	}
}

func (c *Client) request(ctx context.Context, u *url.URL) (*http.Request, error) {
	ctx = context.WithValue(ctx, requestKey{}, ctx)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	c.credentials.add(req)
	if user := u.User; user != nil && req.Header.Get("Authorization") == "" { // as http.Client does
		password, _ := user.Password()
		req.SetBasicAuth(user.Username(), password)
	}
	return req, nil
}

// protocolOf is the protocol that will be spoken, also when no answer comes.
func protocolOf(conn net.Conn) string {
	if t, ok := conn.(*tls.Conn); ok && t.ConnectionState().NegotiatedProtocol == "h2" {
		return "HTTP/2.0"
	}
	return "HTTP/1.1"
}

// connectLimit ends an attempt to connect that its own steps did not end.
func connectLimit(r route.Route) time.Duration {
	limit := checks.LookupFinal + checks.DialWait(0).Final + checks.TLSWait(time.Second).Final
	if !r.Via.Direct() {
		limit += checks.ProxyWait(0).Final
	}
	return limit
}
