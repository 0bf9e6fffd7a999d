package lab

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"io"
	"net"

	"gomend/checks"
)

// readHello reads the first TLS record, which holds the ClientHello.
func readHello(c net.Conn) []byte {
	head := make([]byte, 5)
	if _, err := io.ReadFull(c, head); err != nil {
		return nil
	}
	hello := make([]byte, binary.BigEndian.Uint16(head[3:]))
	io.ReadFull(c, hello)
	return hello
}

// afterHello treats every connection this way once the ClientHello has come.
func afterHello(then func(net.Conn)) func(*Host) {
	return func(h *Host) {
		h.Raw = func(c net.Conn) {
			readHello(c)
			then(c)
		}
	}
}

func silent(c net.Conn) { io.Copy(io.Discard, c) }

// alert answers the ClientHello with a fatal alert (RFC 8446, section 6).
func alert(description byte) func(net.Conn) {
	return func(c net.Conn) {
		c.Write([]byte{21, 3, 3, 0, 2, 2, description})
		linger(c)
	}
}

func cert(f func(*Cert)) func(*Host) { return func(h *Host) { f(&h.Cert) } }

// bundle puts a file with these certificates into the home folder.
func bundleFile(name string, r Roots) func(*Net) {
	return func(n *Net) { n.Client.Files[name] = string(r.bundle()) }
}

// oneBundle keeps the roots in one file, with no folder that go would read besides.
func oneBundle(more ...func(*Net)) func(*Net) {
	return func(n *Net) {
		n.Client.RootsFile = "/etc/ssl/ca-bundle.pem"
		for _, f := range more {
			f(n)
		}
	}
}

// More faults between a connection and a trusted channel.
var moreTLSCases = []Case{
	{Name: "self-signed", About: "the company's module proxy signed its own certificate",
		Break: company(cert(func(c *Cert) { c.Issuer = IssuerNobody })),
		Want:  Broken(checks.CauseTLSUnknownAuthority).But(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intermediate-missing", About: "the company's server forgets to send the intermediate certificate",
		Break: company(cert(func(c *Cert) { c.Issuer = IssuerUnsent })),
		Want:  Broken(checks.CauseTLSUnknownAuthority).But(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intermediate-expired", About: "the intermediate certificate has expired",
		Break: company(cert(func(c *Cert) { c.Issuer = IssuerExpired })),
		Want:  Broken(checks.CauseTLSExpired, checks.CauseTLSUnknownAuthority).But(checks.CauseClockSkew), GoSays: "x509"},
	{Name: "not-yet-valid", About: "the company's certificate begins next week, and the clock is right",
		Break: company(cert(func(c *Cert) { c.From, c.Until = 7*day, 90*day })),
		Want:  Broken(checks.CauseTLSExpired).But(checks.CauseClockSkew), GoSays: "not yet valid"},
	{Name: "wildcard-too-deep", About: "*.example does not cover goproxy.corp.example",
		Break: company(cert(func(c *Cert) { c.Names = []string{"*.example"} })),
		Want:  Broken(checks.CauseTLSNameMismatch), GoSays: "certificate is valid for *.example"},
	{Name: "name-mismatch-public", About: "a public mirror with a certificate for another name",
		Break: func(n *Net) {
			stored("GOPROXY", "https://goproxy.cn")(n)
			n.Host("goproxy.cn").Cert.Names = []string{"cdn.example.net"}
		},
		Want: Broken(checks.CauseTLSNameMismatch), GoSays: "certificate is valid for cdn.example.net"},
	{Name: "ip-without-san", About: "https with an address, and a certificate for a name",
		Break: stored("GOPROXY", "https://198.51.100.10"),
		Want:  Broken(checks.CauseTLSNameMismatch), GoSays: "IP SANs"},
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
	{Name: "client-certificate", About: "the server wants a client certificate, which go does not have",
		Break: company(func(h *Host) { h.TLS = func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert } }),
		Want:  Broken(checks.CauseGOPROXYUnauthorized, checks.CauseTLSVersion, checks.CauseTCPReset), GoSays: "goproxy.corp.example"},
	{Name: "not-tls-ssh", About: "an SSH server on port 443",
		Break: company(func(h *Host) { h.Raw = banner("SSH-2.0-OpenSSH_9.2p1") }),
		Want:  Broken(checks.CauseTLSNotTLS), GoSays: "first record does not look like a TLS handshake"},
	{Name: "not-tls-portal", About: "plain HTTP in place of the public module proxy's TLS",
		Break: google(func(h *Host) { h.Raw = answeringHello("HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n\r\n") }),
		Want:  Broken(checks.CauseTLSNotTLS, checks.CauseCaptivePortal), GoSays: "HTTP response to HTTPS client"},
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
	{Name: "hello-large-silent", About: "a middlebox waits for ever for the second half of large hellos",
		Break: company(func(h *Host) { h.Raw = largeHello(h, "goproxy.corp.example", silent) }),
		Want:  Broken(checks.CauseTLSHelloTooLarge), GoSays: "TLS handshake timeout"},
	{Name: "hello-large-reset", About: "a middlebox resets connections with large hellos",
		Break: company(func(h *Host) { h.Raw = largeHello(h, "goproxy.corp.example", abort) }),
		Want:  Broken(checks.CauseTLSHelloTooLarge), GoSays: "connection reset"},

	{Name: "intercepted-one", About: "a middlebox signs for the public module proxy alone",
		Break: google(func(h *Host) { h.Cert.Signer = InspectionCA }),
		Want:  Broken(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intercepted-sumdb", About: "a middlebox signs for the checksum database, and the module proxy relays none",
		Break: func(n *Net) {
			stored("GOPROXY", "https://mirrors.aliyun.com/goproxy/")(n)
			n.Host("sum.golang.org").Cert.Signer = InspectionCA
		},
		Want: Broken(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "intercepted-storage", About: "a middlebox signs for the host that zips are redirected to",
		Break: func(n *Net) {
			n.Host("proxy.golang.org").Handler = RedirectingZips()
			n.Host("storage.googleapis.com").Cert.Signer = InspectionCA
		},
		Want: Broken(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "storage-reset", About: "the host that zips are redirected to is cut by name",
		Break: func(n *Net) {
			n.Host("proxy.golang.org").Handler = RedirectingZips()
			n.Host("storage.googleapis.com").Wire, n.Host("storage.googleapis.com").Cut = WireCutByName, []string{"storage.googleapis.com"}
		},
		Want: Broken(checks.CauseTLSReset), GoSays: "connection reset"},

	{Name: "roots-empty", About: "the bundle of roots is an empty file",
		Break: func(n *Net) {
			n.Client.Roots = RootsNone
			n.Client.Prepare = "mkdir -p /etc/ssl/certs && true >/etc/ssl/certs/ca-certificates.crt"
		},
		Want: Broken(checks.CauseCABundleMissing), GoSays: "x509"},
	{Name: "roots-unreadable", About: "the bundle of roots may not be read",
		Break: func(n *Net) { n.Client.Prepare = "chmod 000 /etc/ssl/certs/ca-certificates.crt" },
		Want:  Broken(checks.CauseCABundleMissing), GoSays: "x509"},
	{Name: "roots-others", About: "the bundle holds only a company's authority",
		Break: func(n *Net) {
			n.Client.Roots = RootsNone
			bundle := string(authorityOf(CompanyCA).pem())
			n.Client.Files["ca.pem"] = bundle
			n.Client.Prepare = "mkdir -p /etc/ssl/certs && cp ca.pem /etc/ssl/certs/ca-certificates.crt"
		},
		Want: Broken(checks.CauseCABundleMissing, checks.CauseTLSUnknownAuthority, checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "roots-setting-empty", About: "SSL_CERT_FILE is an empty file, and there is no folder of roots",
		Break: oneBundle(env("SSL_CERT_FILE", "{home}/empty.pem"), func(n *Net) { n.Client.Files["empty.pem"] = "" }),
		Want:  Broken(checks.CauseCASettingBroken), GoSays: "x509"},
	{Name: "roots-setting-folder", About: "SSL_CERT_FILE is a folder",
		Break: oneBundle(env("SSL_CERT_FILE", "{home}/tmp")),
		Want:  Broken(checks.CauseCASettingBroken), GoSays: "x509"},
	{Name: "roots-setting-unreadable", About: "SSL_CERT_FILE may not be read",
		Break: oneBundle(env("SSL_CERT_FILE", "{home}/secret.pem"), bundleFile("secret.pem", RootsPublic), func(n *Net) { n.Client.Prepare = "chmod 000 secret.pem" }),
		Want:  Broken(checks.CauseCASettingBroken), GoSays: "x509"},
	{Name: "roots-setting-without", About: "SSL_CERT_FILE holds only the company's authority, and hides the public ones",
		Break: oneBundle(env("SSL_CERT_FILE", "{home}/corp.pem"), func(n *Net) { n.Client.Files["corp.pem"] = string(authorityOf(CompanyCA).pem()) }),
		Want:  Broken(checks.CauseCASettingBroken).But(checks.CauseTLSIntercepted), GoSays: "unknown authority"},
	{Name: "roots-setting-dir", About: "SSL_CERT_DIR points at nothing on a system with roots in a folder alone",
		Break: func(n *Net) {
			n.Client.RootsFile = "/etc/ssl/certs/lab.pem"
			env("SSL_CERT_DIR", "/opt/gone")(n)
		},
		Want: Broken(checks.CauseCASettingBroken), GoSays: "x509"},
	{Name: "git-untrusted", About: "go trusts the company's authority by SSL_CERT_FILE, git does not", Module: privateVersion, NeedGit: true,
		Break: private(env("SSL_CERT_FILE", "{home}/all.pem"), bundleFile("all.pem", RootsCompany), func(n *Net) { n.Host("git.corp.example").Cert.Signer = CompanyCA }),
		Want:  Broken(checks.CauseTLSUnknownAuthority, checks.CauseGitConfigBroken), GoSays: "certificate"},
	{Name: "git-ca-setting", About: "git's http.sslCAInfo points at nothing", Module: privateVersion, NeedGit: true,
		Break: private(func(n *Net) { n.Client.Files[".gitconfig"] = "[http]\n\tsslCAInfo = /opt/gone/ca.pem\n" }),
		Want:  Broken(checks.CauseCASettingBroken, checks.CauseGitConfigBroken), GoSays: "CA cert"},
}

// answeringHello answers whatever comes first with plain text.
func answeringHello(answer string) func(net.Conn) {
	return func(c net.Conn) {
		readHello(c)
		io.WriteString(c, answer)
		linger(c)
	}
}

// largeHello treats connections with a ClientHello of more than one packet this
// way, and serves the others.
func largeHello(h *Host, name string, large func(net.Conn)) func(net.Conn) {
	plan := *h
	plan.Raw = nil
	ready := make(chan net.Conn)
	server := plan.server()
	server.TLSConfig = plan.tlsConfig(name)
	go server.ServeTLS(handed(ready), "", "")
	return func(c net.Conn) {
		in := bufio.NewReaderSize(c, 16<<10)
		head, err := in.Peek(5)
		if err != nil {
			return
		}
		if binary.BigEndian.Uint16(head[3:]) > 1200 {
			in.Peek(5 + int(binary.BigEndian.Uint16(head[3:])))
			large(c)
			return
		}
		done := make(chan struct{})
		ready <- &peeked{Conn: c, in: in, done: done}
		<-done
	}
}

// peeked is a connection of which something has been read already.
type peeked struct {
	net.Conn
	in   *bufio.Reader
	done chan struct{}
}

func (p *peeked) Read(b []byte) (int, error) { return p.in.Read(b) }

func (p *peeked) Close() error {
	select {
	case <-p.done:
	default:
		close(p.done)
	}
	return p.Conn.Close()
}

// handed is a listener for connections that come on a channel.
type handed chan net.Conn

func (h handed) Accept() (net.Conn, error) { return <-h, nil }
func (h handed) Close() error              { return nil }
func (h handed) Addr() net.Addr            { return &net.TCPAddr{} }
