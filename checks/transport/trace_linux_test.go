package transport

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"gomend/checks"
	"gomend/checks/lab/netspace"
	"gomend/checks/lab/nettest"
)

// Routers in namespaces of the test's own tell how far attempts come.
func TestTrace(t *testing.T) {
	t.Parallel()
	nettest.InNamespace(t, traces)
}

func traces(t *testing.T) {
	runtime.LockOSThread() // this thread stays on the client
	layRouters(t, 3)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, test := range []struct {
		to   string
		want string
	}{
		{"10.0.3.2:443", "1 10.0.1.2, 2 10.0.2.2, 3 10.0.3.2 refused"},
		{"10.0.99.1:443", "1 10.0.1.2, 2 10.0.2.2, 3 10.0.3.2"}, // silent behind the last router
		{"[fd00:3::2]:443", "1 fd00:1::2, 2 fd00:2::2, 3 fd00:3::2 refused"},
		{l.Addr().String(), "1 127.0.0.1"},
		{"10.0.98.1:443", ""}, // this machine has no route: nobody has answered
	} {
		begin := time.Now()
		f := trace(t.Context(), netip.MustParseAddrPort(test.to), traceHops, 1600*time.Millisecond)
		got := ""
		for i, h := range f.Hops {
			if i > 0 {
				got += ", "
			}
			got += fmt.Sprint(h.TTL, " ", h.From)
			if h.Code != checks.HopLimit && h.Code != checks.OK {
				got += " " + string(h.Code)
			}
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.to, got, test.want)
		}
		if d := time.Since(begin); d > 3*time.Second {
			t.Errorf("%s: took %v", test.to, d)
		}
	}
}

// A machine is told by its own word alone: a router's says nothing of it.
func TestAlive(t *testing.T) {
	t.Parallel()
	nettest.InNamespace(t, areAlive)
}

func areAlive(t *testing.T) {
	runtime.LockOSThread()
	last := layRouters(t, 2)
	for _, pings := range []bool{false, true} { // at first nobody may send echo requests
		if group := fmt.Sprint(os.Getgid()); pings {
			if err := os.WriteFile("/proc/sys/net/ipv4/ping_group_range", []byte(group+" "+group), 0); err != nil {
				t.Fatal(err)
			}
		}
		var all sync.WaitGroup
		for _, test := range []struct {
			who  string
			want checks.Tri
		}{
			{"10.0.2.2", checks.Yes}, {"fd00:2::2", checks.Yes},
			{"10.0.99.1", checks.NotKnown}, // the last router sends on what is for it, and nobody is there
			{"10.0.98.1", checks.NotKnown}, // no route: this machine's own kernel says so
		} {
			wait := 700 * time.Millisecond
			if test.want == checks.Yes {
				wait = 5 * time.Second // a neighbour that misses the first question for its address gets another after a second
			}
			all.Go(func() {
				if got := alive(t.Context(), netip.MustParseAddr(test.who), wait); got != test.want {
					t.Errorf("pings %v: %s is alive: %v, want %v", pings, test.who, got, test.want)
				}
			})
		}
		all.Wait()
	}
	inNamespace(t, last, func() error {
		_, dst, _ := net.ParseCIDR("10.0.96.0/24")
		return netlink.RouteAdd(&netlink.Route{Dst: dst, Type: unix.RTN_UNREACHABLE})
	})
	if err := route("10.0.96.0/24", "10.0.1.2"); err != nil {
		t.Fatal(err)
	}
	if got := alive(t.Context(), netip.MustParseAddr("10.0.96.1"), 700*time.Millisecond); got != checks.NotKnown {
		t.Errorf("10.0.96.1, of which a router says that it is unreachable, is alive: %v", got)
	}
	inNamespace(t, last, func() error { return route("10.0.97.0/24", "10.0.2.1") }) // sent back and forth until the hop limit ends it
	if err := route("10.0.97.0/24", "10.0.1.2"); err != nil {
		t.Fatal(err)
	}
	if got := alive(t.Context(), netip.MustParseAddr("10.0.97.1"), 700*time.Millisecond); got != checks.NotKnown {
		t.Errorf("a router's word about 10.0.97.1 is taken for its own: %v", got)
	}
}

// layRouters makes a row of routers, and returns the last one's namespace; the link
// before the nth is 10.0.n.0/30.
func layRouters(t *testing.T, count int) netspace.Space {
	t.Helper()
	own, err := netspace.Own()
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/proc/sys/net/ipv6/conf/default/accept_dad", []byte("0"), 0)
	lo, _ := netlink.LinkByName("lo")
	if err := netlink.LinkSetUp(lo); err != nil {
		t.Fatal(err)
	}
	before := own
	for n := 1; n <= count; n++ {
		here := newNamespace(t)
		cable(t, before, here, n)
		inNamespace(t, here, func() error {
			return errors.Join(
				os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0), os.WriteFile("/proc/sys/net/ipv6/conf/all/forwarding", []byte("1"), 0),
				os.WriteFile("/proc/sys/net/ipv4/icmp_ratelimit", []byte("0"), 0), os.WriteFile("/proc/sys/net/ipv6/icmp/ratelimit", []byte("0"), 0),
				route("0.0.0.0/0", fmt.Sprintf("10.0.%d.1", n)), route("::/0", fmt.Sprintf("fd00:%d::1", n)))
		})
		inNamespace(t, before, func() error {
			var err error
			for far := n + 1; far <= count; far++ {
				err = errors.Join(err, route(fmt.Sprintf("10.0.%d.0/30", far), fmt.Sprintf("10.0.%d.2", n)), route(fmt.Sprintf("fd00:%d::/64", far), fmt.Sprintf("fd00:%d::2", n)))
			}
			return errors.Join(err, route("10.0.99.0/24", fmt.Sprintf("10.0.%d.2", n)))
		})
		before = here
	}
	inNamespace(t, before, func() error { // the last net is on this router's own link, where nobody is
		link := &netlink.Veth{LinkAttrs: netlink.LinkAttrs{Name: "end0"}, PeerName: "end1"}
		addr, _ := netlink.ParseAddr("10.0.99.254/24")
		end, _ := net.ParseMAC("02:00:00:00:00:01")
		err := netlink.LinkAdd(link)
		far, _ := netlink.LinkByName("end1")
		return errors.Join(err, netlink.AddrAdd(link, addr), netlink.LinkSetUp(link), netlink.LinkSetUp(far),
			netlink.NeighSet(&netlink.Neigh{LinkIndex: link.Attrs().Index, IP: net.IPv4(10, 0, 99, 1), HardwareAddr: end, State: unix.NUD_PERMANENT}))
	})
	return before
}

func newNamespace(t *testing.T) netspace.Space {
	t.Helper()
	s, err := netspace.New()
	if err != nil {
		t.Skip("no second network namespace here: ", err)
	}
	inNamespace(t, s, func() error {
		os.WriteFile("/proc/sys/net/ipv6/conf/default/accept_dad", []byte("0"), 0)
		return nil
	})
	return s
}

func inNamespace(t *testing.T, s netspace.Space, do func() error) {
	t.Helper()
	if err := s.Do(do); err != nil {
		t.Fatal(err)
	}
}

// cable joins two namespaces. The ends have different numbers, else the kernel takes up
// to a second to notice that they are up (net/core/link_watch.c:linkwatch_urgent_event).
func cable(t *testing.T, near, far netspace.Space, n int) {
	t.Helper()
	a, b := fmt.Sprintf("up%d", n), fmt.Sprintf("down%d", n)
	inNamespace(t, near, func() error {
		return netlink.LinkAdd(&netlink.Veth{LinkAttrs: netlink.LinkAttrs{Name: a, Index: 100 + n}, PeerName: b, PeerNamespace: netlink.NsFd(far)})
	})
	for _, end := range []struct {
		at   netspace.Space
		name string
		host int
	}{{near, a, 1}, {far, b, 2}} {
		inNamespace(t, end.at, func() error {
			link, err := netlink.LinkByName(end.name)
			if err != nil {
				return err
			}
			v4, _ := netlink.ParseAddr(fmt.Sprintf("10.0.%d.%d/30", n, end.host))
			v6, _ := netlink.ParseAddr(fmt.Sprintf("fd00:%d::%d/64", n, end.host))
			v6.Flags = unix.IFA_F_NODAD
			return errors.Join(netlink.AddrAdd(link, v4), netlink.AddrAdd(link, v6), netlink.LinkSetUp(link))
		})
	}
}

func route(to, via string) error {
	_, dst, _ := net.ParseCIDR(to)
	return netlink.RouteAdd(&netlink.Route{Dst: dst, Gw: net.ParseIP(via)})
}
