package network

import (
	"fmt"
	"net/netip"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

func gatewayCommand(gw netip.Addr) string { return fmt.Sprintf("ip neighbour show %s", gw) }

// neighbourStates are the NUD states of <linux/neighbour.h>.
var neighbourStates = map[int]string{
	unix.NUD_NONE:       stateNone,
	unix.NUD_INCOMPLETE: stateIncomplete,
	unix.NUD_REACHABLE:  stateReachable,
	unix.NUD_STALE:      stateStale,
	unix.NUD_DELAY:      stateDelay,
	unix.NUD_PROBE:      stateProbe,
	unix.NUD_FAILED:     stateFailed,
	unix.NUD_NOARP:      stateNoARP,
	unix.NUD_PERMANENT:  statePermanent,
}

// readNeighbour looks the gateway up. On a link without link-layer addresses
// (tunnels, point-to-point) there is nothing to ask for.
func readNeighbour(gw netip.Addr, iface string) (neighbour, error) {
	found := neighbour{state: stateNone}
	err := withNetlink(func(h *netlink.Handle) error {
		link, err := h.LinkByName(iface)
		if err != nil {
			return err
		}
		if link.Attrs().RawFlags&(unix.IFF_NOARP|unix.IFF_LOOPBACK) != 0 {
			found.state = stateNoARP
			return nil
		}
		list, err := h.NeighList(link.Attrs().Index, family(gw))
		for _, entry := range list {
			if toAddr(entry.IP) == gw.WithZone("") {
				found = neighbour{neighbourStates[entry.State], len(entry.HardwareAddr) > 0}
			}
		}
		return err
	})
	return found, err
}

func family(addr netip.Addr) int {
	if addr.Is4() {
		return netlink.FAMILY_V4
	}
	return netlink.FAMILY_V6
}
