package explain

import (
	"encoding/json"
	"net"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"gomend/checks/route"
)

var (
	ansi = regexp.MustCompile("\x1b\\[[0-9;?]*[a-zA-Z]")
	// lead is what builders and CI put before a line: "#12 3.456 ", a time stamp.
	lead = regexp.MustCompile(`(?m)^(?:#\d+ \d+\.\d+ |\d{4}-\d\d-\d\dT[\d:.]+Z )`)
)

var (
	passwordInURL = regexp.MustCompile(`(://[^/@\s:'"]*):[^/@\s'"]+@`)
	fragmentInURL = regexp.MustCompile(`(://[^\s"'#]+)#[^\s"':)]+`)
	queryInURL    = regexp.MustCompile(`[?&][\w.~%-]+=[^&\s"'#)]+`)
	tokenInURL    = regexp.MustCompile(`://[^/@\s:'"]{16,}@`) // a token in the place of a user name
)

// HideSecrets hides passwords and tokens of URLs inside a text, as the go command
// does for its own. Modules with their versions stay as they are.
func HideSecrets(text string) string {
	text = fragmentInURL.ReplaceAllString(text, "$1#xxxxx")
	text = tokenInURL.ReplaceAllString(passwordInURL.ReplaceAllString(text, "$1:xxxxx@"), "://xxxxx@")
	return queryInURL.ReplaceAllStringFunc(text, func(pair string) string {
		if pair[1:] == "go-get=1" {
			return pair
		}
		return pair[:strings.Index(pair, "=")+1] + "xxxxx"
	})
}

// normalize undoes what terminals, builders and -json do to a text. Progress
// lines go; the first line of a long form and its indented lines become one.
func normalize(text string) string {
	if len(text) > maxText {
		text = text[len(text)-maxText:]
	}
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = lead.ReplaceAllString(ansi.ReplaceAllString(text, ""), "")
	if inner := jsonError(text); inner != "" {
		text = inner
	}
	var kept []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\r\n")
		if line != "" && !progress(line) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// jsonError is the Error of go mod download -json and of go list -e -json.
func jsonError(text string) string {
	start := strings.IndexByte(text, '{')
	if start < 0 {
		return ""
	}
	var one struct{ Error string }
	if json.NewDecoder(strings.NewReader(text[start:])).Decode(&one) != nil {
		return ""
	}
	return one.Error
}

// progressLines are no errors.
var progressLines = []string{"go: downloading ", "go: finding ", "go: found ", "go: extracting ", "go: added ", "go: upgraded ", "# get ", "cd "}

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
	return strings.HasPrefix(line, "go: ") || strings.HasPrefix(line, "FAIL") || goFile.MatchString(line)
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
	d.Purpose = purposeOf(near, line, d.URL)
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
