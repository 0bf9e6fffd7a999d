package lab

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"time"
)

// Host is a server of the lab's internet.
type Host struct {
	Addresses []string
	Internal  bool         // known to the company's nameservers only
	Handler   http.Handler // what it serves over TLS on port 443
	Plain     http.Handler // what it serves on port 80; nil for a closed port
	Cert      Cert
	Wire      Wire
	Cut       []string          // for WireCutByName: names in the ClientHello that get the connection cut
	Clock     time.Duration     // how far the Date header is ahead of this machine's clock
	AnyName   bool              // presents each client a certificate for the name it asks for
	SSH       func(net.Conn)    // treats connections to port 22; nil for a closed port
	Raw       func(net.Conn)    // treats connections to port 443 instead of all that
	TLS       func(*tls.Config) // has the last word on how TLS is spoken
	HTTP2     func(net.Conn)    // treats connections on which HTTP/2 was agreed; the others are served
}

// Wire says how a host treats connections to port 443.
type Wire string

// Ways to treat connections.
const (
	WireTLS       Wire = ""            // as it should be
	WireClosed    Wire = "closed"      // nothing listens
	WireCut       Wire = "cut"         // accepted and reset at the first byte
	WireCutByName Wire = "cut-by-name" // reset after a ClientHello with one of the names in Cut
	WireSilent    Wire = "silent"      // accepted, and never a word
	WirePlain     Wire = "plain"       // speaks HTTP without TLS
	WireOld       Wire = "old"         // speaks no TLS newer than 1.1
)

// serve treats connections until the process ends. handlers finds the handler of
// a name for hosts that stand for any name.
func (h *Host) serve(l net.Listener, name string) {
	if h.Raw != nil {
		go each(l, h.Raw)
		return
	}
	switch h.Wire {
	case WireCut:
		go each(l, func(c net.Conn) {
			bufio.NewReader(c).ReadByte()
			abort(c)
		})
	case WireSilent:
		go each(l, func(c net.Conn) { io.Copy(io.Discard, c) })
	case WirePlain:
		go h.server().Serve(l)
	default:
		server := h.server()
		server.TLSConfig = h.tlsConfig(name)
		go server.ServeTLS(l, "", "")
	}
}

func (h *Host) server() *http.Server {
	s := &http.Server{
		ErrorLog: log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", time.Now().Add(h.Clock).UTC().Format(http.TimeFormat))
			h.Handler.ServeHTTP(w, r)
		}),
	}
	if h.HTTP2 != nil {
		s.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){
			"h2": func(_ *http.Server, c *tls.Conn, _ http.Handler) { h.HTTP2(c) },
		}
	}
	return s
}

func (h *Host) tlsConfig(name string) *tls.Config {
	plan := h.Cert
	if plan.Names == nil {
		plan.Names = []string{name}
	}
	cert := plan.issue()
	config := &tls.Config{Certificates: []tls.Certificate{cert}}
	if h.Wire == WireOld {
		config.MinVersion, config.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	}
	config.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		if h.Wire == WireCutByName && slices.Contains(h.Cut, hello.ServerName) {
			abort(hello.Conn)
			return nil, errors.New("cut by name")
		}
		return nil, nil
	}
	if h.TLS != nil {
		h.TLS(config)
	}
	if h.AnyName {
		config.GetCertificate = func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			if hello.ServerName == "" {
				return &cert, nil
			}
			c := Cert{Names: []string{hello.ServerName}, Signer: plan.Signer}.issue()
			return &c, nil
		}
	}
	return config
}

// each hands every connection to serve, which need not close it.
func each(l net.Listener, serve func(net.Conn)) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer c.Close()
			serve(c)
		}()
	}
}

// abort closes a connection with a reset.
func abort(c net.Conn) {
	if t, ok := c.(*tls.Conn); ok {
		c = t.NetConn()
	}
	if tcp, ok := c.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	c.Close()
}
