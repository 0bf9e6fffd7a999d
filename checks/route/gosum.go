package route

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/module"
)

// readSum adds the hashes of a go.sum (cmd/go/internal/modfetch/fetch.go:readGoSum).
func (p *project) readSum(name string) {
	data, err := readFile(name)
	if err != nil {
		if !errors.Is(err, os.ErrNotExist) {
			p.unreadable(name, err)
		}
		return
	}
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		f := strings.Fields(line)
		switch {
		case len(f) == 3:
			p.sums[module.Version{Path: f[0], Version: f[1]}] = true
		case len(f) != 0:
			p.problems = append(p.problems, Problem{
				Name: filepath.Base(name), Value: oneLine(line), File: fmt.Sprintf("%s:%d", name, number),
				Source: FromDefault, Kind: GosumIncomplete, Reason: "wrong-number-of-fields", Fatal: true,
			})
			return
		}
	}
}

// hasSums reports whether go.sum vouches for the module's zip and go.mod.
func (p *project) hasSums(m Module) bool {
	return p.sums[module.Version{Path: m.Path, Version: m.Version}] &&
		p.sums[module.Version{Path: m.Path, Version: m.Version + "/go.mod"}]
}

// unknownToSum reports whether go.sum has not even the go.mod of a module that is
// required: without it no package can be loaded. What has no package needs no more.
func (p *project) unknownToSum() bool {
	return p.sum != "" && slices.ContainsFunc(p.needs(), func(m module.Version) bool {
		return !p.sums[module.Version{Path: m.Path, Version: m.Version + "/go.mod"}]
	})
}

// lockedSum records that go may not write a go.sum, the problem of modules that it
// lacks: go fetches them and fails in the end (cmd/go/internal/modfetch/fetch.go:WriteGoSum).
func (p *planner) lockedSum() {
	name, needs := p.s.project.sum, p.s.project.needs()
	lacks := func(n Needed) bool {
		return n.Unsummed && slices.Contains(needs, module.Version{Path: n.Path, Version: n.Version})
	}
	if name == "" || !slices.ContainsFunc(p.mods, lacks) || writable(name) || !writableAbove(p.s.value("GOMODCACHE")) {
		return // where go can keep no module it does not come to that
	}
	p.problems = append(p.problems, Problem{
		Name: filepath.Base(name), Source: FromDefault, File: name, Kind: GosumIncomplete, Reason: "gosum-read-only", Fatal: true,
	})
}

// writableAbove reports whether a folder, or the nearest one above it that exists,
// can be written.
func writableAbove(folder string) bool {
	for dir := filepath.Clean(folder); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			return writable(dir)
		}
	}
}
