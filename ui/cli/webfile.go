package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// html writes one self-contained page to a file, or to standard output for "-".
// Whether the file can be written is seen before the checks begin.
func (s *session) html(name string) error {
	if name == "-" {
		text, err := s.page()
		if err != nil {
			return err
		}
		return s.print([]byte(text))
	}
	file, err := newPage(name)
	if err != nil {
		return err
	}
	defer file.discard()
	text, err := s.page()
	if err != nil {
		return err
	}
	if err := file.write(text); err != nil {
		return err
	}
	if s.OutTerminal {
		fmt.Fprintf(s.Err, s.words.WroteReport+"\n", name)
	}
	return nil
}

func (s *session) page() (string, error) {
	o, err := s.diagnose(ignore)
	if err != nil {
		return "", err
	}
	return s.webpage(s.findings(o, false))
}

// pageFile is a file that appears whole or not at all: it is written under another
// name in the same folder, and renamed.
type pageFile struct {
	name string
	temp *os.File
}

func newPage(name string) (*pageFile, error) {
	switch info, err := os.Lstat(name); {
	case name == "":
		return nil, usagef("--html: want the name of a file, or - for standard output")
	case err == nil && info.IsDir():
		return nil, usagef("--html %s: is a folder", name)
	case err == nil && !info.Mode().IsRegular(): // a device, a pipe, a link to who knows where
		return nil, usagef("--html %s: not a regular file; - means standard output", name)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, usagef("--html: %w", err)
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".gomend-*")
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err // the name of the other file would only confuse
	}
	if err != nil {
		return nil, usagef("--html %s: %w", name, err)
	}
	return &pageFile{name, temp}, nil
}

func (f *pageFile) write(text string) error {
	_, err := f.temp.WriteString(text)
	if err = errors.Join(err, f.temp.Close()); err == nil {
		err = os.Rename(f.temp.Name(), f.name)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", f.name, err)
	}
	return nil
}

// discard removes what was not renamed.
func (f *pageFile) discard() {
	f.temp.Close()
	os.Remove(f.temp.Name())
}
