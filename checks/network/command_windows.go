package network

import "net/netip"

const interfacesCommand = "ipconfig /all"

func pathCommand(netip.Addr) string { return "route print" }

func gatewayCommand(netip.Addr) string { return "arp -a" }
