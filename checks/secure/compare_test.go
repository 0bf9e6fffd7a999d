package secure

import (
	"crypto/tls"
	"io"
	"net"
	"net/netip"
	"slices"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/transport"
)

func TestCompareTLS(t *testing.T) {
	t.Parallel()
	ca := newAuthority(t, "Test CA")
	good := speakTLS(&tls.Config{Certificates: []tls.Certificate{ca.issue(t, serverName, nil)}}, time.Now())
	// filter lets a connection pass if its hello is to its taste, else does what harm does.
	filter := func(pass func(*tls.ClientHelloInfo) bool, harm func(net.Conn)) func(net.Conn) {
		return func(conn net.Conn) {
			info, again := helloSeen(conn)
			if info != nil && pass(info) {
				good(again)
				return
			}
			harm(conn)
		}
	}
	resetNow := func(conn net.Conn) {
		conn.(*net.TCPConn).SetLinger(0)
		conn.Close()
	}
	notName := func(info *tls.ClientHelloInfo) bool { return info.ServerName != serverName }
	small := func(info *tls.ClientHelloInfo) bool {
		return !slices.Contains(info.SupportedCurves, tls.X25519MLKEM768)
	}
	never := func(*tls.ClientHelloInfo) bool { return false }

	for _, test := range []struct {
		name   string
		handle func(net.Conn)
		want   checks.TLSCompareFacts
	}{
		{"cut by server name", filter(notName, resetNow), checks.TLSCompareFacts{OtherName: checks.OK, SmallHello: checks.Reset}},
		{"large hellos vanish", filter(small, silent), checks.TLSCompareFacts{OtherName: checks.Timeout, SmallHello: checks.OK}},
		{"everything is cut", filter(never, resetNow), checks.TLSCompareFacts{OtherName: checks.Reset, SmallHello: checks.Reset, PlainText: checks.Reset}},
		{"everything is closed", hangUp, checks.TLSCompareFacts{OtherName: checks.Closed, SmallHello: checks.Closed, PlainText: checks.Closed}},
		{"nothing is answered", silent, checks.TLSCompareFacts{OtherName: checks.Timeout, SmallHello: checks.Timeout, PlainText: checks.Timeout}},
		{"plain text is spoken", answer("HTTP/1.0 200 OK\r\n\r\n"), checks.TLSCompareFacts{OtherName: checks.NotTLS, SmallHello: checks.NotTLS, PlainText: checks.OK}},
		{"an alert is an answer", answer("\x15\x03\x03\x00\x02\x02\x70"), checks.TLSCompareFacts{OtherName: checks.OK, SmallHello: checks.TLSAlert, PlainText: checks.OK}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := tlsComparison{name: serverName, link: link(t, serve(t, test.handle)), sameAddress: true, limit: 700 * time.Millisecond}
			r := c.run(t.Context())
			f := r.Facts.(checks.TLSCompareFacts)
			if f.OtherName != test.want.OtherName || f.SmallHello != test.want.SmallHello {
				t.Errorf("got %+v, want %+v", f, test.want)
			}
			if packets := test.want.SmallHello; slices.Contains([]string{"large hellos vanish", "nothing is answered"}, test.name) {
				if f.SmallPackets != checks.NotAsked { // all of it was taken
					t.Errorf("a hello in small packets that is taken in silence: %s", f.SmallPackets)
				}
			} else if f.SmallPackets != packets && !(packets == checks.Closed && f.SmallPackets == checks.Reset) { // a piece met the closed end
				t.Errorf("in small packets: %s, want %s", f.SmallPackets, packets)
			}
			if slices.Contains([]string{"cut by server name", "large hellos vanish"}, test.name) {
				test.want.PlainText = f.PlainText // the filter's own way with what is no hello
			}
			if f.PlainText != test.want.PlainText || f.OtherAddress != checks.NotAsked {
				t.Errorf("got %+v, want %+v", f, test.want)
			}
			if r.Cause != checks.NoCause {
				t.Errorf("a comparison accuses: %q", r.Cause)
			}
		})
	}
}

// Where the right name got an alert, only more than that is an answer to another one.
func TestOtherNamesAfterAnAlert(t *testing.T) {
	ca := newAuthority(t, "Test CA")
	refusing := func(name string) func(net.Conn) {
		config := &tls.Config{GetCertificate: func(info *tls.ClientHelloInfo) (*tls.Certificate, error) {
			if name == "" || info.ServerName == name {
				return nil, io.EOF
			}
			cert := ca.issue(t, "example.com", nil)
			return &cert, nil
		}}
		return speakTLS(config, time.Now())
	}
	for name, want := range map[string]checks.Code{serverName: checks.OK, "": checks.TLSAlert} {
		c := tlsComparison{name: serverName, link: link(t, serve(t, refusing(name))), otherNames: true, limit: 700 * time.Millisecond}
		f := c.run(t.Context()).Facts.(checks.TLSCompareFacts)
		if f.OtherName != want || f.SmallHello != checks.NotAsked {
			t.Errorf("refusing %q: got %+v, want %q", name, f, want)
		}
	}
}

func TestPieces(t *testing.T) {
	here, there := net.Pipe()
	defer there.Close()
	go func() {
		defer here.Close()
		if n, err := (pieces{here, 500}).Write(make([]byte, 1201)); n != 1201 || err != nil {
			t.Errorf("%d bytes, %v", n, err)
		}
	}()
	var sizes []int
	for b := make([]byte, 4096); ; {
		n, err := there.Read(b) // a pipe hands over one write at a time
		if err != nil {
			break
		}
		sizes = append(sizes, n)
	}
	if !slices.Equal(sizes, []int{500, 500, 201}) {
		t.Errorf("written in pieces of %d", sizes)
	}
}

func TestCompareTLSAtAnotherAddress(t *testing.T) {
	ca, stranger := newAuthority(t, "Test CA"), newAuthority(t, "Stranger CA")
	real := speakTLS(&tls.Config{Certificates: []tls.Certificate{ca.issue(t, serverName, nil)}}, time.Now())
	fake := speakTLS(&tls.Config{Certificates: []tls.Certificate{stranger.issue(t, serverName, nil)}}, time.Now())
	doubtful := serve(t, fake)
	port := int(doubtful.Port())
	serveAt(t, netip.AddrPortFrom(netip.MustParseAddr("127.0.0.2"), uint16(port)).String(), real)
	for _, test := range []struct {
		name    string
		others  []string
		code    checks.Code
		address string
	}{
		{"the real one", []string{"127.0.0.1", "127.0.0.2"}, checks.OK, "127.0.0.2"},
		{"one of two", []string{"127.0.0.3", "127.0.0.2"}, checks.OK, "127.0.0.2"},
		{"nobody there", []string{"127.0.0.3"}, checks.Refused, "127.0.0.3"},
		{"none but the one in doubt", []string{"127.0.0.1"}, checks.NotAsked, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var others []netip.Addr
			for _, a := range test.others {
				others = append(others, netip.MustParseAddr(a))
			}
			c := tlsComparison{name: serverName, port: port, roots: ca.pool(), link: link(t, doubtful), limit: 2 * time.Second}
			c.others = c.elsewhere(others)
			f := c.run(t.Context()).Facts.(checks.TLSCompareFacts)
			if f.OtherAddress != test.code || f.SmallHello != checks.NotAsked {
				t.Errorf("got %+v", f)
			}
			if test.address != "" && f.Address.Addr().String() != test.address {
				t.Errorf("got %v", f.Address)
			}
		})
	}
}

// TestCompareElsewhereIsItsOwn: what waits for others' answers does not hold up what
// can be asked at once.
func TestCompareElsewhereIsItsOwn(t *testing.T) {
	none := func(*checks.Board) []netip.Addr { return nil }
	c := CompareElsewhere(serverName, 443, route.Route{ID: "r"}, "connect/x", "public", none)
	if c.ID != "tls-compare/proxy.example:443/public" || c.Target != "proxy.example:443" {
		t.Errorf("got %+v", c)
	}
	f := c.Run(t.Context(), checks.NewInput(checks.NewBoard(), c)).Facts.(checks.TLSCompareFacts)
	if len(f.Evidence()) != 0 {
		t.Errorf("asked nobody, and says %v", f.Evidence())
	}
}

func TestCompareTLSWhen(t *testing.T) {
	c := CompareTLS(serverName, 443, route.Route{ID: "r"}, "connect/x")
	if c.ID != "tls-compare/proxy.example:443" || len(c.Needs) != 0 || len(c.After) != 0 {
		t.Errorf("got %+v", c)
	}
	for _, test := range []struct {
		name   string
		status checks.Status
		code   checks.Code
		want   bool
	}{
		{"passed", checks.Pass, checks.OK, false},
		{"reset", checks.Fail, checks.Reset, true},
		{"another name", checks.Fail, checks.NameMismatch, true},
		{"expired", checks.Fail, checks.Expired, false},
		{"skipped because nothing connects", checks.Skip, checks.OK, true},
	} {
		b := checks.NewBoard()
		b.Put(checks.Result{Check: checks.Check{ID: "tls/proxy.example:443"}, Status: test.status, Code: test.code})
		if got := c.When(b); got != test.want {
			t.Errorf("%s: got %v", test.name, got)
		}
	}
	if !c.When(checks.NewBoard()) {
		t.Error("a handshake that is silent yet is worth comparing")
	}
}

// A failed certificate says nothing about how hellos are treated: only other
// addresses are asked then.
func TestCompareTLSAsksOnlyWhatTeaches(t *testing.T) {
	greeted := make(chan bool, 8)
	to := serve(t, func(conn net.Conn) {
		n, _ := conn.Read(make([]byte, 1))
		greeted <- n > 0
		conn.Close()
	})
	c := CompareTLS(serverName, 443, route.Route{ID: "r"}, "connect/x")
	b := board(map[string]any{"connect/x": transport.NewHandoff(pipeEnd(t), nil)})
	b.Put(checks.Result{Check: checks.Check{ID: "tls/proxy.example:443"}, Status: checks.Fail, Code: checks.NameMismatch})
	f := c.Run(t.Context(), checks.NewInput(b, c)).Facts.(checks.TLSCompareFacts)
	if f.OtherName != checks.NotAsked || len(greeted) != 0 {
		t.Errorf("got %+v", f)
	}
	b.Put(checks.Result{Check: checks.Check{ID: "connect/x"}, Value: link(t, to)})
	b.Put(checks.Result{Check: checks.Check{ID: "tls/proxy.example:443"}, Status: checks.Fail, Code: checks.Reset})
	f = c.Run(t.Context(), checks.NewInput(b, c)).Facts.(checks.TLSCompareFacts)
	if f.OtherName == checks.NotAsked || f.SmallHello == checks.NotAsked || f.PlainText == checks.NotAsked {
		t.Errorf("got %+v", f)
	}
}

func pipeEnd(t *testing.T) net.Conn {
	a, b := net.Pipe()
	t.Cleanup(func() { a.Close(); b.Close() })
	go io.Copy(io.Discard, b)
	return a
}
