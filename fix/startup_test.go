package fix

import (
	"strings"
	"testing"

	"gomend/checks"
	"gomend/fix/plan"
)

// TestKeepers looks at where variables are kept for shells that are not on every
// machine, and how they are written there.
func TestKeepers(t *testing.T) {
	v := broken(checks.CauseProxyNeeded, "module-proxy-1", "proxy.golang.org:443")
	for _, tt := range []struct {
		name  string
		vars  []string
		file  string
		lines []string
	}{
		{"zsh", []string{"SHELL=/bin/zsh"}, ".zshenv", []string{"export HTTPS_PROXY='http://proxy.corp.example:3128/a;b'", "export https_proxy="}},
		{"zsh elsewhere", []string{"SHELL=/bin/zsh", "ZDOTDIR={home}/z"}, "z/.zshenv", []string{"export NO_PROXY="}},
		{"fish", []string{"SHELL=/usr/bin/fish"}, ".config/fish/conf.d/gomend.fish", []string{"set -gx HTTPS_PROXY 'http://proxy.corp.example:3128/a;b'", "set -gx no_proxy "}},
		{"fish elsewhere", []string{"SHELL=/usr/bin/fish", "XDG_CONFIG_HOME={home}/x"}, "x/fish/conf.d/gomend.fish", []string{"set -gx HTTP_PROXY "}},
		{"another shell", []string{"SHELL=/bin/ksh"}, ".profile", []string{"export HTTPS_PROXY="}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, nil, tt.vars...)
			steps, err := d.plan("proxy-env-set", v, Params{ProxyURL: "http://proxy.corp.example:3128/a;b", Settings: map[string]Setting{}})
			if err != nil {
				t.Fatal(err)
			}
			if steps[0].Kind != plan.BlockSet || steps[0].Block.Purpose != "proxy" {
				t.Errorf("first step %+v", steps[0])
			}
			d.apply(steps)
			text := d.read(tt.file)
			for _, line := range tt.lines {
				if !strings.Contains(text, line) {
					t.Errorf("%s lacks %q:\n%s", tt.file, line, text)
				}
			}
		})
	}
}

// TestFind looks for lines that set a variable, and at those that only seem to.
func TestFind(t *testing.T) {
	for _, tt := range []struct {
		line       string
		dialect    dialect
		sets, bare bool
	}{
		{"export GOPROXY=https://goproxy.cn,direct", posixShell, true, true},
		{"  GOPROXY=x", posixShell, true, true},
		{"export GOPROXY=\"a b\" # why", posixShell, true, true},
		{"GOPROXY=x; export GOPROXY", posixShell, true, true},
		{"declare -x GOPROXY='x'", posixShell, true, true},
		{"export A=1 GOPROXY=x", posixShell, true, false},
		{"export GOPROXY=$(cat file)", posixShell, true, false},
		{"export GOPROXY=`cat file`", posixShell, true, false},
		{"test -f x && export GOPROXY=x", posixShell, true, false},
		{"export GOPROXY=a\\", posixShell, true, false},
		{"# export GOPROXY=x", posixShell, false, false},
		{"export MYGOPROXY=x", posixShell, false, false},
		{"echo $GOPROXY", posixShell, false, false},
		{"set -gx GOPROXY https://goproxy.cn", fishShell, true, true},
		{"set -x -g GOPROXY 'a b'", fishShell, true, true},
		{"set -gx GOPROXY (cat file)", fishShell, true, false},
		{"set GOPROXY x", fishShell, false, false},
		{"GOPROXY=x", plainList, true, true},
		{"AGOPROXY=x", plainList, false, false},
	} {
		found := startup{"file", tt.dialect, nil}.find([]byte(tt.line+"\n"), []string{"GOPROXY"})
		if len(found) > 0 != tt.sets || len(found) > 0 && found[0].bare != tt.bare {
			t.Errorf("%q in %s: found %+v, want sets %v, alone %v", tt.line, tt.dialect, found, tt.sets, tt.bare)
		}
	}
	if found := (startup{"file", posixShell, nil}).find([]byte("# >>> gomend proxy >>>\nexport GOPROXY=x\n# <<< gomend proxy <<<\n"), []string{"GOPROXY"}); len(found) > 0 {
		t.Errorf("a block of gomend's own is taken for the person's: %+v", found)
	}
}
