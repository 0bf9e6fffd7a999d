package fix

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gomend/checks"
)

const envFile = ".config/go/env"

var blockedProxy = broken(checks.CauseTCPTimeout, "module-proxy-1", "proxy.golang.org:443")

// TestSetGo lets a mirror become GOPROXY wherever the present value comes from. In
// the end the go command of the same shell, and that of a new login shell, must use it.
func TestSetGo(t *testing.T) {
	const want = "https://goproxy.cn,direct"
	for _, tt := range []struct {
		name   string
		files  map[string]string
		vars   []string
		steps  string
		after  map[string]string // whole files
		obst   string
		inside string // container
	}{
		{name: "nothing is set", steps: "goenv.set", after: map[string]string{envFile: "GOPROXY=" + want + "\n"}},
		{name: "a file with other lines", files: map[string]string{envFile: "# mine\nGOPRIVATE=corp.example\nGOPROXY=https://goproxy.io\n"},
			steps: "goenv.set", after: map[string]string{envFile: "# mine\nGOPRIVATE=corp.example\nGOPROXY=" + want + "\n"}},
		{name: "the same name twice", files: map[string]string{envFile: "GOPROXY=https://goproxy.io\nGOPROXY=https://goproxy.io\n"},
			steps: "goenv.set", after: map[string]string{envFile: "GOPROXY=" + want + "\n"}},
		{name: "another folder for settings", vars: []string{"XDG_CONFIG_HOME={home}/xdg"}, steps: "goenv.set", after: map[string]string{"xdg/go/env": "GOPROXY=" + want + "\n"}},
		{name: "GOENV names the file", vars: []string{"GOENV={home}/env"}, steps: "goenv.set", after: map[string]string{"env": "GOPROXY=" + want + "\n", envFile: "missing"}},
		{name: "a link to the person's own", files: map[string]string{"dotfiles/env": "GOPRIVATE=corp.example\n", envFile: "-> ../../dotfiles/env"},
			steps: "goenv.set", after: map[string]string{"dotfiles/env": "GOPRIVATE=corp.example\nGOPROXY=" + want + "\n"}},
		{name: "a link out of the home folder", files: map[string]string{envFile: "-> /etc/hostname"}, obst: string(ForeignLink)},
		{name: "exported for this shell only", vars: []string{"GOPROXY=https://goproxy.io"}, steps: "snippet goenv.set", after: map[string]string{envFile: "GOPROXY=" + want + "\n"}},
		{name: "exported in .bashrc", files: map[string]string{".bashrc": "alias l=ls\nexport GOPROXY=https://goproxy.io # old\nalias k=ls\n"}, vars: []string{"GOPROXY=https://goproxy.io"},
			steps: "file.replace snippet goenv.set", after: map[string]string{
				".bashrc": "alias l=ls\n# gomend: export GOPROXY=https://goproxy.io # old\nalias k=ls\n", envFile: "GOPROXY=" + want + "\n"}},
		{name: "exported with carriage returns", files: map[string]string{".profile": "x=1\r\nexport GOPROXY=\"https://goproxy.io\"\r\n"}, vars: []string{"GOPROXY=https://goproxy.io"},
			steps: "file.replace snippet goenv.set", after: map[string]string{".profile": "x=1\r\n# gomend: export GOPROXY=\"https://goproxy.io\"\r\n"}},
		{name: "exported through a link", files: map[string]string{"dotfiles/bashrc": "GOPROXY=x; export GOPROXY\n", ".bashrc": "-> dotfiles/bashrc"}, vars: []string{"GOPROXY=x"},
			steps: "file.replace snippet goenv.set", after: map[string]string{"dotfiles/bashrc": "# gomend: GOPROXY=x; export GOPROXY\n"}},
		{name: "exported by a line that does more", files: map[string]string{".bashrc": "[ -t 0 ] && export GOPROXY=x\n"}, vars: []string{"GOPROXY=x"}, obst: string(SetElsewhere)},
		{name: "the only line of a condition", files: map[string]string{".bashrc": "if true; then\n  export GOPROXY=x\nfi\n"}, vars: []string{"GOPROXY=x"}, obst: string(SetElsewhere)},
		{name: "exported for the session", files: map[string]string{".config/environment.d/50-go.conf": "GOPROXY=x\nA=b\n"}, vars: []string{"GOPROXY=x"},
			steps: "file.replace snippet goenv.set", after: map[string]string{".config/environment.d/50-go.conf": "# gomend: GOPROXY=x\nA=b\n"}},
		{name: "GOENV=off", vars: []string{"GOENV=off"}, steps: "block.set block.set snippet", after: map[string]string{
			".bashrc": "# >>> gomend settings >>>\nexport GOPROXY=https://goproxy.cn,direct\n# <<< gomend settings <<<\n", envFile: "missing"}},
		{name: "GOENV=off and exported", vars: []string{"GOENV=off", "GOPROXY=x"}, files: map[string]string{".bashrc": "export GOENV=off\nexport GOPROXY=x\n", ".profile": ". ~/.bashrc\n"},
			steps: "file.replace snippet", after: map[string]string{
				".bashrc": "# >>> gomend settings >>>\nexport GOPROXY=https://goproxy.cn,direct\n# <<< gomend settings <<<\nexport GOENV=off\n# gomend: export GOPROXY=x\n"}},
		{name: "the image exports it", vars: []string{"GOPROXY=x"}, inside: "docker", steps: "snippet", after: map[string]string{envFile: "missing", ".bashrc": "missing"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, tt.files, tt.vars...)
			steps, err := d.plan("goproxy-set", blockedProxy, Params{Container: tt.inside, Mirrors: []string{"https://goproxy.cn"},
				Settings: map[string]Setting{"GOPROXY": {Value: "https://proxy.golang.org,direct"}}})
			if manual(err) != tt.obst || kinds(steps) != tt.steps {
				t.Fatalf("steps %q, error %v; want %q, %q", kinds(steps), err, tt.steps, tt.obst)
			}
			if err != nil {
				return
			}
			d.apply(steps)
			for name, text := range tt.after {
				if got := d.read(name); got != text {
					t.Errorf("%s is\n%s\nwant\n%s", name, got, text)
				}
			}
			if got := d.run("go", "env", "GOPROXY"); got != want {
				t.Errorf("go uses %q, want %q", got, want)
			}
		})
	}
}

// TestUnsetGo takes away a variable that nothing stores: go env -u fails without a file.
func TestUnsetGo(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		steps string
	}{
		{"exported, and no file", nil, "snippet"},
		{"exported, and stored besides", map[string]string{envFile: "GO111MODULE=off\n"}, "snippet goenv.set"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, tt.files, "GO111MODULE=off")
			steps, err := d.plan("modules-on", broken(checks.CauseGOPATHMode, "", "GO111MODULE"), Params{Settings: map[string]Setting{"GO111MODULE": {Value: "off"}}})
			if err != nil || kinds(steps) != tt.steps {
				t.Fatalf("steps %q, error %v; want %q", kinds(steps), err, tt.steps)
			}
			d.apply(steps)
			if got := d.run("go", "env", "GO111MODULE"); got != "" {
				t.Errorf("go uses %q", got)
			}
		})
	}
}

// TestNewShells looks at what shells find that start after the fix.
func TestNewShells(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		shell []string
	}{
		{"login, nothing there", nil, []string{"bash", "-lc"}},
		{"interactive, nothing there", nil, []string{"bash", "-ic"}},
		{"login with .bash_profile", map[string]string{".bash_profile": "x=1\n", ".profile": "export WRONG=1\n"}, []string{"bash", "-lc"}},
		{"login that reads .bashrc", map[string]string{".profile": "[ -f ~/.bashrc ] && . ~/.bashrc\n", ".bashrc": "case $- in *i*) ;; *) return;; esac\n"}, []string{"bash", "-lc"}},
		{"interactive with a line that is in the way", map[string]string{".bashrc": "export HTTPS_PROXY=http://old.example:1\n"}, []string{"bash", "-ic"}},
		{"dash", map[string]string{}, []string{"sh", "-lc"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, tt.files)
			steps, err := d.plan("proxy-env-set", broken(checks.CauseProxyNeeded, "module-proxy-1", "proxy.golang.org:443"), Params{ProxyURL: "http://proxy.corp.example:3128"})
			if err != nil {
				t.Fatal(err)
			}
			before := append([]string{}, d.env...)
			d.apply(steps)
			if got := d.run("sh", "-c", "echo $HTTPS_PROXY $https_proxy $NO_PROXY"); got != "http://proxy.corp.example:3128 http://proxy.corp.example:3128 localhost,127.0.0.1,::1" {
				t.Errorf("the calling shell has %q", got)
			}
			d.env = before
			got := d.run(append(tt.shell, "echo $HTTPS_PROXY")...)
			if !strings.HasSuffix(got, "http://proxy.corp.example:3128") {
				t.Errorf("a new shell has %q", got)
			}
		})
	}
}

func TestUnshadow(t *testing.T) {
	v := broken(checks.CauseGoEnvConflict, "", "GOSUMDB")
	d := newDesk(t, map[string]string{envFile: "GOSUMDB=sum.golang.google.cn\n", ".profile": "export GOSUMDB=off\n"}, "GOSUMDB=off")
	steps, err := d.plan("goenv-unshadow", v, Params{Setting: "GOSUMDB"})
	if err != nil {
		t.Fatal(err)
	}
	d.apply(steps)
	if got := d.run("go", "env", "GOSUMDB"); got != "sum.golang.google.cn" {
		t.Errorf("go uses %q", got)
	}
	if steps, err := d.plan("goenv-unshadow", v, Params{Setting: "GOSUMDB"}); err != ErrDone {
		t.Errorf("again: %v %v, want nothing to do", steps, err)
	}
}

func TestRepairedFile(t *testing.T) {
	for _, tt := range []struct{ name, file, want, setting string }{
		{"carriage returns", "GOPROXY=https://goproxy.cn,direct\r\nGOSUMDB=sum.golang.org\r\n", "GOPROXY=https://goproxy.cn,direct\nGOSUMDB=sum.golang.org\n", "GOPROXY"},
		{"a byte order mark", "\ufeff# mine\nGOPROXY=\"https://goproxy.cn\"\n", "# mine\nGOPROXY=https://goproxy.cn\n", "GOPROXY"},
		{"full-width marks", "# von mir\nGOPROXY=https：//goproxy.cn，direct\nUNKNOWN=“x”\n", "# von mir\nGOPROXY=https://goproxy.cn,direct\nUNKNOWN=x\n", "GOPROXY"},
		{"a comment behind", "GOPROXY=https://goproxy.cn,direct # China\n", "GOPROXY=https://goproxy.cn,direct\n", "GOPROXY"},
		{"the same name twice", "GOPROXY=x\nGOPROXY=https://goproxy.cn;direct\n", "GOPROXY=https://goproxy.cn,direct\n", "GOPROXY"},
		{"blanks", "GOPROXY=https://goproxy.cn direct\n", "GOPROXY=https://goproxy.cn,direct\n", "GOPROXY"},
		{"a scheme mistyped", "GOPROXY=htps://goproxy.cn,Direct\n", "GOPROXY=https://goproxy.cn,direct\n", "GOPROXY"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, map[string]string{envFile: tt.file})
			steps, err := d.plan("goenv-repair", broken(checks.CauseGOPROXYMalformed, "", tt.setting), Params{Setting: tt.setting})
			if err != nil {
				t.Fatal(err)
			}
			d.apply(steps)
			if got := d.read(envFile); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestPasswordsStayHidden has a password in every place that a plan may take a value from.
func TestPasswordsStayHidden(t *testing.T) {
	const own = "https://me:hunter2@goproxy.corp.example"
	d := newDesk(t, map[string]string{envFile: "GOPROXY=" + own + ",https://proxy.golang.org,direct\n"})
	steps, err := d.plan("goproxy-set", blockedProxy, Params{Mirrors: []string{"https://goproxy.cn"}})
	if err != nil {
		t.Fatal(err)
	}
	if f := steps[0].File; !f.Secret || string(f.After) != "GOPROXY="+own+",https://goproxy.cn,direct\n" {
		t.Errorf("secret %v, %q", f.Secret, f.After)
	}
	if len(steps[0].Same) > 0 || steps[0].Setting.Value != "" {
		t.Errorf("shown: %q %q", steps[0].Same, steps[0].Setting.Value)
	}
	d = newDesk(t, nil, "GOENV=off", "GOPROXY="+own+",https://proxy.golang.org")
	steps, err = d.plan("goproxy-set", blockedProxy, Params{})
	if err != nil || kinds(steps) != "snippet" || !steps[0].Env[0].Secret || steps[0].Env[0].Value != "" {
		t.Errorf("a password for a startup file: %v, %+v", err, steps)
	}
}

func TestUnreadableSettings(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	d := newDesk(t, map[string]string{envFile: "x"})
	os.Chmod(filepath.Join(d.home, envFile), 0)
	if _, err := d.plan("goproxy-set", blockedProxy, Params{Settings: map[string]Setting{}}); manual(err) != string(Immutable) {
		t.Error(err)
	}
}
