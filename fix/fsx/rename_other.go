//go:build !linux

package fsx

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// renameNew moves from one folder to another, in the place of nothing.
func renameNew(_ *os.Root, from string, target *os.Root, to string) error {
	if _, err := target.Lstat(filepath.Base(to)); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(fs.ErrExist, err)
	}
	return os.Rename(from, to)
}
