package fsx

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"gomend/fix/internal/killpoint"
	"gomend/fix/internal/owner"
)

const ownerWrites = 0o200

// Movable describes what a step may set aside: a file, folder or link of the user's
// own. It is nil where there is nothing.
func (p Policy) Movable(path string) (fs.FileInfo, error) {
	var info fs.FileInfo
	err := p.in(path, func(at *os.Root, name string) (err error) {
		info, err = at.Lstat(name)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	switch uid := owner.Of(info).UID; {
	case !info.IsDir() && !info.Mode().IsRegular() && info.Mode()&fs.ModeSymlink == 0:
		return nil, &Error{Path: path, Reason: Special}
	case uid >= 0 && !p.owns(uid):
		return nil, &Error{Path: path, Reason: Foreign}
	}
	return info, nil
}

// Move sets a file or folder aside on the same file system. It takes the place of
// nothing. Mode is what it is to have in the end: a folder that even its owner may
// not write in, as in the module cache, has to be opened for the move.
func (p Policy) Move(from, to string, mode fs.FileMode) error {
	source, err := p.open(filepath.Dir(from))
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := p.open(filepath.Dir(to))
	if err != nil {
		return err
	}
	defer target.Close()
	closed := mode&fs.ModeSymlink == 0 && mode.Perm()&ownerWrites == 0
	if closed {
		killpoint.At("open folder for move")
		if err := source.Chmod(filepath.Base(from), mode.Perm()|ownerWrites); err != nil {
			return failure(from, err)
		}
	}
	killpoint.At("move")
	if err := renameNew(source, from, target, to); err != nil {
		if closed {
			err = errors.Join(err, source.Chmod(filepath.Base(from), mode.Perm()))
		}
		return failure(from, err)
	}
	if closed {
		killpoint.At("close folder after move")
		if err := target.Chmod(filepath.Base(to), mode.Perm()); err != nil {
			return failure(to, err)
		}
	}
	return failure(to, errors.Join(sync(target), sync(source)))
}

// Chmod gives a file or folder of the user's own its mode back.
func (p Policy) Chmod(path string, mode fs.FileMode) error {
	info, err := p.Movable(path)
	if err != nil || info == nil || info.Mode()&fs.ModeSymlink != 0 || info.Mode().Perm() == mode.Perm() {
		return err
	}
	return p.in(path, func(at *os.Root, name string) error { return at.Chmod(name, mode.Perm()) })
}

// There reports whether a path stands for something that the user could move.
func (p Policy) There(path string) bool {
	info, err := p.Movable(path)
	return err == nil && info != nil
}

// Delete deletes a file or folder of the user's own, with what is in it. It follows
// no link; folders in which even their owner may not write are opened first.
func (p Policy) Delete(path string) error {
	if info, err := p.Movable(path); err != nil || info == nil {
		return err
	}
	return p.in(path, func(at *os.Root, name string) error {
		fs.WalkDir(at.FS(), name, func(sub string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				at.Chmod(sub, 0o700)
			}
			return nil
		})
		return at.RemoveAll(name)
	})
}
