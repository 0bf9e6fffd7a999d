package lab

import (
	"crypto/tls"
	"io"
	"net"
	"sync/atomic"

	"gomend/checks"
)

func init() { Register(sometimesCases...) }

// Servers and middleboxes that let go through one time, and not the next.
var sometimesCases = []Case{
	{Name: "sometimes-reset", Shaky: true, About: "the module proxy resets every third connection",
		Break: every(3, "proxy.golang.org", abort),
		Want:  Degraded(checks.CauseTCPReset), GoSays: "reset"},
	{Name: "sometimes-refused", Shaky: true, About: "a middlebox refuses every third connection to the module proxy",
		Break: forward("ip daddr 203.0.113.10 tcp dport 443 ct state new numgen inc mod 3 == 0 reject with tcp reset"),
		Want:  Degraded(checks.CauseTCPRefused), GoSays: "refused"},
	{Name: "sometimes-mute", Shaky: true, About: "the module proxy takes every third connection and says nothing on it",
		Break: every(3, "proxy.golang.org", func(c net.Conn) { io.Copy(io.Discard, c) }),
		Want:  Degraded(checks.CauseTLSTimeout), GoSays: "TLS handshake timeout"},
	{Name: "sometimes-crowded", Shaky: true, About: "the module proxy speaks HTTP/1.1 alone, and resets all but one connection at a time; go needs several for two modules",
		Break: also(modFile(twoRequires), host("proxy.golang.org", func(h *Host) { h.TLS = func(c *tls.Config) { c.NextProtos = []string{"http/1.1"} } }), connections("proxy.golang.org", 1, abort)),
		Want:  Broken(checks.CauseTCPReset, checks.CauseTLSReset), GoSays: "reset"},
}

// every treats each nth connection to a host another way.
func every(nth int32, name string, otherwise func(net.Conn)) func(*Net) {
	return host(name, func(h *Host) {
		var count atomic.Int32
		serve := throughListener(h, name)
		h.Raw = func(c net.Conn) {
			if count.Add(1)%nth == 0 {
				otherwise(c)
				return
			}
			serve(c)
		}
	})
}
