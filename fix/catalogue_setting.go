package fix

var settingFixes = map[string]recipe{
	"go-install": {risk: Safe, scope: System, guide: true, lines: map[string][]string{
		"linux":   {"curl -LO https://golang.google.cn/dl/go1.26.0.linux-amd64.tar.gz", "sudo tar -C /usr/local -xzf go1.26.0.linux-amd64.tar.gz", "export PATH=$PATH:/usr/local/go/bin"},
		"darwin":  {"brew install go"},
		"windows": {"winget install GoLang.Go"},
	}},
	"go-path": {risk: Safe, scope: Process, guide: true, lines: map[string][]string{
		everywhere: {"ls /usr/local/go/bin/go /usr/lib/go*/bin/go ~/go/bin/go ~/sdk/*/bin/go", "export PATH=$PATH:/usr/local/go/bin"},
		"windows":  {`Get-Command go`, `$env:PATH += ';C:\Program Files\Go\bin'`},
	}},
	"goproxy-on":      {risk: Safe, scope: User, plan: planSettings, lines: all("@go -u GOPROXY")},
	"goproxy-default": {risk: Safe, scope: User, plan: planSettings, lines: all("@go GOPROXY={goproxy|https://proxy.golang.org,direct}")},
	"goenv-repair":    {risk: Safe, scope: User, plan: planRepair, when: hasSuggestion, lines: all("@go {setting}={suggestion}")},
	"goenv-unshadow":  {risk: Caution, scope: User, plan: planUnshadow, lines: all("@env -u {setting|GOPROXY}", "go env {setting|GOPROXY}")},
	"goenv-look": {risk: Safe, scope: User, guide: true, lines: map[string][]string{
		everywhere: {"go env -changed", "env | grep '^GO'", "cat \"$(go env GOENV)\""},
		"windows":  {"go env -changed", "Get-ChildItem Env:GO*", "Get-Content (go env GOENV)"},
	}},
	restoring:            {risk: Caution, scope: User, when: unsafeSettings, plan: planVerification, say: verificationLines},
	"modules-on":         {risk: Safe, scope: User, plan: planSettings, lines: all("@go -u GO111MODULE")},
	"environment-look":   {risk: Safe, scope: Process, guide: true, lines: all("go env GOPROXY GOSUMDB GOPRIVATE GOENV", "sudo go env GOPROXY GOENV", "docker run --rm IMAGE go env GOPROXY GOSUMDB")},
	"gomod-resync":       {risk: Caution, scope: Repository, plan: planTidy, lines: all("go mod tidy -diff", "go mod tidy")},
	"gosum-download":     {risk: Caution, scope: Repository, guide: true, lines: all("go mod download all")},
	"modcache-elsewhere": {risk: Safe, scope: User, when: notInContainer, lines: map[string][]string{everywhere: {`go env -w "GOMODCACHE=$HOME/go-modules"`}, "windows": {`go env -w "GOMODCACHE=$HOME\go-modules"`}}},
	"modcache-container": {risk: Safe, scope: Container, when: byCommand, lines: all(
		"{engine} run --rm --tmpfs /tmp:exec -e GOPATH=/tmp/go -e GOMODCACHE=/tmp/go/pkg/mod -e GOCACHE=/tmp/go-build IMAGE go mod download",
	)},
	"modcache-shell": {risk: Safe, scope: Process, when: inContainer, lines: all(
		"export GOPATH=/tmp/go GOMODCACHE=/tmp/go/pkg/mod GOCACHE=/tmp/go-build", "go mod download",
	)},
	"godir-ownership-repair": {risk: Caution, scope: System, plan: planOwnership, lines: map[string][]string{
		"linux":  {"ls -ld {modcache|\"$(go env GOMODCACHE)\"}", "sudo chown -R -h \"$(id -u):$(id -g)\" {modcache|\"$(go env GOMODCACHE)\"}"},
		"darwin": {"ls -ld {modcache|\"$(go env GOMODCACHE)\"}", "sudo chown -R -h \"$(id -u):$(id -g)\" {modcache|\"$(go env GOMODCACHE)\"}"},
	}},
	"modcache-evict-module": {risk: Safe, scope: User, plan: planEvict, lines: map[string][]string{
		everywhere: {
			"go mod verify",
			"mv \"$(go env GOMODCACHE)/cache/download/{escaped|MODULE}/@v\" \"$(go env GOMODCACHE)/cache/download/{escaped|MODULE}/@v.damaged\"",
			"go mod download {module|MODULE}@{version|VERSION}",
		},
		"windows": {
			"go mod verify",
			`Rename-Item "$(go env GOMODCACHE)\cache\download\{escaped|MODULE}\@v" "@v.damaged"`,
			"go mod download {module|MODULE}@{version|VERSION}",
		},
	}},
	"modcache-clean-all": {risk: Caution, scope: User, plan: planCleanCache, lines: all("go clean -modcache", "go mod download")},
	"disk-space-guide": {risk: Safe, scope: User, guide: true, lines: map[string][]string{
		everywhere: {"df -h \"$(go env GOMODCACHE)\" \"$(go env GOCACHE)\" /tmp"},
		"windows":  {"Get-PSDrive -PSProvider FileSystem", "go env GOMODCACHE GOCACHE GOTMPDIR"},
	}},
	"disk-buildcache":    {risk: Safe, scope: User, lines: all("go clean -cache")},
	"vendor-resync":      {risk: Caution, scope: Repository, plan: planVendor, lines: all("go mod vendor")},
	"goflags-mod-repair": {risk: Safe, scope: User, plan: planSettings, when: func(s situation) bool { return s.Settings["GOFLAGS"].Value != s.values["goflags"] }, lines: all("@go GOFLAGS={goflags}")},
	"vendor-skip":        {risk: Safe, scope: Process, guide: true, lines: all("go mod download", "go build -mod=mod ./...")},
}
