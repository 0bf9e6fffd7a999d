package cli

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/x/ansi"
)

var update = flag.Bool("update", false, "write the golden files anew")

// local are the parts of the output that this machine makes.
var local = []struct {
	is  *regexp.Regexp
	say string
}{
	{regexp.MustCompile(`"os": "[a-z]+"`), `"os": "linux"`},
	{regexp.MustCompile(`"arch": "[a-z0-9]+"`), `"arch": "amd64"`},
	{regexp.MustCompile(`"root": (true|false)`), `"root": false`},
	{regexp.MustCompile(`root: (true|false)`), `root: false`},
	{regexp.MustCompile(runtime.GOOS + "/" + runtime.GOARCH), "linux/amd64"},
	{regexp.MustCompile("(linux/amd64), root"), "$1"},
	{regexp.MustCompile(`sudo `), ""},
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the golden files hold the fixes of Linux")
	}
	for _, m := range local {
		got = m.is.ReplaceAllString(got, m.say)
	}
	file = filepath.Join("testdata", file)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s has changed (go test ./ui/cli -update writes it anew)\ngot:\n%s\nwant:\n%s", file, got, want)
	}
}

func TestGolden(t *testing.T) {
	tests := []struct {
		file   string
		run    fakeRun
		args   string
		status int
	}{
		{"broken.json", brokenRun(), "check --json rsc.io/quote@v1.5.2", 1},
		{"broken.ndjson", brokenRun(), "check --ndjson rsc.io/quote@v1.5.2", 1},
		{"broken.txt", brokenRun(), "check rsc.io/quote@v1.5.2", 1},
		{"broken-zh.txt", brokenRun(), "check --lang zh rsc.io/quote@v1.5.2", 1},
		{"broken-ascii.txt", brokenRun(), "check --ascii rsc.io/quote@v1.5.2", 1},
		{"broken-linear.txt", brokenRun(), "--plain rsc.io/quote@v1.5.2", 1},
		{"report-zh.md", brokenRun(), "report --lang zh rsc.io/quote@v1.5.2", 1},
		{"report-names.md", privateRun(), "report --hide-names", 1},
		{"healthy.md", healthyRun(), "report", 0},
		{"healthy.json", healthyRun(), "check --json", 0},
		{"healthy.txt", healthyRun(), "check", 0},
		{"healthy-linear.txt", healthyRun(), "--plain", 0},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCall(t, tt.run, strings.Fields(tt.args)...)
				if status := c.main(); status != tt.status {
					t.Errorf("exit status %d, want %d", status, tt.status)
				}
				if c.err.Len() > 0 {
					t.Errorf("standard error: %s", c.err.String())
				}
				compare(t, tt.file, c.out.String())
			})
		})
	}
}

// Secrets must not be in anything that is printed, whatever the form.
func TestNoSecretShown(t *testing.T) {
	for _, args := range []string{"check", "check --json", "check --ndjson", "--plain", "report", "report --json", "report --hide-names"} {
		synctest.Test(t, func(t *testing.T) {
			c := newCall(t, brokenRun(), strings.Fields(args)...)
			c.main()
			if strings.Contains(c.out.String(), "geheim") {
				t.Errorf("%s shows a password:\n%s", args, c.out.String())
			}
			if !strings.Contains(c.out.String(), "proxy.golang.org") {
				t.Errorf("%s shows no route at all:\n%s", args, c.out.String())
			}
		})
	}
}

// The document has every field of the contract, whatever happened, and no null.
func TestDocumentIsWhole(t *testing.T) {
	fields := []string{"schema", "tool", "started", "duration_ms", "system", "go", "routes", "timings", "checks", "verdict", "fixes"}
	for name, run := range map[string]fakeRun{"broken": brokenRun(), "healthy": healthyRun(), "nothing": {}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCall(t, run, "check", "--json")
				c.main()
				var doc map[string]any
				if err := json.Unmarshal(c.out.Bytes(), &doc); err != nil {
					t.Fatal(err)
				}
				for _, field := range fields {
					if doc[field] == nil {
						t.Errorf("%s is missing or null", field)
					}
				}
				if regexp.MustCompile(`(?m)(: |^ *)null,?$`).MatchString(c.out.String()) {
					t.Errorf("null in the document:\n%s", c.out.String())
				}
			})
		})
	}
}

// Every line of --ndjson is one object; the last holds the verdict of the document.
func TestLinesAndDocumentAgree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lines, whole := newCall(t, brokenRun(), "check", "--ndjson"), newCall(t, brokenRun(), "check", "--json")
		lines.main()
		whole.main()
		var doc Document
		if err := json.Unmarshal(whole.out.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		var last Line
		for text := range strings.Lines(lines.out.String()) {
			last = Line{}
			if err := json.Unmarshal([]byte(text), &last); err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			if last.Type == "" || last.Time == "" {
				t.Errorf("line without type or time: %s", text)
			}
		}
		if last.Type != "end" || last.Verdict == nil || last.Verdict.Summary != doc.Verdict.Summary || last.Verdict.Cause != "tcp-timeout" {
			t.Errorf("last line %+v, want the document's verdict %+v", last, doc.Verdict)
		}
		if last.Fixes == nil || len(*last.Fixes) != len(doc.Fixes) {
			t.Errorf("last line has fixes %v, want the document's %v", last.Fixes, doc.Fixes)
		}
	})
}

func TestColour(t *testing.T) {
	tests := []struct {
		name     string
		terminal bool
		env      string
		args     string
		want     bool
	}{
		{"terminal", true, "", "check", true},
		{"pipe", false, "", "check", false},
		{"NO_COLOR", true, "NO_COLOR=1", "check", false},
		{"NO_COLOR empty", true, "NO_COLOR=", "check", true},
		{"--no-color", true, "", "check --no-color", false},
		{"dumb terminal", true, "TERM=dumb", "check", false},
		{"linear form", true, "", "--plain", false},
		{"json", true, "", "check --json", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCall(t, brokenRun(), strings.Fields(tt.args)...)
				c.OutTerminal, c.Env = tt.terminal, append(c.Env, tt.env)
				c.main()
				text := c.out.String()
				if got := ansi.Strip(text) != text; got != tt.want {
					t.Errorf("coloured %t, want %t", got, tt.want)
				}
			})
		})
	}
}

// Colour only repeats what is said without it.
func TestColourChangesNoWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		plain, coloured := newCall(t, brokenRun(), "check"), newCall(t, brokenRun(), "check")
		coloured.OutTerminal = true
		plain.main()
		coloured.main()
		if got := ansi.Strip(coloured.out.String()); got != plain.out.String() {
			t.Errorf("got:\n%s\nwant:\n%s", got, plain.out.String())
		}
	})
}
