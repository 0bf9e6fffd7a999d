package fix

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"path/filepath"
	"strings"

	"gomend/checks"
	"gomend/fix/plan"
)

// stores are where a system takes further authorities from, and how it makes its
// bundle of them anew. With --fresh also what was taken out goes.
var stores = []struct {
	folder string
	renew  []string
}{
	{"/usr/local/share/ca-certificates", []string{"update-ca-certificates", "--fresh"}}, // Debian, Alpine
	{"/etc/pki/ca-trust/source/anchors", []string{"update-ca-trust", "extract"}},        // Fedora, Red Hat
	{"/etc/ca-certificates/trust-source/anchors", []string{"update-ca-trust"}},          // Arch
	{"/etc/pki/trust/anchors", []string{"update-ca-certificates"}},                      // openSUSE
}

// planAuthority makes this system trust a company's authority: the one in a file
// that the person names, and whose fingerprint the person has from the company.
func planAuthority(_ context.Context, m plan.Machine, s situation) ([]plan.Step, error) {
	cert, print, err := s.vouched(m)
	if err != nil {
		return nil, err
	}
	return storeAuthority(m, cert, print)
}

// vouched is the authority that the person has named and vouched for.
func (s situation) vouched(m plan.Machine) (*x509.Certificate, string, error) {
	given, err := s.answers([]Ask{{Name: AskAuthority}}, func(_ AskName, file string) bool {
		return authorityIn(m, file) != nil
	})
	if err != nil {
		return nil, "", err
	}
	cert := authorityIn(m, given[AskAuthority])
	print := fingerprint(cert)
	about := map[string]string{"fingerprint": print, "subject": checks.Clean(cert.Subject.String())}
	_, err = s.answers([]Ask{{Name: AskFingerprint, About: about}}, func(_ AskName, typed string) bool {
		return samePrint(typed, print)
	})
	return cert, print, err
}

func storeAuthority(m plan.Machine, cert *x509.Certificate, print string) ([]plan.Step, error) {
	for _, store := range stores {
		if !exists(m, store.folder) || !has(m, store.renew[0]) {
			continue
		}
		// One certificate in a file whose name ends in .crt: others are not taken.
		name := filepath.Join(store.folder, "gomend-"+strings.ToLower(lastDigits(print))+".crt")
		steps, err := systemFile(m, name, whole(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw}))))
		if err != nil || len(steps) == 0 {
			return nil, err
		}
		return around(steps, store.renew), nil
	}
	return nil, &ManualError{Obstacle: MissingTool, About: "ca-certificates"}
}

// authorityIn is the one certificate in a file, PEM or DER, if it may sign others.
func authorityIn(m plan.Machine, file string) *x509.Certificate {
	if rest, ok := strings.CutPrefix(file, "~/"); ok {
		file = filepath.Join(m.Home(), rest)
	}
	content, err := m.ReadFile(file)
	if err != nil || !filepath.IsAbs(file) {
		return nil
	}
	if block, more := pem.Decode(content); block != nil {
		if next, _ := pem.Decode(more); next != nil || block.Type != "CERTIFICATE" {
			return nil // which of them is meant?
		}
		content = block.Bytes
	}
	cert, err := x509.ParseCertificate(content)
	if err != nil || !cert.BasicConstraintsValid || !cert.IsCA || cert.KeyUsage != 0 && cert.KeyUsage&x509.KeyUsageCertSign == 0 {
		return nil
	}
	return cert
}

// fingerprint is the SHA-256 of a certificate as browsers and openssl show it.
func fingerprint(cert *x509.Certificate) string {
	sum := sha256.Sum256(cert.Raw)
	text := strings.ToUpper(hex.EncodeToString(sum[:]))
	var pairs []string
	for i := 0; i < len(text); i += 2 {
		pairs = append(pairs, text[i:i+2])
	}
	return strings.Join(pairs, ":")
}

const digitsTyped = 8 // of a fingerprint: four billion tries for a false one

// lastDigits are the digits of a fingerprint that are typed.
func lastDigits(print string) string {
	bare := strings.ReplaceAll(print, ":", "")
	return bare[len(bare)-digitsTyped:]
}

// samePrint compares what was typed, at least the last digits, with or without colons.
func samePrint(typed, print string) bool {
	bare := strings.ToUpper(strings.NewReplacer(":", "", " ", "").Replace(typed))
	return len(bare) >= digitsTyped && strings.HasSuffix(strings.ReplaceAll(print, ":", ""), bare)
}
