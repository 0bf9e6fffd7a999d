package route

import (
	"net/url"
	"regexp"
	"strings"
)

// codeHost is a site whose repositories the go command knows without asking
// (cmd/go/internal/vcs/vcs.go:vcsPaths).
type codeHost struct {
	prefix string
	root   *regexp.Regexp // its first group is the repository's root
	tool   string
	suffix bool // a path with a suffix such as .git is allowed
}

var codeHosts = []codeHost{
	{"github.com", regexp.MustCompile(`^(github\.com/[\w.\-]+/[\w.\-]+)(/[\w.\-]+)*$`), "git", false},
	{"bitbucket.org", regexp.MustCompile(`^(bitbucket\.org/[\w.\-]+/[\w.\-]+)(/[\w.\-]+)*$`), "git", false},
	{"hub.jazz.net/git", regexp.MustCompile(`^(hub\.jazz\.net/git/[a-z0-9]+/[\w.\-]+)(/[\w.\-]+)*$`), "git", false},
	{"git.apache.org", regexp.MustCompile(`^(git\.apache\.org/[a-z0-9_.\-]+\.git)(/[\w.\-]+)*$`), "git", true},
	{"git.openstack.org", regexp.MustCompile(`^(git\.openstack\.org/[\w.\-]+/[\w.\-]+)(\.git)?(/[\w.\-]+)*$`), "git", true},
	{"chiselapp.com", regexp.MustCompile(`^(chiselapp\.com/user/[A-Za-z0-9]+/repository/[\w.\-]+)$`), "fossil", true},
}

// suffixed is a path that names the program itself, such as "/x.git/".
var suffixed = regexp.MustCompile(`^((?:[a-z0-9.\-]+\.)+[a-z0-9.\-]+(?::[0-9]+)?(?:/~?[\w.\-]+)+?)\.(bzr|fossil|git|hg|svn)(/~?[\w.\-]+)*$`)

// origin is where the go command fetches a module directly.
type origin struct {
	url    *url.URL // the repository, or the go-import page when tool is empty
	tool   string
	root   string // module path of the repository's root; "" when a page must tell
	reason string // why there is no way at all
}

// originOf works out where a module comes from without a module proxy
// (vcs.go:RepoRootForImportPath). Repositories of unknown hosts are tried at
// https:// first, then by ssh.
func originOf(path string) origin {
	for _, h := range codeHosts {
		if path != h.prefix && !strings.HasPrefix(path, h.prefix+"/") {
			continue
		}
		m := h.root.FindStringSubmatch(path)
		if m == nil || !h.suffix && hasToolSuffix(m[1]) {
			return origin{reason: "repository-path"}
		}
		return origin{url: httpsURL(m[1]), tool: h.tool, root: m[1]}
	}
	if m := suffixed.FindStringSubmatch(path); m != nil {
		return origin{url: httpsURL(m[1]), tool: m[2], root: m[1] + "." + m[2]}
	}
	u := httpsURL(path)
	u.RawQuery = "go-get=1"
	return origin{url: u}
}

func hasToolSuffix(root string) bool {
	for _, suffix := range []string{".hg", ".git", ".svn", ".bzr", ".fossil"} {
		if strings.HasSuffix(root, suffix) {
			return true
		}
	}
	return false
}

func httpsURL(path string) *url.URL {
	host, rest, found := strings.Cut(path, "/")
	if found {
		rest = "/" + rest
	}
	return &url.URL{Scheme: "https", Host: host, Path: rest}
}
