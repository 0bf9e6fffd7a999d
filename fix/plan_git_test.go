package fix

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gomend/checks"
	"gomend/checks/lab/executable"
)

// TestGitConfig lets git itself write, wherever the entry stands.
func TestGitConfig(t *testing.T) {
	needs(t, "git")
	const dead = "http://127.0.0.1:1"
	proxy := "[http]\n\tproxy = " + dead + "\n"
	rewrite := "[url \"https://dead.example/\"]\n\tinsteadOf = https://git.corp.example/\n"
	private := broken(checks.CauseGitConfigBroken, "version-control-1", "git.corp.example/team/tool@v1.0.0")
	denied := broken(checks.CauseGitAuthRequired, "version-control-1", "git.corp.example/team/tool@v1.0.0")
	for _, tt := range []struct {
		name    string
		id      string
		verdict checks.Verdict
		files   map[string]string
		vars    []string
		after   map[string]string
		obst    string
	}{
		{"a proxy among others", "git-proxy-repair", private, map[string]string{".gitconfig": "# mine\n[user]\n\tname = me\n" + proxy}, nil, map[string]string{".gitconfig": "# mine\n[user]\n\tname = me\n"}, ""},
		{"a proxy in an included file", "git-proxy-repair", private, map[string]string{".gitconfig": "[include]\n\tpath = work.inc\n", "work.inc": "[a]\n\tb = c\n" + proxy}, nil,
			map[string]string{".gitconfig": "[include]\n\tpath = work.inc\n", "work.inc": "[a]\n\tb = c\n"}, ""},
		{"a proxy in the other place", "git-proxy-repair", private, map[string]string{".config/git/config": "[a]\n\tb = c\n" + proxy}, nil, map[string]string{".config/git/config": "[a]\n\tb = c\n", ".gitconfig": "missing"}, ""},
		{"a proxy for this host alone", "git-proxy-repair", private, map[string]string{".gitconfig": "[http \"https://git.corp.example\"]\n\tproxy = " + dead + "\n\tsslVerify = true\n[http \"https://other.example\"]\n\tproxy = http://good.example:1\n"}, nil,
			map[string]string{".gitconfig": "[http \"https://git.corp.example\"]\n\tsslVerify = true\n[http \"https://other.example\"]\n\tproxy = http://good.example:1\n"}, ""},
		{"a proxy that the system sets", "git-proxy-repair", private, map[string]string{"system": proxy}, []string{"GIT_CONFIG_SYSTEM={home}/system"},
			map[string]string{"system": proxy, ".gitconfig": "[http \"https://git.corp.example/\"]\n\tproxy = \n"}, ""},
		{"a proxy through a link", "git-proxy-repair", private, map[string]string{"dot/gitconfig": "[a]\n\tb = c\n" + proxy, ".gitconfig": "-> dot/gitconfig"}, nil, map[string]string{"dot/gitconfig": "[a]\n\tb = c\n"}, ""},
		{"no proxy at all", "git-proxy-repair", private, nil, nil, nil, ErrDone.Error()},
		{"a rule", "git-rewrite-repair", private, map[string]string{".gitconfig": "[a]\n\tb = c\n" + rewrite}, nil, map[string]string{".gitconfig": "[a]\n\tb = c\n"}, ""},
		{"a rule with two beginnings", "git-rewrite-repair", private, map[string]string{".gitconfig": rewrite + "\tinsteadOf = https://other.example/\n"}, nil,
			map[string]string{".gitconfig": "[url \"https://dead.example/\"]\n\tinsteadOf = https://other.example/\n"}, ""},
		{"a rule in the environment", "git-rewrite-repair", private, nil, []string{"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=url.https://dead.example/.insteadOf", "GIT_CONFIG_VALUE_0=https://git.corp.example/"}, nil, string(SetElsewhere)},
		{"a new rule", "git-insteadof-ssh", denied, nil, nil, map[string]string{".gitconfig": "[url \"ssh://git@git.corp.example/team/\"]\n\tinsteadOf = https://git.corp.example/team/\n"}, ""},
		{"a further rule", "git-insteadof-ssh", denied, map[string]string{".gitconfig": "[url \"ssh://git@git.corp.example/team/\"]\n\tinsteadOf = https://a.example/\n"}, nil,
			map[string]string{".gitconfig": "[url \"ssh://git@git.corp.example/team/\"]\n\tinsteadOf = https://a.example/\n\tinsteadOf = https://git.corp.example/team/\n"}, ""},
		{"the rule is there", "git-insteadof-ssh", denied, map[string]string{".gitconfig": "[url \"ssh://git@git.corp.example/team/\"]\n\tinsteadOf = https://git.corp.example/team/\n"}, nil, nil, ErrDone.Error()},
		{"over https again", "git-insteadof-https", broken(checks.CauseGitSSHDenied, "version-control-1", "git.corp.example/team/tool@v1.0.0"), nil, nil,
			map[string]string{".gitconfig": "[url \"https://git.corp.example/team/\"]\n\tinsteadOf = ssh://git@git.corp.example/team/\n\tinsteadOf = git@git.corp.example:team/\n"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.id == "git-insteadof-ssh" {
				needs(t, "ssh")
				tt.vars = append(tt.vars, "PATH="+fakeAgent(t)+":"+os.Getenv("PATH"))
			}
			d := newDesk(t, tt.files, append([]string{"GIT_CONFIG_NOSYSTEM=" + nosystem(tt.vars)}, tt.vars...)...)
			steps, err := d.plan(tt.id, tt.verdict, Params{Settings: map[string]Setting{}})
			if manual(err) != tt.obst {
				t.Fatalf("error %v, want %q", err, tt.obst)
			}
			d.apply(steps)
			for name, want := range tt.after {
				if got := strings.ReplaceAll(d.read(name), "proxy =\n", "proxy = \n"); got != want {
					t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
				}
			}
		})
	}
}

// fakeAgent is a folder with an ssh-add that knows a key.
func fakeAgent(t *testing.T) string {
	dir := t.TempDir()
	if err := executable.Write(filepath.Join(dir, "ssh-add"), []byte("#!/bin/sh\necho '256 SHA256:abc me (ED25519)'\n")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// nosystem keeps this machine's own file out, unless the test has one.
func nosystem(vars []string) string {
	if strings.HasPrefix(strings.Join(vars, " "), "GIT_CONFIG_SYSTEM") {
		return "0"
	}
	return "1"
}

func TestWithLogin(t *testing.T) {
	const entry = "machine h.example login me password new\n"
	for _, tt := range []struct{ name, text, want string }{
		{"nothing there", "", entry},
		{"other hosts", "machine a login b password c\n", entry + "machine a login b password c\n"},
		{"an old one", "machine a login b password c\nmachine h.example login x password y\ndefault login z password z\n", "machine a login b password c\n" + entry + "default login z password z\n"},
		{"line ends", "machine a login b password c\r\n", "machine h.example login me password new\r\nmachine a login b password c\r\n"},
		{"spread over lines", "machine h.example\n\tlogin x\n\tpassword y\n", "by hand"},
		{"two on one line", "machine a login b password c machine h.example login x password y\n", "by hand"},
	} {
		got, ok := withLogin([]byte(tt.text), "h.example", "me", "new")
		if !ok {
			got = []byte("by hand")
		}
		if string(got) != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestNetrc(t *testing.T) {
	v := broken(checks.CauseGOPROXYUnauthorized, "module-proxy-1", "goproxy.corp.example:443")
	d := newDesk(t, nil)
	_, err := d.plan("netrc-credential", v, Params{Settings: map[string]Setting{}})
	asks, ok := err.(*AskError)
	if !ok || len(asks.Asks) != 2 || asks.Asks[0].Hidden || !asks.Asks[1].Hidden {
		t.Fatalf("asked %v", err)
	}
	_, err = d.plan("netrc-credential", v, Params{Settings: map[string]Setting{}, Answers: map[AskName]string{AskLogin: "me", AskToken: "with blank"}})
	if asks, ok = err.(*AskError); !ok || len(asks.Asks) != 1 || !asks.Asks[0].Wrong || asks.Asks[0].Name != AskToken {
		t.Fatalf("asked %v", err)
	}
	answers := map[AskName]string{AskLogin: "me", AskToken: "hunter2"}
	steps, err := d.plan("netrc-credential", v, Params{Settings: map[string]Setting{}, Answers: answers})
	if err != nil || len(steps) != 1 || !steps[0].File.Secret || steps[0].File.Mode != 0o600 || len(steps[0].Same) > 0 {
		t.Fatalf("%v, %+v", err, steps)
	}
	d.write(".netrc", "machine a login b password c\n") // for all to read
	if _, err := d.plan("netrc-credential", v, Params{Settings: map[string]Setting{}, Answers: answers}); manual(err) != string(TooOpen) {
		t.Errorf("a file that others can read: %v", err)
	}
}
