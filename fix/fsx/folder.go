package fsx

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gomend/fix/internal/killpoint"
	"gomend/fix/internal/owner"
)

const (
	othersWrite = 0o022
	groupWrite  = 0o020
)

// open opens a folder, element by element, so that none of it is a link and nobody
// but root and the user could have put something else there. The error of a folder
// that is missing is fs.ErrNotExist.
func (p Policy) open(dir string) (*os.Root, error) {
	if !filepath.IsAbs(dir) || filepath.Clean(dir) != dir {
		return nil, &Error{Path: dir, Reason: Fault, Err: errors.New("not a clean absolute path")}
	}
	top := filepath.VolumeName(dir) + string(filepath.Separator)
	at, err := os.OpenRoot(top)
	if err != nil {
		return nil, failure(top, err)
	}
	path := top
	for _, name := range strings.Split(dir[len(top):], string(filepath.Separator)) {
		if name == "" {
			continue
		}
		path = filepath.Join(path, name)
		next, err := p.enter(at, name, path)
		at.Close()
		if err != nil {
			return nil, err
		}
		at = next
	}
	return at, nil
}

// enter opens one element of a path, and makes sure that it is what was looked at.
func (p Policy) enter(at *os.Root, name, path string) (*os.Root, error) {
	info, err := at.Lstat(name)
	if err != nil {
		return nil, missing(path, err)
	}
	if err := p.trusts(path, info); err != nil {
		return nil, err
	}
	next, err := at.OpenRoot(name)
	if err != nil {
		return nil, missing(path, err)
	}
	opened, err := next.Stat(".")
	if err == nil && !os.SameFile(info, opened) {
		err = &Error{Path: path, Reason: Changed}
	}
	if err != nil {
		next.Close()
		return nil, failure(path, err)
	}
	return next, nil
}

func missing(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ErrNotExist
	}
	return failure(path, err)
}

// trusts refuses a folder in which others could exchange what is in it. In a
// sticky one they cannot, and what is in it is looked at by itself.
func (p Policy) trusts(path string, info fs.FileInfo) error {
	who, mode := owner.Of(info), info.Mode()
	loose := mode.Perm() & othersWrite
	if p.UID > 0 && who.GID == p.GID && p.GID == p.UID {
		loose &^= groupWrite // a group of nobody but the user
	}
	switch {
	case mode&fs.ModeSymlink != 0:
		return &Error{Path: path, Reason: Link}
	case !mode.IsDir():
		return &Error{Path: path, Reason: Special}
	case who.UID >= 0 && who.UID != p.UID && !owner.System(who.UID):
		return &Error{Path: path, Reason: Foreign}
	case who.UID >= 0 && loose != 0 && mode&fs.ModeSticky == 0:
		return &Error{Path: path, Reason: Shared}
	}
	return nil
}

// Missing lists the folders above a file that do not exist, outermost first.
func Missing(path string) []string {
	var list []string
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) || filepath.Dir(dir) == dir {
			return list
		}
		list = append([]string{dir}, list...)
	}
}

// Make makes folders, outermost first. One that exists is no error: it was made
// before a crash.
func (p Policy) Make(dirs []string, mode fs.FileMode) error {
	for _, dir := range dirs {
		err := p.in(dir, func(at *os.Root, name string) error {
			killpoint.At("make folder")
			if err := at.Mkdir(name, mode); err != nil {
				if errors.Is(err, fs.ErrExist) {
					return nil
				}
				return err
			}
			return errors.Join(at.Chmod(name, mode), sync(at)) // whatever the umask is
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Unmake takes folders away that Make has made, and leaves those that are in use.
func (p Policy) Unmake(dirs []string) error {
	for i := len(dirs) - 1; i >= 0; i-- {
		err := p.in(dirs[i], func(at *os.Root, name string) error {
			if info, err := at.Lstat(name); err != nil || !info.IsDir() {
				return nil
			}
			killpoint.At("remove folder")
			if at.Remove(name) != nil {
				return nil // in use: somebody else put something there
			}
			return sync(at)
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// in does something to an entry of the folder that it is in.
func (p Policy) in(path string, do func(at *os.Root, name string) error) error {
	at, err := p.open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer at.Close()
	return failure(path, do(at, filepath.Base(path)))
}

// sync makes the names in a folder last.
func sync(d *os.Root) error {
	f, err := d.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	return syncFolder(f)
}
