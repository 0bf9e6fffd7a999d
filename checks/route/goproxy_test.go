package route

import (
	"fmt"
	"net/url"
	pathpkg "path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
)

// refSpec and refList are proxySpec and proxyList of
// cmd/go/internal/modfetch/proxy.go (Go 1.26), with GONOPROXY empty: the truth
// that parseList is held against.
type refSpec struct {
	url             string
	fallBackOnError bool
}

func refList(goproxy string) (list []refSpec, err error) {
	for goproxy != "" {
		var url string
		fallBackOnError := false
		if i := strings.IndexAny(goproxy, ",|"); i >= 0 {
			url = goproxy[:i]
			fallBackOnError = goproxy[i] == '|'
			goproxy = goproxy[i+1:]
		} else {
			url = goproxy
			goproxy = ""
		}
		url = strings.TrimSpace(url)
		if url == "" {
			continue
		}
		if url == "off" {
			list = append(list, refSpec{url: "off"})
			break
		}
		if url == "direct" {
			list = append(list, refSpec{url: "direct"})
			break
		}
		if strings.ContainsAny(url, ".:/") && !strings.Contains(url, ":/") && !filepath.IsAbs(url) && !pathpkg.IsAbs(url) {
			url = "https://" + url
		}
		if err := refRepo(url, "golang.org/x/text"); err != nil {
			return nil, err
		}
		list = append(list, refSpec{url: url, fallBackOnError: fallBackOnError})
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("GOPROXY list is not the empty string, but contains no entries")
	}
	return list, nil
}

func refRepo(baseURL, path string) error {
	base, err := url.Parse(baseURL)
	if err != nil {
		return err
	}
	switch base.Scheme {
	case "http", "https":
	case "file":
		if *base != (url.URL{Scheme: base.Scheme, Path: base.Path, RawPath: base.RawPath}) {
			return fmt.Errorf("invalid file:// proxy URL with non-path elements")
		}
	case "":
		return fmt.Errorf("invalid proxy URL missing scheme")
	default:
		return fmt.Errorf("invalid proxy URL scheme")
	}
	_, err = module.EscapePath(path)
	return err
}

// sameAsGo fails unless parseList and the go command agree.
func sameAsGo(t *testing.T, value string) {
	t.Helper()
	want, wantErr := refList(value)
	got := parseList(value)
	if (got.err != nil) != (wantErr != nil) {
		t.Fatalf("%q: go says %v, we say %v", value, wantErr, got.err)
	}
	if wantErr != nil {
		return
	}
	if len(got.entries) != len(want) {
		t.Fatalf("%q: %d entries, go has %d", value, len(got.entries), len(want))
	}
	for i, w := range want {
		e := got.entries[i]
		text := string(e.Kind)
		if e.Kind == EntryURL {
			u, _ := url.Parse(w.url)
			text, w.url = e.URL.String(), u.String()
		}
		if text != w.url || (e.Fallback == OnAnyError) != w.fallBackOnError || e.Position != i+1 {
			t.Fatalf("%q: entry %d is %q %s, go has %+v", value, i, text, e.Fallback, w)
		}
	}
}

// Each row is a value of GOPROXY and the problems that it has, "!" for fatal.
var goproxyCases = []struct{ value, problems string }{
	{"https://proxy.golang.org,direct", ""},
	{"https://goproxy.cn|https://proxy.golang.org|direct", ""},
	{" https://goproxy.cn , direct ", ""},
	{"https://goproxy.cn/,direct", ""},
	{"https://goproxy.cn?token=x,direct", ""},
	{"http://mirror.corp.example:8081/repository/go/", ""},
	{"https://user:pw@corp.example,direct", ""},
	{"file:///srv/proxy", ""},
	{"direct", ""},
	{"https://goproxy.cn,direct\r", ""},
	{"https://例子.cn,direct", ""},
	{"https://[2001:db8::1]:3000", ""},
	{"off", "goproxy-off:off!"},
	{"https://goproxy.cn,off", ""},
	{"goproxy.cn,direct", "note:host-only"},
	{"localhost:3000", "note:host-only"},
	{"goproxy.cn;direct", "goproxy-malformed:semicolon!"},
	{"https://goproxy.cn;direct", "goproxy-malformed:semicolon!"},
	{"https://goproxy.cn，direct", "goproxy-malformed:full-width!"},
	{"https://goproxy.cn、direct", "goproxy-malformed:full-width!"},
	{"https://goproxy.cn direct", "goproxy-malformed:space!"},
	{"https://goproxy.cn/ direct", "goproxy-malformed:space!"},
	{`"https://goproxy.cn,direct"`, "goproxy-malformed:quoted!"},
	{"'https://goproxy.cn'", "goproxy-malformed:quoted!"},
	{"“https://goproxy.cn”", "goproxy-malformed:quoted!"},
	{"“goproxy.cn”", "goproxy-malformed:quoted!"},
	{"https://goproxy.cn\u200b,direct", "goproxy-malformed:invisible!"},
	{"https://goproxy.cn,DIRECT", "goproxy-malformed:keyword-case!"},
	{"Off", "goproxy-malformed:keyword-case!"},
	{"foo", "goproxy-malformed:no-scheme!"},
	{"noproxy", "goproxy-malformed:no-scheme!"},
	{"/srv/proxy", "goproxy-malformed:no-scheme!"},
	{"socks5://127.0.0.1:1080", "goproxy-malformed:scheme!"},
	{"ftp://goproxy.cn", "goproxy-malformed:scheme!"},
	{"htps://goproxy.cn", "goproxy-malformed:scheme!"},
	{"file://srv/proxy", "goproxy-malformed:file-host!"},
	{"https://user:100%@corp.example", "goproxy-malformed:unparsable!"},
	{"https://corp.example:port", "goproxy-malformed:unparsable!"},
	{"https//goproxy.cn", "goproxy-malformed:scheme-typo!"},
	{"https://https://goproxy.cn", "goproxy-malformed:scheme-typo!"},
	{"https:/goproxy.cn", "goproxy-malformed:no-host!"},
	{"https://corp.example:99999", "goproxy-malformed:port!"},
	{"http://user:pw@corp.example", "goproxy-malformed:credentials-insecure!"},
	{"", "goproxy-malformed:empty-list!"},
	{" ", "goproxy-malformed:empty-list!"},
	{",|,", "goproxy-malformed:empty-list!"},
	// A wrong entry that go never comes to, or passes over, is not fatal.
	{"https://goproxy.cn,a;direct", "goproxy-malformed:semicolon!"}, // unless go rejects the list
	{"https://goproxy.cn,a.example;direct", "goproxy-malformed:semicolon"},
	{"a.example;b|https://goproxy.cn", "goproxy-malformed:semicolon"},
	{"a.example;b|off", "goproxy-malformed:semicolon!"},
	{"direct,DIRECT", ""},
}

func TestParseGOPROXY(t *testing.T) {
	for _, c := range goproxyCases {
		sameAsGo(t, c.value)
		_, problems := ParseGOPROXY(c.value)
		if got := summary(problems); got != c.problems {
			t.Errorf("%q: %q, want %q", c.value, got, c.problems)
		}
		for _, p := range problems {
			if strings.Contains(p.Value, "pw") || strings.Contains(p.Value, "100%") {
				t.Errorf("%q: problem shows the password: %q", c.value, p.Value)
			}
		}
	}
}

// summary is problems as "kind:reason" with "!" for fatal, separated by spaces.
func summary(problems []Problem) string {
	var list []string
	for _, p := range problems {
		text := string(p.Kind) + ":" + p.Reason
		if p.Fatal {
			text += "!"
		}
		list = append(list, text)
	}
	return strings.Join(list, " ")
}

func TestNeededEntry(t *testing.T) {
	cases := []struct{ value, needed string }{
		{"https://a.example", "1"},
		{"https://a.example,https://b.example", "1"},
		{"https://a.example,direct", "1"},
		{"https://a.example|direct", ""},
		{"https://a.example|https://b.example", ""},
		{"https://a.example|off", "1"},
		{"https://a.example|", "1"},
		{"direct", "1"},
	}
	for _, c := range cases {
		list := parseList(c.value)
		var got []string
		for i := range list.entries {
			if list.needed(i) {
				got = append(got, fmt.Sprint(i+1))
			}
		}
		if strings.Join(got, " ") != c.needed {
			t.Errorf("%q: needed %v, want %q", c.value, got, c.needed)
		}
	}
}
