package fsx

import (
	"bytes"
	"errors"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

const nonBlocking = unix.O_NONBLOCK | unix.O_NOFOLLOW

var errQuota = unix.EDQUOT

// xattrs reads the extended attributes of a file: access lists, security labels.
func xattrs(f *os.File) (map[string][]byte, error) {
	fd := int(f.Fd())
	names := make([]byte, 64<<10) // XATTR_LIST_MAX
	n, err := unix.Flistxattr(fd, names)
	if errors.Is(err, unix.ENOTSUP) || n == 0 && err == nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	set := map[string][]byte{}
	for _, name := range strings.Split(strings.TrimSuffix(string(names[:n]), "\x00"), "\x00") {
		value := make([]byte, 64<<10) // XATTR_SIZE_MAX
		n, err := unix.Fgetxattr(fd, name, value)
		if err == nil {
			set[name] = value[:n]
		}
	}
	return set, nil
}

// setXattrs gives a file attributes that it has not yet. One that the system sets
// by itself on every new file need not be settable.
func setXattrs(f *os.File, set map[string][]byte) error {
	if len(set) == 0 {
		return nil
	}
	has, err := xattrs(f)
	if err != nil {
		return err
	}
	for name, value := range set {
		if old, ok := has[name]; ok && bytes.Equal(old, value) {
			continue
		}
		if err := unix.Fsetxattr(int(f.Fd()), name, value, 0); err != nil {
			return err
		}
	}
	return nil
}

// immutable reports whether somebody set a file, or the folder it is in, so that
// not even root changes it (chattr(1), +i and +a).
func immutable(path string) bool {
	for _, name := range []string{path, path[:strings.LastIndexByte(path, '/')+1]} {
		var s unix.Statx_t
		const asked = unix.STATX_ATTR_IMMUTABLE | unix.STATX_ATTR_APPEND
		if unix.Statx(unix.AT_FDCWD, name, unix.AT_SYMLINK_NOFOLLOW, 0, &s) == nil && s.Attributes&asked != 0 {
			return true
		}
	}
	return false
}
