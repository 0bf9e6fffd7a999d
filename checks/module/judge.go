package module

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"gomend/checks"
	"gomend/checks/route"
)

// Want says what an answer should hold (go.dev/ref/mod, section GOPROXY protocol).
type Want int

// What can be asked for.
const (
	WantInfo      Want = iota // JSON with exactly the version asked for
	WantLatest                // JSON with some version
	WantMod                   // a go.mod file
	WantZip                   // the beginning of a zip
	WantList                  // lines, of which some may be versions
	WantSupported             // status 200, whatever the body is
	WantLookup                // a record of the checksum database
	WantPage                  // an HTML page, whatever its status is
)

// Judge says what an answer is worth. The content decides, never the status
// alone: many a sign-in page comes with status 200.
func Judge(want Want, m route.Module, a Answer) checks.Code {
	if a.Code != checks.OK {
		return a.Code
	}
	if want == WantPage {
		return checks.OK
	}
	if a.Status != http.StatusOK {
		return statusCode(a)
	}
	if want != WantZip && want != WantSupported && a.Cut {
		return checks.TooLarge
	}
	if !good(want, m, a.Body) {
		return checks.BadContent
	}
	return checks.OK
}

// statusCode names a status other than 200, which is a failure to the go
// command whatever it is (cmd/go/internal/web/api.go:Response.Err).
func statusCode(a Answer) checks.Code {
	switch {
	case a.Status == http.StatusUnauthorized, says(a, wantsCertificate):
		return checks.StatusUnauthorized
	case a.Status == http.StatusForbidden:
		return checks.StatusForbidden
	case a.Status == http.StatusNotFound, a.Status == http.StatusGone:
		return checks.StatusNotFound
	case a.Status == http.StatusProxyAuthRequired:
		return checks.ProxyAuth
	case a.Status == http.StatusTooManyRequests:
		return checks.StatusRateLimited
	case a.Status == http.StatusNetworkAuthenticationRequired: // a portal's, RFC 6585, section 6
		return checks.StatusOther
	case a.Status >= 500:
		return checks.StatusServerError
	}
	return checks.StatusOther
}

// What servers that find something amiss with TLS say in answers with status 400.
var (
	wantsCertificate = []string{"No required SSL certificate was sent", "The SSL certificate error"}                               // nginx, src/http/ngx_http_special_response.c
	servesTLSOnly    = []string{"The plain HTTP request was sent to HTTPS port", "Client sent an HTTP request to an HTTPS server"} // nginx; net/http/server.go
)

// says reports whether an answer with status 400 holds one of these sentences.
func says(a Answer, sentences []string) bool {
	return a.Status == http.StatusBadRequest && slices.ContainsFunc(sentences, func(s string) bool { return bytes.Contains(a.Body, []byte(s)) })
}

func good(want Want, m route.Module, body []byte) bool {
	switch want {
	case WantInfo, WantLatest:
		version, ok := infoVersion(body)
		return ok && (want == WantLatest || fits(m, version))
	case WantMod:
		return bodyKind(body) != checks.BodyHTML && modfile.ModulePath(body) != ""
	case WantZip:
		return bytes.HasPrefix(body, []byte("PK\x03\x04"))
	case WantList:
		return len(body) == 0 || bodyKind(body) == checks.BodyText
	}
	return true
}

// infoVersion reads the version from the JSON of .info or @latest.
func infoVersion(body []byte) (version string, ok bool) {
	var info struct{ Version string }
	if json.Unmarshal(body, &info) != nil {
		return "", false
	}
	return info.Version, semver.IsValid(info.Version)
}

// fits is the rule of cmd/go/internal/modfetch/proxy.go:proxyRepo.Stat: only a
// canonical version must come back unchanged, a branch or commit need not.
func fits(m route.Module, version string) bool {
	return version == m.Version || !Exact(m)
}

// Exact reports whether a module has a version and no query in its place.
func Exact(m route.Module) bool {
	return m.Version != "" && m.Version == module.CanonicalVersion(m.Version) && module.Check(m.Path, m.Version) == nil
}

// versions are the lines of a list that are versions, as the go command reads
// them (proxy.go:proxyRepo.Versions).
func versions(body []byte) []string {
	var list []string
	for line := range strings.SplitSeq(string(body), "\n") {
		if words := strings.Fields(line); len(words) > 0 && semver.IsValid(words[0]) {
			list = append(list, words[0])
		}
	}
	return list
}

// newest is the highest release of a list, or the highest pre-release if there
// is no release; empty for an empty list.
func newest(list []string) string {
	var release, any string
	for _, v := range list {
		if semver.Compare(v, any) > 0 {
			any = v
		}
		if semver.Prerelease(v) == "" && semver.Compare(v, release) > 0 {
			release = v
		}
	}
	if release != "" {
		return release
	}
	return any
}

// bodyKind says what a body is, by its first bytes and not by what the server
// calls it.
func bodyKind(body []byte) checks.Body {
	start := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	switch {
	case len(start) == 0:
		return checks.BodyEmpty
	case bytes.HasPrefix(body, []byte("PK\x03\x04")), bytes.HasPrefix(body, []byte("PK\x05\x06")):
		return checks.BodyZip
	case start[0] == '<':
		return checks.BodyHTML
	case start[0] == '{' || start[0] == '[':
		if json.Valid(body) {
			return checks.BodyJSON
		}
	}
	if utf8.Valid(body[:validLength(body)]) && !bytes.ContainsRune(body, 0) {
		return checks.BodyText
	}
	return checks.BodyOther
}

// validLength leaves out a character that the limit has cut in two.
func validLength(body []byte) int {
	n := len(body)
	for back := 1; back < utf8.UTFMax && back <= n; back++ {
		if utf8.RuneStart(body[n-back]) {
			if !utf8.FullRune(body[n-back:]) {
				return n - back
			}
			break
		}
	}
	return n
}

// isPlainText is the rule by which the go command shows a server's words
// (cmd/go/internal/web/api.go:formatErrorDetail).
func isPlainText(contentType string) bool {
	kind, parameters, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "text/plain" {
		return false
	}
	switch strings.ToLower(parameters["charset"]) {
	case "us-ascii", "utf-8", "":
		return true
	}
	return false
}

// maxWords bounds the server's words that are read, as the go command does.
const maxWords = 648 // bytes

// words are the server's own words of an error, empty if it has none.
func words(a Answer) string {
	if a.Status == http.StatusOK || a.Status == 0 || !isPlainText(a.Header.Get("Content-Type")) {
		return ""
	}
	text := strings.TrimSpace(string(a.Body[:min(len(a.Body), maxWords)]))
	text, _, _ = strings.Cut(text, "\n\n")
	return text
}
