package route

import (
	"strings"

	"golang.org/x/mod/module"
)

// vcsRule is one entry of GOVCS.
type vcsRule struct {
	pattern string
	allowed []string
}

// implicitVCS stands behind every GOVCS (cmd/go/internal/vcs/vcs.go:defaultGOVCS).
var implicitVCS = []vcsRule{{"private", []string{"all"}}, {"public", []string{"git", "hg"}}}

// parseGOVCS reads GOVCS; the reason is "" when it is well-formed (vcs.go:parseGOVCS).
func parseGOVCS(value string) (rules []vcsRule, reason string) {
	if value = strings.TrimSpace(value); value == "" {
		return nil, ""
	}
	seen := map[string]bool{}
	for item := range strings.SplitSeq(value, ",") {
		pattern, list, found := strings.Cut(strings.TrimSpace(item), ":")
		pattern, list = strings.TrimSpace(pattern), strings.TrimSpace(list)
		switch {
		case strings.TrimSpace(item) == "":
			return nil, "empty-entry"
		case !found:
			return nil, "missing-colon"
		case pattern == "":
			return nil, "empty-pattern"
		case list == "":
			return nil, "empty-list"
		case pattern == "." || pattern == ".." || strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../"):
			return nil, "relative-pattern"
		case seen[pattern]:
			return nil, "repeated-pattern"
		}
		seen[pattern] = true
		rule := vcsRule{pattern: pattern}
		for name := range strings.SplitSeq(list, "|") {
			if name = strings.TrimSpace(name); name == "" {
				return nil, "empty-name"
			}
			rule.allowed = append(rule.allowed, name)
		}
		rules = append(rules, rule)
	}
	return rules, ""
}

// govcsProblems are no reason for go to stop before it comes to a repository: that
// is when it reads GOVCS.
func govcsProblems(value string) []Problem {
	if _, reason := parseGOVCS(value); reason != "" {
		return []Problem{{Kind: OtherMalformed, Reason: reason}}
	}
	return nil
}

// AllowsVCS reports whether GOVCS lets the go command use a version control
// program (git, hg, svn, bzr, fossil) for a repository whose root is this
// module path. A malformed GOVCS allows nothing.
func (s *Settings) AllowsVCS(root, tool string) bool {
	rules, reason := parseGOVCS(s.value("GOVCS"))
	if reason != "" {
		return false
	}
	private := module.MatchPrefixPatterns(s.value("GOPRIVATE"), root)
	for _, rule := range append(rules, implicitVCS...) {
		if !rule.matches(root, private) {
			continue
		}
		for _, name := range rule.allowed {
			if name == tool || name == "all" {
				return true
			}
		}
		return false
	}
	return false
}

func (r vcsRule) matches(root string, private bool) bool {
	switch r.pattern {
	case "private":
		return private
	case "public":
		return !private
	}
	return module.MatchPrefixPatterns(r.pattern, root)
}
