package fix

import (
	"context"
	"strings"

	"gomend/fix/plan"
)

// packages are the package managers, how each installs, and how it makes the
// bundle of roots anew.
var packages = []struct {
	program string
	before  []string // argv to run first
	install []string // packages come after it
	refresh []string // the bundle of roots
	roots   []string // packages
	git     []string
}{
	{"apt-get", []string{"apt-get", "update"}, []string{"apt-get", "install", "-y", "--no-install-recommends"},
		[]string{"update-ca-certificates", "--fresh"}, []string{"ca-certificates"}, []string{"git", "openssh-client"}},
	{"apk", nil, []string{"apk", "add", "--no-cache"},
		[]string{"update-ca-certificates", "--fresh"}, []string{"ca-certificates"}, []string{"git", "openssh-client"}},
	{"dnf", nil, []string{"dnf", "install", "-y"},
		[]string{"update-ca-trust", "extract"}, []string{"ca-certificates"}, []string{"git", "openssh-clients"}},
	{"pacman", nil, []string{"pacman", "-S", "--needed", "--noconfirm"},
		[]string{"update-ca-trust"}, []string{"ca-certificates"}, []string{"git", "openssh"}},
	{"zypper", nil, []string{"zypper", "--non-interactive", "install"},
		[]string{"update-ca-certificates"}, []string{"ca-certificates", "ca-certificates-mozilla"}, []string{"git", "openssh-clients"}},
}

// bundles are where go looks for roots (crypto/x509/root_linux.go:certFiles).
var bundles = []string{
	"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
	"/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
}

// fullBundle is how many roots the public web has at the least; Mozilla's list has
// about 140.
const fullBundle = 50

// planRoots installs the bundle of root certificates, or makes it anew where the
// package is there and the file is not, or not whole. Packages are not taken off
// again.
func planRoots(_ context.Context, m plan.Machine, _ situation) ([]plan.Step, error) {
	for _, file := range bundles {
		if strings.Count(text(m, file), "BEGIN CERTIFICATE") >= fullBundle {
			return nil, nil
		}
	}
	for _, p := range packages {
		if !has(m, p.program) {
			continue
		}
		var steps []plan.Step
		if !has(m, p.refresh[0]) {
			if p.before != nil {
				steps = append(steps, rootExec(p.before))
			}
			steps = append(steps, rootExec(append(append([]string{}, p.install...), p.roots...)))
		}
		return append(steps, rootExec(p.refresh)), nil
	}
	return nil, &ManualError{Obstacle: MissingTool, About: "apt-get, apk, dnf, pacman, zypper"}
}

// planInstallGit installs git with the SSH client that it takes for private hosts.
func planInstallGit(_ context.Context, m plan.Machine, _ situation) ([]plan.Step, error) {
	if has(m, "git") && has(m, "ssh") {
		return nil, nil
	}
	for _, p := range packages {
		if !has(m, p.program) {
			continue
		}
		var steps []plan.Step
		if p.before != nil {
			steps = append(steps, rootExec(p.before))
		}
		return append(steps, rootExec(append(append([]string{}, p.install...), p.git...))), nil
	}
	return nil, &ManualError{Obstacle: MissingTool, About: "apt-get, apk, dnf, pacman, zypper"}
}
