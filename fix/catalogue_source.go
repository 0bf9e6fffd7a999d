package fix

import "strings"

var sourceFixes = map[string]recipe{
	"goproxy-set":  {risk: Safe, scope: User, when: hasMirror, lines: all("@go GOPROXY={goproxy}")},
	"goproxy-pipe": {risk: Safe, scope: User, when: pipeHelps, lines: all("@go GOPROXY={pipe}")},
	"goproxy-image": {risk: Safe, scope: Container, when: func(s situation) bool { return inContainer(s) && hasMirror(s) }, lines: all(
		"ARG GOPROXY={goproxy}", "ENV GOPROXY=$GOPROXY",
	)},
	"goproxy-look": {risk: Safe, scope: User, guide: true, lines: map[string][]string{
		everywhere: {"go env GOPROXY", "curl -i --max-time 10 {url|https://proxy.golang.org}/golang.org/x/text/@v/list"},
		"windows":  {"go env GOPROXY", "curl.exe -i --max-time 10 {url|https://proxy.golang.org}/golang.org/x/text/@v/list"},
	}},
	"goproxy-login": {risk: Caution, scope: User, lines: map[string][]string{
		everywhere: {"echo 'machine {host|HOST} login USER password TOKEN' >> ~/.netrc", "chmod 600 ~/.netrc"},
		"windows":  {`Add-Content "$HOME\_netrc" "machine {host|HOST} login USER password TOKEN"`},
	}},
	"gosumdb-set":      {risk: Safe, scope: User, when: checksumRoute, lines: all("@go GOSUMDB=sum.golang.google.cn")},
	"goproxy-relay":    {risk: Safe, scope: User, when: func(s situation) bool { _, ok := s.mirror(); return ok && checksumRoute(s) }, lines: all("@go GOPROXY={goproxy}", "@go -u GOSUMDB")},
	"ci-cache":         {risk: Safe, scope: Repository, guide: true, lines: all("go env GOMODCACHE", "go mod download -x")},
	"server-look":      {risk: Safe, scope: System, guide: true, lines: map[string][]string{everywhere: {"curl -i --max-time 10 {url|https://proxy.golang.org}"}, "windows": {"curl.exe -i --max-time 10 {url|https://proxy.golang.org}"}}},
	"ipv4-look":        {risk: Safe, scope: System, guide: true, lines: map[string][]string{everywhere: {"curl -4 -sI --max-time 10 https://{host|storage.googleapis.com}/", "curl -6 -sI --max-time 10 https://{host|storage.googleapis.com}/"}, "windows": {"curl.exe -4 -sI --max-time 10 https://{host|storage.googleapis.com}/", "curl.exe -6 -sI --max-time 10 https://{host|storage.googleapis.com}/"}}},
	"module-look":      {risk: Safe, scope: Repository, guide: true, lines: map[string][]string{everywhere: {"grep -n {module|MODULE} go.mod", "go list -m -versions {module|MODULE}"}, "windows": {"Select-String -Path go.mod -Pattern {module|MODULE}", "go list -m -versions {module|MODULE}"}}},
	"version-list":     {risk: Safe, scope: Repository, lines: all("go list -m -versions {module|MODULE}", "go get {module|MODULE}@latest")},
	"checksum-compare": {risk: Safe, scope: Repository, guide: true, lines: all("go mod verify", "go mod download -x -json {module|MODULE}@{version|VERSION}", "curl -s https://sum.golang.org/lookup/{module|MODULE}@{version|VERSION}")},
	"goprivate-set":    {risk: Caution, scope: User, when: knowsModule, lines: all("@go GOPRIVATE={private}")},
	"goprivate-guide":  {risk: Caution, scope: User, guide: true, when: func(s situation) bool { return !knowsModule(s) }, lines: all("go env GOPRIVATE", "@go GOPRIVATE=HOST/ORGANISATION")},
	"toolchain-look":   {risk: Safe, scope: Repository, guide: true, lines: map[string][]string{everywhere: {"grep -n -e '^go ' -e '^toolchain ' go.mod", "go version", "go env GOTOOLCHAIN"}, "windows": {"Select-String -Path go.mod -Pattern '^(go|toolchain) '", "go version", "go env GOTOOLCHAIN"}}},
	"toolchain-auto":   {risk: Safe, scope: User, when: func(s situation) bool { return s.Settings["GOTOOLCHAIN"].Value != "auto" }, lines: all("@go GOTOOLCHAIN=auto")},
	"toolchain-image":  {risk: Safe, scope: Container, when: inContainer, lines: all("ENV GOTOOLCHAIN=auto")},
}

// pipeHelps fits when GOPROXY names at least two public servers with a comma
// between them: go then goes on to the next only after "not found"
// (cmd/go/internal/modfetch/proxy.go:TryProxies).
func pipeHelps(s situation) bool { return s.values["pipe"] != "" && !checksumRoute(s) }

// pipe is GOPROXY with | between public servers; empty when nothing changes. The
// comma before direct stays: with | every fault would lead to slow fetches by git.
func (s situation) pipe() string {
	list := s.Settings["GOPROXY"].Value
	if s.companyProxy() {
		return ""
	}
	piped := strings.ReplaceAll(strings.ReplaceAll(list, ",http", "|http"), ", http", "|http")
	if piped == list {
		return ""
	}
	return piped
}
