package lab

import (
	"fmt"
	"net/http"
	"strings"
)

// publicHosts are servers that everybody knows. The addresses are of the
// documentation ranges (RFC 5737, RFC 3849).
func publicHosts() map[string]*Host {
	return map[string]*Host{
		"proxy.golang.org":       {Addresses: []string{"203.0.113.10", "2001:db8:1::10"}, Handler: ModuleProxy()},
		"sum.golang.org":         {Addresses: []string{"203.0.113.11", "2001:db8:1::11"}, Handler: SumDB()},
		"storage.googleapis.com": {Addresses: []string{"203.0.113.12", "2001:db8:1::12"}, Handler: storage()},
		"goproxy.cn":             {Addresses: []string{"203.0.113.13"}, Handler: ModuleProxy()},
		"goproxy.io":             {Addresses: []string{"203.0.113.14"}, Handler: ModuleProxy()},
		"mirrors.aliyun.com":     {Addresses: []string{"203.0.113.15"}, Handler: under("/goproxy", ModuleProxyWithoutSumDB())},
		"sum.golang.google.cn":   {Addresses: []string{"203.0.113.16"}, Handler: SumDB()},
		"github.com":             {Addresses: []string{"203.0.113.17"}, Handler: github(), Plain: toHTTPS()},
		"rsc.io":                 {Addresses: []string{"203.0.113.18"}, Handler: http.NotFoundHandler(), Plain: toHTTPS()},
		"www.example.com":        {Addresses: []string{"203.0.113.19"}, Handler: page(200, "Example Domain"), Plain: page(200, "Example Domain")},
		"go.dev":                 {Addresses: []string{"203.0.113.20"}, Handler: page(200, "The Go Programming Language")},
		"golang.org":             {Addresses: []string{"203.0.113.21"}, Handler: http.NotFoundHandler()},
		"go.googlesource.com":    {Addresses: []string{"203.0.113.22"}, Handler: http.NotFoundHandler()},
	}
}

// companyHosts are servers inside a company.
func companyHosts() map[string]*Host {
	return map[string]*Host{
		"goproxy.corp.example": {Addresses: []string{"198.51.100.10"}, Internal: true, Handler: ModuleProxy()},
		"git.corp.example":     {Addresses: []string{"198.51.100.11"}, Internal: true, Handler: gitHost(false)},
		"www.corp.example":     {Addresses: []string{"198.51.100.12"}, Internal: true, Handler: page(200, "Example Corp"), Plain: page(200, "Example Corp")},
		"old.corp.example": {
			Addresses: []string{"198.51.100.13"}, Internal: true, Wire: WireClosed,
			Handler: http.NotFoundHandler(), Plain: importPage("old.corp.example/team/tool", "git", "http://old.corp.example/team/tool.git"),
		},
	}
}

// page answers everything with an HTML page.
func page(status int, title string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		fmt.Fprintf(w, "<!DOCTYPE html><html><head><title>%s</title></head><body><h1>%s</h1></body></html>\n", title, title)
	})
}

// text answers everything with a line of text.
func text(status int, line string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Error(w, line, status) })
}

// importPage tells where the code of a module is (https://go.dev/ref/mod#vcs-find).
func importPage(prefix, vcs, repo string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.Host+r.URL.Path, prefix) {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<html><head><meta name=\"go-import\" content=\"%s %s %s\"></head></html>\n", prefix, vcs, repo)
	})
}

// redirect sends everybody to another page.
func redirect(to string) http.Handler { return http.RedirectHandler(to, http.StatusFound) }

func toHTTPS() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://"+r.Host+r.URL.RequestURI(), http.StatusMovedPermanently)
	})
}

// under serves a handler below a path; the rest is not found.
func under(prefix string, h http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(prefix+"/", http.StripPrefix(prefix, h))
	return mux
}

// github answers as the real one does about repositories that do not exist or
// are private: it asks for credentials.
func github() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/info/refs") {
			w.Header().Set("WWW-Authenticate", `Basic realm="GitHub"`)
			http.Error(w, "Repository not found.", http.StatusUnauthorized)
			return
		}
		page(http.StatusNotFound, "Page not found").ServeHTTP(w, r)
	})
}

// storagePath is where the redirecting module proxy sends zips.
const storagePath = "/proxy-golang-org-prod"

func storage() http.Handler { return under(storagePath, ModuleProxyWithoutSumDB()) }

// RedirectingZips is a module proxy that sends zips to storage.googleapis.com.
func RedirectingZips() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".zip") {
			http.Redirect(w, r, "https://storage.googleapis.com"+storagePath+r.URL.Path, http.StatusFound)
			return
		}
		ModuleProxy().ServeHTTP(w, r)
	})
}

// Replacing answers paths that end with a suffix its own way.
func Replacing(suffix string, special, other http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, suffix) {
			special.ServeHTTP(w, r)
			return
		}
		other.ServeHTTP(w, r)
	})
}

// WithPassword asks for Basic credentials first.
func WithPassword(user, password string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if u, p, ok := r.BasicAuth(); !ok || u != user || p != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="corp"`)
			http.Error(w, "credentials required", http.StatusUnauthorized)
			return
		}
		h.ServeHTTP(w, r)
	})
}
