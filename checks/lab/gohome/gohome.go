// Package gohome makes home folders for tests that run the go command. A child
// of go counts and uploads there after go has ended (golang.org/x/telemetry,
// start.go), which breaks the removal of the folder; here it is switched off.
package gohome

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// configs are where os.UserConfigDir looks in a home folder, by system.
var configs = []string{".config", "Library/Application Support", "AppData/Roaming"}

// New is an empty home folder that goes when the test ends.
func New(t testing.TB) string {
	t.Helper()
	home := t.TempDir()
	for _, config := range configs {
		Quiet(t, filepath.Join(home, filepath.FromSlash(config)))
	}
	return home
}

// Quiet keeps go from leaving a process behind that writes in a folder of
// configurations, as os.UserConfigDir names it.
func Quiet(t testing.TB, config string) {
	t.Helper()
	dir := filepath.Join(config, "go", "telemetry")
	if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, "mode"), []byte("off"), 0o600)); err != nil {
		t.Fatal(err)
	}
}
