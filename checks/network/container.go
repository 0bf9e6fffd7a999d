package network

import (
	"io"
	"io/fs"
	"slices"
	"strings"
)

const markLimit = 64 << 10 // bytes read of a file that tells the container

// containerMarks are asked in this order: the innermost surroundings first. A
// mark without text is a file that need only exist.
var containerMarks = []struct{ file, text, kind string }{
	{"var/run/secrets/kubernetes.io/serviceaccount/namespace", "", "kubernetes"},
	{"run/secrets/kubernetes.io/serviceaccount/namespace", "", "kubernetes"},
	{"etc/hosts", "Kubernetes-managed hosts file", "kubernetes"},
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
	{"dev/lxd/sock", "", "lxc"},
	{"dev/.lxc-boot-id", "", "lxc"},
	{".flatpak-info", "", "other"},
	{"proc/version", "gVisor", "other"},
	{"proc/version", "microsoft", "wsl"},
	{"proc/version", "Microsoft", "wsl"},
	{"proc/sys/fs/binfmt_misc/WSLInterop", "", "wsl"},
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
	if kind := mountedBy(root); kind != "" {
		return kind
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

// mounters are places from which container software mounts files over those of
// names into a container. On the host such places are mount points themselves.
var mounters = []struct{ place, kind string }{
	{"/kubelet/pods/", "kubernetes"}, {"/overlay-containers/", "podman"}, {"/docker/containers/", "docker"}, {"/buildkit/", "docker"},
}

// mountedBy reads proc_pid_mountinfo(5): the fourth field is the place of what is
// mounted, the fifth where.
func mountedBy(root fs.FS) string {
	text, _ := readMark(root, "proc/self/mountinfo")
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 5 || !slices.Contains([]string{"/etc/resolv.conf", "/etc/hosts", "/etc/hostname"}, f[4]) {
			continue
		}
		for _, m := range mounters {
			if strings.Contains(f[3], m.place) {
				return m.kind
			}
		}
	}
	return ""
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
