package lab

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"time"

	"gomend/checks"
)

func init() { Register(handshakeCases...) }

// TLS handshakes that are cut, never end, or find no common ground.
var handshakeCases = []Case{
	{Name: "cut-by-name", About: "the connection is cut after a ClientHello with that name", Short: true,
		Break: google(func(h *Host) { h.Wire, h.Cut = WireCutByName, []string{"proxy.golang.org"} }),
		Want:  Broken(checks.CauseTLSReset), GoSays: "connection reset"},
	{Name: "handshake-silent", About: "TCP connects, and the server never answers the ClientHello", Short: true,
		Break: google(func(h *Host) { h.Wire = WireSilent }),
		Want:  Broken(checks.CauseTLSTimeout), GoSays: "TLS handshake timeout"},
	{Name: "odd-handshake-slow", About: "the server takes six seconds for every handshake", Want: Fine(),
		Break: google(func(h *Host) {
			h.TLS = func(c *tls.Config) {
				c.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) {
					time.Sleep(6 * time.Second)
					return nil, nil
				}
			}
		})},
	{Name: "tls-at-http-url", About: "http:// for a server that speaks TLS there, and hangs up on anything else",
		Break: also(company(encryptedOnly("goproxy.corp.example")), stored("GOPROXY", "http://goproxy.corp.example:443")),
		Want:  Broken(checks.CauseGOPROXYWrongURL).But(checks.CauseTCPReset), GoSays: "goproxy.corp.example:443"},
	{Name: "not-tls", About: "https:// for a server that speaks plain HTTP", Short: true,
		Break: company(func(h *Host) { h.Wire = WirePlain }),
		Want:  Broken(checks.CauseTLSNotTLS), GoSays: "HTTP response to HTTPS client"},
	{Name: "tls-old", About: "the server speaks nothing newer than TLS 1.1", Short: true,
		Break: company(func(h *Host) { h.Wire = WireOld }),
		Want:  Broken(checks.CauseTLSVersion), GoSays: "protocol version"},
	{Name: "tls-11", About: "the server speaks nothing newer than TLS 1.0",
		Break: company(func(h *Host) {
			h.TLS = func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS10 }
		}),
		Want: Broken(checks.CauseTLSVersion), GoSays: "protocol version"},
	{Name: "tls-no-cipher", About: "the server takes old ciphers only",
		Break: company(afterHello(alert(40))),
		Want:  Broken(checks.CauseTLSVersion), GoSays: "handshake failure"},
	{Name: "tls-internal-error", About: "the server answers with the alert internal error",
		Break: company(afterHello(alert(80))),
		Want:  Broken(checks.CauseTLSVersion, checks.CauseTLSReset), GoSays: "internal error"},
	{Name: "tls-unrecognized-name", About: "the server answers with the alert unrecognized name",
		Break: company(afterHello(alert(112))),
		Want:  Broken(checks.CauseTLSVersion, checks.CauseTLSNameMismatch, checks.CauseTLSReset), GoSays: "unrecognized name"},
	{Name: "tls-no-protocol", About: "the server knows neither HTTP/2 nor HTTP/1.1",
		Break: company(afterHello(alert(120))),
		Want:  Broken(checks.CauseTLSVersion).Perhaps(), GoSays: "no application protocol", Saying: "no application protocol"},
	{Name: "tls-alert-by-name", About: "a filter answers a ClientHello for the module proxy with the alert handshake failure",
		Break: google(func(h *Host) {
			h.Raw = unless(h, "proxy.golang.org", func(in *bufio.Reader, size int) bool {
				hello, _ := in.Peek(5 + size)
				return bytes.Contains(hello, []byte("proxy.golang.org"))
			}, alert(40))
		}),
		Want: Broken(checks.CauseTLSReset).Perhaps(), GoSays: "handshake failure"},
	{Name: "not-tls-ssh", About: "an SSH server on port 443",
		Break: company(func(h *Host) { h.Raw = banner("SSH-2.0-OpenSSH_9.2p1") }),
		Want:  Broken(checks.CauseTLSNotTLS), GoSays: "first record does not look like a TLS handshake"},
	{Name: "hello-reset-all", About: "every ClientHello to the company's server is answered with a reset",
		Break: company(afterHello(abort)),
		Want:  Broken(checks.CauseTLSReset, checks.CauseTCPReset), GoSays: "connection reset"},
	{Name: "hello-closed-all", About: "every ClientHello is answered by closing",
		Break: company(afterHello(linger)),
		Want:  Broken(checks.CauseTLSReset, checks.CauseTCPReset), GoSays: "EOF"},
	{Name: "hello-closed-public", About: "every ClientHello to the public module proxy is answered by closing",
		Break: google(afterHello(linger)),
		Want:  Broken(checks.CauseTLSReset, checks.CauseTCPReset), GoSays: "EOF"},
	{Name: "hello-silent-company", About: "the company's server never answers a ClientHello",
		Break: company(afterHello(silent)),
		Want:  Broken(checks.CauseTLSTimeout), GoSays: "TLS handshake timeout"},
	{Name: "storage-reset", About: "the host that zips are redirected to is cut by name",
		Break: func(n *Net) {
			n.Host("proxy.golang.org").Handler = RedirectingZips()
			n.Host("storage.googleapis.com").Wire, n.Host("storage.googleapis.com").Cut = WireCutByName, []string{"storage.googleapis.com"}
		},
		Want: Broken(checks.CauseTLSReset), GoSays: "connection reset"},
}
