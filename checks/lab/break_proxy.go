package lab

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"time"
)

// Ways to break forward proxies.

const companyProxy = "http://proxy.corp.example:3128"

const companySOCKS = "socks5://socks.corp.example:1080"

// httpsProxy sets HTTPS_PROXY, in a network where only proxies get out.
func httpsProxy(value string, more ...func(*Net)) func(*Net) {
	return func(n *Net) {
		n.Client.Env["HTTPS_PROXY"] = value
		n.OnlyProxies()
		for _, f := range more {
			f(n)
		}
	}
}

// onlyProxies lets only proxies out, with other settings.
func onlyProxies(more ...func(*Net)) func(*Net) {
	return func(n *Net) {
		n.OnlyProxies()
		for _, f := range more {
			f(n)
		}
	}
}

// proxyPolicy makes the company's proxy judge destinations.
func proxyPolicy(p func(string) int) func(*Net) { return func(n *Net) { n.Proxy().Policy = p } }

// closedNet lets only proxies out; hosts of the company are not reached through them.
func closedInside(hosts ...string) func(*Net) {
	return proxyPolicy(only(http.StatusBadGateway, hosts...))
}

// proxyPassword makes the company's proxies ask for credentials, and offer these
// schemes instead of Basic.
func proxyPassword(offers ...string) func(*Net) {
	return func(n *Net) {
		for _, p := range []*Proxy{n.Proxy(), n.SOCKS()} {
			p.User, p.Password, p.Offers = "gopher", "secret", offers
		}
	}
}

func proxyInstead(h http.Handler) func(*Net) { return func(n *Net) { n.Proxy().Instead = h } }

func proxyRaw(f func(net.Conn)) func(*Net) { return func(n *Net) { n.Proxy().Raw = f } }

const tunnelThenSilence = "HTTP/1.1 200 Connection established\r\n\r\n"

// banner greets every connection like a server of another protocol, and says no
// more.
func banner(line string) func(net.Conn) {
	return func(c net.Conn) {
		io.WriteString(c, line+"\r\n")
		io.Copy(io.Discard, c)
	}
}

// answering answers every request with these bytes and closes.
func answering(answer string) func(net.Conn) {
	return func(c net.Conn) {
		if _, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
			io.WriteString(c, answer)
		}
		linger(c)
	}
}

// linger closes so that what was written arrives: no reset for unread bytes.
func linger(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		tcp.CloseWrite()
	}
	c.SetReadDeadline(time.Now().Add(time.Second))
	io.Copy(io.Discard, c)
}

// hangUp reads a little and closes in good order.
func hangUp(c net.Conn) {
	c.Read(make([]byte, 4096))
	linger(c)
}

// cutoff closes with a reset as soon as anything is read.
func cutoff(c net.Conn) {
	c.Read(make([]byte, 4096))
	abort(c)
}
