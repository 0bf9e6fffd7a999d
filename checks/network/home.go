package network

import (
	"io/fs"
	"strings"

	"gomend/checks"
)

// readHome tells what kind of place this is: root is the root of the file system.
func readHome(root fs.FS, getenv func(string) string) checks.Home {
	return checks.Home{
		Container: containerKind(root, getenv),
		Remote:    getenv("SSH_CONNECTION") != "" || getenv("SSH_TTY") != "",
		System:    systemID(root),
		Libc:      libcOf(root),
		Bare:      !exists(root, "bin/sh") && !exists(root, "usr/bin/sh"),
	}
}

// systemID is the distribution's name in os-release(5): "debian", "alpine".
func systemID(root fs.FS) string {
	for _, name := range []string{"etc/os-release", "usr/lib/os-release"} {
		text, ok := readMark(root, name)
		if !ok {
			continue
		}
		for line := range strings.Lines(text) {
			if id, found := strings.CutPrefix(strings.TrimSpace(line), "ID="); found {
				return checks.Clean(strings.Trim(id, `"'`))
			}
		}
	}
	return ""
}

// libcOf names the C library by its loader; empty when there is none, as in images
// that hold one static program.
func libcOf(root fs.FS) string {
	for _, l := range []struct{ pattern, name string }{
		{"lib/ld-musl-*.so.1", "musl"}, {"lib64/ld-linux-*.so.*", "glibc"}, {"lib/ld-linux*.so.*", "glibc"}, {"lib/*-linux-gnu*/ld-linux*.so.*", "glibc"}, {"usr/lib64/ld-linux-*.so.*", "glibc"},
	} {
		if found, _ := fs.Glob(root, l.pattern); len(found) > 0 {
			return l.name
		}
	}
	return ""
}

func exists(root fs.FS, name string) bool {
	_, err := fs.Stat(root, name)
	return err == nil
}
