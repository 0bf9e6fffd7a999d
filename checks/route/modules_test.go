package route

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

const gomodText = `module corp.example/main

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.2.3
	example.com/c/v2 v2.0.1
	example.com/d v0.0.0-20200101000000-abcdefabcdef // indirect
)

replace example.com/b => ../b
replace example.com/c/v2 v2.0.1 => example.com/fork/v2 v2.0.2
replace example.com/d v1.0.0 => example.com/other v1.0.0
`

func names(mods []Needed) string {
	var list []string
	for _, n := range mods {
		list = append(list, n.String())
	}
	return strings.Join(list, " ")
}

// modules loads the place and lists what it needs.
func (p place) modules(arg string, env ...string) []Needed {
	p.t.Helper()
	mods, err := Modules(p.load(env...), arg)
	if err != nil {
		p.t.Fatal(err)
	}
	return mods
}

func TestModulesOfGoMod(t *testing.T) {
	p := newPlace(t)
	p.write("work/go.mod", gomodText)
	want := "example.com/a@v1.0.0 example.com/fork/v2@v2.0.2 example.com/d@v0.0.0-20200101000000-abcdefabcdef"
	if got := names(p.modules("")); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	p.write("work/other.mod", "module x\nrequire example.com/z v1.0.0\n")
	if got := names(p.modules("", "GOFLAGS=-modfile=other.mod")); got != "example.com/z@v1.0.0" {
		t.Errorf("-modfile: %s", got)
	}
	if got := names(p.modules("", "GO111MODULE=off")); got != sample.String() {
		t.Errorf("modules off: %s", got)
	}
	p.write("work/go.mod", "module x\n")
	if got := names(p.modules("")); got != sample.String() {
		t.Errorf("no requirements: %s", got)
	}
}

func TestAllHere(t *testing.T) {
	for text, want := range map[string]bool{
		"module x\n": false,
		"module x\nrequire example.com/a v1.0.0\n":                                                                        false,
		"module x\nrequire example.com/a v1.0.0\nreplace example.com/a => ../a\n":                                         true,
		"module x\nrequire (\nexample.com/a v1.0.0\nexample.com/b v1.0.0\n)\nreplace example.com/a => ../a\n":             false,
		"module x\nrequire example.com/a v1.0.0\nreplace example.com/a => example.com/fork v1.0.0\n":                      false,
		"module x\nrequire example.com/a v1.0.0\nreplace example.com/a v1.0.0 => ../a\n":                                  true,
		"module x\nrequire example.com/a v1.1.0\nreplace example.com/a v1.0.0 => ../a // another version than required\n": false,
	} {
		p := newPlace(t)
		p.write("work/go.mod", text)
		if got := p.load().AllHere(); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestRequiresNothing(t *testing.T) {
	for text, want := range map[string]bool{
		"":           false, // no go.mod
		"module x\n": true,
		"module x\nrequire example.com/a v1.0.0\n":                                false,
		"module x\nrequire example.com/a v1.0.0\nreplace example.com/a => ../a\n": false,
	} {
		p := newPlace(t)
		if text != "" {
			p.write("work/go.mod", text)
		}
		if got := p.load().RequiresNothing(); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestModulesOfGoWork(t *testing.T) {
	p := newPlace(t)
	p.write("work/go.work", "go 1.21\nuse (\n\t./x\n\t./y\n)\nreplace example.com/b => example.com/bb v1.0.0\n")
	p.write("work/x/go.mod", "module corp.example/x\nrequire (\nexample.com/a v1.0.0\nexample.com/b v1.0.0\ncorp.example/y v1.0.0\n)\nreplace example.com/b => ../no\n")
	p.write("work/y/go.mod", "module corp.example/y\nrequire example.com/a v1.1.0\n")
	p.write("work/go.work.sum", "example.com/a v1.1.0 h1:x\n")
	p.write("work/y/go.sum", "example.com/a v1.1.0/go.mod h1:x\n")
	mods := p.modules("")
	if got := names(mods); got != "example.com/a@v1.1.0 example.com/bb@v1.0.0" {
		t.Error(got)
	}
	if mods[0].SumNeeded || !mods[1].SumNeeded {
		t.Errorf("sums: %+v", mods)
	}
	if got := names(p.modules("", "GOWORK=off")); got != sample.String() {
		t.Errorf("GOWORK=off: %s", got)
	}
}

func TestNamedModule(t *testing.T) {
	p := newPlace(t)
	p.write("work/go.mod", gomodText)
	good := map[string]string{
		"example.com/a":           "example.com/a@v1.0.0",
		"example.com/a/pkg":       "example.com/a@v1.0.0",
		"example.com/ab":          "example.com/ab",
		"example.com/a@v1.9.0":    "example.com/a@v1.9.0",
		"example.com/a@latest":    "example.com/a@latest",
		"example.com/a@>=v1.2.0":  "example.com/a@>=v1.2.0",
		"example.com/c/v2":        "example.com/fork/v2@v2.0.2",
		"github.com/Azure/x@v1":   "github.com/Azure/x@v1",
		"example.com/a@feature-x": "example.com/a@feature-x",
	}
	for arg, want := range good {
		mods := p.modules(arg)
		if got := names(mods); got != want || !mods[0].Named {
			t.Errorf("%s: %s, want %s", arg, got, want)
		}
	}
	s := p.load()
	for _, arg := range []string{"x", "https://github.com/a/b", "example.com/a@", "./x", "example.com/a b", "example.com/a@v1\x1b[2J", "example.com/../x", "@v1"} {
		_, err := Modules(s, arg)
		if err == nil || strings.ContainsRune(err.Error(), 0x1b) || !strings.HasPrefix(err.Error(), plain(arg)) {
			t.Errorf("%q: %v", arg, err)
		}
	}
}

func TestCachedAndSums(t *testing.T) {
	p := newPlace(t)
	p.write("work/go.mod", "module x\nrequire (\nexample.com/Up v1.0.0\nexample.com/b v1.0.0\nexample.com/c v1.0.0\nprivate.example/p v1.0.0\n)\n")
	p.write("work/go.sum", "example.com/Up v1.0.0 h1:x\nexample.com/Up v1.0.0/go.mod h1:x\nexample.com/b v1.0.0/go.mod h1:x\n")
	put := func(path string, suffixes ...string) {
		for _, s := range suffixes {
			p.write("cache/cache/download/"+path+"/@v/v1.0.0"+s, strings.Repeat("x", len(path)))
		}
	}
	put("example.com/!up", ".info", ".mod", ".zip")
	put("example.com/b", ".info", ".mod", ".zip")
	put("example.com/c", ".info", ".mod")
	env := []string{"GOMODCACHE=" + p.path("cache"), "GOPRIVATE=private.example"}
	var got []string
	for _, n := range p.modules("", env...) {
		got = append(got, fmt.Sprintf("%s cached=%v private=%v sum=%v", n.Path, n.Cached, n.Private, n.SumNeeded))
	}
	want := []string{
		"example.com/Up cached=true private=false sum=false",
		"example.com/b cached=true private=false sum=true",
		"example.com/c cached=false private=false sum=true",
		"private.example/p cached=false private=true sum=false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	for _, n := range p.modules("", append(env, "GOSUMDB=off")...) {
		if n.SumNeeded {
			t.Errorf("GOSUMDB=off: %+v", n)
		}
	}
}

func TestPick(t *testing.T) {
	mod := func(path string, cached bool, size int64, private bool) Needed {
		return Needed{Module: Module{path, "v1"}, Cached: cached, Size: size, Private: private}
	}
	cases := []struct {
		mods          []Needed
		public, local string
	}{
		{nil, "", ""},
		{[]Needed{mod("a", true, 9, false), mod("b", true, 3, false), mod("c", true, 5, false)}, "b", ""},
		{[]Needed{mod("a", true, 9, false), mod("b", false, 0, false), mod("c", false, 0, true)}, "b", "c"},
	}
	for _, c := range cases {
		public, ok := Pick(c.mods, false)
		private, ok2 := Pick(c.mods, true)
		if public.Path != c.public || private.Path != c.local || ok != (c.public != "") || ok2 != (c.local != "") {
			t.Errorf("%v: %s %s", c.mods, public.Path, private.Path)
		}
	}
}

func TestUnreadableFiles(t *testing.T) {
	cases := []struct{ file, content, where, want string }{
		{"work/go.mod", "module x\n\nrequire (\n", "go.mod:4", "go-mod:syntax!"},
		{"work/go.mod", "module x\nfoo bar\n", "go.mod:2", "go-mod:syntax!"},
		{"work/go.mod", "module x\nrequire example.com/a/v2 v1.0.0\n", "go.mod:2", "go-mod:syntax!"},
		{"work/go.mod", "<<<<<<< HEAD\nmodule x\n", "go.mod:1", "go-mod:syntax!"},
		{"work/go.work", "use (\n", "go.work:2", "go-mod:syntax!"},
		{"work/go.work", "use ./nowhere\n", "go.mod", "go-mod:missing-file!"},
		{"work/go.sum", "a b c\n<<<<<<< HEAD\n", "go.sum:2", "go-sum:wrong-number-of-fields!"},
	}
	for _, c := range cases {
		p := newPlace(t)
		p.write("work/go.mod", "module x\n")
		p.write(c.file, c.content)
		s := p.load()
		if got := summary(s.Problems); got != c.want || !strings.HasSuffix(s.Problems[0].File, c.where) {
			t.Errorf("%q: %q at %v, want %q at %s", c.content, got, s.Problems, c.want, c.where)
		}
	}
}

// A file that a setting names, and that is not there, is told with the setting.
func TestMissingFileNamedBySetting(t *testing.T) {
	p := newPlace(t)
	p.write("work/go.mod", "module x\n")
	for setting, want := range map[string]string{
		"GOFLAGS=-modfile=other.mod":                 "named by -modfile in GOFLAGS",
		"GOWORK=" + p.path("elsewhere") + "/go.work": "named by GOWORK",
	} {
		s := p.load(setting)
		if got := summary(s.Problems); got != "go-mod:missing-file!" || s.Problems[0].Value != want {
			t.Errorf("%s: %q %+v", setting, got, s.Problems)
		}
	}
}

func TestVendor(t *testing.T) {
	p := newPlace(t)
	p.write("work/go.mod", "module x\ngo 1.21\nrequire example.com/a v1.0.0\n")
	want := func(text string) {
		t.Helper()
		if got := summary(p.load("GOFLAGS=-mod=vendor").Problems); got != text {
			t.Errorf("%s, want %s", got, text)
		}
	}
	want("vendor-mode:vendor-missing!")
	p.write("work/vendor/modules.txt", "# example.com/a v0.9.0\n## explicit\n")
	want("vendor-mode:vendor-outdated!")
	p.write("work/vendor/modules.txt", "# example.com/a v1.0.0\n## explicit\n")
	want("vendor-mode:vendor")
	p.write("work/vendor/modules.txt", "# example.com/a v0.9.0\n## explicit\n")
	for flags, text := range map[string]string{"": "vendor-mode:vendor-unlike", "-mod=mod": "", "-mod=readonly": "go-sum:readonly-gosum"} {
		if got := summary(p.load("GOFLAGS=" + flags).Problems); got != text {
			t.Errorf("%s: %s, want %s", flags, got, text)
		}
	}
	p.write("work/go.mod", "module x\ngo 1.13\nrequire example.com/a v1.0.0\n")
	if got := summary(p.load().Problems); got != "" {
		t.Errorf("before go 1.14: %s", got)
	}
}

// TestReadonlyFlag: what go.sum has no go.mod of stops every build, unless go may add it.
func TestReadonlyFlag(t *testing.T) {
	const sum = "example.com/a v1.0.0/go.mod h1:x=\n"
	for _, c := range []struct{ flags, mod, sum, want string }{
		{"-mod=readonly", "require example.com/a v1.0.0\n", "", "go-sum:readonly-gosum"},
		{"-mod=readonly", "require example.com/a v1.1.0\n", sum, "go-sum:readonly-gosum"},
		{"-mod=readonly", "require example.com/a v1.0.0\n", sum, ""},
		{"-mod=readonly", "require example.com/a v1.0.0\nreplace example.com/a => ./a\n", "", ""},
		{"-mod=readonly", "", "", ""},
		{"-mod=mod", "require example.com/a v1.0.0\n", "", ""},
		{"", "require example.com/a v1.0.0\n", "", ""},
	} {
		p := newPlace(t)
		p.write("work/go.mod", "module x\ngo 1.21\n"+c.mod)
		p.write("work/a/go.mod", "module example.com/a\n")
		if c.sum != "" {
			p.write("work/go.sum", c.sum)
		}
		if got := summary(p.load("GOFLAGS=" + c.flags).Problems); got != c.want {
			t.Errorf("%s, %q, %q: %s, want %s", c.flags, c.mod, c.sum, got, c.want)
		}
	}
}

// TestHostileFiles: none of them may take long, or be waited for.
func TestHostileFiles(t *testing.T) {
	p := newPlace(t)
	var many strings.Builder
	many.WriteString("module x\nrequire (\n")
	for i := range 50_000 {
		fmt.Fprintf(&many, "\texample.com/m%d v1.0.0\n", i)
	}
	many.WriteString(")\n")
	for name, content := range map[string]string{
		"many":      many.String(),
		"brackets":  strings.Repeat("(", 1<<20),
		"one line":  "module " + strings.Repeat("x", 4<<20),
		"bad lines": strings.Repeat("foo\n", 200_000),
		"too large": strings.Repeat("x", maxFile+1),
		"binary":    strings.Repeat("\x00\xff", 1<<20),
	} {
		p.write("work/go.mod", content)
		start := time.Now()
		mods := p.modules("", "GOPROXY=direct", "GOPRIVATE=*")
		s := p.load("GOPROXY=direct", "GOPRIVATE=*")
		if routes := MakePlan(s, mods).Routes; len(routes) > maxOrigins+2 || len(mods) > maxModules {
			t.Errorf("%s: %d routes, %d modules", name, len(routes), len(mods))
		}
		if took := time.Since(start); took > 30*time.Second { // on a busy machine a second may be as long as seven
			t.Errorf("%s: %v", name, took)
		}
	}
	os.Remove(p.path("work/go.mod"))
	if err := makePipe(p.path("work/go.mod")); err != nil {
		t.Skip("no pipes: ", err)
	}
	if got := summary(p.load().Problems); got != "go-mod:not-a-file!" {
		t.Error(got)
	}
}
