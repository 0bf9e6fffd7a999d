// Package fsx changes whole files, and puts them back: by a new file that takes the
// place of the old one, with its mode, owner and attributes, or in place where a
// mount is in the way. It follows no link, and works only where nobody else can
// exchange what lies on the path.
package fsx

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"gomend/fix/internal/owner"
	"gomend/fix/plan"
)

// maxFile bounds a file that is changed, in bytes; settings have a few KiB.
const maxFile = 8 << 20

// Reason says why a file is left alone.
type Reason string

// The reasons.
const (
	Link     Reason = "link"      // a symbolic link on the path
	Foreign  Reason = "foreign"   // the file, or a folder above it, is another user's
	Shared   Reason = "shared"    // others can write in a folder above it
	Special  Reason = "special"   // no regular file
	HardLink Reason = "hard-link" // it has other names
	TooLarge Reason = "too-large"
	Changed  Reason = "changed" // by somebody else since the plan was made
	Fixed    Reason = "immutable"
	ReadOnly Reason = "read-only" // file system
	Denied   Reason = "permission"
	NoSpace  Reason = "no-space"
	Mounted  Reason = "mounted" // cannot be taken away
	Fault    Reason = "fault"   // anything else that the system reports
)

// Error is a file that could not be changed.
type Error struct {
	Path   string
	Reason Reason
	Err    error // of the system; may be nil
}

// Error implements error.
func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("%s: %s", e.Path, e.Reason)
	}
	return fmt.Sprintf("%s: %s: %v", e.Path, e.Reason, e.Err)
}

// Unwrap is the system's own error.
func (e *Error) Unwrap() error { return e.Err }

// failure says what an error of the system means for a file.
func failure(path string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	reason := Fault
	switch {
	case errors.Is(err, syscall.EROFS):
		reason = ReadOnly
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, errQuota):
		reason = NoSpace
	case errors.Is(err, fs.ErrPermission):
		reason = Denied
		if immutable(path) {
			reason = Fixed
		}
	case errors.Is(err, syscall.EBUSY):
		reason = Mounted
	}
	return &Error{Path: path, Reason: reason, Err: err}
}

// Policy says whose files may be changed: those of one user, or those of the
// system when that user is root.
type Policy struct {
	UID int // -1: the system has no such numbers
	GID int // the user's primary group; alone in it when it has the user's number
}

// Meta is a file without its content.
type Meta struct {
	Absent bool              `json:"absent,omitempty"`
	Hash   string            `json:"hash,omitempty"` // SHA-256 of the content, in hex
	Mode   uint32            `json:"mode,omitempty"` // permission bits, with setuid, setgid and sticky as in fs.FileMode
	UID    int               `json:"uid,omitempty"`
	GID    int               `json:"gid,omitempty"`
	Xattrs map[string][]byte `json:"xattrs,omitempty"`
}

// State is the part of it that plans compare.
func (m Meta) State() plan.State { return plan.State{Absent: m.Absent, Hash: m.Hash} }

// Look reads a file, without following a link, and refuses what no step may change.
// A file that is missing is no error.
func (p Policy) Look(path string) ([]byte, Meta, error) {
	d, err := p.open(filepath.Dir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, Meta{Absent: true}, nil
	}
	if err != nil {
		return nil, Meta{}, err
	}
	defer d.Close()
	f, err := p.file(d, path)
	if err != nil || f == nil {
		return nil, Meta{Absent: true}, err
	}
	defer f.Close()
	return f.text, f.meta, nil
}

// file is one that is open for reading.
type file struct {
	*os.File
	info fs.FileInfo
	text []byte
	meta Meta
}

// file opens and reads a file in its folder; nil when it is missing.
func (p Policy) file(d *os.Root, path string) (*file, error) {
	name := filepath.Base(path)
	info, err := d.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, failure(path, err)
	}
	if err := p.fit(path, info); err != nil {
		return nil, err
	}
	opened, err := d.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, failure(path, err)
	}
	f := &file{File: opened}
	if err := f.read(path, info); err != nil {
		opened.Close()
		return nil, err
	}
	return f, nil
}

// read reads what was opened, and makes sure that it is what was looked at.
func (f *file) read(path string, looked fs.FileInfo) (err error) {
	if f.info, err = f.Stat(); err != nil {
		return failure(path, err)
	}
	if !os.SameFile(f.info, looked) {
		return &Error{Path: path, Reason: Changed}
	}
	if f.text, err = io.ReadAll(io.LimitReader(f, maxFile+1)); err != nil {
		return failure(path, err)
	}
	if len(f.text) > maxFile {
		return &Error{Path: path, Reason: TooLarge}
	}
	who := owner.Of(f.info)
	f.meta = Meta{Hash: plan.HashOf(f.text), Mode: uint32(f.info.Mode() &^ fs.ModeType), UID: who.UID, GID: who.GID}
	f.meta.Xattrs, err = xattrs(f.File)
	return failure(path, err)
}

// fit refuses a file that no step may change.
func (p Policy) fit(path string, info fs.FileInfo) error {
	who := owner.Of(info)
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return &Error{Path: path, Reason: Link}
	case !info.Mode().IsRegular():
		return &Error{Path: path, Reason: Special}
	case !p.owns(who.UID):
		return &Error{Path: path, Reason: Foreign}
	case who.Links > 1:
		return &Error{Path: path, Reason: HardLink}
	case info.Size() > maxFile:
		return &Error{Path: path, Reason: TooLarge}
	}
	return nil
}

// owns reports whether files of a user are the policy's to change.
func (p Policy) owns(uid int) bool {
	return uid == p.UID || p.UID == 0 && owner.System(uid)
}
