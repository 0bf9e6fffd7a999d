//go:build !linux

package transport

import "net/netip"

// refuser is not to be found out here.
func refuser(netip.AddrPort) (by netip.Addr, left bool) { return netip.Addr{}, false }
