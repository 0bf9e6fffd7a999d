package route

import (
	"slices"
	"strings"
)

// Unsafe are settings that work, and switch off what protects, for good: what bad
// advice asks for that is going round. They stop nothing, so all are notes.
func (s *Settings) Unsafe() []Problem {
	if s.layers == nil { // not loaded
		return nil
	}
	var found []Problem
	add := func(name, value, reason string, source Source) {
		found = append(found, Problem{Name: name, Value: RedactText(value), Source: source, File: s.File(source), Kind: Note, Reason: reason})
	}
	if v, source := s.Get("GOSUMDB"); v == "off" {
		add("GOSUMDB", v, "unverified", source)
	}
	for _, name := range []string{"GOPRIVATE", "GONOSUMDB", "GOINSECURE"} {
		v, source := s.Get(name)
		if source == FromDefault { // GONOSUMDB takes GOPRIVATE's
			continue
		}
		for pattern := range strings.SplitSeq(v, ",") {
			if reason := tooBroad(strings.TrimSpace(pattern)); reason != "" {
				add(name, pattern, reason, source)
				break
			}
		}
	}
	if v := s.layers.env.get("GIT_SSL_NO_VERIFY"); v != "" {
		add("GIT_SSL_NO_VERIFY", v, "git-unverified", FromEnvironment)
	}
	if s.git.unverified {
		add("http.sslVerify", "false", "git-unverified", FromDefault)
	}
	for _, name := range inventedNames {
		if v := s.layers.env.get(name); v != "" {
			add(name, v, "invented", FromEnvironment)
		} else if v, ok := s.layers.user[name]; ok {
			add(name, v, "invented", FromEnvFile)
		}
	}
	return found
}

// inventedNames are settings that people are told to set, and that go does not have.
var inventedNames = []string{"GONOSUMCHECK", "GOSUMCHECK", "GOMODPROXY", "GO_PROXY", "GOPROXYS", "GONOSUM", "GOSSL"}

// sharedHosts hold the repositories of many owners: as a pattern, one of them covers
// what is public as well.
var sharedHosts = []string{"github.com", "gitlab.com", "bitbucket.org", "gitee.com", "codeberg.org", "golang.org", "google.golang.org", "gopkg.in", "go.googlesource.com"}

// tooBroad names why a pattern of GOPRIVATE and its kin covers public modules too.
func tooBroad(pattern string) string {
	bare := strings.TrimSuffix(strings.TrimSuffix(pattern, "/*"), "/")
	switch {
	case pattern == "*" || pattern == "*/*" || pattern == "*.*" || pattern == "*.com":
		return "covers-all"
	case slices.Contains(sharedHosts, bare):
		return "covers-public"
	}
	return ""
}

// Narrowed is a list of patterns without those that cover public modules too; empty
// when nothing is left.
func Narrowed(patterns string) string {
	list := slices.DeleteFunc(strings.Split(patterns, ","), func(p string) bool {
		p = strings.TrimSpace(p)
		return p == "" || tooBroad(p) != ""
	})
	return strings.Join(list, ",")
}
