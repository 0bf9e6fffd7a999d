package dns

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/miekg/dns"
)

// memory is a network in this process in which nameservers have addresses of 127/8,
// and waiting takes no time: see instantly. Ports tell it from the real one.
var memory = struct {
	sync.Mutex
	last    uint16 // port
	servers map[netip.AddrPort]inMemory
}{servers: map[netip.AddrPort]inMemory{}}

// endOfMemory is above the ports in memory. Nothing listens below it in earnest.
const endOfMemory = 2000

// roundTrip is what the way to a server in memory and back takes.
const roundTrip = time.Millisecond

// inMemory is what a server does with a datagram, and with a connection; nil where
// the port is closed.
type inMemory struct {
	datagram func(query []byte) [][]byte
	stream   func(net.Conn)
}

func init() {
	real := dial
	dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		at := netip.MustParseAddrPort(address)
		if at.Port() >= endOfMemory || at.Port() == dnsPort {
			return real(ctx, network, address)
		}
		memory.Lock()
		server := memory.servers[at]
		memory.Unlock()
		if network == "udp" {
			return server.bind(), nil
		}
		return server.connect()
	}
}

// memoryPort is a port in memory, at which nothing listens yet.
func memoryPort() uint16 {
	memory.Lock()
	defer memory.Unlock()
	if memory.last++; memory.last == dnsPort {
		memory.last++
	}
	return memory.last
}

// instantly runs a test in which time passes only when all wait for it.
func instantly(t *testing.T, name string, test func(*testing.T)) {
	t.Run(name, func(t *testing.T) { inNoTime(t, test) })
}

func inNoTime(t *testing.T, test func(*testing.T)) {
	synctest.Test(t, func(t *testing.T) {
		t.Cleanup(func() { time.Sleep(time.Minute) }) // for servers that answer late
		test(t)
	})
}

func (s inMemory) connect() (net.Conn, error) {
	if s.stream == nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	}
	here, there := net.Pipe()
	go s.stream(there)
	return here, nil
}

// bind is a socket connected to the server. A pipe keeps what was written at once
// together, as datagrams are.
func (s inMemory) bind() net.Conn {
	here, there := net.Pipe()
	go func() {
		defer there.Close()
		buf := make([]byte, dns.MaxMsgSize)
		var answers sync.WaitGroup
		defer answers.Wait()
		for {
			n, err := there.Read(buf)
			if err != nil {
				return
			}
			if s.datagram == nil {
				here.Close()
				return
			}
			query := append([]byte(nil), buf[:n]...)
			answers.Go(func() {
				time.Sleep(roundTrip)
				for _, reply := range s.datagram(query) {
					there.Write(reply)
				}
			})
		}
	}()
	return socket{here, s.datagram == nil}
}

// socket tells of a closed port what the kernel tells.
type socket struct {
	net.Conn
	closed bool
}

func (s socket) Read(b []byte) (int, error) {
	n, err := s.Conn.Read(b)
	if s.closed && err == io.ErrClosedPipe {
		return 0, &net.OpError{Op: "read", Net: "udp", Err: os.NewSyscallError("read", syscall.ECONNREFUSED)}
	}
	return n, err
}

// listen puts a server in memory until the test ends.
func (s inMemory) listen(t *testing.T, at netip.AddrPort) {
	memory.Lock()
	defer memory.Unlock()
	memory.servers[at] = s
	t.Cleanup(func() {
		memory.Lock()
		defer memory.Unlock()
		delete(memory.servers, at)
	})
}

// datagrams answers by UDP as a nameserver does.
func datagrams(f *fake, do behaviour) func([]byte) [][]byte {
	return func(query []byte) [][]byte {
		f.asked.Add(1)
		var m dns.Msg
		if m.Unpack(query) != nil {
			return nil
		}
		reply := do(&m, false)
		if reply == nil {
			return nil
		}
		wire, _ := reply.Pack()
		return [][]byte{wire}
	}
}

// stream answers over TCP (RFC 1035, section 4.2.2).
func stream(do behaviour) func(net.Conn) {
	return func(conn net.Conn) {
		defer conn.Close()
		for {
			var length [2]byte
			if _, err := io.ReadFull(conn, length[:]); err != nil {
				return
			}
			wire := make([]byte, binary.BigEndian.Uint16(length[:]))
			if _, err := io.ReadFull(conn, wire); err != nil {
				return
			}
			var m dns.Msg
			if m.Unpack(wire) != nil {
				return
			}
			time.Sleep(roundTrip)
			reply := do(&m, true)
			if reply == nil {
				continue
			}
			wire, _ = reply.Pack()
			conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(wire))), wire...))
		}
	}
}
