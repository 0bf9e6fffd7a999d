package explain

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"gomend/checks"
)

// settling are the commands that tell a cause of this machine from others, where
// that is less than all checks. Nothing of a text is put into a command but
// module paths, versions and hosts that are well-formed.
var settling = map[checks.Cause]string{
	checks.CauseOtherEnvironment:         "go env GOPROXY GOSUMDB GOPRIVATE GOFLAGS GOENV",
	checks.CauseDiskFull:                 "go env GOMODCACHE GOTMPDIR",
	checks.CauseModCacheUnwritable:       "go env GOMODCACHE GOENV",
	checks.CauseModCacheCorrupt:          "go mod verify",
	checks.CauseChecksumMismatch:         "go mod verify",
	checks.CauseGOPROXYMalformed:         "go env GOPROXY",
	checks.CauseGOPROXYOff:               "go env GOPROXY GOFLAGS",
	checks.CauseGOSUMDBMalformed:         "go env GOSUMDB",
	checks.CauseVCSDisallowed:            "go env GOVCS",
	checks.CauseVendorMode:               "go env GOFLAGS",
	checks.CauseGOPATHMode:               "go env GO111MODULE GOMOD",
	checks.CauseToolchainUnavailable:     "go env GOTOOLCHAIN GOVERSION",
	checks.CauseGoSumIncomplete:          "go mod tidy -diff",
	checks.CauseGitAuthRequired:          "git ls-remote https://{repository}",
	checks.CauseModuleNotFound:           "go list -m -versions {path}",
	checks.CauseVersionNotFound:          "go list -m -versions {path}",
	checks.CauseGOPROXYUpstreamFailed:    "go list -m {module}",
	checks.CauseGOPROXYServerError:       "go list -m {module}",
	checks.CauseGOPROXYRateLimited:       "go list -m {module}",
	checks.CausePrivateModulePublicRoute: "go env GOPRIVATE GONOSUMDB GONOPROXY",
	checks.CauseGitSSHDenied:             "ssh -T git@{host}",
	checks.CauseGitConfigBroken:          "git config --get-regexp '^(url|http)'",
	checks.CauseVCSMissing:               "git --version",
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*$`)

// Next is the command that settles which candidate it is: all checks for what
// happens on the way, a question to go or git for what does not. Where nothing
// was found, it is the one that makes go say more.
func (d Reading) Next() string {
	path, version := d.Module, d.Version
	if module.CheckPath(path) != nil {
		path = ""
	}
	if !semver.IsValid(version) {
		version = ""
	}
	named := path
	if path != "" && version != "" {
		named += "@" + version
	}
	if !d.Found {
		return "go mod download -x"
	}
	command, known := settling[d.Cause]
	if !known {
		if path == "golang.org/toolchain" {
			named = ""
		}
		return strings.TrimSpace("gomend check " + named)
	}
	places := map[string]string{"{path}": path, "{module}": cmp.Or(named, "all"), "{repository}": cmp.Or(d.repository(), path), "{host}": d.Host}
	if !hostName.MatchString(d.Host) {
		places["{host}"] = ""
	}
	for place, value := range places {
		if strings.Contains(command, place) && value == "" {
			return "gomend check"
		}
		command = strings.ReplaceAll(command, place, value)
	}
	return command
}

var repositoryPath = regexp.MustCompile(`^(?:/[\w.~-]+)+/?$`)

// repository is host and path of the repository that git was sent to, where they
// are well-formed.
func (d Reading) repository() string {
	u, err := url.Parse(d.URL)
	if err != nil || d.Step != StepVCS || u.RawQuery != "" || !hostName.MatchString(u.Host) || !repositoryPath.MatchString(u.Path) {
		return ""
	}
	return u.Host + u.Path
}
