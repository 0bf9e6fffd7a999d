package route

import (
	"net/url"
	"strings"
	"testing"
)

func mustURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestLintProxy has the rows of what people write: first what go dials with it
// ("" for a direct connection), then what is wrong.
func TestLintProxy(t *testing.T) {
	cases := []struct {
		value, host string
		port        int
		kind        ProblemKind
		reason      string
		fatal       bool
	}{
		{"http://proxy:3128", "proxy", 3128, "", "", false},
		{"proxy:3128", "proxy", 3128, "", "", false},
		{"u:p@proxy:3128", "proxy", 3128, "", "", false},
		{"HTTP://proxy:3128", "proxy", 3128, "", "", false},
		{"http://u:p@x:y@proxy:3128", "proxy", 3128, "", "", false},
		{"socks5://proxy", "proxy", 1080, "", "", false},
		{"socks5h://proxy:9", "proxy", 9, "", "", false},
		{":3128", "localhost", 3128, "", "", false},
		{"http://proxy", "proxy", 80, Note, "no-port", false},
		{"https://proxy:3128", "proxy", 3128, ProxyMisleading, "https-scheme", false},
		{"socks://proxy:1080", "proxy", 1080, ProxyMisleading, "scheme", false},
		{"socks4://proxy", "proxy", 0, ProxyMisleading, "scheme", false},
		{"tcp://proxy:1", "proxy", 1, ProxyMisleading, "scheme", false},
		{"http://u:100%@proxy:3128", "proxy.golang.org", 443, ProxyMalformed, "dropped", false},
		{" http://proxy:3128", "proxy.golang.org", 443, ProxyMalformed, "dropped", false},
		{"::1:3128", "proxy.golang.org", 443, ProxyMalformed, "dropped", false},
		{"http://proxy:3128 ", "http", 80, ProxyMalformed, "space", true},
		{"http://proxy:port", "http", 80, ProxyMalformed, "port", true},
		{"http:/proxy:3128", "http", 80, ProxyMalformed, "scheme-typo", true},
		{"http://a:1,http://b:2", "http", 80, ProxyMalformed, "list", true},
		{"http://u:p/x@proxy:3128", "http", 80, ProxyMalformed, "unescaped", true},
		{"http://u:p?x@proxy:3128", "http", 80, ProxyMalformed, "unescaped", true},
		{`http://DOMAIN\user:pw@proxy:3128`, "http", 80, ProxyMalformed, "unescaped", true},
		{"http://u:p x@proxy:3128", "http", 80, ProxyMalformed, "unescaped", true},
		{"http://u:p@ss#word@proxy:3128", "ss", 80, ProxyMalformed, "unescaped", true},
		{"http://u:p#word@proxy:3128", "http", 80, ProxyMalformed, "unescaped", true},
		{"//proxy:3128", "localhost", 80, ProxyMalformed, "no-host", true},
		{"http:proxy:3128", "localhost", 80, ProxyMalformed, "no-host", true},
		{"http//proxy:3128", "http", 80, ProxyMalformed, "scheme-typo", true},
		{"http;//proxy:3128", "http;", 80, ProxyMalformed, "scheme-typo", true},
		{"direct", "direct", 80, ProxyMalformed, "keyword", true},
		{"none", "none", 80, ProxyMalformed, "keyword", true},
		{"DIRECT", "DIRECT", 80, ProxyMalformed, "keyword", true},
		{"'http://proxy:3128'", "'http", 80, ProxyMalformed, "quoted", true},
		{`"http://proxy:3128"`, `"http`, 80, ProxyMalformed, "quoted", true},
		{"“http://proxy:3128”", "xn--http-996a", 80, ProxyMalformed, "quoted", true},
		{"http://proxy:99999", "proxy", 99999, ProxyMalformed, "port", true},
	}
	target := mustURL(t, "https://proxy.golang.org/x")
	for _, c := range cases {
		p := newProxies(environ{"HTTPS_PROXY": c.value})
		host, port := dialled(target, p.via(target))
		if host != c.host || port != c.port {
			t.Errorf("%q: dials %q:%d, want %q:%d", c.value, host, port, c.host, c.port)
		}
		if w := lintProxy(c.value); w != (wrong{c.kind, c.reason, c.fatal}) {
			t.Errorf("%q: %+v, want %s %s %v", c.value, w, c.kind, c.reason, c.fatal)
		}
	}
}

func TestVia(t *testing.T) {
	cases := []struct {
		env         environ
		url, source string // source "" for direct
		scheme      string
	}{
		{environ{"HTTPS_PROXY": "p:1"}, "https://x.example", "HTTPS_PROXY", "http"},
		{environ{"https_proxy": "p:1"}, "https://x.example", "https_proxy", "http"},
		{environ{"HTTPS_PROXY": "", "https_proxy": "p:1"}, "https://x.example", "https_proxy", "http"},
		{environ{"HTTP_PROXY": "p:1"}, "https://x.example", "", ""},
		{environ{"HTTP_PROXY": "p:1"}, "http://x.example", "HTTP_PROXY", "http"},
		{environ{"HTTP_PROXY": "p:1", "REQUEST_METHOD": "GET"}, "http://x.example", "", ""},
		{environ{"ALL_PROXY": "p:1"}, "https://x.example", "", ""},
		{environ{"HTTPS_PROXY": "socks5://p"}, "https://x.example", "HTTPS_PROXY", "socks5"},
		{environ{"HTTPS_PROXY": "socks4://p"}, "https://x.example", "HTTPS_PROXY", "http"},
		{environ{"HTTPS_PROXY": "p:1"}, "https://localhost:3000", "", ""},
		{environ{"HTTPS_PROXY": "p:1"}, "https://127.0.0.9", "", ""},
		{environ{"HTTPS_PROXY": "p:1"}, "https://app.localhost", "HTTPS_PROXY", "http"},
		{environ{"HTTPS_PROXY": "p:1"}, "https://0.0.0.0", "HTTPS_PROXY", "http"},
		{environ{"HTTPS_PROXY": "p:1", "NO_PROXY": "corp.example"}, "https://go.corp.example", "", ""},
		{environ{"HTTPS_PROXY": "p:1", "NO_PROXY": ".corp.example"}, "https://corp.example", "HTTPS_PROXY", "http"},
		{environ{"HTTPS_PROXY": "p:1", "NO_PROXY": "orp.example"}, "https://corp.example", "HTTPS_PROXY", "http"},
		{environ{"HTTPS_PROXY": "p:1", "NO_PROXY": " a , CORP.example"}, "https://corp.example", "", ""},
		{environ{"HTTPS_PROXY": "p:1", "NO_PROXY": "corp.example:80"}, "https://corp.example", "HTTPS_PROXY", "http"},
		{environ{"HTTPS_PROXY": "p:1", "NO_PROXY": "*"}, "https://corp.example", "", ""},
		{environ{"HTTPS_PROXY": "p:1", "NO_PROXY": "10.0.0.0/8"}, "https://10.1.2.3", "", ""},
		{environ{"HTTPS_PROXY": "p:1", "NO_PROXY": "10.*"}, "https://10.1.2.3", "HTTPS_PROXY", "http"},
	}
	for _, c := range cases {
		via := newProxies(c.env).via(mustURL(t, c.url))
		if via.Source != c.source || via.Scheme != c.scheme {
			t.Errorf("%v %s: %+v", c.env, c.url, via)
		}
	}
}

func TestGitVia(t *testing.T) {
	cases := []struct {
		env       environ
		url, want string
	}{
		{environ{"HTTPS_PROXY": "http://p:1"}, "https://x.example", "http://p:1"},
		{environ{"HTTPS_PROXY": "http://p:1", "https_proxy": "q:2"}, "https://x.example", "http://q:2"},
		{environ{"ALL_PROXY": "socks5://p"}, "https://x.example", "socks5://p:1080"},
		{environ{"HTTP_PROXY": "http://p:1"}, "http://x.example", "direct"},
		{environ{"http_proxy": "http://p:1"}, "http://x.example", "http://p:1"},
		{environ{"https_proxy": "p:1", "no_proxy": "a.example x.example"}, "https://git.x.example", "direct"},
		{environ{"https_proxy": "p:1", "no_proxy": "10.0.0.0/8"}, "https://10.1.1.1", "direct"},
		{environ{"https_proxy": "p:1"}, "https://127.0.0.1", "http://p:1"},
		{environ{"https_proxy": "p:1"}, "ssh://x.example", "direct"},
	}
	for _, c := range cases {
		if got := newProxies(c.env).git(mustURL(t, c.url)).String(); got != c.want {
			t.Errorf("%v %s: %s, want %s", c.env, c.url, got, c.want)
		}
	}
}

func TestProxyProblems(t *testing.T) {
	cases := []struct {
		env  environ
		want string
	}{
		{environ{}, ""},
		{environ{"HTTPS_PROXY": "http://p:1", "HTTP_PROXY": "http://p:1", "ALL_PROXY": "socks5://p:2"}, ""},
		{environ{"HTTP_PROXY": "http://p:1"}, "proxy-misleading:http-only"},
		{environ{"ALL_PROXY": "socks5://p:1"}, "proxy-misleading:all-proxy"},
		{environ{"HTTPS_PROXY": "http://p:port", "HTTP_PROXY": "http://p:port"}, "proxy-malformed:port!"},
		{environ{"HTTPS_PROXY": "http://p:1", "HTTP_PROXY": "http://q"}, "note:no-port"},
		{environ{"HTTPS_PROXY": "http://p:1", "NO_PROXY": "a;b"}, "proxy-misleading:no-proxy-separator"},
		{environ{"HTTPS_PROXY": "http://p:1", "NO_PROXY": "a, b c"}, "proxy-misleading:no-proxy-separator"},
		{environ{"HTTPS_PROXY": "http://p:1", "NO_PROXY": "https://a"}, "proxy-misleading:no-proxy-url"},
		{environ{"HTTPS_PROXY": "http://p:1", "NO_PROXY": "10.*"}, "proxy-misleading:no-proxy-glob"},
		{environ{"HTTPS_PROXY": "http://p:1", "NO_PROXY": "*.corp.example,*"}, ""},
		{environ{"NO_PROXY": "10.*"}, ""},
		{environ{"HTTP_PROXY": "http://p:1", "HTTPS_PROXY": "http://p:1", "REQUEST_METHOD": "GET"}, "proxy-malformed:cgi!"},
	}
	if envName("a") == "a" { // where names have a case
		cases = append(cases, struct {
			env  environ
			want string
		}{environ{"HTTPS_PROXY": "http://p:1", "https_proxy": "http://q:1"}, "note:differs-from-lower-case"})
	}
	for _, c := range cases {
		s := &Settings{layers: &layers{env: c.env}, proxies: newProxies(c.env)}
		if got := summary(s.proxyProblems()); got != c.want {
			t.Errorf("%v: %q, want %q", c.env, got, c.want)
		}
	}
}

func TestRedactText(t *testing.T) {
	cases := []struct{ value, want string }{
		{"https://proxy.golang.org,direct", "https://proxy.golang.org,direct"},
		{"https://u:pw@a.example,direct", "https://u:xxxxx@a.example,direct"},
		{"http://u:p@ss#word@proxy:3128", "http://u:xxxxx@proxy:3128"},
		{"u:p@proxy:3128", "u:xxxxx@proxy:3128"},
		{"http://u:p/q@proxy:3128", "http://u:xxxxx@proxy:3128"},
		{"http://u:100%@proxy:3128", "http://u:xxxxx@proxy:3128"},
		{"https://ghp_0123456789abcdefghij@a.example", "https://xxxxx@a.example"},
		{"https://me@a.example", "https://me@a.example"},
		{"https://a.example?token=abc", "https://a.example?token=xxxxx"},
		{"https://u:pa,ss@a.example", "https://u:xxxxx,xxxxx@a.example"},
		{"sum.golang.org https://u:pw@a.example/x", "sum.golang.org https://u:xxxxx@a.example/x"},
		{"http://[::1]:3128", "http://[::1]:3128"},
		{"http://a.example:3128/x", "http://a.example:3128/x"},
		{"git@host", "xxxxx@host"},
		{"'http://bob:pw@host:3128'", "'http://bob:xxxxx@host:3128'"},
		{"https://a.example/x?auth=s1&code=s2#s3", "https://a.example/x?auth=xxxxx&code=xxxxx#xxxxx"},
		{"https://a.example/x?go-get=1", "https://a.example/x?go-get=1"},
	}
	for _, c := range cases {
		if got := RedactText(c.value); got != c.want {
			t.Errorf("%q: %q, want %q", c.value, got, c.want)
		}
	}
}

// A proxy variable in quotes is read by go as a URL whose host is "'http:".
func TestRedactBrokenProxy(t *testing.T) {
	for _, value := range []string{"'http://bob:geheim@h:3128'", "http://bob:gehe#im@h:3128", "http://bob:gehe/im@h:3128", "http:/bob:geheim@h"} {
		s := newPlace(t).load("HTTPS_PROXY=" + value)
		via := s.Via(&url.URL{Scheme: "https", Host: "proxy.golang.org"})
		if text := via.String() + s.Env["HTTPS_PROXY"]; strings.Contains(text, "gehe") {
			t.Errorf("%q is shown as %q", value, text)
		}
	}
}
