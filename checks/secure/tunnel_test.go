package secure

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
	"gomend/checks/transport"
)

// httpProxy grants tunnels to one server and hands every request to see, if set.
func httpProxy(server netip.AddrPort, see func(*http.Request)) func(net.Conn) {
	return func(conn net.Conn) {
		req, err := http.ReadRequest(bufio.NewReader(conn))
		if err != nil {
			conn.Close()
			return
		}
		if see != nil {
			see(req)
		}
		to, err := net.Dial("tcp", server.String())
		if err != nil {
			conn.Close()
			return
		}
		io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n")
		forward(conn, to)
	}
}

// socksProxy is a SOCKS5 server that wants the password if there is one, and
// gives this reply.
func socksProxy(server netip.AddrPort, user, password string, reply byte, asked *string) func(net.Conn) {
	return func(conn net.Conn) {
		defer conn.Close()
		if !socksServerGreets(conn, user, password) {
			return
		}
		head := make([]byte, 5)
		if _, err := io.ReadFull(conn, head); err != nil || head[3] != socksName {
			return
		}
		rest := make([]byte, int(head[4])+2)
		io.ReadFull(conn, rest)
		if asked != nil {
			*asked = string(rest[:head[4]])
		}
		conn.Write([]byte{5, reply, 0, 1, 0, 0, 0, 0, 0, 0})
		if reply != 0 {
			return
		}
		to, err := net.Dial("tcp", server.String())
		if err == nil {
			forward(conn, to)
		}
	}
}

func socksServerGreets(conn net.Conn, user, password string) bool {
	head := make([]byte, 2)
	if _, err := io.ReadFull(conn, head); err != nil {
		return false
	}
	methods := make([]byte, head[1])
	io.ReadFull(conn, methods)
	if user == "" {
		conn.Write([]byte{5, 0})
		return true
	}
	if !slices.Contains(methods, 2) {
		conn.Write([]byte{5, 0xff})
		return false
	}
	conn.Write([]byte{5, 2})
	io.ReadFull(conn, head)
	name := make([]byte, head[1]+1)
	io.ReadFull(conn, name)
	secret := make([]byte, name[len(name)-1])
	io.ReadFull(conn, secret)
	good := string(name[:len(name)-1]) == user && string(secret) == password
	if !good {
		conn.Write([]byte{1, 1})
		return false
	}
	conn.Write([]byte{1, 0})
	return true
}

func newTunnel(t *testing.T, h *transport.Handoff, proxy string, roots *x509.CertPool) tunnel {
	return tunnel{
		via: proxyVia(t, proxy), target: serverName + ":443", roots: roots, link: h, wait: quick,
		silent: func(checks.ProxyFacts) {},
	}
}

func TestTunnelThroughHTTP(t *testing.T) {
	t.Parallel()
	to := serve(t, answer("hello"))
	status := func(line string) func(net.Conn) { return answer("HTTP/1.1 " + line + "\r\n\r\n") }
	for _, test := range []struct {
		name   string
		handle func(net.Conn)
		code   checks.Code
		cause  checks.Cause
		status int
	}{
		{"granted", httpProxy(to, nil), checks.OK, checks.NoCause, 200},
		{"granted with an idle page's header", func(conn net.Conn) {
			conn.Read(make([]byte, 4096))
			io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
		}, checks.OK, checks.NoCause, 200},
		{"407", status("407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic realm=\"a, b\""), checks.ProxyAuth, checks.CauseProxyAuthRequired, 407},
		{"403", status("403 Forbidden"), checks.ProxyForbidden, checks.CauseProxyForbidden, 403},
		{"451", status("451 Unavailable"), checks.ProxyForbidden, checks.CauseProxyForbidden, 451},
		{"own words", status("470 URLBlocked by ACME Gateway"), checks.ProxyForbidden, checks.CauseProxyForbidden, 470},
		{"400 of Squid", status("400 Bad Request\r\nX-Squid-Error: ERR_INVALID_REQ 0"), checks.ProxyForbidden, checks.CauseProxyForbidden, 400},
		{"404 of Privoxy", status("404 No such domain\r\nServer: Privoxy 3"), checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, 404},
		{"500", status("500 Oops"), checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, 500},
		{"502", status("502 Bad Gateway"), checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, 502},
		{"503", status("503 Service Unavailable"), checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, 503},
		{"504", status("504 Gateway Timeout"), checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, 504},
		{"no reason", status("502"), checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, 502},
		{"405", status("405 Method Not Allowed"), checks.NotAProxy, checks.CauseProxyNotAProxy, 405},
		{"400", status("400 Bad Request"), checks.NotAProxy, checks.CauseProxyNotAProxy, 400},
		{"404", status("404 Not Found"), checks.NotAProxy, checks.CauseProxyNotAProxy, 404},
		{"302 to a sign-in page", status("302 Found\r\nLocation: http://portal.example/"), checks.ProxySignIn, checks.NoCause, 302},
		{"307 to a page about the target", status("307 Temporary Redirect\r\nLocation: http://gate.example/?to=" + serverName), checks.ProxySignIn, checks.NoCause, 307},
		{"302 of Squid", status("302 Found\r\nServer: squid/6.6\r\nLocation: http://gate.example/"), checks.ProxySignIn, checks.NoCause, 302},
		{"302 to a web server's proper name", status("302 Found\r\nLocation: https://www.example.com/"), checks.NotAProxy, checks.NoCause, 302},
		{"511", status("511 Network Authentication Required"), checks.ProxySignIn, checks.NoCause, 511},
		{"200 with a page", answer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"), checks.NotAProxy, checks.CauseProxyNotAProxy, 200},
		{"a mail server", answer("220 mail.example ESMTP\r\n"), checks.NotAProxy, checks.CauseProxyNotAProxy, 0},
		{"a TLS alert", answer("\x15\x03\x01\x00\x02\x02\x46"), checks.NotAProxy, checks.CauseProxyNotAProxy, 0},
		{"an endless header", answer("HTTP/1.1 200 OK\r\nX: " + string(make([]byte, 2*headerLimit))), checks.NotAProxy, checks.CauseProxyNotAProxy, 0},
		{"hangs up", hangUp, checks.Closed, checks.NoCause, 0},
		{"resets", reset, checks.Reset, checks.NoCause, 0},
		{"silent", silent, checks.Timeout, checks.NoCause, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			proxy := serve(t, test.handle)
			r := newTunnel(t, link(t, proxy), "http://user:secret@"+proxy.String(), nil).run(t.Context())
			f := r.Facts.(checks.ProxyFacts)
			if r.Code != test.code || r.Cause != test.cause || f.Status != test.status || f.Reply != -1 {
				t.Errorf("got %q, cause %q: %+v", r.Code, r.Cause, f)
			}
			if (r.Status == checks.Pass) != (test.code == checks.OK) {
				t.Errorf("status %s", r.Status)
			}
			if f.Proxy != "http://user:xxxxx@"+proxy.String() || !f.Sent {
				t.Errorf("got %+v", f)
			}
			if h, ok := r.Value.(*transport.Handoff); ok {
				h.Close()
			}
		})
	}
}

func TestConnectRequestIsThatOfNetHTTP(t *testing.T) {
	requests := make(chan *http.Request, 1)
	to := serve(t, silent)
	proxy := serve(t, httpProxy(to, func(r *http.Request) { requests <- r }))
	r := newTunnel(t, link(t, proxy), "http://user:se%20cret@"+proxy.String(), nil).run(t.Context())
	defer r.Value.(*transport.Handoff).Close()
	got := <-requests
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte("user:se cret"))
	if got.Method != "CONNECT" || got.RequestURI != serverName+":443" || got.Host != serverName+":443" ||
		got.Header.Get("User-Agent") != "Go-http-client/1.1" || got.Header.Get("Proxy-Authorization") != want || len(got.Header) != 2 {
		t.Errorf("got %s %s, host %s, %v", got.Method, got.RequestURI, got.Host, got.Header)
	}
}

func TestTunnelThroughSOCKS(t *testing.T) {
	t.Parallel()
	to := serve(t, answer("hello"))
	for _, test := range []struct {
		name   string
		handle func(net.Conn)
		user   string
		code   checks.Code
		cause  checks.Cause
		stage  checks.Stage
		reply  int
	}{
		{"granted", socksProxy(to, "", "", 0, nil), "", checks.OK, checks.NoCause, checks.StageTunnel, 0},
		{"granted with a password", socksProxy(to, "user", "secret", 0, nil), "user:secret@", checks.OK, checks.NoCause, checks.StageTunnel, 0},
		{"password not wanted", socksProxy(to, "", "", 0, nil), "user:secret@", checks.OK, checks.NoCause, checks.StageTunnel, 0},
		{"wants a password", socksProxy(to, "user", "secret", 0, nil), "", checks.ProxyAuth, checks.CauseProxyAuthRequired, checks.StageHello, -1},
		{"chooses a password that was not offered", answer("\x05\x02"), "", checks.ProxyAuth, checks.CauseProxyAuthRequired, checks.StageHello, -1},
		{"wrong password", socksProxy(to, "user", "secret", 0, nil), "user:wrong@", checks.ProxyAuth, checks.CauseProxyAuthRequired, checks.StageHello, -1},
		{"empty user name", socksProxy(to, "user", "secret", 0, nil), ":secret@", checks.ProxyAuth, checks.CauseProxyAuthRequired, checks.StageHello, -1},
		{"general failure", socksProxy(to, "", "", 1, nil), "", checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, checks.StageRequest, 1},
		{"ruleset", socksProxy(to, "", "", 2, nil), "", checks.ProxyForbidden, checks.CauseProxyForbidden, checks.StageRequest, 2},
		{"network unreachable", socksProxy(to, "", "", 3, nil), "", checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, checks.StageRequest, 3},
		{"host unreachable", socksProxy(to, "", "", 4, nil), "", checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, checks.StageRequest, 4},
		{"refused", socksProxy(to, "", "", 5, nil), "", checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, checks.StageRequest, 5},
		{"TTL expired", socksProxy(to, "", "", 6, nil), "", checks.ProxyUpstream, checks.CauseProxyUpstreamFailed, checks.StageRequest, 6},
		{"HTTP answers", answer("HTTP/1.1 400 Bad Request\r\n\r\n"), "", checks.NotAProxy, checks.CauseProxyNotAProxy, checks.StageHello, -1},
		{"hangs up", hangUp, "", checks.Closed, checks.NoCause, checks.StageHello, -1},
		{"silent", silent, "", checks.Timeout, checks.NoCause, checks.StageHello, -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			proxy := serve(t, test.handle)
			r := newTunnel(t, link(t, proxy), "socks5://"+test.user+proxy.String(), nil).run(t.Context())
			f := r.Facts.(checks.ProxyFacts)
			if r.Code != test.code || r.Cause != test.cause || f.Stage != test.stage || f.Reply != test.reply || f.Sent != (test.user != "") {
				t.Fatalf("got %q, cause %q: %+v", r.Code, r.Cause, f)
			}
			if h, ok := r.Value.(*transport.Handoff); ok {
				checkHello(t, h)
			}
		})
	}
}

// checkHello reads the server's word through the tunnel, then through another one.
func checkHello(t *testing.T, h *transport.Handoff) {
	t.Helper()
	for range 2 {
		conn, err := h.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		io.WriteString(conn, "x")
		word := make([]byte, 5)
		if _, err := io.ReadFull(conn, word); err != nil || string(word) != "hello" {
			t.Errorf("got %q, %v", word, err)
		}
		conn.Close()
	}
}

func TestSOCKSLetsTheProxyResolve(t *testing.T) {
	to := serve(t, silent)
	var asked string
	proxy := serve(t, socksProxy(to, "", "", 0, &asked))
	r := newTunnel(t, link(t, proxy), "socks5h://"+proxy.String(), nil).run(t.Context())
	if h, ok := r.Value.(*transport.Handoff); ok {
		h.Close()
	}
	if r.Status != checks.Pass || asked != serverName {
		t.Errorf("got %+v, asked for %q", r, asked)
	}
}

func TestTunnelThroughHTTPS(t *testing.T) {
	t.Parallel()
	ca, stranger := newAuthority(t, "Test CA"), newAuthority(t, "Stranger CA")
	to := serve(t, answer("hello"))
	wrapped := func(ca authority, inner func(net.Conn)) func(net.Conn) {
		config := &tls.Config{Certificates: []tls.Certificate{ca.issue(t, "127.0.0.1", func(c *x509.Certificate) {
			c.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
		})}}
		return func(raw net.Conn) { inner(tls.Server(raw, config)) }
	}
	for _, test := range []struct {
		name   string
		handle func(net.Conn)
		code   checks.Code
		cause  checks.Cause
		stage  checks.Stage
		speaks string
	}{
		{"granted", wrapped(ca, httpProxy(to, nil)), checks.OK, checks.NoCause, checks.StageTunnel, ""},
		{"not trusted", wrapped(stranger, httpProxy(to, nil)), checks.UnknownAuthority, checks.NoCause, checks.StageTLS, ""},
		{"answers in plain", answer("HTTP/1.1 400 Bad Request\r\n\r\n"), checks.NotAProxy, checks.CauseProxyNotAProxy, checks.StageTLS, "http"},
		{"is a plain proxy that hangs up", httpProxy(to, nil), checks.NotAProxy, checks.CauseProxyNotAProxy, checks.StageTLS, "http"},
		{"silent", silent, checks.Timeout, checks.NoCause, checks.StageTLS, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			proxy := serve(t, test.handle)
			r := newTunnel(t, link(t, proxy), "https://"+proxy.String(), ca.pool()).run(t.Context())
			f := r.Facts.(checks.ProxyFacts)
			if r.Code != test.code || r.Cause != test.cause || f.Stage != test.stage || f.Speaks != test.speaks {
				t.Errorf("got %q, cause %q: %+v", r.Code, r.Cause, f)
			}
			if h, ok := r.Value.(*transport.Handoff); ok {
				checkHello(t, h)
			}
		})
	}
}

// What a wrong scheme in the proxy's URL leads to is told from a proxy that is
// dead, by asking in the other protocols.
func TestWrongSchemeIsRecognised(t *testing.T) {
	t.Parallel()
	ca := newAuthority(t, "Test CA")
	to := serve(t, silent)
	config := &tls.Config{Certificates: []tls.Certificate{ca.issue(t, "127.0.0.1", nil)}}
	for _, test := range []struct {
		name, scheme string
		handle       func(net.Conn)
		speaks       string
	}{
		{"SOCKS given for an HTTP proxy", "socks5", httpProxy(to, nil), "http"},
		{"HTTP given for a SOCKS proxy", "http", socksProxy(to, "", "", 0, nil), "socks"},
		{"HTTP given for a proxy behind TLS", "http", speakTLS(config, time.Now()), "tls"},
		{"HTTPS given for a plain proxy that waits", "https", func(conn net.Conn) {
			reader := bufio.NewReader(conn)
			if first, err := reader.Peek(1); err != nil || first[0] == recordHandshake {
				return
			}
			io.WriteString(conn, "HTTP/1.1 403 Forbidden\r\n\r\n")
		}, "http"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			proxy := serve(t, test.handle)
			tun := newTunnel(t, link(t, proxy), test.scheme+"://user:secret@"+proxy.String(), ca.pool())
			tun.wait.Final = 4 * time.Second
			start := time.Now()
			r := tun.run(t.Context())
			if f := r.Facts.(checks.ProxyFacts); r.Cause != checks.CauseProxyNotAProxy || f.Speaks != test.speaks {
				t.Errorf("got %q, cause %q: %+v", r.Code, r.Cause, f)
			}
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("took %v, though it was known earlier", took)
			}
		})
	}
}

// A proxy that is slow and good must not be taken for something else.
func TestSlowProxyIsGranted(t *testing.T) {
	t.Parallel()
	to := serve(t, answer("hello"))
	granted := httpProxy(to, nil)
	proxy := serve(t, func(conn net.Conn) {
		granted(&slow{Conn: conn, by: 600 * time.Millisecond})
	})
	tun := newTunnel(t, link(t, proxy), "http://"+proxy.String(), nil)
	tun.wait.Final = 5 * time.Second
	told := 0
	tun.silent = func(checks.ProxyFacts) { told++ }
	r := tun.run(t.Context())
	if r.Status != checks.Pass || told != 1 {
		t.Fatalf("got %+v, silence told %d times", r, told)
	}
	checkHello(t, r.Value.(*transport.Handoff))
}

// slow is a connection whose first word comes late.
type slow struct {
	net.Conn
	by time.Duration
}

func (s *slow) Write(p []byte) (int, error) {
	time.Sleep(s.by)
	s.by = 0
	return s.Conn.Write(p)
}

func TestOffers(t *testing.T) {
	for _, test := range []struct {
		name   string
		values []string
		want   []string
	}{
		{"none", nil, nil},
		{"one", []string{`Basic realm="x"`}, []string{"basic"}},
		{"several lines", []string{"Negotiate", "NTLM", `Basic realm="a, b", charset="UTF-8"`}, []string{"negotiate", "ntlm", "basic"}},
		{"one line", []string{`Negotiate, NTLM, Digest realm="x", nonce="y", Basic realm="x"`}, []string{"negotiate", "ntlm", "digest", "basic"}},
	} {
		if got := offers(test.values); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestTunnelCheck(t *testing.T) {
	to := serve(t, answer("hello"))
	proxy := serve(t, httpProxy(to, nil))
	r := route.Route{ID: "module-proxy-1", Via: proxyVia(t, "http://user:secret@"+proxy.String())}
	c := Tunnel(r, serverName+":443", "connect/proxy")
	if c.ID != "proxy-tunnel/proxy.example:443" || c.Needs[0] != "connect/proxy" || len(c.After) != 0 {
		t.Errorf("got %+v", c)
	}
	if want := "curl -v -x http://user@" + proxy.String() + " https://proxy.example:443/"; c.Command != want {
		t.Errorf("command %q, want %q", c.Command, want)
	}
	b := board(map[string]any{"connect/proxy": link(t, proxy)})
	got := c.Run(t.Context(), checks.NewInput(b, c))
	if got.Status != checks.Pass {
		t.Fatalf("got %+v", got)
	}
	checkHello(t, got.Value.(*transport.Handoff))
	r.Via.Scheme = "https"
	if c := Tunnel(r, serverName+":443", "connect/proxy"); !slices.Equal(c.After, []string{"trust"}) {
		t.Errorf("a proxy behind TLS needs roots: %+v", c)
	}
}
