package checks

import (
	"net"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

// systemFailures wraps error numbers as package net and package os do.
func systemFailures() []failure {
	connect := func(errno syscall.Errno) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connectex", errno)}
	}
	return []failure{
		{"SYN without answer", connect(windows.WSAETIMEDOUT), Timeout},
		{"reset at once", connect(windows.WSAECONNREFUSED), Refused},
		{"reset later", connect(windows.WSAECONNRESET), Reset},
		{"no route", connect(windows.WSAENETUNREACH), NetworkUnreachable},
		{"no next hop", connect(windows.WSAEHOSTUNREACH), HostUnreachable},
		{"forbidden", connect(windows.WSAEACCES), Prohibited},
		{"no free port", connect(windows.WSAEADDRNOTAVAIL), AddressUnavailable},
		{"packet too large", connect(windows.WSAEMSGSIZE), MessageTooLong},
		{"no sockets", connect(windows.WSAEMFILE), TooManyFiles},
		{"disk full", windows.ERROR_DISK_FULL, NoSpace},
	}
}
