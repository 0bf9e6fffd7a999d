package route

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/http/httpproxy"
)

// proxyProblems looks at the proxy variables: those that count, and those that
// their author thinks count.
func (s *Settings) proxyProblems() []Problem {
	var found []Problem
	add := func(kind ProblemKind, v variable, reason string, fatal bool) {
		found = append(found, Problem{
			Name: v.name, Value: RedactText(v.value), Source: FromEnvironment, Kind: kind, Reason: reason, Fatal: fatal,
		})
	}
	p, env := s.proxies, s.layers.env
	for _, v := range []variable{p.https, p.http} {
		if v.value == "" || v.name == p.http.name && v.value == p.https.value {
			continue
		}
		if w := lintProxy(v.value); w.reason != "" {
			add(w.kind, v, w.reason, w.fatal)
		}
	}
	for _, pair := range [][2]string{{"HTTPS_PROXY", "https_proxy"}, {"HTTP_PROXY", "http_proxy"}, {"NO_PROXY", "no_proxy"}} {
		upper, lower := env.get(pair[0]), env.get(pair[1])
		if upper != "" && lower != "" && upper != lower {
			add(Note, variable{pair[0], upper}, "differs-from-lower-case", false) // go reads upper case, curl and git lower
		}
	}
	if p.https.value == "" {
		if p.http.value != "" {
			add(ProxyMisleading, p.http, "http-only", false)
		}
		if name, value := env.first("ALL_PROXY", "all_proxy"); value != "" {
			add(ProxyMisleading, variable{name, value}, "all-proxy", false)
		}
	}
	if p.cgi && p.http.value != "" {
		add(ProxyMalformed, p.http, "cgi", true)
	}
	if p.https.value != "" || p.http.value != "" {
		if word, reason := lintNoProxy(p.no.value); reason != "" {
			add(ProxyMisleading, variable{p.no.name, word}, reason, false)
		}
	}
	return append(found, s.storedProxies()...)
}

// storedProxies are proxy lines in go's own file, which go prints and does not use.
func (s *Settings) storedProxies() []Problem {
	var found []Problem
	for _, name := range proxyVariables {
		if v := s.layers.user[name]; v != "" && s.layers.env.get(name) != v {
			found = append(found, Problem{
				Name: name, Value: RedactText(v), Source: FromEnvFile, File: s.layers.userFile,
				Kind: ProxyMisleading, Reason: "in-env-file",
			})
		}
	}
	return found
}

// wrong is what is the matter with a proxy variable.
type wrong struct {
	kind   ProblemKind
	reason string
	fatal  bool // requests through it fail
}

// proxyWords are values that mean "none" to their author, and a host to go.
var proxyWords = []string{"direct", "none", "off", "no", "false", "null", "nil", "undefined", "disabled"}

// lintProxy names what is wrong with a proxy's address, as net/http reads it.
func lintProxy(value string) wrong {
	u := effectiveProxy(value)
	if u == nil { // net/http says nothing and connects directly
		return wrong{ProxyMalformed, "dropped", false}
	}
	if reason := brokenProxy(value, u); reason != "" {
		return wrong{ProxyMalformed, reason, true}
	}
	switch u.Scheme {
	case "socks5", "socks5h":
		return wrong{}
	case "https":
		return wrong{ProxyMisleading, "https-scheme", false}
	case "http":
		if u.Port() == "" {
			return wrong{Note, "no-port", false}
		}
		return wrong{}
	}
	return wrong{ProxyMisleading, "scheme", false} // used as a plain HTTP proxy
}

// effectiveProxy is what net/http makes of the value; nil when it is dropped.
func effectiveProxy(value string) *url.URL {
	config := httpproxy.Config{HTTPSProxy: value}
	u, _ := config.ProxyFunc()(&url.URL{Scheme: "https", Host: "proxy.golang.org"})
	return u
}

// brokenProxy names why the address that go makes of the value cannot work.
func brokenProxy(value string, u *url.URL) string {
	host := u.Hostname()
	switch {
	case strings.ContainsAny(value, quotes):
		return "quoted"
	case strings.Count(value, "://") > 1 || strings.Contains(host, ","):
		return "list"
	case misplacedAt(u) || (host == "http" || host == "https") && strings.Contains(value, "@"):
		return "unescaped" // a character of the password ends the host
	case strings.ContainsFunc(value, unicode.IsSpace):
		return "space"
	case strings.ContainsFunc(value, invisible):
		return "invisible"
	case isWord(host):
		return "keyword"
	case host == "http" || strings.HasPrefix(host, "http;") || host == "https" || strings.HasPrefix(host, "https;"):
		return schemeOrPort(value)
	case host == "" && u.Port() == "":
		return "no-host"
	}
	if host == "" { // ":3128": this machine, which may be meant
		return ""
	}
	return wrongHost(u)
}

// misplacedAt reports an @ behind the host: the password holds a character that
// ended the host too early.
func misplacedAt(u *url.URL) bool {
	return strings.Contains(u.Fragment, "@") || strings.Contains(u.RawQuery, "@") || strings.Contains(u.Path, "@")
}

func isWord(host string) bool {
	for _, word := range proxyWords {
		if strings.EqualFold(host, word) {
			return true
		}
	}
	return false
}

// schemeOrPort tells a mistyped scheme from a port that is no number, both of
// which make go look up the host "http".
func schemeOrPort(value string) string {
	if _, rest, found := strings.Cut(value, "://"); found && strings.Contains(rest, ":") {
		return "port"
	}
	return "scheme-typo"
}

// lintNoProxy names the first word of NO_PROXY that does not do what its author
// will have meant.
func lintNoProxy(value string) (word, reason string) {
	for part := range strings.SplitSeq(value, ",") {
		part = strings.TrimSpace(part)
		switch {
		case strings.Contains(part, ";"):
			return part, "no-proxy-separator"
		case strings.ContainsFunc(part, unicode.IsSpace):
			return part, "no-proxy-separator"
		case strings.Contains(part, "://"):
			return part, "no-proxy-url"
		case part != "*" && strings.Contains(strings.TrimPrefix(part, "*."), "*"):
			return part, "no-proxy-glob"
		}
	}
	return "", ""
}

// ProxyFault names what keeps a proxy's address from working as it is written; ""
// when nothing does.
func ProxyFault(value string) string {
	w := lintProxy(value)
	if w.kind == Note {
		return ""
	}
	return w.reason
}
