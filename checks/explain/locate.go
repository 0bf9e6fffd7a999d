package explain

import (
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

// progressLines are no errors.
var progressLines = []string{"go: downloading ", "go: finding ", "go: found ", "go: extracting ", "go: added ", "go: upgraded ", "go: downgraded ",
	"go: creating new go.mod", "go: to add module requirements", "go: warning: ", "go: error loading module requirements", "# get ", "cd "}

func progress(line string) bool {
	for _, start := range progressLines {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return false
}

// split parts what the go command says from what it repeats of a server's words.
func split(text string) (near, far string) {
	var here, there []string
	quoting := false
	for line := range strings.Lines(text) {
		bare := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(bare, "server response:"):
			quoting = true
			there = append(there, strings.TrimPrefix(bare, "server response:"))
		case quoting && !newEntry(line):
			there = append(there, bare)
		default:
			quoting = false
			here = append(here, strings.TrimRight(line, "\n"))
		}
	}
	return strings.Join(here, "\n"), strings.Join(there, "\n")
}

// newEntry reports whether a line begins another message of the go command.
func newEntry(line string) bool {
	return strings.HasPrefix(line, "go: ") || strings.HasPrefix(line, "FAIL") || strings.HasPrefix(line, "make: ") || strings.HasPrefix(line, "The command ") || goFile.MatchString(line)
}

var goFile = regexp.MustCompile(`^\S+\.go:\d+:\d+: `)

var (
	quotedURL  = regexp.MustCompile(`(?:Get|read|parse|response from proxy) "([a-z]+:[^"\s]+|/[^"\s]+)"`)
	readingURL = regexp.MustCompile(`reading ([a-z]+:\S+?):? `)
	gitURL     = regexp.MustCompile(`(?:unable to access|not found|repository|for) '([a-z+]+://[^']+)'`)
	lsRemote   = regexp.MustCompile(`git (?:ls-remote|fetch)[^\n]*? ([a-z+]+://\S+)`)
	goGetPage  = regexp.MustCompile(`(https?://\S+\?go-get=1)`)

	moduleAt  = regexp.MustCompile(`([\w.~!-]+\.[\w.~!-]+(?:/[\w.~!+-]+)*)@([\w.+-]+)`)
	moduleOf  = regexp.MustCompile(`module ([\w.~!-]+\.[\w.~!-]+(?:/[\w.~!+-]+)*)`)
	importOf  = regexp.MustCompile(`unrecognized import path "([^"]+)"`)
	toolOf    = regexp.MustCompile(`download (go1[\w.]*)`)
	providing = regexp.MustCompile(`(?:providing package|provides package) (\S+?);? `)
)

// hosts are places in which a text names the host that failed, most telling first.
var hosts = []*regexp.Regexp{
	regexp.MustCompile(`lookup ([^\s:]+)(?: on |: )`),
	regexp.MustCompile(`Could not resolve host(?:name)?: (\S+)`),
	regexp.MustCompile(`Could not resolve hostname (\S+?):`),
	regexp.MustCompile(`(?:proxyconnect|socks connect) tcp:? (?:dial tcp )?(\[[^\]]+\]|[^\s:]+):\d+`),
	regexp.MustCompile(`Failed to connect to (\S+) port`),
	regexp.MustCompile(`connect to host (\S+) port`),
	regexp.MustCompile(`\w+@([\w.-]+): Permission denied`),
	regexp.MustCompile(`not (?:host )?verif\w+ .*host '([\w.-]+)`),
}

// lastHosts are places that count where there is no URL either.
var lastHosts = []*regexp.Regexp{
	regexp.MustCompile(`x509: certificate is .*(?:, not|wanted to match) ([\w.-]+)`),
	regexp.MustCompile(`[a-z+]+://(?:[^/@\s'"]*@)?(\[[^\]\s]+\]|[^/:\s'"]+)`),
	regexp.MustCompile(`^([\w-]+(?:\.[\w-]+)+)[:/] ?(?:\.\.\./|wsarecv|EOF|read |dial )`),
	regexp.MustCompile(`^([\w-]+(?:\.[\w-]+)+)(?::\d+)?/\S*/@`), // the beginning of the URL is cut off
	regexp.MustCompile(`dial tcp (\[[^\]\s]+\]|[\d.]+):\d+`),
	regexp.MustCompile(`reading ([\w-]+(?:\.[\w-]+)+)/\S+ at revision`),
	regexp.MustCompile(`\b(?:unrecognized import path|invalid import path) "([\w-]+(?:\.[\w-]+)+)`),
}

var (
	dialledAt  = regexp.MustCompile(`dial (?:tcp|udp) (\[[^\]\s]+\]:\d+|[\d.]+:\d+)`)
	readFrom   = regexp.MustCompile(`(?:read|write) tcp \S+->(\[[^\]\s]+\]:\d+|[\d.]+:\d+)`)
	resolverOf = regexp.MustCompile(`lookup \S+ on (\[[^\]\s]+\]:\d+|[^\s:]+:\d+)`)
	proxyOf    = regexp.MustCompile(`(?:proxyconnect tcp:.*?dial tcp|socks connect tcp) (\[[^\]\s]+\]:\d+|[^\s:]+:\d+)`)
	statusIn   = regexp.MustCompile(`reading \S+: (\d{3})(?:\s|$)`)
	nested     = regexp.MustCompile(`^.*: `)
)

// locate fills in which host, URL and module a text is about: by the line that
// tells most, or else by the rest.
func (d *Reading) locate(near, line string) {
	d.locateURL(line)
	if d.URL == "" {
		d.locateURL(near)
	}
	d.locateModule(line)
	if d.Module == "" {
		d.locateModule(near)
	}
	for _, h := range hosts {
		if m := h.FindStringSubmatch(line); m != nil {
			d.Host = strings.Trim(m[1], "[]'\"")
			break
		}
	}
	for _, h := range lastHosts {
		if m := h.FindStringSubmatch(line); m != nil && d.Host == "" {
			d.Host = strings.Trim(m[1], "[]")
		}
	}
	d.Purpose = purposeOf(near, line, d.URL)
	d.locateParts(line)
}

// locateParts reads the single parts of a message of the go command, which is
// SUBJECT: OPERATION: CAUSE.
func (d *Reading) locateParts(line string) {
	first := func(form *regexp.Regexp) string {
		if m := form.FindStringSubmatch(line); m != nil {
			return m[1]
		}
		return ""
	}
	d.Resolver, d.Via = first(resolverOf), first(proxyOf)
	if d.Address = first(dialledAt); d.Address == "" {
		d.Address = first(readFrom)
	}
	d.Status = statusOf(line)
	d.Reason = strings.TrimRight(checks.Clean(HideSecrets(nested.ReplaceAllString(line, ""))), " )")
}

// statusOf is the HTTP status of a server that a line tells of; 0 for none.
func statusOf(line string) int {
	if !strings.Contains(line, "reading ") {
		return 0
	}
	m := statusIn.FindStringSubmatch(line)
	if m == nil {
		return 0
	}
	status, _ := strconv.Atoi(m[1])
	return status
}

func (d *Reading) locateURL(text string) {
	for _, form := range []*regexp.Regexp{quotedURL, readingURL, gitURL, lsRemote, goGetPage} {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		u, err := url.Parse(strings.TrimSuffix(m[1], ":"))
		if err != nil {
			continue
		}
		d.URL = route.Redact(u)
		if host := u.Hostname(); host != "" && d.Host == "" {
			d.Host = host
		}
		return
	}
}

func (d *Reading) locateModule(text string) {
	if m := moduleAt.FindStringSubmatch(text); m != nil && net.ParseIP(m[2]) == nil && !strings.Contains(text, "://"+m[0]) && m[1] != "" {
		d.Module, d.Version = m[1], m[2]
		return
	}
	for _, form := range []*regexp.Regexp{moduleOf, importOf, providing} {
		if m := form.FindStringSubmatch(text); m != nil {
			d.Module = m[1]
			return
		}
	}
	if m := toolOf.FindStringSubmatch(text); m != nil {
		d.Module, d.Version = "golang.org/toolchain", m[1]
	}
}

func purposeOf(near, line, address string) route.Purpose {
	u, err := url.Parse(address)
	if err != nil {
		u = &url.URL{}
	}
	switch {
	case strings.Contains(u.Path, "/sumdb/"), strings.Contains(u.Path, "/lookup/"), strings.HasPrefix(u.Host, "sum.golang."):
		return route.ChecksumDatabase
	case strings.Contains(u.Path, "golang.org/toolchain/"), toolOf.MatchString(line):
		return route.Toolchain
	case strings.Contains(u.RawQuery, "go-get=1"), strings.Contains(near, "git ls-remote"), strings.Contains(near, "git fetch"),
		strings.Contains(line, "unrecognized import path"):
		return route.VersionControl
	case u.Host == "storage.googleapis.com":
		return route.Redirect
	case strings.Contains(u.Path, "/@"), strings.Contains(near, "response from proxy"):
		return route.ModuleProxy
	case strings.Contains(line, "verifying "):
		return route.ChecksumDatabase
	}
	return ""
}
