package lab

import (
	"embed"
	"io/fs"
	"net/http"
	"strings"
)

// recorded holds answers of the real module proxy and the real checksum
// database, so that the go command's defaults work without a network. They are
// recorded by TestRecord.
//
//go:embed all:testdata/proxy
var recorded embed.FS

// sumdbPrefix is where a module proxy relays the checksum database
// (https://go.dev/ref/mod#checksum-database).
const sumdbPrefix = "/sumdb/sum.golang.org"

// recordedFile is the answer recorded for a path of the module proxy, or the
// list of the versions that are recorded.
func recordedFile(path string) ([]byte, bool) {
	root, err := fs.Sub(recorded, "testdata/proxy")
	if err != nil {
		return nil, false
	}
	if data, ok := versions(root, path); ok {
		return data, true
	}
	data, err := fs.ReadFile(root, strings.TrimPrefix(path, "/"))
	return data, err == nil
}

// recordedPaths lists the paths of the module proxy that are recorded.
func recordedPaths() []string {
	var list []string
	fs.WalkDir(recorded, "testdata/proxy", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, strings.TrimPrefix(path, "testdata/proxy"))
		}
		return err
	})
	return list
}

// versions answers the paths /@v/list and /@latest from the recorded versions.
func versions(root fs.FS, path string) ([]byte, bool) {
	dir, query, found := strings.Cut(strings.TrimPrefix(path, "/"), "/@")
	if !found || query != "v/list" && query != "latest" {
		return nil, false
	}
	files, _ := fs.Glob(root, dir+"/@v/*.info")
	if len(files) == 0 {
		return nil, false
	}
	if query == "latest" {
		data, err := fs.ReadFile(root, files[len(files)-1])
		return data, err == nil
	}
	var list []byte
	for _, f := range files {
		list = append(list, strings.TrimSuffix(f[strings.LastIndex(f, "/")+1:], ".info")+"\n"...)
	}
	return list, true
}

// contentType is what proxy.golang.org sends for a path.
func contentType(path string) string {
	switch {
	case strings.HasSuffix(path, ".info"), strings.HasSuffix(path, "/@latest"):
		return "application/json"
	case strings.HasSuffix(path, ".zip"):
		return "application/zip"
	case strings.Contains(path, "/tile/"):
		return "application/octet-stream"
	}
	return "text/plain; charset=UTF-8"
}

// ModuleProxy serves the recorded modules and relays the recorded checksum
// database, as proxy.golang.org does.
func ModuleProxy() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == sumdbPrefix+"/supported" {
			return // 200 and no body
		}
		serveRecorded(w, r.URL.Path)
	})
}

// ModuleProxyWithoutSumDB serves the recorded modules alone, as many corporate
// module proxies do.
func ModuleProxyWithoutSumDB() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/sumdb/") {
			http.NotFound(w, r)
			return
		}
		serveRecorded(w, r.URL.Path)
	})
}

// SumDB serves the recorded checksum database, as sum.golang.org does.
func SumDB() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		serveRecorded(w, sumdbPrefix+r.URL.Path)
	})
}

func serveRecorded(w http.ResponseWriter, path string) {
	data, ok := recordedFile(path)
	if !ok {
		w.Header().Set("Content-Type", "text/plain; charset=UTF-8")
		w.WriteHeader(http.StatusNotFound)
		w.Write([]byte("not found: " + strings.TrimPrefix(path, "/")))
		return
	}
	w.Header().Set("Content-Type", contentType(path))
	w.Write(data)
}
