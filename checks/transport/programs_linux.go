package transport

import (
	"fmt"
	"slices"

	"github.com/vishvananda/netlink"
)

// programs are filters between the kernel and an interface, which no list of
// firewall rules shows: XDP, and tc's (tc-bpf(8)). Machines that run containers have
// such for good reasons: they accuse nobody. Reading them needs no rights.
func programs(iface string) []string {
	link, err := netlink.LinkByName(iface)
	if err != nil {
		return nil
	}
	var list []string
	if xdp := link.Attrs().Xdp; xdp != nil && xdp.Attached {
		list = append(list, "xdp")
	}
	for _, side := range []struct {
		name   string
		parent uint32
	}{{"ingress", netlink.HANDLE_MIN_INGRESS}, {"egress", netlink.HANDLE_MIN_EGRESS}} {
		filters, err := netlink.FilterList(link, side.parent)
		if err != nil {
			continue
		}
		for _, f := range filters {
			if name := filterName(side.name, f); !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return list
}

// filterName is a filter in tc's words: where it stands, its kind, its own name.
func filterName(side string, f netlink.Filter) string {
	name := fmt.Sprintf("tc %s %s", side, f.Type())
	if bpf, ok := f.(*netlink.BpfFilter); ok && bpf.Name != "" {
		name += " " + bpf.Name
	}
	return name
}
