//go:build unix

package checks

import (
	"io/fs"
	"net"
	"os"
	"syscall"
)

// systemFailures wraps error numbers as package net and package os do.
func systemFailures() []failure {
	connect := func(errno syscall.Errno) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", errno)}
	}
	write := func(errno syscall.Errno) error {
		return &net.OpError{Op: "write", Net: "udp", Err: os.NewSyscallError("write", errno)}
	}
	read := func(errno syscall.Errno) error {
		return &net.OpError{Op: "read", Net: "udp", Err: os.NewSyscallError("read", errno)}
	}
	file := func(errno syscall.Errno) error { return &fs.PathError{Op: "open", Path: "/x", Err: errno} }
	return []failure{
		{"SYN without answer", connect(syscall.ETIMEDOUT), Timeout},
		{"reset at once", connect(syscall.ECONNREFUSED), Refused},
		{"reset later", write(syscall.ECONNRESET), Reset},
		{"write after a reset", write(syscall.EPIPE), Reset},
		{"aborted", write(syscall.ECONNABORTED), Reset},
		{"no route", connect(syscall.ENETUNREACH), NetworkUnreachable},
		{"interface down", connect(syscall.ENETDOWN), NetworkUnreachable},
		{"no next hop", connect(syscall.EHOSTUNREACH), HostUnreachable},
		{"host down", connect(syscall.EHOSTDOWN), HostUnreachable},
		{"protocol unreachable", connect(syscall.ENOPROTOOPT), HostUnreachable},
		{"route of type prohibit", connect(syscall.EACCES), Prohibited},
		{"prohibited by somebody on the way, IPv6", read(syscall.EACCES), HostUnreachable},
		{"route of type blackhole", connect(syscall.EINVAL), NoRoute},
		{"rule on this machine", write(syscall.EPERM), NotPermitted},
		{"no free port", connect(syscall.EADDRNOTAVAIL), AddressUnavailable},
		{"packet too large", write(syscall.EMSGSIZE), MessageTooLong},
		{"no file descriptors in this process", &net.OpError{Op: "dial", Err: os.NewSyscallError("socket", syscall.EMFILE)}, TooManyFiles},
		{"no file descriptors in the system", file(syscall.ENFILE), TooManyFiles},
		{"disk full", file(syscall.ENOSPC), NoSpace},
		{"quota used up", file(syscall.EDQUOT), NoSpace},
		{"read-only file system", file(syscall.EROFS), ReadOnly},
		{"file not there", file(syscall.ENOENT), NotFound},
		{"file not readable", file(syscall.EACCES), Permission},
		{"file not changeable", file(syscall.EPERM), Permission},
	}
}
