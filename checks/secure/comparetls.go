package secure

import (
	"context"
	"crypto/x509"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/transport"
)

const (
	// neutralName is a server name that no filter has a reason to cut, and that
	// is reserved for such use (RFC 2606).
	neutralName = "example.com"
	// compareWait bounds a comparison: less than the final wait of the handshake
	// that it explains, which began before.
	compareWait = 3 * time.Second
	// otherAddresses is how many addresses of a comparison are tried.
	otherAddresses = 2
)

// CompareTLS asks the address whose handshake with name failed, or is silent, in
// other ways, so as to tell causes apart: with another server name, with a small
// ClientHello, without TLS. It is to be planned only then; nothing here waits for the
// handshake. connID is the check that the handshake needs. Its failure accuses nobody.
func CompareTLS(name string, port int, r route.Route, connID string) checks.Check {
	c := compareTLS(name, port, r, "")
	c.Command = "openssl s_client -connect " + c.Target + " -servername " + neutralName + " -brief </dev/null"
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		t := newComparison(in, name, port, connID)
		tls, ended := in.Result(checks.KindTLS.Name(c.Target))
		t.sameAddress = t.link != nil && (!ended || slices.Contains(cutOff, tls.Code))
		t.otherNames = t.link != nil && ended && slices.Contains(alerts, tls.Code)
		return t.run(ctx)
	}
	return c
}

// CompareElsewhere asks other addresses for the server of that name: those that
// others gives once the check has started, for example from public resolvers. who
// tells comparisons with different sources apart. It may only be planned where go
// connects directly.
func CompareElsewhere(name string, port int, r route.Route, connID, who string, others func(*checks.Board) []netip.Addr) checks.Check {
	c := compareTLS(name, port, r, who)
	c.Command = "openssl s_client -connect ADDRESS:" + strconv.Itoa(port) + " -servername " + name + " -brief </dev/null"
	c.Run = func(ctx context.Context, in *checks.Input) checks.Result {
		t := newComparison(in, name, port, connID)
		t.others = t.elsewhere(others(in.Board))
		return t.run(ctx)
	}
	return c
}

// compareTLS is what both have in common.
func compareTLS(name string, port int, r route.Route, who string) checks.Check {
	target := net.JoinHostPort(name, strconv.Itoa(port))
	id := target
	if who != "" {
		id += "/" + who
	}
	return checks.Check{
		ID: checks.KindTLSCompare.Name(id), Kind: checks.KindTLSCompare, Route: r.ID, Target: target,
		When: func(b *checks.Board) bool {
			tls, ended := b.Result(checks.KindTLS.Name(target))
			return !ended || tls.Status == checks.Skip || slices.Contains(worthComparing, tls.Code)
		},
	}
}

func newComparison(in *checks.Input, name string, port int, connID string) tlsComparison {
	c := tlsComparison{name: name, port: port, roots: rootsOf(in), limit: compareWait}
	c.link, _ = checks.ValueOf[*transport.Handoff](in, connID)
	return c
}

// cutOff are failures that may depend on what was said in the hello.
var cutOff = []checks.Code{checks.Reset, checks.Closed, checks.Timeout, checks.NotTLS}

// alerts are answers that may depend on the name in the hello.
var alerts = []checks.Code{checks.TLSAlert, checks.TLSVersion}

// worthComparing are failures that another way of asking tells more about: besides
// those, answers that may be another server's.
var worthComparing = slices.Concat([]checks.Code{checks.NameMismatch, checks.UnknownAuthority}, alerts, cutOff)

// smallPiece is how many bytes of a hello a small packet carries: with its headers it
// fits wherever IPv4 does (RFC 1122, section 3.3.3: 576 bytes).
const smallPiece = 500

// tlsComparison is one check's work.
type tlsComparison struct {
	name        string
	port        int
	roots       *x509.CertPool
	link        *transport.Handoff
	sameAddress bool // ask the same address in other ways
	otherNames  bool // ask it with other names alone: the right one got an alert
	others      []netip.Addr
	limit       time.Duration
}

// elsewhere keeps addresses that are not the one which is in doubt.
func (c tlsComparison) elsewhere(addrs []netip.Addr) []netip.Addr {
	var list []netip.Addr
	for _, addr := range addrs {
		addr = addr.Unmap()
		if (c.link == nil || addr != c.link.Remote().Addr()) && !slices.Contains(list, addr) {
			list = append(list, addr)
		}
	}
	return list[:min(len(list), otherAddresses)]
}

func (c tlsComparison) run(ctx context.Context) checks.Result {
	ctx, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	f := checks.TLSCompareFacts{
		OtherName: checks.NotAsked, SmallHello: checks.NotAsked, SmallPackets: checks.NotAsked, PlainText: checks.NotAsked, OtherAddress: checks.NotAsked,
	}
	var wg sync.WaitGroup
	if c.sameAddress {
		wg.Go(func() { f.OtherName = c.otherName(ctx, isTLS) })
		wg.Go(func() { f.SmallHello = c.greet(ctx, hello{name: c.name, small: true}, isServerHello) })
		wg.Go(func() { f.SmallPackets = c.smallPackets(ctx) })
		wg.Go(func() { f.PlainText = c.plainText(ctx) })
	}
	if c.otherNames {
		wg.Go(func() { f.OtherName = c.otherName(ctx, isServerHello) })
	}
	if len(c.others) > 0 {
		wg.Go(func() { f.OtherAddress, f.Address = c.otherAddress(ctx) })
	}
	wg.Wait()
	status := checks.Fail
	if slices.Contains([]checks.Code{f.OtherName, f.SmallHello, f.SmallPackets, f.PlainText, f.OtherAddress}, checks.OK) {
		status = checks.Pass
	}
	return checks.Result{Status: status, Facts: f}
}

// otherName is OK when a neutral name, or none, is answered. Where the right one got
// nothing, an alert is an answer: most servers do not know the name.
func (c tlsComparison) otherName(ctx context.Context, answered func(string) bool) checks.Code {
	names := []string{neutralName, ""}
	codes := each(names, func(name string) checks.Code { return c.greet(ctx, hello{name: name}, answered) })
	if slices.Contains(codes, checks.OK) {
		return checks.OK
	}
	return codes[0]
}

// greet makes a handshake to see whether the peer answers, not whether it is to
// be trusted; nothing is said after it.
func (c tlsComparison) greet(ctx context.Context, how hello, answered func(string) bool) checks.Code {
	how.protos = []string{"h2", "http/1.1"}
	conn, err := c.link.Again(ctx)
	if err != nil {
		return checks.Classify(err)
	}
	t := &tap{Conn: conn}
	s := shake(ctx, t, how)
	if s.code == checks.OK {
		s.conn.Close()
	}
	switch {
	case answered(t.said()):
		return checks.OK
	case s.code == checks.OK: // cannot be: a handshake without an answer
		return checks.Unclassified
	}
	return s.code
}

// smallPackets is OK when the hello that go sends is answered once it goes out in
// small packets, also where what can be seen of the answer is its end alone. NotAsked
// is for a peer that took the whole hello and was silent: the beginning of its answer
// may be lost as well.
func (c tlsComparison) smallPackets(ctx context.Context) checks.Code {
	conn, err := c.link.Again(ctx)
	if err != nil {
		return checks.Classify(err)
	}
	var tail, taken atomic.Bool
	look := func() { // the kernel cannot be asked any more once the connection is closed
		_, received := transport.Fragments(conn)
		tail.Store(received)
		taken.Store(transport.Acknowledged(conn) == checks.Yes)
	}
	if end, limited := ctx.Deadline(); limited {
		defer time.AfterFunc(time.Until(end)-lookBefore, look).Stop()
	}
	t := &tap{Conn: pieces{conn, smallPiece}}
	s := shake(ctx, t, hello{name: c.name, protos: likeGo(c.name, nil).protos})
	if s.code == checks.OK {
		s.conn.Close()
	}
	switch {
	case isServerHello(t.said()) || tail.Load():
		return checks.OK
	case s.code == checks.Timeout && taken.Load():
		return checks.NotAsked
	}
	return s.code
}

// lookBefore is how long before a silent handshake's end the kernel is asked about it.
const lookBefore = 100 * time.Millisecond

// plainText is OK when anything came back for a request without TLS and without
// any name.
func (c tlsComparison) plainText(ctx context.Context) checks.Code {
	conn, err := c.link.Again(ctx)
	if err != nil {
		return checks.Classify(err)
	}
	defer conn.Close()
	return checks.Classify(converse(ctx, conn, func() error {
		if _, err := conn.Write([]byte("GET / HTTP/1.0\r\n\r\n")); err != nil {
			return err
		}
		_, err := conn.Read(make([]byte, 1))
		return err
	}))
}

// otherAddress is OK when one of the other addresses proves to be name's server.
func (c tlsComparison) otherAddress(ctx context.Context) (checks.Code, netip.AddrPort) {
	codes := each(c.others, func(addr netip.Addr) checks.Code {
		attempt, conn := transport.DialOne(ctx, netip.AddrPortFrom(addr, uint16(c.port)), c.limit)
		if conn == nil {
			return attempt.Code
		}
		s := shake(ctx, &tap{Conn: conn}, likeGo(c.name, c.roots))
		if s.code == checks.OK {
			s.conn.Close()
		}
		return s.code
	})
	best := max(slices.Index(codes, checks.OK), 0)
	return codes[best], netip.AddrPortFrom(c.others[best], uint16(c.port))
}

// each asks about all at once.
func each[T any](list []T, ask func(T) checks.Code) []checks.Code {
	codes := make([]checks.Code, len(list))
	var wg sync.WaitGroup
	for i, x := range list {
		wg.Go(func() { codes[i] = ask(x) })
	}
	wg.Wait()
	return codes
}
