package lab

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gomend/checks/lab/gohome"
)

// downloads are the commands that must work with nothing but the recorded
// answers: each module alone in a fresh cache, all in one, and a module's graph.
var downloads = [][]string{
	{"rsc.io/quote@v1.5.2"},
	{"rsc.io/sampler@v1.3.0"},
	{"rsc.io/quote/v3@v3.1.0"},
	{"rsc.io/quote@v1.5.2", "rsc.io/sampler@v1.3.0", "rsc.io/quote/v3@v3.1.0"},
	{"rsc.io/quote/v3@v3.1.0", "rsc.io/sampler@v1.3.0", "rsc.io/quote@v1.5.2"},
	{"rsc.io/quote@latest"},
	{}, // what gomodQuote lists
}

// extraPaths are recorded beside what the downloads ask for.
var extraPaths = []string{
	"/golang.org/x/text/@v/v0.14.0.info", "/golang.org/x/text/@v/v0.14.0.mod",
	sumdbPrefix + "/latest", sumdbPrefix + "/lookup/golang.org/x/text@v0.14.0",
}

const gomodQuote = "module example.com/hello\n\ngo 1.21\n\nrequire rsc.io/quote v1.5.2\n"

// TestRecord renews testdata/proxy: a proxy that asks the configured GOPROXY for
// what is not recorded yet stands in front of real downloads, so that all
// answers of the checksum database fit together. Start anew with
//
//	rm -r testdata/proxy/* && GOMEND_LAB_RECORD=1 go test ./checks/lab -run "^TestRecord$"
func TestRecord(t *testing.T) {
	if os.Getenv("GOMEND_LAB_RECORD") == "" {
		t.Skip("set GOMEND_LAB_RECORD=1 to renew the recorded answers")
	}
	upstream := firstProxy(t)
	server := httptest.NewServer(recorder(t, upstream))
	defer server.Close()
	for _, modules := range downloads {
		if out, err := download(t, server.URL, modules); err != nil {
			t.Fatalf("%v: %v\n%s", modules, err, out)
		}
	}
	for _, path := range extraPaths {
		if resp, err := http.Get(server.URL + path); err != nil || resp.StatusCode != 200 {
			t.Errorf("%s: %v %v", path, resp, err)
		}
	}
}

// TestRecordedAnswersSuffice runs the same downloads against the recording alone.
func TestRecordedAnswersSuffice(t *testing.T) {
	server := httptest.NewServer(ModuleProxy())
	defer server.Close()
	for _, modules := range downloads {
		t.Run(strings.ReplaceAll(strings.Join(modules, "+"), "/", "_"), func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(ModuleProxy())
			defer server.Close()
			if out, err := download(t, server.URL, modules); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func firstProxy(t *testing.T) string {
	out, err := exec.Command("go", "env", "GOPROXY").Output()
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(out)), ",")
	return strings.TrimSuffix(first, "/")
}

func recorder(t *testing.T, upstream string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == sumdbPrefix+"/supported" {
			return
		}
		if data, ok := versions(os.DirFS("testdata/proxy"), r.URL.Path); ok {
			w.Write(data)
			return
		}
		file := filepath.Join("testdata/proxy", filepath.FromSlash(r.URL.Path))
		if data, err := os.ReadFile(file); err == nil {
			w.Write(data)
			return
		}
		resp, err := http.Get(upstream + r.URL.Path)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		data, err := io.ReadAll(resp.Body)
		if err == nil && resp.StatusCode == http.StatusOK {
			t.Logf("recording %s, %d bytes", r.URL.Path, len(data))
			os.MkdirAll(filepath.Dir(file), 0o755)
			err = os.WriteFile(file, data, 0o644)
		}
		if err != nil {
			t.Error(err)
		}
		w.WriteHeader(resp.StatusCode)
		w.Write(data)
	})
}

// download runs go mod download with nothing but a module proxy and a home of its own.
func download(t *testing.T, proxy string, modules []string) ([]byte, error) {
	home, dir := gohome.New(t), t.TempDir()
	if len(modules) == 0 {
		if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(gomodQuote), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", append([]string{"mod", "download"}, modules...)...)
	cmd.Dir = dir
	cmd.Env = []string{
		"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + t.TempDir(),
		"GOPROXY=" + proxy, "GOSUMDB=sum.golang.org", "GOTOOLCHAIN=local", "GOFLAGS=-modcacherw",
	}
	return cmd.CombinedOutput()
}
