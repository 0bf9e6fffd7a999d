package route

import (
	"fmt"
	"strings"
	"testing"
)

// plan works out the plan of a place for a module.
func (p place) plan(arg string, env ...string) Plan {
	p.t.Helper()
	s := p.load(env...)
	mods, err := Modules(s, arg)
	if err != nil {
		p.t.Fatal(err)
	}
	return MakePlan(s, mods)
}

// lines is a plan as text: one route a line, "!" for needed.
func (p Plan) lines() string {
	var b strings.Builder
	for _, r := range p.Routes {
		mark := ""
		if r.Needed {
			mark = "!"
		}
		fmt.Fprintf(&b, "%s%s %s %s:%d %s\n", r.ID, mark, r.Display(), r.Host, r.Port, r.Fallback)
	}
	return b.String()
}

func TestPlan(t *testing.T) {
	cases := []struct {
		name, env, arg, want, problems string
	}{
		{"defaults", "", "github.com/a/b@v1.0.0", `
module-proxy-1! https://proxy.golang.org proxy.golang.org:443 not-found
version-control-1 https://github.com/a/b github.com:443 none
checksum-relay-1! https://proxy.golang.org/sumdb/sum.golang.org proxy.golang.org:443 not-found
checksum-database https://sum.golang.org sum.golang.org:443 none
`, ""},
		{"pipe", "GOPROXY=https://a.example/x|https://b.example|direct", "golang.org/x/text@v0.14.0", `
module-proxy-1 https://a.example/x a.example:443 any-error
module-proxy-2 https://b.example b.example:443 any-error
version-control-1 https://golang.org/x/text?go-get=1 golang.org:443 none
checksum-relay-1 https://a.example/x/sumdb/sum.golang.org a.example:443 any-error
checksum-relay-2 https://b.example/sumdb/sum.golang.org b.example:443 any-error
checksum-database https://sum.golang.org sum.golang.org:443 none
`, ""},
		{"direct", "GOPROXY=direct", "github.com/a/b/v2@v2.0.0", `
version-control-1! https://github.com/a/b github.com:443 none
checksum-database! https://sum.golang.org sum.golang.org:443 none
`, ""},
		{"mirror of the database", "GOSUMDB=sum.golang.google.cn", "github.com/a/b@v1.0.0", `
module-proxy-1! https://proxy.golang.org proxy.golang.org:443 not-found
version-control-1 https://github.com/a/b github.com:443 none
checksum-database! https://sum.golang.google.cn sum.golang.google.cn:443 none
`, ""},
		{"no checksums", "GOSUMDB=off", "github.com/a/b@v1.0.0", `
module-proxy-1! https://proxy.golang.org proxy.golang.org:443 not-found
version-control-1 https://github.com/a/b github.com:443 none
`, ""},
		{"private", "GOPRIVATE=*.corp.example", "go.corp.example/x@v1.0.0", `
version-control-1! https://go.corp.example/x?go-get=1 go.corp.example:443 none
`, ""},
		{"private, insecure", "GOPRIVATE=*.corp.example\nGOINSECURE=go.corp.example", "go.corp.example/x@v1.0.0", `
version-control-1! https://go.corp.example/x?go-get=1 go.corp.example:443 none
version-control-2 http://go.corp.example/x?go-get=1 go.corp.example:80 none
`, ""},
		{"private but verified", "GONOPROXY=github.com/corp", "github.com/corp/x@v1.0.0", `
version-control-1! https://github.com/corp/x github.com:443 none
checksum-relay-1! https://proxy.golang.org/sumdb/sum.golang.org proxy.golang.org:443 not-found
checksum-database https://sum.golang.org sum.golang.org:443 none
`, ""},
		{"off", "GOPROXY=off", "github.com/a/b@v1.0.0", `
checksum-database https://sum.golang.org sum.golang.org:443 none
`, "goproxy-off:off!"},
		{"off, private", "GOPROXY=off\nGONOPROXY=github.com/corp", "github.com/corp/x@v1.0.0", `
version-control-1! https://github.com/corp/x github.com:443 none
checksum-database! https://sum.golang.org sum.golang.org:443 none
`, ""},
		{"folder", "GOPROXY=file:///srv/proxy", "github.com/a/b@v1.0.0", `
module-proxy-1! file:///srv/proxy :0 none
checksum-relay-1 file:///srv/proxy/sumdb/sum.golang.org :0 none
checksum-database! https://sum.golang.org sum.golang.org:443 none
`, ""},
		{"folder, then a proxy", "GOPROXY=file:///srv/proxy,https://a.example", "github.com/a/b@v1.0.0", `
module-proxy-1! file:///srv/proxy :0 not-found
module-proxy-2 https://a.example a.example:443 none
checksum-relay-1 file:///srv/proxy/sumdb/sum.golang.org :0 not-found
checksum-relay-2! https://a.example/sumdb/sum.golang.org a.example:443 none
checksum-database https://sum.golang.org sum.golang.org:443 none
`, ""},
		{"proxy", "HTTPS_PROXY=http://p.example:3128\nNO_PROXY=sum.golang.org", "github.com/a/b@v1.0.0", `
module-proxy-1! https://proxy.golang.org p.example:3128 not-found
version-control-1 https://github.com/a/b p.example:3128 none
checksum-relay-1! https://proxy.golang.org/sumdb/sum.golang.org p.example:3128 not-found
checksum-database https://sum.golang.org sum.golang.org:443 none
`, ""},
		{"git has its own proxy", "ALL_PROXY=socks5://p.example\nGOPROXY=direct\nGOSUMDB=off", "github.com/a/b@v1.0.0", `
version-control-1! https://github.com/a/b p.example:1080 none
`, "proxy-misleading:all-proxy"},
		{"malformed proxy on no route", "HTTPS_PROXY=http://p:port\nGOPROXY=http://a.example\nGOSUMDB=off", "github.com/a/b@v1.0.0", `
module-proxy-1! http://a.example a.example:80 none
`, "proxy-malformed:port"},
		{"malformed proxy", "HTTPS_PROXY=http://p:port\nGOPROXY=https://a.example\nGOSUMDB=off", "github.com/a/b@v1.0.0", `
module-proxy-1! https://a.example http:80 none
`, "proxy-malformed:port!"},
		{"malformed list", "GOPROXY=https://a.example;direct\nGOSUMDB=off", "github.com/a/b@v1.0.0", `
module-proxy-1! https://a.example;direct a.example;direct:443 none
`, "goproxy-malformed:semicolon!"},
		{"malformed list, private module", "GOPROXY=https://a.example;direct\nGOSUMDB=off\nGOPRIVATE=github.com", "github.com/a/b@v1.0.0", `
version-control-1! https://github.com/a/b github.com:443 none
`, "goproxy-malformed:semicolon"},
		{"rejected list, private module", "GOPROXY=foo\nGOSUMDB=off\nGOPRIVATE=github.com", "github.com/a/b@v1.0.0", `
version-control-1! https://github.com/a/b github.com:443 none
`, "goproxy-malformed:no-scheme!"},
		{"malformed database, not needed", "GOSUMDB=x\nGOPRIVATE=github.com", "github.com/a/b@v1.0.0", `
version-control-1! https://github.com/a/b github.com:443 none
`, "gosumdb-malformed:unknown-name"},
		{"forbidden program", "GOPRIVATE=github.com\nGOVCS=*:hg", "github.com/a/b@v1.0.0", `
version-control-1! https://github.com/a/b github.com:443 none
`, "vcs-disallowed:disallowed!"},
	}
	for _, c := range cases {
		p := newPlace(t)
		plan := p.plan(c.arg, strings.Split(c.env, "\n")...)
		if got := "\n" + plan.lines(); got != c.want {
			t.Errorf("%s:%s\nwant%s", c.name, got, c.want)
		}
		if got := summary(plan.Problems); got != c.problems {
			t.Errorf("%s: %q, want %q", c.name, got, c.problems)
		}
	}
}

// TestPlanAndCache: what the cache holds needs no route.
func TestPlanAndCache(t *testing.T) {
	p := newPlace(t)
	p.write("work/go.mod", "module x\nrequire (\nexample.com/a v1.0.0\ngithub.com/corp/b v1.0.0\ngithub.com/corp/c v1.0.0\n)\n")
	env := []string{"GOMODCACHE=" + p.path("cache"), "GOPRIVATE=github.com/corp", "GOPROXY=https://a.example", "GOSUMDB=off"}
	needed := func() string {
		var list []string
		for _, r := range p.plan("", env...).Routes {
			if r.Needed {
				list = append(list, r.ID+" "+r.Module.Path)
			}
		}
		return strings.Join(list, ", ")
	}
	if got := needed(); got != "module-proxy-1 example.com/a, version-control-1 github.com/corp/b" {
		t.Error("nothing cached:", got)
	}
	cache := func(path string) {
		for _, suffix := range []string{".info", ".mod", ".zip"} {
			p.write("cache/cache/download/"+path+"/@v/v1.0.0"+suffix, "x")
		}
	}
	cache("github.com/corp/b")
	if got := needed(); got != "module-proxy-1 example.com/a, version-control-1 github.com/corp/c" {
		t.Error("one private module cached:", got)
	}
	cache("github.com/corp/c")
	if got := needed(); got != "module-proxy-1 example.com/a" {
		t.Error("private modules cached:", got)
	}
	cache("example.com/a")
	if got := needed(); got != "module-proxy-1 example.com/a, version-control-1 github.com/corp/b" {
		t.Error("all cached:", got)
	}
	env[2] = "GOPROXY=off"
	if got := summary(p.plan("", env...).Problems); got != "goproxy-off:off" {
		t.Error("all cached, off:", got)
	}
}

func TestNext(t *testing.T) {
	cases := []struct{ goproxy, chain, notFound string }{
		{"https://a.example,https://b.example,direct", "module-proxy-1", "module-proxy-1 module-proxy-2 version-control-1"},
		{"https://a.example|https://b.example,direct", "module-proxy-1 module-proxy-2", "module-proxy-1 module-proxy-2 version-control-1"},
		{"https://a.example|direct", "module-proxy-1 version-control-1", "module-proxy-1 version-control-1"},
		{"https://a.example|off", "module-proxy-1", "module-proxy-1"},
		{"https://a.example,https://b.example", "checksum-relay-1", "checksum-relay-1 checksum-relay-2 checksum-database"},
		{"https://a.example|https://b.example|off", "checksum-relay-1 checksum-relay-2", "checksum-relay-1 checksum-relay-2 checksum-database"},
		{"https://a.example|direct", "checksum-relay-1 checksum-database", "checksum-relay-1 checksum-database"},
	}
	for _, c := range cases {
		plan := newPlace(t).plan("github.com/a/b@v1.0.0", "GOPROXY="+c.goproxy)
		for notFound, want := range map[bool]string{false: c.chain, true: c.notFound} {
			if got := plan.chain(strings.Fields(c.chain)[0], notFound); got != want {
				t.Errorf("%s, not found %v: %s, want %s", c.goproxy, notFound, got, want)
			}
		}
	}
}

// chain follows Next from a route, given that all fail alike.
func (p Plan) chain(id string, notFound bool) string {
	var list []string
	for _, r := range p.Routes {
		if r.ID != id {
			continue
		}
		for more := true; more; r, more = p.Next(r, notFound) {
			list = append(list, r.ID)
		}
	}
	return strings.Join(list, " ")
}

func TestToolchain(t *testing.T) {
	cases := []struct{ name, gomod, env, module, problems string }{
		{"newer", "go 1.99", "GOTOOLCHAIN=auto", "go1.99.0", ""},
		{"newer patch", "go 1.99.2", "GOTOOLCHAIN=auto", "go1.99.2", ""},
		{"release candidate", "go 1.99rc1", "GOTOOLCHAIN=auto", "go1.99rc1", ""},
		{"older", "go 1.20", "GOTOOLCHAIN=auto", "", ""},
		{"line", "go 1.21\ntoolchain go1.99.3", "GOTOOLCHAIN=auto", "go1.99.3", ""},
		{"line below go", "go 1.99.5\ntoolchain go1.99.3", "GOTOOLCHAIN=auto", "go1.99.5", ""},
		{"default", "go 1.99\ntoolchain default", "GOTOOLCHAIN=auto", "", "toolchain:newer-go-forbidden!"},
		{"local", "go 1.99", "GOTOOLCHAIN=local", "", "toolchain:newer-go-forbidden!"},
		{"local+auto", "go 1.99", "GOTOOLCHAIN=local+auto", "go1.99.0", ""},
		{"path", "go 1.99", "GOTOOLCHAIN=path", "", "toolchain:toolchain-not-in-path!"},
		{"named", "go 1.20", "GOTOOLCHAIN=go1.22.1", "go1.22.1", ""},
		{"named, too old", "go 1.24", "GOTOOLCHAIN=go1.22.1", "", "toolchain:newer-go-forbidden!"},
		{"named+auto", "go 1.24", "GOTOOLCHAIN=go1.22.1+auto", "go1.24.0", ""},
		{"sums off", "go 1.99", "GOTOOLCHAIN=auto\nGOSUMDB=off", "go1.99.0", "toolchain:sumdb-off!"},
		{"off", "go 1.99", "GOTOOLCHAIN=auto\nGOPROXY=off", "go1.99.0", "goproxy-off:off!"},
		{"modules off", "go 1.99", "GOTOOLCHAIN=auto\nGO111MODULE=off", "", "gopath-mode:off!"},
	}
	for _, c := range cases {
		p := newPlace(t)
		p.write("goroot/VERSION", "go1.26.3\n")
		p.write("goroot/go.env", "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\n")
		p.write("work/go.mod", "module x\n"+c.gomod+"\n")
		env := append(strings.Split(c.env, "\n"), "GOROOT="+p.path("goroot"))
		got := p.load(env...).Toolchain().Version
		if c.module == "" && got != "" || c.module != "" && !strings.HasPrefix(got, "v0.0.1-"+c.module+".") {
			t.Errorf("%s: %q, want %s", c.name, got, c.module)
		}
		plan := p.plan("github.com/a/b@v1.0.0", env...)
		if got := summary(plan.Problems); got != c.problems {
			t.Errorf("%s: %q, want %q", c.name, got, c.problems)
		}
		routes := strings.Contains(plan.lines(), "toolchain-1! https://proxy.golang.org")
		if routes != (c.module != "" && !strings.Contains(c.env, "GOPROXY")) {
			t.Errorf("%s:\n%s", c.name, plan.lines())
		}
	}
}

// TestToolchainAtHand: a toolchain in PATH or in the cache is not fetched.
func TestToolchainAtHand(t *testing.T) {
	p := newPlace(t)
	p.write("goroot/VERSION", "go1.26.3\n")
	p.write("work/go.mod", "module x\ngo 1.99\n")
	env := []string{"GOROOT=" + p.path("goroot"), "GOTOOLCHAIN=auto", "GOMODCACHE=" + p.path("cache")}
	m := p.load(env...).Toolchain()
	if m.Path != toolchainPath {
		t.Fatal(m)
	}
	p.write("cache/"+m.String()+"/bin/go", "")
	if m := p.load(env...).Toolchain(); m.Path != "" {
		t.Error("cached:", m)
	}
	env[2] = "GOMODCACHE=" + p.path("other")
	p.write("bin/go1.99.0", "")
	p.write("bin/go1.99.0.exe", "")
	if m := p.load(env...).Toolchain(); m.Path != "" {
		t.Error("in PATH:", m)
	}
}

func TestOriginOf(t *testing.T) {
	cases := []struct{ path, url, tool, reason string }{
		{"github.com/a/b", "https://github.com/a/b", "git", ""},
		{"github.com/a/b/v3/c", "https://github.com/a/b", "git", ""},
		{"github.com/a", "", "", "repository-path"},
		{"github.com/a/b.git", "", "", "repository-path"},
		{"bitbucket.org/a/b/c", "https://bitbucket.org/a/b", "git", ""},
		{"chiselapp.com/user/u/repository/r", "https://chiselapp.com/user/u/repository/r", "fossil", ""},
		{"corp.example/team/r.git/sub", "https://corp.example/team/r", "git", ""},
		{"corp.example/r.hg", "https://corp.example/r", "hg", ""},
		{"golang.org/x/text", "https://golang.org/x/text?go-get=1", "", ""},
		{"github.community/a", "https://github.community/a?go-get=1", "", ""},
		{"gopkg.in/yaml.v3", "https://gopkg.in/yaml.v3?go-get=1", "", ""},
		{"corp.example", "https://corp.example?go-get=1", "", ""},
	}
	for _, c := range cases {
		o := originOf(c.path)
		text := ""
		if o.url != nil {
			text = o.url.String()
		}
		if text != c.url || o.tool != c.tool || o.reason != c.reason {
			t.Errorf("%s: %q %q %q", c.path, text, o.tool, o.reason)
		}
	}
}
