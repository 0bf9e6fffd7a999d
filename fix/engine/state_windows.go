package engine

import (
	"path/filepath"

	"gomend/checks/environ"
)

func stateHome(env []string, home string) string {
	if dir := environ.Get(env, "LocalAppData"); filepath.IsAbs(dir) {
		return dir
	}
	return filepath.Join(home, "AppData", "Local")
}
