// Package private replaces names that are nobody else's business by placeholders,
// in text that is to be shown to strangers: hosts that are not known to be public,
// modules, addresses, users and folders. The same name always has the same
// placeholder. It hides too much rather than too little.
package private

import (
	"cmp"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"

	"gomend/checks"
)

// Names knows which names stand for which placeholders. It may be used by several
// goroutines.
type Names struct {
	mu     sync.Mutex
	given  map[string]string // name, in lower case, to placeholder
	counts map[string]int    // of each kind of placeholder
	exact  []string          // names that are looked for as they are, longest first
	open   map[string]bool   // modules and addresses that are shown
}

// New makes an empty set of names.
func New() *Names {
	return &Names{given: map[string]string{}, counts: map[string]int{}, open: map[string]bool{}}
}

// Kinds of names that are looked for as they are, and what stands for them.
const (
	Module    = "private-module"
	Pattern   = "private-pattern" // of GOPRIVATE and its kin
	Host      = "private-host"    // also one that does not look like a host
	User      = "private-user"
	Folder    = "private-folder"
	Authority = "private-authority" // of certificates
)

const address = "private-address"

// leastName is the length in bytes from which a name is looked for in text: a
// shorter one would be found in ordinary words.
const leastName = 3

// everybody are names that tell nothing about anybody.
var everybody = []string{"root", "user", "admin", "node", "build", "runner", "ubuntu", "debian", "localhost", "nobody", "local", "direct",
	"linux", "windows", "darwin", "proxy", "test", "dev", "guest", "server", "module", "gomend"}

// Add has a name replaced wherever it stands by itself. Names that are too short
// to be told from words, or that many have, are not.
func (n *Names) Add(kind, name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(name) < leastName || slices.Contains(everybody, strings.ToLower(name)) || n.open[name] || slices.Contains(n.exact, name) {
		return
	}
	n.placeholder(kind, name)
	n.exact = append(n.exact, name)
	slices.SortFunc(n.exact, func(x, y string) int { return cmp.Or(cmp.Compare(len(y), len(x)), strings.Compare(x, y)) })
}

// Show lets a module or an address be seen that would be hidden otherwise.
func (n *Names) Show(name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.open[name] = true
}

// placeholder is what stands for a name. The caller holds the lock.
func (n *Names) placeholder(kind, name string) string {
	name = strings.ToLower(name)
	if p, ok := n.given[name]; ok {
		return p
	}
	n.counts[kind]++
	p := fmt.Sprintf("%s-%d", kind, n.counts[kind])
	n.given[name] = p
	return p
}

// Forms of names that are found in any text.
var (
	userInfo = regexp.MustCompile(`://([^/@\s:"']+)(:[^/@\s"']*)?@`)
	homes    = regexp.MustCompile(`(/home/|/Users/|\\Users\\)([^/\\\s:"'“”，。；：]+)`)
	ipv4     = regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}\b`)
	ipv6     = regexp.MustCompile(`(?i)(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?:%[\w.-]+)?`)
	hostPath = regexp.MustCompile(`(?i)\b(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]\b\.?((?::\d+)?/[^\s"'“”` + "`" + `<>,;|()（），。；]*)?`)
	behind   = regexp.MustCompile(`(` + Pattern + `-\d+)/[^\s"'“”` + "`" + `<>,;|()（），。；@]+`)
	urlHost  = regexp.MustCompile(`(?i)(://(?:[^/@\s]*@)?)([a-z0-9_-]+)((?::\d+)?(?:/[^\s"'“”` + "`" + `,;|]*)?)`)
)

// Text replaces all private names in a text.
func (n *Names) Text(text string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	text = n.exactly(text)
	text = behind.ReplaceAllString(text, "$1/…")
	text = userInfo.ReplaceAllString(text, "://"+User+"$2@")
	text = homes.ReplaceAllString(text, "${1}"+User)
	text = n.bareHosts(text)
	text = replaceIn(hostPath, text, n.hostAndPath)
	text = replaceIn(ipv6, text, n.ip)
	return replaceIn(ipv4, text, n.ip)
}

// replaceIn is ReplaceAllStringFunc for matches that do not continue a word to
// their left.
func replaceIn(form *regexp.Regexp, text string, with func(string) string) string {
	var b strings.Builder
	end := 0
	for _, at := range form.FindAllStringIndex(text, -1) {
		b.WriteString(text[end:at[0]])
		end = at[1]
		if match := text[at[0]:at[1]]; at[0] > 0 && wordByte(text[at[0]-1]) {
			b.WriteString(match)
		} else {
			b.WriteString(with(match))
		}
	}
	return b.String() + text[end:]
}

// exactly replaces the names that were added.
func (n *Names) exactly(text string) string {
	for _, name := range n.exact {
		text = replaceWord(text, name, n.given[strings.ToLower(name)])
	}
	return text
}

// replaceWord replaces a name where it is not a part of a longer word.
func replaceWord(text, name, with string) string {
	var b strings.Builder
	for {
		at := strings.Index(text, name)
		if at < 0 {
			return b.String() + text
		}
		end := at + len(name)
		alone := (at == 0 || !wordByte(text[at-1])) && (end == len(text) || !wordByte(text[end]))
		b.WriteString(text[:at])
		if alone {
			b.WriteString(with)
		} else {
			b.WriteString(name)
		}
		text = text[end:]
	}
}

func wordByte(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// bareHosts replaces hosts of one label in URLs: http://proxy:3128.
func (n *Names) bareHosts(text string) string {
	var b strings.Builder
	end := 0
	for _, at := range urlHost.FindAllStringSubmatchIndex(text, -1) {
		host, rest := text[at[4]:at[5]], text[at[5]:at[1]]
		if host == "localhost" || placeheld(host) || strings.HasPrefix(text[at[5]:], ".") {
			continue
		}
		b.WriteString(text[end:at[4]] + n.placeholder(Host, host) + hidePath(rest))
		end = at[1]
	}
	return b.String() + text[end:]
}

// placeheld reports whether a name is a placeholder already.
func placeheld(name string) bool { return strings.HasPrefix(name, "private-") }

// notHosts are the ends of names that look like hosts and are files.
var notHosts = []string{"mod", "sum", "env", "conf", "pem", "crt", "cer", "toml", "json", "txt", "html", "lock", "git"}

// isFile tells a file from a host.
func isFile(name string) bool {
	return name == "go.work" || slices.Contains(notHosts, name[strings.LastIndex(name, ".")+1:]) || strings.HasPrefix(name, "go1.")
}

// codeHosts serve everybody's code: what stands behind their name is somebody's.
var codeHosts = []string{"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com"}

// hostAndPath replaces a host and what follows it, or leaves it as it is.
func (n *Names) hostAndPath(match string) string {
	host, path, found := strings.Cut(match, "/")
	if found {
		path = "/" + path
	}
	host, port, hasPort := strings.Cut(host, ":")
	if hasPort {
		port = ":" + port
	}
	bare := strings.ToLower(strings.TrimSuffix(host, "."))
	switch {
	case placeheld(bare), !found && isFile(bare):
		return match
	case !checks.PublicHost(bare):
		return n.placeholder(Host, bare) + port + hidePath(path)
	case slices.Contains(codeHosts, bare) && len(path) > 1:
		return n.module(host, path, match)
	}
	return host + port + replaceIn(hostPath, path, n.hostAndPath)
}

// module replaces what looks like a module of a code host, up to its version.
func (n *Names) module(host, path, match string) string {
	end := len(path)
	for _, mark := range []string{"@", "/@", ".git", "?", ":"} {
		if at := strings.Index(path, mark); at > 0 {
			end = min(end, at)
		}
	}
	name := host + path[:end]
	for open := range n.open {
		if name == open || strings.HasPrefix(name, open+"/") {
			return match
		}
	}
	return n.placeholder(Module, name) + path[end:]
}

// hidePath is what stands for the path behind a private host.
func hidePath(path string) string {
	if at := strings.Index(path, "/"); at >= 0 && len(path) > at+1 {
		return path[:at] + "/…"
	}
	return path
}

// ip replaces an address, unless it is this machine's loopback or known to be
// a public server's.
func (n *Names) ip(text string) string {
	a, err := netip.ParseAddr(text)
	if err != nil || a.IsLoopback() || a.IsUnspecified() || n.open[a.WithZone("").String()] && !internal(a) {
		return text
	}
	return n.placeholder(address, a.String())
}

// carrier is the address space shared between carriers and their customers (RFC 6598).
var carrier = netip.MustParsePrefix("100.64.0.0/10")

func internal(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsPrivate() || a.IsLinkLocalUnicast() || carrier.Contains(a)
}
