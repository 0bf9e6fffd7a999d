package secure

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/transport"
)

// Handshake checks that a TLS handshake with the server of a route succeeds and
// that its certificate is good. connID is the check whose value is the
// *transport.Handoff to handshake on: a connection, or a proxy's tunnel. It waits
// for the check "trust" and also runs when that has found no roots, as go does.
// It hands on a *transport.Handoff whose connection is a *tls.Conn.
func Handshake(name string, port int, r route.Route, connID string) checks.Check {
	target := net.JoinHostPort(name, strconv.Itoa(port))
	return checks.Check{
		ID:      checks.KindTLS.Name(target),
		Kind:    checks.KindTLS,
		Route:   r.ID,
		Target:  target,
		Command: handshakeCommand(name, target, r.Via),
		Needs:   []string{connID},
		After:   []string{trustID},
		Run: func(ctx context.Context, in *checks.Input) checks.Result {
			rtt, _ := in.RTT()
			h := handshake{
				name: name, via: viaText(r.Via), roots: rootsOf(in),
				wait: checks.TLSWait(rtt), second: checks.TLSSecondHello(rtt),
			}
			h.trust, _ = checks.FactsOf[checks.TrustFacts](in.Board, trustID)
			h.link, _ = checks.ValueOf[*transport.Handoff](in, connID)
			h.silent = func(f checks.TLSFacts) {
				in.Provisional(checks.Result{Status: checks.Unknown, Code: f.Code, Facts: f})
			}
			return h.run(ctx)
		},
	}
}

func handshakeCommand(name, target string, via route.Via) string {
	if !via.Direct() {
		return proxyCommand(via, target)
	}
	return fmt.Sprintf("openssl s_client -connect %s -servername %s -brief </dev/null", target, name)
}

func viaText(via route.Via) string {
	if via.Direct() {
		return ""
	}
	return via.String()
}

// handshake is one check's work.
type handshake struct {
	name   string
	via    string
	roots  *x509.CertPool
	trust  checks.TrustFacts
	link   *transport.Handoff
	wait   checks.Wait
	second time.Duration // when a second handshake starts if the first is met with silence
	silent func(checks.TLSFacts)
}

func (h handshake) run(ctx context.Context) checks.Result {
	if h.link == nil {
		return checks.Result{Status: checks.Unknown, Code: checks.Unclassified}
	}
	s := h.shake(ctx)
	facts := h.facts(s)
	switch {
	case s.code == checks.OK:
		return checks.Result{Status: checks.Pass, Facts: facts, Value: transport.NewHandoff(s.conn, h.again)}
	case ctx.Err() != nil:
		return checks.Result{Status: checks.Unknown, Code: s.code, Facts: facts}
	case s.code == checks.UnknownAuthority:
		roots := newLibrary().collect(systemRoots).certs
		facts.Hidden = h.trust.Replaced() && trustedBy(roots, s.state.PeerCertificates, h.name)
		facts.Incomplete = incomplete(s.state.PeerCertificates, roots)
	case s.code == checks.Expired || s.code == checks.NotYetValid:
		facts.ServerDate = ServerDate(ctx, h.link, h.name)
	}
	return checks.Result{Status: checks.Fail, Code: s.code, Facts: facts}
}

// again opens one more verified connection like the one handed on.
func (h handshake) again(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, h.wait.Final)
	defer cancel()
	conn, err := h.link.Again(ctx)
	if err != nil {
		return nil, err
	}
	return secured(ctx, conn, likeGo(h.name, h.roots))
}

// secured is the connection after a handshake.
func secured(ctx context.Context, conn net.Conn, how hello) (*tls.Conn, error) {
	s := shake(ctx, &tap{Conn: conn}, how)
	if s.code != checks.OK {
		return nil, &ChannelError{Step: StepTLS, Target: how.name, Code: s.code}
	}
	return s.conn, nil
}

// shake races a second handshake against a first one that is met with silence.
func (h handshake) shake(ctx context.Context) shaken {
	r := newShakes(ctx, likeGo(h.name, h.roots))
	defer r.end()
	conn, err := h.link.Conn(ctx)
	if err != nil {
		return shaken{tap: &tap{}, code: checks.Classify(err)}
	}
	first := r.start(conn)
	second := time.NewTimer(h.second)
	defer second.Stop()
	tell := time.NewTimer(h.wait.Provisional)
	defer tell.Stop()
	final := time.NewTimer(h.wait.Final)
	defer final.Stop()
	for {
		select {
		case s := <-r.ended:
			return r.decided(s)
		case <-second.C:
			if first.said() == "" {
				r.startSpare(h.link.Again)
			}
		case <-tell.C:
			h.silent(h.facts(r.pending(first, checks.Timeout)))
		case <-final.C:
			return r.pending(first, checks.Timeout)
		case <-ctx.Done():
			return r.pending(first, checks.Classify(ctx.Err()))
		}
	}
}

func (h handshake) facts(s shaken) checks.TLSFacts {
	f := checks.TLSFacts{
		ServerName: h.name, Address: h.link.Remote(), Via: h.via,
		Version: checks.VersionName(s.state.Version), ALPN: s.state.NegotiatedProtocol,
		Chain: describe(s.state.PeerCertificates), Code: s.code, Roots: h.trust,
		LocalCA: localAuthority(s.verified), Time: s.took, Sent: s.sent, Kept: s.kept, Now: s.now,
		HeadLost: s.headLost, TailOnly: s.tailOnly, Wanted: s.wanted, Alert: s.alert,
		Begun: s.code == checks.Timeout && s.tap.said() != "",
	}
	if said := s.tap.said(); s.code == checks.NotTLS {
		f.First = firstLine(said)
	}
	return f
}

// shakes are the handshakes that race. They end by cancel alone, so that the
// kernel can be asked about a silent one before it is closed.
type shakes struct {
	ctx    context.Context
	cancel context.CancelFunc
	how    hello
	begin  time.Time
	ended  chan shaken
	wg     sync.WaitGroup
}

// maxShakes is how many handshakes there are in one race.
const maxShakes = 2

func newShakes(ctx context.Context, how hello) *shakes {
	r := &shakes{how: how, begin: time.Now(), ended: make(chan shaken, maxShakes)}
	r.ctx, r.cancel = context.WithCancel(context.WithoutCancel(ctx))
	return r
}

// start begins a handshake on a connection.
func (r *shakes) start(conn net.Conn) *tap {
	t := &tap{Conn: conn}
	r.wg.Go(func() { r.ended <- shake(r.ctx, t, r.how) })
	return t
}

// startSpare begins one on a new connection; if none comes about, nothing is
// learned from that.
func (r *shakes) startSpare(open func(context.Context) (net.Conn, error)) {
	r.wg.Go(func() {
		if conn, err := open(r.ctx); err == nil {
			r.ended <- shake(r.ctx, &tap{Conn: conn}, r.how)
		}
	})
}

func (r *shakes) decided(s shaken) shaken {
	s.took = time.Since(r.begin)
	return s
}

// pending describes the first handshake while nothing has come of any.
func (r *shakes) pending(first *tap, code checks.Code) shaken {
	s := shaken{
		tap: first, code: code, took: time.Since(r.begin),
		sent: first.hasWritten() && transport.Acknowledged(first) == checks.Yes,
	}
	s.kept = first.hasWritten() && transport.KeptBack(first)
	s.headLost, s.tailOnly = transport.Fragments(first)
	return s
}

// end stops what still runs and waits for it.
func (r *shakes) end() {
	r.cancel()
	r.wg.Wait()
	for {
		select {
		case s := <-r.ended:
			s.conn.Close()
		default:
			return
		}
	}
}
