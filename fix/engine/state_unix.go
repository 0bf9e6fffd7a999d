//go:build unix

package engine

import (
	"path/filepath"
	"runtime"
)

func stateHome(_ []string, home string) string {
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support")
	}
	return filepath.Join(home, ".local", "state")
}
