package fsx

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// renameNew moves from one open folder to another, in the place of nothing.
func renameNew(source *os.Root, from string, target *os.Root, to string) error {
	s, err := source.Open(".")
	if err != nil {
		return err
	}
	defer s.Close()
	t, err := target.Open(".")
	if err != nil {
		return err
	}
	defer t.Close()
	return unix.Renameat2(int(s.Fd()), filepath.Base(from), int(t.Fd()), filepath.Base(to), unix.RENAME_NOREPLACE)
}
