package module

import (
	"bytes"
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gomend/checks/route"
)

// prepare makes a module that requires nothing. Its go line is the oldest that
// every go command with modules by default reads without remarks.
func (opt DownloadOptions) prepare() (dir string, err error) {
	if dir, err = opt.makeFolder(); err != nil {
		return "", err
	}
	app := filepath.Join(dir, "app")
	if err := os.Mkdir(app, 0o700); err != nil {
		return dir, err
	}
	if err := os.WriteFile(filepath.Join(app, "go.mod"), []byte("module gomend.test\n\ngo 1.16\n"), 0o600); err != nil {
		return dir, err
	}
	return dir, os.WriteFile(filepath.Join(app, "go.sum"), sumLines(opt.GoSum, opt.Module), 0o600)
}

// makeFolder makes a folder that is thrown away, where there is room for it: go mod
// download itself needs no temporary folder, and must not seem broken for want of
// one.
func (opt DownloadOptions) makeFolder() (dir string, err error) {
	places := []string{opt.TempDir, os.TempDir()}
	if cache, err := os.UserCacheDir(); err == nil {
		places = append(places, cache)
	}
	if above, err := nearest(opt.Cache); err == nil && opt.Cache != "" {
		places = append(places, above)
	}
	slices.SortStableFunc(places, func(a, b string) int { return cmp.Compare(scant(a), scant(b)) })
	for _, place := range places {
		if place == "" {
			continue
		}
		if dir, err = os.MkdirTemp(place, "gomend-"); err == nil {
			return dir, nil
		}
	}
	return "", err
}

// scant is 1 for a place that may well be too small for a module, else 0.
func scant(place string) int {
	if free, err := freeSpace(place); err == nil && free.bytes < roomScant {
		return 1
	}
	return 0
}

// fetched is a throw-away folder with a module that go fetched.
type fetched struct {
	dir    string
	module route.Module
}

func (f fetched) cache() string { return filepath.Join(f.dir, "mod") }

// Close implements io.Closer.
func (f fetched) Close() error {
	removeAll(f.dir)
	return nil
}

// sumLines are the lines of go.sum that vouch for a module.
func sumLines(gosum []byte, m route.Module) []byte {
	var kept bytes.Buffer
	for line := range bytes.Lines(gosum) {
		words := strings.Fields(string(line))
		if len(words) == 3 && words[0] == m.Path && (m.Version == "" || strings.TrimSuffix(words[1], "/go.mod") == m.Version) {
			kept.WriteString(strings.Join(words, " ") + "\n")
		}
	}
	return kept.Bytes()
}

// environment is the person's, except for what keeps this run apart from their
// module cache and workspace, and from any prompt.
func (opt DownloadOptions) environment(dir string) []string {
	env := quietEnv(opt.Env)
	for _, set := range [][2]string{
		{"GOMODCACHE", filepath.Join(dir, "mod")},
		{"GOFLAGS", downloadFlags(opt.Flags)},
		{"GOWORK", "off"},
		{"GOTOOLCHAIN", "local"},
		{"PWD", filepath.Join(dir, "app")},
	} {
		env = setEnv(env, set[0], set[1])
	}
	for _, name := range opt.Without {
		env = setEnv(env, name, "") // which counts as unset (cfg.go:Getenv)
	}
	for _, set := range opt.With {
		env = setEnv(env, set[0], set[1])
	}
	return env
}

// downloadFlags are the person's GOFLAGS without those that are about their own
// go.mod and vendor folder, and with -modcacherw, so that the throw-away module
// cache can be removed.
func downloadFlags(flags string) string {
	var kept []string
	for _, flag := range strings.Fields(flags) {
		name, _, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		switch name {
		case "mod", "modfile", "modcacherw", "overlay", "C":
		default:
			kept = append(kept, flag)
		}
	}
	return strings.Join(append(kept, "-modcacherw"), " ")
}

// removeAll removes a throw-away folder, also where -modcacherw had no effect and
// its folders are read-only.
func removeAll(dir string) {
	if os.RemoveAll(dir) == nil {
		return
	}
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			os.Chmod(path, 0o700)
		}
		return nil
	})
	os.RemoveAll(dir)
}
