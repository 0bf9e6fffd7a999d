//go:build linux

package cli

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gomend/checks/lab/executable"
	"gomend/checks/lab/gohome"
)

// person is somebody with a home folder, a broken network, and a program that says
// what the checks say after a fix.
type person struct {
	*testing.T
	home, after string
}

func newPerson(t *testing.T) *person {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs the go command")
	}
	home, err := filepath.EvalSymlinks(gohome.New(t))
	if err != nil {
		t.Fatal(err)
	}
	p := &person{t, home, filepath.Join(home, "after")}
	p.says("healthy")
	return p
}

// says is what the checks will say.
func (p *person) says(status string) {
	script := "#!/bin/sh\necho '{\"schema\":1,\"verdict\":{\"status\":\"" + status + "\"}}'\n"
	if err := executable.Write(p.after, []byte(script)); err != nil {
		p.Fatal(err)
	}
}

// call runs the program. Answers are typed at a terminal.
func (p *person) call(want int, answers string, args ...string) *call {
	p.Helper()
	c := newCall(p.T, brokenAfter(0, 0), args...)
	c.Env = []string{"HOME=" + p.home, "PATH=" + os.Getenv("PATH"), "TERM=xterm", "LANG=en_US.UTF-8", "GOTOOLCHAIN=local", "SHELL=/bin/bash"}
	c.Self, c.RootState = []string{p.after}, filepath.Join(p.home, "root")
	c.In, c.InTerminal = strings.NewReader(answers), answers != ""
	if got := c.main(); got != want {
		p.Errorf("gomend %s: exit status %d, want %d\n%s%s", strings.Join(args, " "), got, want, &c.out, &c.err)
	}
	return c
}

func (p *person) settings() string {
	text, _ := os.ReadFile(filepath.Join(p.home, ".config", "go", "env"))
	return string(text)
}

func (p *person) document(c *call) (doc FixDocument) {
	p.Helper()
	if err := json.Unmarshal(c.out.Bytes(), &doc); err != nil {
		p.Fatalf("no document: %v\n%s%s", err, &c.out, &c.err)
	}
	return doc
}

func TestFixCommand(t *testing.T) {
	p := newPerson(t)
	const id = "goproxy-set"

	c := p.call(1, "n\n", "fix", id)
	if p.settings() != "" || !strings.Contains(c.out.String(), "+GOPROXY=") || !strings.Contains(c.out.String(), "Not applied.") {
		t.Errorf("after a no: %q\n%s", p.settings(), &c.out)
	}
	doc := p.document(p.call(0, "", "fix", id, "--dry-run", "--json"))
	if doc.Result != "dry-run" || doc.Applied || len(doc.Steps) == 0 || p.settings() != "" {
		t.Errorf("dry run: %+v, %q", doc, p.settings())
	}

	p.says("incomplete")
	doc = p.document(p.call(1, "", "fix", id, "--yes", "--json"))
	if doc.Result != "put-back" || !doc.Undone || doc.Verified || doc.Reason != "not-verified" || p.settings() != "" {
		t.Errorf("what cannot be verified: %+v, %q", doc, p.settings())
	}

	p.says("healthy")
	c = p.call(0, "y\n", "fix", id)
	if !strings.Contains(p.settings(), "GOPROXY=") || !strings.Contains(c.out.String(), "Cured") {
		t.Errorf("after a yes: %q\n%s", p.settings(), &c.out)
	}
	if c = p.call(0, "", "history"); !strings.Contains(c.out.String(), "(applied)") || !strings.Contains(c.out.String(), "(taken back)") {
		t.Errorf("history: %s", &c.out)
	}
	c = p.call(0, "", "undo", "--json")
	var undone UndoDocument
	if err := json.Unmarshal(c.out.Bytes(), &undone); err != nil || len(undone.Undone) != 1 || undone.Undone[0].Result != "put-back" || p.settings() != "" {
		t.Errorf("undo: %v %s, %q", err, &c.out, p.settings())
	}
	p.call(1, "", "undo", "--lang", "zh")
	p.call(0, "", "undo", "--all")
}

func TestFixCommandCalledWrongly(t *testing.T) {
	p := newPerson(t)
	for _, tt := range []struct{ says, line string }{
		{`"no-such-fix" is no fix`, "fix no-such-fix"},
		{"did you mean goproxy-set", "fix goproxy-se"},
		{"one fix at a time", "fix goproxy-set clock-sync"},
		{"no fix for what was found (tcp-timeout)", "fix clock-sync --yes"},
		{"--json does not ask", "fix goproxy-set --json"},
		{"no terminal", "fix goproxy-set"},
		{"exclude each other", "fix goproxy-set --yes --dry-run"},
		{"want the name of a fix", "fix --yes"},
		{"want one id", "undo a b"},
		{"want one id", "undo a --all"},
		{"no arguments", "history x"},
		{`--shell "cmd"`, "env --shell cmd"},
		{"forget wants one id", "forget"},
		{"config: want init", "config x"},
	} {
		if c := p.call(exitUsage, "", strings.Fields(tt.line)...); !strings.Contains(c.err.String(), tt.says) || c.out.Len() > 0 && !strings.Contains(c.out.String(), "Checking") {
			t.Errorf("%s: %q on standard error, want %q in it; %q on standard output", tt.line, &c.err, tt.says, &c.out)
		}
	}
	if p.settings() != "" {
		t.Errorf("something was changed: %q", p.settings())
	}
}

func TestConfigInit(t *testing.T) {
	p := newPerson(t)
	p.call(0, "", "config", "init")
	name := filepath.Join(p.home, ".config", "gomend", "config.toml")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if c := p.call(1, "", "config", "init"); !strings.Contains(c.err.String(), name+" exists already") {
		t.Errorf("%s", &c.err)
	}
	if again, _ := os.ReadFile(name); string(again) != string(text) {
		t.Error("it was written over")
	}
	if _, err := parseConfig(name, text); err != nil {
		t.Error(err)
	}
	open := strings.ReplaceAll(string(text), "\n#", "\n") // every example counts
	var lines []string
	for line := range strings.Lines(open) {
		if strings.Contains(line, " = ") {
			lines = append(lines, line)
		}
	}
	c, err := parseConfig(name, []byte(strings.Join(lines, "")))
	if err != nil || len(c.forbidden()) != 1 || len(c.private()) != 1 || c.Proxy == nil || c.Language == nil || len(c.Mirrors) != 1 || len(c.PublicResolvers) != 1 {
		t.Errorf("%+v, %v\n%s", c, err, lines)
	}
	if _, err := parseConfig(name, []byte("language = \"en\"\nforbidden_fixes = [\"no-such-fix\"]\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("%v", err)
	}
	system := Config{ForbiddenFixes: []fixName{{"clock-sync"}}}
	if got := (Config{ForbiddenFixes: []fixName{{"goproxy-set"}}}).over(system).forbidden(); len(got) != 2 {
		t.Errorf("what is locked for all can be unlocked: %v", got)
	}
}

// TestLockedFix shows that a fix that the configuration locks is not applied.
func TestLockedFix(t *testing.T) {
	p := newPerson(t)
	config := writeFile(t, filepath.Join(p.home, "config.toml"), "forbidden_fixes = [\"goproxy-set\"]\n")
	doc := p.document(p.call(1, "", "fix", "goproxy-set", "--yes", "--json", "--config", config))
	if doc.Result != "forbidden" || p.settings() != "" {
		t.Errorf("%+v, %q", doc, p.settings())
	}
}
