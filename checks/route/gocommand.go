package route

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
	"unicode"
)

// Limits of a go command that is asked for its settings. Healthy ones answer in
// 5 to 50 ms, wrappers that start a version manager in less than 2 s.
const (
	goLimit     = 5 * time.Second
	goWaitDelay = 700 * time.Millisecond // for output held open by a grandchild, or not read yet on a busy machine
	goMaxOutput = 1 << 20                // bytes; a healthy answer has about 2 KiB
	detailLimit = 200                    // runes of a line shown to a person
)

// GoState says what became of the attempt to ask the go command.
type GoState string

// States of the go command.
const (
	GoFound   GoState = "found"
	GoMissing GoState = "missing" // none in PATH
	GoFailed  GoState = "failed"  // it could not be started, or exited with an error
	GoHung    GoState = "hung"    // no answer within its limit
	GoGarbage GoState = "garbage" // its answer is no go env output
)

// goCommand asks one go command.
type goCommand struct {
	path string
	dir  string
	env  []string
}

// run runs it, within goLimit and goMaxOutput, and returns its output.
func (g goCommand) run(ctx context.Context, env []string, args ...string) ([]byte, GoState, string) {
	ctx, cancel := context.WithTimeout(ctx, goLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, g.path, args...)
	cmd.Dir = g.dir
	cmd.Env = append(append([]string{}, g.env...), env...)
	cmd.WaitDelay = goWaitDelay
	killGroup(cmd)
	stdout := &boundedBuffer{full: cancel}
	stderr := &boundedBuffer{full: cancel}
	cmd.Stdout, cmd.Stderr = stdout, stderr

	err := cmd.Run()
	switch {
	case stdout.over || stderr.over:
		return nil, GoGarbage, oneLine(stdout.kept.String())
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, GoHung, ""
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return nil, GoFailed, firstOf(oneLine(stderr.kept.String()), oneLine(err.Error()))
	}
	return stdout.kept.Bytes(), GoFound, ""
}

// settings asks for the settings named. GOTOOLCHAIN=local keeps it from
// fetching another Go first, which may be the very thing that fails
// (cmd/go/internal/toolchain/select.go:Select).
func (g goCommand) settings(ctx context.Context, names []string) (map[string]string, GoState, string) {
	out, state, detail := g.run(ctx, []string{"GOTOOLCHAIN=local"}, append([]string{"env", "-json"}, names...)...)
	if state != GoFound {
		return nil, state, detail
	}
	values, err := parseGoEnv(out)
	if err != nil {
		return nil, GoGarbage, oneLine(string(out))
	}
	return values, GoFound, ""
}

// toolchain asks for GOTOOLCHAIN, by the one form of go env that is exempt from
// the toolchain switch.
func (g goCommand) toolchain(ctx context.Context) (string, bool) {
	out, state, _ := g.run(ctx, nil, "env", "GOTOOLCHAIN")
	value := strings.TrimRight(string(out), "\r\n")
	if state != GoFound || strings.ContainsAny(value, "\n\r\x00") {
		return "", false
	}
	return value, true
}

// parseGoEnv reads the output of go env -json. A wrapper's lines before it are
// passed over. It is an error when the answer can be no go command's.
func parseGoEnv(out []byte) (map[string]string, error) {
	start := bytes.IndexByte(out, '{')
	if start < 0 {
		return nil, errors.New("no JSON object")
	}
	var values map[string]string
	if err := json.NewDecoder(bytes.NewReader(out[start:])).Decode(&values); err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	if values["GOROOT"] == "" && values["GOVERSION"] == "" {
		return nil, errors.New("neither GOROOT nor GOVERSION")
	}
	return values, nil
}

// rootOf guesses the GOROOT of a go binary that does not tell; "" when unknown.
func rootOf(goPath string) string {
	real, err := filepath.EvalSymlinks(goPath)
	if err != nil {
		return ""
	}
	root := filepath.Dir(filepath.Dir(real))
	if _, err := os.Stat(filepath.Join(root, "go.env")); err != nil {
		return ""
	}
	return root
}

// versionOf reads the version of a GOROOT from its VERSION file: "go1.26.8".
func versionOf(goroot string) string {
	data, err := readFile(under(goroot, "VERSION"))
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(string(data), "\n")
	return oneLine(line)
}

// boundedBuffer keeps at most goMaxOutput bytes and ends the child beyond that.
type boundedBuffer struct {
	kept bytes.Buffer // not embedded: io.Copy would use its ReadFrom, which knows no bound
	over bool
	full func()
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	if b.kept.Len()+len(p) > goMaxOutput {
		b.over = true
		b.full()
		return 0, errTooLarge
	}
	return b.kept.Write(p)
}

// oneLine is the first line that says something, fit for a terminal.
func oneLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			return plain(line)
		}
	}
	return ""
}

// plain replaces what is not printable and cuts after detailLimit runes.
func plain(line string) string {
	n := 0
	return strings.Map(func(r rune) rune {
		if n++; n > detailLimit {
			return -1
		}
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return '?'
		}
		return r
	}, line)
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
