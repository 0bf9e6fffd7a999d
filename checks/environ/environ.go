// Package environ reads the environment that the program was started in, as the
// KEY=VALUE strings of os.Environ.
package environ

import (
	"runtime"
	"slices"
	"strings"
)

// Get is the value of a variable, empty where there is none. Of equal names the
// last counts, as in os/exec. Windows knows no case in names.
func Get(env []string, name string) string { return get(env, name, runtime.GOOS == "windows") }

func get(env []string, name string, anyCase bool) string {
	for _, pair := range slices.Backward(env) {
		if known, value, _ := strings.Cut(pair, "="); known == name || anyCase && strings.EqualFold(known, name) {
			return value
		}
	}
	return ""
}

// Locale is the locale of a category such as LC_CTYPE: the first of LC_ALL, the
// category and LANG that is not empty (POSIX, XBD 8.2); empty where none is.
func Locale(env []string, category string) string {
	for _, name := range []string{"LC_ALL", category, "LANG"} {
		if locale := Get(env, name); locale != "" {
			return locale
		}
	}
	return ""
}

// UTF8 reports whether a locale writes characters as UTF-8.
func UTF8(locale string) bool {
	name := strings.ToLower(locale)
	return strings.Contains(name, "utf-8") || strings.Contains(name, "utf8")
}

// LinuxConsole reports whether the terminal is the Linux console, which has a few
// hundred characters and no Chinese ones.
func LinuxConsole(env []string) bool { return Get(env, "TERM") == "linux" }
