//go:build !linux

package transport

import "net/netip"

// refuser is not to be found out here.
func refuser(netip.AddrPort) netip.Addr { return netip.Addr{} }
