package secure

import (
	"context"
	"crypto/x509"
	"net"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/transport"
)

// Tunnel checks that the route's proxy grants a tunnel to target, a host:port.
// connectID is the check that connects to the proxy. It hands on a
// *transport.Handoff whose connection leads through the tunnel.
//
// Plain http URLs need no tunnel with an HTTP proxy; none is to be checked then.
func Tunnel(r route.Route, target string, connectID string) checks.Check {
	c := checks.Check{
		ID:      checks.KindProxyTunnel.Name(target),
		Kind:    checks.KindProxyTunnel,
		Route:   r.ID,
		Target:  target,
		Command: proxyCommand(r.Via, target),
		Needs:   []string{connectID},
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			rtt, _ := in.RTT()
			t := tunnel{via: r.Via, target: target, roots: rootsOf(in), wait: checks.ProxyWait(rtt)}
			t.link, _ = checks.ValueOf[*transport.Handoff](in, connectID)
			t.silent = func(f checks.ProxyFacts) {
				in.Provisional(checks.Result{Status: checks.Unknown, Code: f.Code, Facts: f})
			}
			return t.run(ctx)
		},
	}
	if r.Via.Scheme == "https" {
		c.After = []string{trustID}
	}
	return c
}

// proxyCauses are the causes that a proxy's own answer proves.
var proxyCauses = map[checks.Code]checks.Cause{
	checks.ProxyAuth:      checks.CauseProxyAuthRequired,
	checks.ProxyForbidden: checks.CauseProxyForbidden,
	checks.ProxyUpstream:  checks.CauseProxyUpstreamFailed,
	checks.NotAProxy:      checks.CauseProxyNotAProxy,
}

// tunnel is one check's work.
type tunnel struct {
	via    route.Via
	target string
	roots  *x509.CertPool
	link   *transport.Handoff
	wait   checks.Wait
	silent func(checks.ProxyFacts)
}

func (t tunnel) run(ctx context.Context) checks.Result {
	if t.link == nil {
		return checks.Result{Status: checks.Unknown, Code: checks.Unclassified}
	}
	conn, facts := t.negotiate(ctx)
	switch {
	case facts.Code == checks.OK:
		return checks.Result{Status: checks.Pass, Facts: facts, Value: transport.NewHandoff(conn, t.again)}
	case ctx.Err() != nil:
		return checks.Result{Status: checks.Unknown, Code: facts.Code, Facts: facts}
	}
	return checks.Result{Status: checks.Fail, Code: facts.Code, Cause: proven(facts), Facts: facts}
}

// proven is the cause that the proxy's answer proves. A redirect may still be that of a
// sign-in page.
func proven(f checks.ProxyFacts) checks.Cause {
	if f.Location != "" && f.Code == checks.NotAProxy {
		return checks.NoCause
	}
	return proxyCauses[f.Code]
}

// again opens one more tunnel like the one handed on.
func (t tunnel) again(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, t.wait.Final)
	defer cancel()
	conn, err := t.link.Again(ctx)
	if err != nil {
		return nil, err
	}
	conn, facts := t.negotiation().run(ctx, conn)
	if facts.Code != checks.OK {
		return nil, &ChannelError{StepProxy, t.target, facts.Code}
	}
	return conn, nil
}

func (t tunnel) negotiation() negotiation {
	return negotiation{via: t.via, target: t.target, roots: t.roots}
}

// negotiated is what came of asking for a tunnel.
type negotiated struct {
	conn  net.Conn
	facts checks.ProxyFacts
}

// negotiate asks for the tunnel. When the proxy is silent for long, or hangs up
// without a word, it finds out whether something else than a proxy of that scheme
// lives there.
func (t tunnel) negotiate(ctx context.Context) (net.Conn, checks.ProxyFacts) {
	ctx, cancel := context.WithTimeout(ctx, t.wait.Final)
	defer cancel()
	conn, err := t.link.Conn(ctx)
	if err != nil {
		facts := t.negotiation().facts()
		facts.Code = checks.Classify(err)
		return nil, facts
	}
	done := make(chan negotiated, 1)
	asking, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		conn, facts := t.negotiation().run(asking, conn)
		done <- negotiated{conn, facts}
	}()
	tell := time.NewTimer(t.wait.Provisional)
	defer tell.Stop()
	select {
	case n := <-done:
		return n.conn, t.recognised(ctx, n.facts)
	case <-tell.C:
	}
	soFar := t.negotiation().facts()
	soFar.Code = checks.Timeout
	t.silent(soFar)
	speaks := make(chan string, 1)
	go func() { speaks <- t.otherProtocol(asking) }()
	n, other := firstOf(done, speaks, stop)
	if other != "" && n.facts.Code != checks.OK {
		n.facts.Speaks, n.facts.Code = other, checks.NotAProxy
	}
	return n.conn, n.facts
}

// firstOf waits for the proxy's answer, and cuts the wait short as soon as it is
// known that no proxy of that scheme will answer. Both have ended when it returns.
func firstOf(done <-chan negotiated, speaks <-chan string, stop func()) (negotiated, string) {
	select {
	case n := <-done:
		stop()
		return n, <-speaks
	case other := <-speaks:
		if other != "" {
			stop()
		}
		return <-done, other
	}
}

// recognised adds what else lives there to the facts of a conversation that
// ended without an answer.
func (t tunnel) recognised(ctx context.Context, facts checks.ProxyFacts) checks.ProxyFacts {
	if facts.Code != checks.Closed && facts.Code != checks.Reset {
		return facts
	}
	if facts.Speaks = t.otherProtocol(ctx); facts.Speaks != "" {
		facts.Code = checks.NotAProxy
	}
	return facts
}

// otherProtocol names what the proxy's address speaks, if that is not what the
// proxy's URL says; empty when it can't be told.
func (t tunnel) otherProtocol(ctx context.Context) string {
	ctx, cancel := context.WithTimeout(ctx, recogniseWait)
	defer cancel()
	var own string
	switch {
	case isSOCKS(t.via):
		own = speaksSOCKS
	case t.via.Scheme == "https":
		own = speaksTLS
	default:
		own = speaksHTTP
	}
	return recognise(ctx, t.link.Again, own, t.target)
}

// offers lists the authentication schemes that a proxy names, in lower case
// (RFC 9110, section 11.3). Several may share a header line.
func offers(values []string) []string {
	var list []string
	for _, value := range values[:min(len(values), 8)] {
		for _, part := range strings.Split(unquoted(value), ",") {
			scheme, rest, _ := strings.Cut(strings.TrimSpace(part), " ")
			if scheme == "" || strings.Contains(scheme, "=") || strings.HasPrefix(strings.TrimSpace(rest), "=") {
				continue // a parameter of the scheme before
			}
			list = append(list, checks.Clean(strings.ToLower(scheme)))
		}
	}
	return list
}

// unquoted is a header's value without what stands in quotes.
func unquoted(value string) string {
	var b strings.Builder
	quoted := false
	for _, r := range value {
		if r == '"' {
			quoted = !quoted
		} else if !quoted {
			b.WriteRune(r)
		}
	}
	return b.String()
}
