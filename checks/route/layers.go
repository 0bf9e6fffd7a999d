package route

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// maxFile is the most that is read of any settings or module file, in bytes.
// The go command has no limit; modfile needs about 20 times this in memory.
const maxFile = 16 << 20

// layers are the places that a setting may come from, and its precedence
// (cmd/go/internal/cfg/cfg.go:Getenv, initEnvCache, readEnvFile).
type layers struct {
	env      environ
	userFile string // written by go env -w; "" when reading is switched off
	user     map[string]string
	rootFile string // GOROOT/go.env
	root     map[string]string
	rootRead bool // rootFile could be read
}

// newLayers reads the person's file.
func newLayers(env environ) *layers {
	l := &layers{env: env, userFile: userFile(env)}
	l.user, _ = readEnvFile(l.userFile)
	return l
}

// setRoot reads GOROOT/go.env.
func (l *layers) setRoot(goroot string) {
	if goroot == "" {
		return
	}
	l.rootFile = filepath.Join(goroot, "go.env")
	var err error
	l.root, err = readEnvFile(l.rootFile)
	l.rootRead = err == nil
}

// userFile is the name of the file that go env -w writes and go reads; "" when
// GOENV=off or there is no place for it (cfg.EnvFile).
func userFile(env environ) string {
	switch file := env.get("GOENV"); file {
	case "off":
		return ""
	case "":
		return under(env.configDir(), "go/env")
	default:
		return file
	}
}

// raw is the value before any default, and where it was found; FromDefault
// when nowhere. An exported empty variable counts as unset, a stored empty one
// does not.
func (l *layers) raw(name string) (string, Source) {
	if v := l.env.get(name); v != "" {
		return v, FromEnvironment
	}
	if v, ok := l.user[name]; ok {
		return v, FromEnvFile
	}
	if v, ok := l.root[name]; ok {
		return v, FromGoEnv
	}
	return "", FromDefault
}

// file is the file that holds values of a source.
func (l *layers) file(source Source) string {
	switch source {
	case FromEnvFile:
		return l.userFile
	case FromGoEnv:
		return l.rootFile
	}
	return ""
}

func readEnvFile(name string) (map[string]string, error) {
	data, err := readFile(name)
	if err != nil {
		return nil, err
	}
	return parseEnvFile(data), nil
}

// parseEnvFile reads lines KEY=value: no comments, no quotes, no trimming; the
// last of equal keys wins, and lines that do not begin with A to Z do not count.
func parseEnvFile(data []byte) map[string]string {
	values := map[string]string{}
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		key, value, found := bytes.Cut(line, []byte("="))
		if found && len(key) > 0 && 'A' <= key[0] && key[0] <= 'Z' {
			values[string(key)] = string(value)
		}
	}
	return values
}

// errTooLarge and errNotRegular say why a file is not read at all.
type fileError string

func (e fileError) Error() string { return string(e) }

const (
	errTooLarge   fileError = "too-large"
	errNotRegular fileError = "not-a-file" // reading a pipe would wait for ever
)

// readFile reads a regular file of at most maxFile bytes.
func readFile(name string) ([]byte, error) {
	if name == "" {
		return nil, os.ErrNotExist
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errNotRegular
	case info.Size() > maxFile:
		return nil, errTooLarge
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = errTooLarge
	}
	return data, err
}

// builtIn is the value of a setting that is set nowhere (cfg.go, package
// variables; build.defaultGOPATH). GOPROXY, GOSUMDB and GOTOOLCHAIN have none
// since Go 1.21.
func (l *layers) builtIn(name string) string {
	switch name {
	case "GOAUTH":
		return "netrc"
	case "GONOPROXY", "GONOSUMDB":
		v, _ := l.raw("GOPRIVATE")
		return v
	case "GOENV":
		return l.userFile
	case "GOPATH":
		return under(l.env.home(), "go")
	case "GOMODCACHE":
		path, _ := l.value("GOPATH")
		first, _, _ := strings.Cut(path, string(filepath.ListSeparator))
		return under(first, "pkg/mod")
	}
	return ""
}

// value is a setting's value in force, and where it comes from. A stored empty
// value is in force only where no built-in default replaces it.
func (l *layers) value(name string) (string, Source) {
	v, source := l.raw(name)
	if v == "" {
		if v = l.builtIn(name); v != "" {
			source = FromDefault
		}
	}
	return v, source
}
