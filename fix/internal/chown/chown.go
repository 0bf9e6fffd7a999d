// Package chown gives what others own below a folder to one user, and gives it
// back. It goes by directory handles: no link is followed, and no other file
// system entered, whoever swaps what meanwhile.
package chown

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gomend/fix/internal/owner"
	"gomend/fix/plan"
)

// Was is whose a file was.
type Was struct {
	Name string `json:"name"` // relative to the path of the plan; "." for itself
	UID  int    `json:"uid"`
	GID  int    `json:"gid"`
}

// Record lists what a step changes; it is written down before that.
type Record []Was

// Encode is the record as bytes to keep.
func (r Record) Encode() ([]byte, error) { return json.Marshal(r) }

// Decode reads them.
func Decode(text []byte) (r Record, err error) {
	err = json.Unmarshal(text, &r)
	return r, err
}

// most is how many files one step changes at most: a large module cache has some
// hundred thousand.
const most = 2_000_000

// Survey lists what somebody else owns. Files with more than one name are left out:
// another name may stand where the user could never write.
func Survey(o plan.Owner) (Record, error) {
	s := survey{want: o}
	err := within(o.Path, func(at *os.Root, name string) error {
		info, err := at.Lstat(name)
		if err != nil {
			return err
		}
		s.device = owner.Of(info).Dev
		return s.visit(at, name, ".", info)
	})
	return s.found, err
}

type survey struct {
	want   plan.Owner
	device uint64
	found  Record
}

func (s *survey) visit(at *os.Root, name, path string, info fs.FileInfo) error {
	is := owner.Of(info)
	switch {
	case is.Dev != s.device:
		return nil
	case len(s.found) >= most:
		return fmt.Errorf("%s: more than %d files", s.want.Path, most)
	case is.UID != s.want.UID && (info.IsDir() || is.Links == 1):
		s.found = append(s.found, Was{Name: path, UID: is.UID, GID: is.GID})
	}
	if !info.IsDir() || s.want.Alone {
		return nil
	}
	return s.descend(at, name, path)
}

func (s *survey) descend(at *os.Root, name, path string) error {
	dir, err := at.OpenRoot(name)
	if err != nil {
		return err
	}
	defer dir.Close()
	list, err := fs.ReadDir(dir.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range list {
		info, err := dir.Lstat(e.Name())
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := s.visit(dir, e.Name(), filepath.Join(path, e.Name()), info); err != nil {
			return err
		}
	}
	return nil
}

// Give gives everything in the record to the user.
func Give(o plan.Owner, r Record) error {
	return each(o, r, func(at *os.Root, name string, w Was, is owner.Stat) error {
		if is.UID == o.UID {
			return nil
		}
		if is.UID != w.UID {
			return fmt.Errorf("%s: belongs to user %d meanwhile", filepath.Join(o.Path, w.Name), is.UID)
		}
		return at.Lchown(name, o.UID, o.GID)
	})
}

// GiveBack gives everything back to whom it belonged. What has gone since, or has
// become somebody else's, is left alone.
func GiveBack(o plan.Owner, r Record) error {
	return each(o, r, func(at *os.Root, name string, w Was, is owner.Stat) error {
		if is.UID != o.UID {
			return nil
		}
		return at.Lchown(name, w.UID, w.GID)
	})
}

// each calls do for every file of a record that still is there with one name, with
// a handle of the folder that it is in.
func each(o plan.Owner, r Record, do func(at *os.Root, name string, w Was, is owner.Stat) error) error {
	for _, w := range r {
		if !filepath.IsLocal(w.Name) {
			return fmt.Errorf("%s: leads out of %s", w.Name, o.Path)
		}
		err := within(filepath.Join(o.Path, w.Name), func(at *os.Root, name string) error {
			info, err := at.Lstat(name)
			if err != nil {
				return err
			}
			if is := owner.Of(info); info.IsDir() || is.Links == 1 {
				return do(at, name, w, is)
			}
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
