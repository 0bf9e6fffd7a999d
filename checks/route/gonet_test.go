package route

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/sumdb/note"

	"gomend/checks/lab/executable"
)

// hit is one request that the go command (or its git) made.
type hit struct {
	dial   string // host:port that was dialled; "git" for what git was given
	target string // host:port of the URL, or git's URL
	path   string // "" where a tunnel hides it
	status int    // 0: no answer that go could use
}

func (h hit) String() string {
	return fmt.Sprintf("%s → %s%s (%d)", h.dial, h.target, h.path, h.status)
}

func (h hit) notFound() bool { return h.status == 404 || h.status == 410 }

// purpose is what the request was for, as far as its path tells; "" otherwise.
func (h hit) purpose() Purpose {
	switch {
	case h.dial == "git", strings.Contains(h.path, "go-get=1") && !strings.Contains(h.path, toolchainPath):
		return VersionControl
	case strings.Contains(h.path, "/golang.org/toolchain/"):
		return Toolchain
	case strings.Contains(h.path, "/sumdb/"), strings.HasPrefix(h.path, "/lookup/"), strings.HasPrefix(h.path, "/tile/"), h.path == "/latest":
		return ChecksumDatabase
	case h.path == "":
		return ""
	}
	return ModuleProxy
}

// world is the whole network of one go command: two module proxies, a checksum
// database, an HTTP and a SOCKS5 proxy, all on this machine, and a git that
// only writes down what it is told. Nothing connects any further.
type world struct {
	t     *testing.T
	mode  map[string]string // of A, B, S, F: "404", "410", "500", "403", "cut"; "" serves
	addr  map[string]string // host:port of A, B, S, F (HTTP proxy), X (SOCKS5)
	git   string            // file that git writes to
	bin   string            // folder of git
	key   string            // verifier key of the database "sum.test"
	sums  http.Handler
	mu    sync.Mutex
	hits  []hit
	relay map[string]bool // A, B: serve the database too
}

func newWorld(t *testing.T, mode, relay string) *world {
	w := &world{t: t, mode: map[string]string{}, relay: map[string]bool{}, addr: map[string]string{}}
	for word := range strings.FieldsSeq(mode) {
		name, how, _ := strings.Cut(word, "=")
		w.mode[name] = how
	}
	for name := range strings.FieldsSeq(relay) {
		w.relay[name] = true
	}
	w.makeDatabase()
	w.serve("A", w.proxy("A"))
	w.serve("B", w.proxy("B"))
	w.serve("S", w.database)
	w.serve("F", w.forward)
	w.socks()
	w.fakeGit()
	return w
}

func (w *world) serve(name string, h http.HandlerFunc) {
	s := httptest.NewUnstartedServer(h)
	s.Config.ErrorLog = nil
	s.Start()
	w.t.Cleanup(s.Close)
	w.addr[name] = s.Listener.Addr().String()
}

func (w *world) record(h hit) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hits = append(w.hits, h)
}

// recorded runs a handler and writes down what it answered.
func (w *world) recorded(dial string, rw http.ResponseWriter, r *http.Request, h http.Handler) {
	target, path := r.Host, r.URL.Path
	if _, _, err := net.SplitHostPort(target); err != nil {
		target = net.JoinHostPort(target, "80")
	}
	if r.URL.RawQuery != "" {
		path += "?" + r.URL.RawQuery
	}
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, r)
	w.record(hit{dial, target, path, answer.Code})
	for k, v := range answer.Header() {
		rw.Header()[k] = v
	}
	rw.WriteHeader(answer.Code)
	rw.Write(answer.Body.Bytes())
}

// cut closes the connection in place of an answer.
func (w *world) cut(rw http.ResponseWriter, r *http.Request, dial string) {
	w.record(hit{dial, r.Host, r.URL.Path, 0})
	if c, _, err := rw.(http.Hijacker).Hijack(); err == nil {
		c.Close()
	}
}

// proxy is a module proxy that has every module.
func (w *world) proxy(name string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		dial := r.Context().Value(http.LocalAddrContextKey).(net.Addr).String()
		if w.mode[name] == "cut" {
			w.cut(rw, r, dial)
			return
		}
		w.recorded(dial, rw, r, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if status, err := strconv.Atoi(w.mode[name]); err == nil {
				http.Error(rw, "not today", status)
				return
			}
			if rest, found := strings.CutPrefix(r.URL.Path, "/sumdb/sum.test"); found {
				w.relayed(name, rest, rw, r)
				return
			}
			serveModule(rw, r)
		}))
	}
}

func (w *world) relayed(name, rest string, rw http.ResponseWriter, r *http.Request) {
	switch {
	case w.mode[name+"sum"] != "":
		status, _ := strconv.Atoi(w.mode[name+"sum"])
		http.Error(rw, "no", status)
	case !w.relay[name]:
		http.NotFound(rw, r)
	case rest == "/supported":
	default:
		r.URL.Path = rest
		w.sums.ServeHTTP(rw, r)
	}
}

// Files of every module in this world.
func modFile(path string) []byte { return []byte("module " + path + "\n") }

func zipFile(path, version string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, _ := z.Create(path + "@" + version + "/go.mod")
	f.Write(modFile(path))
	z.Close()
	return b.Bytes()
}

func serveModule(rw http.ResponseWriter, r *http.Request) {
	path, file, found := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/@v/")
	version := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(file, ".info"), ".mod"), ".zip")
	switch {
	case !found || path == toolchainPath || strings.HasPrefix(path, "nowhere/"):
		http.NotFound(rw, r)
	case strings.HasSuffix(file, ".info"):
		fmt.Fprintf(rw, `{"Version":%q,"Time":"2020-01-01T00:00:00Z"}`, version)
	case strings.HasSuffix(file, ".mod"):
		rw.Write(modFile(path))
	case strings.HasSuffix(file, ".zip"):
		rw.Write(zipFile(path, version))
	}
}

// goSum is what the database vouches for.
func goSum(path, version string) ([]byte, error) {
	open := func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(modFile(path))), nil }
	mod, err := dirhash.Hash1([]string{"go.mod"}, open)
	if err != nil {
		return nil, err
	}
	all, err := dirhash.Hash1([]string{path + "@" + version + "/go.mod"}, open)
	return fmt.Appendf(nil, "%s %s %s\n%s %s/go.mod %s\n", path, version, all, path, version, mod), err
}

func (w *world) makeDatabase() {
	signer, verifier, err := note.GenerateKey(rand.Reader, "sum.test")
	if err != nil {
		w.t.Fatal(err)
	}
	w.key = verifier
	w.sums = sumdb.NewServer(sumdb.NewTestServer(signer, goSum))
}

func (w *world) database(rw http.ResponseWriter, r *http.Request) {
	if status, err := strconv.Atoi(w.mode["S"]); err == nil {
		w.recorded(w.addr["S"], rw, r, http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(status) }))
		return
	}
	w.recorded(w.addr["S"], rw, r, w.sums)
}

// forward is an HTTP proxy that connects to nobody. It plays the module proxy
// http://a.test itself.
func (w *world) forward(rw http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		w.record(hit{w.addr["F"], r.Host, "", 502})
		rw.WriteHeader(http.StatusBadGateway)
		return
	}
	w.recorded(w.addr["F"], rw, r, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Hostname() {
		case "a.test", "0.0.0.0":
			w.pathProxy(rw, r)
		default:
			rw.WriteHeader(http.StatusBadGateway)
		}
	}))
}

func (w *world) pathProxy(rw http.ResponseWriter, r *http.Request) {
	if rest, found := strings.CutPrefix(r.URL.Path, "/sumdb/sum.test"); found {
		w.relayed("A", rest, rw, r)
		return
	}
	serveModule(rw, r)
}

// socks is a SOCKS5 proxy that refuses every target (RFC 1928).
func (w *world) socks() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { l.Close() })
	w.addr["X"] = l.Addr().String()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			w.refuse(c)
		}
	}()
}

func (w *world) refuse(c net.Conn) {
	defer c.Close()
	in := bufio.NewReader(c)
	head := make([]byte, 2)
	if _, err := io.ReadFull(in, head); err != nil {
		return
	}
	io.CopyN(io.Discard, in, int64(head[1]))
	c.Write([]byte{5, 0})
	request := make([]byte, 5)
	if _, err := io.ReadFull(in, request); err != nil || request[3] != 3 { // a domain name
		return
	}
	rest := make([]byte, int(request[4])+2)
	if _, err := io.ReadFull(in, rest); err != nil {
		return
	}
	name, port := string(rest[:request[4]]), int(rest[request[4]])<<8|int(rest[request[4]+1])
	w.record(hit{w.addr["X"], net.JoinHostPort(name, strconv.Itoa(port)), "", 0})
	c.Write([]byte{5, 4, 0, 1, 0, 0, 0, 0, 0, 0})
}

// fakeGit is a git that knows its version, and no repository.
func (w *world) fakeGit() {
	w.bin = w.t.TempDir()
	w.git = filepath.Join(w.bin, "log")
	script := "#!/bin/sh\ncase $1 in\nversion) echo git version 2.45.0; exit 0;;\nls-remote) for a; do :; done; echo \"$a\" >>'" + w.git +
		"';;\nesac\necho no repository here >&2\nexit 128\n"
	if err := executable.Write(filepath.Join(w.bin, "git"), []byte(script)); err != nil {
		w.t.Fatal(err)
	}
}

// seen lists all requests, git's last.
func (w *world) seen() []hit {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := append([]hit{}, w.hits...)
	log, _ := os.ReadFile(w.git)
	for line := range strings.FieldsSeq(string(log)) {
		list = append(list, hit{"git", line, "", 0})
	}
	return list
}

// fill puts the addresses of this world into a value.
func (w *world) fill(text string) string {
	_, portA, _ := net.SplitHostPort(w.addr["A"])
	return strings.NewReplacer(
		"$A", "http://"+w.addr["A"], "$B", "http://"+w.addr["B"], "$S", "http://"+w.addr["S"],
		"$F", "http://"+w.addr["F"], "$f", w.addr["F"], "$X", "socks5://"+w.addr["X"], "$KEY", w.key,
		"$0", "http://0.0.0.0:"+portA, "$p", portA, "$W", w.addr["A"],
	).Replace(text)
}
