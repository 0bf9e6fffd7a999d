package module

import (
	"net/http"
	"strings"
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

func meta(content string) string {
	return `<html><head><meta name="go-import" content="` + content + `"></head><body></body></html>`
}

func TestImportTag(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"good", meta("x.example/m git https://git.example/m.git"), "https://git.example/m.git"},
		{"ssh", meta("x.example/m git ssh://git@git.example/m.git"), "ssh://git@git.example/m.git"},
		{"subdirectory", meta("x.example/m git https://git.example/m.git sub"), "https://git.example/m.git"},
		{"mod wins", meta("x.example/m git https://a") + "", "https://a"},
		{"no doctype, upper case", `<META NAME="go-import" CONTENT="x.example/m git https://a">`, "https://a"},
		{"after the body begins", `<html><body><meta name="go-import" content="x.example/m git https://a">`, ""},
		{"another prefix", meta("x.example/other git https://a"), ""},
		{"prefix of a word", meta("x.example/mm git https://a"), ""},
		{"two", `<head><meta name="go-import" content="x.example/m git https://a"><meta name="go-import" content="x.example/m git https://b"></head>`, ""},
		{"mod and git", `<head><meta name="go-import" content="x.example/m git https://a"><meta name="go-import" content="x.example/m mod https://b"></head>`, "https://b"},
		{"unknown program", meta("x.example/m cvs https://a"), ""},
		{"file", meta("x.example/m git file:///etc"), ""},
		{"scp-like", meta("x.example/m git git@h:m.git"), ""},
		{"broken", "<html <<<", ""},
		{"empty", "", ""},
	} {
		tag, err := importTag([]byte(c.page), "x.example/m")
		if (err == nil) != (c.want != "") || tag.Repo != c.want && c.want != "" {
			t.Errorf("%s: %+v, %v", c.name, tag, err)
		}
	}
}

func TestDiscovery(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string // HOST stands for the server
		prefix string // body of the page of HOST/team
		code   checks.Code
		cause  checks.Cause
	}{
		{"good", 200, meta("HOST/team/x git https://git.example/x"), "", "", ""},
		{"404 with a tag", 404, meta("HOST/team/x git https://git.example/x"), "", "", ""},
		{"shorter prefix agrees", 200, meta("HOST/team git https://git.example/x"), meta("HOST/team git https://git.example/x"), "", ""},
		{"shorter prefix differs", 200, meta("HOST/team git https://git.example/x"), meta("HOST/team git https://evil.example/x"), checks.NoImportTag, checks.CauseMetaMissing},
		{"no tag", 200, "<html><head></head></html>", "", checks.NoImportTag, checks.CauseMetaMissing},
		{"login", 401, "<html></html>", "", checks.StatusUnauthorized, checks.CauseGitAuthRequired},
		{"404", 404, "<html></html>", "", checks.StatusNotFound, checks.CauseMetaMissing},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.RawQuery != "go-get=1" {
					t.Errorf("asked %s", r.RequestURI)
				}
				body := c.prefix
				if r.URL.Path == "/team/x" {
					w.WriteHeader(c.status)
					body = c.body
				}
				w.Write([]byte(strings.ReplaceAll(body, "HOST", r.Host)))
			}), true)
			a, _ := asker(t, s)
			r := s.route(t, "vcs", "")
			m := route.Module{Path: r.URL.Host + "/team/x", Version: "v1.0.0"}
			next := func(tag Import) ([]checks.Check, []route.Route) {
				return []checks.Check{{ID: "next/" + tag.Repo}}, nil
			}
			got := perform(t, checks.NewBoard(), a.Discovery(r, m, next, nil))
			if got.Code != c.code || got.Cause != c.cause {
				t.Errorf("got %q %q", got.Code, got.Cause)
			}
			if (len(got.Then) == 1) != (c.code == checks.OK) {
				t.Errorf("then %+v", got.Then)
			}
		})
	}
}

func TestPageAstray(t *testing.T) {
	for location, want := range map[string]checks.Cause{
		"http://HOST/team/x?go-get=1": checks.CauseInsecureOnly,
		"http://portal.example/login": checks.CauseMetaMissing,
		"/team/x?go-get=1":            checks.CauseMetaMissing,
	} {
		s := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			host, _, _ := strings.Cut(r.Host, ":")
			w.Header().Set("Location", strings.ReplaceAll(location, "HOST", host))
			w.WriteHeader(http.StatusFound)
		}), true)
		a, _ := asker(t, s)
		r := s.route(t, "vcs", "")
		m := route.Module{Path: r.URL.Host + "/team/x", Version: "v1.0.0"}
		if got := perform(t, checks.NewBoard(), a.Discovery(r, m, nil, nil)); got.Cause != want {
			t.Errorf("%s: %q %q, want %q", location, got.Code, got.Cause, want)
		}
	}
}
