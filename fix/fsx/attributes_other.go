//go:build !linux

package fsx

import (
	"errors"
	"os"
)

const nonBlocking = 0

var errQuota = errors.New("quota")

// Extended attributes are kept on Linux only.
func xattrs(*os.File) (map[string][]byte, error) { return nil, nil }

func setXattrs(*os.File, map[string][]byte) error { return nil }

func immutable(string) bool { return false }
