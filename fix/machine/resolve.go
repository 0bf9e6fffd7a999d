package machine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gomend/fix/internal/owner"
	"gomend/fix/plan"
)

// maxLinks is how many links are followed, as the Linux kernel does (namei.c,
// MAXSYMLINKS).
const maxLinks = 40

// Resolve implements plan.Machine. A link is followed when root or the person made
// it. One within the home folder must end there, at what is the person's own; a
// file anywhere else must not be a link itself.
func (m *Machine) Resolve(name string) (string, error) {
	if !filepath.IsAbs(name) {
		return "", fmt.Errorf("%s: not an absolute path", name)
	}
	w := walk{machine: m, rest: split(filepath.Clean(name))}
	w.done = filepath.VolumeName(name) + string(filepath.Separator)
	for len(w.rest) > 0 {
		if err := w.step(); err != nil {
			return "", err
		}
	}
	if w.personal == nil {
		return w.done, nil
	}
	if !within(w.done, m.Home()) || !m.own(w.done) {
		return "", w.personal
	}
	return w.done, nil
}

// walk goes along a path, link by link.
type walk struct {
	machine  *Machine
	done     string
	rest     []string
	links    int
	personal *plan.LinkError // the first link within the home folder
}

func (w *walk) step() error {
	next := filepath.Join(w.done, w.rest[0])
	w.rest = w.rest[1:]
	info, err := os.Lstat(next)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		w.done, w.rest = filepath.Join(append([]string{next}, w.rest...)...), nil
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink == 0:
		w.done = next
		return nil
	}
	return w.follow(next, info)
}

func (w *walk) follow(link string, info fs.FileInfo) error {
	target, err := os.Readlink(link)
	if err != nil {
		return err
	}
	refused := &plan.LinkError{Link: link, Target: target}
	home := within(link, w.machine.Home())
	w.links++
	switch uid := owner.Of(info).UID; {
	case w.links > maxLinks, uid != w.machine.UID() && !owner.System(uid):
		return refused
	case !home && len(w.rest) == 0:
		return refused
	case home && w.personal == nil:
		w.personal = refused
	}
	if !filepath.IsAbs(target) {
		target = filepath.Join(w.done, target)
	}
	w.done = filepath.VolumeName(target) + string(filepath.Separator)
	w.rest = append(split(filepath.Clean(target)), w.rest...)
	return nil
}

// own reports whether what exists at a path, or the nearest folder of it that
// does, belongs to the person.
func (m *Machine) own(name string) bool {
	for {
		info, err := os.Lstat(name)
		if err == nil {
			return owner.Of(info).UID == m.UID()
		}
		if parent := filepath.Dir(name); !errors.Is(err, fs.ErrNotExist) || parent == name {
			return false
		} else {
			name = parent
		}
	}
}

// split cuts a clean path into its elements.
func split(path string) []string {
	path = filepath.ToSlash(path[len(filepath.VolumeName(path)):])
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}

// within reports whether a path is a folder or in it.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}
