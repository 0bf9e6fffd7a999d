package network

import (
	"testing"
	"testing/fstest"

	"gomend/checks"
)

func TestReadHome(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		env   map[string]string
		want  checks.Home
	}{
		{"Debian", map[string]string{"etc/os-release": "NAME=\"Debian GNU/Linux\"\nID=debian\n", "bin/sh": "", "lib64/ld-linux-x86-64.so.2": ""}, nil, checks.Home{System: "debian", Libc: "glibc"}},
		{"Alpine in Docker", map[string]string{".dockerenv": "", "etc/os-release": "ID=alpine\n", "bin/sh": "", "lib/ld-musl-x86_64.so.1": ""}, nil, checks.Home{Container: "docker", System: "alpine", Libc: "musl"}},
		{"a distroless image in Kubernetes", map[string]string{"usr/lib/os-release": "ID=\"debian\"\n"}, map[string]string{"KUBERNETES_SERVICE_HOST": "10.0.0.1"}, checks.Home{Container: "kubernetes", System: "debian", Bare: true}},
		{"a program alone", map[string]string{"run/.containerenv": ""}, nil, checks.Home{Container: "podman", Bare: true}},
		{"by SSH", map[string]string{"usr/bin/sh": "", "usr/lib64/ld-linux-aarch64.so.1": ""}, map[string]string{"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}, checks.Home{Libc: "glibc", Remote: true}},
	} {
		root := fstest.MapFS{}
		for name, text := range c.files {
			root[name] = &fstest.MapFile{Data: []byte(text)}
		}
		if got := readHome(root, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}
