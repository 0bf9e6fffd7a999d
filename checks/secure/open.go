package secure

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/transport"
)

// Step is a step on the way to a channel.
type Step string

// Steps on the way to a channel.
const (
	StepLookup  Step = "lookup"
	StepConnect Step = "connect"
	StepProxy   Step = "proxy"
	StepTLS     Step = "tls"
)

// ChannelError is a channel that did not come about.
type ChannelError struct {
	Step   Step
	Target string // host:port or name that the step was about
	Code   checks.Code
}

var _ checks.Coded = (*ChannelError)(nil)

// Error implements error.
func (e *ChannelError) Error() string { return fmt.Sprintf("%s %s: %s", e.Step, e.Target, e.Code) }

// FailureCode implements checks.Coded.
func (e *ChannelError) FailureCode() checks.Code { return e.Code }

// Lookup resolves a host name as the go command does.
type Lookup func(ctx context.Context, host string) ([]netip.Addr, error)

// Channel says what to connect to, and how.
type Channel struct {
	Host   string // of the server
	Port   int
	Via    route.Via      // zero for a direct connection
	TLS    bool           // false for http URLs
	HTTP1  bool           // offers no HTTP/2, as with GODEBUG=http2client=0
	Small  bool           // asks the peer for small packets
	Roots  *x509.CertPool // the trust check's value
	Lookup Lookup
	RTT    time.Duration // best round trip seen, 0 when none was

	dialled func(checks.DialFacts) // is told what came of connecting; may be nil
}

// Open opens a channel as net/http does for the go command, within the final
// deadlines of each step: look-up and connection of what is dialled first, the
// proxy's tunnel, the verified handshake. With TLS the result is a *tls.Conn.
// Without, and with an HTTP proxy, it leads to the proxy, which is to be sent
// absolute URLs. Errors are *ChannelError.
func Open(ctx context.Context, c Channel) (net.Conn, error) {
	target := net.JoinHostPort(c.Host, strconv.Itoa(c.Port))
	conn, err := c.dial(ctx)
	if err != nil {
		return nil, err
	}
	if !c.Via.Direct() {
		if conn, err = c.proxied(ctx, conn, target); err != nil {
			return nil, err
		}
	}
	if !c.TLS {
		return conn, nil
	}
	ctx, cancel := context.WithTimeout(ctx, checks.TLSWait(c.RTT).Final)
	defer cancel()
	how := likeGo(c.Host, c.Roots)
	if c.HTTP1 {
		how.protos = []string{"http/1.1"}
	}
	s := shake(ctx, &tap{Conn: conn}, how)
	if s.code != checks.OK {
		return nil, &ChannelError{StepTLS, target, s.code}
	}
	return s.conn, nil
}

// dial connects to the server, or to the proxy.
func (c Channel) dial(ctx context.Context) (net.Conn, error) {
	host, port := c.Host, c.Port
	if !c.Via.Direct() {
		host, port = proxyAddress(c.Via)
	}
	addrs, err := c.resolve(ctx, host)
	if err != nil {
		return nil, &ChannelError{StepLookup, host, checks.Classify(err)}
	}
	if c.Small {
		conn, err := transport.DialSmall(ctx, addrs, port)
		if err != nil {
			return nil, &ChannelError{StepConnect, net.JoinHostPort(host, strconv.Itoa(port)), checks.Classify(err)}
		}
		return conn, nil
	}
	facts, conn := transport.Dial(ctx, host, port, addrs, c.RTT)
	if c.dialled != nil {
		c.dialled(facts)
	}
	if conn == nil {
		return nil, &ChannelError{StepConnect, net.JoinHostPort(host, strconv.Itoa(port)), facts.Code}
	}
	return conn, nil
}

func (c Channel) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr}, nil
	}
	if c.Lookup == nil {
		return nil, errors.New("no way to look up names")
	}
	return c.Lookup(ctx, host)
}

// proxied goes through the proxy. For http URLs an HTTP proxy needs no tunnel;
// it gets absolute URLs.
func (c Channel) proxied(ctx context.Context, conn net.Conn, target string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, checks.ProxyWait(c.RTT).Final)
	defer cancel()
	n := negotiation{via: c.Via, target: target, roots: c.Roots}
	var facts checks.ProxyFacts
	if c.TLS || isSOCKS(c.Via) {
		conn, facts = n.run(ctx, conn)
	} else {
		conn, facts = n.reachProxy(ctx, conn)
	}
	if facts.Code != checks.OK {
		return nil, &ChannelError{StepProxy, target, facts.Code}
	}
	return conn, nil
}

// Dialer opens the further connections of a route, beyond those that its checks
// hand on.
type Dialer struct {
	Lookup Lookup
	Roots  func() *x509.CertPool // nil for the platform's own verifier
	RTT    func() time.Duration  // nil when no round trip is known
	HTTP1  bool                  // offers no HTTP/2
	Small  bool                  // asks the peer for small packets
}

// Dial opens a connection of a route that is ready for HTTP. target is the
// host:port of the server, or of the HTTP proxy that an http URL is asked of.
func (d Dialer) Dial(ctx context.Context, r route.Route, target string) (net.Conn, error) {
	host, port, err := splitPort(target)
	if err != nil {
		return nil, &ChannelError{StepLookup, target, checks.Malformed}
	}
	c := Channel{Host: host, Port: port, Via: r.Via, TLS: r.URL != nil && r.URL.Scheme == "https", HTTP1: d.HTTP1, Small: d.Small, Lookup: d.Lookup}
	if d.Roots != nil {
		c.Roots = d.Roots()
	}
	if d.RTT != nil {
		c.RTT = d.RTT()
	}
	return Open(ctx, c)
}

func splitPort(target string) (host string, port int, err error) {
	host, text, err := net.SplitHostPort(target)
	if err != nil {
		return "", 0, err
	}
	number, err := strconv.ParseUint(text, 10, 16)
	return host, int(number), err
}

// defaultPorts are those that net/http adds (net/http/transport.go:portMap).
var defaultPorts = map[string]int{"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}

// proxyAddress is what is dialled for a proxy.
func proxyAddress(via route.Via) (host string, port int) {
	if number, err := strconv.ParseUint(via.URL.Port(), 10, 16); err == nil {
		return via.URL.Hostname(), int(number)
	}
	return via.URL.Hostname(), defaultPorts[via.Scheme]
}

// hostInURL puts brackets around an IPv6 address.
func hostInURL(host string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}
