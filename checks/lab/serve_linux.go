package lab

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// Front is where the servers of a [Net] are to be found in a network that somebody
// else made, such as Docker's.
type Front struct {
	Address  netip.Addr // of this machine in that network
	Resolver Resolver   // its nameserver, which gives Address for every name; nil for none
	Signer   Signer     // of the hosts' certificates
	Limit    int        // bytes of TCP above which what comes to the hosts vanishes; 0 for no limit
}

// Serve opens the plan's servers on this machine. All hosts share one front on ports
// 80 and 443 that tells them apart by the name asked for; the proxies keep their
// ports, and can be reached on loopback, too. It returns when all of them listen; they serve until the process ends.
func (n *Net) Serve(f Front) error {
	zone := Zone{}
	for name := range n.zone(true) {
		zone.add(name, f.Address.String())
	}
	secure, plain := map[string]http.Handler{}, map[string]http.Handler{}
	for name, h := range n.Hosts {
		secure[name], plain[name] = h.Handler, h.Plain
	}
	all := &Host{AnyName: true, Cert: Cert{Signer: f.Signer}, Handler: byName(secure)}
	err := errors.Join(
		f.listen(f.Address, 443, func(l net.Listener) { all.serve(l, f.Address.String()) }),
		f.listen(f.Address, 80, func(l net.Listener) { go (&Host{Handler: byName(plain)}).server().Serve(l) }),
	)
	for _, p := range n.Proxies {
		err = errors.Join(err, f.listen(netip.IPv4Unspecified(), p.Port, func(l net.Listener) { p.serve(l, zone) }))
	}
	if f.Resolver == nil {
		return err
	}
	return errors.Join(err, openResolver(f.Address.String(), f.Resolver, nil, zone))
}

// byName hands requests to the handler of the name in them.
func byName(handlers map[string]http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, _, _ := strings.Cut(r.Host, ":")
		if h := handlers[name]; h != nil {
			h.ServeHTTP(w, r)
			return
		}
		http.Error(w, "no such host here", http.StatusMisdirectedRequest)
	})
}

// listen opens a port and lets serve treat its connections.
func (f Front) listen(addr netip.Addr, port int, serve func(net.Listener)) error {
	config := net.ListenConfig{Control: func(_, _ string, c syscall.RawConn) error {
		if f.Limit == 0 {
			return nil
		}
		var refused error
		err := c.Control(func(fd uintptr) { refused = dropAbove(int(fd), f.Limit) })
		return errors.Join(err, refused)
	}}
	l, err := config.Listen(context.Background(), "tcp", netip.AddrPortFrom(addr, uint16(port)).String())
	if err == nil {
		serve(l)
	}
	return err
}

// dropAbove makes a socket, and those that it accepts, lose segments that are larger,
// header included, as if they had never come (socket(7), SO_ATTACH_FILTER).
func dropAbove(fd, limit int) error {
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_LEN},
		{Code: unix.BPF_JMP | unix.BPF_JGT | unix.BPF_K, Jf: 1, K: uint32(limit)},
		{Code: unix.BPF_RET | unix.BPF_K, K: 0},
		{Code: unix.BPF_RET | unix.BPF_K, K: 1<<32 - 1},
	}
	return unix.SetsockoptSockFprog(fd, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]})
}
