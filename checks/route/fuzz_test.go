package route

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func FuzzParseGOPROXY(f *testing.F) {
	for _, c := range goproxyCases {
		f.Add(c.value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		sameAsGo(t, value)
		entries, problems := ParseGOPROXY(value)
		for _, e := range entries {
			if e.Kind == EntryURL {
				dialled(e.URL, Via{})
				relayURL(e.URL, "sum.golang.org")
				_ = Redact(e.URL)
			}
		}
		for _, p := range problems {
			if p.Reason == "" || p.Kind == "" {
				t.Errorf("%q: %+v", value, p)
			}
		}
	})
}

func FuzzParseGOSUMDB(f *testing.F) {
	for _, seed := range []string{"sum.golang.org", "off", "sum.golang.google.cn", "sum.golang.org https://a/b", knownKeys["sum.golang.org"], "a+b+c d e", "'off'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		db, problem := ParseGOSUMDB(value)
		if problem == nil && !db.Off && (db.Direct == nil || db.Name == "") {
			t.Errorf("%q: neither a database nor a problem", value)
		}
	})
}

func FuzzProxyVariable(f *testing.F) {
	for _, seed := range []string{"http://p:3128", "u:p@ss#w@h:1", "socks5://[::1]:1080", ":1", "http://a:1,http://b:2", "http://u:100%@p:1"} {
		f.Add(seed, "corp.example,10.0.0.0/8,*.x:80")
	}
	f.Fuzz(func(t *testing.T, value, no string) {
		lintProxy(value)
		lintNoProxy(no)
		p := newProxies(environ{"HTTPS_PROXY": value, "NO_PROXY": no})
		for _, text := range []string{"https://go.corp.example/x", "http://10.1.2.3"} {
			u := mustURL(t, text)
			dialled(u, p.via(u))
			dialled(u, p.git(u))
			_ = p.via(u).String()
		}
	})
}

// FuzzRedactText: a password in its usual place never shows.
func FuzzRedactText(f *testing.F) {
	f.Add("http://", "user", "proxy:3128")
	f.Add("", "a#b", "proxy/x?y")
	f.Fuzz(func(t *testing.T, before, user, after string) {
		if strings.ContainsAny(before+user, "@,| \t") || strings.ContainsAny(after, ",| \t") || strings.Contains(user, "://") {
			return
		}
		if got := RedactText(before + user + ":S3SAME@" + after); strings.Contains(got, "S3SAME") {
			t.Errorf("%q %q %q: %s", before, user, after, got)
		}
	})
}

func FuzzGoEnvJSON(f *testing.F) {
	for _, seed := range []string{`{"GOROOT":"/x"}`, "banner\n{\"GOVERSION\":\"go1.2\"}", "{}", "[1]", `{"GOROOT":1}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		values, err := parseGoEnv(data)
		if err == nil && values["GOROOT"] == "" && values["GOVERSION"] == "" {
			t.Errorf("%q: accepted", data)
		}
		goVersionWord(values["GOVERSION"])
		oneLine(string(data))
	})
}

func FuzzEnvFile(f *testing.F) {
	f.Add([]byte("GOPROXY=x\n#A=b\nexport B=c\n=d\nGOSUMDB='off'\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for key, value := range parseEnvFile(data) {
			if key == "" || key[0] < 'A' || key[0] > 'Z' || strings.Contains(key, "=") || strings.Contains(value, "\n") {
				t.Errorf("%q=%q", key, value)
			}
		}
	})
}

// FuzzSettings puts any values through all of the settings' checks.
func FuzzSettings(f *testing.F) {
	f.Add("-mod=vendor", "go1.22+auto", "public:git", "netrc;git /", "a.example, b")
	f.Fuzz(func(t *testing.T, flags, toolchain, govcs, goauth, private string) {
		splitQuoted(flags)
		cutFlag(flags)
		toolchainMode(toolchain)
		fromToolchain(toolchain)
		parseGOVCS(govcs)
		for _, p := range append(goauthProblems(goauth), patternProblems(private)...) {
			if p.Reason == "" {
				t.Errorf("%+v", p)
			}
		}
	})
}

// FuzzGitConfig lets git's own settings say anything.
func FuzzGitConfig(f *testing.F) {
	f.Add("url.ssh://git@a.example/.insteadof\nhttps://a.example/\x00http.https://b.example.proxy\nhttp://p:1\x00", "https://a.example/x.git")
	f.Add("url..insteadof\n\x00url.git@h:.insteadof\nx", "x")
	f.Add("\x00\n\x00url.[::1]:22.insteadof\na", "[::1]:22")
	f.Fuzz(func(t *testing.T, out, raw string) {
		var g gitConfig
		g.rewrites, g.proxied, g.unverified = parseGitConfig(out)
		to, fits := g.apply(raw)
		if !fits && to != raw {
			t.Errorf("%q became %q without a rule", raw, to)
		}
		if u := gitURL(to); u != nil {
			dialled(u, Via{})
			_ = Redact(u)
		}
	})
}

func FuzzGoMod(f *testing.F) {
	f.Add([]byte(gomodText), []byte("example.com/a v1.0.0 h1:x\n"), []byte("go 1.21\nuse .\n"))
	f.Add([]byte("module x\nrequire a"), []byte("<<<<"), []byte("use ../..\nreplace a => b v1.0.0\n"))
	f.Fuzz(func(t *testing.T, gomod, gosum, gowork []byte) {
		dir := t.TempDir()
		for name, data := range map[string][]byte{"go.mod": gomod, "go.sum": gosum, "go.work": gowork} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, gowork := range []string{"off", filepath.Join(dir, "go.work")} {
			s, err := Load(t.Context(), LoadOptions{Dir: dir, Env: []string{"HOME=" + dir, "GOWORK=" + gowork, "GOPROXY=direct"}})
			if err != nil {
				t.Fatal(err)
			}
			mods, err := Modules(s, "")
			if err != nil {
				t.Fatal(err)
			}
			MakePlan(s, mods)
		}
	})
}
