package fsx

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"gomend/fix/internal/killpoint"
	"gomend/fix/plan"
)

// Method is how a file was changed.
type Method string

// The methods.
const (
	Renamed Method = "rename"   // a new file took its place
	InPlace Method = "in-place" // its content was written over
	Removed Method = "remove"
	Nothing Method = "" // it was so already
)

// Change is a file as it is to be.
type Change struct {
	Path    string
	Want    plan.State // as it must be now
	Remove  bool
	Content []byte
	Mode    fs.FileMode // of a file that does not exist yet
	Meta    *Meta       // mode, owner and attributes to have; nil: those that it has
	Temp    string      // name for a new file in the same folder; what a crash may leave

	Insist bool // write in place also where there is no room for a new file

	// Overwrite is called before a file is written in place: a crash from then on
	// leaves a mixture of old and new content. Nil: it is not to be.
	Overwrite func() error
}

// Apply makes a change, or none of it. Its folder must exist.
func (p Policy) Apply(c Change) (Method, error) {
	d, err := p.open(filepath.Dir(c.Path))
	if errors.Is(err, fs.ErrNotExist) {
		if c.Want.Absent && c.Remove {
			return Nothing, nil
		}
		return Nothing, &Error{Path: c.Path, Reason: Changed, Err: err}
	}
	if err != nil {
		return Nothing, err
	}
	defer d.Close()
	f, err := p.file(d, c.Path)
	if err != nil {
		return Nothing, err
	}
	if f != nil {
		defer f.Close()
	}
	switch {
	case !f.is(c.Want):
		return Nothing, &Error{Path: c.Path, Reason: Changed}
	case c.Remove && f == nil:
		return Nothing, nil
	case c.Remove:
		return Removed, c.remove(d, f)
	}
	return c.replace(d, f)
}

func (f *file) is(s plan.State) bool {
	if f == nil || s.Absent {
		return f == nil && s.Absent
	}
	return f.meta.Hash == s.Hash
}

// still reports whether a name stands for the file that was read, or for none.
func (f *file) still(d *os.Root, name string) bool {
	info, err := d.Lstat(name)
	if f == nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	return err == nil && os.SameFile(info, f.info) && info.Size() == f.info.Size() && info.ModTime().Equal(f.info.ModTime())
}

func (c Change) remove(d *os.Root, f *file) error {
	name := filepath.Base(c.Path)
	if !f.still(d, name) {
		return &Error{Path: c.Path, Reason: Changed}
	}
	killpoint.At("remove file")
	if err := d.Remove(name); err != nil {
		return failure(c.Path, err)
	}
	killpoint.At("sync folder")
	return failure(c.Path, sync(d))
}

// replace puts a new file in the place of the old one. Where that cannot be, the
// old one is written over: at a mount, and where the new file cannot get what the
// old one has.
func (c Change) replace(d *os.Root, f *file) (Method, error) {
	name := filepath.Base(c.Path)
	err := c.prepare(d, f)
	if err == nil {
		if !f.still(d, name) {
			d.Remove(c.Temp)
			return Nothing, &Error{Path: c.Path, Reason: Changed}
		}
		killpoint.At("rename")
		err = d.Rename(c.Temp, name)
	}
	if err == nil {
		killpoint.At("sync folder")
		return Renamed, failure(c.Path, sync(d))
	}
	killpoint.At("remove temporary file")
	d.Remove(c.Temp)
	if f == nil || c.Overwrite == nil || !c.needsOverwrite(err) {
		return Nothing, failure(c.Path, err)
	}
	return InPlace, c.overwrite(d, f)
}

func (c Change) needsOverwrite(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, errCannotKeep) || c.Insist && errors.Is(err, syscall.ENOSPC)
}

// errCannotKeep says that a new file cannot have the owner or an attribute of the old.
var errCannotKeep = errors.New("owner or attributes cannot be kept")

// prepare makes the new file beside the old one, complete.
func (c Change) prepare(d *os.Root, f *file) error {
	killpoint.At("create temporary file")
	t, err := d.OpenFile(c.Temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) { // of a crash: the name is nobody else's
		d.Remove(c.Temp)
		t, err = d.OpenFile(c.Temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	}
	if err != nil {
		return err
	}
	defer t.Close()
	killpoint.At("write temporary file")
	if _, err := t.Write(c.Content); err != nil {
		return err
	}
	killpoint.At("dress temporary file")
	if err := dress(t, c.meta(f)); err != nil {
		return err
	}
	killpoint.At("sync temporary file")
	if err := t.Sync(); err != nil {
		return err
	}
	return t.Close()
}

// meta is what the file is to have beside its content.
func (c Change) meta(f *file) Meta {
	switch {
	case c.Meta != nil:
		return *c.Meta
	case f != nil:
		return f.meta
	}
	return Meta{Mode: uint32(c.Mode), UID: -1, GID: -1}
}

// dress gives a file mode, owner and attributes.
func dress(t *os.File, m Meta) error {
	if err := chown(t, m.UID, m.GID); err != nil {
		return errors.Join(errCannotKeep, err)
	}
	if err := t.Chmod(fs.FileMode(m.Mode)); err != nil {
		return err
	}
	if err := setXattrs(t, m.Xattrs); err != nil {
		return errors.Join(errCannotKeep, err)
	}
	return nil
}

// overwrite writes over the very file that was read. What was there longer than
// the new content is cut off last, so that every state in between can be told.
func (c Change) overwrite(d *os.Root, f *file) error {
	w, err := d.OpenFile(filepath.Base(c.Path), os.O_RDWR|nonBlocking, 0)
	if err != nil {
		return failure(c.Path, err)
	}
	defer w.Close()
	info, err := w.Stat()
	if err != nil {
		return failure(c.Path, err)
	}
	now, err := io.ReadAll(io.LimitReader(w, maxFile+1))
	if err != nil || !os.SameFile(info, f.info) || plan.HashOf(now) != f.meta.Hash {
		return &Error{Path: c.Path, Reason: Changed, Err: err}
	}
	if err := c.Overwrite(); err != nil {
		return err
	}
	killpoint.At("write in place")
	if err := writeOver(w, c.Content); err != nil {
		return failure(c.Path, err)
	}
	if c.Meta != nil {
		if err := dress(w, *c.Meta); err != nil {
			return failure(c.Path, err)
		}
	}
	killpoint.At("sync file")
	return failure(c.Path, w.Sync())
}

func writeOver(w *os.File, content []byte) error {
	half := len(content) / 2
	if _, err := w.WriteAt(content[:half], 0); err != nil {
		return err
	}
	killpoint.At("write the second half in place")
	if _, err := w.WriteAt(content[half:], int64(half)); err != nil {
		return err
	}
	killpoint.At("cut in place")
	return w.Truncate(int64(len(content)))
}

// Torn reports whether content is what a write in place leaves that did not come
// to its end: the beginning of the new content over the old one.
func Torn(content, before, after []byte) bool {
	if len(content) < len(before) && len(content) != len(after) || len(content) > max(len(before), len(after)) {
		return false
	}
	same := 0
	for same < len(content) && same < len(after) && content[same] == after[same] {
		same++
	}
	if same == len(content) {
		return true
	}
	return same < len(before) && string(content[same:]) == string(before[same:])
}

// Tidy removes a temporary file that a crash left beside a file.
func (p Policy) Tidy(path, temp string) error {
	d, err := p.open(filepath.Dir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer d.Close()
	if _, err := d.Lstat(temp); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	killpoint.At("tidy")
	return failure(path, errors.Join(d.Remove(temp), sync(d)))
}
