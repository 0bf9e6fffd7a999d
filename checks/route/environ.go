package route

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// environ is a process environment.
type environ map[string]string

// newEnviron reads KEY=VALUE strings; the last of equal names wins, as in
// os/exec. Windows knows no case in names.
func newEnviron(list []string) environ {
	env := make(environ, len(list))
	for _, pair := range list {
		name, value, found := strings.Cut(pair, "=")
		if found && name != "" {
			env[envName(name)] = value
		}
	}
	return env
}

func envName(name string) string {
	if runtime.GOOS == "windows" {
		return strings.ToUpper(name)
	}
	return name
}

func (e environ) get(name string) string { return e[envName(name)] }

// first is the first of the variables that is not empty, and its name.
func (e environ) first(names ...string) (name, value string) {
	for _, name := range names {
		if value := e.get(name); value != "" {
			return name, value
		}
	}
	return "", ""
}

// lookPath finds a program in this environment's PATH, not in that of the
// running process; "" when there is none. Relative folders are left out, as
// os/exec does.
func (e environ) lookPath(program string) string {
	for _, dir := range filepath.SplitList(e.get("PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		if path, err := exec.LookPath(filepath.Join(dir, program)); err == nil {
			return path
		}
	}
	return ""
}

// home is the home directory, as os.UserHomeDir finds it.
func (e environ) home() string {
	switch runtime.GOOS {
	case "windows":
		return e.get("USERPROFILE")
	case "plan9":
		return e.get("home")
	}
	return e.get("HOME")
}

// configDir is the folder for a person's settings, as os.UserConfigDir finds
// it; "" when there is none.
func (e environ) configDir() string {
	switch runtime.GOOS {
	case "windows":
		return e.get("AppData")
	case "darwin", "ios":
		return under(e.home(), "Library/Application Support")
	case "plan9":
		return under(e.home(), "lib")
	}
	if dir := e.get("XDG_CONFIG_HOME"); dir != "" {
		if !filepath.IsAbs(dir) {
			return ""
		}
		return dir
	}
	return under(e.home(), ".config")
}

func under(dir, name string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, name)
}
