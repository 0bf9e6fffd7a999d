package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gomend/checks"
)

const timedOut = `go: rsc.io/quote@v1.5.2: Get "https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info": dial tcp 192.0.2.10:443: i/o timeout` + "\n"

// newExplain is a call of explain, with settings that nobody else's files change.
func newExplain(t *testing.T, text string, args ...string) *call {
	t.Helper()
	c := newCall(t, nil, append([]string{"explain"}, args...)...)
	none := filepath.Join(t.TempDir(), "none")
	c.Env = append(c.Env, "GOENV="+none, "GOROOT="+none, "PATH="+none, "GIT_CONFIG_GLOBAL="+none, "GIT_CONFIG_NOSYSTEM=1")
	c.In = strings.NewReader(text)
	return c
}

// TestExplainGolden: a few texts as they come, and everything that is said of them.
func TestExplainGolden(t *testing.T) {
	docker := "#12 3.456 go: downloading rsc.io/quote v1.5.2\r\n#12 33.9 go: rsc.io/quote@v1.5.2: Get \"https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.zip\": dial tcp 192.0.2.10:443: i/o timeout\r\n"
	far := "go: x.example/m@v1.0.0: reading https://me:geheim@mirror.example/x.example/m/@v/v1.0.0.info: 404 Not Found\n\tserver response:\n\tnot found: x.example/m@v1.0.0: dial tcp 192.0.2.1:443: i/o timeout\n"
	for _, c := range []struct {
		file, text string
		env        []string
		args       []string
		status     int
	}{
		{"explain.txt", timedOut, nil, nil, 1},
		{"explain.json", timedOut, nil, []string{"--json"}, 1},
		{"explain-elsewhere.txt", docker, []string{"GOPROXY=https://mirror.example,direct"}, []string{"-"}, 1},
		{"explain-elsewhere-zh.txt", docker, []string{"GOPROXY=https://mirror.example,direct"}, []string{"--lang", "zh"}, 1},
		{"explain-far.json", far, []string{"GOPROXY=https://mirror.example"}, []string{"--json"}, 1},
		{"explain-nothing.txt", "ok  \tapp\t0.1s\n", nil, nil, 0},
		{"explain-nothing.json", "ok  \tapp\t0.1s\n", nil, []string{"--json"}, 0},
	} {
		t.Run(c.file, func(t *testing.T) {
			one := newExplain(t, c.text, c.args...)
			one.Env = append(one.Env, c.env...)
			if status := one.main(); status != c.status || one.err.Len() > 0 {
				t.Fatalf("exit status %d, want %d: %s", status, c.status, one.err.String())
			}
			if strings.Contains(one.out.String(), "geheim") {
				t.Error("a secret is shown")
			}
			compare(t, c.file, one.out.String())
		})
	}
}

func TestExplainFile(t *testing.T) {
	c := newExplain(t, "", "go.log")
	writeFile(t, filepath.Join(c.Dir, "go.log"), strings.Repeat("noise\n", 400<<10)+timedOut)
	if status := c.main(); status != 1 || !strings.Contains(c.out.String(), "proxy.golang.org") {
		t.Errorf("exit status %d: %s%s", status, c.out.String(), c.err.String())
	}
}

// TestExplainWrongCalls: a file that cannot be read is a wrong call, told in one line.
func TestExplainWrongCalls(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{{"none.log"}, {dir}, {"a", "b"}, {"--timeout", "0s"}, {"--lang", "fr"}, {"--html", "x"}} {
		c := newExplain(t, timedOut, args...)
		if status := c.main(); status != exitUsage || c.out.Len() > 0 || strings.Count(c.err.String(), "\n") != 1 {
			t.Errorf("%v: exit status %d\n%s%s", args, status, c.out.String(), c.err.String())
		}
	}
	if os.Getuid() != 0 {
		c := newExplain(t, "", "secret.log")
		os.Chmod(writeFile(t, filepath.Join(c.Dir, "secret.log"), timedOut), 0)
		if status := c.main(); status != exitUsage {
			t.Errorf("exit status %d for a file that may not be read", status)
		}
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("input/output error") }

func TestExplainBrokenInput(t *testing.T) {
	c := newExplain(t, "")
	c.In = brokenReader{}
	if status := c.main(); status != exitIncomplete || !strings.Contains(c.err.String(), "standard input") {
		t.Errorf("exit status %d: %s", status, c.err.String())
	}
}

// TestExplainInterrupted: who waits for a text that never comes can leave.
func TestExplainInterrupted(t *testing.T) {
	c := newExplain(t, "")
	in, w := io.Pipe()
	defer w.Close()
	c.In = in
	signals := make(chan os.Signal, 1)
	signals <- os.Interrupt
	c.Signals = signals
	if status := c.main(); status != exitIncomplete {
		t.Errorf("exit status %d: %s", status, c.err.String())
	}
}

// TestExplainAtTerminal: a person is told what is waited for, not on standard output.
func TestExplainAtTerminal(t *testing.T) {
	c := newExplain(t, timedOut, "--json")
	c.InTerminal = true
	if status := c.main(); status != 1 || !strings.Contains(c.err.String(), "Ctrl-D") {
		t.Errorf("exit status %d: %s", status, c.err.String())
	}
	var e Explanation
	if err := json.Unmarshal(c.out.Bytes(), &e); err != nil || !e.Found || e.Here != "yes" || e.Candidates[0].Cause != string(checks.CauseTCPTimeout) {
		t.Errorf("%v: %+v", err, e)
	}
}

// TestExplainAsksNobody: no diagnosis is prepared.
func TestExplainAsksNobody(t *testing.T) {
	c := newExplain(t, timedOut)
	c.Prepare = nil
	if status := c.main(); status != 1 {
		t.Errorf("exit status %d: %s", status, c.err.String())
	}
}

func TestExplainIsPlain(t *testing.T) {
	c := newExplain(t, "go: \x1b[31mrsc.io/quote@v1.5.2\x1b[0m: Get \"https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info\": dial tcp 192.0.2.10:443: \u202ei/o timeout\n", "--ascii")
	c.main()
	if out := c.out.Bytes(); bytes.ContainsFunc(out, func(r rune) bool { return r > '~' || r < ' ' && r != '\n' }) {
		t.Errorf("%q", out)
	}
}
