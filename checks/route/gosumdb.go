package route

import (
	"net/url"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// knownKeys are the verifier keys that the go command knows by name
// (cmd/go/internal/modfetch/key.go).
var knownKeys = map[string]string{
	"sum.golang.org": "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
}

// SumDB is what GOSUMDB names.
type SumDB struct {
	Off    bool
	Name   string   // "sum.golang.org", or host/path
	Key    string   // verifier key: name+hash+key
	Direct *url.URL // https://Name
	URL    *url.URL // explicit address; nil: asked of GOPROXY first, then Direct
}

// ParseGOSUMDB reads a value of GOSUMDB as the go command does
// (cmd/go/internal/modfetch/sumdb.go:dbDial). The problem, if any, has no
// Source; a fatal one makes every look-up fail.
func ParseGOSUMDB(value string) (SumDB, *Problem) {
	db, reason := parseSumDB(value)
	if reason == "" {
		reason = wrongSumURL(db)
	}
	if reason == "" {
		return db, nil
	}
	return db, &Problem{Name: "GOSUMDB", Value: RedactText(value), Kind: GosumdbMalformed, Reason: reason, Fatal: true}
}

func parseSumDB(value string) (SumDB, string) {
	if value == "sum.golang.google.cn" { // reachable inside mainland China
		value = "sum.golang.org https://sum.golang.google.cn"
	}
	if value == "off" {
		return SumDB{Off: true}, ""
	}
	words := strings.Fields(value)
	switch {
	case len(words) == 0:
		return SumDB{}, "empty"
	case len(words) > 2:
		return SumDB{}, "too-many-words"
	}
	db := SumDB{Key: firstOf(knownKeys[words[0]], words[0])}
	verifier, err := note.NewVerifier(db.Key)
	if err != nil {
		return SumDB{}, badKey(words[0])
	}
	db.Name = verifier.Name()
	if db.Direct = directSumURL(db.Name); db.Direct == nil {
		return SumDB{}, "name"
	}
	if len(words) == 2 {
		if db.URL, err = sumURL(words[1]); err != nil {
			return SumDB{}, "unparsable"
		}
	}
	return db, ""
}

// sumURL reads an explicit address. One without a scheme works, as https: the
// go command adds it when it asks (cmd/go/internal/web/http.go:get).
func sumURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err == nil && u.Scheme == "" {
		return url.Parse("https://" + strings.TrimPrefix(text, "//"))
	}
	return u, err
}

// directSumURL is nil unless the name is host[/path].
func directSumURL(name string) *url.URL {
	u, err := url.Parse("https://" + name)
	if err != nil || strings.HasSuffix(name, "/") || u.Host == "" || u.RawPath != "" ||
		*u != (url.URL{Scheme: "https", Host: u.Host, Path: u.Path}) {
		return nil
	}
	return u
}

// badKey names why a word is no verifier key.
func badKey(word string) string {
	switch {
	case strings.ContainsAny(word, quotes):
		return "quoted"
	case word == "off": // with a space or a carriage return around it
		return "space"
	case strings.EqualFold(word, "off"):
		return "keyword-case"
	case strings.Contains(word, "://"):
		return "url-only" // a mirror's address without the name of the database
	case strings.Count(word, "+") < 2:
		return "unknown-name"
	}
	return "key"
}

// mirrors serve the database under /sumdb/NAME of their address only.
var mirrors = []string{"goproxy.cn", "goproxy.io", "mirrors.aliyun.com", "proxy.golang.org", "athens.azurefd.net"}

// wrongSumURL names what is certainly wrong with an explicit address.
func wrongSumURL(db SumDB) string {
	switch {
	case db.URL == nil:
		return ""
	case db.URL.Scheme == "file":
		return ""
	case db.URL.Scheme != "https" && db.URL.Scheme != "http":
		return "scheme"
	case db.URL.Scheme == "http" && db.URL.User != nil:
		return "credentials-insecure"
	}
	for _, host := range mirrors {
		if db.URL.Hostname() == host && !strings.Contains(db.URL.Path, "/sumdb/") {
			return "mirror-path"
		}
	}
	return wrongHost(db.URL)
}
