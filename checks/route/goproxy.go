package route

import (
	"errors"
	"net/url"
	pathpkg "path"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// EntryKind says what an entry of GOPROXY is.
type EntryKind string

// Kinds of entries.
const (
	EntryURL    EntryKind = "url"
	EntryDirect EntryKind = "direct"
	EntryOff    EntryKind = "off"
)

// Entry is one entry of GOPROXY.
type Entry struct {
	Text     string // as written, trimmed; may hold a secret
	Kind     EntryKind
	URL      *url.URL // for EntryURL, with the scheme that go adds
	Position int      // among the entries, from 1
	Fallback Fallback // by the separator that follows; NoFallback at the end
}

// proxyList is GOPROXY as the go command reads it.
type proxyList struct {
	entries []Entry
	bad     string // the entry that makes go reject the whole list
	err     error
}

// Reasons for which the go command rejects a whole list.
var (
	errNoEntries = errors.New("empty-list")
	errNoScheme  = errors.New("no-scheme")
	errScheme    = errors.New("scheme")
	errFileHost  = errors.New("file-host")
)

// ParseGOPROXY reads a value of GOPROXY as the go command does
// (cmd/go/internal/modfetch/proxy.go:proxyList, newProxyRepo). Entries behind
// one that go rejects are missing. Problems have no Source; a fatal one makes
// fetching a public module fail.
func ParseGOPROXY(value string) ([]Entry, []Problem) {
	list := parseList(value)
	return list.entries, list.problems()
}

func parseList(value string) proxyList {
	var list proxyList
	for position := 1; value != ""; {
		text, fallback := value, NoFallback
		if i := strings.IndexAny(value, ",|"); i >= 0 {
			text, fallback = value[:i], OnNotFound
			if value[i] == '|' {
				fallback = OnAnyError
			}
			value = value[i+1:]
		} else {
			value = ""
		}
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		entry := Entry{Text: text, Position: position, Fallback: fallback}
		position++
		if text == "off" || text == "direct" { // what follows is not even parsed
			entry.Kind, entry.Fallback = EntryKind(text), NoFallback
			list.entries = append(list.entries, entry)
			break
		}
		entry.Kind = EntryURL
		if entry.URL, list.err = proxyURL(text); list.err != nil {
			list.bad = text
			return list
		}
		list.entries = append(list.entries, entry)
	}
	if len(list.entries) == 0 {
		list.err = errNoEntries
	}
	return list
}

// proxyURL reads one entry that is no keyword.
func proxyURL(text string) (*url.URL, error) {
	if strings.ContainsAny(text, ".:/") && !strings.Contains(text, ":/") && !filepath.IsAbs(text) && !pathpkg.IsAbs(text) {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return nil, err
	}
	switch u.Scheme {
	case "http", "https":
		return u, nil
	case "file":
		if *u != (url.URL{Scheme: u.Scheme, Path: u.Path, RawPath: u.RawPath}) {
			return nil, errFileHost
		}
		return u, nil
	case "":
		return nil, errNoScheme
	}
	return nil, errScheme
}

// capable reports whether a module can come from some entry of list.
func capable(list []Entry) bool {
	for _, e := range list {
		if e.Kind != EntryOff {
			return true
		}
	}
	return false
}

// needed reports whether the go command fails when this entry fails and all
// others work: it must be asked first, and its failure must end the list.
func (l proxyList) needed(i int) bool {
	return i == 0 && (l.entries[i].Fallback != OnAnyError || !capable(l.entries[i+1:]))
}

// problems lists what is wrong or misleading in the list.
func (l proxyList) problems() []Problem {
	var found []Problem
	add := func(kind ProblemKind, text, reason string, fatal bool) {
		found = append(found, Problem{Name: "GOPROXY", Value: RedactText(text), Kind: kind, Reason: reason, Fatal: fatal})
	}
	if l.err != nil {
		add(GoproxyMalformed, l.bad, rejection(l.bad, l.err), true)
		return found
	}
	for i, e := range l.entries {
		if e.Kind != EntryURL {
			continue
		}
		if reason := wrongEntry(e); reason != "" {
			add(GoproxyMalformed, e.Text, reason, l.needed(i))
		} else if !strings.Contains(e.Text, ":/") {
			add(Note, e.Text, "host-only", false)
		}
	}
	if l.entries[0].Kind == EntryOff {
		add(GoproxyOff, "off", "off", true)
	}
	return found
}

// rejection names why go rejects a list, by what the author will have meant.
func rejection(text string, err error) string {
	switch {
	case err == errNoEntries:
		return err.Error()
	case strings.ContainsAny(text, quotes):
		return "quoted"
	case strings.EqualFold(text, "direct") || strings.EqualFold(text, "off"):
		return "keyword-case"
	}
	if reason := wrongSeparator(text); reason != "" {
		return reason
	}
	switch err {
	case errNoScheme, errScheme, errFileHost:
		return err.Error()
	}
	return "unparsable"
}

const quotes = "\"'`“”‘’«»„"

// wrongSeparator names what stands where a comma should.
func wrongSeparator(text string) string {
	switch {
	case strings.ContainsAny(text, ";"):
		return "semicolon"
	case strings.ContainsAny(text, "，、；｜︱"):
		return "full-width"
	case strings.ContainsFunc(text, unicode.IsSpace):
		return "space"
	case strings.ContainsFunc(text, invisible):
		return "invisible"
	case strings.ContainsFunc(text, unicode.IsControl):
		return "control"
	}
	return ""
}

// invisible is about zero-width characters, that come along with copied text.
func invisible(r rune) bool { return unicode.Is(unicode.Cf, r) }

// wrongEntry names what is certainly wrong with an entry that go accepts; ""
// when nothing is.
func wrongEntry(e Entry) string {
	if strings.ContainsAny(e.Text, quotes) {
		return "quoted"
	}
	if reason := wrongSeparator(e.Text); reason != "" {
		return reason
	}
	if e.URL.Scheme == "file" {
		return ""
	}
	if e.URL.Scheme == "http" && e.URL.User != nil {
		return "credentials-insecure"
	}
	return wrongHost(e.URL)
}

// wrongHost names what is certainly wrong with the host and port of a URL.
func wrongHost(u *url.URL) string {
	host := u.Hostname()
	switch {
	case host == "":
		return "no-host"
	case host == "http" || host == "https":
		return "scheme-typo"
	case strings.ContainsAny(host, " ,;!@$&'()*+=\"<>|\\^`{}#?/"):
		return "host"
	}
	if _, err := idna.Lookup.ToASCII(host); err != nil && !isASCII(host) {
		return "host"
	}
	if !validPort(u.Port()) {
		return "port"
	}
	return ""
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}
