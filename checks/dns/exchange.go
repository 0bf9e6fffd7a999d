package dns

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/netip"
	"time"

	"github.com/miekg/dns"

	"gomend/checks"
)

// exchange puts the question once, on a new socket, and listens until an answer
// comes, an error, or the end of ctx. A truncated answer is fetched again over
// TCP, as go does.
func exchange(ctx context.Context, network string, server netip.AddrPort, q question) reply {
	if network == "tcp" {
		return overTCP(ctx, server, q)
	}
	r := overUDP(ctx, server, q)
	if !r.truncated {
		return r
	}
	whole := overTCP(ctx, server, q)
	if whole.rcode == "" { // nothing that could be read
		whole.code, whole.rcode = checks.TruncatedOnly, r.rcode
	}
	return whole
}

func overUDP(ctx context.Context, server netip.AddrPort, q question) reply {
	return converse(ctx, "udp", server, q, func(conn net.Conn, id uint16, wire []byte) reply {
		if _, err := conn.Write(wire); err != nil {
			return reply{code: checks.Classify(err)}
		}
		silence := checks.Timeout
		buf := make([]byte, maxUDP)
		for {
			n, err := conn.Read(buf)
			if err != nil {
				if code := checks.Classify(err); code != checks.Timeout {
					return reply{code: code}
				}
				return reply{code: silence}
			}
			r, mine := q.read(id, buf[:n])
			if mine {
				return r
			}
			silence = checks.Garbage
		}
	})
}

// overTCP reads one message, which the protocol bounds to 64 KiB (RFC 1035, section 4.2.2).
func overTCP(ctx context.Context, server netip.AddrPort, q question) reply {
	return converse(ctx, "tcp", server, q, func(conn net.Conn, id uint16, wire []byte) reply {
		buf, err := exchangeTCP(conn, wire)
		if err != nil {
			return reply{code: checks.Classify(err)}
		}
		q.presence.heard()
		r, _ := q.read(id, buf)
		return r
	})
}

// exchangeTCP sends one message and reads one (RFC 1035, section 4.2.2).
func exchangeTCP(conn net.Conn, wire []byte) ([]byte, error) {
	if _, err := conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(wire))), wire...)); err != nil {
		return nil, err
	}
	var length [2]byte
	if _, err := io.ReadFull(conn, length[:]); err != nil {
		return nil, err
	}
	buf := make([]byte, binary.BigEndian.Uint16(length[:]))
	_, err := io.ReadFull(conn, buf)
	return buf, err
}

// dial opens a socket. Tests have networks of their own.
var dial = new(net.Dialer).DialContext

// converse opens a connected socket, closes it in the end, and ends talk with ctx.
func converse(ctx context.Context, network string, server netip.AddrPort, q question, talk func(net.Conn, uint16, []byte) reply) reply {
	id := dns.Id()
	wire, err := q.pack(id)
	if err != nil {
		return reply{code: checks.DNSError} // go: cannot marshal DNS message
	}
	start := time.Now()
	conn, err := dial(ctx, network, server.String())
	if network == "tcp" {
		q.presence.met(checks.Classify(err))
	}
	if err != nil {
		return reply{code: silenceOf(ctx, checks.Classify(err)), protocol: network}
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	r := talk(conn, id, wire)
	r.protocol = network
	if r.rcode != "" {
		r.rtt = time.Since(start)
	}
	return r
}

// silenceOf tells an end of our own patience as what it is: no answer so far.
func silenceOf(ctx context.Context, code checks.Code) checks.Code {
	if ctx.Err() != nil {
		return checks.Timeout
	}
	return code
}
