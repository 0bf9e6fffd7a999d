package dns

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"gomend/checks"
)

// plan says how a question is put to one server until something comes.
type plan struct {
	udp       []time.Duration // moments at which a new UDP socket is opened
	tcp       time.Duration   // moment of the same question over TCP; never when negative
	tcpCounts bool            // an answer over TCP is as good as one by UDP
	patience  time.Duration   // of go: a later answer is none; 0 for no limit
}

const never = time.Duration(-1)

// asked is what came of a question put by a plan.
type asked struct {
	reply
	tcp   checks.Code   // what TCP brought where it does not count; NotAsked
	spent time.Duration // until the reply, or until we stopped listening
}

// inquiry is a plan being carried out; only the goroutine of ask touches it.
type inquiry struct {
	plan
	put     func(network string) reply
	wg      sync.WaitGroup
	replies chan reply // of UDP, and of TCP where it counts
	aside   chan reply // of TCP where it does not count
	best    reply      // what stands when nothing better comes
	opened  int        // sockets so far
	out     asked
}

// ask returns with the first reply that ends the matter, or with the best that
// came when ctx ends. No goroutine is left then.
func (p plan) ask(ctx context.Context, server netip.AddrPort, q question) asked {
	start := time.Now()
	inner, cancel := context.WithCancel(ctx)
	i := &inquiry{
		plan:    p,
		put:     func(network string) reply { return exchange(inner, network, server, q) },
		replies: make(chan reply, len(p.udp)+1), // so many are ever sent: none blocks
		aside:   make(chan reply, 1),
		best:    reply{code: checks.Timeout},
		out:     asked{tcp: checks.NotAsked},
	}
	i.run(ctx)
	cancel()
	i.wg.Wait()
	i.gather()
	i.out.reply, i.out.spent = i.best, time.Since(start)
	return i.out
}

func (i *inquiry) run(ctx context.Context) {
	start := time.Now()
	moments := i.udp
	tcpDue := i.tcp >= 0
	for {
		var udpTimer, tcpTimer <-chan time.Time
		if len(moments) > 0 {
			udpTimer = time.After(moments[0] - time.Since(start))
		}
		if tcpDue {
			tcpTimer = time.After(i.tcp - time.Since(start))
		}
		select {
		case <-udpTimer:
			moments = moments[1:]
			i.open("udp")
		case <-tcpTimer:
			tcpDue = false
			i.open("tcp")
		case r := <-i.replies:
			if i.take(r) {
				return
			}
		case r := <-i.aside:
			i.out.tcp = r.code
		case <-ctx.Done():
			return
		}
	}
}

// open puts the question on a new socket.
func (i *inquiry) open(network string) {
	to := i.replies
	if network == "tcp" && !i.tcpCounts {
		to = i.aside
		i.out.tcp = checks.Timeout // until something comes
	}
	again := i.opened > 0 && network == "udp"
	i.opened++
	i.wg.Go(func() {
		r := i.put(network)
		r.again = again
		to <- r
	})
}

// take judges one reply; it reports whether the matter is at its end.
func (i *inquiry) take(r reply) bool {
	if i.patience > 0 && r.rtt > i.patience {
		r = reply{code: checks.Timeout, rtt: r.rtt}
	}
	if r.protocol == "tcp" && len(i.udp) > 0 && r.rcode == "" {
		return false // TCP besides UDP accuses nobody by failing
	}
	if better(r, i.best) {
		i.best = r
	}
	return !silent(r.code)
}

// gather reads what sockets said when they were closed.
func (i *inquiry) gather() {
	for len(i.replies) > 0 {
		if r := <-i.replies; better(r, i.best) {
			i.best = r
		}
	}
	if len(i.aside) > 0 {
		i.out.tcp = (<-i.aside).code
	}
	if i.out.tcp == checks.Timeout && i.best.rcode != "" {
		i.out.tcp = checks.NotAsked // UDP answered before TCP had its time
	}
}

// better ranks silence below garbage, that below a failure, and that below an answer.
func better(a, b reply) bool { return rank(a) > rank(b) }

func rank(r reply) int {
	switch {
	case r.code == checks.Timeout:
		return 0
	case r.code == checks.Garbage:
		return 1
	case !r.final():
		return 2
	case r.code != checks.OK:
		return 3
	}
	return 4
}
