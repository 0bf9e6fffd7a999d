package route

import "slices"

// Reasons lists every Problem.Reason that this package gives, sorted, for tests
// that each has words.
func Reasons() []string { return slices.Clone(reasons) }

var reasons = []string{
	"all-proxy", "auto", "cgi", "control", "covers-all", "covers-public", "credentials-insecure", "differs-from-lower-case", "disallowed", "dropped",
	"empty", "empty-command", "empty-entry", "empty-list", "empty-name", "empty-pattern", "empty-stored",
	"exported-hides-stored", "file-host", "full-width", "git-folder", "git-unverified", "gosum-read-only", "host", "host-only", "http-only", "https-scheme",
	"ignored-after-direct", "ignored-after-off", "in-env-file", "insecure-flag", "invented", "invisible", "key", "keyword",
	"keyword-case", "list", "mirror-path", "missing", "missing-colon", "missing-file", "missing-folder", "mod-value", "name", "network-disabled",
	"newer-go-forbidden", "no-home", "no-host", "no-port", "no-proxy-glob", "no-proxy-separator", "no-proxy-url",
	"no-scheme", "non-flag", "not-a-file", "off", "off-combined", "pattern-dot", "pattern-invalid", "pattern-negation",
	"pattern-quoted", "pattern-separator", "pattern-space", "pattern-url", "permission", "port", "quoted", "relative",
	"relative-pattern", "repeated-pattern", "replacement-missing", "repository-path", "scheme", "scheme-typo", "semicolon", "space", "sumdb-off",
	"syntax", "too-large", "too-many-words", "toolchain-not-in-path", "unescaped", "unknown-flag", "unknown-name",
	"unknown-suffix", "unknown-value", "unparsable", "unreadable", "unterminated-quote", "unverified", "url-only", "vendor",
	"vendor-missing", "vendor-outdated", "vendor-unlike", "wrong-number-of-fields",
}
