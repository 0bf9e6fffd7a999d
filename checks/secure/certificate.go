package secure

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"slices"
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
			IssuerOrg:   checks.Clean(organisation(c.Issuer)),
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

// timestamps is the extension of certificates that public logs have seen; authorities
// of companies have none (RFC 6962, section 3.3).
var timestamps = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11129, 2, 4, 2}

// incomplete reports whether a chain, leaf first, looks as if its server had only not
// sent the certificate of the leaf's issuer: that is missing, and the leaf is in public
// logs or tells where it is (RFC 5280, section 4.2.2.1), as a middlebox's does not; or the
// issuer calls itself one in between, or one of the roots belongs to its organization,
// under another name.
func incomplete(chain, roots []*x509.Certificate) bool {
	if len(chain) == 0 || bytes.Equal(chain[0].RawSubject, chain[0].RawIssuer) {
		return false
	}
	leaf := chain[0]
	if slices.ContainsFunc(chain[1:], func(c *x509.Certificate) bool { return bytes.Equal(c.RawSubject, leaf.RawIssuer) }) {
		return false
	}
	if inspects(leaf.Issuer) {
		return false
	}
	if len(leaf.IssuingCertificateURL) > 0 || slices.ContainsFunc(leaf.Extensions, func(e pkix.Extension) bool { return e.Id.Equal(timestamps) }) {
		return true
	}
	organization := strings.Join(leaf.Issuer.Organization, ",")
	name := strings.ToLower(leaf.Issuer.CommonName)
	related := slices.ContainsFunc(inBetween, func(word string) bool { return strings.Contains(name, word) })
	for _, root := range roots {
		if bytes.Equal(root.RawSubject, leaf.RawIssuer) {
			return false // of that name, with another key
		}
		related = related || organization != "" && strings.Join(root.Subject.Organization, ",") == organization
	}
	return related
}

// inspectors are words in the names of authorities by which products replace the
// certificates of others; some of them call themselves one in between.
var inspectors = []string{
	"zscaler", "netskope", "fortinet", "fortigate", "palo alto", "blue coat", "bluecoat", "forcepoint", "websense", "sophos", "check point",
	"cisco umbrella", "opendns", "barracuda", "mcafee", "trellix", "kaspersky", "bitdefender", "avast", "avg ", "eset ", "mitmproxy", "fiddler", "charles proxy",
}

func inspects(issuer pkix.Name) bool {
	name := strings.ToLower(issuer.String()) + " "
	return slices.ContainsFunc(inspectors, func(word string) bool { return strings.Contains(name, word) })
}

// inBetween are words in the names of authorities that roots vouch for.
var inBetween = []string{"intermediate", "issuing", "subordinate"}

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

func organisation(name pkix.Name) string {
	if len(name.Organization) == 0 {
		return ""
	}
	return name.Organization[0]
}
