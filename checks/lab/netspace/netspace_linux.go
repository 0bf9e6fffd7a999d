// Package netspace makes network namespaces and runs code in them.
package netspace

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// Space is a network namespace: a file descriptor that keeps it.
type Space int

// New makes a namespace with nothing but a loopback interface that is down. The
// error is the kernel's: it may be forbidden here.
func New() (s Space, err error) {
	err = OnThread(func() error {
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			return err
		}
		s, err = Own()
		return err
	})
	return s, err
}

// Own is the namespace of the calling thread.
func Own() (Space, error) {
	fd, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	return Space(fd), err
}

// Do runs f in the namespace, on a thread of its own.
func (s Space) Do(f func() error) error {
	return OnThread(func() error {
		if err := unix.Setns(int(s), unix.CLONE_NEWNET); err != nil {
			return err
		}
		return f()
	})
}

// OnThread runs f on a thread of its own, which ends with it.
func OnThread(f func() error) error {
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread is not used again
		done <- f()
	}()
	return <-done
}
