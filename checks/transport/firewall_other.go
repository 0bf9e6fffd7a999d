//go:build !linux

package transport

import (
	"context"
	"net/netip"
	"time"

	"gomend/checks"
)

// provoke needs counts that only Linux shows to everybody.
func provoke(context.Context, netip.AddrPort, []byte, way, time.Duration) checks.SeenHere {
	return checks.NotSeen
}

// programs are what Linux alone has.
func programs(string) []string { return nil }
