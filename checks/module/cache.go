package module

import (
	"archive/zip"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/module"

	"gomend/checks"
	"gomend/checks/route"
)

// Cache tries whether the go command could write a module into the module cache
// (GOMODCACHE): a file is made and removed in each folder that it would write
// to, or in the nearest one above that exists. Nothing stays, no mode changes.
// also lists further folders that it writes to, such as GOPATH/pkg/sumdb.
func Cache(path string, m route.Module, also ...string) checks.Check {
	return checks.Check{
		ID: checks.KindModuleCache.Name(""), Kind: checks.KindModuleCache, Target: path,
		Command: "ls -ld '" + path + "'",
		Run: func(context.Context, *checks.Input) checks.Result {
			return cacheResult(path, append(cacheFolders(path, m), also...))
		},
	}
}

// maxCached bounds how many cached modules are looked at; each costs two looks at the disk.
const maxCached = 200

// CachedFiles looks at what the module cache at path already holds of the
// modules. Go takes a zip there for good, and does not fetch it again: a damaged
// one stops it for ever (cmd/go/internal/modfetch/fetch.go:DownloadZip).
func CachedFiles(path string, mods []route.Module) checks.Check {
	return checks.Check{
		ID: checks.KindCachedFiles.Name(""), Kind: checks.KindCachedFiles, Target: path,
		Command: "go mod verify",
		Run: func(ctx context.Context, _ *checks.Input) checks.Result {
			for _, m := range mods[:min(len(mods), maxCached)] {
				if ctx.Err() != nil {
					return checks.Result{Status: checks.Unknown, Code: checks.Canceled}
				}
				if file, code := damaged(path, m); code != checks.OK {
					f := checks.CacheFacts{Path: file, Owner: ownerOf(file), Code: code}
					return checks.Result{Status: checks.Fail, Code: code, Cause: checks.CauseModCacheCorrupt, Facts: f}
				}
			}
			return checks.Result{Status: checks.Pass, Facts: checks.CacheFacts{Path: path}}
		},
	}
}

// damaged names a cached file of a module that go cannot use. The zip of a module
// that has been unpacked is not opened again.
func damaged(path string, m route.Module) (file string, code checks.Code) {
	escaped, err := module.EscapePath(m.Path)
	version, err2 := module.EscapeVersion(m.Version)
	if err != nil || err2 != nil || !Exact(m) {
		return "", checks.OK
	}
	base := filepath.Join(path, "cache", "download", filepath.FromSlash(escaped), "@v", version)
	if _, err := os.Stat(filepath.Join(path, filepath.FromSlash(escaped)+"@"+version)); err == nil {
		return "", checks.OK
	}
	r, err := zip.OpenReader(base + ".zip")
	switch {
	case err == nil:
		r.Close()
	case errors.Is(err, zip.ErrFormat):
		return base + ".zip", checks.BadContent
	}
	return "", checks.OK
}

// cacheFolders are the folders that the go command writes to for a module
// (cmd/go/internal/modfetch/cache.go:cacheDir, DownloadDir).
func cacheFolders(path string, m route.Module) []string {
	download := filepath.Join(path, "cache", "download")
	escaped, err := module.EscapePath(m.Path)
	if err != nil {
		return []string{download, path}
	}
	escaped = filepath.FromSlash(escaped)
	return []string{filepath.Join(download, escaped, "@v"), filepath.Dir(filepath.Join(path, escaped))}
}

func cacheResult(path string, folders []string) checks.Result {
	if path == "" || !filepath.IsAbs(path) {
		f := checks.CacheFacts{Path: path, Code: checks.Malformed}
		return checks.Result{Status: checks.Fail, Code: f.Code, Facts: f} // the check of the settings says whose fault it is
	}
	for _, folder := range folders {
		dir, code := tryWrite(folder)
		if code == checks.OK {
			continue
		}
		f := checks.CacheFacts{Path: dir, Owner: ownerOf(dir), Code: code}
		cause := checks.CauseModCacheUnwritable
		if code == checks.NoSpace {
			cause = checks.CauseDiskFull
		}
		return checks.Result{Status: checks.Fail, Code: code, Cause: cause, Facts: f}
	}
	return checks.Result{Status: checks.Pass, Facts: checks.CacheFacts{Path: path}}
}

// tryBytes is written to see whether there is room at all.
const tryBytes = 4 << 10

// tryWrite makes and removes a file in a folder, or in the nearest one above it
// that exists, and returns where it tried.
func tryWrite(folder string) (dir string, code checks.Code) {
	dir, err := nearest(folder)
	if err != nil {
		return dir, checks.Classify(err)
	}
	f, err := os.CreateTemp(dir, ".gomend-*.tmp")
	if err != nil {
		return dir, writeCode(err)
	}
	_, err = f.WriteString(strings.Repeat("gomend\n ", tryBytes/8))
	err = errors.Join(err, f.Close(), os.Remove(f.Name()))
	return dir, writeCode(err)
}

// writeCode maps what a file system says; whatever it is, it cannot be written.
func writeCode(err error) checks.Code {
	code := checks.Classify(err)
	if code == checks.Unclassified || code == checks.Prohibited || code == checks.NotPermitted {
		return checks.Permission
	}
	return code
}

// nearest is the folder itself or the first one above it that exists. Something
// else than a folder in that place is an error.
func nearest(folder string) (string, error) {
	for dir := filepath.Clean(folder); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		switch {
		case err == nil && info.IsDir():
			return dir, nil
		case err == nil:
			return dir, fs.ErrPermission
		case !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) || isLink(dir):
			return dir, err // no folder can be made in the place of a link whose target is gone
		}
	}
}

func isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}
