package network

import "net/netip"

const interfacesCommand = "ipconfig /all"

func pathCommand(target netip.Addr) string { return "pathping -n -h 1 " + target.String() }

func gatewayCommand(netip.Addr) string { return "arp -a" }
