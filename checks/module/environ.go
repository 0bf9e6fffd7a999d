package module

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// getEnv is the value of a variable in an environment; the last entry counts, as
// for exec.Cmd.
func getEnv(env []string, name string) string {
	value := ""
	for _, entry := range env {
		if key, v, ok := strings.Cut(entry, "="); ok && sameName(key, name) {
			value = v
		}
	}
	return value
}

// setEnv returns an environment in which the variable has the value.
func setEnv(env []string, name, value string) []string {
	list := make([]string, 0, len(env)+1)
	for _, entry := range env {
		if key, _, ok := strings.Cut(entry, "="); !ok || !sameName(key, name) {
			list = append(list, entry)
		}
	}
	return append(list, name+"="+value)
}

// sameName compares names of variables; on Windows case does not matter.
func sameName(a, b string) bool {
	if runtime.GOOS == "windows" {
		return strings.EqualFold(a, b)
	}
	return a == b
}

// findProgram looks in the folders of a PATH, the first that holds it wins.
func findProgram(program, path string, look func(string) (string, error)) (string, error) {
	for _, dir := range filepath.SplitList(path) {
		if !filepath.IsAbs(dir) {
			continue // exec.ErrDot: the go command does not run programs of the current folder either
		}
		if found, err := look(filepath.Join(dir, program)); err == nil {
			return found, nil
		}
	}
	return "", exec.ErrNotFound
}
