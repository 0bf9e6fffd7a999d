package transport

import (
	"context"
	"errors"
	"net"
	"net/netip"
)

// smallSegment is the most that the peer is to put into one packet: what every
// network must pass whole (RFC 9293, section 3.7.1).
const smallSegment = 536

// DialSmall connects to the first address that takes a connection on which this side
// tells the peer to send small packets only (RFC 9293, section 3.7.1, MSS option).
// Where the system cannot, it fails.
func DialSmall(ctx context.Context, addrs []netip.Addr, port int) (net.Conn, error) {
	dialer := net.Dialer{Control: announceSmall}
	err := errors.New("no address")
	for _, addr := range usable(addrs, routed) {
		var conn net.Conn
		if conn, err = dialer.DialContext(ctx, "tcp", netip.AddrPortFrom(addr, uint16(port)).String()); err == nil {
			return conn, nil
		}
	}
	return nil, err
}
