package secure

import (
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"strings"

	"gomend/checks"
)

// Limits on what a server may make us remember.
const (
	chainLimit = 10 // crypto/x509 itself gives up at a depth of ten or so
	namesLimit = 20
)

// describe is what a diagnosis needs of the certificates, leaf first.
func describe(chain []*x509.Certificate) []checks.Certificate {
	var list []checks.Certificate
	for _, c := range chain[:min(len(chain), chainLimit)] {
		list = append(list, checks.Certificate{
			Subject:     checks.Clean(c.Subject.String()),
			Issuer:      checks.Clean(c.Issuer.String()),
			Names:       names(c),
			NotBefore:   c.NotBefore,
			NotAfter:    c.NotAfter,
			SelfSigned:  selfSigned(c),
			CA:          c.BasicConstraintsValid && c.IsCA,
			Fingerprint: fingerprint(c.Raw),
		})
	}
	return list
}

func names(c *x509.Certificate) []string {
	var list []string
	for _, name := range c.DNSNames {
		list = append(list, checks.Clean(name))
	}
	for _, ip := range c.IPAddresses {
		list = append(list, ip.String())
	}
	return list[:min(len(list), namesLimit)]
}

func selfSigned(c *x509.Certificate) bool {
	return string(c.RawIssuer) == string(c.RawSubject) && c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

// fingerprint is SHA-256 in hexadecimal with colons, as openssl x509 prints it.
func fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	parts := make([]string, len(sum))
	for i, b := range sum {
		parts[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(parts, ":")
}
