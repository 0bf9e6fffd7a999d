package checks

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"io/fs"
	"net"
	"strings"
)

// Code says how something failed. It is a closed set: every code is listed here
// and has a case in the test of Classify or of the check that sets it.
type Code string

// OK is the code of what did not fail.
const OK Code = ""

// Failures that an operating system reports, or that silence means.
const (
	Timeout            Code = "timeout" // nothing came back in time
	Refused            Code = "refused" // reset at once, or ICMP port unreachable
	Reset              Code = "reset"
	Closed             Code = "closed" // the peer closed where data was due
	NetworkUnreachable Code = "network-unreachable"
	HostUnreachable    Code = "host-unreachable"
	Prohibited         Code = "prohibited"    // EACCES from connect or a send: a route of type prohibit
	NotPermitted       Code = "not-permitted" // EPERM from a send: a rule on this machine
	NoRoute            Code = "blackhole"     // EINVAL from connect: a route of type blackhole
	AddressUnavailable Code = "address-unavailable"
	MessageTooLong     Code = "message-too-long"
	Canceled           Code = "canceled"
	HopLimit           Code = "hop-limit"   // a router told that the packet had passed as many as it may
	Unsupported        Code = "unsupported" // this system cannot do it
	TooManyFiles       Code = "too-many-files"
	NoSpace            Code = "no-space"
	ReadOnly           Code = "read-only"
	Permission         Code = "permission"
	NotFound           Code = "not-found" // a file or a program
	Unclassified       Code = "unclassified"
)

// Failures of name resolution.
const (
	NXDomain      Code = "nxdomain"
	NoData        Code = "no-data"
	ServFail      Code = "servfail"
	DNSRefused    Code = "dns-refused"
	DNSError      Code = "dns-error" // another rcode, such as NOTIMP or FORMERR
	Lame          Code = "lame"      // no answer, not authoritative, no recursion
	TruncatedOnly Code = "truncated" // truncated by UDP, and TCP fails
	Garbage       Code = "garbage"   // not the protocol that was spoken
	Sinkhole      Code = "sinkhole"  // an address nobody can serve from: 0.0.0.0, ::, loopback
	Forged        Code = "forged"    // an answer that the server asked cannot have given

	BadSignature Code = "bad-signature" // DNSSEC: a signature that does not fit
	NoSignature  Code = "no-signature"  // DNSSEC: none where one must be
	KeyMismatch  Code = "key-mismatch"  // DNSSEC: no key that the parent vouches for
)

// Failures of proxies, TLS and HTTP.
const (
	Malformed          Code = "malformed" // a setting that cannot be used as written
	ProxyAuth          Code = "proxy-auth"
	ProxyForbidden     Code = "proxy-forbidden"
	ProxyUpstream      Code = "proxy-upstream"
	ProxySignIn        Code = "proxy-sign-in" // sent to a page that tells people to sign in, or why not
	NotAProxy          Code = "not-a-proxy"
	UnknownAuthority   Code = "unknown-authority"
	Expired            Code = "expired"
	NotYetValid        Code = "not-yet-valid"
	NameMismatch       Code = "name-mismatch"
	BadCertificate     Code = "bad-certificate" // any other objection to the certificate
	NoRoots            Code = "no-roots"
	NotTLS             Code = "not-tls"
	TLSVersion         Code = "tls-version" // no protocol version or cipher in common
	TLSAlert           Code = "tls-alert"   // any other alert of the peer
	StatusUnauthorized Code = "http-unauthorized"
	StatusForbidden    Code = "http-forbidden"
	StatusNotFound     Code = "http-not-found" // 404 or 410
	StatusRateLimited  Code = "http-rate-limited"
	StatusServerError  Code = "http-server-error"
	StatusOther        Code = "http-status"
	BadContent         Code = "bad-content" // status 200, and not what was asked for
	TooLarge           Code = "too-large"
	RedirectInsecure   Code = "redirect-insecure"
	RedirectLoop       Code = "redirect-loop"
)

// Failures of the module layer that are none of the network's.
const (
	ModulesOff      Code = "off" // forbidden by a setting
	GoFailed        Code = "go-failed"
	AuthRequired    Code = "auth-required"
	HostKey         Code = "host-key"
	AccessDenied    Code = "access-denied"
	RepositoryFault Code = "repository"
	NoImportTag     Code = "no-import-tag"
)

// Coded is an error that knows its code already.
type Coded interface {
	error
	FailureCode() Code
}

// Classify maps an error to its code: one that it knows itself first, then
// system error numbers, typed errors, and the few texts that the standard
// library gives no type. It never returns OK for an error; what it does not know
// is Unclassified.
func Classify(err error) Code {
	if err == nil {
		return OK
	}
	var coded Coded
	if errors.As(err, &coded) && coded.FailureCode() != OK {
		return coded.FailureCode()
	}
	if code, ok := classifyErrno(err); ok {
		return code
	}
	for _, known := range typedErrors {
		if known.is(err) {
			return known.code
		}
	}
	text := err.Error()
	for _, known := range textErrors {
		if strings.Contains(text, known.text) {
			return known.code
		}
	}
	return Unclassified
}

// typedErrors is asked from the most to the least specific.
var typedErrors = []struct {
	code Code
	is   func(error) bool
}{
	{Canceled, func(err error) bool { return errors.Is(err, context.Canceled) }},
	{BadContent, func(err error) bool { // a body that is not compressed as its header says
		var corrupt flate.CorruptInputError
		return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &corrupt)
	}},
	{UnknownAuthority, as[x509.UnknownAuthorityError]},
	{NameMismatch, as[x509.HostnameError]},
	{NoRoots, as[x509.SystemRootsError]},
	{Expired, func(err error) bool {
		var invalid x509.CertificateInvalidError
		return errors.As(err, &invalid) && invalid.Reason == x509.Expired
	}},
	{BadCertificate, as[x509.CertificateInvalidError]},
	{BadCertificate, as[x509.UnhandledCriticalExtension]},
	{BadCertificate, as[x509.ConstraintViolationError]},
	{NotTLS, as[tls.RecordHeaderError]},
	{TLSVersion, isVersionAlert},
	{TLSAlert, as[tls.AlertError]},
	{NXDomain, func(err error) bool {
		var dns *net.DNSError
		return errors.As(err, &dns) && dns.IsNotFound
	}},
	{Timeout, isTimeout},
	{NotFound, func(err error) bool { return errors.Is(err, fs.ErrNotExist) }},
	{Permission, func(err error) bool { return errors.Is(err, fs.ErrPermission) }},
	{Closed, func(err error) bool {
		return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
	}},
}

// textErrors are errors that crypto/tls and net/http give no type
// (crypto/tls/handshake_client.go, conn.go; net/http/transport.go).
var textErrors = []struct {
	text string
	code Code
}{
	{"remote error: tls: protocol version not supported", TLSVersion},
	{"remote error: tls: handshake failure", TLSVersion},
	{"remote error: tls: insufficient security level", TLSVersion},
	{"server selected unsupported protocol version", TLSVersion},
	{"remote error: tls:", TLSAlert},
	{"first record does not look like a TLS handshake", NotTLS},
	{"server gave HTTP response to HTTPS client", NotTLS},
	{"TLS handshake timeout", Timeout},
	{"malformed HTTP", Garbage},
	{"malformed MIME header", Garbage},
	{"malformed chunked encoding", Garbage},
	{"invalid header field", Garbage},
	{"bad Content-Length", Garbage},
	{"unsupported transfer encoding", Garbage},
	{"server response headers exceeded", Garbage},
	{"tls: failed to parse certificate from server", BadCertificate},
	{"tls: server sent certificate containing RSA key larger than", BadCertificate},
	{"tls: server's certificate contains an unsupported type of public key", BadCertificate},
	{"tls:", TLSAlert},
}

// isVersionAlert is about the alerts protocol_version (70), handshake_failure (40)
// and insufficient_security (71), RFC 8446, section 6.2.
func isVersionAlert(err error) bool {
	var alert tls.AlertError
	return errors.As(err, &alert) && (alert == 40 || alert == 70 || alert == 71)
}

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout()
}

func as[E error](err error) bool {
	var target E
	return errors.As(err, &target)
}
