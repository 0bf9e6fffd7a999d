package network

import (
	"io"
	"io/fs"
	"strings"
)

const markLimit = 4096 // bytes read of a file that tells the container

// containerMarks are asked in this order: the innermost surroundings first. A
// mark without text is a file that need only exist.
var containerMarks = []struct{ file, text, kind string }{
	{"run/.containerenv", "", "podman"},
	{".dockerenv", "", "docker"},
	{"run/systemd/container", "podman", "podman"},
	{"run/systemd/container", "docker", "docker"},
	{"run/systemd/container", "lxc", "lxc"},
	{"run/systemd/container", "wsl", "wsl"},
	{"run/systemd/container", "", "other"},
	{"proc/1/cgroup", "kubepods", "kubernetes"},
	{"proc/1/cgroup", "libpod", "podman"},
	{"proc/1/cgroup", "docker", "docker"},
	{"proc/1/cgroup", "/lxc", "lxc"},
	{"proc/version", "microsoft", "wsl"},
	{"proc/version", "Microsoft", "wsl"},
}

// containerNames are values of the variable "container" that systemd's
// container interface defines, and what we call them.
var containerNames = map[string]string{
	"docker": "docker", "podman": "podman", "oci": "other", "lxc": "lxc", "lxc-libvirt": "lxc", "wsl": "wsl",
}

// containerKind names the container around, empty when there is none: docker,
// podman, kubernetes, lxc, wsl or other. root is the root of the file system.
func containerKind(root fs.FS, getenv func(string) string) string {
	if getenv("KUBERNETES_SERVICE_HOST") != "" {
		return "kubernetes"
	}
	for _, mark := range containerMarks {
		if text, ok := readMark(root, mark.file); ok && strings.Contains(text, mark.text) {
			return mark.kind
		}
	}
	name := getenv("container")
	if name == "" {
		return ""
	}
	if kind, ok := containerNames[name]; ok {
		return kind
	}
	return "other"
}

func readMark(root fs.FS, name string) (string, bool) {
	f, err := root.Open(name)
	if err != nil {
		return "", false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, markLimit))
	return string(text), err == nil
}
