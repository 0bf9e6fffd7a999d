package cli

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"gomend/checks"
)

// usageError is a call that was wrong. Its text names where the bad value comes
// from: a flag, an argument, a line of a file.
type usageError struct{ error }

// Unwrap lets errors.Is see what was wrong with the value.
func (u *usageError) Unwrap() error { return u.error }

// failure is what could not be done for the person, while gomend itself is fine.
type failure struct{ error }

// Unwrap is what went wrong.
func (f *failure) Unwrap() error { return f.error }

func usagef(format string, values ...any) error {
	return &usageError{fmt.Errorf(format, values...)}
}

// brokenPipe reports whether a write failed because the reader has left.
func brokenPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }

// oneLine keeps a message to one clean line, whatever the arguments hold.
func oneLine(s string) string {
	return checks.Clean(strings.TrimSpace(strings.ReplaceAll(s, "\n", " ")))
}
