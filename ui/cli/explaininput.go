package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gomend/checks/explain"
)

// textToExplain reads the file that is named, or else standard input. A person at
// a terminal is told what is waited for.
func (s *session) textToExplain(args []string) (string, error) {
	if len(args) > 0 && args[0] != "-" {
		return s.textOf(args[0])
	}
	if s.InTerminal {
		fmt.Fprintln(s.Err, s.words.Explained().Paste)
	}
	text, err := read(s.ctx, s.In) // as long as who writes it takes
	if err != nil && s.ctx.Err() == nil {
		return "", fmt.Errorf("cannot read standard input: %w", err)
	}
	return text, err
}

func (s *session) textOf(name string) (string, error) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.Dir, path)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", &usageError{fmt.Errorf("explain: %w", err)}
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder", name)
	}
	if err != nil {
		return "", &usageError{fmt.Errorf("explain: %w", err)}
	}
	if info.Mode().IsRegular() && info.Size() > explain.MaxText {
		f.Seek(-explain.MaxText, io.SeekEnd) // what cannot be sought is read through
	}
	ctx, cancel := context.WithTimeout(s.ctx, s.flags.timeout)
	defer cancel()
	text, err := read(ctx, f)
	if err != nil && ctx.Err() == nil {
		err = &usageError{fmt.Errorf("explain: %w", err)}
	}
	return text, err
}

// read reads to the end, and gives up when the call is interrupted.
func read(ctx context.Context, r io.Reader) (string, error) {
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		text, err := explain.ReadTail(r)
		done <- result{text, err}
	}()
	select {
	case got := <-done:
		return got.text, got.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}
