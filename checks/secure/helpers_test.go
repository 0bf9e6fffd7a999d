package secure

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/lab/nettest"
	"gomend/checks/route"
	"gomend/checks/transport"
)

func TestMain(m *testing.M) {
	for _, name := range []string{
		"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy",
		"SSL_CERT_FILE", "SSL_CERT_DIR", "GODEBUG",
	} {
		os.Unsetenv(name)
	}
	nettest.Main(m, 16)
}

const serverName = "proxy.example"

// quick are deadlines for tests.
var quick = checks.Wait{Provisional: 250 * time.Millisecond, Final: 700 * time.Millisecond}

// authority signs certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func newAuthority(t *testing.T, name string) authority {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, BasicConstraintsValid: true, IsCA: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: time.Now().Add(-10 * 365 * 24 * time.Hour), NotAfter: time.Now().Add(10 * 365 * 24 * time.Hour),
	}
	a := authority{key: newKey(t)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, a.key.Public(), a.key)
	if err != nil {
		t.Fatal(err)
	}
	a.cert, _ = x509.ParseCertificate(der)
	return a
}

func (a authority) pool() *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(a.cert)
	return p
}

func (a authority) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// issue makes a certificate for a name; edit may spoil it.
func (a authority) issue(t *testing.T, name string, edit func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	if edit != nil {
		edit(template)
	}
	key := newKey(t)
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, key.Public(), a.key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// serve accepts connections on a loopback port and lets handle have each until
// the test ends.
func serve(t *testing.T, handle func(net.Conn)) netip.AddrPort {
	t.Helper()
	return serveAt(t, "127.0.0.1:0", handle)
}

func serveAt(t *testing.T, address string, handle func(net.Conn)) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp4", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { conn.Close() })
			go handle(conn)
		}
	}()
	return l.Addr().(*net.TCPAddr).AddrPort()
}

// Ways to behave.

func silent(net.Conn) {}

func hangUp(conn net.Conn) {
	conn.Read(make([]byte, 4096))
	conn.Close()
}

func reset(conn net.Conn) {
	conn.Read(make([]byte, 4096))
	conn.(*net.TCPConn).SetLinger(0)
	conn.Close()
}

// answer says something as soon as it is spoken to.
func answer(text string) func(net.Conn) {
	return func(conn net.Conn) {
		conn.Read(make([]byte, 4096))
		io.WriteString(conn, text)
		conn.(*net.TCPConn).CloseWrite()
		io.Copy(io.Discard, conn)
	}
}

// speakTLS makes a handshake and answers requests with a Date header.
func speakTLS(config *tls.Config, date time.Time) func(net.Conn) {
	return func(raw net.Conn) {
		conn := tls.Server(raw, config)
		defer conn.Close()
		if conn.Handshake() != nil {
			return
		}
		for {
			req, err := http.ReadRequest(bufio.NewReader(conn))
			if err != nil {
				return
			}
			io.WriteString(conn, "HTTP/1.1 204 No Content\r\nDate: "+date.UTC().Format(http.TimeFormat)+"\r\nX-Asked: "+req.Method+"\r\n\r\n")
		}
	}
}

// helloSeen reads the ClientHello of a connection and gives it back with a
// connection on which it can be read again.
func helloSeen(conn net.Conn) (*tls.ClientHelloInfo, net.Conn) {
	var seen *tls.ClientHelloInfo
	replay := &recorder{Conn: conn}
	tls.Server(readOnly{replay}, &tls.Config{GetConfigForClient: func(info *tls.ClientHelloInfo) (*tls.Config, error) {
		copied := *info
		seen = &copied
		return nil, io.EOF
	}}).Handshake()
	return seen, &replayed{Conn: conn, before: replay.data}
}

type recorder struct {
	net.Conn
	data []byte
}

func (r *recorder) Read(p []byte) (int, error) {
	n, err := r.Conn.Read(p)
	r.data = append(r.data, p[:n]...)
	return n, err
}

type readOnly struct{ net.Conn }

func (readOnly) Write(p []byte) (int, error) { return len(p), nil }

type replayed struct {
	net.Conn
	before []byte
}

func (r *replayed) Read(p []byte) (int, error) {
	if len(r.before) > 0 {
		n := copy(p, r.before)
		r.before = r.before[n:]
		return n, nil
	}
	return r.Conn.Read(p)
}

// link is a handoff to an address, as the connect check makes it.
func link(t *testing.T, to netip.AddrPort) *transport.Handoff {
	t.Helper()
	again := func(ctx context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", to.String())
	}
	conn, err := again(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h := transport.NewHandoff(conn, again)
	t.Cleanup(func() { h.Close() })
	return h
}

func proxyVia(t *testing.T, text string) route.Via {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return route.Via{URL: u, Scheme: u.Scheme, Source: "HTTPS_PROXY"}
}

// forward is a proxy's work once the tunnel is granted.
func forward(client, server net.Conn) {
	go func() {
		io.Copy(server, client)
		server.Close()
	}()
	io.Copy(client, server)
	client.Close()
}

// board holds the results of checks that others need.
func board(values map[string]any) *checks.Board {
	b := checks.NewBoard()
	for id, value := range values {
		b.Put(checks.Result{Check: checks.Check{ID: id}, Status: checks.Pass, Value: value})
	}
	return b
}
