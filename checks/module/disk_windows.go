package module

import "golang.org/x/sys/windows"

// freeSpace is the room for this user in bytes; NTFS does not run out of inodes.
func freeSpace(dir string) (free uint64, inodesLeft bool, err error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, false, err
	}
	err = windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
	return free, true, err
}
