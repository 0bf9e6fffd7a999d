package fix

import (
	"go/version"
	"strings"

	"gomend/checks"
	"gomend/checks/route"
)

var sourceFixes = map[string]recipe{
	"goproxy-set":           {risk: Safe, scope: User, plan: planSettings, when: hasMirror, lines: all("@go GOPROXY={goproxy}")},
	"goproxy-pipe-fallback": {risk: Safe, scope: User, plan: planSettings, when: pipeHelps, lines: all("@go GOPROXY={pipe}")},
	"goproxy-look": {risk: Safe, scope: User, guide: true, lines: map[string][]string{
		everywhere: {"go env GOPROXY", "curl -i --max-time 10 {url|https://proxy.golang.org}/golang.org/x/text/@v/list"},
		"windows":  {"go env GOPROXY", "curl.exe -i --max-time 10 {url|https://proxy.golang.org}/golang.org/x/text/@v/list"},
	}},
	"gosumdb-set":          {risk: Safe, scope: User, plan: planSettings, when: aboutChecksums, say: sumdbLines},
	"ci-cache":             {risk: Safe, scope: Repository, guide: true, lines: all("go env GOMODCACHE", "go mod download -x")},
	"server-look":          {risk: Safe, scope: System, guide: true, lines: map[string][]string{everywhere: {"curl -i --max-time 10 {url|https://proxy.golang.org}"}, "windows": {"curl.exe -i --max-time 10 {url|https://proxy.golang.org}"}}},
	"ipv4-look":            {risk: Safe, scope: System, guide: true, lines: map[string][]string{everywhere: {"curl -4 -sI --max-time 10 https://{host|storage.googleapis.com}/", "curl -6 -sI --max-time 10 https://{host|storage.googleapis.com}/"}, "windows": {"curl.exe -4 -sI --max-time 10 https://{host|storage.googleapis.com}/", "curl.exe -6 -sI --max-time 10 https://{host|storage.googleapis.com}/"}}},
	"module-look":          {risk: Safe, scope: Repository, guide: true, lines: map[string][]string{everywhere: {"grep -n {module|MODULE} go.mod", "go list -m -versions {module|MODULE}"}, "windows": {"Select-String -Path go.mod -Pattern {module|MODULE}", "go list -m -versions {module|MODULE}"}}},
	"version-list":         {risk: Safe, scope: Repository, lines: all("go list -m -versions {module|MODULE}", "go get {module|MODULE}@latest")},
	"gosum-mismatch-guide": {risk: Safe, scope: Repository, guide: true, lines: all("go mod verify", "go mod download -x -json {module|MODULE}@{version|VERSION}", "curl -s https://sum.golang.org/lookup/{module|MODULE}@{version|VERSION}")},
	"goprivate-set":        {risk: Caution, scope: User, plan: planSettings, when: knowsModule, say: privateLines},
	"goprivate-guide":      {risk: Caution, scope: User, guide: true, when: func(s situation) bool { return !knowsModule(s) }, lines: all("go env GOPRIVATE", "@go GOPRIVATE=HOST/ORGANISATION")},
	"toolchain-look":       {risk: Safe, scope: Repository, guide: true, lines: map[string][]string{everywhere: {"grep -n -e '^go ' -e '^toolchain ' go.mod", "go version", "go env GOTOOLCHAIN"}, "windows": {"Select-String -Path go.mod -Pattern '^(go|toolchain) '", "go version", "go env GOTOOLCHAIN"}}},
	"gotoolchain-local":    {risk: Safe, scope: User, plan: planSettings, when: toolchainLineOnly, lines: all("@go GOTOOLCHAIN=local")},
	"gotoolchain-auto":     {risk: Safe, scope: User, plan: planSettings, when: func(s situation) bool { return s.Settings["GOTOOLCHAIN"].Value != "auto" }, lines: all("@go GOTOOLCHAIN=auto")},
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

// aboutChecksums fits what keeps go from the checksum database, or from reading
// the setting that names it.
func aboutChecksums(s situation) bool {
	return checksumRoute(s) || s.finding.Cause == checks.CauseGOSUMDBMalformed
}

// sumdbLines are the ways to a checksum database, the best first; all of them keep
// what it vouches for checked, because go has its key built in
// (cmd/go/internal/modfetch/key.go). A module proxy that relays the database serves
// both, and an address behind the name keeps a company's proxy in place.
func sumdbLines(s situation) []string {
	relay, known := s.relay()
	switch {
	case s.finding.Cause == checks.CauseGOSUMDBMalformed:
		return []string{"@go -u GOSUMDB"}
	case known && !s.companyProxy():
		return []string{"@go GOPROXY=" + withSlash(relay) + ",direct", "@go -u GOSUMDB"}
	case known:
		return []string{"@go GOSUMDB=sum.golang.org " + strings.TrimSuffix(relay, "/") + "/sumdb/sum.golang.org"}
	}
	return []string{"@go GOSUMDB=sum.golang.google.cn"}
}

// relay is a module proxy that was seen to relay the checksum database, and is not
// the one that fails.
func (s situation) relay() (string, bool) {
	for _, m := range s.Relays {
		if hostOf(m) != s.host && plain.MatchString(m) {
			return m, true
		}
	}
	return "", false
}

// toolchainLineOnly fits when a newer toolchain line asks for what cannot be
// fetched, and the go line is content with the one that is installed: then local
// helps (go.dev/doc/toolchain#select).
func toolchainLineOnly(s situation) bool {
	return s.GoLine != "" && s.Settings["GOTOOLCHAIN"].Value != "local" &&
		version.Compare("go"+s.GoLine, s.GoVersion) <= 0
}

// privateLines mark a module as private. Where the company's own proxy hands it out,
// only the checksum database must not be asked. A list of its own for the proxy or
// the database counts instead of GOPRIVATE (cmd/go/internal/cfg).
func privateLines(s situation) []string {
	pattern := s.privatePattern()
	if s.companyProxy() && checksumRoute(s) {
		return []string{"@go GONOSUMDB=" + joinList(s.Settings["GONOSUMDB"].Value, pattern)}
	}
	list := []string{"@go GOPRIVATE={private}"}
	for _, name := range []string{"GONOPROXY", "GONOSUMDB"} {
		own := s.Settings[name]
		if own.Value != "" && own.Value != s.Settings["GOPRIVATE"].Value && own.Source != route.FromDefault && own.Source != "" {
			list = append(list, "@go "+name+"="+joinList(own.Value, pattern))
		}
	}
	return list
}
