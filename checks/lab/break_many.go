package lab

import (
	"github.com/miekg/dns"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Ways to break what go does many times at once.

// AtOnce answers at most so many questions at a time, each of which takes a
// moment; those beyond get no answer, as with small routers.
func AtOnce(most int32, takes time.Duration, r Resolver) Resolver {
	var busy atomic.Int32
	return func(z Zone, q *dns.Msg) *dns.Msg {
		defer busy.Add(-1)
		if busy.Add(1) > most {
			return nil
		}
		time.Sleep(takes)
		return r(z, q)
	}
}

// FirstOfTwo leaves a question for an IPv6 address unanswered while one for an IPv4
// address is being answered: some routers answer only one of two that come at once.
func FirstOfTwo(takes time.Duration, r Resolver) Resolver {
	var busy atomic.Int32
	return func(z Zone, q *dns.Msg) *dns.Msg {
		if q.Question[0].Qtype == dns.TypeAAAA {
			time.Sleep(takes / 3)
			if busy.Load() > 0 {
				return nil
			}
			return r(z, q)
		}
		defer busy.Add(-1)
		busy.Add(1)
		time.Sleep(takes)
		return r(z, q)
	}
}

// OneOfPair answers one of the two questions about a name, whichever comes first, and
// not the other unless it is put again: some routers take two that come at once for one.
func OneOfPair(within time.Duration, r Resolver) Resolver {
	var mu sync.Mutex
	answered := map[string]dns.Question{}
	at := map[string]time.Time{}
	return func(z Zone, q *dns.Msg) *dns.Msg {
		mu.Lock()
		defer mu.Unlock()
		one := q.Question[0]
		name := dns.CanonicalName(one.Name)
		if answered[name].Qtype != one.Qtype && time.Since(at[name]) < within {
			return nil
		}
		answered[name], at[name] = one, time.Now()
		return r(z, q)
	}
}

// connections lets a host serve at most so many connections at a time, and treats
// those beyond otherwise.
func connections(name string, most int32, beyond func(net.Conn)) func(*Net) {
	return host(name, func(h *Host) {
		var busy atomic.Int32
		serve := throughListener(h, name)
		h.Raw = func(c net.Conn) {
			defer busy.Add(-1)
			if busy.Add(1) > most {
				beyond(c)
				return
			}
			serve(c)
		}
	})
}

// throughListener serves connections that are handed to it as the host does.
func throughListener(h *Host, name string) func(net.Conn) {
	plan := *h
	plan.Raw = nil
	ready := make(chan net.Conn)
	server := plan.server()
	server.TLSConfig = plan.tlsConfig(name)
	go server.ServeTLS(handed(ready), "", "")
	return func(c net.Conn) {
		done := make(chan struct{})
		ready <- &awaited{Conn: c, done: done}
		<-done
	}
}

// awaited is a connection whose end somebody waits for.
type awaited struct {
	net.Conn
	ended atomic.Bool
	done  chan struct{}
}

func (a *awaited) Close() error {
	if !a.ended.Swap(true) {
		close(a.done)
	}
	return a.Conn.Close()
}
