package module

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"

	"gomend/checks/route"
)

// cachedFiles are the files of modules that a throw-away module cache has from the
// person's, by module: the base of their names there, without the suffix.
type cachedFiles map[route.Module]string

// linkCache lends what the module cache at from holds of the modules to the one at
// to, so that it is not fetched. Go writes none of these files again.
func linkCache(from, to string, mods []route.Module) cachedFiles {
	linked := cachedFiles{}
	for _, m := range mods[:min(len(mods), maxCached)] {
		base, dir, ok := cachePlaces(m)
		if !ok || from == "" {
			continue
		}
		for _, suffix := range []string{".info", ".mod", ".zip", ".ziphash"} {
			if link(from, to, base+suffix) {
				linked[m] = filepath.Join(from, base)
			}
		}
		if _, err := os.Stat(filepath.Join(to, base+".zip")); err == nil {
			link(from, to, dir)
		}
	}
	return linked
}

// maxMods bounds how many go.mod files are lent: a large project has some hundreds.
const maxMods = 2000

// linkMods lends the go.mod files that a project reads to know its modules.
func linkMods(from, to string, mods []route.Module, linked cachedFiles) {
	for _, m := range mods[:min(len(mods), maxMods)] {
		base, _, ok := cachePlaces(m)
		if _, done := linked[m]; ok && !done && from != "" && link(from, to, base+".mod") {
			linked[m] = filepath.Join(from, base)
		}
	}
}

// vouchedFor are the modules whose go.mod files a go.sum vouches for.
func vouchedFor(gosum []byte) (list []route.Module) {
	for line := range bytes.Lines(gosum) {
		words := strings.Fields(string(line))
		if len(words) != 3 {
			continue
		}
		if version, found := strings.CutSuffix(words[1], "/go.mod"); found {
			list = append(list, route.Module{Path: words[0], Version: version})
		}
	}
	return list
}

// cachePlaces are where a module cache keeps a module: its files, without their
// suffixes, and what has been unpacked (cmd/go/internal/modfetch/cache.go).
func cachePlaces(m route.Module) (base, dir string, ok bool) {
	path, err := module.EscapePath(m.Path)
	version, err2 := module.EscapeVersion(m.Version)
	if err != nil || err2 != nil || !Exact(m) {
		return "", "", false
	}
	path = filepath.FromSlash(path)
	return filepath.Join("cache", "download", path, "@v", version), path + "@" + version, true
}

func link(from, to, name string) bool {
	target := filepath.Join(from, name)
	if _, err := os.Stat(target); err != nil {
		return false
	}
	place := filepath.Join(to, name)
	return os.MkdirAll(filepath.Dir(place), 0o700) == nil && os.Symlink(target, place) == nil
}

// atFault reports whether a file of the person's cache, and not what a server sent,
// is what go rejects of the module. A zip that still has the hash that go noted when
// it arrived is whole: then go.sum speaks of another one.
func (c cachedFiles) atFault(m route.Module, text string) bool {
	base, linked := c[m]
	if !linked {
		return false
	}
	if strings.Contains(text, "/go.mod: checksum mismatch") {
		_, err := os.Stat(base + ".mod")
		return err == nil
	}
	if _, err := os.Stat(base + ".zip"); err != nil {
		return false
	}
	noted, err := os.ReadFile(base + ".ziphash")
	if err != nil {
		return true
	}
	hash, err := dirhash.HashZip(base+".zip", dirhash.Hash1)
	return err != nil || hash != strings.TrimSpace(string(noted))
}
