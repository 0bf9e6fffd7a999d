package route

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// LoadOptions says whose settings are read.
type LoadOptions struct {
	Dir string   // folder whose go.mod counts; empty for the current one
	Env []string // the process environment, KEY=VALUE
	Go  string   // path of the go command; empty: the one in Env's PATH
}

// Settings are the settings in force for the go command in one folder.
type Settings struct {
	Dir       string
	GoState   GoState
	GoPath    string // of the go command; empty when there is none
	GoVersion string // "go1.26.8"; empty when not known
	GoDetail  string // what it printed when it failed; one line, at most 200 runes

	// Env holds the settings that a report shows, secrets hidden, and Sources
	// where each comes from. Proxy variables are in them only when set.
	Env     map[string]string
	Sources map[string]Source

	// Problems are all that is malformed or misleading in the settings. Fatal
	// supposes that a public module is to be fetched; a Plan knows better.
	Problems []Problem

	layers    *layers
	answers   map[string]string // of go env; nil when it could not be asked
	goproxy   proxyList
	sumdb     SumDB
	proxies   proxies
	project   project
	toolchain toolchainNeed
	git       gitConfig
}

// goSettings are asked of go env, and shown in reports except for the last.
var goSettings = []string{
	"GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOVCS", "GOFLAGS", "GO111MODULE",
	"GOTOOLCHAIN", "GOWORK", "GOMOD", "GOMODCACHE", "GOPATH", "GOENV", "GOAUTH", "GOROOT", "GOVERSION",
}

// proxyVariables are read from the process environment only: go env prints
// lines of its file that the go command does not use.
var proxyVariables = []string{
	"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy",
}

// Load reads the settings: from the go command, and where that does not answer,
// from files by the go command's own precedence. It waits for go at most five
// seconds. The error is that of ctx, or tells that the folder is not there.
func Load(ctx context.Context, opt LoadOptions) (*Settings, error) {
	s, err := begin(opt)
	if err != nil {
		return nil, err
	}
	s.ask(ctx, opt.Env)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.finish()
	return s, nil
}

// Inspect reads the settings from files and the environment alone, without
// running the go command. GoState is GoMissing.
func Inspect(opt LoadOptions) (*Settings, error) {
	s, err := begin(opt)
	if err != nil {
		return nil, err
	}
	s.GoState = GoMissing
	s.finish()
	return s, nil
}

func begin(opt LoadOptions) (*Settings, error) {
	dir, err := folder(opt.Dir)
	if err != nil {
		return nil, err
	}
	env := newEnviron(opt.Env)
	return &Settings{Dir: dir, layers: newLayers(env), GoPath: firstOf(opt.Go, env.lookPath("go"))}, nil
}

func (s *Settings) finish() {
	s.layers.setRoot(s.goroot())
	s.readValues()
	s.parse()
	s.Problems = s.findProblems()
}

func folder(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s: not a folder", dir)
	}
	return dir, err
}

// ask puts both questions to the go command at once, and git its own besides: the
// whole budget is the time that go needs to start.
func (s *Settings) ask(ctx context.Context, env []string) {
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { s.readGitConfig(ctx, env) })
	if s.GoPath == "" {
		s.GoState = GoMissing
		return
	}
	command := goCommand{s.GoPath, s.Dir, append(slices.Clone(env), "PWD="+s.Dir)}
	var toolchain string
	var known bool
	var both sync.WaitGroup
	both.Go(func() { toolchain, known = command.toolchain(ctx) })
	s.answers, s.GoState, s.GoDetail = command.settings(ctx, goSettings)
	both.Wait()
	if s.answers == nil {
		return
	}
	delete(s.answers, "GOTOOLCHAIN") // "local", as the child was told
	if known {
		s.answers["GOTOOLCHAIN"] = toolchain
	}
}

// goroot is the Go installation whose go.env counts; "" when unknown.
func (s *Settings) goroot() string {
	if root := s.answers["GOROOT"]; root != "" {
		return root
	}
	if root, _ := s.layers.raw("GOROOT"); root != "" {
		return root
	}
	if s.GoPath != "" {
		return rootOf(s.GoPath)
	}
	return ""
}

// Get is the value in force of a go setting or a proxy variable, and where it
// comes from. It may hold a secret.
func (s *Settings) Get(name string) (string, Source) {
	if s.layers == nil { // not loaded
		return s.Env[name], s.Sources[name]
	}
	if slices.Contains(proxyVariables, name) {
		if v := s.layers.env.get(name); v != "" {
			return v, FromEnvironment
		}
		return "", FromDefault
	}
	own, source := s.resolve(name)
	if answer, ok := s.answers[name]; ok {
		return answer, source
	}
	return own, source
}

// value is the value in force of a setting.
func (s *Settings) value(name string) string {
	v, _ := s.Get(name)
	return v
}

// resolve works a setting out without the go command.
func (s *Settings) resolve(name string) (string, Source) {
	switch name {
	case "GOMOD":
		return firstOf(findUp(s.Dir, "go.mod"), os.DevNull), FromDefault
	case "GOWORK":
		return s.findWork()
	case "GOROOT":
		if v, source := s.layers.raw(name); v != "" {
			return v, source
		}
		return s.goroot(), FromDefault
	case "GOVERSION":
		return versionOf(s.goroot()), FromDefault
	}
	v, source := s.layers.value(name)
	if v == "" && source == FromDefault && !s.layers.rootRead && s.answers == nil {
		return upstream[name], FromDefault
	}
	return v, source
}

// upstream is GOROOT/go.env of the releases of the Go project, supposed where
// no go.env can be found.
var upstream = map[string]string{
	"GOPROXY":     "https://proxy.golang.org,direct",
	"GOSUMDB":     "sum.golang.org",
	"GOTOOLCHAIN": "auto",
}

// File is the file that a setting of this source is stored in; "" for others.
func (s *Settings) File(source Source) string { return s.layers.file(source) }

// readValues fills the maps that a report shows.
func (s *Settings) readValues() {
	s.GoVersion = s.value("GOVERSION")
	s.Env, s.Sources = map[string]string{}, map[string]Source{}
	for _, name := range goSettings[:len(goSettings)-1] {
		v, source := s.Get(name)
		s.Env[name], s.Sources[name] = shown(name, v), source
	}
	for _, name := range proxyVariables {
		if v, source := s.Get(name); v != "" {
			s.Env[name], s.Sources[name] = RedactText(v), source
		}
	}
}

// parse reads what the values mean.
func (s *Settings) parse() {
	s.goproxy = parseList(s.value("GOPROXY"))
	s.sumdb, _ = ParseGOSUMDB(s.value("GOSUMDB"))
	s.proxies = newProxies(s.layers.env)
	s.project = s.readProject()
	s.toolchain = s.findToolchain()
}

// findUp looks for a file in a folder and in those above it; "" when there is
// none (cmd/go/internal/modload/init.go:findModuleRoot).
func findUp(dir, name string) string {
	for {
		file := filepath.Join(dir, name)
		if info, err := os.Stat(file); err == nil && !info.IsDir() {
			return file
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// findWork is the go.work in force (modload/init.go:FindGoWork).
func (s *Settings) findWork() (string, Source) {
	switch v, source := s.layers.raw("GOWORK"); v {
	case "":
		return findUp(s.Dir, "go.work"), FromDefault
	case "off":
		return "off", source
	default:
		return v, source
	}
}

// shown is a value as it may be seen. Commands of GOAUTH keep their first word:
// what follows may be a secret.
func shown(name, value string) string {
	if name != "GOAUTH" {
		return RedactText(value)
	}
	commands := strings.Split(value, ";")
	for i, command := range commands {
		if words := strings.Fields(command); len(words) > 1 {
			commands[i] = words[0] + " " + hidden
		}
	}
	return strings.Join(commands, ";")
}
