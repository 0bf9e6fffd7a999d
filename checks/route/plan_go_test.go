package route

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gomend/checks/lab/gohome"
)

// goCase is one environment that the real go command meets. Servers: A and B
// are module proxies, S the checksum database "sum.test" (its key is $KEY), F an
// HTTP proxy, X a SOCKS5 proxy; $0 is A by the address 0.0.0.0, which is this
// machine and yet not exempt from proxies. All https goes to F.
type goCase struct {
	name   string
	env    string // lines; later ones win over base
	module string // "" for example.com/m@v1.0.0
	mode   string // of servers, "A=404 B=cut Asum=500"
	relay  string // servers that relay the database
	stored string // content of go's env file
	gomod  string // content of go.mod
	gosum  bool   // go.sum vouches for the module
}

// base is the environment that cases change: a private checksum database that
// is asked by way of the module proxies, and no way out for https.
const base = `GOTOOLCHAIN=local
GOFLAGS=-modcacherw
GIT_TERMINAL_PROMPT=0
GOPROXY=$A
GOSUMDB=$KEY
HTTPS_PROXY=$F`

const (
	sumOff   = "\nGOSUMDB=off"
	directDB = "\nGOSUMDB=$KEY $S"
)

var goCases = []goCase{
	// Lists.
	{name: "one proxy, relayed database", relay: "A"},
	{name: "one proxy, no relay", env: ""},
	{name: "explicit database", env: directDB[1:]},
	{name: "sums off", env: sumOff[1:]},
	{name: "proxy cut", mode: "A=cut", env: sumOff},
	{name: "proxy 404", mode: "A=404", env: sumOff},
	{name: "proxy 500", mode: "A=500", env: sumOff},
	{name: "proxy 403", mode: "A=403", env: sumOff},
	{name: "comma, first cut", env: "GOPROXY=$A,$B" + sumOff, mode: "A=cut"},
	{name: "comma, first 404", env: "GOPROXY=$A,$B" + sumOff, mode: "A=404"},
	{name: "comma, first 410", env: "GOPROXY=$A,$B" + sumOff, mode: "A=410"},
	{name: "comma, first 500", env: "GOPROXY=$A,$B" + sumOff, mode: "A=500"},
	{name: "comma, second cut", env: "GOPROXY=$A,$B" + sumOff, mode: "B=cut"},
	{name: "pipe, first cut", env: "GOPROXY=$A|$B" + sumOff, mode: "A=cut"},
	{name: "pipe, first 500", env: "GOPROXY=$A|$B" + sumOff, mode: "A=500"},
	{name: "pipe, both cut", env: "GOPROXY=$A|$B" + sumOff, mode: "A=cut B=cut"},
	{name: "pipe to off, first cut", env: "GOPROXY=$A|off" + sumOff, mode: "A=cut"},
	{name: "pipe to nothing, first cut", env: "GOPROXY=$A|" + sumOff, mode: "A=cut"},
	{name: "comma to off, first 404", env: "GOPROXY=$A,off" + sumOff, mode: "A=404"},
	{name: "spaces and empty entries", env: "GOPROXY= , $A ,, $B" + sumOff, mode: "A=404"},
	{name: "comma direct, first cut", env: "GOPROXY=$A,direct" + sumOff, mode: "A=cut"},
	{name: "comma direct, first 404", env: "GOPROXY=$A,direct" + sumOff, mode: "A=404", module: "github.com/a/b@v1.0.0"},
	{name: "pipe direct, first cut", env: "GOPROXY=$A|direct" + sumOff, mode: "A=cut", module: "github.com/a/b/c@v1.0.0"},
	{name: "comma direct, first 404, page", env: "GOPROXY=$A,direct" + sumOff, mode: "A=404"},
	{name: "ignored after direct", env: "GOPROXY=direct,$A" + sumOff, module: "github.com/a/b@v1.0.0"},
	{name: "three entries", env: "GOPROXY=$A|$A,$B" + sumOff, mode: "A=404"},
	{name: "path prefix", env: "GOPROXY=$A/nowhere,$A" + sumOff},

	// Malformed lists.
	{name: "semicolon", env: "GOPROXY=http://a.test;direct\nHTTP_PROXY=$F" + sumOff},
	{name: "keyword case", env: "GOPROXY=$A,DIRECT"},
	{name: "no scheme", env: "GOPROXY=foo"},
	{name: "quoted", env: `GOPROXY="$A,direct"`},
	{name: "space inside", env: "GOPROXY=$A direct"},
	{name: "blank", env: "GOPROXY= "},
	{name: "stored empty", env: "GOPROXY=", stored: "GOPROXY=\n"},
	{name: "socks as module proxy", env: "GOPROXY=$X"},
	{name: "credentials on http", env: "GOPROXY=http://u:p@$W"},
	{name: "credentials on http, pipe", env: "GOPROXY=http://u:p@$W|$B" + sumOff},
	{name: "malformed behind direct", env: "GOPROXY=direct,DIRECT" + sumOff, module: "github.com/a/b@v1.0.0"},
	{name: "off", env: "GOPROXY=off"},
	{name: "stored list", env: "GOPROXY=", stored: "GOPROXY=$B\n", relay: "B"},
	{name: "exported hides stored", env: "GOPROXY=$A", stored: "GOPROXY=$B\n", relay: "A"},

	// Checksum databases.
	{name: "relay at second", env: "GOPROXY=$A,$B", relay: "B"},
	{name: "relay 500", mode: "Asum=500"},
	{name: "relay 500, pipe", env: "GOPROXY=$A|$B", mode: "Asum=500", relay: "B"},
	{name: "relay 500, comma", env: "GOPROXY=$A,$B", mode: "Asum=500", relay: "B"},
	{name: "relay 500, pipe direct", env: "GOPROXY=$A|direct", mode: "Asum=500"},
	{name: "relay 500, pipe off", env: "GOPROXY=$A|off", mode: "Asum=500"},
	{name: "database cut", env: directDB, mode: "S=500"},
	{name: "database 404", env: directDB, mode: "S=404"},
	{name: "go.sum vouches", gomod: "module x\nrequire example.com/m v1.0.0\n", gosum: true},
	{name: "no sum by pattern", env: "GONOSUMDB=example.com"},
	{name: "sumdb empty", env: "GOSUMDB= "},
	{name: "sumdb stored empty", env: "GOSUMDB=", stored: "GOSUMDB=\n"},
	{name: "sumdb unknown name", env: "GOSUMDB=sum.test"},
	{name: "sumdb too many words", env: "GOSUMDB=$KEY a b"},
	{name: "sumdb unknown name, not needed", env: "GOSUMDB=sum.test\nGONOSUMDB=*"},
	{name: "sumdb url without scheme", env: "GOSUMDB=$KEY sums.test"},
	{name: "sumdb host and port without scheme", env: "GOSUMDB=$KEY sums.test:80"},
	{name: "sumdb unknown scheme", env: "GOSUMDB=$KEY ftp://sums.test"},

	// Private modules and version control.
	{name: "private on github", env: "GOPRIVATE=github.com/corp", module: "github.com/corp/x@v1.0.0"},
	{name: "private page", env: "GOPRIVATE=*.corp.test", module: "go.corp.test/x/y@v1.0.0"},
	{name: "private insecure page", env: "GOPRIVATE=*.corp.test\nGOINSECURE=*.corp.test\nHTTP_PROXY=$F", module: "go.corp.test/x@v1.0.0"},
	{name: "private suffix", env: "GOPRIVATE=corp.test", module: "corp.test/r.git/sub@v1.0.0"},
	{name: "private under off", env: "GOPROXY=off\nGOPRIVATE=github.com/corp", module: "github.com/corp/x@v1.0.0"},
	{name: "private with bad list", env: "GOPROXY=foo\nGOPRIVATE=github.com/corp", module: "github.com/corp/x@v1.0.0"},
	{name: "noproxy none", env: "GOPRIVATE=example.com\nGONOPROXY=none"},
	{name: "space in pattern", env: "GOPRIVATE=a.test, example.com", relay: "A"},
	{name: "suffix pattern does not match", env: "GOPRIVATE=.com", relay: "A"},
	{name: "govcs forbids", env: "GOPRIVATE=github.com\nGOVCS=private:hg", module: "github.com/a/b@v1.0.0"},
	{name: "govcs malformed", env: "GOPRIVATE=github.com\nGOVCS=git", module: "github.com/a/b@v1.0.0"},
	{name: "repository path", env: "GOPRIVATE=github.com", module: "github.com/a@v1.0.0"},
	{name: "direct, page", env: "GOPROXY=direct", module: "example.com/m@v1.0.0"},
	{name: "direct, bitbucket", env: "GOPROXY=direct", module: "bitbucket.org/a/b@v1.0.0"},

	// HTTP proxies.
	{name: "http through proxy", env: "GOPROXY=http://a.test\nHTTP_PROXY=$F", relay: "A"},
	{name: "lower case", env: "GOPROXY=http://a.test\nhttp_proxy=$F", relay: "A"},
	{name: "upper case first", env: "GOPROXY=http://a.test\nHTTP_PROXY=$F\nhttp_proxy=$X", relay: "A"},
	{name: "without scheme", env: "GOPROXY=http://a.test\nHTTP_PROXY=$f", relay: "A"},
	{name: "unknown scheme is http", env: "GOPROXY=http://a.test\nHTTP_PROXY=socks4://$f", relay: "A"},
	{name: "loopback is exempt", env: "GOPROXY=$A\nHTTP_PROXY=$X", relay: "A"},
	{name: "0.0.0.0 is not exempt", env: "GOPROXY=$0\nHTTP_PROXY=$F", relay: "A"},
	{name: "no_proxy address", env: "GOPROXY=$0\nHTTP_PROXY=$F\nNO_PROXY=0.0.0.0", relay: "A"},
	{name: "no_proxy address and port", env: "GOPROXY=$0\nHTTP_PROXY=$F\nNO_PROXY=0.0.0.0:$p", relay: "A"},
	{name: "no_proxy other port", env: "GOPROXY=$0\nHTTP_PROXY=$F\nNO_PROXY=0.0.0.0:1", relay: "A"},
	{name: "no_proxy network", env: "GOPROXY=$0\nHTTP_PROXY=$F\nno_proxy=0.0.0.0/8", relay: "A"},
	{name: "no_proxy glob does nothing", env: "GOPROXY=$0\nHTTP_PROXY=$F\nNO_PROXY=0.0.*", relay: "A"},
	{name: "no_proxy star", env: "GOPROXY=$0\nHTTP_PROXY=$F\nNO_PROXY=*\nGONOSUMDB=*"},
	{name: "dropped value goes direct", env: "GOPROXY=$0\nHTTP_PROXY=http://u:100%@$f", relay: "A"},
	{name: "cgi guard", env: "GOPROXY=$0\nHTTP_PROXY=$F\nREQUEST_METHOD=GET" + sumOff},
	{name: "cgi guard, loopback", env: "GOPROXY=$A\nHTTP_PROXY=$F\nREQUEST_METHOD=GET", relay: "A"},
	{name: "socks", env: "GOPROXY=http://a.test\nHTTP_PROXY=$X"},
	{name: "socks for https", env: "GOPROXY=https://a.test\nHTTPS_PROXY=$X"},
	{name: "https tunnel", env: "GOPROXY=https://a.test,direct"},
	{name: "https tunnel, port", env: "GOPROXY=https://a.test:8443|https://b.test"},
	{name: "host only", env: "GOPROXY=a.test"},
	{name: "all_proxy is not read", env: "GOPROXY=$0\nALL_PROXY=$X", relay: "A"},
	{name: "database through tunnel", env: "GOSUMDB=$KEY https://sums.test/x"},

	// Modules and toolchains.
	{name: "modules off", env: "GO111MODULE=off"},
	{name: "unknown GO111MODULE", env: "GO111MODULE=yes"},
	{name: "non-flag", env: "GOFLAGS=mod=mod"},
	{name: "unknown flag", env: "GOFLAGS=-nosuchflag"},
	{name: "unterminated flag", env: "GOFLAGS='-modcacherw"},
	{name: "goauth empty command", env: "GOAUTH=netrc;\nGOPROXY=https://a.test"},
	{name: "relative cache", env: "GOMODCACHE=rel"},
	{name: "bad toolchain", env: "GOTOOLCHAIN=latest"},
	{name: "network forbidden", env: "GODEBUG=cmdgonetlimit=0"},
	{name: "go.mod broken", gomod: "module x\nfoo\n"},
	{name: "newer go, local", gomod: "module x\ngo 1.99\n"},
	{name: "newer go, unknown words, local", gomod: "module x\ngo 1.99\nfoo bar\n"},
	{name: "newer go, path", gomod: "module x\ngo 1.99\n", env: "GOTOOLCHAIN=path"},
	{name: "newer go, auto", gomod: "module x\ngo 1.99\n", env: "GOTOOLCHAIN=auto"},
	{name: "newer go, two proxies", gomod: "module x\ngo 1.99\n", env: "GOTOOLCHAIN=auto\nGOPROXY=$A,$B"},
	{name: "newer go, first cut", gomod: "module x\ngo 1.99\n", env: "GOTOOLCHAIN=auto\nGOPROXY=$A,$B", mode: "A=cut"},
	{name: "newer go, off", gomod: "module x\ngo 1.99\n", env: "GOTOOLCHAIN=auto\nGOPROXY=off"},
	{name: "newer go, private", gomod: "module x\ngo 1.99\n", env: "GOTOOLCHAIN=auto\nGOPRIVATE=*"},
	{name: "newer go, direct", gomod: "module x\ngo 1.99\n", env: "GOTOOLCHAIN=auto\nGOPROXY=direct"},
	{name: "toolchain line", gomod: "module x\ngo 1.21\ntoolchain go1.99.3\n", env: "GOTOOLCHAIN=auto"},
	{name: "toolchain default", gomod: "module x\ngo 1.21\ntoolchain default\n", env: "GOTOOLCHAIN=auto", relay: "A"},
	{name: "toolchain named", env: "GOTOOLCHAIN=go1.99.1"},
	{name: "old go is fine", gomod: "module x\ngo 1.20\n", env: "GOTOOLCHAIN=auto", relay: "A"},
}

// TestPlanAgainstGo holds the plan against what the real go command does:
// every request lies on a planned route, the needed ones are made, go falls
// back where Next says, and go fails for the reasons that the plan names.
func TestPlanAgainstGo(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs a shell for git, and 0.0.0.0 for this machine")
	}
	goPath, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command")
	}
	for _, c := range goCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, goPath)
		})
	}
}

func (c goCase) run(t *testing.T, goPath string) {
	w := newWorld(t, c.mode, c.relay)
	dir, env := c.prepare(t, w)
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	s, err := Load(ctx, LoadOptions{Dir: dir, Env: env, Go: goPath})
	if err != nil {
		t.Fatal(err)
	}
	arg := c.module
	if arg == "" {
		arg = "example.com/m@v1.0.0"
	}
	mods, err := Modules(s, arg)
	if err != nil {
		t.Fatal(err)
	}
	if before := w.seen(); len(before) > 0 {
		t.Fatalf("planning asked %v", before)
	}
	v := verifier{plan: MakePlan(s, mods)}

	cmd := exec.CommandContext(ctx, goPath, "mod", "download", arg)
	cmd.Dir, cmd.Env = dir, env
	out, err := cmd.CombinedOutput()
	v.failed, v.hits = err != nil, w.seen()
	if ctx.Err() != nil {
		t.Fatal("go hangs")
	}
	if wrong := v.check(); wrong != "" {
		t.Errorf("%s\n%s\ngo: %v %s", wrong, v, err, out)
	}
}

// prepare makes the folder and the environment of the go command.
func (c goCase) prepare(t *testing.T, w *world) (dir string, env []string) {
	home := gohome.New(t)
	dir = filepath.Join(home, "x")
	write := func(name, content string) {
		file := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("env", w.fill(c.stored))
	write("x/README", "")
	if c.gomod != "" {
		write("x/go.mod", c.gomod)
	}
	if c.gosum {
		sum, err := goSum("example.com/m", "v1.0.0")
		if err != nil {
			t.Fatal(err)
		}
		write("x/go.sum", string(sum))
	}
	values := newEnviron([]string{"HOME=" + home, "GOENV=" + filepath.Join(home, "env"), "GOPATH=" + filepath.Join(home, "go"), "PATH=" + w.bin})
	for line := range strings.SplitSeq(base+"\n"+c.env, "\n") {
		if name, value, found := strings.Cut(line, "="); found {
			values[name] = w.fill(value)
		}
	}
	for name, value := range values {
		env = append(env, name+"="+value)
	}
	return dir, env
}

// verifier compares a plan with what happened.
type verifier struct {
	plan   Plan
	hits   []hit
	failed bool
}

func (v verifier) String() string {
	var b strings.Builder
	for _, r := range v.plan.Routes {
		fmt.Fprintf(&b, "  plan %s %s via %s, %s:%d, %s, needed %v\n", r.ID, r.Display(), r.Via, r.Host, r.Port, r.Fallback, r.Needed)
	}
	for _, p := range v.plan.Problems {
		fmt.Fprintf(&b, "  problem %+v\n", p)
	}
	for _, h := range v.hits {
		fmt.Fprintf(&b, "  seen %s\n", h)
	}
	return b.String()
}

// on reports whether a request lies on a route.
func on(r Route, h hit) bool {
	if h.dial == "git" {
		return r.Tool == "git" && strings.TrimSuffix(h.target, ".git") == r.URL.String() ||
			r.Tool == "git" && strings.Contains(h.target, r.URL.Host+r.URL.Path)
	}
	host, port := dialled(r.URL, Via{})
	dial := strings.Replace(r.Host, "0.0.0.0", "127.0.0.1", 1)
	return net.JoinHostPort(dial, strconv.Itoa(r.Port)) == h.dial && net.JoinHostPort(host, strconv.Itoa(port)) == h.target &&
		(h.purpose() == "" || h.purpose() == r.Purpose) && (h.path == "" || strings.HasPrefix(h.path, r.URL.Path)) && r.Tool == ""
}

// hitsOn are the requests on a route.
func (v verifier) hitsOn(r Route) []hit {
	var list []hit
	for _, h := range v.hits {
		if on(r, h) {
			list = append(list, h)
		}
	}
	return list
}

func (v verifier) fatal() bool {
	return slices.ContainsFunc(v.plan.Problems, func(p Problem) bool { return p.Fatal })
}

// check says what does not fit; "" when all does.
func (v verifier) check() string {
	for _, h := range v.hits {
		if !slices.ContainsFunc(v.plan.Routes, func(r Route) bool { return on(r, h) }) {
			return "a request that was not planned: " + h.String()
		}
	}
	switch {
	case v.fatal() && !v.failed:
		return "a fatal problem, and go succeeds"
	case v.failed && len(v.hits) == 0 && !v.fatal():
		return "go fails without asking anybody, and no problem is fatal"
	case v.fatal():
		return ""
	}
	return firstOf(v.checkNeeded(), v.checkFallback(), v.checkOutcome())
}

// works reports whether all requests on a route were answered well.
func works(hits []hit) bool {
	return !slices.ContainsFunc(hits, func(h hit) bool { return h.status != 200 })
}

// checkNeeded: all needed routes are asked, up to the first that fails.
func (v verifier) checkNeeded() string {
	order := []Purpose{Toolchain, ModuleProxy, VersionControl, ChecksumDatabase}
	for _, purpose := range order {
		for _, r := range v.plan.Routes {
			if r.Purpose != purpose || !r.Needed {
				continue
			}
			hits := v.hitsOn(r)
			if len(hits) == 0 {
				return "needed and not asked: " + r.ID
			}
			if !works(hits) {
				return ""
			}
		}
	}
	return ""
}

// checkFallback: of a list, go asks exactly the routes that Next leads to.
func (v verifier) checkFallback() string {
	for _, first := range v.plan.Routes {
		if first.Position == 0 || first.Purpose == VersionControl || slices.ContainsFunc(v.plan.Routes, func(r Route) bool {
			return r.Purpose == first.Purpose && r.Position > 0 && r.Position < first.Position
		}) {
			continue
		}
		if wrong := v.follow(first); wrong != "" {
			return wrong
		}
	}
	return ""
}

func (v verifier) follow(r Route) string {
	reached := false
	for more := true; more; {
		hits := v.hitsOn(r)
		if len(hits) == 0 {
			if reached {
				return "go did not turn to " + r.ID
			}
			return "" // never came so far
		}
		reached = true
		if works(hits) || r.URL.Query().Has("go-get") {
			more = false
			continue
		}
		last := hits[len(hits)-1]
		var next Route
		next, more = v.plan.Next(r, last.notFound())
		if more {
			r = next
		}
	}
	for _, other := range v.plan.Routes {
		behind := other.Purpose == r.Purpose && other.Position > r.Position && r.Position > 0
		if behind && len(v.hitsOn(other)) > 0 && other.URL.Host != r.URL.Host {
			return "go went on to " + other.ID
		}
	}
	return ""
}

// checkOutcome: go succeeds exactly when nothing needed is broken, and nothing
// but what the plan calls needed was broken.
func (v verifier) checkOutcome() string {
	var brokenNeeded, broken bool
	for _, r := range v.plan.Routes {
		hits := v.hitsOn(r)
		bad := slices.ContainsFunc(hits, func(h hit) bool { return h.status != 200 && !h.notFound() })
		broken = broken || bad
		brokenNeeded = brokenNeeded || bad && r.Needed
	}
	notFound := slices.ContainsFunc(v.hits, func(h hit) bool { return h.notFound() })
	switch {
	case brokenNeeded && !v.failed:
		return "a needed route is broken, and go succeeds"
	case !broken && !notFound && v.failed:
		return "nothing is broken, and go fails"
	}
	return ""
}
