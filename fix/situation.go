package fix

import (
	"cmp"
	"net"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"gomend/checks"
	"gomend/checks/route"
)

// situation is a finding together with what is known, ready to fill in commands.
type situation struct {
	Params
	finding checks.Finding
	recipe  recipe // of the fix that is planned
	host    string // that the finding is about
	port    string
	values  map[string]string
}

func newSituation(f checks.Finding, p Params) situation {
	s := situation{Params: p, finding: f}
	s.GOOS = cmp.Or(p.GOOS, "linux")
	s.Purpose = cmp.Or(p.Purpose, purposeOf(f.Route))
	s.host, s.port = hostPort(s.dialled())
	s.Module, s.Version = moduleOf(f, p)
	return s.filled()
}

// filled works out what follows from the settings and the finding.
func (s situation) filled() situation {
	s.values = s.fillings()
	return s
}

// suggestion is a value for the setting that is wrong, which go can use.
func (s situation) suggestion() string {
	if s.Suggestion != "" {
		return s.Suggestion
	}
	if better, ok := s.repaired(s.Setting, s.Settings[s.Setting].Value); ok {
		return better
	}
	return ""
}

// dialled is what the fault is at: the target, or where that is a module, the URL
// that was asked for it. A module's own host is asked only by version control.
func (s situation) dialled() string {
	target := s.finding.Target
	switch {
	case strings.Contains(target, "://") || !strings.ContainsAny(target, "@/"):
		return cmp.Or(target, s.URL)
	case s.URL == "" && (s.Purpose == route.VersionControl || s.Purpose == ""):
		return target
	}
	return s.URL
}

// purposeOf reads the purpose off a route's id: "module-proxy-1".
func purposeOf(id string) route.Purpose {
	for _, p := range []route.Purpose{route.ModuleProxy, route.ChecksumDatabase, route.VersionControl, route.Toolchain, route.Redirect} {
		if strings.HasPrefix(id, string(p)) {
			return p
		}
	}
	return ""
}

// hostPort reads a URL, host:port or module path; the port is 443 unless named.
func hostPort(target string) (host, port string) {
	u, err := url.Parse(target)
	if err == nil && u.Host != "" {
		return u.Hostname(), cmp.Or(u.Port(), "443")
	}
	if host, port, err = net.SplitHostPort(target); err == nil {
		return host, port
	}
	return hostOf(target), "443"
}

func hostOf(target string) string {
	if u, err := url.Parse(target); err == nil && u.Host != "" {
		return u.Hostname()
	}
	host, _, _ := strings.Cut(target, "/")
	host, _, _ = strings.Cut(host, "@")
	return host
}

func moduleOf(f checks.Finding, p Params) (path, version string) {
	if p.Module != "" {
		return p.Module, p.Version
	}
	if path, version, found := strings.Cut(f.Target, "@"); found {
		return path, version
	}
	return "", p.Version
}

// fillings are the values for the places in commands and sentences.
func (s situation) fillings() map[string]string {
	mirror, ok := s.mirror()
	v := map[string]string{
		"host": s.host, "port": s.port, "module": s.Module, "version": s.Version, "url": s.URL,
		"proxy": strings.Replace(s.ProxyURL, ":xxxxx@", ":PASSWORD@", 1), "proxyfrom": s.ProxyFrom, "setting": s.Setting,
		"suggestion": s.suggestion(), "interface": s.Interface, "gateway": s.Gateway, "address": s.Address, "modcache": s.ModCache, "signin": s.SignIn,
		"private": s.private(), "noproxy": joinList(s.Settings["NO_PROXY"].Value, s.host),
		"noproxyset": cmp.Or(s.Settings["NO_PROXY"].Value, localOnly), "noproxynarrow": s.narrowNoProxy(),
		"pipe": s.pipe(), "githost": s.gitHost(), "sshhost": s.sshHost(), "escaped": escaped(s.Module),
		"goflags": withoutMod(s.Settings["GOFLAGS"].Value), "godebug": godebug[s.finding.Cause], "keyhost": s.keyHost(),
		"insecure": joinList(s.Settings["GOINSECURE"].Value, s.Module),
	}
	if ok {
		v["mirror"], v["mirrorhost"], v["goproxy"] = mirror, hostOf(mirror), s.goproxy()
	}
	v["dns1"], v["dns2"] = s.nameservers()
	v["engine"], v["bridge"] = "docker", "bridge"
	if s.Container == "podman" {
		v["engine"], v["bridge"] = "podman", "podman" // what its default network is called
	}
	v["hostsfile"], v["hostsline"] = hostsLine(s.HostsLine, s.GOOS)
	if !listed.MatchString(v["goproxy"]) {
		v["goproxy"] = ""
	}
	for _, name := range typed {
		if !plain.MatchString(v[name]) {
			v[name] = ""
		}
	}
	return v
}

// typed are the values that stand unquoted in commands. They can come from outside
// (a redirect, a go.mod), so whatever a shell would read as more is left out.
var typed = []string{
	"host", "port", "module", "version", "url", "interface", "gateway", "address", "modcache", "signin",
	"mirror", "mirrorhost", "githost", "sshhost", "keyhost", "dns1", "dns2", "hostsline",
}

// godebug are the switches for what middleboxes cannot bear (crypto/tls/defaults.go,
// net/http/transport.go); neither weakens the connection.
var godebug = map[checks.Cause]string{
	checks.CauseTLSHelloTooLarge: "tlsmlkem=0",
	checks.CauseHTTP2Broken:      "http2client=0",
}

// nameservers are two to use instead. 223.5.5.5 answers well in China and 1.1.1.1
// elsewhere; both are reachable from most places.
func (s situation) nameservers() (first, second string) {
	list := slices.Concat(s.Nameservers, []string{"223.5.5.5", "1.1.1.1"})
	first = list[0]
	for _, second = range list[1:] {
		if second != first {
			break
		}
	}
	return first, second
}

// private is GOPRIVATE with the module's owner added.
func (s situation) private() string {
	if s.Module == "" {
		return ""
	}
	return joinList(s.Settings["GOPRIVATE"].Value, s.privatePattern())
}

// privatePattern covers the module and its owner's: the host and, where many share
// a host, the organisation.
func (s situation) privatePattern() string {
	for _, pattern := range s.Private {
		if module.MatchPrefixPatterns(pattern, s.Module) {
			return pattern
		}
	}
	parts := strings.Split(s.Module, "/")
	pattern := parts[0]
	if checks.PublicHost(pattern) && len(parts) > 1 {
		pattern += "/" + parts[1]
	}
	return pattern
}

// localOnly is what no proxy is ever needed for.
const localOnly = "localhost,127.0.0.1,::1"

// narrowNoProxy is NO_PROXY without the entries that exempt the host
// (golang.org/x/net/http/httpproxy: a name covers itself and its subdomains).
func (s situation) narrowNoProxy() string {
	kept := slices.DeleteFunc(strings.Split(s.Settings["NO_PROXY"].Value, ","), func(entry string) bool {
		name := strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(entry), "*"), ".")
		return name == "" || s.host == name || strings.HasSuffix(s.host, "."+name)
	})
	return cmp.Or(strings.Join(kept, ","), localOnly)
}

// gitHost is the host that go names to git: the repository's, else the module's, else
// what the finding is about.
func (s situation) gitHost() string {
	host, _, _ := strings.Cut(s.Module, "/")
	return cmp.Or(s.Repository, host, s.host)
}

// sshHost is the host that SSH connects to.
func (s situation) sshHost() string {
	if strings.HasPrefix(s.URL, "ssh://") {
		host, _ := hostPort(s.URL)
		return host
	}
	return s.gitHost()
}

// keyHost is the host that wants credentials: what the finding is about, and for
// version control the module's.
func (s situation) keyHost() string {
	if s.finding.Cause == checks.CauseGOPROXYUnauthorized || s.Purpose == route.ModuleProxy || s.Rewritten {
		return s.host
	}
	return s.gitHost()
}

// escaped is a module path as the module cache writes it: capitals become ! and
// the small letter.
func escaped(path string) string {
	s, err := module.EscapePath(path)
	if err != nil {
		return ""
	}
	return s
}

func joinList(old, more string) string {
	switch {
	case old == "" || more == "":
		return old + more
	case slices.Contains(strings.Split(old, ","), more):
		return old
	}
	return old + "," + more
}

// withoutMod is GOFLAGS without its -mod flag.
func withoutMod(flags string) string {
	list := slices.DeleteFunc(strings.Fields(flags), func(f string) bool {
		return strings.HasPrefix(f, "-mod=") || strings.HasPrefix(f, "--mod=")
	})
	return strings.Join(list, " ")
}

// hostsLine splits "file:line"; without one it is the system's hosts file.
func hostsLine(at, goos string) (file, line string) {
	if i := strings.LastIndex(at, ":"); i > 0 {
		return at[:i], at[i+1:]
	}
	if goos == "windows" {
		return `C:\Windows\System32\drivers\etc\hosts`, ""
	}
	return "/etc/hosts", ""
}
