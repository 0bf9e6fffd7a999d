package explain

import (
	"regexp"
	"strings"
)

var (
	passwordInURL = regexp.MustCompile(`(://[^/@\s:'"]*):[^/@\s'"]+@`)
	fragmentInURL = regexp.MustCompile(`(://[^\s"'#]+)#[^\s"':)]+`)
	queryInURL    = regexp.MustCompile(`[?&][\w.~%-]+=[^&\s"'#)]+`)
	tokenInURL    = regexp.MustCompile(`://[^/@\s:'"]{16,}@`) // a token in the place of a user name
	// tokens have prefixes of their own, so that they are known wherever they stand
	// (docs.github.com "token formats", docs.gitlab.com "token prefixes").
	tokens = regexp.MustCompile(`\b(?:gh[oprsu]_|github_pat_|glpat-|gldt-)[\w-]{16,}`)
	header = regexp.MustCompile(`(?i)\b((?:proxy-)?authorization:\s*\w+)\s+\S+`)
)

// HideSecrets hides passwords and tokens of URLs inside a text, as the go command
// does for its own, and tokens that are known by their form. Modules with their
// versions stay as they are.
func HideSecrets(text string) string {
	text = header.ReplaceAllString(tokens.ReplaceAllString(text, "xxxxx"), "$1 xxxxx")
	text = fragmentInURL.ReplaceAllString(text, "$1#xxxxx")
	text = tokenInURL.ReplaceAllString(passwordInURL.ReplaceAllString(text, "$1:xxxxx@"), "://xxxxx@")
	return queryInURL.ReplaceAllStringFunc(text, func(pair string) string {
		if pair[1:] == "go-get=1" {
			return pair
		}
		return pair[:strings.Index(pair, "=")+1] + "xxxxx"
	})
}
