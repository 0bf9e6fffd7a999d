package module

import (
	"archive/zip"
	"bytes"
	"context"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"gomend/checks"
	"gomend/checks/route"
)

// TestWholeOverHTTP1: what breaks off over HTTP/2 is asked for once more over HTTP/1.1.
func TestWholeOverHTTP1(t *testing.T) {
	cut := func(http2Only bool) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte("PK\x03\x04 and more"))
			http.NewResponseController(w).Flush()
			if r.ProtoMajor == 2 || !http2Only {
				panic(http.ErrAbortHandler)
			}
		})
	}
	for _, c := range []struct {
		name      string
		http2Only bool
		compare   bool
		cause     checks.Cause
	}{
		{"broken streams", true, true, checks.CauseHTTP2Broken},
		{"cut whatever is spoken", false, true, checks.NoCause},
		{"nothing to compare with", true, false, checks.NoCause},
	} {
		s := serve(t, cut(c.http2Only), true)
		a, _ := asker(t, s)
		if c.compare {
			a.HTTP1 = &testDialer{server: s, alpn: []string{"http/1.1"}}
		}
		r := perform(t, checks.NewBoard(), a.Zip(s.route(t, "p", ""), quote, nil))
		if r.Status != checks.Fail || r.Cause != c.cause {
			t.Errorf("%s: %s %q %q", c.name, r.Status, r.Code, r.Cause)
		}
	}
}

// TestWholeInSmallPackets: what stays away is asked for once more in small packets.
func TestWholeInSmallPackets(t *testing.T) {
	for _, c := range []struct {
		name     string
		largeToo bool // the server was only slow
		smallToo bool // nothing helps
		cause    checks.Cause
	}{
		{"large packets get lost", false, false, checks.CauseMTUBlackhole},
		{"slow at first", true, false, checks.NoCause},
		{"silent whatever the size", false, true, checks.NoCause},
	} {
		s := serve(t, site{infoPath: goodInfo}, false)
		a, _ := asker(t, s)
		a.Small = a.Dialer
		if c.smallToo {
			a.Small = nowhere{}
		}
		if !c.largeToo {
			a.Dialer = nowhere{}
		}
		q := question{want: WantInfo, route: s.route(t, "p", ""), module: quote, limit: textLimit}
		u, err := q.url()
		if err != nil {
			t.Fatal(err)
		}
		silent := Answer{URL: u, Code: checks.Timeout}
		if got := a.wholeOnlyInSmallPackets(t.Context(), q, u, silent, checks.Timeout); got != (c.cause == checks.CauseMTUBlackhole) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// nowhere opens connections that nothing comes from.
type nowhere struct{}

func (nowhere) Dial(ctx context.Context, _ route.Route, _ string) (net.Conn, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func TestPublicProxyRefuses(t *testing.T) {
	for _, c := range []struct {
		host  string
		cause checks.Cause
	}{
		{"https://proxy.golang.org", checks.CauseAddressRefused},
		{"https://goproxy.corp.example", checks.CauseGOPROXYUnauthorized},
	} {
		u, _ := url.Parse(c.host)
		q := question{want: WantInfo, route: route.Route{Purpose: route.ModuleProxy, URL: u}}
		if got := q.causeOf(Answer{URL: u, Status: http.StatusForbidden}, checks.StatusForbidden, false); got != c.cause {
			t.Errorf("%s: %s", c.host, got)
		}
	}
}

func TestPlainPage(t *testing.T) {
	tag := func(prefix string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte(`<meta name="go-import" content="` + prefix + ` git https://example.com/x.git">`))
		})
	}
	for _, c := range []struct {
		name   string
		serve  http.Handler
		status checks.Status
	}{
		{"a tag", tag("127.0.0.1"), checks.Pass},
		{"another module's tag", tag("example.com"), checks.Fail},
		{"a page", site{"/x": html(200)}, checks.Fail},
		{"sent to https", http.RedirectHandler("https://127.0.0.1/x", http.StatusMovedPermanently), checks.Fail},
	} {
		s := serve(t, c.serve, false)
		a, _ := asker(t, s)
		a.Follow = func(route.Route, *url.URL) ([]checks.Check, route.Route) {
			t.Errorf("%s: followed", c.name)
			return nil, route.Route{}
		}
		a.Dialer = toServer{a.Dialer, s.Listener.Addr().String()}
		r := perform(t, checks.NewBoard(), a.PlainPage(s.route(t, "v/plain", ""), route.Module{Path: "127.0.0.1/x", Version: "v1.0.0"}, nil))
		if r.Status != c.status {
			t.Errorf("%s: %s %s", c.name, r.Status, r.Code)
		}
	}
}

func TestCachedFiles(t *testing.T) {
	var good bytes.Buffer
	zip.NewWriter(&good).Close()
	const name = "cache/download/rsc.io/quote/@v/v1.5.2.zip"
	for _, c := range []struct {
		name     string
		content  string
		unpacked bool
		cause    checks.Cause
	}{
		{"not cached", "", false, ""},
		{"a zip", good.String(), false, ""},
		{"a page", "<html>sign in</html>", false, checks.CauseModCacheCorrupt},
		{"half a zip", good.String()[:good.Len()/2], false, checks.CauseModCacheCorrupt},
		{"damaged, and not needed any more", "damaged", true, ""},
	} {
		dir := t.TempDir()
		if c.content != "" {
			write(t, filepath.Join(dir, filepath.FromSlash(name)), c.content)
		}
		if c.unpacked {
			write(t, filepath.Join(dir, "rsc.io", "quote@v1.5.2", "go.mod"), "module rsc.io/quote\n")
		}
		r := perform(t, checks.NewBoard(), CachedFiles(dir, []route.Module{{Path: "rsc.io/quote", Version: "latest"}, quote}))
		if r.Cause != c.cause || (r.Status == checks.Fail) != (c.cause != "") {
			t.Errorf("%s: %s %q", c.name, r.Status, r.Cause)
		}
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// toServer dials a server instead of what is asked for.
type toServer struct {
	Dialer
	address string
}

func (d toServer) Dial(ctx context.Context, r route.Route, _ string) (net.Conn, error) {
	return d.Dialer.Dial(ctx, r, d.address)
}

// TestTrials: what a trial changes, and that it is told apart from go's own word.
func TestTrials(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "go")
	write(t, program, "#!/bin/sh\ncase \"$GOPROXY $GOSUMDB $GONOPROXY $*\" in\n"+
		"' off  mod download'*|'off off none mod graph'|'off off none list -deps ./...') echo \"{\\\"Zip\\\":\\\"$0\\\"}\"; exit 0;;\nesac\necho \"go: $GOPROXY $*\" >&2\nexit 1\n")
	if err := os.Chmod(program, 0o755); err != nil {
		t.Fatal(err)
	}
	opt := DownloadOptions{Go: program, Module: quote, TempDir: dir, Env: []string{"PATH=/usr/bin:/bin", "GOPROXY=https://bad.example", "GOSUMDB=off"}}
	silent := filepath.Join(dir, "silent")
	write(t, silent, "#!/bin/sh\nexit 0\n")
	if err := os.Chmod(silent, 0o755); err != nil {
		t.Fatal(err)
	}
	bare := opt
	bare.Go = silent
	stored := opt
	stored.Trial, stored.Without = checks.TrialStored, []string{"GOPROXY"}
	kept := opt
	kept.Trial, kept.With = checks.TrialRest, [][2]string{{"GOPROXY", "https://worse.example"}}
	for _, c := range []struct {
		name  string
		check checks.Check
		ok    bool
		trial checks.Trial
	}{
		{"as it is", Download(opt), false, checks.TrialOrdinary},
		{"without the variable", Try(stored), true, checks.TrialStored},
		{"with another value", Try(kept), false, checks.TrialRest},
		{"from the cache", Cached(opt, dir, false), true, checks.TrialCached},
		{"from the vendor folder", Cached(opt, dir, true), true, checks.TrialCached},
		{"a folder without packages", Cached(bare, dir, true), false, checks.TrialCached},
	} {
		r := perform(t, checks.NewBoard(), c.check)
		f := r.Facts.(checks.DownloadFacts)
		if f.OK != c.ok || f.Trial != c.trial || (r.Status == checks.Pass) != c.ok {
			t.Errorf("%s: %s %+v", c.name, r.Status, f)
		}
		if c.trial == checks.TrialStored && f.Setting != "GOPROXY" {
			t.Errorf("%s: about %q", c.name, f.Setting)
		}
		if c.trial != checks.TrialOrdinary && !strings.HasSuffix(c.check.ID, string(c.trial)) {
			t.Errorf("%s has the id %s", c.name, c.check.ID)
		}
	}
}
