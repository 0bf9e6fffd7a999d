package engine

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"net/netip"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"gomend/fix/plan"
)

// rootPlace is what root's helper may write, and what it may write there.
type rootPlace struct {
	path  *regexp.Regexp
	valid func(old, text []byte) bool
}

// rootPlaces are all of them: what planners change, and nothing else. None decides
// who may log in or what is run, and none can be made to by what is written: a
// service named in nsswitch.conf is loaded as a library, a runtime of docker and a
// key of sysctl name programs.
var rootPlaces = []rootPlace{
	{regexp.MustCompile(`^/etc/(resolv\.conf(\.gomend)?|resolvconf/resolv\.conf\.d/head)$`), adds(serverLine)},
	{regexp.MustCompile(`^/etc/hosts$`), adds(hostLine)},
	{regexp.MustCompile(`^/etc/systemd/resolved\.conf\.d/90-gomend(-dnssec)?\.conf$`), whollyOf(resolvedLines)},
	{regexp.MustCompile(`^/(etc|run)/systemd/network/[^/]+\.network\.d/90-gomend\.conf$`), whollyOf(networkdLines)},
	{regexp.MustCompile(`^/(usr/local/share/ca-certificates|etc/pki/ca-trust/source/anchors|etc/ca-certificates/trust-source/anchors|etc/pki/trust/anchors)/gomend-[0-9a-f]+\.crt$`), oneAuthority},
	{regexp.MustCompile(`^/etc/ufw/user6?\.rules$`), addsOnly(ufwLine)},
}

var (
	ufwLine       = regexp.MustCompile(`^(|### tuple ### allow (tcp|udp) [0-9]+ (0\.0\.0\.0/0|::/0) any (0\.0\.0\.0/0|::/0) out comment=[0-9a-f]+|-A ufw6?-user-output -p (tcp|udp) --dport [0-9]+ -j ACCEPT)$`)
	resolvedLines = regexp.MustCompile(`^(|\[Resolve\]|DNS=[0-9A-Fa-f.: ]+|Domains=~\.|DNSSEC=allow-downgrade)$`)
	networkdLines = regexp.MustCompile(`^(|\[(Network|DHCPv4|DHCPv6|IPv6AcceptRA)\]|DNS=[0-9A-Fa-f.:]*|Domains=(~\.)?|UseDNS=no)$`)
	hostName      = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)
)

// rootFile reports whether a path is one of them.
func rootFile(path string) bool { return placeOf(path) != nil }

func placeOf(path string) *rootPlace {
	i := slices.IndexFunc(rootPlaces, func(p rootPlace) bool { return p.path.MatchString(path) })
	if i < 0 || !cleanPath(path) {
		return nil
	}
	return &rootPlaces[i]
}

// content refuses what root may not write in the place of what is there.
func (r rules) content(s plan.Step, old []byte) error {
	if !r.root {
		return nil
	}
	if place := placeOf(s.File.Path); place == nil || !place.valid(old, s.File.After) {
		return &Problem{Reason: NotAllowed, About: string(s.Kind), Detail: "may not write that into " + s.File.Path}
	}
	return nil
}

// linesOf are the lines of a text, without line ends, blanks around them and a byte order mark.
func linesOf(text []byte) []string {
	list := strings.Split(string(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))), "\n")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// adds lets lines go, and new ones be of one form.
func adds(fits func(string) bool) func(old, text []byte) bool {
	return func(old, text []byte) bool {
		had := map[string]bool{}
		for _, line := range linesOf(old) {
			had[line] = true
		}
		return !bytes.ContainsRune(text, 0) && !slices.ContainsFunc(linesOf(text), func(line string) bool { return !had[line] && !fits(line) })
	}
}

// addsOnly keeps every line, in order, and lets new ones be of one form.
func addsOnly(form *regexp.Regexp) func(old, text []byte) bool {
	return func(old, text []byte) bool {
		rest := linesOf(old)
		for _, line := range linesOf(text) {
			switch {
			case len(rest) > 0 && line == rest[0]:
				rest = rest[1:]
			case !form.MatchString(line):
				return false
			}
		}
		return len(rest) == 0
	}
}

// whollyOf lets a file of our own have nothing but lines of one form.
func whollyOf(form *regexp.Regexp) func(old, text []byte) bool {
	return func(_, text []byte) bool {
		return !slices.ContainsFunc(strings.Split(string(text), "\n"), func(line string) bool { return !form.MatchString(line) })
	}
}

// serverLine is a comment or a nameserver of a resolv.conf.
func serverLine(line string) bool {
	fields := strings.Fields(line)
	if len(fields) == 0 || fields[0][0] == '#' {
		return true
	}
	return len(fields) == 2 && fields[0] == "nameserver" && isAddress(fields[1])
}

func onlyServers(text string) bool {
	return !slices.ContainsFunc(strings.Split(text, "\n"), func(line string) bool { return !serverLine(line) })
}

// hostLine is a comment, or an address with names.
func hostLine(line string) bool {
	line, _, _ = strings.Cut(line, "#")
	fields := strings.Fields(line)
	return len(fields) == 0 || len(fields) > 1 && isAddress(fields[0]) && !slices.ContainsFunc(fields[1:], func(name string) bool { return !hostName.MatchString(name) })
}

func isAddress(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}

// oneAuthority is a single certificate that may sign others.
func oneAuthority(_, text []byte) bool {
	block, rest := pem.Decode(text)
	if block == nil || block.Type != "CERTIFICATE" || len(bytes.TrimSpace(rest)) > 0 {
		return false
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	return err == nil && cert.IsCA
}

func cleanPath(path string) bool { return filepath.IsAbs(path) && filepath.Clean(path) == path }
