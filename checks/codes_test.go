package checks

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// failure is an error as it comes from the standard library, and its code.
type failure struct {
	name string
	err  error
	want Code
}

// failures are met on every system; systemFailures are those of error numbers.
func failures(t *testing.T) []failure {
	expired, ends := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer ends()
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	_, noFile := os.Open(filepath.Join(t.TempDir(), "none"))
	_, short := io.ReadFull(strings.NewReader("x"), make([]byte, 2))
	good := selfSigned(t, "good.example", time.Now().Add(time.Hour))
	old := selfSigned(t, "good.example", time.Now().Add(-time.Hour))
	modern := &tls.Config{Certificates: []tls.Certificate{good}, MinVersion: tls.VersionTLS13}
	strict := &tls.Config{Certificates: []tls.Certificate{good}, ClientAuth: tls.RequireAnyClientCert, MinVersion: tls.VersionTLS13}
	trusting := func(c tls.Certificate, name string) *tls.Config {
		pool := x509.NewCertPool()
		pool.AddCert(c.Leaf)
		return &tls.Config{RootCAs: pool, ServerName: name}
	}
	return []failure{
		{"a body that is not compressed", fmt.Errorf("read: %w", gzip.ErrHeader), BadContent},
		{"a body whose compression is corrupt", fmt.Errorf("read: %w", flate.CorruptInputError(7)), BadContent},
		{"dial a closed port", dialClosed(t), Refused},
		{"deadline of a context", expired.Err(), Timeout},
		{"deadline of a connection", readDeadline(t), Timeout},
		{"canceled", canceled.Err(), Canceled},
		{"canceled, as an HTTP client tells", &url.Error{Op: "Get", URL: "https://x.example", Err: canceled.Err()}, Canceled},
		{"no such file", noFile, NotFound},
		{"no right to a file", &fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}, Permission},
		{"no such host", &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "x.example", IsNotFound: true}}, NXDomain},
		{"lookup without answer", &net.DNSError{Err: "i/o timeout", IsTimeout: true}, Timeout},
		{"end of the stream", io.EOF, Closed},
		{"end in the middle", short, Closed},
		{"own connection closed", fmt.Errorf("read: %w", net.ErrClosed), Closed},
		{"authority not known", handshakeError(t, modern, &tls.Config{RootCAs: x509.NewCertPool(), ServerName: "good.example"}), UnknownAuthority},
		{"another name", handshakeError(t, modern, trusting(good, "other.example")), NameMismatch},
		{"out of date", handshakeError(t, &tls.Config{Certificates: []tls.Certificate{old}}, trusting(old, "good.example")), Expired},
		{"no roots", x509.SystemRootsError{Err: errors.New("none")}, NoRoots},
		{"too many intermediates", x509.CertificateInvalidError{Reason: x509.TooManyIntermediates}, BadCertificate},
		{"constraint", x509.ConstraintViolationError{}, BadCertificate},
		{"critical extension", x509.UnhandledCriticalExtension{}, BadCertificate},
		{"no version in common", handshakeError(t, modern, &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS12}), TLSVersion},
		{"client certificate wanted", handshakeError(t, strict, trusting(good, "good.example")), TLSAlert},
		{"plain text", plainTextError(t), NotTLS},
		{"HTTP at an HTTPS port", errors.New("http: server gave HTTP response to HTTPS client"), NotTLS},
		{"slow handshake", errors.New("net/http: TLS handshake timeout"), Timeout},
		{"no HTTP", noHTTPError(t), Garbage},
		{"alert by number", tls.AlertError(70), TLSVersion},
		{"another alert by number", tls.AlertError(80), TLSAlert},
		{"a code that is known already", fmt.Errorf("tunnel: %w", coded(ProxyAuth)), ProxyAuth},
		{"unheard of", errors.New("the dog ate it"), Unclassified},
	}
}

type coded Code

func (c coded) Error() string     { return string(c) }
func (c coded) FailureCode() Code { return Code(c) }

func TestClassify(t *testing.T) {
	if got := Classify(nil); got != OK {
		t.Errorf("no error: %q", got)
	}
	for _, f := range append(failures(t), systemFailures()...) {
		if f.err == nil {
			t.Errorf("%s: nothing failed", f.name)
		} else if got := Classify(f.err); got != f.want {
			t.Errorf("%s: %v is %q, want %q", f.name, f.err, got, f.want)
		}
	}
}

// TestEveryCodeHasASource keeps the set closed and alive: each code comes out of
// Classify in the table above, or a check sets it.
func TestEveryCodeHasASource(t *testing.T) {
	classified := map[Code]bool{OK: true}
	for _, f := range append(failures(t), systemFailures()...) {
		classified[f.want] = true
	}
	uses := usedNames(t)
	seen := map[Code]string{}
	for name, code := range constants[Code](t, "codes.go", "Code") {
		if other, twice := seen[code]; twice {
			t.Errorf("%s and %s are both %q", name, other, code)
		}
		seen[code] = name
		if !classified[code] && !uses[name] {
			t.Errorf("%s (%q) comes from no error in the table, and no check sets it", name, code)
		}
		if code != OK && (strings.ToLower(string(code)) != string(code) || strings.ContainsAny(string(code), " _")) {
			t.Errorf("%s: %q is no lower-case identifier", name, code)
		}
	}
}

func dialClosed(t *testing.T) error {
	t.Helper()
	l := listenLocal(t)
	l.Close()
	_, err := net.Dial("tcp", l.Addr().String())
	return err
}

func listenLocal(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func readDeadline(t *testing.T) error {
	t.Helper()
	conn, err := net.Dial("tcp", listenLocal(t).Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now())
	_, err = conn.Read(make([]byte, 1))
	return err
}

// answering gives the address of a server that hands each connection to talk.
func answering(t *testing.T, talk func(net.Conn)) string {
	t.Helper()
	l := listenLocal(t)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			talk(conn)
			conn.Close()
		}
	}()
	return l.Addr().String()
}

// handshakeError is the client's error, at the handshake or just after it.
func handshakeError(t *testing.T, server, client *tls.Config) error {
	t.Helper()
	addr := answering(t, func(conn net.Conn) { tls.Server(conn, server).Handshake() })
	conn, err := tls.Dial("tcp", addr, client)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Read(make([]byte, 1)) // in TLS 1.3 the server may object after the client is done
	return err
}

func plainTextError(t *testing.T) error {
	t.Helper()
	addr := answering(t, func(conn net.Conn) {
		io.WriteString(conn, "220 mail.example ESMTP\r\n")
		conn.Read(make([]byte, 512))
	})
	_, err := tls.Dial("tcp", addr, &tls.Config{InsecureSkipVerify: true})
	return err
}

func noHTTPError(t *testing.T) error {
	t.Helper()
	addr := answering(t, func(conn net.Conn) {
		conn.Read(make([]byte, 512))
		io.WriteString(conn, "220 mail.example ESMTP\r\n\r\n")
	})
	client := http.Client{Transport: &http.Transport{}}
	_, err := client.Get("http://" + addr)
	return err
}

// selfSigned is self-signed and its own authority.
func selfSigned(t *testing.T, name string, until time.Time) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: until.Add(-48 * time.Hour), NotAfter: until, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}
