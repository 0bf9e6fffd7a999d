package module

import "strings"

// Texts by which a module proxy or checksum database says that its own attempt
// to fetch failed. They are the go command's and git's, run on the server.
var (
	// networkTexts are faults on the way from the server to the source.
	networkTexts = []string{
		"i/o timeout", "connection refused", "connection reset", "connection timed out", "Connection timed out",
		"no route to host", "network is unreachable", "server misbehaving", "TLS handshake timeout",
		"Could not resolve host", "Failed to connect to", "Temporary failure in name resolution",
		"failed to verify certificate", "context deadline exceeded", "fetch timed out", "timed out",
		"unexpected EOF", "early EOF", "RPC failed", "proxyconnect", "unexpected disconnect",
	}
	// absentTexts say that the source has nothing, or hides it.
	absentTexts = []string{
		"could not read Username", "Repository not found", "repository not found", "unrecognized import path",
		"no such host", "fatal: ", "exit status 128", "git ls-remote", "git fetch",
		"Authentication failed", "Permission denied (publickey)", "dial tcp", "lookup ",
	}
)

// surelyThere are hosts that exist: a server that cannot find them has a fault
// of its own, and the module is not to blame.
var surelyThere = []string{"github.com", "gitlab.com", "bitbucket.org", "go.googlesource.com", "golang.org", "gopkg.in", "google.golang.org"}

// upstreamFault reads a server's words. told: they report a failed fetch from
// its source. broken: the way there is at fault, and not the module's absence.
func upstreamFault(text string) (told, broken bool) {
	for _, host := range surelyThere {
		if strings.Contains(text, "lookup "+host) && strings.Contains(text, "no such host") {
			return true, true
		}
	}
	switch {
	case containsAny(text, networkTexts):
		return true, true
	case containsAny(text, absentTexts):
		return true, false
	}
	return false, false
}

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}
