//go:build unix

package chown

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// within opens the folder of a path, step by step from the root, and calls do with
// it. A folder on the way that is a link is an error.
func within(path string, do func(at *os.Root, name string) error) error {
	at, err := os.OpenRoot("/")
	if err != nil {
		return err
	}
	defer func() { at.Close() }()
	parts := strings.Split(strings.Trim(filepath.Clean(path), "/"), "/")
	for _, part := range parts[:len(parts)-1] {
		info, err := at.Lstat(part)
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return &fs.PathError{Op: "open", Path: path, Err: fs.ErrInvalid}
		}
		next, err := at.OpenRoot(part)
		if err != nil {
			return err
		}
		opened, err := next.Lstat(".")
		if err != nil || !os.SameFile(info, opened) {
			next.Close()
			return &fs.PathError{Op: "open", Path: path, Err: fs.ErrInvalid} // swapped for a link in between
		}
		at.Close()
		at = next
	}
	return do(at, parts[len(parts)-1])
}
