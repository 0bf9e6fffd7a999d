package route

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"
)

// findProblems lists all that is malformed or misleading, the fatal first.
func (s *Settings) findProblems() []Problem {
	var found []Problem
	add := func(name string, list ...Problem) {
		value, source := s.Get(name)
		for _, p := range list {
			if p.Name == "" {
				p.Name = name
			}
			if p.Value == "" {
				p.Value = shown(name, value)
			}
			p.Source, p.File = source, s.File(source)
			found = append(found, p)
		}
	}
	add("GOPROXY", s.goproxyProblems()...)
	add("GOSUMDB", s.sumdbProblems()...)
	add("GO111MODULE", moduleModeProblems(s.value("GO111MODULE"), s.project.main)...)
	add("GOFLAGS", s.flagProblems()...)
	add("GOTOOLCHAIN", toolchainProblems(s.value("GOTOOLCHAIN"))...)
	add("GOTOOLCHAIN", s.toolchain.problems...)
	add("GOVCS", govcsProblems(s.value("GOVCS"))...)
	add("GOAUTH", goauthProblems(s.value("GOAUTH"))...)
	for _, name := range []string{"GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE"} {
		if _, source := s.Get(name); source != FromDefault {
			add(name, patternProblems(s.value(name))...)
		}
	}
	if value, source := s.Get("GOMODCACHE"); source != FromDefault || value == "" { // else it follows GOPATH
		add("GOMODCACHE", folderProblems(s.value("GOMODCACHE"), true)...)
	}
	add("GOPATH", folderProblems(s.value("GOPATH"), false)...)
	add("GODEBUG", s.debugProblems()...)
	add("TMPDIR", s.temporaryProblems()...)
	found = append(found, s.proxyProblems()...)
	found = append(found, s.project.problems...)
	found = append(found, s.conflicts()...)
	return fatalFirst(found)
}

func fatalFirst(list []Problem) []Problem {
	sorted := make([]Problem, 0, len(list))
	for _, fatal := range []bool{true, false} {
		for _, p := range list {
			if p.Fatal == fatal {
				sorted = append(sorted, p)
			}
		}
	}
	return sorted
}

func (s *Settings) goproxyProblems() []Problem {
	value, source := s.Get("GOPROXY")
	list := s.goproxy.problems()
	if value == "" && len(list) == 1 {
		list[0].Reason = "empty-stored" // go env -w GOPROXY=
		if source == FromDefault {
			list[0].Reason = "missing" // go.env has been stripped
		}
	}
	for i, e := range s.goproxy.entries {
		if rest := restAfter(value, e); i == len(s.goproxy.entries)-1 && e.Kind != EntryURL && rest {
			list = append(list, Problem{Kind: Note, Reason: "ignored-after-" + string(e.Kind)})
		}
	}
	return list
}

// restAfter reports whether entries stand behind direct or off, where go does
// not read on.
func restAfter(value string, last Entry) bool {
	words := strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == '|' })
	count := 0
	for _, w := range words {
		if strings.TrimSpace(w) != "" {
			count++
		}
	}
	return count > last.Position
}

func (s *Settings) sumdbProblems() []Problem {
	value, source := s.Get("GOSUMDB")
	_, p := ParseGOSUMDB(value)
	if p == nil {
		return nil
	}
	if p.Reason == "empty" && value == "" {
		p.Reason = "empty-stored"
		if source == FromDefault {
			p.Reason = "missing"
		}
	}
	return []Problem{*p}
}

// moduleModeProblems is about GO111MODULE (cmd/go/internal/modload/init.go:Init).
func moduleModeProblems(value, gomod string) []Problem {
	switch value {
	case "", "on":
		return nil
	case "auto":
		if gomod == "" {
			return []Problem{{Kind: GopathMode, Reason: "auto"}}
		}
		return nil
	case "off":
		return []Problem{{Kind: GopathMode, Reason: "off", Fatal: true}}
	}
	return []Problem{{Kind: OtherMalformed, Reason: "unknown-value", Fatal: true}}
}

// goauthProblems is about GOAUTH (cmd/go/internal/auth/auth.go:runGoAuth). It
// is read with the first https request.
func goauthProblems(value string) []Problem {
	bad := func(reason string) []Problem {
		return []Problem{{Kind: OtherMalformed, Reason: reason, Fatal: true}}
	}
	commands := strings.Split(value, ";")
	for _, command := range commands {
		words := strings.Fields(command)
		switch {
		case len(words) == 0:
			return bad("empty-command")
		case words[0] == "off" && len(commands) != 1:
			return bad("off-combined")
		case words[0] != "git":
			continue
		case len(words) != 2 || !filepath.IsAbs(words[1]):
			return bad("git-folder")
		}
		if info, err := os.Stat(words[1]); err != nil || !info.IsDir() {
			return bad("git-folder")
		}
	}
	return nil
}

// patternProblems is about lists of globs on module paths
// (golang.org/x/mod/module.MatchPrefixPatterns): what can never match.
func patternProblems(value string) []Problem {
	var found []Problem
	for pattern := range strings.SplitSeq(value, ",") {
		if reason := wrongPattern(pattern); reason != "" {
			found = append(found, Problem{Value: pattern, Kind: Note, Reason: reason})
		}
	}
	return found
}

func wrongPattern(pattern string) string {
	_, err := path.Match(strings.TrimSuffix(pattern, "/"), "")
	switch {
	case strings.TrimSpace(pattern) == "":
		return ""
	case strings.ContainsAny(pattern, quotes):
		return "pattern-quoted"
	case strings.Contains(pattern, "://"):
		return "pattern-url"
	case strings.ContainsAny(pattern, ";|，；"):
		return "pattern-separator"
	case strings.ContainsFunc(pattern, unicode.IsSpace) || strings.ContainsFunc(pattern, invisible):
		return "pattern-space" // spaces are not trimmed
	case strings.HasPrefix(pattern, "."):
		return "pattern-dot" // no matching of suffixes, unlike NO_PROXY
	case strings.HasPrefix(pattern, "!"):
		return "pattern-negation"
	case err != nil:
		return "pattern-invalid"
	}
	return ""
}

// folderProblems is about GOMODCACHE and GOPATH, which must be absolute
// (cmd/go/main.go, cmd/go/internal/modload/init.go).
func folderProblems(value string, single bool) []Problem {
	if value == "" {
		if single {
			return []Problem{{Kind: OtherMalformed, Reason: "no-home", Fatal: true}}
		}
		return nil
	}
	list := []string{value}
	if !single {
		list = filepath.SplitList(value)
	}
	for _, dir := range list {
		if dir != "" && !filepath.IsAbs(dir) {
			return []Problem{{Kind: OtherMalformed, Reason: "relative", Fatal: true}}
		}
	}
	return nil
}

// Debug is what GODEBUG says of one of its settings; the last one counts
// (internal/godebug.parse).
func Debug(godebug, name string) (last string) {
	for setting := range strings.SplitSeq(godebug, ",") {
		if v, found := strings.CutPrefix(setting, name+"="); found {
			last = v
		}
	}
	return last
}

// debugProblems is about GODEBUG: cmdgonetlimit=0 forbids the network
// (cmd/go/internal/base/limit.go).
func (s *Settings) debugProblems() []Problem {
	if Debug(s.layers.env.get("GODEBUG"), "cmdgonetlimit") != "0" {
		return nil
	}
	return []Problem{{Value: "cmdgonetlimit=0", Kind: OtherMalformed, Reason: "network-disabled", Fatal: true}}
}

// temporaryProblems is about TMPDIR. Go needs the folder only where it works with a
// repository (cmd/go/internal/modfetch/coderepo.go).
func (s *Settings) temporaryProblems() []Problem {
	dir := s.layers.env.get("TMPDIR")
	if dir == "" || runtime.GOOS == "windows" {
		return nil
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return []Problem{{Value: shown("TMPDIR", dir), Kind: OtherMalformed, Reason: "missing-folder"}}
}

// conflictNames are settings whose stored value an exported one may hide.
var conflictNames = []string{
	"GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOVCS", "GOFLAGS", "GO111MODULE",
	"GOTOOLCHAIN", "GOAUTH", "GOMODCACHE", "GOPATH",
}

func (s *Settings) conflicts() []Problem {
	var found []Problem
	for _, name := range conflictNames {
		exported := s.layers.env.get(name)
		stored, isStored := s.layers.user[name]
		if exported != "" && isStored && stored != exported {
			found = append(found, Problem{
				Name: name, Value: RedactText(exported), Source: FromEnvironment, File: s.layers.userFile,
				Kind: EnvConflict, Reason: "exported-hides-stored",
			})
		}
	}
	return found
}

// Stored is the value that go env -w has stored for a setting, and whether it
// has; it may be hidden by an exported one. It may hold a secret.
func (s *Settings) Stored(name string) (string, bool) {
	v, ok := s.layers.user[name]
	return v, ok
}
