package firewall

import (
	"io/fs"
	"slices"
	"strings"
)

// Owner names the program that keeps the rules: ufw, firewalld, nft or iptables.
// Its own commands are to be used to change them.
func (s Ruleset) Owner(p Place) string {
	ufw := strings.HasPrefix(p.Chain, "ufw") || p.Table == "filter" && slices.ContainsFunc(s.chains, func(c *chain) bool {
		return c.table == p.Table && strings.HasPrefix(c.name, "ufw")
	})
	switch {
	case ufw:
		return "ufw"
	case p.Table == "firewalld" || strings.HasPrefix(p.Table, "firewalld"):
		return "firewalld"
	case p.Tool == "nft" && s.iptablesTable(p):
		return "iptables"
	}
	return p.Tool
}

// iptablesTable reports whether a table has the name and the chains that
// iptables-nft gives.
func (s Ruleset) iptablesTable(p Place) bool {
	_, named := tablePriorities[p.Table]
	return named && (p.Family == "ip" || p.Family == "ip6") && iptablesHooks[p.Chain] != ""
}

// Active names the program that keeps this machine's rules, as far as an ordinary
// user can see: "ufw", "firewalld", or nothing. root is the root of the file system.
func Active(root fs.FS) string {
	if conf, err := fs.ReadFile(root, "etc/ufw/ufw.conf"); err == nil {
		for line := range strings.Lines(string(conf)) {
			name, value, _ := strings.Cut(strings.ToLower(strings.TrimSpace(line)), "=")
			if name == "enabled" && strings.Trim(value, `"' `) == "yes" {
				return "ufw"
			}
		}
	}
	names, _ := fs.Glob(root, "proc/[0-9]*/comm")
	for _, name := range names {
		if comm, err := fs.ReadFile(root, name); err == nil && strings.TrimSpace(string(comm)) == "firewalld" {
			return "firewalld"
		}
	}
	return ""
}
