package route

import (
	"net/url"

	"golang.org/x/net/http/httpproxy"
)

// Route is the way of a request for u, which is known only at run time: the
// target of a redirect, or what a go-import page names.
func (s *Settings) Route(id string, purpose Purpose, u *url.URL) Route {
	return s.route(id, purpose, u, s.Via(u))
}

// GitRoute is the way that git takes to u: git rewrites the URL and chooses its
// proxy itself.
func (s *Settings) GitRoute(id string, u *url.URL) Route {
	to := u
	if raw, changed := s.git.apply(u.String()); changed {
		if rewritten := gitURL(raw); rewritten != nil {
			to = rewritten
		}
	}
	r := s.route(id, VersionControl, to, s.GitVia(to))
	r.Tool = "git"
	if to != u {
		r.Asked = u
	}
	return r
}

func (s *Settings) route(id string, purpose Purpose, u *url.URL, via Via) Route {
	r := Route{ID: id, Purpose: purpose, URL: u, Via: via, Fallback: NoFallback}
	r.Host, r.Port = dialled(u, via)
	return r
}

// ViaRegardless is the proxy that the environment names for u, whatever NO_PROXY
// says; none for a loopback target.
func (s *Settings) ViaRegardless(u *url.URL) Via {
	p := s.proxies
	config := httpproxy.Config{HTTPProxy: p.http.value, HTTPSProxy: p.https.value, CGI: p.cgi}
	p.forURL = config.ProxyFunc()
	return p.via(u)
}

// ParseModule reads path[@version] as it is written on a command line. The error
// names the argument.
func ParseModule(arg string) (Module, error) { return (&Settings{}).named(arg) }
