// Package whole_test runs gomend as a process of its own, as people and scripts do.
package whole_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"gomend/checks/lab/built"
	"gomend/checks/lab/gohome"
	"gomend/checks/lab/nettest"
)

func TestMain(m *testing.M) {
	nettest.AtOnce(8)
	code := m.Run()
	built.Remove()
	os.Exit(code)
}

// program is a process of gomend that knows of nothing but this machine: an
// address in place of names, and settings of its own.
func program(t testing.TB, goproxy string, args ...string) *exec.Cmd {
	t.Helper()
	home := t.TempDir()
	gohome.Quiet(t, home)
	cmd := exec.CommandContext(t.Context(), built.Program(t), args...)
	cmd.Dir = t.TempDir()
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "SystemRoot=" + os.Getenv("SystemRoot"), "TMPDIR=" + home, "TEMP=" + home,
		"HOME=" + home, "XDG_CONFIG_HOME=" + home, "AppData=" + home, "LocalAppData=" + home,
		"GOPATH=" + filepath.Join(home, "go"), "GOCACHE=" + filepath.Join(home, "cache"), "GOFLAGS=-modcacherw",
		"GOENV=off", "GOTOOLCHAIN=local", "GOSUMDB=off", "GOPROXY=" + goproxy,
	}
	return cmd
}

// status runs a process to its end and returns its exit status. Meanwhile does
// something beside it.
func status(t *testing.T, cmd *exec.Cmd, meanwhile ...func()) int {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for _, f := range meanwhile {
		f()
	}
	cmd.Wait()
	return cmd.ProcessState.ExitCode()
}

type document struct {
	Schema  int
	Verdict struct{ Status, Cause, Reason string }
	Routes  []struct{ ID string }
}

func check(t *testing.T, cmd *exec.Cmd, meanwhile ...func()) (int, document) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	code := status(t, cmd, meanwhile...)
	var doc document
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil || doc.Schema != 1 {
		t.Fatalf("exit status %d, no document: %v\n%s%s", code, err, out.String(), errs.String())
	}
	if errs.Len() > 0 {
		t.Errorf("standard error: %s", errs.String())
	}
	return code, doc
}

// moduleProxy serves one module, example.test/hello v1.0.0, as a GOPROXY does.
func moduleProxy(t testing.TB) string {
	t.Helper()
	const mod = "module example.test/hello\n"
	files := map[string]string{
		"list": "v1.0.0\n", "v1.0.0.info": `{"Version":"v1.0.0","Time":"2020-01-01T00:00:00Z"}`, "v1.0.0.mod": mod, "v1.0.0.zip": moduleZip(t, mod),
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, found := strings.CutPrefix(r.URL.Path, "/example.test/hello/@v/")
		if r.URL.Path == "/example.test/hello/@latest" {
			name, found = "v1.0.0.info", true
		}
		text, known := files[name]
		if !found || !known {
			http.NotFound(w, r)
			return
		}
		io.WriteString(w, text)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func moduleZip(t testing.TB, mod string) string {
	t.Helper()
	var text bytes.Buffer
	z := zip.NewWriter(&text)
	for name, content := range map[string]string{"go.mod": mod, "hello.go": "package hello\n"} {
		f, err := z.Create("example.test/hello@v1.0.0/" + name)
		if err == nil {
			_, err = io.WriteString(f, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// closedPort is an address at which nothing listens.
func closedPort(t *testing.T) string {
	t.Helper()
	return fmt.Sprintf("http://127.0.0.1:%d", nettest.Port(t))
}

// silentServer takes requests and never answers. The channel tells of each.
func silentServer(t *testing.T) (string, <-chan bool) {
	t.Helper()
	asked, end := make(chan bool, 100), make(chan bool)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- true
		select {
		case <-end:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { close(end); server.Close() })
	return server.URL, asked
}

func TestHealthy(t *testing.T) {
	t.Parallel()
	code, doc := check(t, program(t, moduleProxy(t), "check", "--json", "--no-third-party", "example.test/hello@v1.0.0"))
	if code != 0 || doc.Verdict.Status != "healthy" {
		t.Errorf("exit status %d, %+v, want 0 and healthy", code, doc.Verdict)
	}
}

func TestBroken(t *testing.T) {
	t.Parallel()
	code, doc := check(t, program(t, closedPort(t), "check", "--json", "--no-third-party", "example.test/hello@v1.0.0"))
	if code != 1 || doc.Verdict.Cause != "tcp-refused" || len(doc.Routes) == 0 {
		t.Errorf("exit status %d, %+v, want 1 and tcp-refused", code, doc.Verdict)
	}
}

func TestWrongCall(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--nope"}, {"check", "--timeout", "soon"}, {"check", "Bad..Path.example/@@"}} {
		cmd := program(t, "off", args...)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if code := status(t, cmd); code != 2 || out.Len() > 0 || strings.Count(errs.String(), "\n") != 1 {
			t.Errorf("gomend %s: exit status %d, output %q, errors %q; want 2, nothing, one line", args, code, out.String(), errs.String())
		}
	}
}

// A signal ends a run that waits, soon, with a document that says so.
func TestSignals(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no process can be sent a signal here")
	}
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			url, asked := silentServer(t)
			cmd := program(t, url, "check", "--json", "--no-third-party", "example.test/hello@v1.0.0")
			var sent time.Time
			code, doc := check(t, cmd, func() {
				<-asked
				sent = time.Now()
				cmd.Process.Signal(s)
			})
			if code != 3 || doc.Verdict.Status != "incomplete" || doc.Verdict.Reason != "interrupted" {
				t.Errorf("exit status %d, %+v, want 3, incomplete, interrupted", code, doc.Verdict)
			}
			if took := time.Since(sent); took > 5*time.Second {
				t.Errorf("left %v after the signal", took)
			}
		})
	}
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here")
	}
	defer full.Close()
	cmd := program(t, closedPort(t), "check", "--no-third-party", "example.test/hello@v1.0.0")
	var errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = full, &errs
	if code := status(t, cmd); code != 3 || !strings.Contains(errs.String(), "cannot write") {
		t.Errorf("exit status %d, errors %q, want 3 and the reason", code, errs.String())
	}
}

// A reader that leaves ends the run without a word.
func TestBrokenPipe(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("a closed pipe is another error here")
	}
	url, _ := silentServer(t)
	cmd := program(t, url, "check", "--ndjson", "--no-third-party", "example.test/hello@v1.0.0")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	io.ReadFull(out, make([]byte, 10))
	out.Close()
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 3 || errs.Len() > 0 {
		t.Errorf("exit status %d, errors %q, want 3 and silence", code, errs.String())
	}
}

// BenchmarkStart is a whole process that only tells its version.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		if out, err := program(b, "off", "--version").Output(); err != nil || !strings.HasPrefix(string(out), "gomend ") {
			b.Fatalf("%q, %v", out, err)
		}
	}
}

// The pipe forms never hold what only a terminal understands.
func TestNoControlCharacters(t *testing.T) {
	t.Parallel()
	for _, form := range []string{"check", "--plain"} {
		cmd := program(t, closedPort(t), strings.Fields(fmt.Sprintf("%s --no-third-party example.test/hello@v1.0.0", form))...)
		var out bytes.Buffer
		cmd.Stdout = &out
		if code := status(t, cmd); code != 1 {
			t.Errorf("gomend %s: exit status %d, want 1", form, code)
		}
		if strings.ContainsFunc(out.String(), func(r rune) bool { return r < ' ' && r != '\n' || r > '~' }) {
			t.Errorf("gomend %s prints more than ASCII without a locale:\n%q", form, out.String())
		}
	}
}
