//go:build !unix

package route

import (
	"errors"
	"os"
)

// writable reports whether a file that exists can be opened for writing. It
// changes nothing; what a folder allows is not known before it is tried.
func writable(name string) bool {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err == nil {
		f.Close()
	}
	return !errors.Is(err, os.ErrPermission)
}
