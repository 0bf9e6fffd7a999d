package route

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpproxy"
	"golang.org/x/net/idna"
)

// proxies are the HTTP proxy settings of one process environment. The go
// command reads nothing else: not ALL_PROXY, no system settings, no go env file.
type proxies struct {
	https, http variable // that count, empty when unset
	no          variable
	cgi         bool // REQUEST_METHOD is set
	forURL      func(*url.URL) (*url.URL, error)
	git         func(*url.URL) Via
}

// variable is an environment variable in force.
type variable struct{ name, value string }

// newProxies reads the variables in the order of Go's net/http: upper case
// first (vendor/golang.org/x/net/http/httpproxy.FromEnvironment of Go 1.26; the
// module golang.org/x/net has since turned the order round).
func newProxies(env environ) proxies {
	var p proxies
	p.https.name, p.https.value = env.first("HTTPS_PROXY", "https_proxy")
	p.http.name, p.http.value = env.first("HTTP_PROXY", "http_proxy")
	p.no.name, p.no.value = env.first("NO_PROXY", "no_proxy")
	p.cgi = env.get("REQUEST_METHOD") != ""
	config := httpproxy.Config{HTTPProxy: p.http.value, HTTPSProxy: p.https.value, NoProxy: p.no.value, CGI: p.cgi}
	p.forURL = config.ProxyFunc()
	p.git = gitProxies(env)
	return p
}

// via is the proxy for a URL, as the go command chooses it.
func (p proxies) via(u *url.URL) Via {
	proxy, err := p.forURL(u)
	if err != nil || proxy == nil {
		return Via{}
	}
	source := p.https.name
	if u.Scheme == "http" {
		source = p.http.name
	}
	return Via{URL: proxy, Scheme: spoken(proxy.Scheme), Source: source}
}

// refuses reports whether net/http will not send a request for u at all: in a
// CGI environment an attacker could set HTTP_PROXY (httpproxy.Config.CGI).
func (p proxies) refuses(u *url.URL) bool {
	_, err := p.forURL(u)
	return err != nil
}

// spoken is the protocol that net/http speaks to a proxy of this scheme: an
// unknown scheme is HTTP (net/http/transport.go:dialConn).
func spoken(scheme string) string {
	switch scheme {
	case "https", "socks5", "socks5h":
		return scheme
	}
	return "http"
}

// Via is the proxy that the go command sends a request for u through: exactly
// that of net/http with this environment. For what version control programs
// do, see GitVia.
func (s *Settings) Via(u *url.URL) Via { return s.proxies.via(u) }

// GitVia is the proxy that git sends a request for u through: the one that its own
// configuration names, else that of the environment. NO_PROXY counts for both
// (git's http.c:get_curl_handle).
func (s *Settings) GitVia(u *url.URL) Via {
	value, configured := s.git.proxyFor(u)
	if !configured {
		return s.proxies.git(u)
	}
	return curlProxy(GitProxySetting, value, noProxyWords(s.layers.env), u)
}

// httpPorts are the ports that net/http supposes (net/http/transport.go:portMap).
var httpPorts = map[string]int{"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080, "ssh": 22, "git+ssh": 22, "git": 9418}

// dialled is the host and port of what a request contacts first; no host for a
// file, and for a URL without a host, which net/http refuses. The port is 0
// where go supposes none and the dial must fail. A proxy without a host is one
// on this machine (net.Dial).
func dialled(u *url.URL, via Via) (host string, port int) {
	if u.Scheme == "file" || u.Host == "" {
		return "", 0
	}
	if !via.Direct() {
		u = via.URL
	}
	host = firstOf(u.Hostname(), "localhost")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil && !isASCII(host) {
		host = ascii
	}
	if n, err := strconv.Atoi(u.Port()); err == nil {
		return host, n
	}
	return host, httpPorts[u.Scheme]
}

func validPort(port string) bool {
	if port == "" {
		return true
	}
	n, err := strconv.Atoi(port)
	return err == nil && 0 < n && n <= 65535
}

// gitProxies chooses as libcurl does, which git speaks HTTP with: lower case
// first, http_proxy in lower case only, ALL_PROXY where nothing else is set, and
// port 1080 where none is written (curl's man page, "Environment"; libcurl's
// CURLOPT_PROXY and lib/noproxy.c).
func gitProxies(env environ) func(*url.URL) Via {
	no := noProxyWords(env)
	names := map[string][]string{
		"https": {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"},
		"http":  {"http_proxy", "all_proxy", "ALL_PROXY"},
	}
	return func(u *url.URL) Via {
		name, value := env.first(names[u.Scheme]...)
		return curlProxy(name, value, no, u)
	}
}

// curlProxy reads a proxy as libcurl does.
func curlProxy(source, value string, no []string, u *url.URL) Via {
	if value == "" || curlExempt(no, u.Hostname()) {
		return Via{}
	}
	if !strings.Contains(value, "://") {
		value = "http://" + value
	}
	proxy, err := url.Parse(value)
	if err != nil || proxy.Host == "" {
		return Via{}
	}
	if proxy.Port() == "" && proxy.Scheme != "https" {
		proxy.Host += ":1080"
	}
	return Via{URL: proxy, Scheme: proxy.Scheme, Source: source}
}

func noProxyWords(env environ) []string {
	_, value := env.first("no_proxy", "NO_PROXY")
	return strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}

// curlExempt reports whether libcurl goes to the host without a proxy.
func curlExempt(words []string, host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	addr, addrErr := netip.ParseAddr(host)
	for _, word := range words {
		if word == "*" && len(words) == 1 {
			return true
		}
		if addrErr == nil {
			if prefix, err := netip.ParsePrefix(word); err == nil && prefix.Contains(addr) || word == host {
				return true
			}
			continue
		}
		word = strings.Trim(word, ".")
		if word != "" && (host == word || strings.HasSuffix(host, "."+word)) {
			return true
		}
	}
	return false
}
