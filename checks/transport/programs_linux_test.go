package transport

import (
	"testing"

	"github.com/vishvananda/netlink"
)

func TestFilterName(t *testing.T) {
	for _, c := range []struct {
		filter netlink.Filter
		want   string
	}{
		{&netlink.BpfFilter{Name: "cil_to_netdev"}, "tc egress bpf cil_to_netdev"},
		{&netlink.BpfFilter{}, "tc egress bpf"},
		{&netlink.U32{}, "tc egress u32"},
		{&netlink.Flower{}, "tc egress flower"},
		{&netlink.MatchAll{}, "tc egress matchall"},
	} {
		if got := filterName("egress", c.filter); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if got := programs("lo"); len(got) > 0 {
		t.Errorf("loopback has %q", got)
	}
	if got := programs("no-such-interface"); got != nil {
		t.Errorf("no interface has %q", got)
	}
}
