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
	mounts := ownMounts(root)
	for _, mark := range containerMarks {
		if mark.file == ".dockerenv" && mounts.leftBehind() {
			continue
		}
		if text, ok := readMark(root, mark.file); ok && strings.Contains(text, mark.text) {
			return mark.kind
		}
	}
	if kind := mounts.kind(); kind != "" {
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
	{"/kubelet/pods/", "kubernetes"}, {"/overlay-containers/", "podman"}, {"/docker/containers/", "docker"}, {"/buildkit/", "docker"}, {"/nerdctl/", "other"},
}

// mounts are the mounts of this process that tell of a container.
type mounts struct {
	known   bool              // they could be read
	names   map[string]string // what is mounted over a file of names, by the file
	cgroups bool              // LXC's view of the machine's resources lies over /proc (lxcfs)
}

// nameFiles are what container software makes anew for each container.
var nameFiles = []string{"/etc/resolv.conf", "/etc/hosts", "/etc/hostname"}

// ownMounts reads proc_pid_mountinfo(5): the fourth field is the place of what is
// mounted, the fifth where; behind a dash stands the kind of file system.
func ownMounts(root fs.FS) mounts {
	text, ok := readMark(root, "proc/self/mountinfo")
	m := mounts{known: ok && text != "", names: map[string]string{}}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 5 {
			continue
		}
		if slices.Contains(nameFiles, f[4]) {
			m.names[f[4]] = f[3]
		}
		m.cgroups = m.cgroups || strings.HasPrefix(f[4], "/proc/") && slices.Contains(f, "fuse.lxcfs")
	}
	return m
}

// leftBehind reports whether Docker's mark tells nothing, because Docker mounts none
// of its files here: the system was made of an image, as virtual machines and WSL are.
func (m mounts) leftBehind() bool { return m.known && len(m.names) == 0 }

// kind is the kind of the container that the mounts make; empty for none.
func (m mounts) kind() string {
	if m.cgroups {
		return "lxc"
	}
	for _, maker := range mounters {
		for _, place := range m.names {
			if strings.Contains(place, maker.place) {
				return maker.kind
			}
		}
	}
	if m.names["/etc/hosts"] != "" && m.names["/etc/hostname"] != "" {
		return "other"
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
