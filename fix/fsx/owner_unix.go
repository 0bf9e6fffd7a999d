//go:build unix

package fsx

import (
	"os"
	"syscall"
)

// chown gives a file to its owner; -1 leaves it.
func chown(f *os.File, uid, gid int) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if s, ok := info.Sys().(*syscall.Stat_t); ok && (uid < 0 || int(s.Uid) == uid) && (gid < 0 || int(s.Gid) == gid) {
		return nil
	}
	return f.Chown(uid, gid)
}

func syncFolder(f *os.File) error { return f.Sync() }
