package route

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// hidden stands for a secret, as net/url.URL.Redacted writes it.
const hidden = "xxxxx"

// longUser is the length in bytes from which a user name without a password is
// taken for an access token: code hosts accept tokens in its place.
const longUser = 20

// openQuery lists the query names whose values are shown: what go itself asks
// with. Any other may hold a token, under whatever name.
var openQuery = []string{"go-get", "service"}

// Redact is the URL as text, with its password and secret query values hidden
// as the go command hides them: "xxxxx".
func Redact(u *url.URL) string {
	if u == nil {
		return ""
	}
	if u.Host != "" && !sound(u) {
		return redactWord(u.String())
	}
	shown := *u
	if shown.RawQuery != "" {
		shown.RawQuery = redactQuery(shown.RawQuery)
	}
	if shown.Fragment != "" {
		shown.Fragment, shown.RawFragment = hidden, ""
	}
	if shown.User != nil {
		if _, has := shown.User.Password(); !has && len(shown.User.Username()) >= longUser {
			shown.User = url.User(hidden)
		}
	}
	return shown.Redacted()
}

func redactQuery(raw string) string {
	pairs := strings.Split(raw, "&")
	for i, pair := range pairs {
		name, _, found := strings.Cut(pair, "=")
		if found && !slices.Contains(openQuery, name) {
			pairs[i] = name + "=" + hidden
		}
	}
	return strings.Join(pairs, "&")
}

// RedactText hides what may be a secret in a setting's value, also in one that
// is no URL because its password breaks it. It hides too much rather than too
// little.
func RedactText(value string) string {
	if !strings.ContainsAny(value, "@?") && !strings.Contains(value, "://") {
		return value
	}
	var b strings.Builder
	for value != "" {
		end := strings.IndexAny(value, ",| \t")
		if end < 0 {
			end = len(value)
		}
		b.WriteString(redactWord(value[:end]))
		if end < len(value) {
			b.WriteByte(value[end])
			end++
		}
		value = value[end:]
	}
	return b.String()
}

// redactURLs is RedactText for text in which an @ may also stand between a
// module and its version.
func redactURLs(text string) string {
	if !strings.Contains(text, "://") {
		return text
	}
	return RedactText(text)
}

// redactWord hides the secret of one URL, however badly it is written.
func redactWord(word string) string {
	scheme, rest, found := strings.Cut(word, "://")
	if !found {
		scheme, rest = "", word
	} else {
		scheme += "://"
	}
	if u, err := url.Parse(word); err == nil && found && sound(u) && strings.LastIndex(rest, "@") <= authorityEnd(rest) {
		return restoreStars(u, word)
	}
	if at := strings.LastIndex(rest, "@"); at >= 0 {
		user, _, has := strings.Cut(rest[:at], ":")
		if !has { // the tail of a password that a separator has cut, or a token
			return scheme + hidden + rest[at:]
		}
		return scheme + user + ":" + hidden + rest[at:]
	}
	return scheme + hideBadPort(rest)
}

// sound reports whether the parts of a URL are what they seem: a password that
// holds '#' or '/' leaves a piece of itself in another part.
func sound(u *url.URL) bool {
	host := u.Hostname()
	return host != "" && host != "http" && host != "https" && !strings.ContainsAny(host, "'\"<>` ") &&
		!strings.HasPrefix(u.Path, "//") && !strings.Contains(u.Fragment, "@")
}

// restoreStars keeps the text as it was written when there is nothing to hide.
func restoreStars(u *url.URL, word string) string {
	if shown := Redact(u); shown != u.String() {
		return shown
	}
	return word
}

// authorityEnd is where the authority of a URL without its scheme ends.
func authorityEnd(rest string) int {
	if i := strings.IndexAny(rest, "/?#\\"); i >= 0 {
		return i
	}
	return len(rest)
}

// hideBadPort hides what stands where a port should: it may be the beginning of
// a password that a separator has cut.
func hideBadPort(rest string) string {
	end := authorityEnd(rest)
	host, port, found := strings.Cut(rest[:end], ":")
	if !found || strings.HasPrefix(rest, "[") || strings.IndexFunc(port, func(r rune) bool { return !unicode.IsDigit(r) }) < 0 {
		return rest
	}
	if strings.Contains(port, ":") { // an IPv6 address without brackets
		return rest
	}
	return host + ":" + hidden + rest[end:]
}
