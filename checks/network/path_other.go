//go:build !linux

package network

import (
	"net/netip"

	"gomend/checks"
)

func kernelRoute(target netip.Addr) checks.PathFacts { return portableRoute(target) }
