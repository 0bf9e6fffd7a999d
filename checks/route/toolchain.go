package route

import (
	"go/version"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/mod/module"
)

// toolchainNeed is the Go that the go command wants to run instead of itself.
type toolchainNeed struct {
	module   Module // golang.org/toolchain@…; zero when none must be fetched
	problems []Problem
}

// toolchainPath is the module that holds Go itself (select.go:gotoolchainModule).
const toolchainPath = "golang.org/toolchain"

// goVersionWord is the version alone of what GOVERSION says, such as
// "go1.26.8 X:nocoverageredesign" or "devel go1.27-abcdef".
func goVersionWord(text string) string {
	for _, word := range strings.Fields(text) {
		if strings.HasPrefix(word, "go1") {
			word, _, _ = strings.Cut(word, "-")
			return word
		}
	}
	return ""
}

// fromToolchain is the Go version of a toolchain's name, "go1.26.8" for
// "go1.26.8-suffix"; "" when it names none (cmd/go/internal/gover/toolchain.go).
func fromToolchain(name string) string {
	if strings.ContainsAny(name, `\/`) {
		return ""
	}
	if i := strings.IndexAny(name, " \t-"); i >= 0 {
		name = name[:i]
	}
	if !version.IsValid(name) {
		return ""
	}
	return name
}

// toolchainMode splits GOTOOLCHAIN into the least toolchain ("local" or a name)
// and how a newer one may be chosen: "auto", "path" or "" for not at all.
func toolchainMode(value string) (least, mode, reason string) {
	switch value {
	case "":
		return "local", "", ""
	case "auto", "path":
		return "local", value, ""
	}
	least, mode, plus := strings.Cut(value, "+")
	switch {
	case least != "local" && fromToolchain(least) == "":
		return "", "", "unknown-value"
	case plus && mode != "auto" && mode != "path":
		return "", "", "unknown-suffix"
	}
	return least, mode, ""
}

func toolchainProblems(value string) []Problem {
	if _, _, reason := toolchainMode(value); reason != "" {
		return []Problem{{Kind: OtherMalformed, Reason: reason, Fatal: true}}
	}
	return nil
}

// findToolchain follows cmd/go/internal/toolchain/select.go:Select, Exec.
func (s *Settings) findToolchain() toolchainNeed {
	local := goVersionWord(s.GoVersion)
	mode111 := s.value("GO111MODULE")
	least, mode, reason := toolchainMode(s.value("GOTOOLCHAIN"))
	if local == "" || reason != "" || mode111 == "off" || mode111 == "auto" && s.project.file == "" {
		return toolchainNeed{}
	}
	want, minimum := local, local
	if least != "local" {
		want, minimum = least, fromToolchain(least)
	}
	goLine := ""
	if s.project.goLine != "" {
		goLine = "go" + s.project.goLine
	}
	if mode == "" || s.project.toolLine == "default" {
		if version.Compare(goLine, minimum) > 0 {
			return toolchainNeed{problems: []Problem{{Kind: ToolchainUnavailable, Reason: "newer-go-forbidden", Fatal: true}}}
		}
	} else {
		want = s.upgrade(want, minimum, goLine)
	}
	if want == local {
		return toolchainNeed{}
	}
	return s.fetchToolchain(want, pathOnly(s.value("GOTOOLCHAIN")))
}

func pathOnly(value string) bool { return value == "path" || strings.HasSuffix(value, "+path") }

// upgrade is the toolchain that go.mod or go.work asks for, if newer.
func (s *Settings) upgrade(want, minimum, goLine string) string {
	if line := s.project.toolLine; line != "" {
		if v := fromToolchain(line); version.Compare(v, minimum) > 0 {
			want, minimum = line, v
		}
	}
	if version.Compare(goLine, minimum) > 0 {
		want = goLine
		if version.Lang(goLine) == goLine && version.Compare(goLine, "go1.21") >= 0 { // the first release is .0
			want += ".0"
		}
	}
	return want
}

// fetchToolchain says whether that toolchain must come over the network.
func (s *Settings) fetchToolchain(name string, pathOnly bool) toolchainNeed {
	if s.layers.env.lookPath(name) != "" {
		return toolchainNeed{}
	}
	if pathOnly {
		return toolchainNeed{problems: []Problem{{Kind: ToolchainUnavailable, Reason: "toolchain-not-in-path", Fatal: true}}}
	}
	m := Module{toolchainPath, "v0.0.1-" + name + "." + runtime.GOOS + "-" + runtime.GOARCH}
	if _, err := os.Stat(filepath.Join(s.value("GOMODCACHE"), filepath.FromSlash(m.Path)+"@"+m.Version)); err == nil {
		return toolchainNeed{}
	}
	return toolchainNeed{module: m}
}

// toolchainSum reports whether a toolchain's checksum must be asked for:
// nothing waives it except one file:// proxy (modfetch/sumdb.go:useSumDB).
func (s *Settings) toolchainSum() bool {
	goproxy := s.value("GOPROXY")
	return !(strings.HasPrefix(goproxy, "file://") && !strings.ContainsAny(goproxy, ",|"))
}

// Private reports whether GONOPROXY (or GOPRIVATE) makes go fetch the module
// directly.
func (s *Settings) Private(path string) bool {
	return module.MatchPrefixPatterns(s.value("GONOPROXY"), path)
}

// Unverified reports whether GONOSUMDB (or GOPRIVATE) or GOSUMDB=off keeps the
// module from the checksum database.
func (s *Settings) Unverified(path string) bool {
	return s.sumdb.Off || module.MatchPrefixPatterns(s.value("GONOSUMDB"), path)
}

// Insecure reports whether GOINSECURE lets go ask for the module's page by http
// and without verifying certificates.
func (s *Settings) Insecure(path string) bool {
	return module.MatchPrefixPatterns(s.value("GOINSECURE"), path)
}

// GOPROXY is the list in force; what stands behind an entry that go rejects is
// missing.
func (s *Settings) GOPROXY() []Entry { return s.goproxy.entries }

// GOSUMDB is the checksum database in force; its zero value when GOSUMDB is
// malformed.
func (s *Settings) GOSUMDB() SumDB { return s.sumdb }

// Toolchain is the Go that must be fetched before any command runs, as a
// module; its zero value when none must.
func (s *Settings) Toolchain() Module { return s.toolchain.module }
