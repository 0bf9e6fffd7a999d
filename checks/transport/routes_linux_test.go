package transport

import (
	"errors"
	"net"
	"net/netip"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"gomend/checks"
	"gomend/checks/lab/nettest"
)

// The kernel's own refusals need routes, which a namespace of the test's own may have.
func TestKernelRefusals(t *testing.T) { nettest.InNamespace(t, kernelRefusals) }

func kernelRefusals(t *testing.T) {
	for prefix, kind := range map[string]int{
		"192.0.2.0/24": unix.RTN_PROHIBIT, "198.51.100.0/24": unix.RTN_BLACKHOLE, "203.0.113.0/24": unix.RTN_UNREACHABLE,
	} {
		_, dst, _ := net.ParseCIDR(prefix)
		if err := netlink.RouteAdd(&netlink.Route{Dst: dst, Type: kind}); err != nil {
			t.Fatalf("%s: %v", prefix, err)
		}
	}
	for _, test := range []struct {
		to   string
		want checks.Code
	}{
		{"192.0.2.1:443", checks.Prohibited},
		{"198.51.100.1:443", checks.NoRoute},
		{"203.0.113.1:443", checks.HostUnreachable},
		{"10.0.0.1:443", checks.NetworkUnreachable},
	} {
		got, conn := DialOne(t.Context(), netip.MustParseAddrPort(test.to), time.Second)
		if conn != nil || got.Code != test.want {
			t.Errorf("%s: got %+v, want %q", test.to, got, test.want)
		}
	}
	facts, _ := Dial(t.Context(), "h.example", 443, addrs("2001:db8::1", "192.0.2.1"), 0)
	if facts.Code != checks.Prohibited || len(facts.Attempts) != 1 {
		t.Errorf("IPv6 without a route is no fault where there is IPv4: got %+v", facts)
	}
}

// A filter on this machine shows in what the kernel counts as sent, and in who
// sends the refusal.
func TestFilterOnThisMachine(t *testing.T) {
	withFilters(t, filterOnThisMachine)
}

func filterOnThisMachine(t *testing.T) {
	const own = "10.9.9.1"
	link := &netlink.Veth{LinkAttrs: netlink.LinkAttrs{Name: "out0"}, PeerName: "far0"}
	addr, _ := netlink.ParseAddr(own + "/24")
	loopback, err := netlink.LinkByName("lo")
	if err := errors.Join(err, netlink.LinkAdd(link)); err != nil {
		t.Skip("no veth here: ", err)
	}
	far, err := netlink.LinkByName("far0")
	if err := errors.Join(err, netlink.AddrAdd(link, addr), netlink.LinkSetUp(link), netlink.LinkSetUp(far), netlink.LinkSetUp(loopback)); err != nil {
		t.Fatal(err)
	}
	nft := exec.Command("nft", "-f", "-")
	nft.Stdin = strings.NewReader(`table inet t { chain out { type filter hook output priority 0
		ip daddr 10.9.9.2 drop
		ip daddr 10.9.9.3 reject with icmp admin-prohibited
	}
	}
`)
	if out, err := nft.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	const wait = 1400 * time.Millisecond // longer than until a SYN is repeated
	var dropped, refused, nowhere checks.Attempt
	var all sync.WaitGroup
	for to, attempt := range map[string]*checks.Attempt{"10.9.9.2:443": &dropped, "10.9.9.3:443": &refused, "10.9.9.4:443": &nowhere} {
		all.Go(func() { *attempt, _ = DialOne(t.Context(), netip.MustParseAddrPort(to), wait) })
	}
	all.Wait()
	if dropped.Code != checks.Timeout || !dropped.Kept {
		t.Errorf("dropped here: got %+v", dropped)
	}
	if nowhere.Code != checks.Timeout || nowhere.Kept {
		t.Errorf("lost on the way: got %+v", nowhere)
	}
	if refused.Code != checks.HostUnreachable || refused.By.String() != own {
		t.Errorf("refused here: got %+v", refused)
	}
}
