package secure

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// negotiation asks a proxy for a tunnel, as net/http does
// (net/http/transport.go:dialConn).
type negotiation struct {
	via    route.Via
	target string
	roots  *x509.CertPool
}

func (n negotiation) facts() checks.ProxyFacts {
	f := checks.ProxyFacts{
		Proxy: n.via.String(), Scheme: n.via.Scheme, Target: n.target, Stage: checks.StageRequest, Reply: -1,
		Sent: n.via.URL.User != nil,
	}
	switch {
	case isSOCKS(n.via):
		f.Stage = checks.StageHello
	case n.via.Scheme == "https":
		f.Stage = checks.StageTLS
	}
	return f
}

// run asks for the tunnel on a connection to the proxy. The connection that it
// gives leads to the target; it is nil, and the other one closed, unless the
// facts' code is OK.
func (n negotiation) run(ctx context.Context, conn net.Conn) (net.Conn, checks.ProxyFacts) {
	conn, f := n.reachProxy(ctx, conn)
	if f.Code != checks.OK {
		return nil, f
	}
	t := &tap{Conn: conn}
	f.Code = checks.Classify(converse(ctx, t, func() error {
		if isSOCKS(n.via) {
			return n.socks(t, &f)
		}
		return n.connect(t, &f)
	}))
	if f.Code != checks.OK {
		f.Code = misunderstood(f, t.said())
		if f.Code == checks.NotAProxy {
			t.SetReadDeadline(time.Now().Add(restWait))
			t.Read(make([]byte, firstLimit)) // the rest of its first words
		}
		conn.Close()
		notAProxyWords(&f, t.said())
		return nil, f
	}
	f.Stage = checks.StageTunnel
	return conn, f
}

// reachProxy does what comes before any request to the proxy: the handshake with
// one whose URL is https.
func (n negotiation) reachProxy(ctx context.Context, conn net.Conn) (net.Conn, checks.ProxyFacts) {
	f := n.facts()
	if n.via.Scheme != "https" {
		return conn, f
	}
	s := shake(ctx, &tap{Conn: conn}, likeGo(n.via.URL.Hostname(), n.roots))
	if s.code != checks.OK {
		f.Code = s.code
		if s.code == checks.NotTLS {
			f.Code = checks.NotAProxy
			notAProxyWords(&f, s.tap.said())
		}
		return nil, f
	}
	f.Stage = checks.StageRequest
	return s.conn, f
}

// restWait is how long to listen on to a peer whose first words were wrong, so
// that people see more of them; they mostly came in one packet.
const restWait = 50 * time.Millisecond

// refusal is a proxy's own no.
type refusal struct{ code checks.Code }

var _ checks.Coded = refusal{}

// Error implements error.
func (r refusal) Error() string { return string(r.code) }

// FailureCode implements checks.Coded.
func (r refusal) FailureCode() checks.Code { return r.code }

// connect speaks HTTP to the proxy.
func (n negotiation) connect(t *tap, f *checks.ProxyFacts) error {
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: n.target}, Host: n.target, Header: http.Header{}}
	if user := n.via.URL.User; user != nil {
		password, _ := user.Password()
		token := base64.StdEncoding.EncodeToString([]byte(user.Username() + ":" + password))
		req.Header.Set("Proxy-Authorization", "Basic "+token)
	}
	if err := req.Write(t); err != nil {
		return err
	}
	// What comes after the header is lost, as in net/http: in a tunnel the server
	// does not speak until spoken to.
	reader := bufio.NewReader(io.LimitReader(t, headerLimit))
	resp, err := http.ReadResponse(reader, req)
	if err != nil {
		return err
	}
	f.Status = resp.StatusCode
	f.Server = checks.Clean(firstOfHeaders(resp.Header, "Server", "Via"))
	f.Offers = offers(resp.Header.Values("Proxy-Authenticate"))
	f.Location = checks.Clean(resp.Header.Get("Location"))
	f.Admits = isProxy(resp.Header)
	if code := statusCode(resp); code != checks.OK {
		return refusal{code}
	}
	if isPage(resp) && (reader.Buffered() > 0 || speaksFirst(t)) {
		return refusal{checks.NotAProxy}
	}
	return nil
}

func firstOfHeaders(h http.Header, names ...string) string {
	for _, name := range names {
		if value := h.Get(name); value != "" {
			return value
		}
	}
	return ""
}

// statusCodes is what answers to CONNECT mean; what is not listed follows from
// the hundreds.
var statusCodes = map[int]checks.Code{
	http.StatusOK:                            checks.OK,
	http.StatusProxyAuthRequired:             checks.ProxyAuth,
	http.StatusBadRequest:                    checks.NotAProxy, // a web server that does not know CONNECT
	http.StatusUnauthorized:                  checks.NotAProxy,
	http.StatusNotFound:                      checks.NotAProxy,
	http.StatusMethodNotAllowed:              checks.NotAProxy,
	http.StatusNotImplemented:                checks.NotAProxy,
	http.StatusNetworkAuthenticationRequired: checks.ProxySignIn, // RFC 6585, section 6
}

// statusCode is the code for an answer to CONNECT. Only 200 is a tunnel for
// net/http.
func statusCode(resp *http.Response) checks.Code {
	code, listed := statusCodes[resp.StatusCode]
	switch {
	case listed && code != checks.NotAProxy:
		return code
	case listed && !isProxy(resp.Header):
		return code
	case resp.StatusCode == http.StatusNotFound: // Privoxy: "404 No such domain"
		return checks.ProxyUpstream
	case resp.StatusCode >= 500:
		return checks.ProxyUpstream
	case resp.StatusCode >= 400:
		return checks.ProxyForbidden
	case isProxy(resp.Header) && resp.Header.Get("Location") != "", signsIn(resp):
		return checks.ProxySignIn
	}
	return checks.NotAProxy
}

// signsIn reports whether a redirect in answer to CONNECT leads to a page about the
// connection that was asked for: its address tells of signing in or of being blocked,
// or names the target. A web server leads to itself under its proper name.
func signsIn(resp *http.Response) bool {
	if resp.StatusCode < 300 {
		return false
	}
	to := strings.ToLower(resp.Header.Get("Location"))
	if resp.Request != nil {
		if host, _, err := net.SplitHostPort(resp.Request.Host); err == nil && strings.Contains(to, strings.ToLower(host)) {
			return true
		}
	}
	return slices.ContainsFunc(signInWords, func(word string) bool { return strings.Contains(to, word) })
}

// signInWords are parts of the addresses of such pages.
var signInWords = []string{"login", "logon", "signin", "sign-in", "auth", "portal", "captive", "splash", "hotspot", "block", "deny", "denied", "policy"}

// isProxy reports whether an answer comes from a program that is a forward proxy
// and says so.
func isProxy(h http.Header) bool {
	if h.Get("Proxy-Agent") != "" || h.Get("X-Squid-Error") != "" || h.Get("Proxy-Authenticate") != "" {
		return true
	}
	server := strings.ToLower(h.Get("Server"))
	for _, name := range []string{"squid", "tinyproxy", "privoxy"} {
		if strings.Contains(server, name) {
			return true
		}
	}
	return false
}

// isPage reports whether the header of a 200 announces a page, as a sign-in page
// does. Some proxies send such a header and grant the tunnel all the same.
func isPage(resp *http.Response) bool {
	return resp.ContentLength > 0 || len(resp.TransferEncoding) > 0 || resp.Header.Get("Content-Length") > "0" ||
		strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html")
}

// pageWait is how long a page may take to follow its header.
const pageWait = 300 * time.Millisecond

// speaksFirst reports whether something comes though nothing was said, as no TLS
// server in a tunnel would send.
func speaksFirst(t *tap) bool {
	t.SetReadDeadline(time.Now().Add(pageWait))
	defer t.SetReadDeadline(time.Time{})
	n, err := t.Conn.Read(make([]byte, 1))
	return n > 0 || errors.Is(err, io.EOF)
}

// misunderstood turns the code of an answer that was no proxy's into NotAProxy:
// another protocol, or an HTTP answer that makes no sense.
func misunderstood(f checks.ProxyFacts, said string) checks.Code {
	switch {
	case f.Code == checks.Garbage, f.Code == checks.Unclassified && said != "":
		return checks.NotAProxy
	case f.Code == checks.Closed && said != "" && !f.SOCKS() && !strings.HasPrefix(said, "HTTP/"):
		return checks.NotAProxy
	}
	return f.Code
}

// notAProxyWords records what a peer that is no such proxy said, and in which
// protocol.
func notAProxyWords(f *checks.ProxyFacts, said string) {
	if f.Code != checks.NotAProxy || said == "" {
		return
	}
	f.First = firstLine(said)
	switch {
	case strings.HasPrefix(said, "HTTP/") && (f.SOCKS() || f.Stage == checks.StageTLS):
		f.Speaks = speaksHTTP
	case isTLS(said):
		f.Speaks, f.First = speaksTLS, ""
	case !f.SOCKS() && speaksSOCKSReply(said):
		f.Speaks, f.First = speaksSOCKS, ""
	}
}

// speaksSOCKSReply fits the first bytes of a SOCKS5 answer, and of a SOCKS4
// answer (0 and 90 to 93), as servers of both give to the "C" of CONNECT.
func speaksSOCKSReply(said string) bool {
	return said[0] == socksVersion || len(said) > 1 && said[0] == 0 && said[1] >= 90 && said[1] <= 93
}
