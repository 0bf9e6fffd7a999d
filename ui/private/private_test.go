package private

import (
	"strings"
	"testing"
)

func sample() *Names {
	n := New()
	n.Show("rsc.io/quote")
	n.Show("github.com/pkg/errors")
	n.Show("142.250.71.81")
	n.Show("10.0.0.5")
	n.Add(Module, "git.corp.example/team/app")
	n.Add(Module, "github.com/acme/secret")
	n.Add(Module, "rsc.io/quote")
	n.Add(Pattern, "github.com/acme")
	n.Add(Host, "buildbox")
	n.Add(User, "jane")
	n.Add(User, "al")
	n.Add(Folder, "/srv/acme")
	n.Add(Authority, "Acme Root CA")
	return n
}

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a public host", "lookup proxy.golang.org on port 443", "lookup proxy.golang.org on port 443"},
		{"a private host", "lookup git.corp.example", "lookup private-host-2"},
		{"at the end of a sentence", "cannot reach git.corp.example.", "cannot reach private-host-2"},
		{"with a port", "git.corp.example:8443", "private-host-2:8443"},
		{"a module", "git.corp.example/team/app@v1.2.3", "private-module-1@v1.2.3"},
		{"another module there", "git.corp.example/team/lib@v1.2.3", "private-host-2/…"},
		{"a module on a public host", "https://github.com/acme/secret.git", "https://private-module-2.git"},
		{"one nobody named", "git ls-remote https://github.com/acme/more.git", "git ls-remote https://private-pattern-1/…"},
		{"one of others", "github.com/other/thing@v0.1.0", "private-module-3@v0.1.0"},
		{"a public module", "rsc.io/quote@v1.5.2 and github.com/pkg/errors", "rsc.io/quote@v1.5.2 and github.com/pkg/errors"},
		{"asked at a proxy", "https://proxy.golang.org/github.com/acme/secret/@v/list", "https://proxy.golang.org/private-module-2/@v/list"},
		{"asked at a proxy, unknown", "https://proxy.golang.org/go.corp.example/x/@v/list", "https://proxy.golang.org/private-host-2/…"},
		{"a host without dots", "http://proxy:3128", "http://private-host-2:3128"},
		{"a user in a URL", "http://bob:xxxxx@proxy.golang.org", "http://private-user:xxxxx@proxy.golang.org"},
		{"a host and a longer one", "http://git http://git.corp.example", "http://private-host-2 http://private-host-3"},
		{"localhost", "http://localhost:3000", "http://localhost:3000"},
		{"this machine", "Get from buildbox: 127.0.0.1:53", "Get from private-host-1: 127.0.0.1:53"},
		{"a user", "owned by jane, not janet", "owned by private-user-1, not janet"},
		{"too short a name", "also", "also"},
		{"a home", "/home/jane/go/pkg and /Users/joe/x", "/home/private-user/go/pkg and /Users/private-user/x"},
		{"a home on Windows", `C:\Users\joe\go`, `C:\Users\private-user\go`},
		{"a folder", "/srv/acme/app/go.mod", "private-folder-1/app/go.mod"},
		{"an authority", "issuer CN=Acme Root CA", "issuer CN=private-authority-1"},
		{"files and versions", "go.mod, go.sum, /etc/resolv.conf, go1.26.8, v1.5.2", "go.mod, go.sum, /etc/resolv.conf, go1.26.8, v1.5.2"},
		{"an internal address", "eth0 up 10.1.2.3/24", "eth0 up private-address-1/24"},
		{"a public server's address", "142.250.71.81:443", "142.250.71.81:443"},
		{"an unknown address", "203.0.113.9:443", "private-address-1:443"},
		{"a public name, an internal address", "proxy.golang.org has 10.0.0.5", "proxy.golang.org has private-address-1"},
		{"IPv6", "[fd00::1]:443 and ::1", "[private-address-1]:443 and ::1"},
		{"link-local", "fe80::1%eth0", "private-address-1"},
		{"a time", "2026-11-24T18:41:53Z, 18:41:53", "2026-11-24T18:41:53Z, 18:41:53"},
		{"the same name twice", "a.corp.example b.corp.example A.corp.example", "private-host-2 private-host-3 private-host-2"},
		{"中文", "连不上 git.corp.example。请检查", "连不上 private-host-2。请检查"},
		{"settings", "GOPROXY=https://goproxy.cn,https://athens.corp.example/x|direct", "GOPROXY=https://goproxy.cn,https://private-host-2/…|direct"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// The name comes first on every line, so that numbers do not depend on other cases.
			if got := sample().Text(tt.text); got != tt.want && strings.TrimSuffix(got, ".") != tt.want {
				t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

// What has been replaced once stays as it is.
func TestTextTwice(t *testing.T) {
	n := sample()
	text := n.Text("https://git.corp.example/team/app http://proxy:3128 10.1.2.3 jane /home/joe Acme Root CA github.com/a/b@v1")
	if again := n.Text(text); again != text {
		t.Errorf("got %s\nwant %s", again, text)
	}
}

func FuzzText(f *testing.F) {
	f.Add("https://u:p@git.corp.example:8443/x/y@v1 10.0.0.1 fe80::1%eth0 /home/jane")
	f.Fuzz(func(t *testing.T, text string) {
		got := sample().Text(text + " git.corp.example 10.9.8.7 jane")
		for _, secret := range []string{"10.9.8.7", "git.corp.example"} {
			if strings.HasSuffix(got, secret+" jane") || strings.HasSuffix(got, " jane") {
				t.Errorf("%q still shows %s", got, secret)
			}
		}
	})
}
