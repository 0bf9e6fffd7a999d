package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gomend/checks"
	"gomend/checks/environ"
	"gomend/checks/route"
	"gomend/ui/private"
)

// names are the private names that this run knows of. What no fact names, such as
// a host in what a server said, is recognised in the text itself.
func (s *session) names(b *checks.Board) *private.Names {
	n := private.New()
	showPublic(n, b)
	s.addModules(n, b)
	s.addPatterns(n)
	s.addPerson(n)
	addAuthorities(n, b)
	return n
}

// showPublic lets be seen what the public knows: modules that a public module proxy
// handed out, and the addresses of public hosts.
func showPublic(n *private.Names, b *checks.Board) {
	routes := b.Routes()
	for _, r := range b.Results() {
		switch f := r.Facts.(type) {
		case checks.HTTPFacts:
			if r.Check.Kind == checks.KindModuleInfo && r.Status == checks.Pass && publicRoute(routes, r.Check.Route) {
				n.Show(pathOf(r.Check.Target))
			}
		case checks.LookupFacts:
			if checks.PublicHost(f.Host) {
				showAll(n, f.Addresses)
			}
		case checks.CompareLookupFacts:
			if checks.PublicHost(f.Host) {
				showAll(n, f.Addresses())
			}
		}
	}
}

func showAll[A interface{ String() string }](n *private.Names, list []A) {
	for _, a := range list {
		n.Show(a.String())
	}
}

func publicRoute(routes []route.Route, id string) bool {
	return slices.ContainsFunc(routes, func(r route.Route) bool {
		return r.ID == id && r.Purpose == route.ModuleProxy && r.URL != nil && checks.PublicProxy(r.URL.Hostname())
	})
}

func pathOf(module string) string {
	path, _, _ := strings.Cut(module, "@")
	return path
}

// addModules hides the modules of this run and of this folder.
func (s *session) addModules(n *private.Names, b *checks.Board) {
	n.Add(private.Module, mainModule(s.Dir))
	n.Add(private.Module, pathOf(s.module))
	for _, r := range b.Routes() {
		n.Add(private.Module, r.Module.Path)
	}
	for _, r := range b.Results() {
		switch r.Check.Kind {
		case checks.KindModuleInfo, checks.KindModuleMod, checks.KindModuleZip, checks.KindDiscovery, checks.KindGoDownload:
			if path := pathOf(r.Check.Target); strings.Contains(path, "/") && !strings.Contains(path, "://") {
				n.Add(private.Module, path)
			}
		}
	}
}

// patterned are the settings that name what is private.
var patterned = []string{"GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOVCS", "NO_PROXY", "no_proxy"}

func (s *session) addPatterns(n *private.Names) {
	settings := s.Settings()
	if settings == nil {
		return
	}
	for _, name := range patterned {
		for glob := range strings.SplitSeq(settings.Env[name], ",") {
			glob, _, _ = strings.Cut(strings.TrimSpace(glob), ":")
			glob = strings.Trim(strings.TrimPrefix(strings.TrimRight(glob, "/*"), "*"), ".")
			switch {
			case strings.Contains(glob, "/"):
				n.Add(private.Pattern, glob)
			case !checks.PublicHost(glob) && !strings.Contains(glob, "*") && glob != "public" && glob != "private" && glob != "none":
				n.Add(private.Host, glob)
			}
		}
	}
}

// addPerson hides who runs this, on which machine, in which folder.
func (s *session) addPerson(n *private.Names) {
	for _, name := range []string{"USER", "LOGNAME", "USERNAME", "SUDO_USER"} {
		n.Add(private.User, environ.Get(s.Env, name))
	}
	if dir, err := filepath.Abs(s.Dir); err == nil && dir != filepath.Dir(dir) {
		n.Add(private.Folder, dir)
	}
	name, _ := os.Hostname()
	host, _, _ := strings.Cut(name, ".")
	if strings.ContainsAny(host, "-0123456789") { // others are words
		n.Add(private.Host, host)
	}
}

// addAuthorities hides who signed certificates that the public does not trust.
func addAuthorities(n *private.Names, b *checks.Board) {
	for _, r := range b.Results() {
		f, ok := r.Facts.(checks.TLSFacts)
		if !ok || r.Status == checks.Pass && !f.LocalCA {
			continue
		}
		for _, c := range f.Chain {
			for part := range strings.SplitSeq(c.Subject+","+c.Issuer, ",") {
				if _, value, found := strings.Cut(part, "="); found && !checks.PublicHost(value) {
					n.Add(private.Authority, strings.TrimSpace(value))
				}
			}
		}
	}
}
