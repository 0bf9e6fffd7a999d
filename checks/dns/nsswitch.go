package dns

import (
	"slices"
	"strings"
)

// Orders in which go looks: the words of checks.ResolverFacts.HostsOrder.
const (
	filesDNS  = "files dns"
	dnsFiles  = "dns files"
	onlyFiles = "files"
	onlyDNS   = "dns"
	bySystem  = "system" // go leaves names to the operating system
)

// hostsOrder is what a go command without cgo makes of nsswitch.conf
// (net/nss.go:parseNSSConf, net/conf.go:lookupOrder): only "files" and "dns"
// count, any other source stands for dns when no dns follows it, and a file
// that cannot be parsed counts as none.
func hostsOrder(text string) string {
	sources, ok := hostsSources(text)
	if !ok || len(sources) == 0 {
		return filesDNS
	}
	var found []string
	note := func(source string) {
		if !slices.Contains(found, source) {
			found = append(found, source)
		}
	}
	asked, dnsFollows := false, false // whether dns follows is asked once, at the first that is neither
	for i, source := range sources {
		switch {
		case source == "files":
			note("files")
		case source == "dns":
			asked, dnsFollows = true, true
			note("dns")
		default:
			if !asked {
				asked, dnsFollows = true, slices.Contains(sources[i+1:], "dns")
			}
			if !dnsFollows {
				note("dns")
			}
		}
	}
	if len(found) == 0 {
		return filesDNS
	}
	return strings.Join(found, " ")
}

// hostsSources lists the sources of the hosts database; ok is false where go
// gives up on the whole file.
func hostsSources(text string) (sources []string, ok bool) {
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.Trim(line, spaceInFile); line == "" {
			continue
		}
		db, rest, found := strings.Cut(line, ":")
		if !found {
			return nil, false
		}
		list, ok := nssSources(rest)
		if !ok {
			return nil, false
		}
		if strings.Trim(db, spaceInFile) == "hosts" {
			sources = append(sources, list...)
		}
	}
	return sources, true
}

// nssSources reads "files mdns4_minimal [NOTFOUND=return] dns". Only a space
// separates sources, a tab does not.
func nssSources(s string) (list []string, ok bool) {
	for {
		if s = strings.Trim(s, spaceInFile); s == "" {
			return list, true
		}
		var source string
		source, s, _ = strings.Cut(s, " ")
		s = strings.Trim(s, spaceInFile)
		if strings.HasPrefix(s, "[") {
			criteria, after, closed := strings.Cut(s[1:], "]")
			if !closed || !validCriteria(criteria) {
				return nil, false
			}
			s = after
		}
		list = append(list, source)
	}
}

func validCriteria(s string) bool {
	for _, field := range strings.Split(s, " ") {
		field = strings.Trim(field, spaceInFile)
		if field == "" {
			continue
		}
		if field = strings.TrimPrefix(field, "!"); len(field) < 3 || !strings.Contains(field, "=") {
			return false
		}
	}
	return true
}
