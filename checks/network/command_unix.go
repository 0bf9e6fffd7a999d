//go:build unix && !linux

package network

import "net/netip"

const interfacesCommand = "ifconfig"

func pathCommand(target netip.Addr) string { return "route -n get " + target.String() }

func gatewayCommand(netip.Addr) string { return "arp -a" }
