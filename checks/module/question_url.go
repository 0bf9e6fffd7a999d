package module

import (
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"golang.org/x/mod/module"

	"gomend/checks"
)

// url is what is asked.
func (q question) url() (*url.URL, error) {
	if q.at != nil {
		return q.at, nil
	}
	if q.file != "" {
		return join(q.route.URL, q.file, q.file), nil
	}
	escaped, err := module.EscapePath(q.module.Path)
	if err != nil {
		return nil, err
	}
	file, err := q.moduleFile()
	if err != nil {
		return nil, err
	}
	whole := escaped + "/" + file
	return join(q.route.URL, whole, strings.ReplaceAll(url.PathEscape(whole), "%2F", "/")), nil
}

// suffixes of the files of one version.
var suffixes = map[Want]string{WantInfo: ".info", WantMod: ".mod", WantZip: ".zip"}

func (q question) moduleFile() (string, error) {
	switch q.want {
	case WantLatest:
		return "@latest", nil
	case WantList:
		return "@v/list", nil
	}
	version, err := module.EscapeVersion(q.module.Version)
	if err != nil {
		return "", err
	}
	return "@v/" + version + suffixes[q.want], nil
}

// join follows cmd/go/internal/modfetch/proxy.go:proxyRepo.getBody, so that the
// server sees the very path that the go command would send: escaped for a module
// proxy ("%21azure"), with a plain "!" for a checksum database.
func join(base *url.URL, file, raw string) *url.URL {
	u := *base
	u.Path = path.Join("/", base.Path, file)
	u.RawPath = path.Join("/", base.EscapedPath(), raw)
	return &u
}

// readFile answers for a file:// proxy: a missing file is "not found", as with a
// server (cmd/go/internal/web/http.go:getFile).
func readFile(u *url.URL, limit int64) Answer {
	start := time.Now()
	body, cut, err := readFileLimit(fileName(u), limit)
	a := Answer{URL: u, Body: body, Cut: cut, Protocol: "file", Header: http.Header{}, Time: time.Since(start)}
	switch {
	case err == nil:
		a.Status = http.StatusOK
	case os.IsNotExist(err):
		a.Status = http.StatusNotFound
	default:
		a.Err, a.Code = err, checks.Classify(err)
	}
	return a
}

// fileName is where a file:// URL leads.
func fileName(u *url.URL) string {
	name := filepath.FromSlash(u.Path)
	if runtime.GOOS == "windows" {
		name = strings.TrimPrefix(name, `\`)
	}
	return name
}

// noFolder reports whether a file:// proxy's own folder is not there.
func noFolder(u *url.URL) bool {
	if u == nil || u.Scheme != "file" {
		return false
	}
	info, err := os.Stat(fileName(u))
	return os.IsNotExist(err) || err == nil && !info.IsDir()
}
