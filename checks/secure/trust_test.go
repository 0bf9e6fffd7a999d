package secure

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gomend/checks"
)

// write puts a file below dir and returns its path.
func write(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTrust(t *testing.T) {
	one, two, three := newAuthority(t, "One").pem(), newAuthority(t, "Two").pem(), newAuthority(t, "Three").pem()
	dir := t.TempDir()
	bundle := write(t, dir, "bundle.crt", append(slices.Clone(one), two...))
	single := write(t, dir, "single.pem", three)
	write(t, dir, "certs/three.pem", three)
	write(t, dir, "certs/README", []byte("not a certificate"))
	empty := write(t, dir, "empty.pem", nil)
	text := write(t, dir, "text.pem", []byte("-----BEGIN CERTIFICATE-----\nnonsense\n"))
	if err := os.Symlink("three.pem", filepath.Join(dir, "certs", "abcd.0")); err != nil {
		t.Fatal(err)
	}
	certs, nowhere := filepath.Join(dir, "certs"), filepath.Join(dir, "nowhere")
	system := places{files: []string{nowhere, bundle, single}, dirs: []string{nowhere, certs}}
	none := places{files: []string{nowhere}, dirs: []string{nowhere}}

	for _, test := range []struct {
		name    string
		env     []string
		system  places
		status  checks.Status
		cause   checks.Cause
		count   int
		normal  int // certificates without any setting
		setting string
		code    checks.Code
	}{
		{"no settings", nil, system, checks.Pass, checks.NoCause, 3, 3, "", checks.OK},
		{"an empty file is the first one that can be read", nil, places{files: []string{empty, bundle}, dirs: []string{certs}}, checks.Pass, checks.NoCause, 1, 1, "", checks.OK},
		{"file replaces files, not directories", []string{"SSL_CERT_FILE=" + bundle}, places{files: []string{single}, dirs: []string{certs}}, checks.Pass, checks.NoCause, 3, 1, "", checks.OK},
		{"directory replaces directories, not files", []string{"SSL_CERT_DIR=" + nowhere + ":" + certs}, places{files: []string{bundle}, dirs: nil}, checks.Pass, checks.NoCause, 3, 2, "", checks.OK},
		{"missing file, directories remain", []string{"SSL_CERT_FILE=" + nowhere}, system, checks.Warn, checks.NoCause, 1, 3, "SSL_CERT_FILE", checks.NotFound},
		{"missing directory, files remain", []string{"SSL_CERT_DIR=" + nowhere}, system, checks.Warn, checks.NoCause, 2, 3, "SSL_CERT_DIR", checks.NotFound},
		{"missing file hides the roots", []string{"SSL_CERT_FILE=" + nowhere}, places{files: []string{bundle}}, checks.Fail, checks.CauseCASettingBroken, 0, 2, "SSL_CERT_FILE", checks.NotFound},
		{"a directory for a file", []string{"SSL_CERT_FILE=" + dir}, places{files: []string{bundle}}, checks.Fail, checks.CauseCASettingBroken, 0, 2, "SSL_CERT_FILE", checks.Malformed},
		{"an empty file hides the roots", []string{"SSL_CERT_FILE=" + empty}, places{files: []string{bundle}}, checks.Fail, checks.CauseCASettingBroken, 0, 2, "SSL_CERT_FILE", checks.Malformed},
		{"nonsense hides the roots", []string{"SSL_CERT_FILE=" + text}, places{files: []string{bundle}}, checks.Fail, checks.CauseCASettingBroken, 0, 2, "SSL_CERT_FILE", checks.Malformed},
		{"both settings lead nowhere", []string{"SSL_CERT_FILE=" + nowhere, "SSL_CERT_DIR=" + nowhere}, system, checks.Fail, checks.CauseCASettingBroken, 0, 3, "SSL_CERT_FILE", checks.NotFound},
		{"no roots on this machine", nil, none, checks.Fail, checks.CauseCABundleMissing, 0, 0, "", checks.OK},
		{"a setting that hides nothing", []string{"SSL_CERT_FILE=" + empty}, none, checks.Fail, checks.CauseCABundleMissing, 0, 0, "SSL_CERT_FILE", checks.Malformed},
		{"an empty setting is none", []string{"SSL_CERT_FILE=", "SSL_CERT_DIR="}, system, checks.Pass, checks.NoCause, 3, 3, "", checks.OK},
		{"the last of a repeated setting", []string{"SSL_CERT_FILE=" + nowhere, "SSL_CERT_FILE=" + single}, places{files: []string{bundle}}, checks.Pass, checks.NoCause, 1, 2, "", checks.OK},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := trust(test.env, test.system)
			r := c.Run(t.Context(), checks.NewInput(checks.NewBoard(), c))
			f := r.Facts.(checks.TrustFacts)
			if c.ID != "trust" || r.Status != test.status || r.Cause != test.cause {
				t.Errorf("got %s, cause %q", r.Status, r.Cause)
			}
			if f.Count != test.count || f.Default != test.normal || f.Setting != test.setting || f.SettingCode != test.code {
				t.Errorf("got %+v", f)
			}
			pool := r.Value.(*x509.CertPool)
			if pool == nil || pool.Equal(x509.NewCertPool()) != (test.count == 0) {
				t.Errorf("the pool does not fit %d certificates", test.count)
			}
		})
	}
}

func TestTrustWhereThePlatformVerifies(t *testing.T) {
	c := trust([]string{"SSL_CERT_FILE=/nowhere"}, places{})
	r := c.Run(t.Context(), checks.NewInput(checks.NewBoard(), c))
	if pool, ok := r.Value.(*x509.CertPool); r.Status != checks.Pass || !ok || pool != nil {
		t.Errorf("got %+v", r)
	}
}

// What crypto/x509 itself loads must be what the check loads.
func TestTrustAgreesWithCrypto(t *testing.T) {
	want, err := x509.SystemCertPool()
	if err != nil || len(systemRoots.files) == 0 {
		t.Skip("no system pool to compare with")
	}
	facts, certs := load(nil, systemRoots)
	if got := pool(certs); !got.Equal(want) {
		t.Errorf("%d certificates of %v differ from those of crypto/x509", facts.Count, facts.Files)
	}
}

func TestLocal(t *testing.T) {
	known, added, other := newAuthority(t, "Known"), newAuthority(t, "Added"), newAuthority(t, "Other")
	dir := t.TempDir()
	write(t, dir, "public/known.crt", known.pem())
	write(t, dir, "added/added.crt", added.pem())
	list := write(t, dir, "list.p11-kit", append([]byte("# PEM\n[p11-kit-object-v1]\ntrusted: true\n"), other.pem()...))
	folder := func(name string) []string { return []string{filepath.Join(dir, name)} }
	for _, test := range []struct {
		name string
		a    anchors
		root authority
		want bool
	}{
		{"added by hand", anchors{added: folder("added"), public: folder("public")}, added, true},
		{"of the public web", anchors{added: folder("added"), public: folder("public")}, known, false},
		{"in no public list", anchors{public: folder("public")}, other, true},
		{"in a list of one file", anchors{list: []string{list}}, other, false},
		{"no public list to compare with", anchors{public: folder("nowhere")}, other, false},
		{"added, with no public list", anchors{added: folder("added")}, added, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := local(test.root.cert, test.a.addedOnes(), test.a.publicOnes); got != test.want {
				t.Errorf("got %v", got)
			}
		})
	}
	if localAuthority(nil) {
		t.Error("nothing was verified")
	}
}

func TestTrustedBy(t *testing.T) {
	web, corp := newAuthority(t, "Web"), newAuthority(t, "Corp")
	leaf, err := x509.ParseCertificate(web.issue(t, serverName, nil).Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	chain := []*x509.Certificate{leaf}
	for _, c := range []struct {
		name         string
		roots, chain []*x509.Certificate
		server       string
		want         bool
	}{
		{"its authority", []*x509.Certificate{corp.cert, web.cert}, chain, serverName, true},
		{"another authority", []*x509.Certificate{corp.cert}, chain, serverName, false},
		{"another name", []*x509.Certificate{web.cert}, chain, "other.example", false},
		{"no roots", nil, chain, serverName, false},
		{"no certificate", []*x509.Certificate{web.cert}, nil, serverName, false},
	} {
		if got := trustedBy(c.roots, c.chain, c.server); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestIncomplete(t *testing.T) {
	named := func(subject, issuer, organization string) *x509.Certificate {
		return &x509.Certificate{
			RawSubject: []byte(subject), RawIssuer: []byte(issuer),
			Subject: pkix.Name{Organization: []string{organization}}, Issuer: pkix.Name{Organization: []string{organization}},
		}
	}
	leaf := named("server", "web intermediate", "Web Trust")
	logged := named("server", "unheard-of intermediate", "Unheard-of")
	product := named("server", "product", "Zscaler Inc.")
	product.Issuer.CommonName = "Zscaler Intermediate Root CA (zscalertwo.net)"
	logged.Extensions = []pkix.Extension{{Id: timestamps}}
	located := named("server", "unheard-of intermediate", "Unheard-of")
	located.IssuingCertificateURL = []string{"http://ca.example/7.crt"}
	between := named("server", "unheard-of intermediate", "Unheard-of")
	between.Issuer.CommonName = "Unheard-of Issuing CA 7"
	roots := []*x509.Certificate{named("corp root", "corp root", "Corp"), named("web root", "web root", "Web Trust")}
	for _, c := range []struct {
		name  string
		chain []*x509.Certificate
		roots []*x509.Certificate
		want  bool
	}{
		{"the intermediate of a known organization is missing", []*x509.Certificate{leaf}, roots, true},
		{"it is there", []*x509.Certificate{leaf, named("web intermediate", "other root", "Web Trust")}, roots, false},
		{"another one is there", []*x509.Certificate{leaf, named("old intermediate", "web root", "Web Trust")}, roots, true},
		{"nobody of that organization is known", []*x509.Certificate{named("server", "box", "Box")}, roots, false},
		{"the issuer has no organization", []*x509.Certificate{named("server", "box", "")}, roots, false},
		{"the issuer bears the name of a root", []*x509.Certificate{named("server", "web root", "Web Trust")}, roots, false},
		{"it is in public logs", []*x509.Certificate{logged}, nil, true},
		{"it tells where its issuer is", []*x509.Certificate{located}, nil, true},
		{"its issuer is one in between", []*x509.Certificate{between}, nil, true},
		{"an inspecting product calls itself one in between", []*x509.Certificate{product}, roots, false},
		{"signed by itself", []*x509.Certificate{named("server", "server", "Web Trust")}, roots, false},
		{"none", nil, roots, false},
	} {
		if got := incomplete(c.chain, c.roots); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
