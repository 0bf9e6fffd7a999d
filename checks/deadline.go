package checks

import "time"

// Wait is a pair of deadlines for one step. Silence is told as "so far" at
// Provisional and becomes a result at Final.
type Wait struct{ Provisional, Final time.Duration }

// Numbers of the deadlines. A kernel repeats a SYN after 1, 2 and 3 s, so one
// socket is only two or three tries in 2.5 s; several sockets make the odds of
// calling a live host dead on a lossy link negligible (RFC 6298, RFC 8961).
const (
	// UnknownRTT is the provisional wait when no round trip was ever seen.
	UnknownRTT = 2500 * time.Millisecond
	// SilenceFinal is over 3.1 s, when the kernel reports a dead next hop.
	SilenceFinal = 3300 * time.Millisecond
	// GoLookup is how long net's resolver waits for one nameserver unless resolv.conf says otherwise.
	GoLookup = 5 * time.Second
	// LookupFinal ends the go command's own lookup: one such wait and a little.
	LookupFinal = 5500 * time.Millisecond
	// GoHandshake is over the 10 s after which go gives a handshake up (net/http/transport.go,
	// TLSHandshakeTimeout); its own word has come by then.
	GoHandshake = 10500 * time.Millisecond
	// GoDial is what a connection may take, looking its name up included (net/http/transport.go,
	// DefaultTransport).
	GoDial = 30 * time.Second
	// SlowTunnel is what a proxy is given to grant a tunnel, if go's own word is still
	// out: go waits for a minute (net/http/transport.go, dialConn), a person does not.
	SlowTunnel = 20 * time.Second
	// CompareAfter is how long a route must be silent before a comparison starts.
	CompareAfter = 700 * time.Millisecond
)

// Moments at which something is done again, from the start of the step: sockets
// are opened, queries sent, tables read.
var (
	DialSends = []time.Duration{0, 300 * time.Millisecond, 600 * time.Millisecond}
	DNSSends  = []time.Duration{0, 300 * time.Millisecond, 800 * time.Millisecond, 1500 * time.Millisecond}
	// DNSLate is when a query is sent once more after silence was told, since a fault
	// may have ended by itself: the later ones to who is there and waited for longer,
	// the last when go itself asks again.
	DNSLate = []time.Duration{2600 * time.Millisecond, 4 * time.Second, GoLookup}
	// DNSOverTCP is when the same question is put over TCP.
	DNSOverTCP = 800 * time.Millisecond
	// GatewayLooks is when the neighbour table is read for a next hop; the kernel
	// gives up on it after three requests, one second apart (arp(7), mcast_solicit).
	GatewayLooks = []time.Duration{300 * time.Millisecond, time.Second, 1500 * time.Millisecond, 2200 * time.Millisecond, 3100 * time.Millisecond}
)

// DialWait is how long TCP to one address may be silent. rtt is the best round
// trip seen in the run, 0 when none was.
func DialWait(rtt time.Duration) Wait {
	if rtt == 0 {
		return Wait{UnknownRTT, SilenceFinal}
	}
	wait := 600*time.Millisecond + clamp(4*rtt, 800*time.Millisecond, 1900*time.Millisecond)
	return Wait{clamp(wait, 2*time.Second, 2500*time.Millisecond), SilenceFinal}
}

// DNSWait is how long one nameserver may be silent.
func DNSWait(rtt time.Duration) Wait {
	if rtt == 0 {
		return Wait{UnknownRTT, SilenceFinal}
	}
	return Wait{clamp(1500*time.Millisecond+2*rtt, 2*time.Second, 2500*time.Millisecond), SilenceFinal}
}

// compareTrips is how many round trips a comparison may take: a name, a connection to a
// proxy, a greeting, a tunnel, a handshake; and one to spare.
const compareTrips = 6

// CompareWait is how long what fails waits for comparisons. On a usual line, those of a
// silent route end with its own silence.
func CompareWait(rtt time.Duration) time.Duration { return max(UnknownRTT, compareTrips*rtt) }

// CompareLeast is what any comparison gets: one may begin with the answer of another.
func CompareLeast(rtt time.Duration) time.Duration { return max(time.Second, compareTrips*rtt) }

// fetchTrips is how many round trips go takes for a module: a name, a connection and a
// handshake with the module proxy, three files, and of the checksum database's whether it
// is relayed, the entry, and what proves it.
const fetchTrips = 12

// OnThisLine makes a wait for go, or for what it runs, longer by the round trips of a
// fetch; one counts for a second at most.
func OnThisLine(wait, rtt time.Duration) time.Duration {
	return wait + fetchTrips*min(rtt, time.Second)
}

// SlowAnswer is what a nameserver takes that makes go slow: more than a resolver
// needs to ask servers of three zones, one after the other. rtt is the best round
// trip seen in the run, 0 when none was.
func SlowAnswer(rtt time.Duration) time.Duration {
	return max(1500*time.Millisecond, 3*rtt)
}

// TLSWait is how long a handshake may be silent.
func TLSWait(rtt time.Duration) Wait {
	return Wait{
		clamp(5*rtt+500*time.Millisecond, 2*time.Second, 4*time.Second),
		clamp(8*rtt+time.Second, 4*time.Second, 10*time.Second),
	}
}

// TLSSecondHello is when a second handshake starts on a spare socket.
func TLSSecondHello(rtt time.Duration) time.Duration {
	return max(rtt*5/2, 500*time.Millisecond)
}

// FirstByteWait is how long a server may think. A module proxy that must fetch
// a module from its origin first (cold) may take long and be healthy; it is given
// what leaves a run of half a minute time for a verdict.
func FirstByteWait(rtt time.Duration, cold bool) Wait {
	final := 10 * time.Second
	if cold {
		final = 20 * time.Second
	}
	return Wait{clamp(3*rtt+2*time.Second, 3*time.Second, 6*time.Second), final}
}

// ProxyWait is how long a proxy may take to grant a tunnel.
func ProxyWait(rtt time.Duration) Wait {
	return Wait{clamp(2*rtt+3*time.Second, 3*time.Second, 6*time.Second), 10 * time.Second}
}

func clamp(x, lo, hi time.Duration) time.Duration { return min(max(x, lo), hi) }
