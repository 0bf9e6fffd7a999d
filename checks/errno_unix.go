//go:build unix

package checks

import (
	"errors"
	"io/fs"
	"net"
	"syscall"
)

// errnoCodes is the one table from system error number to code.
var errnoCodes = map[syscall.Errno]Code{
	syscall.ETIMEDOUT:     Timeout,
	syscall.ECONNREFUSED:  Refused,
	syscall.ECONNRESET:    Reset,
	syscall.EPIPE:         Reset,
	syscall.ECONNABORTED:  Reset,
	syscall.ENETUNREACH:   NetworkUnreachable,
	syscall.ENETDOWN:      NetworkUnreachable,
	syscall.EHOSTUNREACH:  HostUnreachable,
	syscall.EHOSTDOWN:     HostUnreachable,
	syscall.ENOPROTOOPT:   HostUnreachable, // ICMP protocol unreachable (net/ipv4/icmp.c:icmp_err_convert)
	syscall.EACCES:        Prohibited,
	syscall.EPERM:         NotPermitted,
	syscall.EINVAL:        NoRoute,
	syscall.EADDRNOTAVAIL: AddressUnavailable,
	syscall.EMSGSIZE:      MessageTooLong,
	syscall.EMFILE:        TooManyFiles,
	syscall.ENFILE:        TooManyFiles,
	syscall.ENOSPC:        NoSpace,
	syscall.EDQUOT:        NoSpace,
	syscall.EROFS:         ReadOnly,
	syscall.ENOENT:        NotFound,
}

func classifyErrno(err error) (Code, bool) {
	var errno syscall.Errno
	if !errors.As(err, &errno) {
		return OK, false
	}
	var path *fs.PathError
	if errors.As(err, &path) && (errno == syscall.EACCES || errno == syscall.EPERM) {
		return Permission, true
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "read" && errno == syscall.EACCES {
		return HostUnreachable, true // somebody's ICMPv6 message "prohibited" (net/ipv6/icmp.c:tab_unreach); a route says so when sending
	}
	code, ok := errnoCodes[errno]
	return code, ok
}
