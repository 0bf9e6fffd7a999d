package route

import (
	"errors"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// project is what the go.mod or go.work in effect says.
type project struct {
	local    string // version of the go command: "go1.26.8", or empty
	main     string // the go.mod in effect; "" when there is none
	file     string // the go.work or go.mod whose go line counts; "" when there is none
	namedBy  string // the setting that says where file is; "" when it was found by looking
	goLine   string // "1.26.0"
	toolLine string // "go1.26.8", "default"
	requires []module.Version
	mains    map[string]bool // paths of main modules
	goMod    []module.Version
	replaces []*modfile.Replace
	sum      string                  // the go.sum that go completes; "" in a workspace
	sums     map[module.Version]bool // of go.sum, the version with or without /go.mod
	problems []Problem
}

// readProject reads go.mod and go.work, with their go.sum files.
func (s *Settings) readProject() project {
	p := project{local: goVersionWord(s.GoVersion), mains: map[string]bool{}, sums: map[module.Version]bool{}}
	if s.value("GO111MODULE") == "off" {
		return p
	}
	if gomod := s.value("GOMOD"); gomod != "" && gomod != os.DevNull {
		p.main = gomod
	}
	if gowork, source := s.Get("GOWORK"); gowork != "" && gowork != "off" {
		if source != FromDefault {
			p.namedBy = "GOWORK"
		}
		p.readWork(gowork)
		return p
	}
	if p.main == "" {
		return p
	}
	name := p.main
	if other := s.flag("modfile"); other != "" {
		p.namedBy = "-modfile in GOFLAGS"
		if name = other; !filepath.IsAbs(name) {
			name = filepath.Join(s.Dir, name)
		}
	}
	p.file = name
	if f := p.readMod(name); f != nil {
		p.goMod = p.requires
		p.checkReplacements()
	}
	p.sum = strings.TrimSuffix(name, ".mod") + ".sum"
	p.readSum(p.sum)
	return p
}

// readMod adds one go.mod; nil when it cannot be read.
func (p *project) readMod(name string) *modfile.File {
	data, err := readFile(name)
	if err != nil {
		p.unreadable(name, err)
		return nil
	}
	f, err := modfile.Parse(name, data, checkVersion)
	if err != nil {
		lax, laxErr := modfile.ParseLax(name, data, nil)
		if laxErr != nil || lax.Go == nil || version.Compare("go"+lax.Go.Version, p.local) <= 0 {
			p.unreadable(name, err)
			return nil
		}
		f = lax // a newer Go may know what this one does not
	}
	if name == p.file {
		p.readGoLines(f.Go, f.Toolchain)
	}
	if f.Module != nil {
		p.mains[f.Module.Mod.Path] = true
	}
	for _, r := range f.Require {
		p.requires = append(p.requires, r.Mod)
	}
	p.replaces = append(p.replaces, f.Replace...)
	return f
}

func (p *project) readGoLines(g *modfile.Go, t *modfile.Toolchain) {
	if g != nil {
		p.goLine = g.Version
	}
	if t != nil {
		p.toolLine = t.Name
	}
}

// checkVersion accepts canonical versions that fit their path, and queries,
// which the go command would resolve (cmd/go/internal/modload/init.go:fixVersion).
func checkVersion(path, vers string) (string, error) {
	_, major, ok := module.SplitPathVersion(path)
	if !ok {
		return "", fmt.Errorf("malformed module path %q", path)
	}
	if vers != "" && module.CanonicalVersion(vers) == vers {
		return vers, module.CheckPathMajor(vers, major)
	}
	return vers, nil
}

// readWork adds a go.work and the go.mod files that it uses.
func (p *project) readWork(name string) {
	data, err := readFile(name)
	p.file = name
	if err != nil {
		p.unreadable(name, err)
		return
	}
	f, err := modfile.ParseWork(name, data, checkVersion)
	if err != nil {
		p.unreadable(name, err)
		return
	}
	p.readGoLines(f.Go, f.Toolchain)
	p.replaces = append(p.replaces, f.Replace...) // they come first: they override those of the modules
	p.readSum(name + ".sum")
	for _, use := range f.Use {
		dir := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(name), dir)
		}
		p.readMod(filepath.Join(dir, "go.mod"))
		p.readSum(filepath.Join(dir, "go.sum"))
	}
}

// unreadable records why a file stops the go command; with the line, where known.
func (p *project) unreadable(name string, err error) {
	problem := Problem{Name: filepath.Base(name), Source: FromDefault, File: name, Kind: GomodUnreadable, Fatal: true}
	if strings.HasSuffix(name, ".sum") {
		problem.Kind = GosumIncomplete
	}
	var list modfile.ErrorList
	var reason fileError
	switch {
	case errors.As(err, &list) && len(list) > 0:
		problem.Reason = "syntax"
		problem.File = fmt.Sprintf("%s:%d", name, list[0].Pos.Line)
		problem.Value = plain(redactURLs(fmt.Sprint(list[0].Err)))
	case errors.As(err, &reason):
		problem.Reason = string(reason)
	case errors.Is(err, os.ErrPermission):
		problem.Reason = "permission"
	case errors.Is(err, os.ErrNotExist):
		problem.Reason = "missing-file"
		if p.namedBy != "" && name == p.file {
			problem.Value = "named by " + p.namedBy
		}
	default:
		problem.Reason = "unreadable"
	}
	p.problems = append(p.problems, problem)
}

// replacement is what stands for a module, and whether it must be fetched: a
// folder need not be.
func (p *project) replacement(m module.Version) (module.Version, bool) {
	for _, exact := range []bool{true, false} {
		for _, r := range p.replaces {
			if r.Old.Path != m.Path || exact && r.Old.Version != m.Version || !exact && r.Old.Version != "" {
				continue
			}
			return r.New, r.New.Version != ""
		}
	}
	return m, true
}

// checkReplacements records the first required module that is replaced by a
// folder without go.mod (cmd/go/internal/modload/modfile.go:rawGoModData).
func (p *project) checkReplacements() {
	for _, m := range p.requires {
		r, fetched := p.replacement(m)
		if fetched {
			continue
		}
		dir := filepath.FromSlash(r.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(p.main), dir)
		}
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); errors.Is(err, os.ErrNotExist) {
			p.problems = append(p.problems, Problem{
				Name: filepath.Base(p.file), Value: plain(m.Path + " => " + r.Path), Source: FromDefault, File: p.file,
				Kind: ReplacementMissing, Reason: "replacement-missing", Fatal: true,
			})
			return
		}
	}
}

// needs lists the modules to be fetched, in the order of the files, each once
// and in the highest version required.
func (p *project) needs() []module.Version {
	place := map[string]int{}
	var list []module.Version
	for _, m := range p.requires {
		if p.mains[m.Path] {
			continue
		}
		m, fetched := p.replacement(m)
		if !fetched || m.Path == "" {
			continue
		}
		if i, seen := place[m.Path]; seen {
			if semver.Compare(m.Version, list[i].Version) > 0 {
				list[i] = m
			}
			continue
		}
		place[m.Path] = len(list)
		list = append(list, m)
	}
	return list
}

// vendored reports whether a vendor/modules.txt lists all that go.mod requires
// (cmd/go/internal/modload/vendor.go:checkVendorConsistency).
func (p *project) vendored(modules string) bool {
	listed := map[string]bool{}
	for line := range strings.Lines(modules) {
		if f := strings.Fields(line); len(f) >= 3 && f[0] == "#" {
			listed[f[1]+"@"+f[2]] = true
		}
	}
	for _, m := range p.goMod {
		if !listed[m.Path+"@"+m.Version] {
			return false
		}
	}
	return true
}
