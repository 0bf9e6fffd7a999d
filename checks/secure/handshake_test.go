package secure

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/transport"
)

// newHandshake is a handshake with short deadlines.
func newHandshake(h *transport.Handoff, roots *x509.CertPool) handshake {
	return handshake{
		name: serverName, roots: roots, link: h, wait: quick, second: 100 * time.Millisecond,
		silent: func(checks.TLSFacts) {},
	}
}

func TestHandshake(t *testing.T) {
	t.Parallel()
	ca, stranger := newAuthority(t, "Test CA"), newAuthority(t, "Stranger CA")
	year := 365 * 24 * time.Hour
	with := func(cert tls.Certificate) *tls.Config {
		return &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"h2"}}
	}
	old := with(ca.issue(t, serverName, nil))
	old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	good := with(ca.issue(t, serverName, nil))
	serverTime := time.Now().Add(-3 * time.Hour).Truncate(time.Second)
	plain := "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"

	for _, test := range []struct {
		name   string
		handle func(net.Conn)
		code   checks.Code
		chain  int    // certificates recorded
		first  string // what the peer said in place of TLS
		dated  bool
	}{
		{"good", speakTLS(good, serverTime), checks.OK, 1, "", false},
		{"unknown authority", speakTLS(with(stranger.issue(t, serverName, nil)), serverTime), checks.UnknownAuthority, 1, "", false},
		{"another name", speakTLS(with(ca.issue(t, "portal.example", nil)), serverTime), checks.NameMismatch, 1, "", false},
		{"common name only", speakTLS(with(ca.issue(t, serverName, func(c *x509.Certificate) { c.DNSNames = nil })), serverTime), checks.NameMismatch, 1, "", false},
		{"expired", speakTLS(with(ca.issue(t, serverName, func(c *x509.Certificate) {
			c.NotBefore, c.NotAfter = time.Now().Add(-2*year), time.Now().Add(-year)
		})), serverTime), checks.Expired, 1, "", true},
		{"not yet valid", speakTLS(with(ca.issue(t, serverName, func(c *x509.Certificate) {
			c.NotBefore, c.NotAfter = time.Now().Add(year), time.Now().Add(2*year)
		})), serverTime), checks.NotYetValid, 1, "", true},
		{"not for servers", speakTLS(with(ca.issue(t, serverName, func(c *x509.Certificate) {
			c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
		})), serverTime), checks.BadCertificate, 1, "", false},
		{"TLS 1.1 only", speakTLS(old, serverTime), checks.TLSVersion, 0, "", false},
		{"no certificate at all", speakTLS(&tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, io.EOF }}, serverTime), checks.TLSAlert, 0, "", false},
		{"plain HTTP", answer(plain), checks.NotTLS, 0, "HTTP/1.1 400 Bad Request", false},
		{"an SSH server", answer("SSH-2.0-OpenSSH_9.2\r\n"), checks.NotTLS, 0, "SSH-2.0-OpenSSH_9.2", false},
		{"hangs up", hangUp, checks.Closed, 0, "", false},
		{"resets", reset, checks.Reset, 0, "", false},
		{"silent", silent, checks.Timeout, 0, "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := newHandshake(link(t, serve(t, test.handle)), ca.pool()).run(t.Context())
			f := r.Facts.(checks.TLSFacts)
			if r.Code != test.code || f.Code != test.code || len(f.Chain) != test.chain || f.First != test.first {
				t.Fatalf("got %q with %+v, want %q", r.Code, f, test.code)
			}
			if (r.Status == checks.Pass) != (test.code == checks.OK) || r.Cause != checks.NoCause {
				t.Errorf("status %s, cause %q", r.Status, r.Cause)
			}
			if dated := !f.ServerDate.IsZero(); dated != test.dated || dated && !f.ServerDate.Equal(serverTime) {
				t.Errorf("server's time %v, want %v: %v", f.ServerDate, test.dated, serverTime)
			}
			if test.code == checks.Timeout && (!f.Sent || f.Time < quick.Final) {
				t.Errorf("the hello was acknowledged and the wait was %v: %+v", quick.Final, f)
			}
		})
	}
}

func TestHandshakeFacts(t *testing.T) {
	ca := newAuthority(t, "Test CA")
	config := &tls.Config{Certificates: []tls.Certificate{ca.issue(t, serverName, nil)}, NextProtos: []string{"h2"}}
	to := serve(t, speakTLS(config, time.Now()))
	r := newHandshake(link(t, to), ca.pool()).run(t.Context())
	f := r.Facts.(checks.TLSFacts)
	leaf := f.Chain[0]
	if f.Version != "TLS 1.3" || f.ALPN != "h2" || f.Address != to || f.ServerName != serverName || f.Time <= 0 {
		t.Errorf("got %+v", f)
	}
	if leaf.Issuer != "CN=Test CA" || leaf.Names[0] != serverName || leaf.SelfSigned || len(leaf.Fingerprint) != 32*3-1 {
		t.Errorf("got %+v", leaf)
	}
	h := r.Value.(*transport.Handoff)
	for range 2 { // the one handed on, and another one
		conn, err := h.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := conn.(*tls.Conn); !ok {
			t.Errorf("got a %T: net/http recognises HTTP/2 by *tls.Conn alone", conn)
		}
		conn.Close()
	}
}

// A large hello, as go sends it by default, must be what is tested.
func TestHandshakeGreetsLikeGo(t *testing.T) {
	ca := newAuthority(t, "Test CA")
	seen := make(chan *tls.ClientHelloInfo, 1)
	to := serve(t, func(conn net.Conn) {
		info, conn := helloSeen(conn)
		seen <- info
		speakTLS(&tls.Config{Certificates: []tls.Certificate{ca.issue(t, serverName, nil)}}, time.Now())(conn)
	})
	if r := newHandshake(link(t, to), ca.pool()).run(t.Context()); r.Code != checks.OK {
		t.Fatalf("got %+v", r)
	}
	info := <-seen
	if info.ServerName != serverName || strings.Join(info.SupportedProtos, " ") != "h2 http/1.1" || info.SupportedCurves[0] != tls.X25519MLKEM768 {
		t.Errorf("got name %q, ALPN %v, curves %v", info.ServerName, info.SupportedProtos, info.SupportedCurves)
	}
}

func TestSecondHelloSavesALostOne(t *testing.T) {
	t.Parallel()
	ca := newAuthority(t, "Test CA")
	good := speakTLS(&tls.Config{Certificates: []tls.Certificate{ca.issue(t, serverName, nil)}}, time.Now())
	var count atomic.Int32
	to := serve(t, func(conn net.Conn) {
		if count.Add(1) > 1 {
			good(conn)
		}
	})
	h := newHandshake(link(t, to), ca.pool())
	h.wait = checks.Wait{Provisional: 5 * time.Second, Final: 6 * time.Second}
	if r := h.run(t.Context()); r.Status != checks.Pass {
		t.Errorf("got %s %q", r.Status, r.Code)
	}
	if n := count.Load(); n != 2 {
		t.Errorf("%d connections", n)
	}
}

func TestHandshakeTellsSilence(t *testing.T) {
	t.Parallel()
	h := newHandshake(link(t, serve(t, silent)), nil)
	told := 0
	h.silent = func(f checks.TLSFacts) {
		told++
		if f.Code != checks.Timeout || !f.Sent {
			t.Errorf("got %+v", f)
		}
	}
	h.run(t.Context())
	if told != 1 {
		t.Errorf("silence was told %d times", told)
	}
}

// Nothing but the question for the time may be said to an unverified server, and
// that only when its certificate is out of date.
func TestNothingIsSaidToUnverifiedServers(t *testing.T) {
	ca, stranger := newAuthority(t, "Test CA"), newAuthority(t, "Stranger CA")
	said := make(chan string, 4)
	config := &tls.Config{Certificates: []tls.Certificate{stranger.issue(t, serverName, nil)}}
	to := serve(t, func(raw net.Conn) {
		conn := tls.Server(raw, config)
		data, _ := io.ReadAll(conn)
		said <- string(data)
	})
	newHandshake(link(t, to), ca.pool()).run(t.Context())
	if got := <-said; got != "" {
		t.Errorf("said %q", got)
	}
}

func TestServerDateSendsNoSecret(t *testing.T) {
	ca := newAuthority(t, "Test CA")
	said := make(chan string, 1)
	config := &tls.Config{Certificates: []tls.Certificate{ca.issue(t, serverName, nil)}}
	to := serve(t, func(raw net.Conn) {
		conn := tls.Server(raw, config)
		buffer := make([]byte, 4096)
		n, _ := conn.Read(buffer)
		said <- string(buffer[:n])
		conn.Close()
	})
	if date := ServerDate(t.Context(), link(t, to), serverName); !date.IsZero() {
		t.Errorf("got %v", date)
	}
	want := "HEAD / HTTP/1.1\r\nHost: " + serverName + "\r\nUser-Agent: Go-http-client/1.1\r\nConnection: close\r\n\r\n"
	if got := <-said; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

func TestHandshakeCheck(t *testing.T) {
	ca := newAuthority(t, "Test CA")
	to := serve(t, speakTLS(&tls.Config{Certificates: []tls.Certificate{ca.issue(t, serverName, nil)}}, time.Now()))
	c := Handshake(serverName, 443, route.Route{ID: "module-proxy-1"}, "connect/x")
	if c.ID != "tls/proxy.example:443" || c.Needs[0] != "connect/x" || c.After[0] != "trust" || c.Route != "module-proxy-1" {
		t.Fatalf("got %+v", c)
	}
	for _, test := range []struct {
		name  string
		roots *x509.CertPool
		code  checks.Code
	}{
		{"roots of the trust check", ca.pool(), checks.OK},
		{"no roots at all", x509.NewCertPool(), checks.UnknownAuthority},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := board(map[string]any{"connect/x": link(t, to), "trust": test.roots})
			if r := c.Run(t.Context(), checks.NewInput(b, c)); r.Code != test.code {
				t.Errorf("got %q, want %q", r.Code, test.code)
			}
		})
	}
}

func TestVerifyCode(t *testing.T) {
	now := time.Now()
	cert := &x509.Certificate{NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour)}
	invalid := x509.CertificateInvalidError{Cert: cert, Reason: x509.Expired}
	for _, test := range []struct {
		name string
		now  time.Time
		want checks.Code
	}{
		{"clock behind", now.Add(-2 * time.Hour), checks.NotYetValid},
		{"clock ahead", now.Add(2 * time.Hour), checks.Expired},
	} {
		if got := verifyCode(invalid, test.now); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestHTTP2Off(t *testing.T) {
	for godebug, want := range map[string]bool{
		"": false, "http2client=0": true, "tlsmlkem=0,http2client=0": true, "http2client=0,http2client=1": false, "xhttp2client=0": false,
	} {
		if got := http2Off(godebug); got != want {
			t.Errorf("%q: %v", godebug, got)
		}
	}
}
