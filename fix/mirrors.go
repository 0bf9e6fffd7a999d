package fix

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"gomend/checks"
	"gomend/checks/route"
)

// knownMirrors are public module proxies that also relay the checksum database.
// They are recommended untried, but not when they were tried in vain.
var knownMirrors = []string{
	"https://goproxy.cn", "https://proxy.golang.org", "https://goproxy.io", "https://mirrors.aliyun.com/goproxy/",
}

// mirror is the module proxy to use instead of the one that fails: the fastest
// that answered in this run, else a known one. None is named in place of a
// company's own proxy: public servers would learn the names of private modules.
func (s situation) mirror() (string, bool) {
	if list := s.mirrors(); len(list) > 0 {
		return list[0], true
	}
	return "", false
}

// mirrors are the module proxies that may stand in for the one that fails, best
// first.
func (s situation) mirrors() []string {
	if s.Module != "" && module.MatchPrefixPatterns(strings.Join(s.Private, ","), s.Module) {
		return nil // the company's own: public servers would learn its name
	}
	if s.Module != "" && module.MatchPrefixPatterns(s.unproxied(), s.Module) {
		return nil // go would not ask it
	}
	if s.companyProxy() && (s.host == "" || !publicProxy(s.host)) {
		return nil
	}
	untried := slices.DeleteFunc(slices.Clone(knownMirrors), func(m string) bool { return slices.Contains(s.Dead, m) })
	return slices.DeleteFunc(slices.Concat(s.Mirrors, untried), func(m string) bool {
		return hostOf(m) == s.host || strings.Contains(s.Settings["GOPROXY"].Value, hostOf(m))
	})
}

// unproxied are the patterns of modules that go fetches directly, whatever GOPROXY says.
func (s situation) unproxied() string {
	return cmp.Or(s.Settings["GONOPROXY"].Value, s.Settings["GOPRIVATE"].Value)
}

// goproxy is GOPROXY with mirrors in place of what fails. Two that were seen to
// work stand in for each other on any error; a company's own entries stay where
// they are, and what follows them is asked only for what they do not have
// (cmd/go/internal/modfetch/proxy.go:TryProxies). Direct comes last.
func (s situation) goproxy() string {
	list := s.mirrors()
	if len(list) == 0 {
		return ""
	}
	public := withSlash(list[0])
	if len(s.Mirrors) > 1 && len(list) > 1 && slices.Contains(s.Mirrors, list[0]) && slices.Contains(s.Mirrors, list[1]) {
		public += "|" + withSlash(list[1])
	}
	entries, _ := route.ParseGOPROXY(s.Settings["GOPROXY"].Value)
	var parts []string
	for _, e := range entries {
		if company(e) {
			parts = append(parts, e.Text)
		}
	}
	return strings.Join(append(parts, public, "direct"), ",")
}

// withSlash is a module proxy's address without a slash at its end, but for the
// one that is documented with it.
func withSlash(mirror string) string {
	if strings.HasSuffix(mirror, "/goproxy/") {
		return mirror
	}
	return strings.TrimSuffix(mirror, "/")
}

// companyProxy reports whether GOPROXY names a server that is not a public one.
func (s situation) companyProxy() bool {
	entries, _ := route.ParseGOPROXY(s.Settings["GOPROXY"].Value)
	return slices.ContainsFunc(entries, company)
}

func company(e route.Entry) bool {
	return e.Kind == route.EntryURL && e.URL.Host != "" && (e.URL.User != nil || !publicProxy(e.URL.Hostname()))
}

func publicProxy(host string) bool {
	return checks.PublicHost(host) || slices.ContainsFunc(knownMirrors, func(m string) bool { return hostOf(m) == host })
}
