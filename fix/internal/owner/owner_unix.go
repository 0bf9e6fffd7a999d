//go:build unix

package owner

import (
	"io/fs"
	"syscall"
)

// Of reads the numbers of a file.
func Of(info fs.FileInfo) Stat {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return Stat{UID: -1, GID: -1, Links: 1}
	}
	return Stat{UID: int(s.Uid), GID: int(s.Gid), Links: uint64(s.Nlink), Dev: uint64(s.Dev), Ino: uint64(s.Ino)}
}
