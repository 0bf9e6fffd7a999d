//go:build !linux

package transport

import (
	"context"
	"net/netip"
	"time"

	"gomend/checks"
)

// trace needs the error queue of sockets, which only Linux has.
func trace(_ context.Context, to netip.AddrPort, _ int, _ time.Duration) checks.TraceFacts {
	return checks.TraceFacts{Target: to, Code: checks.Unsupported}
}
