package module

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// Limits of one request. The go command has none for headers and bodies.
const (
	maxRedirects = 10               // net/http's and cmd/go/internal/web/http.go:checkRedirect
	bodyStall    = 10 * time.Second // between two pieces of a body
	bodyTotal    = 30 * time.Second // for the whole part that is read
	textLimit    = 1 << 20          // bytes of JSON or text; a longer answer is TooLarge
	zipLimit     = 64 << 10         // bytes of a zip: enough to see that it is one and that it flows
)

// errSilent ends a request whose server was silent for too long.
var errSilent = errors.New("silent for too long")

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

// Answer is what came back for one URL.
type Answer struct {
	URL         *url.URL // that answered, after redirects on the same host
	Hops        []string // host:port of redirects, in order
	Hop         *url.URL // set when the answer is a redirect to another host
	Status      int      // 0 when none came
	Protocol    string
	Header      http.Header
	Body        []byte
	Cut         bool  // the body went on beyond the limit, or broke off
	Err         error // of the request or of the body
	Code        checks.Code
	ConnectCode checks.Code   // set when no connection came about
	FirstByte   time.Duration // or how long none came; 0 without a connection
	Transfer    time.Duration // of the body, as far as it was read
	Time        time.Duration
}

// Get asks for a URL. At most limit bytes of the body are read. silent, if not
// nil, is called once when nothing has come after wait.Provisional.
func (c *Client) Get(ctx context.Context, u *url.URL, limit int64, wait checks.Wait, silent func()) Answer {
	start := time.Now()
	end := afterSilence(wait.Provisional, silent)
	defer end()
	var hops []string
	var a Answer
	for range maxRedirects + 1 {
		a = c.exchange(ctx, u, limit, wait)
		a.Time = time.Since(start)
		next := redirectOf(u, a)
		if next == nil {
			a.Hops = hops
			return a
		}
		hops = append(hops, hostPort(next))
		a.Hops = hops
		if u.Scheme == "https" && next.Scheme != "https" {
			a.Code = checks.RedirectInsecure
			return a
		}
		if hostPort(u) != hostPort(next) || u.Scheme != next.Scheme {
			a.Hop = next
			return a
		}
		u = next
	}
	a.Code = checks.RedirectLoop
	return a
}

// afterSilence calls f after d unless end is called first. After end has
// returned f neither runs nor will run.
func afterSilence(d time.Duration, f func()) (end func()) {
	if f == nil {
		return func() {}
	}
	var mu sync.Mutex
	ended := false
	timer := time.AfterFunc(d, func() {
		mu.Lock()
		defer mu.Unlock()
		if !ended {
			f()
		}
	})
	return func() {
		timer.Stop()
		mu.Lock()
		defer mu.Unlock()
		ended = true
	}
}

// redirectOf is where an answer sends the request, nil if it does not.
func redirectOf(from *url.URL, a Answer) *url.URL {
	switch a.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil
	}
	location := a.Header.Get("Location")
	if location == "" {
		return nil
	}
	next, err := from.Parse(location)
	if err != nil || next.Host == "" || next.Scheme != "http" && next.Scheme != "https" {
		return nil
	}
	return next
}

// hostPort is the host and the port that a URL leads to.
func hostPort(u *url.URL) string {
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "http":
		port = "80"
	default:
		port = "443"
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
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
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		connected, asked = true, time.Now()
		a.Protocol = protocolOf(info.Conn)
		w.reset(wait.Final)
		if leader {
			c.release()
		}
	}}
	req, err := c.request(httptrace.WithClientTrace(w.ctx, trace), u)
	if err != nil {
		return failed(a, w, err, true)
	}
	resp, err := c.transport.RoundTrip(req)
	if connected {
		a.FirstByte = time.Since(asked)
	}
	if err != nil {
		return failed(a, w, err, connected)
	}
	defer resp.Body.Close()
	a.Status, a.Protocol, a.Header = resp.StatusCode, resp.Proto, resp.Header
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

func failed(a Answer, w *watch, err error, connected bool) Answer {
	a.Err = err
	a.Code = classify(err)
	if errors.Is(context.Cause(w.ctx), errSilent) {
		a.Code = checks.Timeout
	}
	if !connected {
		a.ConnectCode = a.Code
	}
	return a
}

// streamErrors are texts of net/http's bundled HTTP/2, which has no exported types.
var streamErrors = []struct {
	text string
	code checks.Code
}{
	{"frame header looked like an HTTP/1.1 header", checks.Garbage},
	{"http2: frame too large", checks.Garbage},
	{"stream error:", checks.Reset},
	{"server sent GOAWAY", checks.Reset},
	{"connection broken", checks.Reset},
	{"client conn could not be established", checks.Closed},
	{"client conn not usable", checks.Closed},
	{"client connection lost", checks.Closed},
	{"client connection force closed", checks.Closed},
}

func classify(err error) checks.Code {
	code := checks.Classify(err)
	if code != checks.Unclassified {
		return code
	}
	text := err.Error()
	for _, known := range streamErrors {
		if strings.Contains(text, known.text) {
			return known.code
		}
	}
	return code
}

// watch ends a request that is silent: first while connecting, then while the
// server thinks, then between pieces of the body.
type watch struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	timer  *time.Timer
}

func newWatch(ctx context.Context, limit time.Duration) *watch {
	ctx, cancel := context.WithCancelCause(ctx)
	w := &watch{ctx: ctx, cancel: cancel}
	w.timer = time.AfterFunc(limit, func() { cancel(errSilent) })
	return w
}

func (w *watch) reset(limit time.Duration) { w.timer.Reset(limit) }

func (w *watch) stop() {
	w.timer.Stop()
	w.cancel(nil)
}

// readBody reads at most limit bytes.
func readBody(body io.Reader, limit int64, w *watch) ([]byte, error) {
	var kept []byte
	piece := make([]byte, 16<<10)
	end := time.Now().Add(bodyTotal)
	for int64(len(kept)) < limit {
		w.reset(max(min(bodyStall, time.Until(end)), 0))
		n, err := body.Read(piece[:min(int64(len(piece)), limit-int64(len(kept)))])
		kept = append(kept, piece[:n]...)
		if err == io.EOF {
			return kept, nil
		}
		if err != nil {
			return kept, err
		}
	}
	return kept, nil
}
