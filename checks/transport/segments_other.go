//go:build !linux

package transport

import (
	"errors"
	"syscall"
)

func announceSmall(_, _ string, _ syscall.RawConn) error { return errors.ErrUnsupported }
