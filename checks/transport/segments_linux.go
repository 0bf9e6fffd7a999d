package transport

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// announceSmall limits what is announced and sent, before the connection is made (tcp(7), TCP_MAXSEG).
func announceSmall(_, _ string, raw syscall.RawConn) (err error) {
	if control := raw.Control(func(fd uintptr) {
		err = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_MAXSEG, smallSegment)
	}); control != nil {
		return control
	}
	return err
}
