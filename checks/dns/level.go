package dns

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

// heard is one reply to a question of a trace.
type heard struct {
	word
	server server
	rtt    time.Duration
}

// level is one question to the servers of one zone, one after the other, until
// one says what such a server can say.
type level struct {
	t      *tracer
	zone   cut
	q      question
	heard  chan heard
	wg     sync.WaitGroup
	asked  int
	open   int // questions without a reply that ends them
	failed word
	by     server // of failed
	rtt    time.Duration
	forged bool
}

// ask puts a question to the servers of a zone.
func (t *tracer) ask(ctx context.Context, zone cut, q question) (word, checks.TraceLevel) {
	l := &level{t: t, zone: zone, q: q, heard: make(chan heard), failed: word{code: checks.Timeout}}
	inner, cancel := context.WithTimeout(ctx, t.waits.wait(t.rtt).Provisional)
	h, ok := l.run(inner)
	cancel()
	l.wg.Wait()
	told := checks.TraceLevel{Zone: zone.zone, Asked: l.asked, Code: l.failed.code}
	if !ok {
		if l.by.addr.IsValid() {
			told.Server, told.Name, told.RTT = t.addr(l.by), l.by.name, l.rtt
		}
		if ctx.Err() != nil {
			l.failed.code, told.Code = checks.Canceled, checks.Canceled
		}
		return l.failed, told
	}
	if t.rtt == 0 || h.rtt < t.rtt {
		t.rtt = h.rtt
	}
	told.Server, told.Name, told.RTT = t.addr(h.server), h.server.name, h.rtt
	told.Code, told.Referral = h.code, h.child.zone
	return h.word, told
}

// run opens a socket to another server at each of the moments, and at once when
// one has failed. It reports whether a reply came that counts.
func (l *level) run(ctx context.Context) (heard, bool) {
	servers := reachable(l.zone.servers)
	if len(servers) == 0 {
		l.failed.code = checks.NetworkUnreachable
		if len(l.zone.servers) == 0 {
			l.failed.code = checks.ServFail // their addresses cannot be found
		}
		return heard{}, false
	}
	start := time.Now()
	moments := l.t.waits.sends
	next := func() {
		if l.t.left > 0 && l.asked < max(len(moments), min(len(servers), maxNames)) {
			l.t.left--
			l.put(ctx, servers[l.asked%len(servers)])
		}
	}
	next()
	var patience <-chan time.Time // with the real answer behind a forged one
	for {
		var due <-chan time.Time
		if l.asked < len(moments) && l.t.left > 0 {
			due = time.After(moments[l.asked] - time.Since(start))
		} else if l.open == 0 {
			return heard{}, false
		}
		select {
		case <-due:
			next()
		case h := <-l.heard:
			if l.take(h) {
				return h, true
			}
			if l.forged && patience == nil {
				patience = time.After(max(l.t.waits.agree, 3*h.rtt))
			}
			if h.said == nothing && l.asked < len(servers) {
				next()
			}
		case <-patience:
			return heard{}, false
		case <-ctx.Done():
			return heard{}, false
		}
	}
}

// take reports whether a reply ends the matter.
func (l *level) take(h heard) bool {
	switch h.said {
	case forged:
		f := &l.t.facts
		if !f.Intercepted {
			f.Intercepted, f.ForgedBy, f.Denied = true, l.t.addr(h.server), len(h.addrs) == 0
		}
		f.Forged = unique(append(f.Forged, h.addrs...))
		l.forged, l.failed, l.by, l.rtt = true, h.word, h.server, h.rtt
		return false
	case nothing:
		l.open--
		if l.failed.code == checks.Timeout && h.code != checks.Canceled {
			l.failed, l.by, l.rtt = h.word, h.server, h.rtt
			if h.rtt == 0 {
				l.by = server{}
			}
		}
		return false
	}
	return true
}

// put asks one server. What it cannot have said is told, and listened past.
func (l *level) put(ctx context.Context, s server) {
	l.asked++
	l.open++
	addr, zone := l.t.addr(s), l.zone.zone
	start := time.Now()
	tell := func(w word) {
		rtt := time.Since(start)
		if w.msg == nil {
			rtt = 0
		}
		select {
		case l.heard <- heard{w, s, rtt}:
		case <-ctx.Done():
		}
	}
	l.wg.Go(func() {
		var last word
		r := converse(ctx, "udp", addr, l.q, func(conn net.Conn, id uint16, wire []byte) reply {
			w, code := l.listen(conn, id, wire, zone, tell)
			last = w
			return reply{code: code}
		})
		switch {
		case last.msg != nil && last.code == checks.TruncatedOnly:
			tell(l.whole(ctx, addr, zone))
		case last.msg != nil:
			tell(last)
		case r.code != checks.Timeout:
			tell(word{code: r.code})
		}
	})
}

// listen reads until a reply comes that such a server can give.
func (l *level) listen(conn net.Conn, id uint16, wire []byte, zone string, tell func(word)) (word, checks.Code) {
	if _, err := conn.Write(wire); err != nil {
		return word{}, checks.Classify(err)
	}
	buf := make([]byte, dns.MaxMsgSize)
	var poor word // stands when nothing better comes soon
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return poor, checks.Classify(err)
		}
		w, mine := l.q.heed(zone, id, buf[:n])
		switch {
		case !mine:
		case w.said == forged:
			tell(w)
		case w.code == checks.Lame && poor.msg == nil: // or forged, and the real answer is behind it
			poor = w
			conn.SetReadDeadline(time.Now().Add(l.t.waits.agree))
		default:
			return w, w.code
		}
	}
}

// whole fetches over TCP what did not fit into a datagram.
func (l *level) whole(ctx context.Context, addr netip.AddrPort, zone string) word {
	var w word
	r := converse(ctx, "tcp", addr, l.q, func(conn net.Conn, id uint16, wire []byte) reply {
		buf, err := exchangeTCP(conn, wire)
		if err != nil {
			return reply{code: checks.Classify(err)}
		}
		w, _ = l.q.heed(zone, id, buf)
		return reply{code: w.code}
	})
	if w.msg == nil {
		w.code = r.code
	}
	return w
}
