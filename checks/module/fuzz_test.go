package module

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

// wantClean fails for evidence that a terminal or a report must not see.
func wantClean(t *testing.T, f checks.Facts) {
	t.Helper()
	for _, e := range f.Evidence() {
		if checks.Clean(e.Value) != e.Value {
			t.Errorf("%s: %q", e.Key, e.Value)
		}
	}
}

// one hands on one connection.
type one struct{ conn net.Conn }

func (o *one) Take() (net.Conn, bool) { return o.conn, true }

// FuzzHTTPReply lets a server say anything in answer to a request.
func FuzzHTTPReply(f *testing.F) {
	for _, seed := range []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"Version\":\"v1.5.2\"}",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nPK\x03\x04x\r\n",
		"HTTP/1.1 302 Found\r\nLocation: //\x1b[31m/\r\n\r\n", "HTTP/1.1 302 Found\r\nLocation: http://other.example/\r\n\r\n",
		"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nnot found: x: dial tcp: i/o timeout",
		"HTTP/1.1 401 \r\nWWW-Authenticate: Basic realm=\"\u202e\"\r\nServer: \x07\r\n\r\n", "HTTP/1.0 100 Continue\r\n\r\nHTTP/1.1 204\r\n\r\n",
		"SSH-2.0-OpenSSH\r\n", "\x15\x03\x01\x00\x02\x02\x28", "HTTP/1.1 429 x\r\nRetry-After: \xff\r\nDate: never\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, said []byte) {
		here, there := net.Pipe()
		asked := make(chan struct{})
		go func() {
			there.Read(make([]byte, 4096))
			close(asked)
			io.Copy(io.Discard, there)
		}()
		go func() {
			<-asked
			there.Write(said)
			there.Close()
		}()
		r := route.Route{URL: &url.URL{Scheme: "https", Host: "proxy.example"}, Host: "proxy.example", Port: 443}
		c := NewClient(r, &one{here}, nil, nil)
		defer c.Close()
		u := r.URL.JoinPath("x")
		a := c.Get(t.Context(), u, textLimit, checks.Wait{Provisional: time.Minute, Final: time.Minute}, nil)
		for want := WantInfo; want <= WantPage; want++ {
			code := Judge(want, quote, a)
			cause := question{want: want}.causeOf(a, code, false)
			if want != WantPage && code == checks.OK && (a.Status == 0 || cause != checks.NoCause) {
				t.Errorf("%d: a good answer with status %d and cause %q", want, a.Status, cause)
			}
			wantClean(t, facts(u, r, a, code))
		}
	})
}

// FuzzNetrc: passwords go to the machine that they are for, and to no other.
func FuzzNetrc(f *testing.F) {
	for _, seed := range []string{
		"machine a login b password c", "default login b password c\nmachine a login x password y", "machine a\nlogin b\n\tpassword c # d",
		"macdef init\nmachine a login b password c\n\nmachine e login f password g\n", "machine machine login login password password", "machine a login",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		home := t.TempDir()
		file := filepath.Join(home, "netrc")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, line := range parseNetrc(string(data)) {
			if line.machine == "" || line.user == "" || line.password == "" {
				t.Errorf("an entry that lacks something: %+v", line)
			}
		}
		c := NewCredentials("netrc", func(name string) string { return map[string]string{"NETRC": file}[name] }, home)
		req, _ := http.NewRequest(http.MethodGet, "https://nobody.names.this/", nil)
		c.add(req)
		if req.Header.Get("Authorization") != "" && !strings.Contains(string(data), "nobody.names.this") {
			t.Error("a password for somebody else was sent")
		}
	})
}

// FuzzImportTag: what is taken from a page fits the path, and is nothing that go refuses.
func FuzzImportTag(f *testing.F) {
	for _, seed := range []string{
		`<meta name="go-import" content="a.example/x git https://a.example/x.git">`, `<META NAME=go-import CONTENT='a.example/x mod https://m.example'>`,
		`<head><meta name="go-import" content="a.example git file:///etc"></head>`, "<?xml encoding='x'?><meta", `<meta name="go-import" content="a.example/x git ext::sh">`,
	} {
		f.Add([]byte(seed), "a.example/x/y")
	}
	f.Fuzz(func(t *testing.T, page []byte, path string) {
		tag, err := importTag(page, path)
		if err != nil {
			return
		}
		u, err := url.Parse(tag.Repo)
		if path != tag.Prefix && !strings.HasPrefix(path, tag.Prefix+"/") || err != nil || u.Scheme == "" || u.Scheme == "file" ||
			!slices.Contains([]string{"git", "hg", "svn", "bzr", "fossil", "mod"}, tag.VCS) {
			t.Errorf("%q from %q", tag, page)
		}
	})
}

// FuzzPrograms lets git and the go command print anything.
func FuzzPrograms(f *testing.F) {
	f.Add(`{"Error":"x"}`, "fatal: unable to access 'https://u:S3SAME@h/': Could not resolve host", 1)
	f.Add(`{"Zip":"/nowhere"}`, "\x1b]0;title\x07\r\nfatal: \u202e", 0)
	f.Add("\x00{", "git@h: Permission denied (publickey).\r\n", 128)
	f.Fuzz(func(t *testing.T, stdout, stderr string, exit int) {
		out := output{stdout: stdout, stderr: stderr, code: exit}
		r := repositoryResult(context.Background(), checks.RepositoryFacts{Tool: "git"}, out)
		if r.Status.OK() != (exit == 0) {
			t.Errorf("exit %d: %s", exit, r.Status)
		}
		wantClean(t, r.Facts)
		if text := cleanLines(downloadError(out)); len(text) > downloadText {
			t.Errorf("%d bytes are kept", len(text))
		}
		fetchedZip(stdout)
	})
}
