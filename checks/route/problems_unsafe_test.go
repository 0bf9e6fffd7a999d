package route

import (
	"strings"
	"testing"
)

func TestUnsafe(t *testing.T) {
	for _, tt := range []struct{ name, env, want string }{
		{"nothing", "GOPRIVATE=*.corp.example,github.com/acme", ""},
		{"no checksums", "GOSUMDB=off", "GOSUMDB:unverified"},
		{"everything is private", "GOPRIVATE=*", "GOPRIVATE:covers-all"},
		{"a host that everybody uses", "GONOSUMDB=corp.example,github.com", "GONOSUMDB:covers-public"},
		{"with a star behind", "GOINSECURE=gitlab.com/*", "GOINSECURE:covers-public"},
		{"git accepts any certificate", "GIT_SSL_NO_VERIFY=1", "GIT_SSL_NO_VERIFY:git-unverified"},
		{"a setting that go does not have", "GONOSUMCHECK=1", "GONOSUMCHECK:invented"},
	} {
		s := &Settings{layers: newLayers(newEnviron([]string{"HOME=" + t.TempDir(), tt.env}))}
		var list []string
		for _, p := range s.Unsafe() {
			if p.Fatal || p.Kind != Note {
				t.Errorf("%s: stops go: %+v", tt.name, p)
			}
			list = append(list, p.Name+":"+p.Reason)
		}
		if got := strings.Join(list, " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := Narrowed("*, github.com,corp.example,github.com/acme"); got != "corp.example,github.com/acme" {
		t.Errorf("narrowed to %q", got)
	}
}
