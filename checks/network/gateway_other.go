//go:build !linux

package network

import (
	"errors"
	"net/netip"
)

// readNeighbour is not to be had without rights or helpers on this system.
func readNeighbour(netip.Addr, string) (neighbour, error) {
	return neighbour{}, errors.ErrUnsupported
}
