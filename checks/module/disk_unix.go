//go:build unix

package module

import "golang.org/x/sys/unix"

// freeSpace is the room for this user on the file system of a folder. One without
// a fixed number of inodes reports 0 of 0.
func freeSpace(dir string) (space, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return space{}, err
	}
	return space{bytes: uint64(s.Bavail) * uint64(s.Bsize), files: uint64(s.Ffree), counted: s.Files != 0}, nil
}

// sameDevice reports whether two folders, or the nearest ones above them that
// exist, are on the same file system.
func sameDevice(a, b string) bool {
	var x, y unix.Stat_t
	return statNearest(a, &x) == nil && statNearest(b, &y) == nil && x.Dev == y.Dev
}

func statNearest(folder string, s *unix.Stat_t) error {
	dir, err := nearest(folder)
	if err != nil {
		return err
	}
	return unix.Stat(dir, s)
}
