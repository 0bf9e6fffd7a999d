package secure

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"net"
	"net/url"
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

// wantClean fails for evidence that a terminal or a report must not see.
func wantClean(t *testing.T, f checks.Facts) {
	t.Helper()
	for _, e := range f.Evidence() {
		if checks.Clean(e.Value) != e.Value {
			t.Errorf("%s: %q", e.Key, e.Value)
		}
	}
}

// FuzzCertificate lets an authority write anything into a certificate.
func FuzzCertificate(f *testing.F) {
	f.Add("Zscaler Root CA", "Zscaler Inc.", "proxy.golang.org")
	f.Add("\x1b[2J", "\u202eevil", "*.\xff")
	f.Fuzz(func(t *testing.T, name, organization, host string) {
		c := &x509.Certificate{
			Subject:  pkix.Name{CommonName: name, Organization: []string{organization}},
			Issuer:   pkix.Name{CommonName: organization, Organization: []string{name}},
			DNSNames: []string{host, name}, Raw: []byte(name),
		}
		wantClean(t, checks.TLSFacts{ServerName: host, Chain: describe([]*x509.Certificate{c, c}), Code: checks.UnknownAuthority})
		if der, err := x509.ParseCertificate([]byte(name)); err == nil {
			describe([]*x509.Certificate{der})
		}
	})
}

// closing is a connection at whose other end these bytes are said once anything is
// asked, and nothing else.
func closing(answer []byte) net.Conn {
	here, there := net.Pipe()
	asked := make(chan struct{})
	go func() {
		there.Read(make([]byte, 4096))
		close(asked)
		io.Copy(io.Discard, there)
	}()
	go func() {
		<-asked
		there.Write(answer)
		there.Close()
	}()
	return here
}

// FuzzProxyReply lets what lives at a proxy's address answer anything.
func FuzzProxyReply(f *testing.F) {
	for _, seed := range []string{
		"HTTP/1.1 200 Connection established\r\n\r\n", "HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm=\"\x1b[1m\", NTLM\r\n\r\n",
		"HTTP/1.0 503 \u202e\r\nServer: squid/5.7\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "220 mail ESMTP\r\n", "\x05\x00\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", "\x05\xff", "\x05\x02\x01\x01", "\x05\x00\x05\x00\x00\x03\xffx",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		for _, scheme := range []string{"http", "socks5"} {
			via := route.Via{URL: &url.URL{Scheme: scheme, Host: "proxy.example:3128", User: url.UserPassword("gopher", "S3SAME")}, Scheme: scheme}
			conn, facts := negotiation{via: via, target: "proxy.golang.org:443"}.run(t.Context(), closing(answer))
			if (conn != nil) != (facts.Code == checks.OK) {
				t.Errorf("%s: %v with %q", scheme, conn, facts.Code)
			}
			if conn != nil {
				conn.Close()
			}
			wantClean(t, facts)
		}
	})
}

// FuzzSignInPage lets a server without TLS answer anything.
func FuzzSignInPage(f *testing.F) {
	for _, seed := range []string{
		"HTTP/1.1 302 Found\r\nLocation: http://login.example/\x1b\r\n\r\n", "HTTP/1.1 511 x\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Type: text/html; x\r\n\r\n<html>", "HTTP/1.1 301 x\r\nLocation: %zz\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		facts := askPage(t.Context(), closing(answer), "proxy.golang.org")
		if facts.Foreign && facts.Status == 0 {
			t.Errorf("a foreign page without an answer: %+v", facts)
		}
		wantClean(t, facts)
	})
}
