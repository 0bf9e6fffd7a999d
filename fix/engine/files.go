package engine

import (
	"regexp"
	"slices"
	"strings"
)

// rootFiles are what root's helper may write, and nothing else: settings of names,
// proxies, clocks and trust. A folder ends in a slash and stands for the files in it.
// None of them decides who may log in or what is run.
var rootFiles = []string{
	"/etc/resolv.conf", "/etc/resolv.conf.gomend", "/etc/resolvconf/resolv.conf.d/head", "/etc/hosts", "/etc/nsswitch.conf", "/etc/gai.conf",
	"/etc/systemd/resolved.conf.d/", "/etc/systemd/timesyncd.conf.d/", "/etc/NetworkManager/conf.d/",
	"/etc/sysctl.d/",
	"/etc/docker/daemon.json", "/etc/gitconfig", "/etc/ca-certificates.conf",
	"/usr/local/share/ca-certificates/", "/etc/pki/ca-trust/source/anchors/", "/etc/ca-certificates/trust-source/anchors/",
	"/etc/pki/trust/anchors/",
	"/etc/ufw/user.rules", "/etc/ufw/user6.rules",
	"/usr/local/go/go.env", "/usr/lib/go/go.env",
}

// dropIn is what may be added to the settings of a link of systemd-networkd.
var dropIn = regexp.MustCompile(`^/(etc|run)/systemd/network/[^/]+\.network\.d/90-gomend\.conf$`)

// rootFile reports whether a path is one of them.
func rootFile(path string) bool {
	if !cleanPath(path) {
		return false
	}
	return dropIn.MatchString(path) || slices.ContainsFunc(rootFiles, func(known string) bool {
		name, in := strings.CutPrefix(path, known)
		return path == known || in && strings.HasSuffix(known, "/") && name != "" && !strings.Contains(name, "/")
	})
}
