package transport

import (
	"net/netip"
	"slices"
	"testing"
	"time"
)

func addrs(list ...string) []netip.Addr {
	var parsed []netip.Addr
	for _, a := range list {
		parsed = append(parsed, netip.MustParseAddr(a))
	}
	return parsed
}

func TestPlan(t *testing.T) {
	const ms = time.Millisecond
	for _, test := range []struct {
		name  string
		addrs []netip.Addr
		want  []start
	}{
		{"nothing", nil, nil},
		{"one", addrs("192.0.2.1"), []start{{netip.MustParseAddr("192.0.2.1"), 0}}},
		{"IPv6 first", addrs("2001:db8::1", "192.0.2.1", "2001:db8::2"), []start{
			{netip.MustParseAddr("2001:db8::1"), 0},
			{netip.MustParseAddr("2001:db8::2"), 250 * ms},
			{netip.MustParseAddr("192.0.2.1"), 300 * ms},
		}},
		{"the fifth of a family follows a failure", addrs("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"), []start{
			{netip.MustParseAddr("192.0.2.1"), 0},
			{netip.MustParseAddr("192.0.2.2"), 250 * ms},
			{netip.MustParseAddr("192.0.2.3"), 500 * ms},
			{netip.MustParseAddr("192.0.2.4"), 750 * ms},
			{netip.MustParseAddr("192.0.2.5"), onFailure},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := plan(test.addrs); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestUsable(t *testing.T) {
	noIPv6 := func(addr netip.Addr) bool { return addr.Is4() }
	everything := func(netip.Addr) bool { return true }
	for _, test := range []struct {
		name   string
		routed func(netip.Addr) bool
		in     []netip.Addr
		want   []netip.Addr
	}{
		{"IPv6 without a way is no fault", noIPv6, addrs("2001:db8::1", "192.0.2.1"), addrs("192.0.2.1")},
		{"IPv6 alone must be tried", noIPv6, addrs("2001:db8::1"), addrs("2001:db8::1")},
		{"order is kept", everything, addrs("2001:db8::1", "192.0.2.1"), addrs("2001:db8::1", "192.0.2.1")},
		{"mapped and repeated", everything, addrs("::ffff:192.0.2.1", "192.0.2.1"), addrs("192.0.2.1")},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := usable(test.in, test.routed); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
