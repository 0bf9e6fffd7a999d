//go:build linux

package docker

import (
	"archive/tar"
	"bytes"
	"debug/elf"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Names of the images.
const (
	serverImage = "gomend-lab-server"
	slimImage   = "gomend-lab-slim" // a shell, the go command, root certificates, gomend
	bareImage   = "gomend-lab-bare" // the go command and gomend, nothing else
)

// golangImage are the settings of the official images of Go
// (https://github.com/docker-library/golang).
var golangImage = []string{
	"ENV GOTOOLCHAIN=local GOPATH=/go PATH=/go/bin:/usr/local/go/bin:/usr/local/bin:/usr/bin:/bin", "WORKDIR /go",
}

// tree is the content of an image: files by their path without the leading slash.
type tree map[string][]byte

// folders that images have besides those of their files, and who may write to them.
var folders = map[string]int64{
	"run/": 0o755, "tmp/": 0o1777, "root/": 0o700, "go/": 0o777, "go/pkg/": 0o755, "go/pkg/mod/": 0o755, "usr/local/go/pkg/tool/": 0o755, "home/gopher/": 0o777,
}

// archive is the tree as docker import takes it.
func (t tree) archive() (io.Reader, error) {
	out := &bytes.Buffer{}
	w := tar.NewWriter(out)
	for name, mode := range folders {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: mode, Typeflag: tar.TypeDir}); err != nil {
			return nil, err
		}
	}
	for name, content := range t {
		mode := int64(0o644)
		if bytes.HasPrefix(content, []byte(elf.ELFMAG)) {
			mode = 0o755
		}
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(content))}); err != nil {
			return nil, err
		}
		if _, err := w.Write(content); err != nil {
			return nil, err
		}
	}
	return out, w.Close()
}

// load makes an image of the tree.
func (t tree) load(name string, settings ...string) error {
	data, err := t.archive()
	if err != nil {
		return err
	}
	args := []string{"import", "--change", "LABEL " + label}
	for _, s := range settings {
		args = append(args, "--change", s)
	}
	_, err = docker(data, append(args, "-", name)...)
	return err
}

// take puts a file of this machine into the tree, wherever it really is.
func (t tree) take(file, place string) error {
	content, err := os.ReadFile(file)
	t[place] = content
	return err
}

// takeProgram puts a program and the libraries it needs to their own places (ldd(1)).
func (t tree) takeProgram(file string) error {
	if err := t.take(file, strings.TrimPrefix(file, "/")); err != nil {
		return err
	}
	out, _ := exec.Command("ldd", file).Output() // fails for a static program
	for _, word := range strings.Fields(string(out)) {
		if strings.HasPrefix(word, "/") {
			if err := t.take(word, word[1:]); err != nil {
				return err
			}
		}
	}
	return nil
}

// bare is what a careless image of one program holds: go and gomend.
func bare(gomend string) (tree, error) {
	t := tree{"etc/passwd": []byte("root:x:0:0::/root:/bin/sh\ngopher:x:1000:1000::/home/gopher:/bin/sh\n")}
	if err := t.take(gomend, "usr/local/bin/gomend"); err != nil {
		return nil, err
	}
	root, err := goRoot()
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"bin/go", "go.env", "VERSION"} {
		if err := t.take(filepath.Join(root, name), "usr/local/go/"+name); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// slim is bare with what a small distribution has.
func slim(gomend string, roots []byte) (tree, error) {
	t, err := bare(gomend)
	if err != nil {
		return nil, err
	}
	t["etc/os-release"] = []byte("ID=debian\n")
	t["etc/ssl/certs/ca-certificates.crt"] = roots
	return t, t.takeProgram("/bin/sh")
}

func goRoot() (string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	return strings.TrimSpace(string(out)), err
}

// buildServer builds this very program so that it needs no libraries.
func buildServer(dir string) (tree, error) {
	file := filepath.Join(dir, "server")
	cmd := exec.Command("go", "test", "-c", "-trimpath", "-ldflags=-s -w", "-o", file, "gomend/checks/lab/docker")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+runtime.GOARCH)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building the server: %w: %s", err, out)
	}
	t := tree{}
	return t, t.take(file, "server")
}
