package lab

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"strings"
	"sync"
	"time"
)

// Signer names the authority that signs a host's certificate.
type Signer string

// The authorities of the lab.
const (
	PublicCA     Signer = ""           // trusted by every client
	InspectionCA Signer = "inspection" // of a middlebox that opens TLS
	CompanyCA    Signer = "company"    // of a company's own servers
	UnknownCA    Signer = "unknown"
)

var signerNames = map[Signer]pkix.Name{
	PublicCA:     {CommonName: "Lab Public Root", Organization: []string{"Lab Trust Services"}},
	InspectionCA: {CommonName: "Zscaler Root CA", Organization: []string{"Zscaler Inc."}},
	CompanyCA:    {CommonName: "Example Corp Root", Organization: []string{"Example Corp"}},
	UnknownCA:    {CommonName: "localhost"},
}

// authority signs certificates. It is made when first needed.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

var authorities = struct {
	sync.Mutex
	made map[Signer]*authority
}{made: map[Signer]*authority{}}

func authorityOf(s Signer) *authority {
	authorities.Lock()
	defer authorities.Unlock()
	if a := authorities.made[s]; a != nil {
		return a
	}
	a := &authority{key: newKey()}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: signerNames[s],
		NotBefore: time.Now().AddDate(-10, 0, 0), NotAfter: time.Now().AddDate(20, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der := must(x509.CreateCertificate(rand.Reader, template, template, a.key.Public(), a.key))
	a.cert = must(x509.ParseCertificate(der))
	authorities.made[s] = a
	return a
}

// pem is the authority's own certificate as bundles hold it.
func (a *authority) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// Cert is the plan of a certificate; the zero value is a good one.
type Cert struct {
	Names  []string // that it is for; nil for the host's own name
	Signer Signer
	From   time.Duration // start of its validity, from now; 0 for a month ago
	Until  time.Duration // end of its validity, from now; 0 for two months
	Issuer Issuer
	Old    bool // names its host in the subject alone, as certificates did before SANs
}

// Issuer says how a certificate leads to its authority.
type Issuer string

// Ways from a certificate to its authority.
const (
	IssuerRoot    Issuer = ""        // signed by the authority itself
	IssuerSent    Issuer = "sent"    // by an intermediate that the server sends along
	IssuerUnsent  Issuer = "unsent"  // by an intermediate that the server forgets
	IssuerExpired Issuer = "expired" // by an intermediate that has expired
	IssuerNobody  Issuer = "self"    // by itself
)

// issue makes the certificate, with the authority's own behind it.
func (c Cert) issue() tls.Certificate {
	a, key := authorityOf(c.Signer), newKey()
	from, until := c.From, c.Until
	if from == 0 {
		from = -30 * 24 * time.Hour
	}
	if until == 0 {
		until = 60 * 24 * time.Hour
	}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: c.Names[0]},
		NotBefore: time.Now().Add(from), NotAfter: time.Now().Add(until),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, name := range c.Names {
		if c.Old {
			break
		}
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	chain := [][]byte{a.cert.Raw}
	switch c.Issuer {
	case IssuerNobody:
		a, chain = &authority{cert: template, key: key}, nil
	case IssuerSent, IssuerUnsent, IssuerExpired:
		a = a.intermediate(c.Issuer == IssuerExpired)
		chain = [][]byte{a.cert.Raw}
	}
	if c.Issuer == IssuerUnsent {
		chain = nil
	}
	der := must(x509.CreateCertificate(rand.Reader, template, a.cert, key.Public(), a.key))
	return tls.Certificate{Certificate: append([][]byte{der}, chain...), PrivateKey: key}
}

// files are the certificate with its chain and its key, as servers read them.
func (c Cert) files() (chain, key string) {
	cert := c.issue()
	var out []byte
	for _, der := range cert.Certificate {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	}
	return string(out), keyPEM(cert.PrivateKey)
}

func keyPEM(key any) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: must(x509.MarshalPKCS8PrivateKey(key))}))
}

// intermediate is an authority below this one.
func (a *authority) intermediate(expired bool) *authority {
	until := time.Now().AddDate(1, 0, 0)
	if expired {
		until = time.Now().AddDate(0, 0, -2)
	}
	below := &authority{key: newKey()}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: a.cert.Subject.CommonName + " Intermediate", Organization: a.cert.Subject.Organization},
		NotBefore: time.Now().AddDate(-5, 0, 0), NotAfter: until,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der := must(x509.CreateCertificate(rand.Reader, template, a.cert, below.key.Public(), a.key))
	below.cert = must(x509.ParseCertificate(der))
	return below
}

// Bundle is the client's set of roots, as PEM.
func (r Roots) Bundle() []byte {
	switch r {
	case RootsNone:
		return nil
	case RootsInspection:
		return append(authorityOf(PublicCA).pem(), authorityOf(InspectionCA).pem()...)
	case RootsCompany:
		return append(authorityOf(PublicCA).pem(), authorityOf(CompanyCA).pem()...)
	}
	return authorityOf(PublicCA).pem()
}

// withAuthorities puts certificates in the places {inspection} and {company}: files
// in which a company's IT hands out its own.
func withAuthorities(content string) string {
	for _, s := range []Signer{InspectionCA, CompanyCA} {
		if place := "{" + string(s) + "}"; strings.Contains(content, place) {
			content = strings.ReplaceAll(content, place, string(authorityOf(s).pem()))
		}
	}
	return content
}

func newKey() *ecdsa.PrivateKey { return must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)) }

func serial() *big.Int { return must(rand.Int(rand.Reader, big.NewInt(1<<62))) }

// must ends the lab's process on errors that cannot happen with the fixed plans here.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
