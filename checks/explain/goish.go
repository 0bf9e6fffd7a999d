package explain

import "regexp"

var (
	// ownWords are marks of what the go command says, or git in its name.
	ownWords = regexp.MustCompile(`\bgo: |\bgo (?:get|mod|install|run|list|build|test|vet|work|generate|tool)\b|[\w-]\.[\w-]+(?:/[^\s"@]+)?@v?\d|\.go:\d+:\d+|go-get=1|/@v/|/@latest|/sumdb/|/lookup/|unrecognized import path|GO(?:PROXY|SUMDB|VCS|PATH|PRIVATE|111MODULE|FLAGS|INSECURE|AUTH|TOOLCHAIN)|\bgo\.(?:mod|sum)\b|\bgo1\.\d|pkg[/\\]mod|go-build|proxy\.golang\.|sum\.golang\.|goproxy`)
	// netWords are those of Go's network library and of git: other programs say
	// them, too, but nothing speaks against the go command.
	netWords = regexp.MustCompile(`dial tcp|x509: |net/http: |proxyconnect tcp|socks connect tcp|wsarecv|connectex|stream error|\btls: |lookup \S+ on \S+:|lookup \S+: |checksum mismatch|SECURITY ERROR|not a valid zip|^fatal: |^\s+fatal: |^error: |git@|exec: "|unable to access|could not read (?:Username|Password)|Host key verification failed|HOST IDENTIFICATION|ssh: |RPC failed|import path|read "http|Get "http|cannot find package|authenticity of host|vendor|sumdb|GOAUTH|http2: |gzip: |module|toolchain|EOF|read tcp`)

	asked     = regexp.MustCompile(`\b(Get|Post|Head|Put|Patch|Delete) "([a-z]+://[^"\s]+)"?`)
	askedByGo = regexp.MustCompile(`/@v/|/@latest|go-get=1|/sumdb/|/lookup/|/tile/|/supported|\.git\b|info/refs|(?:proxy|sum)\.golang\.|goproxy`)
	tools     = regexp.MustCompile(`^(?:curl: \(\d+\)|wget: |npm (?:ERR!|error)|pip |WARNING: Retrying|cargo |error: (?:failed to download|Microsoft)|E: Failed to fetch|Err:\d+ )`)
)

// onlyFailed is what builders, make and CI say of a go command that failed.
var onlyFailed = regexp.MustCompile(`(?m)\bgo (?:get|mod|install|run|list|build|test|vet|generate)\b.*(?:exit (?:code|status):? *[1-9]|non-zero code|did not complete successfully|[Ee]rror 1\b)`)

// otherProgram reports whether a line is of another program: it asks for something
// that the go command never does.
func otherProgram(line string) bool {
	if tools.MatchString(line) {
		return true
	}
	m := asked.FindStringSubmatch(line)
	return m != nil && (m[1] != "Get" || !askedByGo.MatchString(m[2])) && !ownWords.MatchString(line)
}
