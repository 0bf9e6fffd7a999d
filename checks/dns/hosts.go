package dns

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// hostsFile is the text of the hosts file, searched when a name is looked up:
// lists that block advertisements have 100 000 lines, of which one is wanted.
type hostsFile struct{ path, text string }

// lookup gives all addresses of the name and "file:line" of the first, as
// net/hosts.go does. The name's case and a dot at its end do not matter.
func (h hostsFile) lookup(name string) (addrs []netip.Addr, where string) {
	number := 0
	for line := range strings.Lines(h.text) {
		number++
		line, _, _ = strings.Cut(line, "#")
		if !mayHold(line, name) {
			continue
		}
		f := fields(line)
		if len(f) < 2 || !slices.ContainsFunc(f[1:], func(alias string) bool { return sameName(alias, name) }) {
			continue
		}
		addr, err := netip.ParseAddr(f[0])
		if err != nil || len(addrs) == maxAddresses {
			continue
		}
		if len(addrs) == 0 {
			where = fmt.Sprintf("%s:%d", h.path, number)
		}
		addrs = append(addrs, addr)
	}
	return addrs, where
}

// mayHold is a cheap test that spares splitting most lines.
func mayHold(line, name string) bool { return len(line) > len(strings.TrimSuffix(name, ".")) }

func sameName(a, b string) bool {
	return a != "" && b != "" && strings.EqualFold(strings.TrimSuffix(a, "."), strings.TrimSuffix(b, "."))
}
