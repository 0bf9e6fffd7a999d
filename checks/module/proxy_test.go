package module

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gomend/checks"
	"gomend/checks/route"
)

func TestInfo(t *testing.T) {
	missing := text(404, "not found: rsc.io/quote@v1.5.2: invalid version: unknown revision v1.5.2")
	for _, c := range []struct {
		name  string
		site  site
		code  checks.Code
		cause checks.Cause
	}{
		{"good", site{infoPath: goodInfo}, checks.OK, ""},
		{"sign-in page with 200", site{infoPath: html(200)}, checks.BadContent, checks.CauseGOPROXYWrongURL},
		{"plain words with 200", site{infoPath: text(200, "hello")}, checks.BadContent, checks.CauseGOPROXYWrongURL},
		{"empty", site{infoPath: json200("")}, checks.BadContent, checks.CauseGOPROXYBadContent},
		{"another version", site{infoPath: json200(`{"Version":"v1.5.1"}`)}, checks.BadContent, checks.CauseGOPROXYBadContent},
		{"JSON of something else", site{infoPath: json200(`{"ok":true}`)}, checks.BadContent, checks.CauseGOPROXYBadContent},
		{"too long", site{infoPath: json200(strings.Repeat(" ", textLimit+1))}, checks.TooLarge, checks.CauseGOPROXYBadContent},
		{"401", site{infoPath: text(401, "login required")}, checks.StatusUnauthorized, checks.CauseGOPROXYUnauthorized},
		{"a client certificate is wanted", site{infoPath: text(400, "<center>No required SSL certificate was sent</center>")}, checks.StatusUnauthorized, checks.CauseGOPROXYUnauthorized},
		{"403 of one module", site{infoPath: text(403, "module blocked by policy")}, checks.StatusForbidden, checks.CauseGOPROXYUnauthorized},
		{"429", site{infoPath: text(429, "")}, checks.StatusRateLimited, checks.CauseGOPROXYRateLimited},
		{"451", site{infoPath: text(451, "")}, checks.StatusOther, checks.CauseAddressRefused},
		{"511", site{infoPath: html(511)}, checks.StatusOther, checks.CauseCaptivePortal},
		{"204", site{infoPath: page{status: 204}}, checks.StatusOther, checks.CauseGOPROXYBadContent},
		{"400", site{infoPath: html(400)}, checks.StatusOther, checks.NoCause},
		{"500", site{infoPath: html(500)}, checks.StatusServerError, checks.CauseGOPROXYServerError},
		{"500 from its source", site{infoPath: text(500, "fetch timed out")}, checks.StatusServerError, checks.CauseGOPROXYUpstreamFailed},
		{"404 from its source", site{infoPath: text(404, "not found: x: https fetch: Get \"https://rsc.io\": dial tcp 1.2.3.4:443: i/o timeout")}, checks.StatusNotFound, checks.CauseGOPROXYUpstreamFailed},
		{"404 because git was asked for a name", site{infoPath: text(404, "not found: fatal: could not read Username for 'https://github.com'")}, checks.StatusNotFound, checks.CauseModuleNotFound},
		{"404 of a version", site{infoPath: missing, listPath: text(200, "v1.0.0\nv1.5.1\n")}, checks.StatusNotFound, checks.CauseVersionNotFound},
		{"404 of a version without list", site{infoPath: missing, listPath: text(200, ""), latestPath: goodInfo}, checks.StatusNotFound, checks.CauseVersionNotFound},
		{"404 of a module", site{infoPath: missing, listPath: missing, latestPath: missing}, checks.StatusNotFound, checks.CauseModuleNotFound},
		{"404 of a web server", site{}, checks.StatusNotFound, checks.CauseGOPROXYWrongURL},
		{"404 of net/http", site{infoPath: text(404, "404 page not found\n")}, checks.StatusNotFound, checks.CauseGOPROXYWrongURL},
		{"list is a page", site{infoPath: html(404), listPath: html(200)}, checks.StatusNotFound, checks.CauseGOPROXYWrongURL},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, c.site, true)
			a, _ := asker(t, s)
			r := perform(t, checks.NewBoard(), a.Info(s.route(t, "module-proxy-1", "/"), quote, nil))
			if r.Code != c.code || r.Cause != c.cause || r.Status.OK() != (c.code == checks.OK) {
				t.Errorf("got %s %q %q, want %q %q", r.Status, r.Code, r.Cause, c.code, c.cause)
			}
			f := r.Facts.(checks.HTTPFacts)
			if f.Protocol != "HTTP/2.0" || f.Code != c.code || f.URL != s.URL+infoPath {
				t.Errorf("facts %+v", f)
			}
		})
	}
}

func TestInfoOverPlainHTTPAccusesNobody(t *testing.T) {
	s := serve(t, site{infoPath: html(200)}, false)
	a, _ := asker(t, s)
	r := perform(t, checks.NewBoard(), a.Info(s.route(t, "p", ""), quote, nil))
	if r.Code != checks.BadContent || r.Cause != checks.NoCause {
		t.Errorf("got %q %q", r.Code, r.Cause)
	}
}

// TestInfoOfUnknownModule: a server that lacks a module is asked for one that every
// module proxy has.
func TestInfoOfUnknownModule(t *testing.T) {
	other := route.Module{Path: "example.com/other", Version: "v1.0.0"}
	const path = "/example.com/other/@v/v1.0.0.info"
	for _, c := range []struct {
		name      string
		site      site
		module    route.Module
		known     checks.Known
		ofModules bool
	}{
		{"a module proxy", site{infoPath: goodInfo, path: text(404, "not found")}, other, checks.KnownServed, false},
		{"a web server", site{}, other, checks.KnownDenied, false},
		{"a page for everything but this", site{infoPath: html(200), path: text(404, "not found")}, other, checks.KnownDenied, false},
		{"it fails for that one", site{infoPath: text(500, "oops")}, other, checks.KnownUnasked, false},
		{"it speaks of the module", site{path: text(404, "not found: example.com/other@v1.0.0: invalid version")}, other, checks.KnownDenied, true},
		{"it repeats the path", site{path: text(404, "not found: "+path)}, other, checks.KnownDenied, false},
		{"what is asked for is just that", site{infoPath: text(404, "not found")}, quote, checks.KnownDenied, false},
		{"it lacks the version only", site{infoPath: text(404, "not found"), listPath: text(200, "v1.0.0\n")}, quote, checks.KnownUnasked, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, c.site, true)
			a, _ := asker(t, s)
			f := perform(t, checks.NewBoard(), a.Info(s.route(t, "p", ""), c.module, nil)).Facts.(checks.HTTPFacts)
			if f.Known != c.known || f.OfModules != c.ofModules {
				t.Errorf("got %q %v", f.Known, f.OfModules)
			}
		})
	}
}

// TestInfoOfQuery: the list comes first, then .info of the version that fits it, and
// @latest only where the list has none (cmd/go/internal/modload/query.go).
func TestInfoOfQuery(t *testing.T) {
	list := text(200, "v1.5.0\nv1.10.0\nv2.0.0-pre\nnonsense\n")
	info := func(version string) page { return json200(`{"Version":"` + version + `"}`) }
	of := func(version string) string { return "/rsc.io/quote/@v/" + version + ".info" }
	for _, c := range []struct {
		name, query string
		site        site
		version     string
		cause       checks.Cause
	}{
		{"highest release", "", site{listPath: list, of("v1.10.0"): info("v1.10.0")}, "v1.10.0", ""},
		{"latest by name", "latest", site{listPath: list, of("v1.10.0"): info("v1.10.0")}, "v1.10.0", ""},
		{"only pre-releases", "latest", site{listPath: text(200, "v1.0.0-a\nv1.0.0-b\n"), of("v1.0.0-b"): info("v1.0.0-b")}, "v1.0.0-b", ""},
		{"no version", "latest", site{listPath: text(200, ""), latestPath: info("v0.0.0-20200101000000-0123456789ab")}, "v0.0.0-20200101000000-0123456789ab", ""},
		{"prefix", "v1.5", site{listPath: list, of("v1.5.0"): info("v1.5.0")}, "v1.5.0", ""},
		{"earliest above", ">v1.5.0", site{listPath: list, of("v1.10.0"): info("v1.10.0")}, "v1.10.0", ""},
		{"latest below", "<=v1.9.0", site{listPath: list, of("v1.5.0"): info("v1.5.0")}, "v1.5.0", ""},
		{"branch", "master", site{of("master"): info("v1.10.1-0.20200101000000-0123456789ab")}, "v1.10.1-0.20200101000000-0123456789ab", ""},
		{"prefix of none", "v3", site{listPath: list}, "", checks.CauseVersionNotFound},
		{"list fails", "latest", site{listPath: text(500, "oops"), latestPath: info("v1.6.0")}, "", checks.CauseGOPROXYServerError},
		{"info of the list's version fails", "latest", site{listPath: list, of("v1.10.0"): html(500)}, "", checks.CauseGOPROXYServerError},
		{"neither", "latest", site{listPath: text(404, "not found"), latestPath: info("v1.6.0")}, "", checks.CauseModuleNotFound},
		{"list is a page", "latest", site{listPath: html(200), latestPath: html(200)}, "", checks.CauseGOPROXYWrongURL},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, c.site, true)
			a, _ := asker(t, s)
			r := perform(t, checks.NewBoard(), a.Info(s.route(t, "p", ""), route.Module{Path: quote.Path, Version: c.query}, nil))
			got, _ := r.Value.(route.Module)
			if got.Version != c.version || r.Status.OK() != (c.version != "") || r.Cause != c.cause {
				t.Errorf("got %s %q %+v", r.Status, r.Cause, got)
			}
		})
	}
}

func TestModAndZip(t *testing.T) {
	zip := page{200, "application/zip", "PK\x03\x04 and so on", nil}
	mod := text(200, "module rsc.io/quote\n")
	for _, c := range []struct {
		name     string
		site     site
		mod, zip checks.Code
		cause    checks.Cause // of the zip
	}{
		{"good", site{modPath: mod, zipPath: zip}, "", "", ""},
		{"pages", site{modPath: html(200), zipPath: html(200)}, checks.BadContent, checks.BadContent, checks.CauseGOPROXYBadContent},
		{"empty", site{modPath: text(200, ""), zipPath: text(200, "")}, checks.BadContent, checks.BadContent, checks.CauseGOPROXYBadContent},
		{"empty archive", site{modPath: text(200, "require x v1.0.0\n"), zipPath: text(200, "PK\x05\x06")}, checks.BadContent, checks.BadContent, checks.CauseGOPROXYBadContent},
		{"missing", site{}, checks.StatusNotFound, checks.StatusNotFound, checks.CauseGOPROXYBadContent},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, c.site, true)
			a, _ := asker(t, s)
			r, b := s.route(t, "p", ""), checks.NewBoard()
			if got := perform(t, b, a.Mod(r, quote, nil)); got.Code != c.mod {
				t.Errorf("mod: %q %q", got.Code, got.Cause)
			}
			if got := perform(t, b, a.Zip(r, quote, nil)); got.Code != c.zip || got.Cause != c.cause {
				t.Errorf("zip: %q %q", got.Code, got.Cause)
			}
		})
	}
}

// TestVersionFromInfo: mod and zip of a module without a version take the one
// that the server named.
func TestVersionFromInfo(t *testing.T) {
	s := serve(t, site{listPath: text(200, "v1.5.2\n"), infoPath: goodInfo, modPath: text(200, "module rsc.io/quote\n")}, true)
	a, _ := asker(t, s)
	m, b, r := route.Module{Path: quote.Path}, checks.NewBoard(), s.route(t, "p", "")
	perform(t, b, a.Info(r, m, nil))
	if got := perform(t, b, a.Mod(r, m, nil)); got.Status != checks.Pass {
		t.Errorf("got %+v", got)
	}
}

// TestLargeZipIsNotRead: a server that would send 100 MB is left after the
// first bytes.
func TestLargeZipIsNotRead(t *testing.T) {
	for _, alpn := range [][]string{{"h2"}, {"http/1.1"}} {
		t.Run(alpn[0], func(t *testing.T) {
			var sent atomic.Int64
			done := make(chan struct{})
			s := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				defer close(done)
				if r.Header.Get("Range") != "" {
					t.Error("the go command sends no Range")
				}
				w.Write([]byte("PK\x03\x04"))
				piece := make([]byte, 1<<20)
				for range 100 {
					n, err := w.Write(piece)
					sent.Add(int64(n))
					if err != nil {
						return
					}
				}
			}), true)
			a, d := asker(t, s)
			d.alpn = alpn
			r := perform(t, checks.NewBoard(), a.Zip(s.route(t, "p", ""), quote, nil))
			<-done
			if f := r.Facts.(checks.HTTPFacts); r.Status != checks.Pass || f.Bytes != zipLimit {
				t.Errorf("%s, %d bytes", r.Status, f.Bytes)
			}
			if sent.Load() > 50<<20 {
				t.Errorf("the server could send %d bytes", sent.Load())
			}
		})
	}
}

// TestHandedOverConnection: the connection of the check below is used, for all
// requests where it speaks HTTP/2, and no second one is opened.
func TestHandedOverConnection(t *testing.T) {
	for _, c := range []struct {
		alpn  string
		proto string
		conns int64
	}{{"h2", "HTTP/2.0", 1}, {"http/1.1", "HTTP/1.1", 1}} {
		t.Run(c.alpn, func(t *testing.T) {
			var agent atomic.Value
			s := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				agent.Store(r.UserAgent())
				site{infoPath: goodInfo, modPath: text(200, "module rsc.io/quote\n")}.ServeHTTP(w, r)
			}), true)
			a, d := asker(t, s)
			d.alpn = []string{c.alpn}
			r, b := s.route(t, "p", ""), checks.NewBoard()
			conn, err := d.Dial(t.Context(), r, r.URL.Host)
			if err != nil {
				t.Fatal(err)
			}
			d.dials.Store(0)
			b.Put(checks.Result{Check: checks.Check{ID: "tls/x"}, Status: checks.Pass, Value: &handed{conn: conn}})
			a.Handoff = func(route.Route) string { return "tls/x" }
			info := perform(t, b, a.Info(r, quote, nil))
			mod := perform(t, b, a.Mod(r, quote, nil))
			if info.Status != checks.Pass || mod.Status != checks.Pass {
				t.Fatalf("info %+v\nmod %+v", info, mod)
			}
			if f := info.Facts.(checks.HTTPFacts); f.Protocol != c.proto {
				t.Errorf("protocol %s", f.Protocol)
			}
			if s.conns.Load() != c.conns || d.dials.Load() != 0 {
				t.Errorf("%d connections, %d of them dialled again", s.conns.Load(), d.dials.Load())
			}
			if want := "Go-http-client/" + map[string]string{"h2": "2.0", "http/1.1": "1.1"}[c.alpn]; agent.Load() != want {
				t.Errorf("user agent %v", agent.Load())
			}
		})
	}
}

// TestParallelRequestsShareTheConnection: checks that start together still cost
// one connection over HTTP/2.
func TestParallelRequestsShareTheConnection(t *testing.T) {
	s := serve(t, site{infoPath: goodInfo, modPath: text(200, "module rsc.io/quote\n"), zipPath: text(200, "PK\x03\x04")}, true)
	a, d := asker(t, s)
	r, b := s.route(t, "p", ""), checks.NewBoard()
	all := make(chan checks.Result)
	list := []checks.Check{a.Info(r, quote, nil), a.Mod(r, quote, nil), a.Zip(r, quote, nil), a.Support(r, "sum.golang.org", nil)}
	for _, c := range list {
		go func() { all <- c.Run(t.Context(), checks.NewInput(b, c)) }()
	}
	for range list {
		<-all
	}
	if d.dials.Load() != 1 {
		t.Errorf("%d connections", d.dials.Load())
	}
}

// TestDeadHandedOverConnection: one that died while it waited is no fault.
func TestDeadHandedOverConnection(t *testing.T) {
	s := serve(t, site{infoPath: goodInfo}, true)
	a, d := asker(t, s)
	r, b := s.route(t, "p", ""), checks.NewBoard()
	conn, err := d.Dial(t.Context(), r, r.URL.Host)
	if err != nil {
		t.Fatal(err)
	}
	conn.(*tls.Conn).NetConn().(*net.TCPConn).SetLinger(0)
	conn.(*tls.Conn).NetConn().Close()
	b.Put(checks.Result{Check: checks.Check{ID: "tls/x"}, Value: &handed{conn: conn}})
	a.Handoff = func(route.Route) string { return "tls/x" }
	if got := perform(t, b, a.Info(r, quote, nil)); got.Status != checks.Pass {
		t.Errorf("got %+v", got)
	}
}

func TestRedirects(t *testing.T) {
	storage := serve(t, site{"/bucket/q.zip": {200, "application/zip", "PK\x03\x04", nil}, "/refused": text(403, "no"), "/login": html(200)}, true)
	to := func(url string) page { return page{302, "", "", map[string]string{"Location": url}} }
	for _, c := range []struct {
		name  string
		zip   page
		code  checks.Code
		cause checks.Cause
		hops  int
	}{
		{"to another host", to(storage.URL + "/bucket/q.zip"), checks.OK, "", 1},
		{"refused there", to(storage.URL + "/refused"), checks.StatusForbidden, checks.NoCause, 1},
		{"on the same host", to("/good.zip"), checks.OK, "", 0},
		{"in a circle", to(zipPath), checks.RedirectLoop, checks.CauseGOPROXYWrongURL, 0},
		{"to plain HTTP", to("http://portal.example/login"), checks.RedirectInsecure, checks.CauseGOPROXYWrongURL, 0},
		{"to nowhere", page{302, "", "", nil}, checks.StatusOther, checks.CauseGOPROXYBadContent, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, site{zipPath: c.zip, "/good.zip": {200, "application/zip", "PK\x03\x04", nil}}, true)
			a, _ := asker(t, s)
			below := checks.Check{ID: "tls/storage"}
			a.Handoff = func(r route.Route) string {
				if r.Purpose == route.Redirect {
					return below.ID
				}
				return ""
			}
			a.Follow = func(from route.Route, to *url.URL) ([]checks.Check, route.Route) {
				return []checks.Check{below}, route.Route{ID: "redirect-1", Purpose: route.Redirect, URL: to}
			}
			b := checks.NewBoard()
			got := perform(t, b, a.Zip(s.route(t, "p", ""), quote, nil))
			hops := 0
			for got.Then != nil {
				hops++
				if got.Status != checks.Pass || len(got.Routes) != 1 || got.Then[0].ID != below.ID {
					t.Fatalf("hop: %+v", got)
				}
				next := got.Then[len(got.Then)-1]
				if len(next.Needs) != 1 || next.Needs[0] != below.ID || next.Route != "redirect-1" {
					t.Errorf("next: %+v", next)
				}
				got = perform(t, b, next)
			}
			if got.Code != c.code || got.Cause != c.cause || hops != c.hops {
				t.Errorf("got %q %q after %d hops, facts %+v", got.Code, got.Cause, hops, got.Facts)
			}
		})
	}
}

// TestCutZip: over HTTP/1.1 a zip that breaks off is a cut transfer; over HTTP/2
// only a comparison can tell.
func TestCutZip(t *testing.T) {
	cut := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "50000")
		w.Write([]byte("PK\x03\x04"))
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	for alpn, want := range map[string]checks.Cause{"http/1.1": checks.CauseTransferCut, "h2": checks.NoCause} {
		t.Run(alpn, func(t *testing.T) {
			s := serve(t, cut, true)
			a, d := asker(t, s)
			d.alpn = []string{alpn}
			r := perform(t, checks.NewBoard(), a.Zip(s.route(t, "p", ""), quote, nil))
			if r.Status != checks.Fail || r.Cause != want || r.Code != checks.Closed && r.Code != checks.Reset {
				t.Errorf("got %s %q %q", r.Status, r.Code, r.Cause)
			}
		})
	}
}

func TestRefusedConnection(t *testing.T) {
	s := serve(t, site{}, true)
	a, _ := asker(t, s)
	r := s.route(t, "p", "")
	s.Close()
	got := perform(t, checks.NewBoard(), a.Info(r, quote, nil))
	f := got.Facts.(checks.HTTPFacts)
	if got.Code != checks.Refused || f.ConnectCode != checks.Refused || f.FailedHost != r.URL.Host || got.Cause != checks.NoCause {
		t.Errorf("got %+v", got)
	}
}

// TestSilentServer: silence ends at the deadline, is told before, and a client
// that is given up returns at once.
func TestSilentServer(t *testing.T) {
	hold := make(chan struct{})
	s := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hold }), true)
	defer close(hold)
	a, d := asker(t, s)
	u := s.route(t, "p", infoPath).URL
	c := NewClient(s.route(t, "p", ""), nil, d, nil)
	defer c.Close()
	told := 0
	start := time.Now()
	got := c.Get(t.Context(), u, textLimit, checks.Wait{Provisional: 50 * time.Millisecond, Final: 200 * time.Millisecond}, func() { told++ })
	if got.Code != checks.Timeout || got.ConnectCode != checks.OK || told != 1 || time.Since(start) > 2*time.Second {
		t.Errorf("got %+v, told %d times", got, told)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	check := a.Info(s.route(t, "p", ""), quote, nil)
	if r := check.Run(ctx, checks.NewInput(checks.NewBoard(), check)); r.Code != checks.Canceled || r.Status != checks.Unknown {
		t.Errorf("canceled: %+v", r)
	}
}

func TestPathOnTheWire(t *testing.T) {
	for _, c := range []struct{ base, path, want string }{
		{"", "github.com/Azure/x", "/github.com/%21azure/x/@v/v1.0.0-%21r%21c1.info"},
		{"/api/go/main/", "rsc.io/q", "/api/go/main/rsc.io/q/@v/v1.0.0-%21r%21c1.info"},
		{"/a%2Fb", "rsc.io/q", "/a%2Fb/rsc.io/q/@v/v1.0.0-%21r%21c1.info"},
	} {
		var asked atomic.Value
		s := serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked.Store(r.RequestURI) }), true)
		a, _ := asker(t, s)
		perform(t, checks.NewBoard(), a.Info(s.route(t, "p", c.base+"?q=1"), route.Module{Path: c.path, Version: "v1.0.0-RC1"}, nil))
		if asked.Load() != c.want+"?q=1" {
			t.Errorf("asked %v, want %s", asked.Load(), c.want)
		}
	}
}

func TestCredentials(t *testing.T) {
	home := t.TempDir()
	var sent atomic.Value
	s := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		sent.Store(user + "/" + password)
		w.WriteHeader(401)
	}), true)
	base, _ := url.Parse(s.URL)
	netrc := "machine other.example login x password y\nmachine " + base.Host + " login alice password s3cret\ndefault login d password d\n"
	if err := os.WriteFile(filepath.Join(home, ".netrc"), []byte(netrc), 0o600); err != nil {
		t.Fatal(err)
	}
	none := func(string) string { return "" }
	for _, c := range []struct {
		name, goauth, user string
		env                func(string) string
		want               string
		cause              checks.Cause
	}{
		{"netrc", "", "", none, "alice/s3cret", checks.CauseGOPROXYUnauthorized},
		{"off", "off", "", none, "/", checks.CauseGOPROXYUnauthorized},
		{"URL", "", "bob:pw@", none, "bob/pw", checks.CauseGOPROXYUnauthorized},
		{"NETRC elsewhere", "netrc", "", func(string) string { return "/nonexistent" }, "/", checks.CauseGOPROXYUnauthorized},
		{"helper", "helper --x; netrc", "", none, "alice/s3cret", checks.NoCause},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := asker(t, s)
			a.Credentials = NewCredentials(c.goauth, c.env, home)
			r := s.route(t, "p", "")
			r.URL, _ = url.Parse("https://" + c.user + base.Host)
			check := a.Info(r, quote, nil)
			got := perform(t, checks.NewBoard(), check)
			if sent.Load() != c.want || got.Cause != c.cause {
				t.Errorf("sent %v, cause %q", sent.Load(), got.Cause)
			}
			shown := check.Command + check.Target
			for _, e := range got.Facts.Evidence() {
				shown += e.Value
			}
			if strings.Contains(shown, "s3cret") || strings.Contains(shown, ":pw@") {
				t.Errorf("a secret is shown: %s", shown)
			}
		})
	}
}

func TestHTTPProxy(t *testing.T) {
	var asked atomic.Value
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Store(r.RequestURI)
		switch r.Host {
		case "good.example":
			site{infoPath: goodInfo}.ServeHTTP(w, r)
		case "auth.example":
			w.WriteHeader(407)
		case "unsigned.example":
			w.WriteHeader(503)
		case "named.example":
			w.Header().Set("Server", "tinyproxy/1.11.1")
			w.WriteHeader(403)
		default:
			w.Header().Set("X-Squid-Error", "ERR_DNS_FAIL 0")
			w.WriteHeader(503)
		}
	}))
	defer proxy.Close()
	via, _ := url.Parse(proxy.URL)
	for host, want := range map[string]checks.Cause{
		"good.example": "", "auth.example": checks.CauseProxyAuthRequired, "lost.example": checks.CauseProxyUpstreamFailed,
		"named.example": checks.CauseProxyForbidden, "unsigned.example": "", // the proxy may have said it
	} {
		base, _ := url.Parse("http://" + host)
		a := &Asker{Dialer: &testDialer{}}
		r := route.Route{ID: "p", Purpose: route.ModuleProxy, URL: base, Via: route.Via{URL: via, Scheme: "http"}}
		got := perform(t, checks.NewBoard(), a.Info(r, quote, nil))
		a.Close()
		if got.Cause != want || asked.Load() != "http://"+host+infoPath {
			t.Errorf("%s: %q %q, asked %v", host, got.Code, got.Cause, asked.Load())
		}
	}
}

func TestFileProxy(t *testing.T) {
	dir := t.TempDir()
	write := func(path, body string) {
		name := filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(infoPath, `{"Version":"v1.5.2"}`)
	write(modPath, "module rsc.io/quote\n")
	write(zipPath, "PK\x03\x04"+strings.Repeat("x", zipLimit))
	write(listPath, "v1.5.2\n")
	a := &Asker{}
	r := route.Route{ID: "p", Purpose: route.ModuleProxy, URL: &url.URL{Scheme: "file", Path: dir}}
	b := checks.NewBoard()
	for _, c := range []checks.Check{a.Info(r, quote, nil), a.Mod(r, quote, nil), a.Zip(r, quote, nil)} {
		if got := perform(t, b, c); got.Status != checks.Pass {
			t.Errorf("%s: %+v", c.ID, got)
		}
	}
	for m, want := range map[route.Module]checks.Cause{
		{Path: quote.Path, Version: "v9.0.0"}:       checks.CauseVersionNotFound,
		{Path: "rsc.io/nothing", Version: "v1.0.0"}: checks.CauseModuleNotFound,
	} {
		if got := perform(t, b, a.Info(r, m, nil)); got.Cause != want {
			t.Errorf("%s: %q %q", m, got.Code, got.Cause)
		}
	}
	r.URL = &url.URL{Scheme: "file", Path: dir + "/gone"}
	if got := perform(t, b, a.Info(r, quote, nil)); got.Cause != checks.CauseGOPROXYWrongURL {
		t.Errorf("a folder that is not there: %q %q", got.Code, got.Cause)
	}
}
