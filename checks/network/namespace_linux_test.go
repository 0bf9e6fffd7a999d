package network

import (
	"net"
	"net/netip"
	"runtime"
	"testing"
	"time"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"

	"gomend/checks"
	"gomend/checks/lab/nettest"
)

// TestKernel asks a real kernel, in a network namespace made for the purpose.
func TestKernel(t *testing.T) { nettest.InNamespace(t, inside) }

// inside goes through the states of one machine, from bare to healthy to broken.
func inside(t *testing.T) {
	wantInterfaces(t, "bare", checks.Fail, checks.CauseNetworkIsolated)

	bridge := &netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: "docker0"}}
	must(t, netlink.LinkAdd(bridge))
	must(t, netlink.LinkAdd(&netlink.Veth{LinkAttrs: netlink.LinkAttrs{Name: "veth1", MasterIndex: bridge.Index}, PeerName: "veth2"}))
	up(t, "lo", "docker0", "veth1", "veth2")
	address(t, "docker0", "172.17.0.1/16")
	far := otherNamespace(t)
	moveTo(t, far, "veth2")
	wantInterfaces(t, "a bridge of containers alone", checks.Fail, checks.CauseNetworkIsolated)

	must(t, netlink.LinkAdd(&netlink.Veth{LinkAttrs: netlink.LinkAttrs{Name: "eth0"}, PeerName: "gw0"}))
	moveTo(t, far, "gw0")
	wantInterfaces(t, "down", checks.Fail, checks.CauseLinkDown)
	up(t, "eth0")
	wantInterfaces(t, "no carrier", checks.Fail, checks.CauseLinkDown)
	upAt(t, far, "gw0", "192.0.2.1/24")
	wantInterfaces(t, "no address", checks.Fail, checks.CauseNoAddress)
	address(t, "eth0", "192.0.2.2/24")
	if f := wantInterfaces(t, "no route", checks.Pass, checks.NoCause); f.DefaultV4 || f.DefaultV6 {
		t.Errorf("a default route where there is none: %+v", f)
	}
	wantPath(t, "203.0.113.9", checks.NetworkUnreachable)
	wantPath(t, "2001:db8::1", checks.NetworkUnreachable)

	route(t, "0.0.0.0/1", "192.0.2.1", unix.RTN_UNICAST, 0)
	if f := wantInterfaces(t, "half a default", checks.Pass, ""); f.DefaultV4 {
		t.Error("half the address space counts as a default route")
	}
	route(t, "128.0.0.0/1", "192.0.2.1", unix.RTN_UNICAST, 0)
	if f := wantInterfaces(t, "split defaults", checks.Pass, ""); !f.DefaultV4 {
		t.Error("split defaults do not count as a default route")
	}
	wantPolicyRoute(t)
	wantDeadRoutes(t)
	wantGateways(t)
}

func wantPolicyRoute(t *testing.T) {
	route(t, "198.51.100.0/24", "192.0.2.77", unix.RTN_UNICAST, 77)
	rule := netlink.NewRule()
	rule.Table, rule.Family, rule.Priority = 77, netlink.FAMILY_V4, 100
	must(t, netlink.RuleAdd(rule))
	if f := wantPath(t, "198.51.100.9", checks.OK); f.Gateway.String() != "192.0.2.77" {
		t.Errorf("gateway %v, want that of the table that the rule names", f.Gateway)
	}
}

func wantDeadRoutes(t *testing.T) {
	route(t, "203.0.113.1/32", "", unix.RTN_BLACKHOLE, 0)
	route(t, "203.0.113.2/32", "", unix.RTN_PROHIBIT, 0)
	route(t, "203.0.113.3/32", "", unix.RTN_UNREACHABLE, 0)
	wantPath(t, "203.0.113.1", checks.NoRoute)
	wantPath(t, "203.0.113.2", checks.Prohibited)
	wantPath(t, "203.0.113.3", checks.HostUnreachable)
	if f := wantPath(t, "192.0.2.50", checks.OK); f.Gateway.IsValid() || f.Interface != "eth0" || f.Source.String() != "192.0.2.2" {
		t.Errorf("on the local link: %+v", f)
	}
	if f := wantPath(t, "192.0.2.2", checks.OK); !f.Loopback {
		t.Errorf("own address: %+v, want loopback", f)
	}
}

func wantGateways(t *testing.T) {
	f := wantPath(t, "203.0.113.9", checks.OK)
	if f.Gateway.String() != "192.0.2.1" || f.Interface != "eth0" || f.Source.String() != "192.0.2.2" {
		t.Errorf("path %+v", f)
	}
	wantGateway(t, "192.0.2.1", checks.Pass, checks.Yes, 0, 250*time.Millisecond)
	wantGateway(t, "192.0.2.1", checks.Pass, checks.Yes, 0, 250*time.Millisecond)
	wantGateway(t, "192.0.2.99", checks.Fail, checks.No, time.Second, 3500*time.Millisecond)
	if _, err := readNeighbour(netip.MustParseAddr("192.0.2.1"), "nosuch0"); err == nil {
		t.Error("an interface that does not exist has neighbours")
	}
}

func wantInterfaces(t *testing.T, state string, status checks.Status, cause checks.Cause) checks.InterfaceFacts {
	t.Helper()
	r := Interfaces().Run(t.Context(), nil)
	if r.Status != status || r.Cause != cause {
		t.Errorf("%s: %s %q, want %s %q: %+v", state, r.Status, r.Cause, status, cause, r.Facts)
	}
	return r.Facts.(checks.InterfaceFacts)
}

func wantPath(t *testing.T, to string, code checks.Code) checks.PathFacts {
	t.Helper()
	r := Path(netip.MustParseAddr(to), "").Run(t.Context(), nil)
	if r.Code != code || (r.Status == checks.Pass) != (code == checks.OK) {
		t.Errorf("path to %s: %s %q, want %q", to, r.Status, r.Code, code)
	}
	return r.Facts.(checks.PathFacts)
}

func wantGateway(t *testing.T, addr string, status checks.Status, alive checks.Tri, atLeast, atMost time.Duration) {
	t.Helper()
	in := checks.NewInput(checks.NewBoard(), checks.Check{})
	start := time.Now()
	r := Gateway(netip.MustParseAddr(addr), "eth0", "").Run(t.Context(), in)
	took := time.Since(start)
	f := r.Facts.(checks.GatewayFacts)
	if r.Status != status || f.Alive != alive || took < atLeast || took > atMost {
		t.Errorf("gateway %s: %s alive %d (%s) after %v, want %s alive %d after %v to %v", addr, r.Status, f.Alive, f.State, took, status, alive, atLeast, atMost)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func up(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		link, err := netlink.LinkByName(name)
		must(t, err)
		must(t, netlink.LinkSetUp(link))
	}
}

func address(t *testing.T, name, prefix string) {
	t.Helper()
	link, err := netlink.LinkByName(name)
	must(t, err)
	addr, err := netlink.ParseAddr(prefix)
	must(t, err)
	must(t, netlink.AddrAdd(link, addr))
}

func route(t *testing.T, dst, gw string, kind, table int) {
	t.Helper()
	_, network, err := net.ParseCIDR(dst)
	must(t, err)
	must(t, netlink.RouteAdd(&netlink.Route{Dst: network, Gw: net.ParseIP(gw), Type: kind, Table: table}))
}

// otherNamespace makes a namespace for the far side of a cable.
func otherNamespace(t *testing.T) netns.NsHandle {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	here, err := netns.Get()
	must(t, err)
	defer here.Close()
	far, err := netns.New()
	must(t, err)
	must(t, netns.Set(here))
	t.Cleanup(func() { far.Close() })
	return far
}

func moveTo(t *testing.T, ns netns.NsHandle, name string) {
	t.Helper()
	link, err := netlink.LinkByName(name)
	must(t, err)
	must(t, netlink.LinkSetNsFd(link, int(ns)))
}

func upAt(t *testing.T, ns netns.NsHandle, name, prefix string) {
	t.Helper()
	h, err := netlink.NewHandleAt(ns)
	must(t, err)
	defer h.Close()
	link, err := h.LinkByName(name)
	must(t, err)
	addr, err := netlink.ParseAddr(prefix)
	must(t, err)
	must(t, h.AddrAdd(link, addr))
	must(t, h.LinkSetUp(link))
	time.Sleep(50 * time.Millisecond) // the kernel tells the other end of its carrier a little later
}
