package module

import (
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// netrcLimit bounds the reading of a netrc file, in bytes.
const netrcLimit = 1 << 20

// Credentials are those that the go command sends on its own
// (cmd/go/internal/auth). They are used for https only and are never shown.
type Credentials struct {
	byPrefix map[string]login
	// Helper says that GOAUTH names programs that may know more credentials. They
	// are not run here, so that a 401 does not prove that go would get one.
	Helper bool
}

type login struct{ user, password string }

// NewCredentials reads what GOAUTH (default: netrc) and the netrc file give.
// getenv and home stand for the person's environment and home folder; a file
// that cannot be read gives none, as with the go command.
func NewCredentials(goauth string, getenv func(string) string, home string) *Credentials {
	c := &Credentials{byPrefix: map[string]login{}}
	if strings.TrimSpace(goauth) == "" {
		goauth = "netrc"
	}
	for command := range strings.SplitSeq(goauth, ";") {
		words := strings.Fields(command)
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "off":
			return &Credentials{}
		case "netrc":
			c.readNetrc(netrcPath(getenv, home))
		default:
			c.Helper = true
		}
	}
	return c
}

// netrcPath is cmd/go/internal/auth/netrc.go:netrcPath.
func netrcPath(getenv func(string) string, home string) string {
	if path := getenv("NETRC"); path != "" {
		return path
	}
	if home == "" {
		return ""
	}
	if runtime.GOOS == "windows" {
		if legacy := filepath.Join(home, "_netrc"); exists(legacy) {
			return legacy
		}
	}
	return filepath.Join(home, ".netrc")
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func (c *Credentials) readNetrc(path string) {
	if path == "" {
		return
	}
	data, _, err := readFileLimit(path, netrcLimit)
	if err != nil {
		return
	}
	lines := parseNetrc(string(data))
	for i := len(lines) - 1; i >= 0; i-- { // the first of equal machines wins
		c.byPrefix[lines[i].machine] = lines[i].login
	}
}

type netrcLine struct {
	machine string
	login
}

// parseNetrc follows cmd/go/internal/auth/netrc.go:parseNetrc, in which default
// entries count for nothing.
func parseNetrc(data string) []netrcLine {
	var list []netrcLine
	var line netrcLine
	inMacro := false
	for text := range strings.SplitSeq(data, "\n") {
		if inMacro {
			inMacro = text != ""
			continue
		}
		words := strings.Fields(text)
		for i := 0; i < len(words)-1; i += 2 {
			switch words[i] {
			case "machine":
				line = netrcLine{machine: words[i+1]}
			case "login":
				line.user = words[i+1]
			case "password":
				line.password = words[i+1]
			case "macdef":
				inMacro = true
			}
			if line.machine != "" && line.user != "" && line.password != "" {
				list = append(list, line)
				line = netrcLine{}
			}
		}
	}
	return list
}

// add puts the credentials of the longest prefix of the URL into the request
// (cmd/go/internal/auth/auth.go:loadCredential). A nil receiver has none.
func (c *Credentials) add(req *http.Request) {
	if c == nil || req.URL.Scheme != "https" {
		return
	}
	prefix := strings.TrimSuffix(strings.TrimPrefix(req.URL.String(), "https://"), "/")
	for {
		if known, ok := c.byPrefix[prefix]; ok {
			req.SetBasicAuth(known.user, known.password)
			return
		}
		slash := strings.LastIndexByte(prefix, '/')
		if slash < 0 {
			return
		}
		prefix = prefix[:slash]
	}
}

// helper reports whether programs may know credentials that are not known here.
func (c *Credentials) helper() bool { return c != nil && c.Helper }
