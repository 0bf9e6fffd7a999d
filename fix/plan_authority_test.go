package fix

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io/fs"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"gomend/checks"
	"gomend/fix/plan"
	"gomend/fix/plan/plantest"
)

// certificate makes one that is its own authority, or none.
func certificate(t *testing.T, authority bool) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Corp Root"}, NotAfter: time.Now().Add(time.Hour),
		BasicConstraintsValid: true, IsCA: authority, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func TestAuthority(t *testing.T) {
	der := certificate(t, true)
	text := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	leaf := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate(t, false)}))
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	print := fingerprint(cert)
	end := print[len(print)-11:] // the last four pairs
	m := &plantest.Machine{
		Files:    map[string]string{"/home/gopher/ca.crt": text, "/tmp/ca.der": string(der), "/tmp/leaf.crt": leaf, "/tmp/two.crt": text + text, "/tmp/no.crt": "no"},
		Modes:    map[string]fs.FileMode{"/usr/local/share/ca-certificates": fs.ModeDir | 0o755},
		Programs: []string{"update-ca-certificates"},
	}
	for _, tt := range []struct {
		name, file, typed string
		asks              AskName // what is still to be answered; empty for a plan
		wrong             bool
	}{
		{name: "nothing typed", asks: AskAuthority},
		{name: "no such file", file: "/tmp/none.crt", asks: AskAuthority, wrong: true},
		{name: "no certificate", file: "/tmp/no.crt", asks: AskAuthority, wrong: true},
		{name: "no authority", file: "/tmp/leaf.crt", asks: AskAuthority, wrong: true},
		{name: "several", file: "/tmp/two.crt", asks: AskAuthority, wrong: true},
		{name: "another fingerprint", file: "~/ca.crt", typed: "00:11:22:33", asks: AskFingerprint, wrong: true},
		{name: "too little of it", file: "~/ca.crt", typed: end[3:], asks: AskFingerprint, wrong: true},
		{name: "PEM", file: "~/ca.crt", typed: end},
		{name: "DER, digits alone, small letters", file: "/tmp/ca.der", typed: strings.ToLower(strings.ReplaceAll(end, ":", ""))},
		{name: "the whole fingerprint", file: "~/ca.crt", typed: print},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answers := map[AskName]string{}
			if tt.file != "" {
				answers[AskAuthority] = tt.file
			}
			if tt.typed != "" {
				answers[AskFingerprint] = tt.typed
			}
			steps, err := planAuthority(t.Context(), m, newSituation(checks.Finding{}, Params{Answers: answers}))
			var ask *AskError
			if errors.As(err, &ask) != (tt.asks != "") || ask != nil && (ask.Asks[0].Name != tt.asks || ask.Asks[0].Wrong != tt.wrong) {
				t.Fatalf("%v, %+v", err, ask)
			}
			if tt.asks != "" {
				return
			}
			file := "/usr/local/share/ca-certificates/gomend-" + strings.ToLower(strings.ReplaceAll(end, ":", "")) + ".crt"
			want := []string{"true < update-ca-certificates --fresh", file + "=" + text, "update-ca-certificates --fresh"}
			if got := shown(steps); !slices.Equal(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
			for _, s := range steps {
				if s.Kind == plan.FileReplace && s.File.Mode != 0o644 {
					t.Errorf("mode %o", s.File.Mode)
				}
			}
		})
	}
}
