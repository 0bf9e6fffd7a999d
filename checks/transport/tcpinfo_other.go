//go:build !linux

package transport

import (
	"syscall"
	"time"

	"gomend/checks"
)

func halfOpen(syscall.RawConn) (syns int, kept checks.Tri) { return 0, checks.NotKnown }

func settled(syscall.RawConn) bool { return false }

func handshakeRTT(_ syscall.RawConn, elapsed time.Duration) time.Duration { return unrepeated(elapsed) }

func allAcknowledged(syscall.RawConn) (acked, known bool) { return false, false }

func keptBack(syscall.RawConn) bool { return false }

func gaps(syscall.RawConn) bool { return false }

func fragments(syscall.RawConn) (sent, received bool) { return false, false }
