package lab

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/tls"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"github.com/miekg/dns"
)

// Proxy is a forward proxy.
type Proxy struct {
	Address        string
	Port           int
	SOCKS          bool                  // SOCKS5 instead of HTTP
	User, Password string                // asked for when set
	Policy         func(host string) int // status instead of a tunnel (SOCKS: reply code); 0 to connect
	Wire           Wire                  // WireTLS: as it should be; WireClosed, WireSilent, WireCut
	Instead        http.Handler          // a web server that listens in its place
	Raw            func(net.Conn)        // treats connections instead of all that
	Delay          time.Duration         // before every answer
	Offers         []string              // values of Proxy-Authenticate; nil for Basic
	Cert           *Cert                 // makes it a proxy that is spoken to over TLS
}

// always is a policy for every destination.
func always(status int) func(string) int { return func(string) int { return status } }

// only is a policy for some destinations.
func only(status int, hosts ...string) func(string) int {
	return func(host string) int {
		for _, h := range hosts {
			if h == host {
				return status
			}
		}
		return 0
	}
}

// except is a policy for all destinations but some.
func except(status int, hosts ...string) func(string) int {
	return func(host string) int {
		if only(status, hosts...)(host) == 0 {
			return status
		}
		return 0
	}
}

// serve treats connections until the process ends; names are found in the zone.
func (p *Proxy) serve(l net.Listener, z Zone) {
	if p.Cert != nil {
		l = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{p.Cert.issue()}})
	}
	switch {
	case p.Raw != nil:
		go each(l, p.Raw)
	case p.Instead != nil:
		go (&http.Server{Handler: p.Instead}).Serve(l)
	case p.Wire == WireSilent:
		go each(l, func(c net.Conn) { io.Copy(io.Discard, c) })
	case p.Wire == WireCut:
		go each(l, func(c net.Conn) {
			bufio.NewReader(c).ReadByte()
			abort(c)
		})
	case p.SOCKS:
		go each(l, func(c net.Conn) { p.serveSOCKS(c, z) })
	default:
		go each(l, func(c net.Conn) { p.serveHTTP(c, z) })
	}
}

func (p *Proxy) policy(host string) int {
	if p.Policy == nil {
		return 0
	}
	return p.Policy(host)
}

// connect dials host:port by the zone, one address after the other.
func connect(z Zone, host, port string) (net.Conn, error) {
	addrs := z[dns.CanonicalName(host)]
	if a, err := netip.ParseAddr(host); err == nil {
		addrs = []netip.Addr{a}
	}
	for _, a := range addrs {
		if c, err := net.DialTimeout("tcp", net.JoinHostPort(a.String(), port), 3*time.Second); err == nil {
			return c, nil
		}
	}
	return nil, fmt.Errorf("cannot reach %s:%s", host, port)
}

func (p *Proxy) serveHTTP(c net.Conn, z Zone) {
	in := bufio.NewReader(c)
	for {
		req, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		if !p.serveRequest(c, in, req, z) {
			return
		}
	}
}

// serveRequest reports whether the connection may be used again.
func (p *Proxy) serveRequest(c net.Conn, in *bufio.Reader, req *http.Request, z Zone) bool {
	refuse := func(status int, header string) bool {
		body := http.StatusText(status) + "\n"
		fmt.Fprintf(c, "HTTP/1.1 %d %s\r\nVia: 1.1 lab-proxy\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n%s\r\n%s",
			status, http.StatusText(status), len(body), header, body)
		return true
	}
	if !p.allowed(req) {
		var offers string
		for _, value := range p.Offers {
			offers += "Proxy-Authenticate: " + value + "\r\n"
		}
		return refuse(http.StatusProxyAuthRequired, cmp.Or(offers, "Proxy-Authenticate: Basic realm=\"corp\"\r\n"))
	}
	time.Sleep(p.Delay)
	host, port := req.URL.Hostname(), req.URL.Port()
	if port == "" {
		port = "80"
	}
	if status := p.policy(host); status != 0 {
		return refuse(status, "")
	}
	far, err := connect(z, host, port)
	if err != nil {
		return refuse(http.StatusBadGateway, "")
	}
	defer far.Close()
	if req.Method == http.MethodConnect {
		io.WriteString(c, "HTTP/1.1 200 Connection established\r\n\r\n")
		splice(c, in, far)
		return false
	}
	req.Header.Del("Proxy-Authorization")
	req.Header.Del("Proxy-Connection")
	if req.Write(far) != nil {
		return false
	}
	resp, err := http.ReadResponse(bufio.NewReader(far), req)
	if err != nil {
		return refuse(http.StatusBadGateway, "")
	}
	defer resp.Body.Close()
	return resp.Write(c) == nil
}

func (p *Proxy) allowed(req *http.Request) bool {
	if p.User == "" {
		return true
	}
	req.Header.Set("Authorization", req.Header.Get("Proxy-Authorization"))
	user, password, ok := req.BasicAuth()
	req.Header.Del("Authorization")
	return ok && user == p.User && password == p.Password
}

// splice copies both ways until one side ends.
func splice(c net.Conn, in io.Reader, far net.Conn) {
	done := make(chan struct{}, 2)
	go func() {
		io.Copy(far, in)
		done <- struct{}{}
	}()
	go func() {
		io.Copy(c, far)
		done <- struct{}{}
	}()
	<-done
	c.Close()
	far.Close()
	<-done
}

// serveSOCKS speaks SOCKS5 (RFC 1928), with RFC 1929 when a password is set.
func (p *Proxy) serveSOCKS(c net.Conn, z Zone) {
	in := bufio.NewReader(c)
	if !p.greet(c, in) {
		return
	}
	host, port, ok := readSOCKSRequest(in)
	if !ok {
		return
	}
	if code := p.policy(host); code != 0 {
		c.Write([]byte{5, byte(code), 0, 1, 0, 0, 0, 0, 0, 0})
		return
	}
	far, err := connect(z, host, port)
	if err != nil {
		c.Write([]byte{5, 4, 0, 1, 0, 0, 0, 0, 0, 0})
		return
	}
	c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	splice(c, in, far)
}

func (p *Proxy) greet(c net.Conn, in *bufio.Reader) bool {
	version, _ := in.ReadByte()
	n, err := in.ReadByte()
	if err != nil || version != 5 {
		return false
	}
	methods := make([]byte, n)
	if _, err := io.ReadFull(in, methods); err != nil {
		return false
	}
	if p.User == "" {
		c.Write([]byte{5, 0})
		return true
	}
	if !bytes.Contains(methods, []byte{2}) {
		c.Write([]byte{5, 0xff})
		return false
	}
	c.Write([]byte{5, 2})
	in.ReadByte()
	user, password := readShort(in), readShort(in)
	if user != p.User || password != p.Password {
		c.Write([]byte{1, 1})
		return false
	}
	c.Write([]byte{1, 0})
	return true
}

func readSOCKSRequest(in *bufio.Reader) (host, port string, ok bool) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(in, head); err != nil || head[0] != 5 || head[1] != 1 {
		return "", "", false
	}
	switch head[3] {
	case 1, 4:
		raw := make([]byte, map[byte]int{1: 4, 4: 16}[head[3]])
		if _, err := io.ReadFull(in, raw); err != nil {
			return "", "", false
		}
		addr, _ := netip.AddrFromSlice(raw)
		host = addr.String()
	case 3:
		host = readShort(in)
	}
	raw := make([]byte, 2)
	if _, err := io.ReadFull(in, raw); err != nil {
		return "", "", false
	}
	return host, strconv.Itoa(int(binary.BigEndian.Uint16(raw))), true
}

// readShort reads a string with its length in front.
func readShort(in *bufio.Reader) string {
	n, err := in.ReadByte()
	if err != nil {
		return ""
	}
	raw := make([]byte, n)
	io.ReadFull(in, raw)
	return string(raw)
}
