package route

import (
	"errors"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"
)

// Project is what says which modules go mod download without arguments fetches.
type Project struct {
	File string // the go.work or go.mod in effect
	Work bool   // it is a go.work
	// Absolute is a go.work with absolute folders, so that it means the same in
	// any place.
	Absolute []byte
}

// Project is the project in effect; false when there is none that can be read.
func (s *Settings) Project() (Project, bool) {
	p := Project{File: s.project.file}
	gowork := s.value("GOWORK")
	if p.File == "" || s.value("GO111MODULE") == "off" || len(s.project.requires) == 0 {
		return p, false
	}
	if p.Work = gowork == p.File; !p.Work {
		return p, true
	}
	var err error
	p.Absolute, err = absoluteWork(p.File)
	return p, err == nil
}

// absoluteWork is a go.work in which all folders are absolute.
func absoluteWork(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f, err := modfile.ParseWork(name, data, checkVersion)
	if err != nil {
		return nil, err
	}
	root := filepath.Dir(name)
	for _, use := range slices.Clone(f.Use) {
		folder := use.Path // DropUse clears it
		if err := errors.Join(f.DropUse(folder), f.AddUse(filepath.ToSlash(absolute(root, folder)), "")); err != nil {
			return nil, err
		}
	}
	for _, r := range slices.Clone(f.Replace) {
		if r.New.Version != "" {
			continue
		}
		if err := f.AddReplace(r.Old.Path, r.Old.Version, filepath.ToSlash(absolute(root, r.New.Path)), ""); err != nil {
			return nil, err
		}
	}
	f.Cleanup()
	return modfile.Format(f.Syntax), nil
}

func absolute(root, folder string) string {
	if folder = filepath.FromSlash(folder); filepath.IsAbs(folder) {
		return folder
	}
	return filepath.Join(root, folder)
}
