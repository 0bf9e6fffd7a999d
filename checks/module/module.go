// Package module asks servers for modules the way the go command does, judges
// what comes back by its content, and looks at what on this machine takes part:
// the go command itself, its settings, git, the module cache and the disk.
//
// It records facts (checks.HTTPFacts and its kin). A cause is named only where
// one check alone proves it; everything else is left to the rules over facts.
package module

import (
	"context"
	"net"
	"net/url"
	"sync"

	"gomend/checks"
	"gomend/checks/route"
)

// Dialer opens a connection of a route that is ready for HTTP: for an https URL
// a verified *tls.Conn (through the proxy's tunnel, where there is one), for an
// http URL a TCP connection to the server or to the HTTP proxy. Target is the
// host:port that net/http asks for. It keeps deadlines of its own and obeys ctx.
type Dialer interface {
	Dial(ctx context.Context, r route.Route, target string) (net.Conn, error)
}

// Taker is the value of a check that opened a connection. The first to take it
// owns it; ok is false for all others.
type Taker interface {
	Take() (conn net.Conn, ok bool)
}

// Follow makes a route of the host that a server redirects to, with the checks
// of the steps below the request (lookup, connect, handshake …). The checks of
// an already known host may be returned again: the runner drops repeated ids.
type Follow func(from route.Route, to *url.URL) ([]checks.Check, route.Route)

// Asker makes the checks that send requests. One Asker serves one run; Close it
// when the run has ended.
type Asker struct {
	Dialer      Dialer
	HTTP1       Dialer       // opens connections on which HTTP/2 is not offered; nil when there is none
	Small       Dialer       // opens connections on which the peer sends small packets; nil when there is none
	Credentials *Credentials // nil sends none
	// Handoff names the check of a route whose value is a Taker; nil or an empty
	// name means that there is none. A redirected request waits for that check.
	Handoff func(route.Route) string
	// Follow is asked for the host of a redirect. Without it a redirect to
	// another host is reported, and not followed.
	Follow Follow

	mu      sync.Mutex
	clients map[string]*Client
}

// client is the one client for the server of a route in this run.
func (a *Asker) client(in *checks.Input, r route.Route) *Client {
	a.mu.Lock()
	defer a.mu.Unlock()
	key := way(r)
	if c, ok := a.clients[key]; ok {
		return c
	}
	var handoff Taker
	if id := a.handoff(r); id != "" {
		handoff, _ = checks.ValueOf[Taker](in, id)
	}
	c := NewClient(r, handoff, a.Dialer, a.Credentials)
	if a.clients == nil {
		a.clients = map[string]*Client{}
	}
	a.clients[key] = c
	return c
}

// way is what two routes have in common that share connections.
func way(r route.Route) string {
	if r.URL == nil {
		return r.ID
	}
	return r.Via.String() + " " + r.URL.Scheme + "://" + r.URL.Host
}

func (a *Asker) handoff(r route.Route) string {
	if a.Handoff == nil {
		return ""
	}
	return a.Handoff(r)
}

// Close closes the connections of all routes.
func (a *Asker) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, c := range a.clients {
		c.Close()
	}
	a.clients = nil
	return nil
}
