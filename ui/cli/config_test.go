package cli

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gomend/ui/words"
)

func TestParseConfig(t *testing.T) {
	c, err := parseConfig("c.toml", []byte(`
language = "zh"
mirrors = ["https://goproxy.cn", "https://goproxy.example/path"]
public_resolvers = ["1.1.1.1", "[2606:4700::1]:5353"]
private_hosts = ["*.corp.example", "git.example/team"]
proxy = "http://user:pass@proxy.example:3128"
`))
	if err != nil {
		t.Fatal(err)
	}
	if c.Language.Lang != words.Chinese || len(c.Mirrors) != 2 || c.Mirrors[1].Path != "/path" || c.Proxy.Port() != "3128" || c.PrivateHosts[1].Glob != "git.example/team" {
		t.Errorf("got %+v", c)
	}
	want := []netip.AddrPort{netip.MustParseAddrPort("1.1.1.1:53"), netip.MustParseAddrPort("[2606:4700::1]:5353")}
	for i, r := range c.PublicResolvers {
		if r.AddrPort != want[i] {
			t.Errorf("resolver %v, want %v", r.AddrPort, want[i])
		}
	}
}

// A mistake is named with file, line and key. A password is never repeated.
func TestConfigMistakes(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"language", `language = "fr"`, `line 1: language: "fr" is not a language, want en or zh`},
		{"no string", "\nlanguage = 3", "line 2: language: wrong kind"},
		{"unknown key", "language = \"en\"\n\nlangage = \"en\"", "line 3: unknown key langage"},
		{"unknown table", "[proxies]\na = 1", "line 1: unknown key proxies"},
		{"syntax", "language = \"en\"\nmirrors = [\"https://a.example\"", "line 2"},
		{"mirror", "mirrors = [\n  \"https://a.example\",\n  \"nothing\",\n]", "line 3: mirrors: not a URL"},
		{"mirror scheme", `mirrors = ["ftp://a.example"]`, `line 1: mirrors: a URL with scheme "ftp"`},
		{"mirror no list", `mirrors = "https://a.example"`, "line 1: mirrors: wrong kind"},
		{"resolver", `public_resolvers = ["dns.example"]`, `line 1: public_resolvers: "dns.example" is not an address`},
		{"pattern", `private_hosts = ["a.example,b.example"]`, "line 1: private_hosts"},
		{"pattern brackets", `private_hosts = ["[a"]`, "line 1: private_hosts"},
		{"proxy", `proxy = "proxy.example:geheim"`, "line 1: proxy"},
		{"twice", "language = \"en\"\nlanguage = \"zh\"", "line 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parseConfig("c.toml", []byte(tt.text))
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), "c.toml, "+tt.want) {
				t.Errorf("got %q, want %q in it", err, tt.want)
			}
			if strings.Contains(err.Error(), "geheim") {
				t.Errorf("%q shows a secret", err)
			}
		})
	}
}

// The person's own file comes before the one for all users, key by key; a file
// named in the call replaces both.
func TestConfigFiles(t *testing.T) {
	dir := t.TempDir()
	system := writeFile(t, filepath.Join(dir, "system.toml"), "language = \"zh\"\nmirrors = [\"https://system.example\"]\n")
	own := filepath.Join(dir, "xdg", "gomend")
	if err := os.MkdirAll(own, 0o700); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(own, "config.toml"), "mirrors = [\"https://own.example\"]\n")
	named := writeFile(t, filepath.Join(dir, "named.toml"), "mirrors = [\"https://named.example\"]\n")

	env := []string{"XDG_CONFIG_HOME=" + filepath.Join(dir, "xdg"), "AppData=" + filepath.Join(dir, "xdg")}
	for name, tt := range map[string]struct {
		file, system string
		env          []string
		mirror       string
		language     bool
	}{
		"both":            {"", system, env, "https://own.example", true},
		"all users":       {"", system, nil, "https://system.example", true},
		"own":             {"", filepath.Join(dir, "none"), env, "https://own.example", false},
		"none":            {"", "", nil, "", false},
		"named":           {named, system, env, "https://named.example", false},
		"relative folder": {"", "", []string{"XDG_CONFIG_HOME=xdg", "AppData=xdg"}, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			a := &app{Process: Process{Env: tt.env, SystemFile: tt.system}, flags: flags{config: tt.file}}
			c, err := a.config()
			if err != nil {
				t.Fatal(err)
			}
			mirror := ""
			if len(c.Mirrors) > 0 {
				mirror = c.Mirrors[0].String()
			}
			if mirror != tt.mirror || (c.Language != nil) != tt.language {
				t.Errorf("got mirror %q, language %v", mirror, c.Language)
			}
		})
	}
}

func TestConfigTooLarge(t *testing.T) {
	name := writeFile(t, filepath.Join(t.TempDir(), "c.toml"), strings.Repeat("#", configLimit+1))
	if _, err := readConfig(name); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("got %v", err)
	}
}

func FuzzConfig(f *testing.F) {
	f.Add([]byte("language = \"en\"\nmirrors = [\"https://a.example\"]"))
	f.Add([]byte("proxy = \"http://u:p@h:1\"\n[x"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := parseConfig("c.toml", text); err != nil && !strings.HasPrefix(err.Error(), "configuration c.toml") {
			t.Errorf("error does not name the file: %v", err)
		}
	})
}
