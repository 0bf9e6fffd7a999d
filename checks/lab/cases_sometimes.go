package lab

import (
	"crypto/tls"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/miekg/dns"

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
	{Name: "recovers-names", About: "the nameserver says nothing for two seconds, and then answers", Want: Fine(),
		Break: isp(After(2*time.Second, Truth, Silence))},
	{Name: "recovers-names-late", About: "the nameserver says nothing for three and a half seconds, and then answers", Want: Fine(),
		Break: isp(After(3500*time.Millisecond, Truth, Silence))},
	{Name: "recovers-names-failing", Shaky: true, About: "the nameserver fails for half a second, and then answers", Want: Fine(), GoSays: "server misbehaving",
		Break: isp(After(500*time.Millisecond, Truth, Rcode(dns.RcodeServerFailure)))},
	{Name: "recovers-server", Shaky: true, About: "the module proxy cuts connections for half a second, and then serves", Want: Fine(), GoSays: "connection reset",
		Break: startingAfter("proxy.golang.org", 500*time.Millisecond)},
	{Name: "begins-names", Shaky: true, About: "the nameserver answers two questions, and from then on none",
		Break: isp(AfterQuestions(2, Silence, Truth)), Want: Broken(checks.CauseResolverUnreachable), GoSays: "i/o timeout"},
	{Name: "sometimes-crowded", Shaky: true, About: "the module proxy speaks HTTP/1.1 alone, and resets all but one connection at a time; go needs several for two modules",
		Break: also(modFile(twoRequires), host("proxy.golang.org", func(h *Host) { h.TLS = func(c *tls.Config) { c.NextProtos = []string{"http/1.1"} } }), connections("proxy.golang.org", 1, abort)),
		Want:  Broken(checks.CauseTCPReset, checks.CauseTLSReset), GoSays: "reset"},
}

// After answers one way from a time after the first question on, and another before.
func After(d time.Duration, then, before Resolver) Resolver {
	var once sync.Once
	var end time.Time
	return func(z Zone, q *dns.Msg) *dns.Msg {
		once.Do(func() { end = time.Now().Add(d) })
		if time.Now().Before(end) {
			return before(z, q)
		}
		return then(z, q)
	}
}

// AfterQuestions answers so many questions one way, and all others another.
func AfterQuestions(count int32, then, before Resolver) Resolver {
	var asked atomic.Int32
	return func(z Zone, q *dns.Msg) *dns.Msg {
		if asked.Add(1) > count {
			return then(z, q)
		}
		return before(z, q)
	}
}

// startingAfter cuts connections to a host until a time after the first one.
func startingAfter(name string, d time.Duration) func(*Net) {
	return host(name, func(h *Host) {
		var once sync.Once
		var end time.Time
		serve := throughListener(h, name)
		h.Raw = func(c net.Conn) {
			once.Do(func() { end = time.Now().Add(d) })
			if time.Now().Before(end) {
				abort(c)
				return
			}
			serve(c)
		}
	})
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
