//go:build unix

package route

import (
	"errors"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// writable reports whether a file can be written, or made where it does not
// exist. It changes nothing.
func writable(name string) bool {
	err := unix.Access(name, unix.W_OK)
	if errors.Is(err, unix.ENOENT) {
		err = unix.Access(filepath.Dir(name), unix.W_OK|unix.X_OK)
	}
	return !errors.Is(err, unix.EACCES) && !errors.Is(err, unix.EROFS) && !errors.Is(err, unix.EPERM)
}
