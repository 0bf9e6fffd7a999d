package dns

import "strings"

const maxName = 254 // bytes of a name with a dot at its end (RFC 1035, section 2.3.4)

// isDomainName is net/dnsclient.go:isDomainName. Other names give "no such
// host" without a question being put.
func isDomainName(s string) bool {
	if s == "." {
		return true
	}
	if s == "" || len(s) > maxName || len(s) == maxName && !strings.HasSuffix(s, ".") {
		return false
	}
	nonNumeric := false
	for _, label := range strings.Split(strings.TrimSuffix(s, "."), ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := 0; i < len(label); i++ {
			switch c := label[i]; {
			case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c == '-':
				nonNumeric = true
			case c < '0' || c > '9':
				return false
			}
		}
	}
	return nonNumeric
}

// nameList lists the names that go asks for in turn
// (net/dnsclient_unix.go:dnsConfig.nameList).
func (c resolvConf) nameList(host string) []string {
	if strings.HasSuffix(host, ".") {
		return sendable([]string{host})
	}
	plain, searched := rooted(host), []string{}
	for _, suffix := range c.search {
		searched = append(searched, plain+suffix)
	}
	if strings.Count(host, ".") >= c.ndots {
		return sendable(append([]string{plain}, searched...))
	}
	return sendable(append(searched, plain))
}

// sendable drops names that are too long, and those of .onion, which are never
// sent to a nameserver (RFC 7686).
func sendable(names []string) (list []string) {
	for _, name := range names {
		if len(name) <= maxName && !strings.HasSuffix(strings.ToLower(name), ".onion.") {
			list = append(list, name)
		}
	}
	return list
}

// dotted reports whether the name has more than one label.
func dotted(name string) bool { return strings.Contains(strings.TrimSuffix(name, "."), ".") }

// localhost reports whether the name may well be a loopback address (RFC 6761, section 6.3).
func localhost(name string) bool {
	name = "." + strings.ToLower(strings.TrimSuffix(name, "."))
	return strings.HasSuffix(name, ".localhost") || strings.HasSuffix(name, ".localdomain")
}
