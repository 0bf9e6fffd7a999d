package route

import (
	"errors"
	"go/version"
	"os"
	"path/filepath"
	"strings"
)

// flagsOf is the version of Go whose flags knownFlags lists.
const flagsOf = "go1.26"

// knownFlags are all flags that some subcommand of that Go registers: GOFLAGS
// may hold no others (cmd/go/internal/base/goflags.go:InitGOFLAGS).
var knownFlags = words(`C a artifacts asan asmflags bench benchmem benchtime blockprofile blockprofilerate
	buildmode buildvcs c cache changed compat compiled compiler count cover covermode coverpkg coverprofile cpu
	cpuprofile d debug-actiongraph debug-runtime-trace debug-trace deps diff dropexclude dropgodebug dropignore
	dropreplace droprequire droptool dropretract dropuse e exclude exec export f failfast find fix fixtool fmt
	fullpath fuzz fuzzcache fuzzminimizetime fuzztime gccgoflags gcflags go godebug i ignore insecure
	installsuffix json ldflags linkshared list m memprofile memprofilerate mod modcache modcacherw modfile module
	msan mutexprofile mutexprofilefraction n o outputdir overlay p parallel pgo pkgdir print r race replace
	require retract retracted reuse run short shuffle skip t tags test testcache timeout tool toolchain toolexec
	trace trimpath u use v vendor versions vet vettool w work x`)

func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

var errUnterminated = errors.New("unterminated-quote")

// splitQuoted splits at spaces, with quotes around whole words only
// (cmd/internal/quoted.Split).
func splitQuoted(s string) ([]string, error) {
	const space = " \t\n\r"
	var list []string
	for s = strings.TrimLeft(s, space); s != ""; s = strings.TrimLeft(s, space) {
		if quote := s[0]; quote == '"' || quote == '\'' {
			end := strings.IndexByte(s[1:], quote)
			if end < 0 {
				return nil, errUnterminated
			}
			list = append(list, s[1:1+end])
			s = s[end+2:]
			continue
		}
		end := strings.IndexAny(s, space)
		if end < 0 {
			end = len(s)
		}
		list = append(list, s[:end])
		s = s[end:]
	}
	return list, nil
}

// cutFlag splits "-name=value"; the name is "" when the word is no flag.
func cutFlag(word string) (name, value string) {
	name, value, _ = strings.Cut(word, "=")
	name = strings.TrimPrefix(name, "-")
	if name == word || name == "" && value == "" { // no dash at all, or nothing else
		return "", ""
	}
	name = strings.TrimPrefix(name, "-")
	if !strings.HasPrefix(word, "-") || strings.HasPrefix(name, "-") {
		return "", ""
	}
	return name, value
}

// flag is the last value of a flag in GOFLAGS.
func (s *Settings) flag(name string) string {
	var last string
	list, _ := splitQuoted(s.value("GOFLAGS"))
	for _, word := range list {
		if n, v := cutFlag(word); n == name {
			last = v
		}
	}
	return last
}

// modValues are those of -mod (cmd/go/internal/modload/init.go:setDefaultBuildMod).
var modValues = map[string]bool{"": true, "mod": true, "readonly": true, "vendor": true}

// flagProblems is about GOFLAGS.
func (s *Settings) flagProblems() []Problem {
	list, err := splitQuoted(s.value("GOFLAGS"))
	if err != nil {
		return []Problem{{Kind: OtherMalformed, Reason: err.Error(), Fatal: true}}
	}
	for _, word := range list {
		name, _ := cutFlag(word)
		if name == "" {
			return []Problem{{Kind: OtherMalformed, Reason: "non-flag", Fatal: true}}
		}
		if !knownFlags[name] && !s.newerThanFlags() {
			return []Problem{{Kind: OtherMalformed, Reason: "unknown-flag", Fatal: true}}
		}
	}
	var found []Problem
	if _, insecure := flagIn(list, "insecure"); insecure {
		found = append(found, Problem{Kind: OtherMalformed, Reason: "insecure-flag"}) // go get stops, others ignore it
	}
	switch mod, _ := flagIn(list, "mod"); {
	case !modValues[mod]:
		found = append(found, Problem{Kind: OtherMalformed, Reason: "mod-value"}) // go mod download does not read it, whatever builds stops
	case mod == "vendor":
		found = append(found, s.vendorProblem())
	case mod == "readonly" && s.project.unknownToSum():
		found = append(found, Problem{Kind: GosumIncomplete, Reason: "readonly-gosum"}) // go mod download adds it, go build stops
	case mod == "" && s.vendorsByItself():
		if p := s.vendorProblem(); p.Reason == "vendor-outdated" {
			p.Name, p.Value, p.Reason, p.Fatal = "vendor", "vendor/modules.txt", "vendor-unlike", false // go build stops, what fetches does not
			found = append(found, p)
		}
	}
	return found
}

// vendorsByItself reports whether go build takes what it needs from the vendor folder
// without being told to (cmd/go/internal/modload/init.go:setDefaultBuildMod).
func (s *Settings) vendorsByItself() bool {
	if s.project.main == "" || strings.HasSuffix(s.project.file, ".work") || version.Compare("go"+s.project.goLine, "go1.14") < 0 {
		return false
	}
	info, err := os.Stat(filepath.Join(filepath.Dir(s.project.main), "vendor", "modules.txt"))
	return err == nil && info.Mode().IsRegular()
}

func flagIn(list []string, name string) (value string, found bool) {
	for _, word := range list {
		if n, v := cutFlag(word); n == name {
			value, found = v, true
		}
	}
	return value, found
}

// newerThanFlags reports whether this Go may know flags that knownFlags lacks.
func (s *Settings) newerThanFlags() bool {
	return s.GoVersion != "" && version.Compare(version.Lang(goVersionWord(s.GoVersion)), flagsOf) > 0
}

// vendorProblem says what -mod=vendor does here: it forbids every look-up, and
// fails where the vendor folder is missing or does not fit go.mod.
func (s *Settings) vendorProblem() Problem {
	p := Problem{Kind: VendorMode, Reason: "vendor"}
	if s.project.main == "" {
		return p
	}
	data, err := readFile(filepath.Join(filepath.Dir(s.project.main), "vendor", "modules.txt"))
	switch {
	case err != nil:
		p.Reason, p.Fatal = "vendor-missing", true
	case !s.project.vendored(string(data)):
		p.Reason, p.Fatal = "vendor-outdated", true
	}
	return p
}
