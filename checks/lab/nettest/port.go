package nettest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"sync/atomic"
	"testing"
)

// Ports that no system gives to a connection which asks for none: Linux begins at
// 32768 (ip_local_port_range), others at 49152 (RFC 6335, section 6).
const firstPort, endPort = 10000, 32768

var portsGiven atomic.Uint32

func init() { portsGiven.Store(rand.Uint32N(endPort - firstPort)) }

// Port is a port at which nobody listens on 127.0.0.1, by TCP or UDP. Other tests
// that run at the same time do not get it.
func Port(t testing.TB) uint16 {
	t.Helper()
	for range endPort - firstPort {
		port := firstPort + portsGiven.Add(1)%(endPort-firstPort)
		if free(fmt.Sprintf("127.0.0.1:%d", port)) {
			return uint16(port)
		}
	}
	t.Fatal("no free port")
	return 0
}

func free(address string) bool {
	tcp, err := net.Listen("tcp", address)
	if err != nil {
		return false
	}
	defer tcp.Close()
	udp, err := net.ListenPacket("udp", address)
	if err != nil {
		return false
	}
	udp.Close()
	return true
}
