package route

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/module"
)

// maxModules is how many modules are looked at: real projects have less than
// 2000, and each costs up to three system calls.
const maxModules = 2000

// sample is fetched where nothing else is asked for: small, public, old.
var sample = Module{"rsc.io/quote", "v1.5.2"}

// Needed is a module that the go command must have.
type Needed struct {
	Module
	Named     bool  // on the command line
	Cached    bool  // .info, .mod and .zip are in the module cache
	Size      int64 // of the cached zip, in bytes
	Private   bool  // GONOPROXY matches: it is fetched directly
	Unsummed  bool  // go.sum lacks its hashes
	SumNeeded bool  // its checksum must be asked for
}

// Modules lists the modules that are needed: the one named as path[@version],
// else those that go.mod or go.work in effect requires, else a small public
// one. A named module without a version gets that of go.mod, and a package's
// path stands for its module there. The error names the argument.
func Modules(s *Settings, arg string) ([]Needed, error) {
	if arg != "" {
		m, err := s.named(arg)
		if err != nil {
			return nil, err
		}
		n := s.look(m)
		n.Named = true
		return []Needed{n}, nil
	}
	var list []Needed
	for _, m := range s.project.needs() {
		if len(list) == maxModules {
			break
		}
		list = append(list, s.look(Module{m.Path, m.Version}))
	}
	if len(list) == 0 {
		list = []Needed{s.look(sample)}
	}
	return list, nil
}

// AllHere reports whether folders, of replace directives or of a workspace, stand for
// all that the project requires: then there is nothing to fetch.
func (s *Settings) AllHere() bool {
	return len(s.project.requires) > 0 && len(s.project.needs()) == 0
}

// RequiresNothing reports whether there is a project, and it requires no module at all.
func (s *Settings) RequiresNothing() bool {
	return s.project.file != "" && len(s.project.requires) == 0
}

// look asks the cache and go.sum about a module.
func (s *Settings) look(m Module) Needed {
	n := Needed{Module: m, Private: s.Private(m.Path)}
	n.Unsummed = !s.project.hasSums(m)
	n.SumNeeded = n.Unsummed && !s.Unverified(m.Path)
	n.Size, n.Cached = s.cached(m)
	return n
}

// cached looks into the module cache. Queries such as "latest" are never cached.
func (s *Settings) cached(m Module) (size int64, found bool) {
	path, err := module.EscapePath(m.Path)
	if err != nil || module.CanonicalVersion(m.Version) != m.Version {
		return 0, false
	}
	version, err := module.EscapeVersion(m.Version)
	if err != nil || version == "" {
		return 0, false
	}
	base := filepath.Join(s.value("GOMODCACHE"), "cache", "download", filepath.FromSlash(path), "@v", version)
	for _, suffix := range []string{".info", ".mod", ".zip"} {
		info, err := os.Stat(base + suffix)
		if err != nil {
			return 0, false
		}
		size = info.Size()
	}
	return size, true
}

// named is the module that path[@version] names here.
func (s *Settings) named(arg string) (Module, error) {
	m, err := parseModule(arg)
	if err != nil {
		return m, fmt.Errorf("%s: %w", plain(redactURLs(arg)), err)
	}
	if m.Version == "" {
		return s.known(m.Path), nil
	}
	return m, nil
}

// parseModule reads path[@version]. The version may be a query, such as
// "latest", a branch or ">=v1.2.0". The error does not repeat the argument.
func parseModule(arg string) (Module, error) {
	path, version, hasVersion := strings.Cut(arg, "@")
	if scheme, _, found := strings.Cut(path, "://"); found {
		return Module{}, fmt.Errorf("a module path has no scheme: leave out %q", scheme+"://")
	}
	if err := module.CheckPath(path); err != nil {
		return Module{}, err
	}
	if !hasVersion {
		return Module{Path: path}, nil
	}
	if version == "" {
		return Module{}, errors.New("the version after @ is missing")
	}
	if _, err := module.EscapeVersion(strings.TrimLeft(version, "<>=")); err != nil {
		return Module{}, err
	}
	return Module{path, version}, nil
}

// known is the required module that holds a path, with its version, else the
// path without a version.
func (s *Settings) known(path string) Module {
	best := Module{Path: path}
	length := 0
	for _, m := range s.project.requires {
		if (path == m.Path || strings.HasPrefix(path, m.Path+"/")) && len(m.Path) > length {
			length = len(m.Path)
			if r, fetched := s.project.replacement(m); fetched {
				m = r
			}
			best = Module{m.Path, m.Version}
		}
	}
	return best
}

// Pick chooses the module to try with the real go command, among the private
// ones (fetched directly) or the others: the first that the cache lacks, else
// the one with the smallest zip, so that the try is cheap. False when there is
// none of that kind.
func Pick(mods []Needed, private bool) (Needed, bool) {
	var best Needed
	found := false
	for _, n := range mods {
		switch {
		case n.Private != private:
		case !n.Cached:
			return n, true
		case !found || n.Size < best.Size:
			best, found = n, true
		}
	}
	return best, found
}
