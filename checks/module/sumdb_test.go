package module

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"gomend/checks"
	"gomend/checks/route"
)

// record is an answer to lookup, signed with a key.
func record(t *testing.T, signer note.Signer, m route.Module) string {
	t.Helper()
	tree, err := note.Sign(&note.Note{Text: "go.sum database tree\n3\nthrrrijMjDthqYGotpsy3MkCPxzGbbdMzmAJITgVSnc=\n"}, signer)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("2\n%[1]s %[2]s h1:aaaa=\n%[1]s %[2]s/go.mod h1:bbbb=\n\n%[3]s", m.Path, m.Version, tree)
}

func newKey(t *testing.T, name string) (note.Signer, string) {
	t.Helper()
	private, public, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer, public
}

func TestChecksumLookup(t *testing.T) {
	signer, key := newKey(t, "sum.corp.example")
	_, otherKey := newKey(t, "sum.corp.example")
	good := record(t, signer, quote)
	path := "/lookup/rsc.io/quote@v1.5.2"
	for _, c := range []struct {
		name    string
		site    site
		gosumdb string
		code    checks.Code
		cause   checks.Cause
	}{
		{"good", site{path: text(200, good)}, key, "", ""},
		{"another key", site{path: text(200, good)}, otherKey, checks.BadContent, checks.CauseGOSUMDBMalformed},
		{"the known key", site{path: text(200, good)}, "sum.golang.org", checks.BadContent, checks.CauseGOPROXYBadContent},
		{"altered", site{path: text(200, strings.Replace(good, "tree\n3", "tree\n4", 1))}, key, checks.BadContent, checks.CauseGOSUMDBMalformed},
		{"another module", site{path: text(200, record(t, signer, route.Module{Path: "rsc.io/other", Version: "v1.0.0"}))}, key, checks.BadContent, checks.CauseGOPROXYBadContent},
		{"page", site{path: html(200)}, key, checks.BadContent, checks.CauseGOPROXYBadContent},
		{"unknown module", site{path: text(404, "not found: private")}, key, checks.StatusNotFound, ""},
		{"refused", site{path: html(403)}, key, checks.StatusForbidden, checks.CauseAddressRefused},
		{"wrong base", site{path: html(404)}, key + " https://x", checks.StatusNotFound, checks.CauseGOSUMDBMalformed},
		{"right base", site{path: text(404, "not found"), "/latest": text(200, "go.sum database tree\n1\nx\n")}, key + " https://x", checks.StatusNotFound, ""},
		{"its source is gone", site{path: text(500, "dial tcp: i/o timeout")}, key, checks.StatusServerError, checks.CauseGOPROXYUpstreamFailed},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, c.site, true)
			a, _ := asker(t, s)
			r := s.route(t, "checksum-database", "")
			r.Purpose = route.ChecksumDatabase
			check := a.ChecksumLookup(r, quote, c.gosumdb, nil)
			got := perform(t, checks.NewBoard(), check)
			if got.Code != c.code || got.Cause != c.cause || check.ID != "checksum-database/checksum-database" {
				t.Errorf("%s: got %q %q", check.ID, got.Code, got.Cause)
			}
		})
	}
}

func TestLookupPath(t *testing.T) {
	file, err := lookupFile(route.Module{Path: "github.com/Azure/x", Version: "v1.0.0"})
	if err != nil || file != "lookup/github.com/!azure/x@v1.0.0" {
		t.Errorf("%s, %v", file, err)
	}
	s := site{"/lookup/github.com/!azure/x@v1.0.0": text(429, "")}
	a, _ := asker(t, serve(t, s, true))
	r := a.Dialer.(*testDialer).server.route(t, "c", "")
	if got := perform(t, checks.NewBoard(), a.ChecksumLookup(r, route.Module{Path: "github.com/Azure/x", Version: "v1.0.0"}, "sum.golang.org", nil)); got.Code != checks.StatusRateLimited {
		t.Errorf("got %+v", got)
	}
}

func TestSupport(t *testing.T) {
	path := "/base/sumdb/sum.golang.org/supported"
	for _, c := range []struct {
		page   page
		status checks.Status
		relays bool
		cause  checks.Cause
	}{
		{page{status: 200}, checks.Pass, true, ""},
		{text(404, "not found"), checks.Pass, false, ""},
		{html(410), checks.Pass, false, ""},
		{text(403, "forbidden"), checks.Fail, false, checks.CauseGOPROXYUnauthorized},
		{html(500), checks.Fail, false, checks.CauseGOPROXYServerError},
	} {
		s := serve(t, site{path: c.page}, true)
		a, _ := asker(t, s)
		got := perform(t, checks.NewBoard(), a.Support(s.route(t, "p", "/base"), "sum.golang.org", nil))
		if got.Status != c.status || Relays(got) != c.relays || got.Cause != c.cause {
			t.Errorf("%d: got %+v", c.page.status, got)
		}
	}
}

func TestVerifierKey(t *testing.T) {
	for value, ok := range map[string]bool{
		"sum.golang.org": true, "sum.golang.google.cn": true, sumGolangOrg: true, "sum.golang.org https://x": true,
		"": false, "OFF": false, "sum.golang.org+033de0ae+AAAA": false,
	} {
		if _, got := VerifierKey(value); got != ok {
			t.Errorf("%q: %v", value, got)
		}
	}
}
