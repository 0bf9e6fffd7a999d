package transport

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"gomend/checks"
	"gomend/checks/lab/nettest"
)

func TestMain(m *testing.M) { nettest.Main(m, 16) }

// quick are deadlines for tests: long enough for three sockets.
var quick = checks.Wait{Provisional: 700 * time.Millisecond, Final: 900 * time.Millisecond}

// listen opens a port on a loopback address that accepts connections.
func listen(t *testing.T, address string) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp4", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().(*net.TCPAddr).AddrPort()
}

// silentAt opens a port that drops every SYN: its backlog of one is full.
func silentAt(t *testing.T, to netip.AddrPort) netip.AddrPort {
	t.Helper()
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(fd) })
	unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1)
	if err := unix.Bind(fd, &unix.SockaddrInet4{Port: int(to.Port()), Addr: to.Addr().As4()}); err != nil {
		t.Fatal(err)
	}
	if err := unix.Listen(fd, 0); err != nil {
		t.Fatal(err)
	}
	name, _ := unix.Getsockname(fd)
	to = netip.AddrPortFrom(to.Addr(), uint16(name.(*unix.SockaddrInet4).Port))
	filler, err := net.Dial("tcp", to.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { filler.Close() })
	return to
}

func TestDialOne(t *testing.T) {
	t.Parallel()
	open := listen(t, "127.0.0.1:0")
	refuses := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), nettest.Port(t))
	silent := silentAt(t, netip.MustParseAddrPort("127.0.0.1:0"))
	for _, test := range []struct {
		name  string
		to    netip.AddrPort
		code  checks.Code
		tries int
	}{
		{"accepts", open, checks.OK, 1},
		{"refuses", refuses, checks.Refused, 1},
		{"silent", silent, checks.Timeout, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, conn := DialOne(t.Context(), test.to, quick.Final)
			if conn != nil {
				defer conn.Close()
			}
			if got.Code != test.code || got.Tries != test.tries || got.Address != test.to {
				t.Errorf("got %+v, want code %q after %d tries", got, test.code, test.tries)
			}
			if (conn != nil) != (test.code == checks.OK) {
				t.Errorf("connection %v for code %q", conn, got.Code)
			}
			if test.code == checks.OK && got.RTT <= 0 {
				t.Error("a handshake without a repeated SYN has a round trip")
			}
			if test.code == checks.Timeout && got.SYNs < test.tries {
				t.Errorf("%d SYNs by %d sockets", got.SYNs, got.Tries)
			}
		})
	}
}

func TestDialOneObeysContext(t *testing.T) {
	silent := silentAt(t, netip.MustParseAddrPort("127.0.0.1:0"))
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	start := time.Now()
	got, _ := DialOne(ctx, silent, 10*time.Second)
	if got.Code != checks.Canceled || time.Since(start) > 2*time.Second {
		t.Errorf("got %+v after %v", got, time.Since(start))
	}
}

func TestDial(t *testing.T) {
	t.Parallel()
	const first, second = "127.0.0.1", "127.0.0.2"
	for _, test := range []struct {
		name       string
		at1, at2   string // what each address does: open, silent, refuse
		code       checks.Code
		winner     string
		each       []checks.Code // of the attempts
		atMost     time.Duration
		provisions int
	}{
		{"both open", "open", "open", checks.OK, first, []checks.Code{checks.OK}, 240 * time.Millisecond, 0},
		{"first refuses", "refuse", "open", checks.OK, second, []checks.Code{checks.Refused, checks.OK}, 240 * time.Millisecond, 0},
		{"second refuses", "open", "refuse", checks.OK, first, []checks.Code{checks.OK}, 240 * time.Millisecond, 0},
		{"first is silent", "silent", "open", checks.OK, second, []checks.Code{checks.Timeout, checks.OK}, 1500 * time.Millisecond, 0},
		{"second is silent", "open", "silent", checks.OK, first, []checks.Code{checks.OK}, 240 * time.Millisecond, 0},
		{"both refuse", "refuse", "refuse", checks.Refused, "", []checks.Code{checks.Refused, checks.Refused}, 500 * time.Millisecond, 0},
		{"both are silent", "silent", "silent", checks.Timeout, "", []checks.Code{checks.Timeout, checks.Timeout}, 2500 * time.Millisecond, 1},
		{"silence outweighs refusal", "refuse", "silent", checks.Timeout, "", []checks.Code{checks.Refused, checks.Timeout}, 2500 * time.Millisecond, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			wait := quick
			if test.winner != "" { // a winner must end the wait, not the deadline
				wait = checks.Wait{Provisional: 5 * time.Second, Final: 6 * time.Second}
			}
			port := behave(t, first, test.at1, 0)
			behave(t, second, test.at2, port)
			provisions := 0
			start := time.Now()
			facts, conn := dial(t.Context(), "h.example", int(port), addrs(first, second), wait, func(checks.DialFacts) { provisions++ })
			took := time.Since(start)
			if conn != nil {
				defer conn.Close()
			}
			if facts.Code != test.code || (conn != nil) != (test.winner != "") {
				t.Fatalf("got code %q and connection %v, want %q: %+v", facts.Code, conn, test.code, facts)
			}
			if test.winner != "" && facts.Winner.Addr().String() != test.winner {
				t.Errorf("winner %v, want %s", facts.Winner, test.winner)
			}
			if got := codes(facts); fmt.Sprint(got) != fmt.Sprint(test.each) {
				t.Errorf("attempts %q, want %q", got, test.each)
			}
			if took > test.atMost+500*time.Millisecond { // a noisy machine's share
				t.Errorf("took %v", took)
			}
			if provisions != test.provisions {
				t.Errorf("silence was told %d times, want %d", provisions, test.provisions)
			}
		})
	}
}

func behave(t *testing.T, address, how string, port uint16) uint16 {
	t.Helper()
	at := netip.AddrPortFrom(netip.MustParseAddr(address), port)
	switch how {
	case "open":
		return listen(t, at.String()).Port()
	case "silent":
		return silentAt(t, at).Port()
	}
	if port == 0 {
		return nettest.Port(t)
	}
	return port
}

func codes(f checks.DialFacts) []checks.Code {
	var list []checks.Code
	for _, a := range f.Attempts {
		list = append(list, a.Code)
	}
	return list
}

func TestDialWithoutAddresses(t *testing.T) {
	facts, conn := Dial(t.Context(), "h.example", 443, nil, 0)
	if facts.Code != checks.AddressUnavailable || conn != nil {
		t.Errorf("got %+v", facts)
	}
}

func TestStandsFor(t *testing.T) {
	v4, v6 := netip.MustParseAddrPort("192.0.2.1:443"), netip.MustParseAddrPort("[2001:db8::1]:443")
	for _, test := range []struct {
		name     string
		attempts []checks.Attempt
		want     checks.Code
	}{
		{"go prints the first family's", []checks.Attempt{{Address: v6, Code: checks.HostUnreachable}, {Address: v4, Code: checks.Timeout}}, checks.HostUnreachable},
		{"silence hides a refusal of the other family", []checks.Attempt{{Address: v6, Code: checks.Timeout}, {Address: v4, Code: checks.Refused}}, checks.Timeout},
		{"silence within the family", []checks.Attempt{{Address: v4, Code: checks.Refused}, {Address: v4, Code: checks.Timeout}}, checks.Timeout},
		{"the first of two", []checks.Attempt{{Address: v4, Code: checks.HostUnreachable}, {Address: v4, Code: checks.Refused}}, checks.HostUnreachable},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := standsFor(test.attempts); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// run runs a check whose lookup has given these addresses.
func run(t *testing.T, c checks.Check, host string, list []netip.Addr) (checks.Result, *checks.Board) {
	t.Helper()
	b := checks.NewBoard()
	lookup := checks.Check{ID: checks.KindLookup.Name(host), Kind: checks.KindLookup}
	b.Put(checks.Result{Check: lookup, Status: checks.Pass, Value: list})
	return c.Run(t.Context(), checks.NewInput(b, c)), b
}

func TestConnect(t *testing.T) {
	open := listen(t, "127.0.0.2:0")
	c := Connect("h.example", int(open.Port()), "module-proxy-1")
	if want := fmt.Sprintf("connect/h.example:%d", open.Port()); c.ID != want || c.Layer() != checks.LayerTransport {
		t.Fatalf("got %q of layer %s, want %q", c.ID, c.Layer(), want)
	}
	for _, test := range []struct {
		name   string
		addrs  []netip.Addr
		status checks.Status
		code   checks.Code
	}{
		{"connects", addrs("127.0.0.2"), checks.Pass, checks.OK},
		{"one of two is dead", addrs("127.0.0.1", "127.0.0.2"), checks.Warn, checks.OK},
		{"refused", addrs("127.0.0.1"), checks.Fail, checks.Refused},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, b := run(t, c, "h.example", test.addrs)
			if r.Status != test.status || r.Code != test.code || r.Cause != checks.NoCause {
				t.Fatalf("got %s %q %q, want %s %q and no cause", r.Status, r.Code, r.Cause, test.status, test.code)
			}
			if rtt, seen := b.RTT(); seen {
				t.Errorf("the round trip %v of loopback says nothing of the network", rtt)
			}
			h, _ := r.Value.(*Handoff)
			if (h != nil) != test.status.OK() {
				t.Fatalf("value %v", r.Value)
			}
			if h != nil {
				checkHandoff(t, h, open)
			}
		})
	}
}

func checkHandoff(t *testing.T, h *Handoff, to netip.AddrPort) {
	t.Helper()
	if h.Remote() != to {
		t.Errorf("leads to %v, want %v", h.Remote(), to)
	}
	conn, ok := h.Take()
	if !ok {
		t.Fatal("nothing to take")
	}
	h.Close() // must leave alone what was taken
	if _, err := conn.Write([]byte("x")); err != nil {
		t.Errorf("the connection taken is dead: %v", err)
	}
	conn.Close()
	if _, ok := h.Take(); ok {
		t.Error("given twice")
	}
	again, err := h.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

func TestHandoffClosesWhatNobodyTook(t *testing.T) {
	a, b := net.Pipe()
	NewHandoff(a, nil).Close()
	if _, err := b.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("got %v", err)
	}
}

func TestConnectTellsSilence(t *testing.T) {
	t.Parallel()
	silent := silentAt(t, netip.MustParseAddrPort("127.0.0.1:0"))
	facts := make(chan checks.DialFacts, 1)
	go func() {
		f, _ := dial(t.Context(), "h", int(silent.Port()), addrs("127.0.0.1"), quick, func(f checks.DialFacts) { facts <- f })
		facts <- f
	}()
	soFar, final := <-facts, <-facts
	if soFar.Code != checks.Timeout || len(soFar.Attempts) != 1 || soFar.Attempts[0].Time < 600*time.Millisecond {
		t.Errorf("so far: %+v", soFar)
	}
	if final.Code != checks.Timeout || final.Attempts[0].SYNs < 3 {
		t.Errorf("in the end: %+v", final)
	}
}

func TestConnectAddr(t *testing.T) {
	open := listen(t, "127.0.0.1:0")
	for _, test := range []struct {
		name   string
		to     netip.AddrPort
		status checks.Status
		code   checks.Code
	}{
		{"open", open, checks.Pass, checks.OK},
		{"refused", netip.AddrPortFrom(open.Addr(), nettest.Port(t)), checks.Fail, checks.Refused},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := ConnectAddr(test.to, "mirror", "r", []string{"a"})
			r := c.Run(t.Context(), checks.NewInput(checks.NewBoard(), c))
			facts := r.Facts.(checks.DialFacts)
			if c.ID != "connect-compare/mirror" || r.Status != test.status || facts.Code != test.code || r.Cause != checks.NoCause {
				t.Errorf("%s: got %+v", c.ID, r)
			}
		})
	}
}

func TestAcknowledged(t *testing.T) {
	conn, err := net.Dial("tcp", listen(t, "127.0.0.1:0").String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.Write([]byte("hello"))
	time.Sleep(20 * time.Millisecond)
	if got := Acknowledged(conn); got != checks.Yes {
		t.Errorf("got %v", got)
	}
	pipe, other := net.Pipe()
	defer pipe.Close()
	defer other.Close()
	if got := Acknowledged(pipe); got != checks.NotKnown {
		t.Errorf("a pipe has no kernel to ask: got %v", got)
	}
}
