package secure

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// hello is how a handshake is begun, and whether the server must prove itself.
type hello struct {
	name   string         // server name; empty sends none
	small  bool           // without a post-quantum key share: the hello fits in one packet
	protos []string       // ALPN
	roots  *x509.CertPool // nil for the platform's own verifier
	verify bool
}

// likeGo begins as net/http does for the go command: ALPN for HTTP/2 and
// HTTP/1.1, and crypto/tls' own defaults for all else
// (net/http/transport.go:addTLS, crypto/tls/defaults.go).
func likeGo(name string, roots *x509.CertPool) hello {
	h := hello{name: name, protos: []string{"h2", "http/1.1"}, roots: roots, verify: true}
	if http2Off(os.Getenv("GODEBUG")) {
		h.protos = nil
	}
	return h
}

// http2Off reports whether GODEBUG keeps net/http from offering HTTP/2. Of this process,
// as what crypto/tls reads there.
func http2Off(godebug string) bool { return route.Debug(godebug, "http2client") == "0" }

// shaken is what came of a handshake.
type shaken struct {
	conn     *tls.Conn // closed unless code is OK
	tap      *tap
	state    tls.ConnectionState // as far as it came; with the server's certificates
	verified [][]*x509.Certificate
	code     checks.Code
	took     time.Duration
	sent     bool      // the hello was acknowledged, as far as is known
	kept     bool      // nothing of the hello has left this machine
	headLost bool      // a part of the hello arrived, and one before it did not
	tailOnly bool      // a part of the answer arrived, and one before it did not
	wanted   bool      // a certificate of the client was asked for
	alert    string    // of the peer
	now      time.Time // that the certificates were judged at
}

// shake makes a handshake. When ctx ends, the connection is closed.
func shake(ctx context.Context, t *tap, h hello) shaken {
	s := shaken{tap: t}
	config := &tls.Config{
		ServerName: h.name,
		NextProtos: h.protos,
		// The certificates are verified below, in the same way and at the same
		// moment, so that they are also known when they are not to be trusted.
		InsecureSkipVerify: true,
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			s.wanted = true
			return &tls.Certificate{}, nil
		},
		VerifyConnection: func(state tls.ConnectionState) error {
			s.state, s.now = state, time.Now()
			if !h.verify {
				return nil
			}
			var err error
			s.verified, err = verify(state.PeerCertificates, h.name, h.roots, s.now)
			return err
		},
	}
	if h.small {
		config.CurvePreferences = []tls.CurveID{tls.X25519}
	}
	start := time.Now()
	s.conn = tls.Client(t, config)
	err := s.conn.HandshakeContext(ctx)
	s.took, s.code = time.Since(start), verifyCode(err, s.now)
	if err != nil {
		s.alert = alertOf(err)
		t.Close()
	}
	return s
}

// alertOf is the alert with which the peer ended a handshake, empty when it did not.
func alertOf(err error) string {
	_, alert, _ := strings.Cut(err.Error(), "remote error: tls: ")
	return checks.Clean(alert)
}

// verify does what crypto/tls does without InsecureSkipVerify
// (crypto/tls/handshake_client.go:verifyServerCertificate).
func verify(certs []*x509.Certificate, name string, roots *x509.CertPool, now time.Time) ([][]*x509.Certificate, error) {
	options := x509.VerifyOptions{Roots: roots, CurrentTime: now, DNSName: name, Intermediates: x509.NewCertPool()}
	for _, cert := range certs[1:] {
		options.Intermediates.AddCert(cert)
	}
	return certs[0].Verify(options)
}

// verifyCode tells a certificate that is not valid yet from one that has
// expired; crypto/x509 has one reason for both.
func verifyCode(err error, now time.Time) checks.Code {
	var invalid x509.CertificateInvalidError
	if errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil && now.Before(invalid.Cert.NotBefore) {
		return checks.NotYetValid
	}
	return checks.Classify(err)
}

// converse gives an exchange on a connection an end: the context's. Afterwards
// the connection has no deadline any more.
func converse(ctx context.Context, conn net.Conn, exchange func() error) error {
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	err := exchange()
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	conn.SetDeadline(time.Time{})
	return err
}
