//go:build !linux

package transport

import (
	"syscall"
	"time"
)

func synsSent(syscall.RawConn) int { return 0 }

func handshakeRTT(_ syscall.RawConn, elapsed time.Duration) time.Duration { return unrepeated(elapsed) }

func allAcknowledged(syscall.RawConn) (acked, known bool) { return false, false }
