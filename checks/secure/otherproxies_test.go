package secure

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestOtherProxies(t *testing.T) {
	for _, test := range []struct {
		name  string
		env   []string
		files map[string]string // below home, or below etc when they begin with /
		want  []string          // source and URL
	}{
		{"nothing", nil, nil, nil},
		{"what go reads is no evidence", []string{"HTTPS_PROXY=http://a:1", "https_proxy=http://a:1"}, nil, nil},
		{"variables of other programs", []string{"HTTP_PROXY=http://h:3128", "ALL_PROXY=socks5://s"}, nil,
			[]string{"ALL_PROXY socks5://s", "HTTP_PROXY http://h:3128"}},
		{"each once", []string{"ALL_PROXY=http://a:1", "all_proxy=http://a:1", "HTTP_PROXY=a:1"}, nil, []string{"ALL_PROXY http://a:1"}},
		{"unusable values", []string{"ALL_PROXY=socks4://s:1", "all_proxy=http://a:port", "HTTP_PROXY=http://", "http_proxy=${P}"}, nil, nil},
		{"secrets are hidden", []string{"ALL_PROXY=http://u:p@a:1"}, nil, []string{"ALL_PROXY http://u:xxxxx@a:1"}},
		{"git", nil, map[string]string{".gitconfig": "[http]\n\tproxy = http://git:3128\n"}, []string{"git http.proxy http://git:3128"}},
		{"curl", nil, map[string]string{".curlrc": "# x\nproxy = \"http://curl:3128\"\n"}, []string{"~/.curlrc http://curl:3128"}},
		{"curl's short form", nil, map[string]string{".curlrc": "-x curl:3128\n"}, []string{"~/.curlrc http://curl:3128"}},
		{"curl's socks", nil, map[string]string{".curlrc": "socks5-hostname curl:1080\n"}, []string{"~/.curlrc socks5://curl:1080"}},
		{"wget", nil, map[string]string{".wgetrc": "#https_proxy = http://no:1\nhttps_proxy = http://wget:3128\n"}, []string{"~/.wgetrc http://wget:3128"}},
		{"npm", nil, map[string]string{".npmrc": "proxy=http://npm:1\nhttps-proxy=http://npm:2\n"}, []string{"~/.npmrc http://npm:2", "~/.npmrc http://npm:1"}},
		{"docker", nil, map[string]string{".docker/config.json": `{"proxies":{"default":{"httpsProxy":"http://docker:3128"}}}`}, []string{"~/.docker/config.json http://docker:3128"}},
		{"apt", nil, map[string]string{"/apt/apt.conf.d/95proxy": "Acquire::http::Proxy \"http://apt:1/\";\nAcquire::https::Proxy \"DIRECT\";\n"}, []string{"ETC/apt/apt.conf.d/95proxy http://apt:1"}},
		{"apt's block", nil, map[string]string{"/apt/apt.conf.d/proxy": "Acquire {\n  HTTP::proxy \"http://apt:1\";\n  HTTPS::proxy \"http://apt:2\";\n}\n"}, []string{"ETC/apt/apt.conf.d/proxy http://apt:2", "ETC/apt/apt.conf.d/proxy http://apt:1"}},
		{"pip", nil, map[string]string{".config/pip/pip.conf": "[global]\nproxy = http://pip:3128\n"}, []string{"~/.config/pip/pip.conf http://pip:3128"}},
		{"fish", nil, map[string]string{".config/fish/config.fish": "set -x PATH /bin /usr/bin\nset -gx https_proxy http://fish:3128\n"}, []string{"~/.config/fish/config.fish http://fish:3128"}},
		{"KDE", nil, map[string]string{".config/kioslaverc": "[Proxy Settings]\nProxyType=1\nhttpProxy=http://kde 1\nhttpsProxy=http://kde 2\n"}, []string{"~/.config/kioslaverc http://kde:2", "~/.config/kioslaverc http://kde:1"}},
		{"KDE's, switched off", nil, map[string]string{".config/kioslaverc": "[Proxy Settings]\nProxyType=0\nhttpsProxy=http://kde 2\n"}, nil},
		{"an editor", nil, map[string]string{".config/Code/User/settings.json": "{\n  // proxy\n  \"http.proxy\": \"http://code:3128\",\n  \"http.proxyStrictSSL\": true\n}\n"}, []string{"~/.config/Code/User/settings.json http://code:3128"}},
		{"the shell's own startup file", nil, map[string]string{".bashrc": "# proxy\n  export HTTPS_PROXY='http://shell:3128' # office\n"}, []string{"~/.bashrc http://shell:3128"}},
		{"a variable in it", nil, map[string]string{".zshrc": "export https_proxy=http://$HOST:3128\nexport http_proxy=$https_proxy\n"}, nil},
		{"environment of logins", nil, map[string]string{"/environment": "PATH=/bin\nhttps_proxy=\"http://env:3128\"\n"}, []string{"ETC/environment http://env:3128"}},
		{"shell profiles", nil, map[string]string{"/profile.d/proxy.sh": "export HTTPS_PROXY='http://sh:3128'; # company\n"}, []string{"ETC/profile.d/proxy.sh http://sh:3128"}},
		{"dnf", nil, map[string]string{"/dnf/dnf.conf": "[main]\nproxy=http://dnf:3128\n"}, []string{"ETC/dnf/dnf.conf http://dnf:3128"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			home, etc := t.TempDir(), t.TempDir()
			for name, text := range test.files {
				if filepath.IsAbs(name) {
					write(t, etc, name, []byte(text))
				} else {
					write(t, home, name, []byte(text))
				}
			}
			env := append([]string{
				"PATH=" + os.Getenv("PATH"), "HOME=" + home, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + filepath.Join(home, ".gitconfig"),
			}, test.env...)
			var got []string
			for _, k := range otherProxies(env, home, etc) {
				source := k.Source
				if rest, err := filepath.Rel(etc, source); err == nil && filepath.IsAbs(source) {
					source = "ETC/" + rest
				}
				got = append(got, source+" "+k.Via().String())
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestGNOME(t *testing.T) {
	manual := "org.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy.http host 'gnome'\norg.gnome.system.proxy.http port 8080\n"
	for text, want := range map[string][]string{
		manual: {"http://gnome:8080"},
		manual + "org.gnome.system.proxy.https host 'secure'\norg.gnome.system.proxy.https port 8443\n": {"http://secure:8443", "http://gnome:8080"},
		manual + "org.gnome.system.proxy.https host ''\norg.gnome.system.proxy.https port 0\n":          {"http://gnome:8080"},
		"org.gnome.system.proxy.socks host 'gnome'\norg.gnome.system.proxy mode 'none'\n":               nil,
		"": nil,
	} {
		if got := gnomeProxies(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzSettings(f *testing.F) {
	f.Add("proxy = http://a:1\n-x b:2\nexport https_proxy=c:3 # x\nAcquire::http::Proxy \"d\";")
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range settingFiles("/home", "/etc") {
			for _, value := range s.parse(text) {
				if u, ok := proxyURL(value); ok && (u.Hostname() == "" || u.Path != "") {
					t.Errorf("%q gave %v", value, u)
				}
			}
		}
	})
}
