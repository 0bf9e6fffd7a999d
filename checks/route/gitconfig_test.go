package route

import (
	"net/url"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

func TestParseGitConfig(t *testing.T) {
	out := "url.ssh://git@github.com/.insteadof\nhttps://github.com/\x00" +
		"url.https://Mirror.example/.insteadof\nhttps://github.com/Acme/\x00http.https://x.example.proxy\n\x00url.broken.insteadof\n\x00"
	rewrites, proxied, _ := parseGitConfig(out)
	if len(rewrites) != 2 || !proxied || rewrites[1].base != "https://Mirror.example/" {
		t.Fatalf("got %+v, %v", rewrites, proxied)
	}
	g := gitConfig{rewrites: rewrites}
	for _, c := range []struct{ from, to string }{
		{"https://github.com/a/b", "ssh://git@github.com/a/b"},
		{"https://github.com/Acme/b", "https://Mirror.example/b"}, // the longest prefix wins
		{"https://gitlab.com/a/b", "https://gitlab.com/a/b"},
	} {
		if got, changed := g.apply(c.from); got != c.to || changed != (c.from != c.to) {
			t.Errorf("%s: got %s, %v, want %s", c.from, got, changed, c.to)
		}
	}
}

func TestGitURL(t *testing.T) {
	for raw, want := range map[string]string{
		"git@github.com:a/b.git":          "ssh://git@github.com/a/b.git",
		"host.example:repo":               "ssh://host.example/repo",
		"ssh://git@github.com:2222/a/b":   "ssh://git@github.com:2222/a/b",
		"https://u@mirror.example/a":      "https://u@mirror.example/a",
		"/srv/git/a.git":                  "file:///srv/git/a.git",
		"git@[2001:db8::1]:a/b":           "ssh://git@[2001:db8::1]/a/b",
		"https://broken.example/%zz://x:": "",
	} {
		got := ""
		if u := gitURL(raw); u != nil {
			got = u.String()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", raw, got, want)
		}
	}
}

// TestGitRouteAsGit compares with what git says of its own configuration.
func TestGitRouteAsGit(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed")
	}
	home := t.TempDir()
	place{t: t, root: home}.write(".gitconfig", `[url "git@code.example:"]
	insteadOf = https://code.example/
[url "https://mirror.example/acme/"]
	insteadOf = https://code.example/acme/
[http]
	proxy = http://everywhere.example:8080
[http "https://mirror.example"]
	proxy =
[http "https://far.example"]
	proxy = far-proxy.example
`)
	s, err := Inspect(LoadOptions{Dir: home, Env: []string{"HOME=" + home, "PATH=" + filepath.Dir(git), "NO_PROXY=near.example"}})
	if err != nil {
		t.Fatal(err)
	}
	s.readGitConfig(t.Context(), []string{"HOME=" + home, "PATH=" + filepath.Dir(git)})
	for from, want := range map[string]string{
		"https://code.example/a/b":    "ssh://git@code.example/a/b code.example:22 direct",
		"https://code.example/acme/b": "https://mirror.example/acme/b mirror.example:443 direct",
		"https://other.example/a":     "https://other.example/a everywhere.example:8080 http://everywhere.example:8080",
		"https://far.example/a":       "https://far.example/a far-proxy.example:1080 http://far-proxy.example:1080",
		"https://near.example/a":      "https://near.example/a near.example:443 direct",
	} {
		u, _ := url.Parse(from)
		r := s.GitRoute("version-control-1", u)
		if got := r.Display() + " " + r.Host + ":" + strconv.Itoa(r.Port) + " " + r.Via.String(); got != want {
			t.Errorf("%s: got %s, want %s", from, got, want)
		}
	}
}
