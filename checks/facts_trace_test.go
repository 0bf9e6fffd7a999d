package checks

import (
	"net/netip"
	"testing"
)

func TestScopeOf(t *testing.T) {
	for addr, want := range map[string]Scope{
		"10.1.2.3": ScopePrivate, "172.31.0.1": ScopePrivate, "192.168.1.1": ScopePrivate, "fd00::1": ScopePrivate, "fe80::1": ScopePrivate,
		"169.254.1.1": ScopePrivate, "::ffff:10.0.0.1": ScopePrivate,
		"100.64.0.1": ScopeProvider, "100.127.255.254": ScopeProvider, "192.0.0.1": ScopeProvider,
		"100.63.0.1": ScopePublic, "100.128.0.1": ScopePublic, "172.32.0.1": ScopePublic, "203.0.113.1": ScopePublic, "2001:db8::1": ScopePublic,
	} {
		if got := ScopeOf(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s: got %s, want %s", addr, got, want)
		}
	}
}

func TestLastRouter(t *testing.T) {
	server := netip.MustParseAddrPort("203.0.113.10:443")
	near, far := netip.MustParseAddr("192.168.1.1"), netip.MustParseAddr("100.64.0.1")
	for _, c := range []struct {
		name string
		hops []TraceHop
		want netip.Addr
	}{
		{"nobody", nil, netip.Addr{}},
		{"the server alone", []TraceHop{{TTL: 1, From: server.Addr()}}, netip.Addr{}},
		{"two routers", []TraceHop{{TTL: 1, From: near, Code: HopLimit}, {TTL: 3, From: far, Code: HopLimit}}, far},
		{"a router before the server", []TraceHop{{TTL: 1, From: near, Code: HopLimit}, {TTL: 2, From: server.Addr()}}, near},
	} {
		if got, _ := (TraceFacts{Target: server, Hops: c.hops}).Last(); got.From != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got.From, c.want)
		}
	}
}
