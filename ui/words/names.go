package words

import (
	"net/netip"
	"strings"
)

const addressesShown = 2 // more do not fit into one line, and tell no more

func addresses(list []netip.Addr) string {
	var parts []string
	for _, a := range list[:min(len(list), addressesShown)] {
		parts = append(parts, a.String())
	}
	if len(list) > addressesShown {
		parts = append(parts, "…")
	}
	return strings.Join(parts, ", ")
}
