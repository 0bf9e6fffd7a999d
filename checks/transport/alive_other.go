//go:build !linux

package transport

import (
	"context"
	"net/netip"
	"time"

	"gomend/checks"
)

// alive needs the error queue of sockets, which only Linux has.
func alive(context.Context, netip.Addr, time.Duration) checks.Tri { return checks.NotKnown }
