package module

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// freeSpace is the room for this user on the file system of a folder; NTFS does not
// run out of inodes.
func freeSpace(dir string) (s space, err error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return s, err
	}
	err = windows.GetDiskFreeSpaceEx(name, &s.bytes, nil, nil)
	return s, err
}

// sameDevice reports whether two folders are on the same volume.
func sameDevice(a, b string) bool {
	return strings.EqualFold(filepath.VolumeName(a), filepath.VolumeName(b))
}
