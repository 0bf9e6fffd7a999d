package checks

import (
	"errors"
	"syscall"

	"golang.org/x/sys/windows"
)

// errnoCodes is the one table from Windows Sockets error number to code
// (learn.microsoft.com, "Windows Sockets Error Codes").
var errnoCodes = map[syscall.Errno]Code{
	windows.WSAETIMEDOUT:         Timeout,
	windows.WSAECONNREFUSED:      Refused,
	windows.WSAECONNRESET:        Reset,
	windows.WSAECONNABORTED:      Reset,
	windows.WSAENETUNREACH:       NetworkUnreachable,
	windows.WSAENETDOWN:          NetworkUnreachable,
	windows.WSAEHOSTUNREACH:      HostUnreachable,
	windows.WSAEACCES:            Prohibited,
	windows.WSAEADDRNOTAVAIL:     AddressUnavailable,
	windows.WSAEMSGSIZE:          MessageTooLong,
	windows.WSAEMFILE:            TooManyFiles,
	windows.ERROR_DISK_FULL:      NoSpace,
	syscall.ERROR_ACCESS_DENIED:  Permission,
	syscall.ERROR_FILE_NOT_FOUND: NotFound,
	syscall.ERROR_PATH_NOT_FOUND: NotFound,
}

func classifyErrno(err error) (Code, bool) {
	var errno syscall.Errno
	if !errors.As(err, &errno) {
		return OK, false
	}
	code, ok := errnoCodes[errno]
	return code, ok
}
