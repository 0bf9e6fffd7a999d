// Package secure asks whether there is a trusted, encrypted channel to the right
// server: through the proxy that the environment names, with a certificate that
// crypto/x509 accepts. It speaks to proxies and servers exactly as net/http and
// crypto/tls would for the go command, records what came back, and says nothing
// to a server that could not prove who it is (but see ServerDate).
package secure

import (
	"crypto/x509"
	"net/url"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

// trustID is the id of the one check of roots in a run.
const trustID = string(checks.KindTrust)

// rootsOf are the roots that the trust check has loaded; nil for the platform's
// own verifier, or when there was no such check.
func rootsOf(in *checks.Input) *x509.CertPool {
	roots, _ := checks.ValueOf[*x509.CertPool](in, trustID)
	return roots
}

// isSOCKS is about the schemes that net/http speaks SOCKS5 to
// (net/http/transport.go:dialConn); to all others it speaks HTTP.
func isSOCKS(via route.Via) bool { return via.Scheme == "socks5" || via.Scheme == "socks5h" }

// proxyCommand is a curl call that goes through a proxy, without its password.
func proxyCommand(via route.Via, target string) string {
	flags := ""
	if !via.Direct() {
		flags = " -x " + shellQuote(withoutPassword(via.URL))
	}
	return "curl -v" + flags + " https://" + target + "/"
}

func withoutPassword(u *url.URL) string {
	if u.User == nil { // a password that breaks the URL stands in another part of it
		return route.Redact(u)
	}
	shown := *u
	shown.User = url.User(shown.User.Username())
	return route.Redact(&shown)
}

// shellQuote quotes a word for a POSIX shell where it needs to be.
func shellQuote(s string) string {
	if s != "" && !strings.ContainsFunc(s, needsQuote) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func needsQuote(r rune) bool {
	return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@%+=,[]", r)
}
