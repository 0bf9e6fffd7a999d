package dns

import (
	"io/fs"
	"net/netip"
	"path"
	"slices"
	"strings"
)

// Owners of resolv.conf, besides those of generators.
const (
	ownerResolved       = "resolved"
	ownerNetworkManager = "networkmanager"
	ownerResolvconf     = "resolvconf"
)

// linkOwners are who keeps what /etc/resolv.conf leads to (resolvconf(8),
// systemd-resolved.service(8), NetworkManager.conf(5), WSL).
var linkOwners = []struct{ part, owner string }{
	{"systemd/resolve", ownerResolved}, {"NetworkManager", ownerNetworkManager}, {"resolvconf", ownerResolvconf},
	{"connman", "connman"}, {"netconfig", "netconfig"}, {"wsl", "wsl"}, {"WSL", "wsl"},
}

// ownerOf names the program that keeps /etc/resolv.conf, and whose commands are to
// be used to change it: by where the file leads to, by how it is signed, or by the
// nameserver that it names. It is empty for a plain file. Where NetworkManager has
// systemd-resolved serve its links, it is NetworkManager that must be told.
func ownerOf(root fs.FS, conf resolvConf) string {
	owner := conf.generator
	if owner == "" && slices.ContainsFunc(conf.servers, resolvedStub) {
		owner = ownerResolved
	}
	if owner == ownerResolved && !slices.ContainsFunc(resolvedFiles, func(name string) bool { _, err := fs.Stat(root, name); return err == nil }) {
		owner = "" // a copy of another machine's file, as in images: nobody keeps it here
	}
	if target, err := fs.ReadLink(root, "etc/resolv.conf"); err == nil {
		for _, l := range linkOwners {
			if strings.Contains(target, l.part) {
				owner = l.owner
				break
			}
		}
	}
	if owner == ownerResolved && managesLinks(root) {
		return ownerNetworkManager
	}
	return owner
}

// resolvedFiles show that systemd-resolved runs, or is installed.
var resolvedFiles = []string{"run/systemd/resolve", "usr/lib/systemd/systemd-resolved", "lib/systemd/systemd-resolved", "usr/bin/resolvectl"}

// resolvedStub is about the addresses that systemd-resolved listens at
// (resolved.conf(5), DNSStubListener).
func resolvedStub(a netip.Addr) bool {
	return a == netip.AddrFrom4([4]byte{127, 0, 0, 53}) || a == netip.AddrFrom4([4]byte{127, 0, 0, 54})
}

// managesLinks reports whether NetworkManager runs and has links of its own; it
// leaves a file for each (src/core/nm-config.c, NM_CONFIG_DEVICE_STATE_DIR).
func managesLinks(root fs.FS) bool {
	names, _ := fs.Glob(root, "run/NetworkManager/devices/*")
	return slices.ContainsFunc(names, func(name string) bool {
		text, err := fs.ReadFile(root, name)
		return err == nil && (strings.Contains(string(text), "managed=full") || strings.Contains(string(text), "managed=true"))
	})
}

// localServers are programs that answer for names on the machine itself, by the
// names of their processes.
var localServers = []string{
	"dnsmasq", "unbound", "named", "systemd-resolve", "pdns_recursor", "coredns", "kresd", "AdGuardHome", "dnscrypt-proxy", "stubby", "smartdns",
	"dnsproxy", "nscd", "pihole-FTL", "cloudflared", "clash", "mihomo", "clash-meta", "sing-box", "xray", "v2ray", "dae", "tailscaled",
}

// processLimit bounds how many processes are looked at.
const processLimit = 4096

// localServer names the program that answers at a nameserver's address on this
// machine, as far as the names of processes tell; empty when none or several might.
func localServer(root fs.FS) string {
	names, _ := fs.Glob(root, "proc/[0-9]*/comm")
	var found []string
	for _, name := range names[:min(len(names), processLimit)] {
		comm, err := fs.ReadFile(root, path.Clean(name))
		program := strings.TrimSpace(string(comm))
		if err == nil && slices.Contains(localServers, program) && !slices.Contains(found, program) {
			found = append(found, program)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}
