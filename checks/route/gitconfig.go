package route

import (
	"context"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// GitProxySetting is the source of a proxy that git's own configuration names.
const GitProxySetting = "http.proxy"

// gitConfig is what git's own configuration says of where git goes. The go command
// runs git in a folder of the module cache, so the configuration of the repository
// in which a person stands does not count.
type gitConfig struct {
	command  goCommand
	rewrites []rewrite
	proxied  bool // some http.proxy or http.<url>.proxy is set

	unverified bool // some http.sslVerify is off
}

// rewrite is one url.<base>.insteadOf: what begins with prefix begins with base instead.
type rewrite struct{ base, prefix string }

// gitKeys are the keys that are read, as git writes them.
const gitKeys = `^(url\..*\.insteadof|http\.(.*\.)?(proxy|sslverify))$`

// readGitConfig asks git, which knows its files, their precedence and their
// includes. Where it cannot be asked it is taken to say nothing.
func (s *Settings) readGitConfig(ctx context.Context, env []string) {
	path := s.layers.env.lookPath("git")
	if path == "" {
		return
	}
	top := filepath.VolumeName(s.Dir) + string(filepath.Separator)
	s.git.command = goCommand{path, top, append(env[:len(env):len(env)], "PWD="+top)}
	out, state, _ := s.git.command.run(ctx, nil, "config", "--null", "--get-regexp", gitKeys)
	if state == GoFound {
		s.git.rewrites, s.git.proxied, s.git.unverified = parseGitConfig(string(out))
	}
}

// parseGitConfig reads the output of git config --null --get-regexp: key, line feed,
// value, NUL. The middle of a key keeps its case.
func parseGitConfig(out string) (rewrites []rewrite, proxied, unverified bool) {
	for entry := range strings.SplitSeq(out, "\x00") {
		key, value, _ := strings.Cut(entry, "\n")
		base, isRewrite := strings.CutSuffix(strings.TrimPrefix(key, "url."), ".insteadof")
		switch {
		case isRewrite && strings.HasPrefix(key, "url.") && value != "":
			rewrites = append(rewrites, rewrite{base, value})
		case strings.HasPrefix(key, "http.") && strings.HasSuffix(key, "proxy"):
			proxied = true
		case strings.HasPrefix(key, "http.") && strings.HasSuffix(key, ".sslverify"):
			unverified = unverified || slices.Contains([]string{"false", "no", "off", "0"}, strings.ToLower(value))
		}
	}
	return rewrites, proxied, unverified
}

// apply rewrites a URL once, by the longest prefix that fits (git-config(1),
// url.<base>.insteadOf). It reports whether anything fits.
func (g gitConfig) apply(raw string) (string, bool) {
	best := rewrite{}
	for _, r := range g.rewrites {
		if strings.HasPrefix(raw, r.prefix) && len(r.prefix) > len(best.prefix) {
			best = r
		}
	}
	if best.prefix == "" {
		return raw, false
	}
	return best.base + strings.TrimPrefix(raw, best.prefix), true
}

// proxyFor is the http.proxy that fits a URL best; found is false where none does.
// An empty value means no proxy at all (git-config(1), http.proxy).
func (g gitConfig) proxyFor(u *url.URL) (value string, found bool) {
	if !g.proxied || u.Scheme != "https" && u.Scheme != "http" {
		return "", false
	}
	out, state, _ := g.command.run(context.Background(), nil, "config", "--get-urlmatch", GitProxySetting, u.String())
	if state != GoFound {
		return "", false
	}
	return strings.TrimRight(string(out), "\r\n"), true
}

// scpLike is git's short form of an ssh URL (git-fetch(1), GIT URLS).
var scpLike = regexp.MustCompile(`^([^/@:]+@)?(\[[^\]]+\]|[^/:@]+):(.*)$`)

// gitURL reads a repository's URL in any form that git takes; nil where it cannot be
// read. A path of this machine is a file: URL.
func gitURL(raw string) *url.URL {
	if strings.Contains(raw, "://") {
		if u, err := url.Parse(raw); err == nil {
			return u
		}
		return nil
	}
	m := scpLike.FindStringSubmatch(raw)
	if m == nil {
		return &url.URL{Scheme: "file", Path: filepath.ToSlash(raw)}
	}
	u := &url.URL{Scheme: "ssh", Host: m[2], Path: "/" + strings.TrimPrefix(m[3], "/")}
	if name := strings.TrimSuffix(m[1], "@"); name != "" {
		u.User = url.User(name)
	}
	return u
}
