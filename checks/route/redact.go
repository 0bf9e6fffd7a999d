package route

import (
	"net/url"
	"strings"
)

// secretQuery lists parts of query names whose values are never shown.
var secretQuery = []string{"token", "key", "secret", "password", "sig", "signature", "expires", "accessid", "credential"}

// Redact is the URL as text, with its password and secret query values hidden
// as the go command hides them: "xxxxx".
func Redact(u *url.URL) string {
	if u == nil {
		return ""
	}
	shown := *u
	if shown.RawQuery != "" {
		shown.RawQuery = redactQuery(shown.RawQuery)
	}
	return shown.Redacted()
}

func redactQuery(raw string) string {
	pairs := strings.Split(raw, "&")
	for i, pair := range pairs {
		name, _, found := strings.Cut(pair, "=")
		if found && secretName(name) {
			pairs[i] = name + "=xxxxx"
		}
	}
	return strings.Join(pairs, "&")
}

func secretName(name string) bool {
	name = strings.ToLower(name)
	for _, part := range secretQuery {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}
