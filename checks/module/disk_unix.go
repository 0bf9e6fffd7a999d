//go:build unix

package module

import "golang.org/x/sys/unix"

// freeSpace is the room for this user in bytes, and whether inodes are left. A
// file system without a fixed number of inodes reports 0 of 0.
func freeSpace(dir string) (free uint64, inodesLeft bool, err error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, false, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), s.Files == 0 || s.Ffree > 0, nil
}
