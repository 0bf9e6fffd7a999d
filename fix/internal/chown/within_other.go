//go:build !unix

package chown

import (
	"errors"
	"os"
)

func within(string, func(*os.Root, string) error) error { return errors.ErrUnsupported }
